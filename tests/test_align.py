"""Edits give the reading text, and the alignment leads back from it."""

from dataclasses import astuple

import pytest

from rag.corpus.align import Edit, apply_edits, without_overlaps


def test_edits_are_applied_and_every_character_knows_its_place() -> None:
    #        0123456789
    source = "基层\n\n工会 84个"
    reading, alignment = apply_edits(source, [Edit(2, 4), Edit(6, 7), Edit(9, 10, "家")])
    assert reading == "基层工会84家"
    assert alignment.to_source(0, 7) == alignment.to_source(0, len(reading))
    assert source[slice(*astuple(alignment.to_source(1, 3)))] == "层\n\n工"
    assert source[slice(*astuple(alignment.to_source(4, 7)))] == "84个"
    assert alignment.to_reading(9, 10).start == 6
    assert [segment.verbatim for segment in alignment.segments] == [True, True, True, False]


def test_a_correction_wins_over_what_touches_it() -> None:
    mine = [Edit(2, 5, "x")]
    others = [Edit(0, 1), Edit(4, 6), Edit(5, 6), Edit(1, 3)]
    assert without_overlaps(mine, others) == (Edit(0, 1), Edit(2, 5, "x"), Edit(5, 6))


@pytest.mark.parametrize("edits", [[Edit(2, 2)], [Edit(1, 3), Edit(2, 4)], [Edit(0, 9)]])
def test_edits_that_do_not_fit_are_refused(edits: list[Edit]) -> None:
    with pytest.raises(ValueError, match="empty or out of order"):
        apply_edits("abcdef", edits)
