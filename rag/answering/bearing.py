"""What a stretch of text says to the parts of a yes/no question: its names, figures and times."""

from rag.analysis import SentenceAnalysis
from rag.answering.candidates import Candidate
from rag.answering.claims import figure_agrees, name_agrees, parts, supposed
from rag.language.clauses import clauses
from rag.language.normalise import fold
from rag.language.patterns import late_regex
from rag.language.quantities import Quantity, find_quantities
from rag.question import Question

_FORMS = late_regex(
    r"是不是|有没有|能不能|可不可以|会不会|对不对|了没有?$|没有?[?？]*$|是否|有无|能否|可否"
)
_AT_ONCE = late_regex(r"(?:马上|立即|立刻|随即|当即|当年|同年|很快)就?")


def parts_told(question: Question, candidate: Candidate, evidence: str) -> list[bool | None]:
    """What the evidence says to each part: borne out, contradicted, not touched."""
    before = _before(candidate.analysis)
    told = [name_agrees(question, part, evidence, before) for part in parts(question)]
    told += figures_told(question, candidate, evidence)
    if question.periods:
        told.append(times_agree(question, candidate))
    return told


def figures_supposed(question: Question) -> list[Quantity]:
    """The figures supposed; those in a title or in quotation marks are part of a name."""
    quoted = " ".join(question.names)
    return [one for one in find_quantities(without_forms(question)) if one.text not in quoted]


def figures_told(question: Question, candidate: Candidate, evidence: str) -> list[bool | None]:
    """What the evidence says to each figure supposed, as ``parts_told``."""
    found = figures_supposed(question)
    if not found:
        return []
    claimed, then = without_forms(question), _at_the_time(question, candidate.analysis, evidence)
    topic = " ".join([*question.names, *(part.text for part in parts(question) if part.topic)])
    before = _before(candidate.analysis)
    told = []
    for one in found:
        value = figure_agrees(claimed, one, then, topic)
        if value is None:
            value = figure_agrees(claimed, one, evidence, topic)
        told.append(True if value is None and one.ordinal and one.text in before else value)
    return told


def without_forms(question: Question) -> str:
    """The question in matching form without its asking forms, figures put plainly."""
    return _FORMS.sub("", supposed(question))


def times_agree(question: Question, candidate: Candidate) -> bool | None:
    """Whether the time is one supposed; None where it is a longer one around it, or unknown."""
    if candidate.time is None:
        return None
    given = candidate.time.period
    if _AT_ONCE.search(question.folded):
        return any(one.first.year == given.first.year for one in question.periods)
    asked = [time.interval or time.period for time in question.times if time.period is not None]
    if any(one.contains(given) for one in asked if one is not None):
        return True
    around = any(given.contains(one) for one in question.periods)
    if around and given.first.year != given.last.year:
        return None
    return around


def _before(analysis: SentenceAnalysis) -> str:
    """The section's title and what the paragraph says up to the end of the sentence."""
    document, sentence = analysis.document, analysis.sentence
    first = document.paragraphs[sentence.paragraph - 1].sentences[0]
    held = [one.text for one in document.sentences[first - 1 : sentence.number]]
    return fold(" ".join([analysis.section.title if analysis.section else "", *held]))


def _at_the_time(question: Question, analysis: SentenceAnalysis, evidence: str) -> str:
    """The clauses of the evidence that a time asked for governs; all where none is asked for."""
    base = analysis.text.find(evidence)
    if not question.periods or base < 0:
        return evidence
    kept = []
    for start, end in clauses(evidence):
        time = analysis.time_at(base + end - 1)
        if time and any(one.contains(time.period) for one in question.periods):
            kept.append(evidence[start:end])
    return "".join(kept)
