"""How two figures of a text belong together: a change from one to the other, one thing told at
two times, two things of a row."""

from rag.answering.computing.fitting import same_measure
from rag.answering.computing.places import Place, end_of, same_paragraph, same_sentence
from rag.language.answering_units import same_unit
from rag.language.patterns import late_regex

_TO = late_regex(
    r"(?:增|升|提高|上升|扩|发展|减|降|下降|缩|压|跌|改|涨|回升|回落|变|剧|拓|猛|骤|延长|达|调|翻|落)[^,，。；;]{0,5}?(?:到|至|为|成|了?达)$"
    r"|^[^,，。；;]{0,4}(?:到|至|为)$"
)


_FROM = late_regex(r"(?:由|从|自)[^,，。；;]{0,16}$")


def comparable_places(one: Place, other: Place) -> bool:
    """Whether two figures are in one unit, or in two for one thing."""
    first, second = one.known.fact, other.known.fact
    if same_measure(first.unit, second.unit):
        return True
    return same_unit(first.unit, second.unit) and (
        other.continues == one.number or one.continues == other.number
    )


def changed(one: Place, other: Place) -> bool:
    """Whether the text tells the two as the beginning and the end of a change: 由31%升为92%."""
    first, second = sorted((one, other), key=lambda place: place.known.start)
    if not same_sentence(first.known, second.known) or second.number - first.number > 1:
        return False
    text = first.known.analysis.text
    between = text[end_of(first.known) : second.known.start]
    cut = max(between.rfind(mark) for mark in "，,；;")
    if "；" in between or ";" in between:
        return False
    begun = _FROM.search(text[max(0, first.known.start - 20) : first.known.start]) is not None
    reached = _TO.search(between[cut + 1 :]) is not None
    return reached and (begun or cut < 0 or second.continues is not None)


def kinship(one: Place, other: Place) -> float:
    """How surely two figures measure one thing at two times, or two things of a row."""
    if changed(one, other):
        return 1.0
    first, second = sorted((one, other), key=lambda place: place.number)
    if second.continues is not None and second.continues in (first.number, first.continues):
        return 1.0
    mine, its = first.known.fact.metric, second.known.fact.metric
    pairs = {mine[at : at + 2] for at in range(len(mine) - 1)}
    others = {its[at : at + 2] for at in range(len(its) - 1)}
    alike = len(pairs & others) / min(len(pairs), len(others)) if pairs and others else 0.0
    near = (
        0.3
        if same_sentence(one.known, other.known)
        else 0.15
        if same_paragraph(one.known, other.known)
        else 0.0
    )
    return min(1.0, alike + near)
