"""What was found in short texts is kept, and nobody can spoil it."""

from rag.language.remembering import remembering


def test_a_short_text_is_read_once_and_a_long_one_each_time() -> None:
    read: list[str] = []

    def find(text: str) -> list[str]:
        read.append(text)
        return list(text[:2])

    finder = remembering(find)
    assert finder("年月日") == ["年", "月"]
    assert finder("年月日") == ["年", "月"]
    assert read == ["年月日"]
    long = "年" * 501
    assert finder(long) == finder(long) == ["年", "年"]
    assert read == ["年月日", long, long]


def test_a_changed_answer_changes_no_later_one() -> None:
    finder = remembering(list[str])
    first = finder("年月")
    first.append("日")
    assert finder("年月") == ["年", "月"]
