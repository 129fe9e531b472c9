"""Coordinated lists in Chinese prose, with the borders of their members.

Members are joined by 、 (and 和, 与, 及 before the last), by standing in a row (《A》《B》), by
numbers and semicolons (``rag.language.enumeration_series``). The text marks the inner borders;
the two outer ones it leaves to grammar: the first member begins after a verb or a preposition,
the last ends before 等, 的, a count or a verb, and of several such places the one is taken that
makes the outer members most like the others in length, first and last character.

Not done here: whether the members are things of one kind; members that share a modifier keep it
where it is written (全市工业、商业 has 工业 only if the others are as short).
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from statistics import median

from rag.language.enumeration_counts import counted, ends_inside, half_a_name, told_before
from rag.language.enumeration_frames import Clause, frames
from rag.language.enumeration_outer import COLLECTIVE, JOINS, Edges, OuterMembers, within
from rag.language.enumeration_series import find_series
from rag.language.enumeration_tails import tail, uncounted
from rag.language.enumeration_types import Enumeration, Span
from rag.language.name_bounds import Border, Bounds, find_bounds
from rag.language.name_joined import find_joined
from rag.language.numerals import parse_numeral
from rag.language.patterns import late_regex

__all__ = ["Enumeration", "find_enumerations"]

_COUNT = r"[0-9]{1,4}|[一二三四五六七八九十百两]{1,4}"
_MEASURE = (
    "方面|单位|部门|个|项|名|家|种|类|件|位|大|所|座|处|"
    "人|部|条|次|场|支|级|门|科|者|字|地|国|省|市|县|区|校|厂|族"
)
_AFTER = late_regex(
    rf"[》”’」』）)]?(?P<more>等等?(?![级于式候待]))?"
    rf"(?:(?P<count>{_COUNT}) ?(?P<measure>{_MEASURE}))?"
    r"(?P<noun>[\u4e00-\u9fff]{0,12})"
)
_BEFORE = late_regex(rf"(?P<count>{_COUNT}) ?(?:{_MEASURE})(?P<noun>[\u4e00-\u9fff]{{0,8}})$")
_NOUN_MEASURES = frozenset("人字国地省市县区校厂族部科者") | {"方面", "单位", "部门"}
_LONGEST = 60
_MOST_COUNTED = 20
_COMMAS = late_regex(r"(?:[\u4e00-\u9fff·]{2,10}，){2,20}[\u4e00-\u9fff·]{2,10}等")


def find_enumerations(text: str) -> list[Enumeration]:
    """Every list in text order; a list inside a member of another is given beside it.

    Linear in the length of the text; never raises.
    """
    bounds = find_bounds(text)
    borders = _parting(text, bounds)
    starts = [border.start for border in borders]
    found = find_series(text)
    for clause in frames(text):
        if clause.end > clause.start:
            found += _in_clause(text, clause, _edges(borders, starts, clause), bounds)
    found += _comma_lists(text, bounds)
    found += _continued(text, found)
    unique = {(item.start, item.members): item for item in reversed(found)}
    return sorted(unique.values(), key=lambda item: (item.start, -item.end))


def _parting(text: str, bounds: Bounds) -> list[Border]:
    """The borders, but for a join inside a name: 市劳动和社会保障局 is one member."""
    names = list(find_joined(text, bounds))
    return [
        border
        for border in bounds.borders
        if not any(start < border.start and border.end < end for start, end in names)
    ]


def _edges(borders: list[Border], starts: list[int], clause: Clause) -> Edges:
    """Borders that stand at the clause's own level: outside its holes, and no marks."""
    found = Edges([], [], [])
    holes = iter([*clause.holes, (clause.end, clause.end)])
    hole = next(holes)
    for index in range(bisect_left(starts, clause.start), len(starts)):
        border = borders[index]
        if border.start >= clause.end:
            break
        while border.start >= hole[1] and hole[0] < clause.end:
            hole = next(holes)
        blank = not border.word and border.end - border.start == 1
        if border.start < hole[0] and (border.word or (not blank)):
            found.starts.append(border.start)
            found.ends.append(border.end)
            found.words.append(border.word)
    return found


def _in_clause(text: str, clause: Clause, edges: Edges, bounds: Bounds) -> list[Enumeration]:
    starts = [clause.start, *(joint[1] for joint in clause.joints)]
    ends = [*(joint[0] for joint in clause.joints), clause.end]
    pieces = [_without_join(text, piece) for piece in zip(starts, ends, strict=True)]
    found: list[Enumeration] = []
    begin = 0
    usual = median(end - start for start, end in pieces)
    for index in range(1, len(pieces)):
        if (
            index == len(pieces) - 1
            or _breaks(edges, pieces[index], usual)
            or _closes(text, pieces, begin, index)
            or ends_inside(text, pieces[max(begin, index - _MOST_COUNTED) : index], pieces[index])
        ):
            found += _coordinated(text, clause, edges, bounds, pieces[begin : index + 1])
            begin = index
    if len(pieces) == 1:
        found += _pairs(text, clause, edges, bounds)
    return found


def _closes(text: str, pieces: list[Span], begin: int, index: int) -> bool:
    """Whether a piece holds the count of the list it ends: 面粉三业 of 机器、印刷、面粉三业."""
    size = index - begin + 1
    if size > _MOST_COUNTED:
        return False
    return counted(text, pieces[index], pieces[begin:index], frozenset({size})) is not None


def _without_join(text: str, piece: Span) -> Span:
    """、以及某某: the join is no part of the member."""
    start, end = piece
    for join in ("以及", "和", "与", "及"):
        if text.startswith(join, start) and end - start > len(join) + 1:
            return start + len(join), end
    return piece


def _breaks(edges: Edges, piece: Span, usual: float) -> bool:
    """Whether one list ends and another begins inside a piece: A、B等部门开展C、D."""
    inside = within(edges, piece)
    if any(edges.words[at] in {"等", "等等"} for at in inside):
        return True
    joined = [at for at in inside if edges.words[at] in JOINS]
    verbs = [at for at in inside if len(edges.words[at]) > 1 and edges.words[at] not in JOINS]
    if joined and joined[0] == inside[0] and verbs:
        return edges.ends[joined[0]] < edges.starts[verbs[-1]]
    return len(inside) > 1 and piece[1] - piece[0] > 3 * usual + 4


def _pairs(text: str, clause: Clause, edges: Edges, bounds: Bounds) -> list[Enumeration]:
    """A和B alone in a clause; each join makes its own pair."""
    found: list[Enumeration] = []
    joins = [at for at, word in enumerate(edges.words) if word in JOINS]
    for order, at in enumerate(joins):
        left = edges.ends[joins[order - 1]] if order else clause.start
        right = edges.starts[joins[order + 1]] if order + 1 < len(joins) else clause.end
        pieces = [(left, edges.starts[at]), (edges.ends[at], right)]
        if all(end - start > 1 for start, end in pieces):
            found += _coordinated(text, clause, edges, bounds, pieces)
    return found


def _coordinated(
    text: str, clause: Clause, edges: Edges, bounds: Bounds, pieces: list[Span]
) -> list[Enumeration]:
    first, *fixed, last = pieces
    joined = _joined(edges, last, fixed)
    size = len(pieces)
    closed = counted(text, last, pieces[:-1], frozenset({size, size + 1} if joined else {size}))
    if closed:
        last, size = closed
    least = last[0]
    parts = _parts(text, clause, pieces, joined) if joined and not closed else size > len(pieces)
    if joined and parts:
        fixed, last = [*fixed, joined[0]], (joined[1][0], last[1])
    elif joined:
        least = joined[1][0]
    if not closed:
        last = uncounted(text, last, len(fixed) + 2)
    view = OuterMembers(text, edges, fixed)
    choices = [
        (view.cost(first, start, last, end), -start, end)
        for start in view.starts(first, clause)
        for end in ([last[1]] if closed else view.ends(last, clause))
        if start < first[1] and end > max(least, last[0])
    ]
    if not choices:
        return []
    _, start, end = min(choices)
    members = [_stripped(text, span) for span in ((-start, first[1]), *fixed, (last[0], end))]
    kept = tuple(span for span in members if 0 < span[1] - span[0] <= _LONGEST)
    if len(kept) < 2 or len(kept) < len(members):
        return []
    if not closed:
        kept = (*kept[:-1], (kept[-1][0], tail(text, kept, COLLECTIVE).end))
    return [_described(text, bounds, kept)]


def _parts(text: str, clause: Clause, pieces: list[Span], joined: tuple[Span, Span]) -> bool:
    """Whether the join parts two members: the number before the list says so, or the others."""
    told = told_before(text, clause.start, pieces[1][0])
    if len(pieces) in told or len(pieces) + 1 in told:
        return len(pieces) + 1 in told
    return not half_a_name(text, pieces[:-1], *joined)


def _joined(edges: Edges, last: Span, fixed: list[Span]) -> tuple[Span, Span] | None:
    """B和C at the end of a list, as two members; a join behind 的 or 等 belongs elsewhere."""
    usual = median([end - start for start, end in fixed] or [last[1] - last[0]])
    for at in within(edges, last):
        word, start, end = edges.words[at], edges.starts[at], edges.ends[at]
        if word in {"等", "等等", "的"}:
            return None
        if word in JOINS and end < last[1]:
            fits = start - last[0] <= 2 * usual + 2
            return ((last[0], start), (end, last[1])) if fits else None
    return None


def _stripped(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start] in " \u3000\n\t":
        start += 1
    while end > start and text[end - 1] in " \u3000\n\t":
        end -= 1
    return start, end


def _described(text: str, bounds: Bounds, members: tuple[Span, ...]) -> Enumeration:
    """The list with the count and the noun that the text gives it, behind it or before it."""
    start, end = members[0][0], members[-1][1]
    match = _AFTER.match(text, end)
    more = bool(match and match["more"])
    count, noun = None, ""
    if match and (more or match["count"]):
        count, noun = _behind(text, bounds, match, len(members))
    elif text.startswith(COLLECTIVE, end):
        noun = text[end : min(end + 8, bounds.right[end])]
    if count is None:
        before = _BEFORE.search(text[max(0, start - 24) : start].rstrip("：:，, “‘「『（("))
        if before and (text[start - 1 : start] in set("：:（(")):
            count, noun = _value(before["count"]), before["noun"] or noun
    is_open = more and (count is None or count > len(members))
    return Enumeration(start, end, members, is_open, noun, count)


def _behind(text: str, bounds: Bounds, match: re.Match[str], size: int) -> tuple[int | None, str]:
    """The count and the noun behind a list; a figure that cannot count it belongs elsewhere.

    Behind 等 the count may be larger than the list (等16种机械), elsewhere it equals its size:
    “先进单位79个、标兵80个” counts no list of two.
    """
    count = _value(match["count"])
    if count is not None and (count < size or (not match["more"] and count != size)):
        return None, ""
    if match["measure"] in _NOUN_MEASURES:
        return count, match["measure"]
    begin = match.start("noun")
    noun = text[begin : min(match.end(), bounds.right[begin])] if begin < len(text) else ""
    collective = next((word for word in COLLECTIVE if noun.startswith(word)), "")
    return count, (collective if collective and count is None else noun)


def _value(said: str | None) -> int | None:
    number = parse_numeral(said) if said else None
    return int(number) if number is not None and number == int(number) else None


def _comma_lists(text: str, bounds: Bounds) -> Iterator[Enumeration]:
    """香港，新加坡，马来西亚等地: short names joined by commas before 等."""
    for match in _COMMAS.finditer(text):
        edges = [match.start(), *(at.end() for at in re.finditer("，", match.group()))]
        starts = [match.start(), *(match.start() + at for at in edges[1:])]
        ends = [*(at - 1 for at in starts[1:]), match.end() - 1]
        first = max(starts[0], bounds.left[ends[0]])
        spans = tuple(zip([first, *starts[1:]], ends, strict=True))
        plain = all(bounds.left[end] <= start for start, end in spans)
        if plain and max(end - start for start, end in spans) <= 8:
            yield _described(text, bounds, spans)


def _continued(text: str, found: list[Enumeration]) -> Iterator[Enumeration]:
    """A、B、C，D、E: a list that goes on behind a comma, as one."""
    by_start = {item.start: item for item in found if len(item.members) > 2}
    for item in found:
        follower = by_start.get(item.end + 1)
        if follower and len(item.members) > 2 and text[item.end] in "，,":
            members = (*item.members, *follower.members)
            yield Enumeration(
                item.start, follower.end, members, follower.open, follower.head, follower.count
            )
