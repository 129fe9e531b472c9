"""Questions worth trying, made from what the texts state and kept only when they are answered.

Templates over the table of figures and over sentences that say when something began give
candidates; each is asked, and shown only if the answer is the very figure, calculation or date
it was made from. A question for a year after the texts end shows an honest refusal. Nothing here
knows a particular text. The same index gives the same questions.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from rag.types import Answer, Document, FactRow

if TYPE_CHECKING:  # a protocol: nothing of it is needed to run, and its module wires everything
    from rag.pipeline import Pipeline

Kind = Literal["figure", "computation", "date", "refusal"]
_TRIED = 4
"""Things asked about for one kind: an answer takes tens of milliseconds, more on a busy machine."""
_LONGEST = 34
# What began, without figures, pauses or words that tie it to the clause before.
_BEGAN = re.compile(
    r"(?:^|[，。；日月年])(?P<what>[\u4e00-\u9fff]{4,14}?)"
    r"(?P<how>正式|隆重)?(?P<verb>成立|创办|召开|开业|竣工|投产)[，。；]"
)
_TIED = re.compile(r"[年月日的了在于由从被把和与及并]|^[是该此其有]")


@dataclass(frozen=True, slots=True)
class Example:
    """A question that was asked of this index and came out as it should."""

    kind: Kind
    question: str


@dataclass(frozen=True, slots=True)
class _Candidate:
    kind: Kind
    question: str
    section: str | None
    about: str
    holds: Callable[[Answer], bool]


def examples(
    pipeline: "Pipeline", wanted: Sequence[Kind], halted: Callable[[], bool] = lambda: False
) -> Iterator[Example]:
    """One question for each kind wanted, in that order; kinds that give none are left out.

    Args:
        pipeline: is asked at most ``_TRIED`` questions a kind, and never its language model.
        wanted: kinds; one that comes twice gives two questions.
        halted: asked before each question; once it says so no more are asked.

    Raises:
        StoreError: no index is open.
    """
    series = _series(pipeline.facts().rows)
    check = partial(_checked, pipeline, halted)
    pools: dict[Kind, Iterator[Example]] = {
        "figure": check(_figures(series)),
        "computation": check(_changes(series)),
        "date": check(_dates(pipeline.documents())),
        "refusal": check(_beyond(series)),
    }
    found = (next(pools[kind], None) for kind in wanted)
    return (example for example in found if example is not None)


def _checked(
    pipeline: "Pipeline", halted: Callable[[], bool], candidates: Iterable[_Candidate]
) -> Iterator[Example]:
    """Those that hold, the surest answer first."""
    sure: list[tuple[float, int, Example]] = []
    seen: set[str] = set()
    for candidate in _spread(candidates):
        if len(seen) == _TRIED or halted():
            break
        if candidate.about in seen:
            continue
        seen.add(candidate.about)
        answer = pipeline.ask(candidate.question, mode="extractive", top_k=1)
        if candidate.holds(answer):
            made = Example(candidate.kind, candidate.question)
            sure.append((-answer.confidence, len(seen), made))
    yield from [example for _, _, example in sorted(sure, key=lambda one: one[:2])]


def _spread(candidates: Iterable[_Candidate]) -> list[_Candidate]:
    """Short questions only, one of each section first, so that neighbours differ."""
    seen: dict[str | None, int] = defaultdict(int)
    turns: list[tuple[int, int, _Candidate]] = []
    for number, candidate in enumerate(candidates):
        if len(candidate.question) <= _LONGEST:
            turns.append((seen[candidate.section], number, candidate))
            seen[candidate.section] += 1
    return [candidate for _, _, candidate in sorted(turns, key=lambda turn: turn[:2])]


def _series(rows: Sequence[FactRow]) -> list[list[FactRow]]:
    """Figures of one thing for different years: what is told twice is worth asking for."""
    groups: dict[tuple[str, str, str, str], list[FactRow]] = defaultdict(list)
    for row in rows:
        if row.period is not None and row.upper is None and row.subject and row.metric:
            document = row.citation.document
            groups[document, row.subject, row.metric, row.unit].append(row)
    kept = []
    for group in groups.values():
        years = [row.period.last.year for row in group if row.period]
        if len(set(years)) == len(years) > 1:
            kept.append(sorted(group, key=_end))
    return kept


def _figures(series: Sequence[Sequence[FactRow]]) -> Iterator[_Candidate]:
    for group in series:
        for row in group:
            when = _when(row)
            if when is not None and row.unit != "%":
                yield _Candidate(
                    "figure",
                    f"{when}{_measured(row)}多少{row.unit}？",
                    row.citation.section,
                    _measured(row),
                    partial(_gives, row),
                )


def _changes(series: Sequence[Sequence[FactRow]]) -> Iterator[_Candidate]:
    for group in series:
        for before, after in pairwise(group):
            since, until = _when(before), _when(after)
            alike = before.scopes == after.scopes and before.unit != "%"
            exact = not _vague(before) and not _vague(after) and before.value < after.value
            if since and until and alike and exact:
                yield _Candidate(
                    "computation",
                    f"{since}到{until}，{_measured(after)}增加了多少{after.unit}？",
                    after.citation.section,
                    _measured(after),
                    partial(_subtracts, before, after),
                )


def _dates(documents: Sequence[Document]) -> Iterator[_Candidate]:
    for document in documents:
        for sentence in document.sentences:
            own = [time for time in sentence.times if not time.inherited]
            match = _BEGAN.search(sentence.text)
            if own and match and not _TIED.search(match["what"]):
                yield _Candidate(
                    "date",
                    f"{match['what']}是什么时候{match['how'] or ''}{match['verb']}的？",
                    sentence.section,
                    match["what"],
                    partial(_dated, sentence.number),
                )


def _beyond(series: Sequence[Sequence[FactRow]]) -> Iterator[_Candidate]:
    """The same figures for a year no text reaches."""
    years = [row.period.last.year for group in series for row in group if row.period]
    for group in series:
        row = group[-1]
        if row.unit != "%":
            yield _Candidate(
                "refusal",
                f"{max(years) + 10}年{_measured(row)}多少{row.unit}？",
                row.citation.section,
                _measured(row),
                _refuses,
            )


def _dated(sentence: int, answer: Answer) -> bool:
    cited = any(one.sentence == sentence for one in answer.citations)
    return cited and re.search(r"\d年", answer.short_answer or "") is not None


def _refuses(answer: Answer) -> bool:
    return answer.refusal is not None


def _gives(row: FactRow, answer: Answer) -> bool:
    cited = any(
        one.document == row.citation.document
        and one.start < row.citation.end
        and row.citation.start < one.end
        for one in answer.citations
    )
    return cited and answer.computation is None and row.figure in (answer.short_answer or "")


def _subtracts(before: FactRow, after: FactRow, answer: Answer) -> bool:
    made = answer.computation
    values = {operand.value for operand in made.operands} if made else set()
    return values == {before.value, after.value}


def _vague(row: FactRow) -> bool:
    return bool({"约", "近", "多", "余", "以上", "超", "突破"} & set(row.qualifiers))


def _measured(row: FactRow) -> str:
    return row.subject + row.metric


def _end(row: FactRow) -> date:
    return row.period.last if row.period else date.min


def _when(row: FactRow) -> str | None:
    """ "1984年", "1984年底", or None where a question could not name the time in a word."""
    period = row.period
    if period is None or period.first.year != period.last.year:
        return None
    at_end = "截至" in row.qualifiers and (period.last.month, period.last.day) == (12, 31)
    whole = (period.first.month, period.last.month) == (1, 12)
    if not (at_end or whole):
        return None
    return f"{period.last.year}年{'底' if at_end and not whole else ''}"
