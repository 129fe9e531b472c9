"""From folded text to unresolved mentions of time, the ends of ranges joined."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from re import Match

from rag.language.eras import (
    bare_reign_pattern,
    name_pattern,
    plan_pattern,
    reign_part_pattern,
    reign_pattern,
)
from rag.language.time_atoms import read_trigger
from rag.language.time_names import (
    read_bare_reign,
    read_continued,
    read_name,
    read_plan,
    read_reign,
    read_reign_part,
)
from rag.language.time_patterns import link_pattern, trigger_pattern
from rag.language.time_types import Mention, TimeKind


def scan_times(folded: str) -> list[Mention]:
    """Every mention in order, none overlapping; the ends of a range are one mention."""
    return _join_ranges(folded, _atoms(folded))


def _atoms(folded: str) -> list[Mention]:
    named = list(reign_pattern().finditer(folded))
    of_reigns = _read_all(folded, named, read_reign)
    first = of_reigns[0].core_start if of_reigns else len(folded)
    bare = [
        match
        for match in bare_reign_pattern().finditer(folded)
        # Without a month it may be a span of time, but for where a reign is told before.
        if match["dated"] is not None or (len(match["count"]) > 1 and match.start() > first)
    ]
    fixed = _apart(
        [
            *of_reigns,
            *(one for match in named for one in read_continued(folded, match)),
            *_read_all(folded, bare, read_bare_reign),
            *_read_all(folded, reign_part_pattern().finditer(folded), read_reign_part),
            *_read_all(folded, plan_pattern().finditer(folded), read_plan),
            *_read_all(folded, name_pattern().finditer(folded), read_name),
        ]
    )
    found: list[Mention] = []
    position, search = 0, trigger_pattern().search
    for stop in [*fixed, None]:
        limit = stop.core_start if stop else len(folded)
        while position < limit and (match := search(folded, position, limit)) is not None:
            atom = read_trigger(folded, match)
            position = max(match.end(), position + 1, atom.core_end if atom else 0)
            if atom:
                found.append(atom)
        if stop:
            found.append(stop)
            position = max(position, stop.core_end)
    return _apart(found)


def _read_all(
    folded: str,
    matches: Iterable[Match[str]],
    read: Callable[[str, Match[str]], Mention | None],
) -> list[Mention]:
    return [atom for match in matches if (atom := read(folded, match)) is not None]


def _apart(atoms: list[Mention]) -> list[Mention]:
    """The earliest, longest mentions that do not overlap."""
    kept: list[Mention] = []
    for atom in sorted(atoms, key=lambda atom: (atom.core_start, -atom.core_end)):
        if not kept or atom.core_start >= kept[-1].core_end:
            kept.append(atom)
    return kept


def _join_ranges(folded: str, atoms: list[Mention]) -> list[Mention]:
    joined: list[Mention] = []
    at = 0
    while at < len(atoms):
        left = atoms[at]
        right = atoms[at + 1] if at + 1 < len(atoms) else None
        if right and _linked(folded, left, right):
            joined.append(_range(left, right))
            at += 2
        else:
            if not _is_stray(folded, left):
                joined.append(left)
            at += 1
    return joined


def _linked(folded: str, left: Mention, right: Mention) -> bool:
    gap = right.core_start - left.core_end
    if not 0 < gap <= 5 or right.first.scope not in ("year", "month"):
        return False
    link = link_pattern().fullmatch(folded, left.core_end, right.core_start)
    if link is None or left.first.void or right.first.void:
        return False
    before = folded[max(0, left.core_start - 9) : left.core_start].rstrip()
    return link.group().strip() != "and" or before.endswith("between")


def _range(left: Mention, right: Mention) -> Mention:
    """Both ends as one; what the right end leaves out is the left end's."""
    last = right.first
    if last.period is None and last.year is None and last.shift == 0 and left.first.year:
        last = replace(last, scope="range")
    return Mention(left.core_start, right.core_end, TimeKind.RANGE, left.first, last)


def _is_stray(folded: str, atom: Mention) -> bool:
    """A bare 至5日 or 日 whose left end was no time: too little to be one."""
    lone_day = atom.kind is TimeKind.DAY and atom.first.scope == "month"
    return lone_day and atom.core_end - atom.core_start < 2
