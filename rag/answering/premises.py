"""What a question takes for granted, held against the sentence that would answer it.

城西水厂占地多大 supposes that the sentence is about 城西水厂. Where the nearest mention of a body
is another of its sort (城东水厂), or the clause that names it denies what is asked, the figure
beside it is no answer.

Not done here: bodies that the whole text is about (its own chronicle's): they go without saying.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from rag.analysis import SentenceAnalysis
from rag.answering.candidates import Candidate
from rag.answering.claims import Part, Sort, parts
from rag.answering.naming import alike, bodies, plain, same_sort, stands_in
from rag.language.names import NameKind, find_names
from rag.language.normalise import fold
from rag.language.patterns import late_regex
from rag.question import Question
from rag.types import Document

_AMBIENT_SECTIONS = 0.6
_AMBIENT_PARAGRAPHS = 0.3
_LEAST_SECTIONS = 3
_DENIED = late_regex(r"没有|未(?!来|必)|不(?:在|包括|含|列入|属于)|尚无|除外|除[^，]{1,12}外")


def other_body(question: Question, best: Candidate, documents: Mapping[str, Document]) -> str:
    """The body or person asked about, where the candidate is about another of its sort; or ""."""
    document = documents[best.hit.document]
    for part in parts(question):
        if not part.topic or part.sort is Sort.HONOUR or is_ambient(part.text, document):
            continue
        if _nearest_rival(part, best):
            return part.text
    return ""


def denied(question: Question, best: Candidate) -> bool:
    """Whether the sentence names what is asked about only to say that it is left out."""
    analysis = best.analysis
    for part in parts(question):
        if not part.topic:
            continue
        holding = [
            analysis.text[start:end]
            for start, end in analysis.clauses
            if stands_in(part.text, fold(analysis.text[start:end]))
        ]
        own = analysis.text[slice(*analysis.clauses[best.clause])]
        run = analysis.text[analysis.clauses[best.clause][1] :]
        after = bool(holding) and all(one in run for one in holding) and own not in holding
        if after and _DENIED.search(run) and not _DENIED.search(question.folded):
            return True
    return False


def is_ambient(name: str, document: Document) -> bool:
    """Whether most of the text is about the body, so that sentences need not name it."""
    return _ambient(plain(name), _Read(document.reading, document))


@lru_cache(maxsize=512)
def _ambient(short: str, of: "_Read") -> bool:
    document, reading = of.document, of.reading
    if len(document.sections) >= _LEAST_SECTIONS:
        sections = _sections(of)
        held = sum(any(stands_in(short, text) for text in texts) for texts in sections)
        return held >= _AMBIENT_SECTIONS * len(sections)
    texts = [fold(reading[one.reading.start : one.reading.end]) for one in document.paragraphs]
    return sum(stands_in(short, text) for text in texts) >= _AMBIENT_PARAGRAPHS * len(texts)


@dataclass(frozen=True, slots=True)
class _Read:
    """A document, told from others by its text alone."""

    reading: str
    document: Document = field(compare=False)


@lru_cache(maxsize=8)
def _sections(of: _Read) -> tuple[tuple[str, ...], ...]:
    """The sentences of each section in matching form, those before the first one too."""
    held: dict[str | None, list[str]] = {}
    for sentence in of.document.sentences:
        held.setdefault(sentence.section, []).append(fold(sentence.text))
    return tuple(map(tuple, held.values()))


def _nearest_rival(part: Part, best: Candidate) -> str:
    """The first name of the part's sort going back from the answer, where the part's is later."""
    for text in _back(best.analysis, best):
        if stands_in(part.text, fold(text)):
            return ""
        for name in _named(part, text):
            if alike(name, part.text):
                return ""
        rivals = [name for name in _named(part, text) if not _asked(name, best, part)]
        if rivals:
            return rivals[0]
    return ""


def _asked(name: str, best: Candidate, part: Part) -> bool:
    """Whether the name is the answer itself."""
    return name in best.text and best.name is not None


def _named(part: Part, text: str) -> list[str]:
    if part.sort is Sort.PERSON:
        return [
            name.text
            for name in find_names(text)
            if name.kind is NameKind.PERSON and len(name.text) == len(part.text)
        ]
    return [name.text for name in bodies(text) if same_sort(plain(name.text), part.text)]


def _back(analysis: SentenceAnalysis, best: Candidate) -> Iterator[str]:
    """The answer's sentence, the ones before it in the paragraph, the section's title."""
    document, sentence = analysis.document, analysis.sentence
    yield sentence.text
    first = document.paragraphs[sentence.paragraph - 1].sentences[0]
    for number in range(sentence.number - 1, first - 1, -1):
        yield document.sentences[number - 1].text
    if analysis.section is not None:
        yield analysis.section.title
