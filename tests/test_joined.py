"""Two answers as one."""

from dataclasses import replace

from rag.answering.draft import Draft, Line
from rag.answering.joined import joined
from rag.pipeline import IndexPipeline
from rag.types import Citation, Computation, Role

SOURCE = "到会的有组织48个，会员2300人。"


def cited(marker: int, text: str) -> Citation:
    start = SOURCE.index(text)
    return Citation(
        marker, Role.EVIDENCE, "d", "s1", "题", 1, "p", 1, text, text, start, start + len(text)
    )


FIRST = Draft((Line("有组织48个。", (cited(1, "组织48个"),)),), "48个", confidence=0.9)
SECOND = Draft((Line("会员2300人。", (cited(1, "会员2300人"),)),), "2300人", confidence=0.6)


def test_both_are_told_and_cited() -> None:
    both = joined(FIRST, SECOND)
    assert both is not None
    assert (both.short, both.confidence) == ("48个；2300人", 0.6)
    assert [line.text for line in both.lines] == ["有组织48个。", "会员2300人。"]
    assert [one.marker for line in both.lines for one in line.citations] == [1, 2]


def test_one_sentence_that_tells_both_is_told_once() -> None:
    whole = Line(SOURCE, (cited(1, SOURCE),))
    both = joined(
        replace(FIRST, lines=(whole,)),
        replace(SECOND, lines=(Line(SOURCE, (cited(2, SOURCE), cited(1, "2300人"))),)),
    )
    assert both is not None
    (line,) = both.lines
    assert [(one.marker, one.quote) for one in line.citations] == [(1, SOURCE), (2, "2300人")]


def test_nothing_is_joined_to_nothing() -> None:
    assert joined(FIRST, Draft()) is None
    assert joined(FIRST, FIRST) is None
    assert joined(replace(FIRST, short="3人"), replace(SECOND, short="13人")) is not None
    sum_ = Computation("1+1", 2.0, ())
    assert joined(replace(FIRST, computation=sum_), SECOND) is None


def test_two_things_are_answered_and_each_is_cited(pipeline: IndexPipeline) -> None:
    answer = pipeline.ask("1952年底全市有多少个基层工会、多少会员？")
    assert answer.short_answer == "63个；2902人"
    quotes = "".join(one.quote for one in answer.citations)
    assert "63" in quotes
    assert "2902" in quotes
    assert [one.marker for one in answer.citations] == list(range(1, len(answer.citations) + 1))
    assert answer.checks.dropped == 0
