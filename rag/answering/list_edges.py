"""The edges of a chosen list set to those of the enumeration it overlaps.

Where the question or the text tells how many members there are, the enumeration that has as many
is the list. Else the inner borders are the text's own, and of the two outer ones the grammar's
are taken where the reader's cut a word, leave a verb before the first member, or part it from
words that only tell of what kind it is.
"""

from collections.abc import Sequence
from dataclasses import replace

from rag.answering.candidates import Candidate
from rag.answering.read_candidates import listed
from rag.answering.reading import Found
from rag.answering.whole_marks import inside_quotes, whole_marks, whole_words
from rag.language.enumeration_types import Enumeration, Span
from rag.language.numerals import parse_numeral
from rag.language.patterns import late_regex
from rag.language.segments import segment
from rag.question import Question

_FIGURE = r"(?P<count>\d{1,2}|[两二三四五六七八九十])"
_ASKED = late_regex(
    rf"(?<![第\d年月]){_FIGURE}(?:个|项|名|位|家|所|种|类|件|条|点|处|道|步|大|方面|样|门|支|块|国|业)"
    r"(?P<told>.{0,10}(?:是什么|是啥|有哪|是哪|叫什么|叫啥|都叫|依次|分别|各[是为]|包括|名[字称单]|$))?"
)
_CLOSING = late_regex(rf"{_FIGURE}(?=[\u4e00-\u9fff])")
_FEWEST = 3
_NOMINAL = frozenset("ntsfbjlizqm")
_PREPOSITIONS = frozenset("由用以从经被把将对向自")


def settled_list(question: Question, candidate: Candidate, best: Found | None) -> Candidate:
    """The candidate as the whole list that it is part of, with whole members."""
    text, known = candidate.analysis.text, candidate.analysis.enumerations
    inner = inside_quotes(text, *whole_marks(text, candidate.start, candidate.end))
    listing = candidate.listing or listed(candidate.analysis, *inner)
    number = number_asked(question)
    if number and (listing is None or len(listing.members) != number):
        counted = _as_many(known, number, candidate, best)
        if counted is not None:
            return _with(candidate, counted)
    if listing is not None:
        return _with(candidate, _settled(candidate, listing, known, number))
    whole = next((one for one in known if _is_member(candidate, one)), None)
    if whole is not None:
        return _with(candidate, whole)
    start, end = whole_marks(text, *whole_words(text, candidate.start, candidate.end))
    return replace(candidate, start=start, end=end)


def counted_list(question: Question, candidate: Candidate, best: Found | None) -> Candidate | None:
    """The enumeration that has as many members as a question asks for that names no list.

    四个展厅都叫什么 asks for a name by its words and for four by its number.
    """
    number = number_asked(question, told=True)
    held = listed(candidate.analysis, candidate.start, candidate.end)
    if number < _FEWEST or (held is not None and len(held.members) == number):
        return None
    counted = _as_many(candidate.analysis.enumerations, number, candidate, best)
    return None if counted is None else _with(candidate, counted)


def number_asked(question: Question, *, told: bool = False) -> int:
    """How many members the question asks for: 4 of 哪四项; 0 where it does not tell one number.

    With ``told`` only a number that the words that ask stand behind.
    """
    numbers = {
        _value(one["count"])
        for one in _ASKED.finditer(question.folded)
        if not told or one["told"] is not None
    } - {0, 1}
    return numbers.pop() if len(numbers) == 1 else 0


def _value(said: str) -> int:
    number = parse_numeral(said.replace("两", "二"))
    return int(number) if number is not None else 0


def _is_member(candidate: Candidate, whole: Enumeration) -> bool:
    """Whether the stretch is one member of a list that the text counts: of one thing more."""
    counted = whole.count == len(whole.members)
    return counted and (candidate.start, candidate.end) in whole.members


def _as_many(
    known: Sequence[Enumeration], number: int, candidate: Candidate, best: Found | None
) -> Enumeration | None:
    """The only enumeration with the number asked for that the chosen or the read stretch meets."""
    low, high = candidate.start, candidate.end
    if best is not None:
        low, high = min(low, best.start), max(high, best.end)
    fits = {
        (one.start, one.end): one
        for one in known
        if len(one.members) == number and one.start < high and low < one.end
    }
    return next(iter(fits.values())) if len(fits) == 1 else None


def _settled(
    candidate: Candidate, listing: Enumeration, known: Sequence[Enumeration], number: int
) -> Enumeration:
    """The list with all members of the grammar's list that it shares an inner border with, and
    with its outer edges set."""
    text, members = candidate.analysis.text, list(listing.members)
    twin = _twin(listing, known)
    if twin is not None:
        if len(members) != number:
            members = _completed(members, twin.members)
        if twin.count == len(twin.members) < len(members):
            members[-2:] = [(members[-2][0], members[-1][1])]
    (start, first), (last, end) = members[0], members[-1]
    names = {name.start: name.end for name in candidate.analysis.names}
    start, end = whole_words(text, start, end, _PREPOSITIONS)
    if twin is not None:
        longest = max(b - a for a, b in members[1:])
        least = first - longest if start not in names else start
        start = _start(text, start, twin.start, least)
        end = _end(text, end, twin)
    if all(names.get(a) == b for a, b in members[:-1]) and last in names:
        end = min(end, names[last])
    start, _ = whole_marks(text, start, first)
    if text[start] in _PREPOSITIONS and first - start > 2 and not _prepositional(text, members):
        start += 1
    start, end = inside_quotes(text, *whole_marks(text, start, end))
    members[0], members[-1] = (start, members[0][1]), (members[-1][0], end)
    if start >= members[0][1] or members[-1][0] >= end:
        return listing
    return replace(listing, start=start, end=end, members=tuple(members))


def _twin(listing: Enumeration, known: Sequence[Enumeration]) -> Enumeration | None:
    """The longest of the grammar's lists that has the first or the last border of the list."""
    borders = {listing.members[0][1], listing.members[-2][1]} if len(listing.members) > 1 else set()
    twins = [one for one in known if borders & {end for _, end in one.members[:-1]}]
    return max(twins, key=lambda one: len(one.members), default=None)


def _completed(members: list[Span], whole: Sequence[Span]) -> list[Span]:
    """The members with those of the whole list behind them: the reader stops too soon, within a
    member or before a last one that is joined by 和."""
    last, end = members[-1]
    behind = [one for one in whole if one[0] > end]
    inner = next((one for one in whole if one[0] == last), None)
    if behind and inner is not None:
        members[-1] = (last, max(end, inner[1]))
        return [*members, *behind]
    return members


def _start(text: str, seen: int, grammar: int, least: int) -> int:
    """Where the first member begins: by the reader or by the grammar.

    ``least`` is where the member would begin that is as long as the longest of the others.
    """
    if seen < grammar and _leads(text, seen, grammar):
        return grammar
    if least <= grammar < seen and _nominal(text, grammar, seen):
        return grammar
    return seen


def _end(text: str, seen: int, twin: Enumeration) -> int:
    """Where the last member ends: by the reader or by the grammar.

    More than the reader sees is taken where all the others have the word: 会员 of 团体会员52名、
    个人会员34名.
    """
    if seen < twin.end:
        word = segment(text[seen : twin.end])[0]
        said = text[seen : seen + word.end]
        alike = word.end > 1 and all(said in text[a:b] for a, b in twin.members[:-1])
        return twin.end if alike else seen
    rest = segment(text[twin.end : seen])
    closing = _CLOSING.match(text, twin.end)
    counts = closing is not None and _value(closing["count"]) == len(twin.members)
    last = twin.members[-1][0]
    longest = max(b - a for a, b in twin.members[1:-1] or twin.members[:1])
    verbal = rest and rest[0].tag[:1] in "vp" and seen - last > 2 * longest
    return twin.end if rest and (counts or verbal) else seen


def _leads(text: str, start: int, end: int) -> bool:
    """Whether the words before a place lead to a list: a verb, a preposition, 之中的.

    A plain 的 belongs to the first member, and so does what is only a noun.
    """
    words = segment(text[start:end])
    if words[-1].tag[:1] == "u":
        return len(words) > 1 and words[-2].tag == "f"
    return words[-1].tag == "vn" or words[-1].tag[:1] not in _NOMINAL


def _nominal(text: str, start: int, end: int) -> bool:
    """Whether the words of a stretch only say of what kind a thing is."""
    return all(word.tag[:1] in _NOMINAL for word in segment(text[start:end]))


def _prepositional(text: str, members: Sequence[Span]) -> bool:
    return any(text[start] in _PREPOSITIONS for start, _ in members[1:])


def _with(candidate: Candidate, listing: Enumeration) -> Candidate:
    return replace(candidate, start=listing.start, end=listing.end, listing=listing)
