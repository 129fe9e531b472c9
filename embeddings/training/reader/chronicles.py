"""Chronicles with questions of their own: ``NAME.txt`` beside ``NAME.jsonl``.

``NAME.far.jsonl`` holds more questions of the same text, in words far from it,
``NAME.asked.jsonl`` more as people ask who have not read it, and ``NAME.computed.jsonl`` more that
only a calculation answers.

A line of the questions is {"q", "type", "reg", "a", "ev"}: the question, what is asked for, how,
the right forms of the short answer (the best first; none where the text does not say), and the
stretches of the text that prove it, each standing in the text once.
"""

import json
import re
from dataclasses import dataclass
from pathlib import Path

from embeddings.errors import EncoderError
from embeddings.training.reader.reckoned import reckoned

_COMPUTED = frozenset({"comparison", "aggregation"})
_NO = ("不", "没", "否", "未", "非")
FAR = ".far"
"""Ends the name of a table of questions in words far from the text's."""
NATURAL = ".asked"
"""Ends the name of a table of questions as people ask them."""
COMPUTED = ".computed"
"""Ends the name of a table of questions that only a calculation answers."""
_LED = re.compile(r"^(?:(?:1\d|20)\d\d年)?(?:民国\d+年)?")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and the stretch of the text to read out; (-1, -1) where there is none.

    ``table`` ends the name of its table: ``FAR``, ``NATURAL``, ``COMPUTED``, or nothing.
    ``operands`` are the figures that the answer is reckoned from, where it does not stand in the
    text.
    """

    question: str
    start: int
    end: int
    verdict: int
    table: str = ""
    operands: tuple[tuple[int, int], ...] = ()


def read_chronicles(folder: Path) -> list[tuple[str, list[Asked]]]:
    """Every text of a folder with the questions that one stretch answers, a calculation, or none.

    Raises:
        EncoderError: a line is not as described; names file and line.
    """
    return [
        (text_of(table).read_text(encoding="utf-8"), _asked(table))
        for table in sorted(folder.glob("*.jsonl"))
    ]


def text_of(table: Path) -> Path:
    """The text that a table of questions is about."""
    return table.with_suffix("").with_suffix(".txt")


def _asked(table: Path) -> list[Asked]:
    text = text_of(table).read_text(encoding="utf-8")
    which = Path(table.stem).suffix
    found = []
    for number, line in enumerate(table.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            one = json.loads(line)
            question, kind, forms, proofs = one["q"], one["type"], one["a"], one["ev"]
        except (ValueError, KeyError) as error:
            raise EncoderError(
                f"Line {number} of {table} is no question.", "It needs q, type, a and ev."
            ) from error
        if not forms:
            found.append(Asked(question, -1, -1, 0, which))
        elif kind in _COMPUTED:
            places = [(text.find(proof), text.find(proof) + len(proof)) for proof in proofs]
            way = reckoned(text, places, forms)
            if way is not None:
                found.append(Asked(question, -1, -1, way.verdict, which, way.operands))
            elif any(len(form) > 1 and form in proof for form in forms for proof in proofs):
                # The one of several that has the most is told by its name.
                start, end = _stretch(text, kind, forms, proofs)
                if not text[start - 1 : start].isdigit():  # 3年 of 1973年 is no answer
                    found.append(Asked(question, start, end, 0, which))
        else:
            start, end = _stretch(text, kind, forms, proofs)
            verdict = (2 if forms[0].startswith(_NO) else 1) if kind == "yes_no" else 0
            found.append(Asked(question, start, end, verdict, which))
    return found


def _stretch(text: str, kind: str, forms: list[str], proofs: list[str]) -> tuple[int, int]:
    """The answer's own words within the proof, else the first and last member, else the proof."""
    at = text.find(proofs[0])
    last = max(text.find(proof) + len(proof) for proof in proofs)
    if kind == "yes_no":
        return at, at + len(proofs[0])
    for form in (*forms, *(_LED.sub("", form, count=1) for form in forms)):
        for proof in proofs:
            inside = proof.find(form) if form else -1
            if inside >= 0:
                start = text.find(proof) + inside
                return start, start + len(form)
    if kind == "list":
        members = forms[0].split("、")
        first, final = text.find(members[0], at), text.find(members[-1], at)
        if at <= first < final and final + len(members[-1]) <= last:
            return first, final + len(members[-1])
    return at, at + len(proofs[0])
