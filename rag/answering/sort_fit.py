"""Whether a candidate is of the sort that is asked for, and stands nearer than its rivals.

Every candidate has a form, whoever found it: a person, a title, a quotation, a figure, a clause.
Which form answers which sort of question is learned: a person may be answered by an office (由
教务处处长兼任), a slogan hardly by a title. A name is told from its rivals of the same kind (甲任
主席，乙任指导员) by what stands between it and them.
"""

from collections.abc import Sequence

from rag.answering.candidates import Candidate
from rag.language.name_types import Name, NameKind
from rag.language.patterns import late_regex
from rag.language.segments import segment
from rag.language.sorts import Sort, noun_asked, sort_asked, sort_of_noun
from rag.matching import Matches
from rag.question import Question

_MARKS = "，。；;、,：: 等"
_FIGURE = late_regex(
    r"(?:约|近|第)?[\d一二三四五六七八九十百千万两〇零.%％]+(?:余|多)?[\u4e00-\u9fff]{0,2}"
)
_FIGURE_FORM = "figure"
_STOPS = late_regex(r"[，；：]")
_OFFICE = late_regex(
    r"(?:[^年]长|主席|书记|主任|经理|委员|顾问|干事|秘书|理事|教[师员]|技术员|指导员|常委)$"
)
_OPENS = "“「《：:是为叫的 "
_CLOSES = "”」》的 "
_BEFORE, _BEHIND = 12, 8
_HEAD = 2
_SCALE = 2.0
"""Twice what other features are at most: each of these is rare, and the penalty of learning would
else keep its weight too small. Measured on chronicles that were left out of learning."""


def sort_fit(question: Question, candidate: Candidate, matches: Matches) -> dict[str, float]:
    """The features, each 0 or ``_SCALE`` but for the last.

    ``sort.given.F`` and ``sort.S.F``: the candidate has the form F where S is asked for;
    ``beside.…``: the noun asked for stands before the candidate, behind it or at its end (not of
    a figure, which counts it: 女社员6人);
    ``gap.share``: share (0-1) of the question's terms in the sentence that stand in the
    candidate's clause between it and the nearest names of its kind.
    """
    sort, given = sort_asked(question.folded, question.asked), form(candidate)
    noun = "" if given == _FIGURE_FORM else noun_asked(question.folded, question.asked)
    return {
        f"sort.given.{given}": _SCALE,
        f"sort.{sort}.{given}": _SCALE,
        **_beside(noun, candidate),
        "gap.share": _gap(candidate, matches),
    }


def form(candidate: Candidate) -> str:
    """What a candidate looks like: a kind of name, or else what it is made of."""
    analysis, start, end = candidate.analysis, candidate.start, candidate.end
    while end > start and analysis.text[end - 1] in _MARKS:
        end -= 1
    text = analysis.text[start:end]
    if not text:
        return "none"
    if text[0] == "《" and text[-1] == "》" and text.count("《") == 1:
        return NameKind.TITLE.value
    if text[0] in "“「" and text[-1] in "”」" and text.count(text[0]) == 1:
        return NameKind.QUOTED.value
    if candidate.listing is not None:
        return "list"
    if _FIGURE.fullmatch(text) or any(
        one.start <= start and end <= one.end for one in analysis.times
    ):
        return _FIGURE_FORM
    return _named(analysis.names, text, start, end) or _made_of(text)


def _named(names: Sequence[Name], text: str, start: int, end: int) -> str:
    """The form of a stretch that is a name or holds one of a person, a title or a quotation."""
    inside = [one for one in names if start <= one.start and one.end <= end]
    whole = [one.kind for one in inside if (one.start, one.end) == (start, end)]
    persons = [one for one in inside if one.kind is NameKind.PERSON]
    forms = (
        (NameKind.PERSON in whole, NameKind.PERSON.value),
        (_STOPS.search(text), "clause"),
        (persons and persons[-1].end == end, "person.led"),
        (persons, "person.held"),
        ("《" in text or "“" in text, "marked"),
        (sort_of_noun(text) is Sort.HONOUR, "honour"),
        (_OFFICE.search(text), "office"),
        (whole, whole[0].value if whole else ""),
    )
    return next((name for true, name in forms if true), "")


def _made_of(text: str) -> str:
    """The form of a stretch that is no name."""
    sort = sort_of_noun(text)
    if sort in (Sort.PERSON, Sort.PLACE, Sort.BODY):
        return f"{sort}.noun"
    tags = [word.tag[:1] for word in segment(text)]
    if tags[0] == "v":
        return "verb.first"
    return "verb.held" if "v" in tags else "nominal"


def is_called(noun: str, candidate: Candidate) -> bool:
    """Whether a name ends in the noun asked for: 退休金统筹委员会 where a 委员会 is."""
    if candidate.name is None or len(noun) < _HEAD:
        return False
    return candidate.name.text.rstrip(_MARKS + _CLOSES).endswith(noun)


def _beside(noun: str, candidate: Candidate) -> dict[str, float]:
    """Where the head of the noun asked for (思路 of 工作思路) stands."""
    head = noun[-_HEAD:]
    if not head or head in ("谁", "哪里"):
        return {}
    text = candidate.analysis.text
    before = text[max(0, candidate.start - _BEFORE) : candidate.start].rstrip(_OPENS)
    behind = text[candidate.end : candidate.end + _BEHIND].lstrip(_CLOSES)
    said = candidate.text.rstrip(_MARKS + _CLOSES)
    ends = said.endswith(head)
    found = {
        "beside.before": before.endswith(head),
        "beside.before.near": head in before,
        "beside.behind": behind.startswith(head),
        "beside.behind.near": head in behind,
        "beside.ends": ends,
        "beside.ends.alike": not ends and said.endswith(head[-1]),
    }
    return {name: _SCALE for name, true in found.items() if true}


def _gap(candidate: Candidate, matches: Matches) -> float:
    """How much of the question stands nearer to the candidate than to a name of its kind."""
    analysis, start, end = candidate.analysis, candidate.start, candidate.end
    kind, whole = _kind(candidate), matches.whole()
    if kind is None or not whole:
        return 0.0
    rivals = [one for one in analysis.names if one.kind is kind]
    low = analysis.clauses[candidate.clause][0]
    high = analysis.clauses[analysis.clause_at(max(start, end - 1))][1]
    low = max((one.end for one in rivals if low < one.end <= start), default=low)
    high = min((one.start for one in rivals if end <= one.start < high), default=high)
    return min(1.0, (matches.coverage(low, start) + matches.coverage(end, high)) / whole)


def _kind(candidate: Candidate) -> NameKind | None:
    """The kind of the name that the candidate is or ends with."""
    if candidate.name is not None:
        return candidate.name.kind
    names = candidate.analysis.names
    inside = [one for one in names if candidate.start <= one.start and one.end <= candidate.end]
    return max(inside, key=lambda one: (one.end, -one.start)).kind if inside else None
