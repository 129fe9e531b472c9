"""The kind of answer, told by a question's whole wording where its interrogative misleads.

什么 asks for a name, a list, a reason (图的是什么) or a meaning (指什么); keywords have no
interrogative at all. A linear softmax over runs of two and three characters, with the kind that
the rules of ``rag.language.asking`` found as one more feature. Learned by ``python -m
eval.learning.asking`` from chronicles' questions.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from math import exp
from pathlib import Path

from rag.language.asking import Asked, Wanted, asks_what_it_became, only_stated

WEIGHTS = Path(__file__).with_name("asking.json")
SCALE, MIDDLE = 40, 128
"""A weight is stored as a whole number: so many to one, from the middle of a byte."""
SURE = 0.4
"""Chance from which the learned kind stands in the place of the rules'."""

CLASSES: Mapping[Wanted, str] = {
    Wanted.QUANTITY: "quantity",
    Wanted.DATE: "date",
    Wanted.PERSON: "name",
    Wanted.PLACE: "name",
    Wanted.NAME: "name",
    Wanted.LIST: "list",
    Wanted.REASON: "prose",
    Wanted.MANNER: "prose",
    Wanted.DEFINITION: "definition",
    Wanted.YES_NO: "yes_no",
}
_OF_CLASS: Mapping[str, Wanted] = {
    "quantity": Wanted.QUANTITY,
    "date": Wanted.DATE,
    "name": Wanted.NAME,
    "list": Wanted.LIST,
    "prose": Wanted.REASON,
    "definition": Wanted.DEFINITION,
    "yes_no": Wanted.YES_NO,
}
CLASS_NAMES = tuple(_OF_CLASS)
"""The classes in the order of their numbers in the weights."""
_WHETHER = re.compile(
    r"(?:是否|是不是)(?!.*(?:多少|[哪谁啥]|什么|如何|怎|为何|何[时年处地人]|(?<![好十])几))"
)
"""What asks for nothing but yes or no, where no other interrogative follows."""
_DIGITS = re.compile(r"\d+")
_MARKS = re.compile(r"[?？。,，、\s]+")


def reconsider(folded: str, found: Asked) -> Asked:
    """What the rules found, or another kind where the whole wording says so."""
    sure = found.kind is Wanted.COMPARISON or found.ordinal or found.duration
    sure = sure or (found.kind is Wanted.YES_NO and _WHETHER.search(folded) is not None)
    if sure or asks_what_it_became(folded):
        return found
    chances = kind_chances(folded, found.kind)
    best = max(chances, key=lambda name: chances[name], default="")
    if not best or chances[best] < SURE or CLASSES.get(found.kind) == best:
        return found
    kept = found.noun if best in ("name", "list") else ""
    return replace(found, kind=_OF_CLASS[best], unit="", noun=kept, verb="")


def kind_chances(folded: str, kind: Wanted) -> dict[str, float]:
    """The chance (0-1) of each class."""
    weights = _weights()
    rows = [weights[name] for name in wording(folded, kind) if name in weights]
    sums = [sum(column) - len(rows) * MIDDLE for column in zip(*rows, strict=True)]
    scores = dict(zip(_OF_CLASS, sums or [0] * len(_OF_CLASS), strict=True))
    scores = {name: score / SCALE for name, score in scores.items()}
    top = max(scores.values())
    masses = {name: exp(score - top) for name, score in scores.items()}
    total = sum(masses.values())
    return {name: mass / total for name, mass in masses.items()}


def wording(folded: str, kind: Wanted) -> list[str]:
    """The features of a question: runs of two and three characters, its end, the rules' kind."""
    text = "^" + _MARKS.sub("|", _DIGITS.sub("0", folded)).strip("|") + "$"
    runs = {text[at : at + size] for size in (2, 3) for at in range(len(text) - size + 1)}
    end = text[-6:-1]
    runs |= {f"{end[-size:]}$$" for size in (1, 2, 3, 4)}
    told = "stated" if only_stated(folded, kind) else kind.value
    return [*sorted(runs), f"={told}", "=mark" if folded.endswith(("?", "？")) else "=bare"]


@cache
def _weights() -> Mapping[str, bytes]:
    """For each feature how much it speaks for each class: a byte each, ``MIDDLE`` for nothing."""
    stored: Mapping[str, list[int]] = json.loads(WEIGHTS.read_text(encoding="utf-8"))["weights"]
    return {name: bytes(values) for name, values in stored.items()}
