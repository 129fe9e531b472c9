"""Verbs of events and the stages they name."""

from rag.language.events import event_classes, other_stage


def test_one_class_for_the_words_of_officials_and_of_users() -> None:
    assert event_classes("办起来的") & event_classes("学校于1952年成立")
    assert event_classes("完工") == event_classes("如期竣工") == {"finish"}


def test_a_beginning_is_no_end() -> None:
    assert other_stage("开工", "工程如期竣工")
    assert not other_stage("开工", "项目正式动工建设")
    assert not other_stage("召开", "工程如期竣工")
    assert not other_stage("成立", "该校成立后停办")
