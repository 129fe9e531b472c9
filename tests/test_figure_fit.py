"""Which words belong to a figure."""

from rag.answering.figure_fit import alike, figure_fit, surroundings
from rag.language.asking import asked
from rag.language.normalise import fold
from rag.language.quantities import find_quantities

TEXT = "全年参赛的有14个单位131组1905名工人，其中超额的3家。"


def _fits(question: str) -> dict[str, dict[str, float]]:
    quantities = find_quantities(TEXT)
    wanted = asked(fold(question))
    return {
        one.text: figure_fit(wanted, one, *surroundings(TEXT, one, quantities))
        for one in quantities
    }


def test_the_words_between_the_neighbours() -> None:
    quantities = find_quantities(TEXT)
    around = {one.text: surroundings(TEXT, one, quantities) for one in quantities}
    assert around["14个"] == ("全年参赛的有", "单位")
    assert around["1905名"] == ("", "工人")


def test_people_are_counted_in_units_for_people() -> None:
    fits = _fits("参赛的工人有多少？")
    assert fits["1905名"]["fit.people"] == 1.0
    assert fits["1905名"]["fit.after"] == 1.0
    assert fits["14个"]["fit.other"] == 1.0


def test_alike_counts_characters_and_pairs() -> None:
    assert alike("工人", "工人们") == 1.0
    assert alike("工人", "人工") == 0.4
    assert alike("", "工人") == 0.0
