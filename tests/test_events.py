"""Verbs of events and the stages they name."""

from rag.language.asking import Wanted
from rag.language.events import event_classes, life_untold, other_stage


def test_one_class_for_the_words_of_officials_and_of_users() -> None:
    assert event_classes("办起来的") & event_classes("学校于1952年成立")
    assert event_classes("完工") == event_classes("如期竣工") == {"finish"}


def test_a_beginning_is_no_end() -> None:
    assert other_stage("开工", "工程如期竣工")
    assert not other_stage("开工", "项目正式动工建设")
    assert not other_stage("召开", "工程如期竣工")
    assert not other_stage("成立", "该校成立后停办")


def test_an_event_of_a_life_must_be_told() -> None:
    model = "1956年，评出先进生产者罗某。"
    assert life_untold(Wanted.DATE, "罗某是哪年出生的", model) == "出生"
    assert not life_untold(Wanted.DATE, "罗某是哪年出生的", "罗某，1921年生于本县。")
    assert not life_untold(Wanted.DATE, "罗某哪年被评为先进", model)
    assert life_untold(Wanted.NAME, "罗某毕业于哪所大学", model) == "毕业"
    # Those who died are only named here; what is asked is who looks after their children.
    assert not life_untold(Wanted.NAME, "哪个厂照料过世工友的孩子", "化肥厂工会把他们养大。")
