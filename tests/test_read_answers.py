"""The best sentences read for the answer, by a reader whose logits are worked out by hand."""

from collections.abc import Sequence
from dataclasses import replace
from math import exp, log

import numpy as np
import pytest

from embeddings.reading.reader import Read
from rag.analysis import Analyses, SentenceAnalysis
from rag.answering.candidates import Candidate, Kind
from rag.answering.read_candidates import listed, read_candidates, read_features, with_read
from rag.answering.reading import LONGEST, MOST, ROOM, Sight, look
from rag.language.times import find_times
from rag.matching import TermWeights
from rag.question import Question, read_question
from rag.types import Document, SentenceHit, TimeMention
from tests.conftest import make_document

MILL = "1957年3月，青石造纸厂建成投产。"
HEADS = "首任厂长是周明远，副厂长有李青山、赵小满和钱大有。"
STARTS, ENDS = 10.0, 20.0
NOTHING = (1.0, 0.0, 0.0, 0.0, 0.0, 0.0)
NO_WORDS = TermWeights({}, 0.0)


class Fake:
    """Every character is as likely as no answer; ``words`` start 10 and end 20 times likelier."""

    def __init__(self, words: str = "") -> None:
        self.words = words
        self.texts: list[str] = []
        self.reads: list[list[str]] = []
        self.question = ""

    def read(self, question: str, texts: Sequence[str]) -> Read:
        self.question, self.texts = question, list(texts)
        self.reads.append(self.texts)
        starts, ends = [], []
        for text in texts:
            start, end = np.zeros(len(text), np.float32), np.zeros(len(text), np.float32)
            at = text.find(self.words) if self.words else -1
            if at >= 0:
                start[at], end[at + len(self.words) - 1] = log(STARTS), log(ENDS)
            starts.append(start)
            ends.append(end)
        dim = tuple(np.full(len(text), -9.0, np.float32) for text in texts)
        return Read(tuple(starts), tuple(ends), dim, (0.2, 0.5, 0.3, 0.0, 0.0, 0.0))


def chronicle() -> Document:
    """Two sentences; the second inherits the time of the first."""
    document = make_document("a", MILL + HEADS)
    period = find_times(MILL)[0].period
    assert period is not None
    first, second = document.sentences
    times = (TimeMention(period, 0, 7, True),)
    return replace(document, sentences=(first, replace(second, times=times)))


def hits(document: Document, *numbers: int) -> list[SentenceHit]:
    return [SentenceHit("a", document.sentences[n - 1], "p", 1.0) for n in numbers]


def seen(
    fake: Fake, asked: str = "首任厂长是谁？"
) -> tuple[Question, Sight, Analyses, list[SentenceHit]]:
    document = chronicle()
    question, analyses, ranked = (
        read_question(asked),
        Analyses({"a": document}),
        hits(document, 2, 1),
    )
    sight = look(fake, question, ranked, analyses, NO_WORDS)
    assert sight is not None
    return question, sight, analyses, ranked


def test_sentences_are_read_best_first_and_led_by_their_time() -> None:
    fake = Fake("周明远")
    _, sight, _, ranked = seen(fake)
    assert fake.question == "首任厂长是谁?"
    assert fake.texts == [f"(1957年3月){HEADS}", MILL]
    assert [(part.hit, part.rank) for part in sight.parts.values()] == [
        (ranked[0], 0),
        (ranked[1], 1),
    ]
    # What the reader makes of the time in brackets is put aside.
    assert len(sight.parts["a", 2].start) == len(HEADS)
    assert sight.verdict == (0.2, 0.5, 0.3, 0.0, 0.0, 0.0)
    count = len(MILL) + len(HEADS)
    assert exp(sight.log_starts) == pytest.approx(count - 1 + STARTS + 1, rel=1e-5)
    assert exp(sight.log_ends) == pytest.approx(count - 1 + ENDS + 1, rel=1e-5)


def test_the_likeliest_stretch_comes_first() -> None:
    _, sight, _, _ = seen(Fake("周明远"))
    assert sight.best is not None
    assert (sight.best.key, sight.best.start, sight.best.end) == (("a", 2), 5, 8)
    assert sight.best.logit == pytest.approx(log(STARTS * ENDS), rel=1e-5)
    assert len(sight.found) == 8
    logits = [one.logit for one in sight.found]
    assert logits == sorted(logits, reverse=True)


def test_nothing_ranked_nothing_read() -> None:
    document = chronicle()
    fake = Fake()
    assert look(fake, read_question("谁？"), [], Analyses({"a": document}), NO_WORDS) is None
    assert fake.texts == []


def test_what_does_not_fit_is_read_after_the_rest_where_nothing_was_found() -> None:
    long, short = "甲" * 119 + "。", "乙" * 19 + "。"
    document = make_document("a", long + long + short * 7)
    question, analyses = read_question("谁？"), Analyses({"a": document})
    fake = Fake()
    look(fake, question, hits(document, 1, 2, 3, 4, 5, 6), analyses, NO_WORDS)
    # The second long one would be the 241st character; one short one fits beside the first.
    # What two looks leave is not read.
    assert fake.reads == [[long, short], [long, short]]
    fake = Fake()
    look(fake, question, hits(document, 3, 4, 5, 6, 7, 8, 9), analyses, NO_WORDS)
    assert fake.reads == [[short] * MOST]
    assert sum(len(one) + 1 for one in fake.texts) < ROOM
    fake = Fake("甲甲")
    look(fake, question, hits(document, 1, 2, 3), analyses, NO_WORDS)
    assert len(fake.reads) == 1, "what is found at once is not looked for again"


def test_of_a_long_sentence_the_clauses_around_the_questions_words_are_read() -> None:
    text = "甲" * LONGEST + "，" + "乙" * 50 + "，厂长是周明远，" + "丙" * 100 + "。"
    document = make_document("a", text)
    fake, analyses = Fake("周明远"), Analyses({"a": document})
    words = TermWeights({"厂长": 1.0}, 1.0)
    sight = look(fake, read_question("厂长是谁？"), hits(document, 1), analyses, words)
    assert fake.texts == [text[LONGEST + 1 :][:LONGEST]]  # the first clause whose window holds 厂长
    assert sight is not None
    assert sight.best is not None
    assert text[sight.best.start : sight.best.end] == "周明远"


def test_of_many_things_in_one_sentence_the_one_asked_about_is_read() -> None:
    parts = [f"{name}厂工会反映退休职工的困难，得到解决" for name in "甲乙丙丁戊己庚辛壬癸子丑"]
    told = "北山厂工会成立退休金统筹委员会，归李青山管，主任是周明远。"
    text = "例如：" + "；".join([*parts, told])
    fake, question = Fake(), read_question("北山厂的退休金统筹委员会是谁管的？")
    terms = ("退休", "休金", "统筹", "委员", "北山", "山厂")
    weights = TermWeights(dict.fromkeys(terms, 1.0), 6.0)
    document = make_document("a", text)
    hit = SentenceHit("a", document.sentences[0], "p", 1.0)
    assert look(fake, question, [hit], Analyses({"a": document}), weights) is not None
    assert fake.texts[0].endswith("主任是周明远。")
    assert len(fake.texts[0]) <= LONGEST < len(text)


@pytest.mark.parametrize("length", [1, 2, 3, 12, 40, 41, 90, LONGEST])
def test_the_best_stretches_are_those_of_all_pairs_of_characters(length: int) -> None:
    class Rough:
        def read(self, question: str, texts: Sequence[str]) -> Read:
            chance = np.random.default_rng(length)
            made = [chance.normal(0, 2, len(texts[0])).astype(np.float32) for _ in range(3)]
            start, end, figure = made
            return Read((start,), (end,), (figure,), NOTHING)

    document = make_document("a", "甲" * length)
    ranked, analyses = hits(document, 1), Analyses({"a": document})
    sight = look(Rough(), read_question("厂长是谁？"), ranked, analyses, NO_WORDS)
    assert sight is not None
    part = sight.parts["a", 1]
    pairs = [(a, b) for a in range(length) for b in range(a, length)]
    pairs.sort(key=lambda pair: (-float(part.start[pair[0]] + part.end[pair[1]]), pair))
    kept: list[tuple[int, int]] = []
    for first, last in pairs:
        if len(kept) < 8 and all(abs(first - a) + abs(last - b) > 1 for a, b in kept):
            kept.append((first, last))
    assert [(one.start, one.end - 1) for one in sight.found] == kept
    assert sight.found[0].logit == part.start[kept[0][0]] + part.end[kept[0][1]]


def first_read(asked: str, words: str) -> Candidate:
    question, sight, analyses, _ = seen(Fake(words), asked)
    return read_candidates(question, sight, analyses)[0]


def test_read_stretches_are_candidates_of_the_kind_asked_for() -> None:
    name = first_read("首任厂长是谁？", "周明远")
    assert (name.kind, name.text, name.clause) == (Kind.READ, "周明远", 0)
    date = first_read("造纸厂何时投产？", "1957年3月")
    assert (date.kind, date.text) == (Kind.TIME, "1957年3月")
    assert date.time is not None
    assert date.time.period is not None
    assert date.time.period.first.isoformat() == "1957-03-01"
    truth = first_read("首任厂长是周明远吗？", "周明远")
    assert (truth.kind, truth.text) == (Kind.RUN, "首任厂长是周明远，")
    many = first_read("副厂长有哪些人？", "李青山、赵小满和钱大有")
    assert many.listing is not None
    assert [HEADS[a:b] for a, b in many.listing.members] == ["李青山", "赵小满", "钱大有"]


def test_read_candidates_join_those_of_their_sentence_once() -> None:
    question, sight, analyses, ranked = seen(Fake("周明远"))
    read = read_candidates(question, sight, analyses)
    known = replace(read[0], kind=Kind.NAME)
    joined = with_read([known], read, ranked[0], sight)
    assert joined[0] is known
    assert all(one.hit is ranked[0] for one in joined)
    assert [(one.start, one.end) for one in joined].count((5, 8)) == 1
    of_sentence = [one for one in read if one.hit is ranked[0]]
    assert len(joined) == len(of_sentence)
    other = with_read([], read, ranked[1], sight)
    assert len(other) == len(read) - len(of_sentence)


def test_a_figure_that_is_asked_for_goes_over_no_comma() -> None:
    text = "全市有工会312个、会员5.4万人。"
    document = make_document("a", text)
    fake, analyses = Fake("312个、会员5.4万人"), Analyses({"a": document})
    for asked, given in (("全市有多少会员？", False), ("全市有哪些？", True)):
        question = read_question(asked)
        sight = look(fake, question, hits(document, 1), analyses, NO_WORDS)
        assert sight is not None
        read = {one.text for one in read_candidates(question, sight, analyses)}
        assert any("、" in one for one in read) is given


def test_features_by_hand() -> None:
    question, sight, analyses, _ = seen(Fake("周明远"))
    best = read_candidates(question, sight, analyses)[0]
    count = len(MILL) + len(HEADS)
    values = read_features(sight, best)
    starts, ends = 1 / (count + STARTS), 1 / (count + ENDS)
    assert values["read.start"] == pytest.approx(STARTS * starts, rel=1e-4)
    assert values["read.end"] == pytest.approx(ENDS * ends, rel=1e-4)
    # Three characters: one of 10, two of 1; one of 20, two of 1.
    assert values["read.inside"] == pytest.approx(12 * starts * 22 * ends, rel=1e-4)
    assert values["read.overlap"] == 1.0
    assert values["read.behind"] == 0.0
    assert values["read.logit"] == pytest.approx(log(STARTS * ENDS) / 10, rel=1e-4)
    assert values["read.edge.left"] == 1.0  # behind 是
    assert values["read.edge.right"] == 1.0  # before a comma
    assert values["read.edge.comma"] == 0.0
    # 周明远，副 holds the best three of its five characters.
    wider = read_features(sight, replace(best, end=best.end + 2))
    assert wider["read.overlap"] == pytest.approx(2 * 3 / (3 + 5))
    assert wider["read.behind"] == pytest.approx(-log(ENDS) / 10, rel=1e-4)
    assert wider["read.edge.right"] == 0.0
    apart = read_features(sight, replace(best, start=13, end=16))
    assert (apart["read.overlap"], apart["read.edge.comma"]) == (0.0, 1.0)


def test_what_was_not_read_has_no_chances() -> None:
    question, sight, analyses, _ = seen(Fake("周明远"))
    best = read_candidates(question, sight, analyses)[0]
    assert read_features(None, best) == {}
    elsewhere = replace(best, hit=replace(best.hit, document="b"))
    assert read_features(sight, elsewhere) == {"read.unread": 1.0}
    assert read_features(sight, replace(best, end=len(HEADS) + 1)) == {"read.unread": 1.0}


@pytest.mark.parametrize(
    ("text", "members"),
    [
        ("张三、李四", ["张三", "李四"]),
        ("张三、李四和王五等", ["张三", "李四", "王五"]),
        ("《山、水》、《花》", ["《山、水》", "《花》"]),  # a mark inside a bracket parts nothing
        ("修桥，铺路，", ["修桥", "铺路"]),
        ("一是修桥；二是铺路，架线", ["一是修桥", "二是铺路，架线"]),
        ("甲厂、乙厂以及丙厂", ["甲厂", "乙厂", "丙厂"]),
        ("市人事局、市劳动和社会保障局及市教育局", ["市人事局", "市劳动和社会保障局", "市教育局"]),
        ("市人事局、市劳动和社会保障局", ["市人事局", "市劳动和社会保障局"]),
        ("张三", None),
        ("张三、", None),
        ("", None),
    ],
)
def test_members_of_a_stretch(text: str, members: list[str] | None) -> None:
    document = make_document("a", f"有{text}。")
    analysis = SentenceAnalysis(document, document.sentences[0])
    found = listed(analysis, 1, 1 + len(text))
    told = None if found is None else [analysis.text[a:b] for a, b in found.members]
    assert told == members


def test_the_sort_of_the_members_is_no_part_of_the_last() -> None:
    for text, members in (
        ("设有礼堂、溜冰场、舞厅等娱乐设施。", ["礼堂", "溜冰场", "舞厅"]),
        ("设有小学、中学、高等学校。", ["小学", "中学", "高等学校"]),
    ):
        document = make_document("a", text)
        analysis = SentenceAnalysis(document, document.sentences[0])
        found = listed(analysis, 2, len(text))
        assert found is not None
        assert [text[a:b] for a, b in found.members] == members


def test_the_question_is_read_without_what_frames_it() -> None:
    document = make_document("a", MILL)
    reader = Fake("1957年3月")
    asked = read_question("想请教一下，造纸厂是哪年投产的？")
    hit = SentenceHit("a", document.sentences[0], "p", 1.0)
    look(reader, asked, [hit], Analyses({"a": document}), NO_WORDS)
    assert reader.question == "造纸厂是哪年投产的?"


def test_a_piece_of_a_figure_is_none() -> None:
    text = "2012年发放9800万元。"
    document = make_document("a", text)
    asked = read_question("2012年发放了多少资金？")
    hit = SentenceHit("a", document.sentences[0], "p", 1.0)
    sight = look(Fake("元"), asked, [hit], Analyses({"a": document}), NO_WORDS)
    assert sight is not None
    told = [one.text for one in read_candidates(asked, sight, Analyses({"a": document}))]
    assert "元" not in told
    assert "9800" not in told
