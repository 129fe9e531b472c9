"""Whether a figure counts what the question asks to have counted.

A Chinese sentence strings figures together (14个单位131组1905名工人), each with its own noun after
it or its own verb before it. What belongs to a figure lies between its neighbours and the
punctuation around it.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rag.language.asking import Asked
from rag.language.counted import Counted, counted_by_noun, counted_by_unit
from rag.language.quantities import Quantity
from rag.types import Period

if TYPE_CHECKING:
    from rag.facts import Fact

_STOPS = "，。；：、！？,.;:（）()"
_REACH = 14


def surroundings(text: str, figure: Quantity, quantities: Sequence[Quantity]) -> tuple[str, str]:
    """The words that belong to a figure, before and after it, at most 14 characters each."""
    others = [one for one in quantities if not one.ordinal and one is not figure]
    left = max((one.end for one in others if one.end <= figure.start), default=0)
    right = min((one.start for one in others if one.start >= figure.end), default=len(text))
    before = text[max(left, figure.start - _REACH) : figure.start]
    after = text[figure.end : min(right, figure.end + _REACH)]
    for place in range(len(before) - 1, -1, -1):
        if before[place] in _STOPS:
            before = before[place + 1 :]
            break
    for place, character in enumerate(after):
        if character in _STOPS:
            after = after[:place]
            break
    return before, after


def figure_fit(asked: Asked, figure: Quantity, before: str, after: str) -> dict[str, float]:
    """Features: the noun after or before the figure, the verb before it, the sort of its unit."""
    wanted = counted_by_noun(asked.noun)
    given = counted_by_unit(figure.unit)
    # 个 counts people as well as things.
    known = Counted.UNKNOWN not in (wanted, given) and asked.unit in ("", "个")
    return {
        "fit.after": alike(asked.noun, after),
        "fit.before": alike(asked.noun, before),
        "fit.verb": alike(asked.verb, before),
        "fit.people": 1.0 if known and wanted is given is Counted.PEOPLE else 0.0,
        "fit.money": 1.0 if known and wanted is given is Counted.MONEY else 0.0,
        "fit.other": 1.0 if known and wanted is not given else 0.0,
    }


def fact_fit(
    asked: Asked, fact: "Fact | None", periods: Sequence[Period], focus: str, said: float
) -> dict[str, float]:
    """Features of what the table of facts says that a figure counts.

    Args:
        asked: what the question wants.
        fact: the figure's row; None where the table has none.
        periods: the periods that the question names.
        focus: the question without asking words and times.
        said: weight share (0-1) of the question's terms in the row's words.
    """
    if fact is None:
        return {"fact.none": 1.0}
    foreign = [character for character in fact.metric if character not in focus]
    time = fact.time.period if fact.time else None
    return {
        "fact.said": said,
        "fact.metric": alike(asked.noun, fact.metric),
        "fact.head": 1.0 if asked.noun and fact.metric.endswith(asked.noun) else 0.0,
        "fact.foreign": len(foreign) / len(fact.metric) if fact.metric else 0.5,
        "fact.part": 1.0 if fact.whole else 0.0,
        "fact.exact": 1.0 if time is not None and time in periods else 0.0,
    }


def alike(words: str, stretch: str) -> float:
    """0 to 1: how much of the words stands in a stretch, by characters and by pairs of them."""
    if not words or not stretch:
        return 0.0
    single = sum(1 for character in words if character in stretch) / len(words)
    if len(words) == 1:
        return single
    pairs = [words[at : at + 2] for at in range(len(words) - 1)]
    return 0.4 * single + 0.6 * sum(1 for pair in pairs if pair in stretch) / len(pairs)
