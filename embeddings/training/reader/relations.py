"""Questions made of what a sentence says about reasons, aims, means and meanings."""

import re

from embeddings.training.reader.questions import CLAUSE, Cloze, ended
from embeddings.training.reader.words import Wording

_BRACKET = re.compile(r"([一-鿿]{2,10})（([^（）]{5,60})）")
_IS = re.compile(r"^([^，是]{2,16})是((?:一|中国|指|由|为)[^。；]{4,60})")
_WHY = ("为什么", "为何", "因为什么", "什么原因", "怎么会", "原因是什么")
_FOR = ("为了什么", "目的是什么", "为什么", "想达到什么", "图什么")
_HOW = ("怎么", "怎样", "如何", "用什么办法", "通过什么方式", "靠什么")
_WHAT = ("{}是什么", "什么是{}", "{}指的是什么", "{}是什么意思", "{}是啥", "怎么解释{}")
_SHAPES = (
    (re.compile(r"(?:因为|由于|鉴于|针对|因)([^，。；]{4,60})"), _WHY),
    (re.compile(r"(?:为了|为|以便|旨在)([^，。；]{5,60})"), _FOR),
    (re.compile(r"(?:通过|采取|采用|利用|按照|依靠)([^，。；]{4,60})"), _HOW),
)
_NEAR = 24
"""Characters before a reason that are still of what it is the reason for."""


def of_relation(wording: Wording, base: int, sentence: str) -> Cloze | None:
    """Why, what for or how, else what a thing is; None where the sentence says none of it."""
    chance = wording.chance
    shapes = list(_SHAPES)
    chance.shuffle(shapes)
    for pattern, asking in shapes:
        found = pattern.search(sentence)
        rest = CLAUSE.search(sentence, found.end() + 1) if found else None
        if found is None or (rest is None and found.start() < 8):
            continue
        words = wording.worn(_told(wording, sentence, found, rest))
        ask = chance.choice(asking)
        place = chance.choice((0, len(words), min(len(words), 2)))
        question = ended(wording, "".join([*words[:place], ask, *words[place:]]))
        start = found.start(1) if chance.random() < 0.5 else found.start()
        return Cloze(question, base + start, base + found.end(1)) if len(question) > 6 else None
    return _meaning(wording, base, sentence)


def _told(wording: Wording, sentence: str, found: re.Match[str], rest: re.Match[str] | None) -> str:
    """What the reason is the reason for."""
    before = sentence[: found.start()]
    told = rest.group() if rest and wording.chance.random() < 0.8 else before
    near = before if found.start() <= _NEAR else ""
    return near + told if told not in near else told


def _meaning(wording: Wording, base: int, sentence: str) -> Cloze | None:
    """What the words before a bracket, or before 是, are."""
    named = _BRACKET.search(sentence)
    found = named or _IS.search(sentence)
    if found is None:
        return None
    thing = found[1][-8:] if named else found[1]
    question = ended(wording, wording.chance.choice(_WHAT).format(thing))
    return Cloze(question, base + found.start(2), base + found.end(2))
