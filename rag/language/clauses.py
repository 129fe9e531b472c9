"""Clauses of a Chinese sentence: the stretches between its commas.

Marks inside quotes, titles and brackets do not cut, because what stands there is one unit:
《关于加强乡镇、街道工会组织建设的通知》 or （有理想、有道德）. A colon and a semicolon cut like a
comma; the enumeration comma (、) does not: it joins members of one clause.
"""

from itertools import accumulate

_CUT = frozenset("，,；;：:。！？!?")
_OPEN = {
    "《": "》",
    "“": "”",
    "‘": "’",
    "（": "）",
    "(": ")",
    "「": "」",
    "『": "』",
    "[": "]",
    "【": "】",
}
_CLOSE = frozenset(_OPEN.values())


def clauses(text: str) -> list[tuple[int, int]]:
    """Half-open intervals that tile ``text``; each ends after its punctuation mark.

    An opening mark that is never closed does not protect what follows it: nesting is only
    believed where the closing mark exists. Linear in the length of the text.
    """
    protected = _protected(text)
    cuts = [
        place + 1
        for place, character in enumerate(text)
        if character in _CUT and not protected[place] and not _inside_number(text, place)
    ]
    if not cuts or cuts[-1] != len(text):
        cuts.append(len(text))
    starts = [0, *cuts[:-1]]
    return [(start, end) for start, end in zip(starts, cuts, strict=True) if end > start]


def _protected(text: str) -> list[bool]:
    depth = [0] * (len(text) + 1)
    opened: dict[str, list[int]] = {closing: [] for closing in _CLOSE}
    for place, character in enumerate(text):
        if character in _OPEN:
            opened[_OPEN[character]].append(place)
        elif character in _CLOSE and opened[character]:
            depth[opened[character].pop()] += 1
            depth[place + 1] -= 1
    return [level > 0 for level in accumulate(depth)]


def _inside_number(text: str, place: int) -> bool:
    """Whether the mark is a thousands separator or a clock's colon: 1,200 or 10:30."""
    return (
        text[place] in ",:"
        and 0 < place < len(text) - 1
        and text[place - 1].isdigit()
        and text[place + 1].isdigit()
    )
