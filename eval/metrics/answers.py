"""Grades of one short answer against its gold. Pure; values are compared, spellings are not.

Every grade is 0-1. A refusal (None) is graded 0 by all of them: the text did answer.
"""

import re
from collections.abc import Sequence
from enum import StrEnum

from eval.cases import Case, QuestionType
from eval.metrics.wording import character_f1
from eval.normal import canonical
from rag.language.normalise import fold
from rag.language.quantities import Quantity, find_quantities
from rag.language.times import TimeExpression, find_times
from rag.language.units import canonical_unit

LONG = 20
"""A follow-up whose gold is longer than this in canonical form is graded by its wording."""

_SEPARATORS = frozenset("、，,；;\n")
_OPENING, _CLOSING = frozenset("《“（("), frozenset("》”）)")
_LAST = re.compile("(?:以及|和|与|及)(?![^《]*》)")
_TAIL = re.compile("等[^、，》”]{0,4}$")
_PAIR = re.compile("(?<=》)(?=《)")
_NEGATIVE = re.compile(r"^\W*(?:不|没|未|无|否|并非|并不|并没|no\b|not\b)")
_POSITIVE = re.compile(
    r"^\W*(?:是|有|对|可以|能|会|曾|已|确|属|均|都|全|正确|完成|突破|上千|超过|yes\b)"
)

QuantityKey = tuple[object, ...]


class Grading(StrEnum):
    """How a short answer is graded."""

    STRICT = "strict"
    ITEMS = "items"
    COMPUTED = "computed"
    VERDICT = "verdict"
    WORDING = "wording"
    REFUSAL = "refusal"


_GRADINGS = {
    QuestionType.LIST: Grading.ITEMS,
    QuestionType.YES_NO: Grading.VERDICT,
    QuestionType.WHY_HOW: Grading.WORDING,
    QuestionType.DEFINITION: Grading.WORDING,
    QuestionType.UNANSWERABLE: Grading.REFUSAL,
}


def grading_of(case: Case) -> Grading:
    """How a question is graded: by its type; a follow-up by what its gold answer is."""
    if case.type in _GRADINGS:
        return _GRADINGS[case.type]
    if case.computation is not None:
        return Grading.COMPUTED
    if case.type is QuestionType.FOLLOW_UP:
        if case.items:
            return Grading.ITEMS
        if len(canonical(case.answer or "")) > LONG:
            return Grading.WORDING
    return Grading.STRICT


def strict_match(answer: str | None, forms: Sequence[str]) -> bool:
    """Whether an answer says what one of the forms says, and nothing else.

    Equal in canonical form (numerals by value, no spaces, no punctuation), or both nothing but
    one and the same quantity, or both nothing but one and the same time.
    """
    if answer is None:
        return False
    if any(canonical(answer) == canonical(form) for form in forms):
        return True
    quantity, time = _lone_quantity(answer), _lone_time(answer)
    return any(
        (quantity is not None and quantity == _lone_quantity(form))
        or (time is not None and time == _lone_time(form))
        for form in forms
    )


def number_match(answer: str | None, forms: Sequence[str]) -> float | None:
    """1 if the answer's figures are those of a form: value, unit and qualifiers, else 0.

    Words around them do not count. None where no form states a figure.
    """
    wanted = [keys for form in forms if (keys := _quantity_keys(form))]
    if not wanted:
        return None
    return float(answer is not None and _quantity_keys(answer) in wanted)


def item_grades(items: Sequence[str], answer: str | None, case: Case) -> tuple[float, float, float]:
    """Precision, recall and F1 of the members of a list.

    Without ``items`` the short answer is cut into members, in the way that grades better where
    there are two. Members are compared in canonical form, each gold member counts once; a
    form with as many members names alternatives.
    """
    wanted = [
        {canonical(item), *(alternatives[at] for alternatives in _alternatives(case))}
        for at, item in enumerate(case.items)
    ]
    readings = [list(items)] if items else readings_of(answer or "")
    return max((_matched(given, wanted) for given in readings), key=lambda grades: grades[2])


def _matched(given: Sequence[str], wanted: Sequence[set[str]]) -> tuple[float, float, float]:
    open_ = list(range(len(wanted)))
    right = 0
    for item in given:
        name = canonical(_TAIL.sub("", item))
        match = next((at for at in open_ if name in wanted[at]), None)
        if match is not None:
            open_.remove(match)
            right += 1
    if not right:
        return 0.0, 0.0, 0.0
    precision, recall = right / len(given), right / len(wanted)
    return precision, recall, 2 * precision * recall / (precision + recall)


def readings_of(answer: str) -> list[list[str]]:
    """The members of a list written as running text, in one or two ways.

    Cut at 、，； outside of brackets and quotation marks, and between two titles; 和 before the
    last member may join two members or stand inside one.
    """
    parts, depth = [""], 0
    for char in answer:
        depth += (char in _OPENING) - (char in _CLOSING)
        if char in _SEPARATORS and depth <= 0:
            parts.append("")
        else:
            parts[-1] += char
    *first, last = parts
    ways = [parts, [*first, *_LAST.split(last, maxsplit=1)]]
    return [
        [_TAIL.sub("", one.strip()) for part in way for one in _PAIR.split(part) if one.strip()]
        for way in ways
    ]


def computed_match(answer: str | None, case: Case) -> float:
    """1 if the short answer is the computed result with its unit, else 0.

    A strict match, or its first quantity having value and unit of a form; words around and 约
    before a rounded result do not count.
    """
    if answer is None:
        return 0.0
    if strict_match(answer, case.forms):
        return 1.0
    given = [(q.value, canonical_unit(q.unit)) for q in find_quantities(answer)[:1]]
    wanted = [
        (q.value, canonical_unit(q.unit)) for form in case.forms for q in find_quantities(form)[:1]
    ]
    return float(bool(given) and given[0] in wanted)


def verdict(answer: str) -> bool | None:
    """True for yes, False for no, None where the answer does not begin with a verdict."""
    folded = fold(answer)
    if _NEGATIVE.search(folded):
        return False
    return True if _POSITIVE.search(folded) else None


def verdict_match(answer: str | None, case: Case) -> float:
    """1 if the verdict agrees with the gold's, else 0."""
    given = verdict(answer) if answer is not None else None
    return float(given is not None and given is verdict(case.answer or ""))


def correction_match(answer: str | None, case: Case) -> float | None:
    """For a "no" with a correction: 1 if what follows the verdict agrees with a form's.

    Agreement is a strict match of the rest, or a character F1 of at least one half; None where
    the gold corrects nothing.
    """
    rests = [rest for form in case.forms if (rest := _rest(form))]
    if verdict(case.answer or "") is not False or not rests:
        return None
    rest = _rest(answer or "")
    if not rest or not verdict_match(answer, case):
        return 0.0
    return float(strict_match(rest, rests) or character_f1(rest, rests) >= 0.5)


def score(
    grading: Grading, answer: str | None, items: Sequence[str], case: Case, refused: bool
) -> float:
    """The one grade of a question that its type is judged by."""
    if grading is Grading.REFUSAL:
        return float(refused)
    if refused or answer is None:
        return 0.0
    if grading is Grading.ITEMS:
        return item_grades(items, answer, case)[2]
    if grading is Grading.WORDING:
        return character_f1(answer, case.forms)
    if grading is Grading.COMPUTED:
        return computed_match(answer, case)
    right = verdict_match(answer, case) if grading is Grading.VERDICT else None
    return float(strict_match(answer, case.forms)) if right is None else right


def is_right(grading: Grading, value: float) -> bool:
    """Whether a score counts as right where only right and wrong are known.

    Lists and wording are right from F1 0.85 and 0.6 on, the marks that the project sets itself
    for their means.
    """
    least = {Grading.ITEMS: 0.85, Grading.WORDING: 0.6}.get(grading, 1.0)
    return value >= least


def _quantity_keys(text: str) -> list[QuantityKey]:
    return sorted(map(_key, find_quantities(text)), key=repr)


def _key(one: Quantity) -> QuantityKey:
    unit = canonical_unit(one.unit)
    return (one.value, one.upper, unit, tuple(sorted(one.qualifiers)), one.ordinal)


def _lone_quantity(text: str) -> QuantityKey | None:
    found = find_quantities(text)
    if len(found) != 1 or canonical(found[0].text) != canonical(text):
        return None
    return _key(found[0])


def _lone_time(text: str) -> tuple[object, ...] | None:
    found: list[TimeExpression] = find_times(text)
    if len(found) != 1 or canonical(found[0].text) != canonical(text) or not found[0].period:
        return None
    return (found[0].period, found[0].openness)


def _alternatives(case: Case) -> list[list[str]]:
    parts = [[canonical(part) for part in way] for form in case.forms for way in readings_of(form)]
    return [found for found in parts if len(found) == len(case.items)]


def _rest(answer: str) -> str:
    _, _, rest = fold(answer).replace("，", ",").partition(",")
    return rest.strip()
