"""Questions for yes or no: a clause as it stands, or with one thing in it made wrong."""

import re

from embeddings.training.reader.questions import CLAUSE, Cloze, ended
from embeddings.training.reader.words import Wording

_YES = ("{}吗", "{}，对吗", "是不是{}", "{}是这样吗", "{}对不对")
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_OPPOSITES = (
    ("没有", "有"),
    ("不", ""),
    ("未", "已"),
    ("全部", "部分"),
    ("增加", "减少"),
    ("最大", "最小"),
    ("成立", "撤销"),
    ("免费", "收费"),
    ("首次", "第二次"),
)


def decided(wording: Wording, base: int, sentence: str) -> Cloze | None:
    """A yes or no question about a clause; for no a figure, a name or its sense is another."""
    clauses = [one for one in CLAUSE.finditer(sentence) if len(one.group()) >= 8]
    if not clauses:
        return None
    clause = wording.chance.choice(clauses)
    told, verdict = clause.group(), 1
    if wording.chance.random() < 0.5:
        changed = _changed(wording, told)
        if changed is None:
            return None
        told, verdict = changed, 2
    words = "".join(wording.worn_lightly(told))
    question = ended(wording, wording.chance.choice(_YES).format(words))
    return Cloze(question, base + clause.start(), base + clause.end(), verdict)


def _changed(wording: Wording, told: str) -> str | None:
    figures = list(_FIGURE.finditer(told))
    if figures and wording.chance.random() < 0.7:
        return _another_figure(wording, told, wording.chance.choice(figures))
    for word, tag in wording.tag(told):
        other = wording.another(word, tag)
        if other is not None and other != word:
            return told.replace(word, other)
    for plain, negated in _OPPOSITES:
        if plain in told:
            return told.replace(plain, negated, 1)
        if negated and negated in told:
            return told.replace(negated, plain, 1)
    return None


def _another_figure(wording: Wording, told: str, one: re.Match[str]) -> str | None:
    """One digit of the figure exchanged; None where the point was hit."""
    value = one.group()
    digit = wording.chance.randrange(len(value))
    if value[digit] == ".":
        return None
    other = wording.chance.choice([d for d in "123456789" if d != value[digit]])
    return told[: one.start()] + value[:digit] + other + value[digit + 1 :] + told[one.end() :]
