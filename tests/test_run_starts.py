"""Where explanations begin and end."""

import pytest

from rag.analysis import SentenceAnalysis
from rag.answering.candidates import Candidate, Kind
from rag.answering.run_starts import run_end, run_start
from rag.language.asking import Wanted
from rag.types import SentenceHit
from tests.computing_case import document

CASES = [
    # Inside a time; with the word behind it.
    (Wanted.DEFINITION, "2001年正式提出了新办法。", "年正式提出了新办法", "正式提出了新办法"),
    (Wanted.MANNER, "1964年以后定期给职工体检。", "以后定期给职工体检", "定期给职工体检"),
    # A quotation that is what something is.
    (Wanted.DEFINITION, "会议提出了用“甲、乙、丙”。", "提出了用“甲、乙、丙”", "“甲、乙、丙”"),
    # Inside a word; 因 at the end of a name opens an explanation.
    (Wanted.REASON, "停刊的原因是纸张不足。", "因是纸张不足", "纸张不足"),
    (Wanted.REASON, "社长褚成因借款被骂。", "因借款被骂", "因借款被骂"),
    # 并 goes on with the clause before.
    (Wanted.MANNER, "厂里开了会，并作出决议。", "并作出决议", "厂里开了会，并作出决议"),
]


def _candidate(text: str, part: str) -> Candidate:
    read = document(f"志稿\n\n{text}\n")
    sentence = read.sentences[0]
    analysis = SentenceAnalysis(read, sentence)
    start = sentence.text.index(part)
    hit = SentenceHit("d", sentence, "p", 1.0)
    return Candidate(
        Kind.READ, hit, analysis, start, start + len(part), analysis.clause_at(start), None
    )


@pytest.mark.parametrize(("wanted", "text", "part", "said"), CASES)
def test_an_explanation_begins_where_it_should(
    wanted: Wanted, text: str, part: str, said: str
) -> None:
    one = _candidate(text, part)
    start = run_start(wanted, one, one.start, one.end)
    assert one.analysis.text[start : one.end] == said


def test_a_last_clause_that_is_only_a_time_is_left_out() -> None:
    one = _candidate("为健全制度，1990年7月13日，召开会议。", "为健全制度，1990年7月13日")
    assert one.analysis.text[one.start : run_end(one, one.start, one.end)] == "为健全制度，"
    alone = _candidate("1990年7月13日，召开会议。", "1990年7月13日")
    assert run_end(alone, alone.start, alone.end) == alone.end
