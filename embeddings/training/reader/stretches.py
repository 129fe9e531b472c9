"""Stretches of a sentence that could be an answer, by the kind of question they answer."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from embeddings.training.reader.words import Tagged, Wording

TIME = re.compile(
    r"(?:1\d|20)\d\d年(?:代|初|底|末)?(?:\d{1,2}月)?(?:\d{1,2}日)?|\d{1,2}月\d{1,2}日"
)
_FIGURE = re.compile(
    r"[约近]?\d[\d,]*(?:\.\d+)?[万亿千百]*[余多]?(?:%|平方公里|公里|平方米|[一-鿿])"
)
_TITLE = re.compile(r"《[^《》]{2,30}》")
_QUOTED = re.compile(r"“[^“”]{2,20}”")
_LIST = re.compile(
    r"[^，。；：、（）\s]{2,12}(?:、[^，。；：、（）\s]{2,12}){1,6}(?:[和与及][^，。；：、（）\s]{2,10})?"
)
_NOUN_LENGTHS = range(4, 15)


@dataclass(frozen=True, slots=True)
class Stretch:
    """``[start, end)`` of a sentence and its kind, a key of the table of interrogatives."""

    start: int
    end: int
    kind: str


def stretches(sentence: str, tagged: Tagged, wording: Wording) -> list[Stretch]:
    """All of them; the names among them are noted."""
    found = [
        Stretch(one.start(), one.end(), kind)
        for kind, pattern in (
            ("time", TIME),
            ("title", _TITLE),
            ("quoted", _QUOTED),
            ("list", _LIST),
        )
        for one in pattern.finditer(sentence)
    ]
    times = [(one.start, one.end) for one in found if one.kind == "time"]
    found.extend(
        Stretch(one.start(), one.end(), "figure")
        for one in _FIGURE.finditer(sentence)
        if sentence[one.end() - 1] not in "年月日"
        and not any(a < one.end() and one.start() < b for a, b in times)
    )
    found.extend(_named(tagged, wording))
    return found


def _named(tagged: Tagged, wording: Wording) -> Iterator[Stretch]:
    """Names, and runs of words that are no names but nouns."""
    at, run = 0, -1
    for word, tag in tagged:
        if tag in wording.names and len(word) > 1:
            yield Stretch(at, at + len(word), tag)
            wording.note(word, tag)
        if tag[:1] == "n" or tag in ("vn", "a", "b", "eng"):
            run = at if run < 0 else run
        else:
            if run >= 0 and at - run in _NOUN_LENGTHS:
                yield Stretch(run, at, "noun")
            run = -1
        at += len(word)
