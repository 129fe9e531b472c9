"""Every expected number is worked out by hand beside its assertion."""

from math import log2

import pytest

from eval.metrics import (
    aurc,
    character_f1,
    citation_precision,
    citation_recall,
    cited_any,
    ece,
    estimate,
    exact_match,
    ndcg,
    paired_difference,
    percentile,
    recall_all,
    recall_any,
    reciprocal_rank,
    reliability,
    risk_coverage,
)
from eval.metrics.ranking import covered
from eval.metrics.wording import longest_common_run, units
from rag.types import Span

PASSAGES = [Span(0, 100), Span(100, 200), Span(200, 300), Span(300, 400)]
FIRST, LAST, ACROSS = Span(10, 30), Span(310, 330), Span(190, 220)


def test_recall_counts_a_span_of_which_half_is_there() -> None:
    assert recall_any([LAST], PASSAGES, 3) == 0
    assert recall_any([LAST], PASSAGES, 4) == 1
    assert recall_any([FIRST, LAST], PASSAGES, 1) == 1
    assert recall_all([FIRST, LAST], PASSAGES, 1) == 0
    assert recall_all([FIRST, LAST], PASSAGES, 4) == 1
    # 10 of 30 characters lie in the second passage, the other 20 in the third.
    assert recall_any([ACROSS], PASSAGES, 2) == 0
    assert recall_any([ACROSS], PASSAGES, 3) == 1


def test_overlapping_spans_cover_once() -> None:
    assert covered(Span(0, 10), [Span(0, 4), Span(2, 6), Span(5, 6)]) == 0.6


def test_reciprocal_rank_and_ndcg() -> None:
    assert reciprocal_rank([ACROSS], PASSAGES) == pytest.approx(1 / 3)
    assert reciprocal_rank([Span(500, 510)], PASSAGES) == 0
    # Relevant at ranks 1 and 4: (1 + 1/log2(5)) over the ideal (1 + 1/log2(3)).
    wanted = (1 + 1 / log2(5)) / (1 + 1 / log2(3))
    assert ndcg([FIRST, LAST], PASSAGES, total=2) == pytest.approx(wanted)
    assert ndcg([FIRST], PASSAGES, total=1) == 1


def test_wording_is_graded_as_the_official_script_does() -> None:
    assert units("约2,902人，A-b c！") == ["约", "2,902", "人", "ab", "c"]
    assert longest_common_run("abcde", "xbcdy") == 3
    # Common run 发展会员 of 4; given 6 units, gold 8: 2 * 4 / (6 + 8).
    assert character_f1("已发展会员了", ["共发展会员很多名"]) == pytest.approx(8 / 14)
    # The best of the references counts; a gap breaks the run: 会员 is 2 of 2 and 2 of 4.
    assert character_f1("会员", ["工会", "会工员人", "会员代表"]) == pytest.approx(2 / 3)
    assert character_f1("", ["会员"]) == 0
    assert exact_match("“会员”。", ["会员"])
    assert not exact_match("会员们", ["会员"])


def test_citations_are_judged_by_spans() -> None:
    gold = [Span(10, 20), Span(50, 60)]
    sentence, fragment, elsewhere = Span(0, 40), Span(14, 20), Span(70, 80)
    assert citation_precision([sentence, elsewhere], gold) == 0.5
    assert citation_precision([], gold) is None
    assert citation_precision([Span(16, 40)], gold) == 0  # 4 of the shorter's 10
    assert citation_recall([sentence], gold) == 0.5
    assert citation_recall([fragment], [gold[0]]) == 1  # 6 of 10
    assert citation_recall([Span(16, 20)], [gold[0]]) == 0  # 4 of 10
    assert citation_recall([sentence], []) is None
    assert cited_any([elsewhere, fragment], gold) == 1
    assert cited_any([], gold) == 0


def test_risk_coverage_takes_equal_confidence_together() -> None:
    judged = [(0.9, True), (0.5, False), (0.5, True), (0.1, False)]
    points = [(p.coverage, round(p.risk, 4)) for p in risk_coverage(judged)]
    assert points == [(0.25, 0.0), (0.75, 0.3333), (1.0, 0.5)]
    # 0 * .25 + 1/3 * .5 + 1/2 * .25
    assert aurc(judged) == pytest.approx(1 / 6 + 1 / 8)
    assert aurc(list(reversed(judged))) == aurc(judged)
    assert aurc([(0.9, True)]) == 0


def test_calibration_over_bins_of_equal_mass() -> None:
    judged = [(0.2, False), (0.4, False), (0.6, True), (0.8, True)]
    low, high = reliability(judged, bins=2)
    assert (low.count, low.accuracy) == (2, 0)
    assert low.confidence == pytest.approx(0.3)
    assert (high.low, high.high, high.accuracy) == (0.6, 0.8, 1)
    assert ece(judged, bins=2) == pytest.approx((2 * 0.3 + 2 * 0.3) / 4)
    assert ece([(1.0, True)] * 7) == 0


def test_percentiles_are_measured_values() -> None:
    values = [float(value) for value in range(1, 101)]
    assert [percentile(values, share) for share in (0.5, 0.95, 0.99)] == [50, 95, 99]
    assert percentile([7.0], 0.5) == 7
    with pytest.raises(ValueError, match="share"):
        percentile(values, 0)


def test_intervals_hold_the_mean_and_repeat() -> None:
    values = [0.0, 1.0] * 50
    first = estimate(values)
    assert first == estimate(values)
    assert first.mean == 0.5
    # Standard error sqrt(.25 / 100) = .05, so about .4 to .6.
    assert first.low == pytest.approx(0.4, abs=0.03)
    assert first.high == pytest.approx(0.6, abs=0.03)
    assert estimate([1.0, 1.0]).low == 1
    with pytest.raises(ValueError, match="nothing"):
        estimate([])


def test_paired_differences() -> None:
    better = paired_difference([0.0] * 20, [1.0] * 15 + [0.0] * 5)
    assert better.mean == 0.75
    assert better.low > 0
    assert better.p < 0.01
    same = paired_difference([0.0, 1.0], [0.0, 1.0])
    assert (same.mean, same.p) == (0, 1)
    with pytest.raises(ValueError, match="pairs"):
        paired_difference([1.0], [])
