"""The edges of the chosen stretch, where grammar knows them better than the reader or the ranker.

The reader sees edges by single characters: it cuts words (市农|学会), begins inside a pair of
marks, or takes the verb behind a name for its end. The choice between candidates is made on what
it saw; the edges of the one that was chosen are then set to words, pairs of marks and the members
of a list. Nothing is chosen anew: what is said always overlaps the stretch that won.
"""

from dataclasses import replace

from rag.answering.candidates import Candidate, Kind
from rag.answering.list_edges import counted_list, settled_list
from rag.answering.reading import Found, Sight
from rag.answering.run_edges import settled_run
from rag.answering.whole_marks import whole_marks, whole_words
from rag.language.asking import Wanted
from rag.language.name_types import NameKind
from rag.language.patterns import late_regex
from rag.language.segments import segment
from rag.question import Question

_NAMING = frozenset({Wanted.PERSON, Wanted.PLACE, Wanted.NAME, Wanted.STATEMENT})
_FIGURES = frozenset({Wanted.QUANTITY, Wanted.DATE, Wanted.COMPARISON})
_BOUNDED = frozenset({NameKind.PLACE, NameKind.ORGANISATION})
_OFFICE = late_regex(
    r"(?:副?(?:[\u4e00-\u9fff]长|主任|书记|主席|经理))(?=[兼任，。；、）)]|担任|负责|主持)"
)
_NAMED = frozenset({NameKind.PLACE, NameKind.ORGANISATION, NameKind.PERSON})
_PROPER = frozenset({"ns", "nr", "nz"})
"""Tags of names: no name of a body begins with a verb before one."""
_NEWLY = late_regex(r"新(?:成立|组建|[设建办开创])的")
_BEHIND_VERB = late_regex(r"[设位建坐驻迁葬]$")
_VERB = 5
"""Characters before a name that may be a verb."""
_UNTOUCHED = frozenset({Kind.FIGURE, Kind.TIME})


def settled(question: Question, candidate: Candidate, sight: Sight | None) -> Candidate:
    """The candidate with its edges set.

    Args:
        question: what is asked.
        candidate: the one that was chosen.
        sight: what the reader saw, if there is one.
    """
    found = _settled(question, candidate, sight)
    return found if found.start < found.end else candidate


def _settled(question: Question, candidate: Candidate, sight: Sight | None) -> Candidate:
    wanted = question.asked.kind
    best = sight.best if sight is not None else None
    if best is not None and best.key != (candidate.hit.document, candidate.hit.sentence.number):
        best = None
    if candidate.kind in _UNTOUCHED or wanted in _FIGURES:
        read = candidate.kind is Kind.READ and wanted is Wanted.QUANTITY
        return _whole_figure(candidate) if read else candidate
    if wanted is Wanted.YES_NO:
        start, end = whole_marks(candidate.analysis.text, candidate.start, candidate.end)
        return replace(candidate, start=start, end=end)
    if wanted in _NAMING and _is_one_name(candidate):
        candidate = replace(candidate, listing=None)
    if wanted is Wanted.LIST or candidate.listing is not None:
        return settled_list(question, candidate, best)
    # A number behind 为什么 belongs to what happened: 为什么要并成4家.
    counted = None if wanted is Wanted.REASON else counted_list(question, candidate, best)
    if counted is not None:
        return counted
    if wanted in _NAMING:
        whole = _whole_name(candidate, best)
        return _with_office(whole) if wanted is Wanted.PERSON else whole
    return settled_run(question, candidate, best)


def _is_one_name(candidate: Candidate) -> bool:
    """Whether what looks like two members is one name with 和 in it: 惠和会馆."""
    listing = candidate.listing
    return (
        listing is not None
        and "、" not in candidate.text
        and any(end - start == 1 for start, end in listing.members)
    )


def _whole_figure(candidate: Candidate) -> Candidate:
    """A figure without what 的 joins to it (段的154人) and without the verb behind it (46方涂)."""
    text, start, end = candidate.analysis.text, candidate.start, candidate.end
    inside = [
        one
        for one in candidate.analysis.quantities
        if start <= one.start < one.end <= end and not one.ordinal
    ]
    if len(inside) != 1:
        return candidate
    figure = inside[0]
    if text[start : figure.start].endswith("的"):
        start = figure.start
    behind = segment(text[figure.end : figure.end + _VERB]) if figure.unit else []
    if behind and behind[0].tag == "v" and figure.end < end <= figure.end + behind[0].end:
        end = figure.end
    return replace(candidate, start=start, end=end)


def _whole_name(candidate: Candidate, best: Found | None) -> Candidate:
    """A name without the verb phrase behind it, and with the whole of its words and marks."""
    text, start, end = candidate.analysis.text, candidate.start, candidate.end
    if best is not None and best.start == start and best.end < end and _is_loose(candidate, best):
        end = best.end
    start, end = _whole_person(candidate, start, end)
    known = any((start, end) == (name.start, name.end) for name in candidate.analysis.names)
    if candidate.kind is Kind.READ and not known:
        start, end = whole_words(text, start, end)
    if not known and text[start:end].startswith("于") and _BEHIND_VERB.search(text[:start]):
        start += 1  # 设于柏林滩, not 于敏
    start, end = whole_marks(text, _past_the_verb(candidate, start, end), end)
    return replace(candidate, start=start, end=end)


def _whole_person(candidate: Candidate, start: int, end: int) -> tuple[int, int]:
    """The stretch with the whole of a person's name that it cuts: 宝坤 of 安宝坤."""
    for name in candidate.analysis.names:
        if name.kind is NameKind.PERSON and name.start < start < name.end <= end:
            return name.start, end
    return start, end


def _past_the_verb(candidate: Candidate, start: int, end: int) -> int:
    """Where the name begins of a stretch that is a name behind a verb or 新设的: 补入枫桥中学."""
    text = candidate.analysis.text
    newly = _NEWLY.match(text, start, end - 1)
    if newly is not None:
        return newly.end()
    whole = [one for one in candidate.analysis.names if (one.start, one.end) == (start, end)]
    if any(one.kind is NameKind.PERSON for one in whole):
        return start  # 顾南亭 is nobody who is looked after
    words = segment(text[start:end])
    if len(words) > 1 and words[0].tag == "v" and words[1].tag in _PROPER:
        return start + words[0].end
    for name in candidate.analysis.names:
        if name.end == end and start < name.start <= start + _VERB and not name.inner:
            before = text[start : name.start]
            if name.kind in _NAMED and [word.tag[:1] for word in segment(before)] == ["v"]:
                return name.start
    return start


def _with_office(candidate: Candidate) -> Candidate:
    """A body with the office of its head, where a person is asked for and none is named:
    教务处处长 of 由教务处处长兼任."""
    if candidate.listing is not None or (
        candidate.name is not None and candidate.name.kind is NameKind.PERSON
    ):
        return candidate
    office = _OFFICE.match(candidate.analysis.text, candidate.end)
    return candidate if office is None else replace(candidate, end=office.end())


def _is_loose(candidate: Candidate, best: Found) -> bool:
    """Whether a verb begins where the reader sees the end: 题写 of 宋筠题写.

    Verbs stand inside names of bodies and places (联合工会); there the name itself decides.
    """
    span = (candidate.start, candidate.end)
    names = [one for one in candidate.analysis.names if (one.start, one.end) == span]
    if any(one.kind in _BOUNDED for one in names):
        return False
    rest = segment(candidate.analysis.text[best.end : candidate.end])
    return rest[0].tag == "v" and rest[0].end > 1
