"""How well a name stands where the question asks: pure features of names and lists.

The interrogative stands where the answer does (``rag.language.sought``), so the words of the
question on its two sides should stand on the same two sides of a right answer, near it.
"""

from functools import lru_cache

from rag.answering.candidates import Candidate
from rag.language.asking import Wanted
from rag.language.name_matching import matches_asked
from rag.language.name_types import Name, NameKind
from rag.language.patterns import late_regex
from rag.language.segments import segment
from rag.language.sought import Sought, sought
from rag.question import Question

_REACH = 14
_HALF = 5.0
_AGENT = late_regex(r"(?:由|被|经|为)$")
_AGENT_ASKED = late_regex(r"(?:由|被|经)$")
_ROLE_LINK = late_regex(r"(?:是|为|叫|由|：|:|系|有|兼|任|名为|称为|分别|即)$")
_NAMING = late_regex(
    r"(?:称为?|称它为|叫做?|命名为|定名为|更名为|改为|改称|改名为|名为|题为|授予|获得?|荣获|评为|"
    r"誉为)$"
)
_NAMES_ASKED = late_regex(r"称号|名称|名字|叫|称为|命名|改名|更名|授予|评为|获")
_SENTENCE_WORDS = "nvadjlit"


def name_fit(question: Question, candidate: Candidate) -> dict[str, float]:
    """The features, all 0 to 1; nothing where the question has no asking phrase.

    ``fit.left`` and ``fit.right``: the question's words beside the asking phrase stand beside the
    candidate, on the same side and near; ``fit.crossed``: those behind it stand before the
    candidate; ``fit.agent``: both are led by 由 or 被; ``fit.role``: the noun of 董事长是谁 stands
    right before the candidate; ``fit.naming``: a word of naming does; ``fit.mentioned``: share of
    the candidate that the question mentions; ``fit.kind``, ``fit.members``: the name, or the share
    of a list's members, that is what the question asks for.
    """
    place = sought(question.folded)
    if place is None or (candidate.name is None and candidate.listing is None):
        return {}
    text = candidate.analysis.folded.text
    if len(text) != len(candidate.analysis.text):
        text = candidate.analysis.text
    before = text[max(0, candidate.start - _REACH) : candidate.start]
    after = text[candidate.end : candidate.end + _REACH]
    left, right = _sides(question, place)
    return {
        "fit.left": max((_near(word, before[::-1], True) for word in left), default=0.0),
        "fit.right": max((_near(word, after, False) for word in right), default=0.0),
        "fit.crossed": max((_near(word, before[::-1], True) for word in right), default=0.0),
        "fit.crossed.left": max((_near(word, after, False) for word in left), default=0.0),
        "fit.agent": _both_agents(question, place, before),
        "fit.agent.alone": 1.0 if _AGENT.search(before[-1:]) else 0.0,
        "fit.role": _role(place, before),
        "fit.naming": _naming(question, before),
        "fit.mentioned": _mentioned(question, candidate),
        "fit.kind": _kind(question, candidate),
        "fit.members": _members(question, candidate),
    }


def _sides(question: Question, place: Sought) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The nearest two content words before and behind the asking phrase, with counterparts."""
    before = _content(question.folded[max(0, place.start - 12) : place.start])[-2:]
    after = _content(question.folded[place.end : place.end + 12])[:2]
    return _with_counterparts(question, before), _with_counterparts(question, after)


@lru_cache(maxsize=512)
def _content(text: str) -> tuple[str, ...]:
    return tuple(
        text[word.start : word.end]
        for word in segment(text)
        if word.end - word.start > 1 and word.tag[:1] in _SENTENCE_WORDS
    )


def _with_counterparts(question: Question, said: tuple[str, ...]) -> tuple[str, ...]:
    more = [
        term.text
        for term in question.added
        for word in said
        if len(term.text) > 1 and (term.source in word or word in term.source)
    ]
    return (*said, *more)


def _near(word: str, around: str, reversed_: bool) -> float:
    """Nearness of a word in the characters that lead away from the candidate."""
    at = around.find(word[::-1] if reversed_ else word)
    return _HALF / (_HALF + at) if at >= 0 else 0.0


def _both_agents(question: Question, place: Sought, before: str) -> float:
    asked = _AGENT_ASKED.search(question.folded[: place.start])
    return 1.0 if asked and _AGENT.search(before) else 0.0


def _role(place: Sought, before: str) -> float:
    if len(place.role) < 2:
        return 0.0
    bare = _ROLE_LINK.sub("", before)
    return 1.0 if bare.endswith(place.role) else 0.0


def _naming(question: Question, before: str) -> float:
    return 1.0 if _NAMES_ASKED.search(question.folded) and _NAMING.search(before) else 0.0


def _mentioned(question: Question, candidate: Candidate) -> float:
    """Share of the candidate's pairs of characters that the question has, in any wording."""
    said = question.folded + "".join(term.text for term in question.added)
    words = candidate.text
    pairs = [words[at : at + 2] for at in range(len(words) - 1)]
    return sum(1 for pair in pairs if pair in said) / len(pairs) if pairs else 0.0


def _kind(question: Question, candidate: Candidate) -> float:
    """Whether the name is of the kind that the asking phrase names; persons for 谁, and so on."""
    name, asked = candidate.name, question.asked
    if name is None:
        return 0.0
    if asked.kind is Wanted.PERSON:
        return 1.0 if name.kind is NameKind.PERSON else 0.0
    return 1.0 if asked.noun and matches_asked(asked.noun, name) >= _FITS else 0.0


_FITS = 0.8
_YEAR = late_regex(r"\d{4}年?|[一二][〇零一二三四五六七八九]{3}年?")


def _members(question: Question, candidate: Candidate) -> float:
    """Share of a list's members that are what the asking phrase names: years, persons, bodies."""
    if candidate.listing is None:
        return 0.0
    text, spans = candidate.analysis.text, candidate.listing.members
    noun = question.asked.noun
    if not noun:
        return 0.0
    if noun == "年":
        return sum(1 for a, b in spans if _YEAR.fullmatch(text[a:b])) / len(spans)
    known = {(name.start, name.end): name for name in candidate.analysis.names}
    named = [known.get(span) or _unnamed(text, span) for span in spans]
    return sum(1 for name in named if matches_asked(noun, name) >= _FITS) / len(named)


def _unnamed(text: str, span: tuple[int, int]) -> Name:
    """A member that is no name by itself, as one; its marks tell titles and quotes."""
    said = text[span[0] : span[1]]
    kind = {"《": NameKind.TITLE, "“": NameKind.QUOTED}.get(said[:1], NameKind.WORK)
    return Name(span[0], span[1], said, kind)
