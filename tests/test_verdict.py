"""Yes or no, held against evidence by figures, quantifiers and polarity."""

import pytest

from rag.analysis import SentenceAnalysis
from rag.answering.candidates import Candidate, Kind
from rag.answering.verdict import chance_of_yes, verdict
from rag.question import read_question
from rag.types import SentenceHit
from tests.conftest import make_document


def judged(question: str, evidence: str) -> str:
    """The verdict by the last clause of the evidence."""
    document = make_document("text", evidence)
    analysis = SentenceAnalysis(document, document.sentences[0])
    hit = SentenceHit("text", document.sentences[0], "p", 1.0)
    start, end = analysis.clauses[-1]
    candidate = Candidate(Kind.RUN, hit, analysis, start, end, len(analysis.clauses) - 1, None)
    asked = read_question(question)
    return verdict(asked, chance_of_yes(asked, candidate) > 0.5)


@pytest.mark.parametrize(
    ("question", "evidence", "expected"),
    [
        ("他是连着3年没有缺勤吗？", "他2年没有缺勤。", "不是"),
        ("他是连着2年没有缺勤吗？", "他2年没有缺勤。", "是"),
        ("岗位有没有超过800个？", "提供岗位1000多个。", "有"),
        ("岗位有没有超过2000个？", "提供岗位1000多个。", "没有"),
        ("全部企业都建了制度吗？", "建立制度的企业达80%。", "不是"),
        ("可以由上级直接指派吗？", "不经选举程序，坚决不予承认。", "不可以"),
        ("学校停办了吗？", "学校停办。", "是"),
        ("比赛是不是隔一年才搞一次？", "比赛坚持每年举办一届。", "不是"),
        ("比赛是不是每年都搞？", "比赛坚持每年举办一届。", "是"),
        ("公司的董事长是乔秀兰吗？", "舒国梁当选董事长，乔秀兰任总经理。", "不是"),
        ("公司的总经理是乔秀兰吗？", "舒国梁当选董事长，乔秀兰任总经理。", "是"),
        ("校长是由支部书记张启明兼任的吗？", "由支部书记张启明兼任校长。", "是"),
        ("乔秀兰当了董事长吗？", "舒国梁当选董事长，乔秀兰任总经理。", "不是"),
        ("学校停办了吗？", "学校照常上课。", "没有"),
        ("得的是一等奖吗？", "获二等奖。", "不是"),
        ("移交后是否由县劳动局管理？", "1987年移交市劳动局管理。", "不是"),
        ("获的是“先进集体”称号，此说对吗？", "获“文明单位”称号。", "不是"),
        ("“三改”里是否包含改路？", "推出改水、改厕、改灶的做法。", "不是"),
        ("手册印了2万份吗？", "印发特刊2万份，手册10万份。", "不是"),
        ("岗位上千了没有？", "提供岗位1000多个。", "有"),
        ("总投资38万元全是省里拨的吗？", "总投资38万元，其中省拨20万元，县筹18万元。", "不是"),
        ("这座厂是省设计院承建的吗？", "工程由省设计院设计，县建筑公司承建。", "不是"),
        ("这座厂是县建筑公司承建的吗？", "工程由省设计院设计，县建筑公司承建。", "是"),
        ("水厂是全省第一家达标的吗？", "水厂是全市第一家达标的。", "不是"),
        ("博物馆收门票吗？", "博物馆免费开放。", "不是"),
        ("水厂还在供水吗？", "水厂停止供水。", "没有"),
        ("去年的龙舟赛因故没办，是真的吗？", "龙舟赛停办一年。", "是"),
        ("病人看病是不是不掏钱？", "对病人免费诊治。", "是"),
        ("查档人次过了两万没有？", "查档增至2.13万人次。", "有"),
        ("理事会是从第三次大会开始设立的吗？", "第三次大会5月召开，首次设立理事会。", "是"),
        ("大会是不是开了5天？", "会期由5天压缩为2天。", "不是"),
        ("以前会费要交1%，后来降到0.5%，是吗？", "会费按0.5%缴纳，1978年以前为1%。", "是"),
        ("组长是市长亲自担任的吧？", "由副市长甘棠荫任组长。", "不是"),
        ("搞竞赛的企业有155家吗？", "应搞竞赛的企业155家，实际搞了108家。", "没有"),
        ("建议退还的4万亩后来如数退了吗？", "建议退还4万亩，实退3万亩。", "没有"),
        ("招的专科生是不是比本科生还多？", "招收本科生612人、专科生2894人。", "是"),
        ("招的本科生是不是比专科生还多？", "招收本科生612人、专科生2894人。", "不是"),
    ],
)
def test_verdicts(question: str, evidence: str, expected: str) -> None:
    assert judged(question, evidence) == expected
