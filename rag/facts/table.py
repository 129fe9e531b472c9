"""The table of facts of a document: every figure with what it counts, when, and for whom."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.facts.metrics import Metric, metrics_of, without_subject
from rag.facts.records import Fact, FactTime
from rag.facts.scopes import scopes_of
from rag.facts.subjects import subject_of
from rag.language.clauses import clauses
from rag.language.quantities import Quantity, find_quantities
from rag.language.times import GoverningTime, find_times, govern, time_at
from rag.types import Document, Paragraph, Sentence, Span

_QUOTED = re.compile(r"《[^》]*》|“[^”]*”|「[^」]*」")


@dataclass(frozen=True, slots=True)
class _Scene:
    """One sentence being read.

    ``undated`` is its text with the times blanked, ``tiles`` its clauses, ``inherited`` the
    times stated earlier in the paragraph, ``topic`` the last subject named there.
    """

    document: Document
    paragraph: Sequence[Sentence]
    sentence: Sentence
    undated: str
    tiles: Sequence[tuple[int, int]]
    inherited: tuple[GoverningTime, ...]
    topic: str


def build_facts(document: Document) -> tuple[Fact, ...]:
    """The facts in text order. Ranks, articles and figures inside names are no facts.

    Linear in the length of the text.
    """
    found: list[Fact] = []
    for paragraph in document.paragraphs:
        found.extend(_of_paragraph(document, paragraph))
    return tuple(found)


def _of_paragraph(document: Document, paragraph: Paragraph) -> list[Fact]:
    sentences = [document.sentences[number - 1] for number in paragraph.sentences]
    governing = govern([sentence.text for sentence in sentences])
    found: list[Fact] = []
    topic = ""
    for sentence, times in zip(sentences, governing, strict=True):
        inherited = tuple(time for time in times if time.inherited)
        undated = _undated(sentence.text)
        tiles = clauses(sentence.text)
        found.extend(
            _of_sentence(_Scene(document, sentences, sentence, undated, tiles, inherited, topic))
        )
        topic = subject_of(undated) or topic
    return found


def _of_sentence(scene: _Scene) -> list[Fact]:
    text = scene.sentence.text
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    figures = [one for one in find_quantities(text) if _counts(text, one, quoted)]
    named = metrics_of(text, figures, scene.tiles, scene.undated)
    return [_fact(scene, *pair) for pair in zip(figures, named, strict=True)]


def _counts(text: str, figure: Quantity, quoted: Sequence[tuple[int, int]]) -> bool:
    """Whether a figure measures something: no rank, no article (一批), no part of a name."""
    if figure.ordinal or not figure.unit:
        return False
    if figure.value == 1 and text[figure.start] == "一":
        return False
    return not any(start <= figure.start < end for start, end in quoted)


def _fact(scene: _Scene, figure: Quantity, metric: Metric) -> Fact:
    sentence = scene.sentence
    base = sentence.reading.start
    clause = next(start for start, end in scene.tiles if figure.start < end)
    own = subject_of(scene.undated[clause : figure.start])
    subject = own or subject_of(scene.undated[: figure.start]) or scene.topic
    time = _time(scene, figure)
    # 3个基层工会小组: what stands behind a figure is counted, whoever the subject is.
    behind = metric.start >= figure.end
    return Fact(
        document=scene.document.id,
        sentence=sentence.number,
        section=sentence.section,
        time=time,
        subject=subject,
        metric=metric.text if behind else without_subject(metric.text, subject),
        value=figure.value,
        upper=figure.upper,
        unit=figure.unit,
        qualifiers=figure.qualifiers,
        scopes=scopes_of(sentence.text, figure, clause, time.openness if time else None),
        figure=Span(base + figure.start, base + figure.end),
        words=Span(base + metric.start, base + metric.end),
        text=figure.text,
    )


def _time(scene: _Scene, figure: Quantity) -> FactTime | None:
    time = time_at(scene.sentence.text, max(figure.start, figure.end - 1), scene.inherited)
    if time is None:
        return None
    holder = scene.paragraph[time.sentence] if time.inherited else scene.sentence
    base = holder.reading.start
    return FactTime(time.period, time.openness, time.inherited, base + time.start, base + time.end)


def _undated(text: str) -> str:
    for time in find_times(text):
        text = text[: time.start] + " " * (time.end - time.start) + text[time.end :]
    return text
