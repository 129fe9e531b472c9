"""From a data folder to windows: sentences with their times, arrays, batches."""

import gzip
import json
import time
from multiprocessing import active_children, get_context
from pathlib import Path

import numpy as np
import pytest

from embeddings.errors import EncoderError
from embeddings.reading.characters import PAD, SEPARATOR, START, Characters
from embeddings.training.reader.ahead import ahead
from embeddings.training.reader.arrays import (
    COMPUTED,
    KINDS,
    MADE,
    MADE_MISSED,
    REAL,
    REAL_MISSED,
    WORD_START,
    Material,
    Taught,
    stream,
)
from embeddings.training.reader.batches import Reading, Sorts, Windows
from embeddings.training.reader.material import Preparation, prepare
from embeddings.training.reader.sentences import Line, lines_of
from embeddings.training.reader.similar import most_alike, shared
from embeddings.training.reader.sources import read_sources
from tests.reader_data import NAMES, PEOPLE, paragraph, questions, write_data

LENGTH = 160


def test_a_sentence_inherits_the_last_time_before_it() -> None:
    text = "1957年3月建成投产。首任厂长是周明远。短。1962年至1963年停产。次后恢复了生产"
    told = [
        (text[one.start : one.end], text[max(0, one.time_start) : max(0, one.time_end)])
        for one in lines_of(text)
    ]
    assert told == [
        ("1957年3月建成投产。", ""),
        ("首任厂长是周明远。", "1957年3月"),
        ("1962年至1963年停产。", ""),
        ("次后恢复了生产", "1962年"),  # of several the first
    ]
    assert lines_of("没有年份的一句话。“引文到此结束。”") == [
        Line(0, 9, -1, -1),
        Line(9, 18, -1, -1),
    ]
    assert lines_of("") == []


def test_paragraphs_that_share_rare_pairs_are_alike() -> None:
    texts = ["造纸厂有职工。", "造船厂有职工。", "学校有学生。"]
    assert most_alike(["造船厂有多少职工"], texts, 3)[0] == [1, 0, 2]
    assert most_alike(["学校学生"], texts, 1) == [[2]]
    # 造船, 船厂 of three pairs; the text has seven characters.
    assert shared("造船厂长", texts[1]) == pytest.approx(2 - 7 / 400)


def test_word_starts_are_marked_in_running_text() -> None:
    characters = Characters("造纸厂")
    made = stream(["纸厂", "造"], characters, lambda text: [(text, "n")])
    assert (made & (WORD_START - 1)).tolist() == [SEPARATOR, 6, 7, SEPARATOR, 5]
    assert (made >= WORD_START).tolist() == [True, True, False, True, True]
    assert stream([], characters, lambda text: [(text, "n")]).tolist() == []


def test_rivals_are_sentences_beside_the_answer() -> None:
    characters = Characters("")
    material = Material(characters)
    home, other = "厂长是周明远同志。副厂长是李青山。", "厂长室在二楼东侧。"
    material.add(Taught("厂长是谁？", home, 3, 6, REAL), [other])
    # The sentence with the answer is no rival; 副厂长是 shares 厂长 and 长是, 厂长室 only 厂长.
    assert material.rivals == [[(0, 1), (1, 0)]]
    assert material.rows == [(0, 3, 6, 0, REAL)]
    material.add(Taught("厂长是谁？", other, -1, -1, REAL_MISSED))
    assert material.rows[1] == (1, -1, -1, 0, REAL_MISSED)
    arrays = material.arrays()
    assert arrays["rivals"].tolist() == [1, 2, 2]
    assert arrays["rival_at"].tolist() == [0, 2, 3]
    assert arrays["line_home"].tolist() == [0, 0, 1]
    assert arrays["lines"].tolist() == [[0, 9, -1, -1], [9, 17, -1, -1], [0, 9, -1, -1]]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_data(tmp_path_factory.mktemp("reader") / "data")


@pytest.fixture(scope="module")
def prepared(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("reader") / "material"
    out.mkdir()
    chronicle = out / "mill"
    chronicle.mkdir()
    text = paragraph(90, "青石") + "\n"
    (chronicle / "mill.txt").write_text(text, encoding="utf-8")
    asked = [
        {"q": "青石桥长多少米？", "type": "number", "a": ["140米"], "ev": ["桥建成后长140米"]},
        {"q": "青石桥有几盏灯？", "type": "unanswerable", "a": [], "ev": []},
    ]
    lines = "".join(json.dumps(one) + "\n" for one in asked)
    (chronicle / "mill.jsonl").write_text(lines, encoding="utf-8")
    far = {"q": "青石那座桥有多长？", "type": "number", "a": ["140米"], "ev": ["桥建成后长140米"]}
    (chronicle / "mill.far.jsonl").write_text(json.dumps(far) + "\n", encoding="utf-8")
    natural = {**far, "q": "我家就在青石桥边上，想问问这座桥到底有多长？"}
    (chronicle / "mill.asked.jsonl").write_text(json.dumps(natural) + "\n", encoding="utf-8")
    counts = prepare(Preparation(data, (chronicle,), made=200), out)
    assert (counts["real"], counts["chronicle"], counts["far"]) == (3 * 44, 2, 1)
    assert counts["natural"] == 1
    assert 100 < counts["made"] < 300
    assert tuple(counts) == KINDS
    return out


def test_the_benchmark_is_learned_from_nowhere(data: Path, prepared: Path) -> None:
    found = read_sources(data)
    assert len(found.bench) == 3 * 11
    # Bridge 10 is in the benchmark and among the questions; 55 and up are of class B.
    assert {one.context for one in found.real} == {paragraph(n, NAMES[n]) for n in range(11, 55)}
    wiki = [group for name, group in found.running if name == "wiki"]
    assert wiki == [(paragraph(n, NAMES[n]),) for n in range(11, 15)]
    characters = Characters.load(prepared / "characters.txt")
    with np.load(prepared / "material.npz") as stored:
        text = characters.decode((stored["rest"] & (WORD_START - 1)).tolist(), "|")
        contexts = characters.decode(stored["contexts"].tolist(), "|")
    for name in NAMES[:11]:
        assert f"{name}桥" not in text
        assert f"{name}桥" not in contexts
    assert f"{NAMES[11]}桥" in text


def test_questions_and_answers_come_back_from_the_arrays(prepared: Path) -> None:
    characters = Characters.load(prepared / "characters.txt")
    assert "工" in characters.listed  # GB 2312 whether it is met or not
    reading = reading_of(prepared)
    told = {}
    for number, row in enumerate(reading.rows.tolist()):
        home, start, end, _, kind = row
        question = characters.decode(reading.question(number).tolist(), "")
        text = characters.decode(reading.context(home).tolist(), "|")
        if kind == REAL:
            told[question] = text[start:end]
        assert (start < 0) == (end < 0)
        assert (kind not in (MADE_MISSED, REAL_MISSED)) or start < 0
        assert kind != MADE or 0 <= start < end <= len(text)
    wanted = [one for n in range(11, 55) for one in questions(n, NAMES[n])]
    assert told == {asked.replace("？", "?"): answer for asked, answer in wanted}


def test_a_window_to_reckon_from_marks_where_operands_begin(tmp_path: Path) -> None:
    characters = Characters([*"0123456789青石桥长宽比多少米侧"])
    home = "石桥长140米。桥侧长90米。"
    more = "桥宽25米。"
    material = Material(characters)
    operands = ((home, 3, 6), (home, 11, 13), (more, 2, 4))
    material.add(Taught("长比宽多？", home, -1, -1, COMPUTED, 4, operands), [more, "青石，青石。"])
    # No sentence of an operand is a rival.
    assert [material.sentences[number][at] for number, at in material.rivals[0]] == [
        Line(0, 6, -1, -1)
    ]
    np.savez(tmp_path / "material.npz", **material.arrays())  # type: ignore[arg-type]
    reading = Reading(tmp_path / "material.npz", sorts_of(characters))
    for seed in range(20):
        windows = reading.batch([0], 60, 0.0, np.random.default_rng(seed), 1.0)
        row = windows.numbers[0]
        places = windows.figures[0].nonzero()[0]
        begun = [characters.decode(row[at : at + 2].tolist(), "|") for at in places]
        assert sorted(begun) == ["14", "25", "90"]
        assert (windows.verdict[0], windows.start[0], windows.end[0]) == (4, 0, 0)
        less = reading.batch([0], 60, 1.0, np.random.default_rng(seed), 1.0)
        # One of the sentences is left out: what is left is marked.
        assert 1 <= less.figures[0].sum() <= 2


def test_the_same_seed_gives_the_same_arrays(data: Path, tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / name).mkdir()
        prepare(Preparation(data, made=40, seed=8 if name == "c" else 7), tmp_path / name)
    a, b, c = (np.load(tmp_path / name / "material.npz") for name in ("a", "b", "c"))
    with a, b, c:
        assert all(np.array_equal(a[name], b[name]) for name in a.files)
        assert not np.array_equal(a["questions"], c["questions"])


def test_weights_that_are_taught_further_keep_their_characters(data: Path, tmp_path: Path) -> None:
    known = tmp_path / "characters.txt"
    Characters("青石桥长多少米").save(known)
    (tmp_path / "out").mkdir()
    prepare(Preparation(data, made=40, characters=known), tmp_path / "out")
    assert (tmp_path / "out" / "characters.txt").read_bytes() == known.read_bytes()
    reading = reading_of(tmp_path / "out")
    assert int(max(reading.question(0).max(), reading.context(0).max())) < len(
        Characters.load(known)
    )


def test_bad_data_are_named(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match="cmrc2018_dev"):
        read_sources(tmp_path)
    folder = write_data(tmp_path)
    path = folder / "train" / "qa.jsonl.gz"
    for line, message in (("{", "is not JSON"), ('{"question": "何"}', "lacks 'context'")):
        path.write_bytes(gzip.compress(line.encode()))
        with pytest.raises(EncoderError, match=message):
            read_sources(folder)


def reading_of(folder: Path) -> Reading:
    characters = Characters.load(folder / "characters.txt")
    return Reading(folder / "material.npz", sorts_of(characters))


def sorts_of(characters: Characters) -> Sorts:
    return Sorts(characters.encode("。！？；，"), *characters.encode("()"))


def test_a_window_holds_the_answer_at_the_place_it_says(prepared: Path) -> None:
    reading = reading_of(prepared)
    characters = Characters.load(prepared / "characters.txt")
    real = np.flatnonzero(reading.rows[:, 4] == REAL)
    held = windows_of(reading, np.repeat(real, 4), 0.0)
    for at, row in enumerate(np.repeat(real, 4)):
        home, start, end, _, _ = reading.rows[row]
        answer = reading.context(home)[start:end].tolist()
        first, last = int(held.start[at]), int(held.end[at])
        assert held.numbers[at, first : last + 1].tolist() == answer
        assert held.side[at, first : last + 1].all()
    # The layout: [CLS] question [SEP] text [SEP] padding.
    question = reading.question(int(real[0])).tolist()
    row = held.numbers[0].tolist()
    assert row[: len(question) + 2] == [START, *question, SEPARATOR]
    used = int((held.numbers[0] != PAD).sum())
    assert row[used - 1] == SEPARATOR
    assert held.side[0].tolist() == [0] * (len(question) + 2) + [1] * (used - len(question) - 2) + [
        0
    ] * (LENGTH - used)
    # Some are sentences side by side, some led by a time in brackets.
    text = [characters.decode(one.tolist(), "|") for one in held.numbers]
    assert any(one.rstrip("|").count("|") > 2 for one in text)
    assert any("(" in one for one in text)
    assert not all("(" in one for one in text)


def test_a_window_without_the_answer_says_none_and_rivals_do_not_hold_it(prepared: Path) -> None:
    reading = reading_of(prepared)
    characters = Characters.load(prepared / "characters.txt")
    real = np.repeat(np.flatnonzero(reading.rows[:, 4] == REAL), 3)
    away = windows_of(reading, real, 1.0)
    assert not away.start.any()
    assert not away.end.any()
    assert not away.verdict.any()
    for at, row in enumerate(real):
        home, start, end, _, _ = reading.rows[row]
        answer = characters.decode(reading.context(home)[start:end].tolist(), "|")
        inside = away.side[at].astype(bool)
        text = characters.decode(away.numbers[at][inside].tolist(), "|")
        if answer in PEOPLE:  # years and lengths may stand elsewhere too
            name = characters.decode(reading.question(int(row)).tolist(), "")[:3]
            assert f"{name}由{answer}" not in text


def windows_of(reading: Reading, rows: np.ndarray, elsewhere: float) -> Windows:
    return reading.batch(rows, LENGTH, elsewhere, np.random.default_rng(5), 0.55)


def test_windows_repeat_with_their_seed(prepared: Path) -> None:
    reading = reading_of(prepared)
    rows = np.arange(60)
    first, second = (windows_of(reading, rows, 0.3) for _ in range(2))
    assert np.array_equal(first.numbers, second.numbers)
    assert np.array_equal(first.start, second.start)


def numbered(step: int) -> Windows:
    return Windows(*(np.array([step]) for _ in range(6)))


def test_batches_made_ahead_come_in_order_and_not_too_far_ahead() -> None:
    started = get_context("fork").Array("i", 50)

    def make(step: int) -> Windows:
        started[step] += 1
        time.sleep(0.002 if step % 3 else 0.01)
        return numbered(step)

    batches = ahead(make, 50, 2)
    assert int(next(batches).numbers[0]) == 0
    time.sleep(0.1)
    assert sum(started[:]) <= 9  # four a worker beside the one taken
    assert [int(one.numbers[0]) for one in batches] == list(range(1, 50))
    assert started[:] == [1] * 50


def test_a_batch_that_cannot_be_made_ends_the_run() -> None:
    def make(step: int) -> Windows:
        if step == 3:
            raise ValueError("broken")
        return numbered(step)

    with pytest.raises(ValueError, match="broken"):
        list(ahead(make, 10, 2))
    batches = ahead(numbered, 1000, 2)
    next(batches)
    assert active_children()
    batches.close()  # time is up: no worker stays
    assert not active_children()
