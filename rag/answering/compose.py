"""The last step: check a draft, number its citations, and make it an answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import uuid4

from rag.answering.checks import check_lines, unsupported_figures
from rag.answering.draft import Draft, Line
from rag.types import Answer, Citation, Document, Explanation, Hit, Timings


@dataclass(frozen=True, slots=True)
class Setting:
    """What an answer carries besides its words."""

    question: str
    passages: tuple[Hit, ...]
    documents: Mapping[str, Document]
    index: str


def compose(draft: Draft, setting: Setting) -> Answer | None:
    """The answer that a draft makes, or None where no line of it passes the checks.

    Markers are numbered from 1 in the order in which the kept lines use them. Timings are
    zero; the caller knows them.
    """
    lines, checks = check_lines(
        draft.lines, setting.documents, setting.question, draft.computation, draft.written_by
    )
    if draft.refusal is None and not (
        lines and _all_cited(draft, lines) and _short_holds(draft, lines, setting.question)
    ):
        return None
    checks = replace(checks, dropped=checks.dropped + draft.dropped)
    markers = Numbering()
    told = "".join(markers.told(line) for line in lines)
    citations = {citation.marker: citation for line in lines for citation in line.citations}
    answered = draft.refusal is None
    return Answer(
        id=uuid4().hex,
        question=setting.question,
        answer=draft.refusal.message if draft.refusal else told,
        short_answer=draft.short if answered else None,
        items=tuple(replace(one, citation=markers.of[one.citation]) for one in draft.items),
        computation=None
        if draft.computation is None
        else replace(
            draft.computation,
            operands=tuple(
                replace(one, citation=markers.of[one.citation])
                for one in draft.computation.operands
            ),
        ),
        citations=tuple(replace(citations[old], marker=new) for old, new in markers.of.items()),
        passages=setting.passages,
        refusal=draft.refusal,
        checks=checks,
        confidence=draft.confidence,
        index=setting.index,
        timings=Timings(0.0, 0.0, 0.0),
    )


def _all_cited(draft: Draft, lines: Sequence[Line]) -> bool:
    """Whether every member and operand still has its citation among the lines that are shown."""
    shown = {citation.marker for line in lines for citation in line.citations}
    needed = {one.citation for one in draft.items}
    if draft.computation is not None:
        needed.update(one.citation for one in draft.computation.operands)
    return needed <= shown


def _short_holds(draft: Draft, lines: Sequence[Line], question: str) -> bool:
    """Promise 2 for the short answer, over everything that the kept lines cite."""
    cited = [citation for line in lines for citation in line.citations]
    return not unsupported_figures(draft.short or "", cited, question, draft.computation)[1]


def finished(answer: Answer, timings: Timings, explanation: Explanation | None) -> Answer:
    """The answer with its timings and, where asked for, its explanation."""
    return replace(answer, timings=timings, explanation=explanation)


class Numbering:
    """Numbers citations from 1 in the order in which lines use them; ``of`` leads there."""

    def __init__(self) -> None:
        self.of: dict[int, int] = {}

    def told(self, line: Line) -> str:
        """The line with its markers."""
        numbers = [
            self.of.setdefault(citation.marker, len(self.of) + 1) for citation in line.citations
        ]
        return line.text + "".join(f"[{number}]" for number in dict.fromkeys(numbers))

    def cited(self, line: Line) -> tuple[Citation, ...]:
        """The line's citations with these numbers; ``told`` comes first."""
        return tuple(replace(one, marker=self.of[one.marker]) for one in line.citations)
