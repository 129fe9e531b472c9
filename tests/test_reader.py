"""The reader at work: characters, the shipped network, and files that are damaged."""

import shutil
import threading
from collections.abc import Sequence
from pathlib import Path
from threading import Thread

import numpy as np
import pytest

from embeddings.errors import EncoderError
from embeddings.reading.characters import SPECIAL, UNKNOWN, Characters
from embeddings.reading.files import CHARACTERS, NETWORK, SUMS, verify, write_sums
from embeddings.reading.reader import LONGEST, SHIPPED, LateReader, Read, Reader
from rag.errors import IndexMissingError
from rag.pipeline import open_pipeline
from rag.settings import Settings

MILL = "青石造纸厂于1957年3月建成投产，首任厂长是周明远。"
STAFF = "1962年全厂有职工412人，其中女职工97人。"
SPACE, ACCENT = "\u3000", "e\u0301"


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.load()


def best(read: Read, texts: Sequence[str]) -> tuple[int, str, float]:
    """The likeliest stretch of all texts: number of the text, words, logit above no answer."""
    found = []
    for number, (starts, ends) in enumerate(zip(read.starts, read.ends, strict=True)):
        for first, start in enumerate(starts):
            last = first + int(np.argmax(ends[first:]))
            found.append((float(start + ends[last]), number, texts[number][first : last + 1]))
    logit, number, words = max(found)
    return number, words, logit


def test_a_number_for_each_code_point() -> None:
    characters = Characters("工会a1")
    assert len(characters) == len(SPECIAL) + 4
    assert characters.encode("会A１工") == [6, 7, 8, 5]  # width and case do not count
    for text in ("", "龘", f"工{SPACE}会\n", ACCENT, "①㎡Ａ", "𠮷工"):
        assert len(characters.encode(text)) == len(text)
    assert characters.encode(f"龘{SPACE}①") == [UNKNOWN, UNKNOWN, 8]
    assert characters.words() == [False] * 5 + [True] * 4
    assert Characters("，1").words()[5:] == [False, True]


def test_characters_come_back_from_their_numbers_and_from_a_file(tmp_path: Path) -> None:
    characters = Characters("工会。ａA")  # a twice
    assert characters.listed == ("工", "会", "。", "a")
    assert characters.decode(characters.encode("会a。龘"), "□") == "会a。□"
    characters.save(tmp_path / "c.txt")
    assert Characters.load(tmp_path / "c.txt").listed == characters.listed


@pytest.mark.parametrize("data", [None, b"", "工会\n".encode(), b"\xff\n", "工\n\n会\n".encode()])
def test_a_file_that_is_no_list_of_characters_is_refused(
    tmp_path: Path, data: bytes | None
) -> None:
    path = tmp_path / "c.txt"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(EncoderError, match=r"c\.txt"):
        Characters.load(path)


@pytest.mark.parametrize(
    ("question", "number", "words"),
    [
        ("青石造纸厂的首任厂长是谁？", 0, "周明远"),
        ("造纸厂哪一年投产？", 0, "1957年3月"),
        ("1962年全厂有多少职工？", 1, "412人"),
        ("女职工有多少人？", 1, "97人"),
    ],
)
def test_the_answer_is_found_in_one_text_and_side_by_side(
    reader: Reader, question: str, number: int, words: str
) -> None:
    side_by_side = best(reader.read(question, [MILL, STAFF]), [MILL, STAFF])
    assert side_by_side[:2] == (number, words)
    assert side_by_side[2] > 0
    assert best(reader.read(question, [MILL + STAFF]), [MILL + STAFF])[:2] == (0, words)


def test_what_is_not_told_is_less_likely_than_no_answer(reader: Reader) -> None:
    read = reader.read("医院有几张病床？", [MILL, STAFF])
    assert best(read, [MILL, STAFF])[2] < 0
    assert read.verdict[0] > 0.9  # nothing to decide
    assert sum(read.verdict) == pytest.approx(1)


def test_a_logit_a_character_whatever_the_character(reader: Reader) -> None:
    texts = ["", "𠮷龘①", f"{ACCENT}\n{SPACE}", MILL]
    read = reader.read("谁？", texts)
    assert [len(one) for one in read.starts] == [len(one) for one in texts]
    assert [len(one) for one in read.ends] == [len(one) for one in texts]
    assert all(np.isfinite(one).all() for one in (*read.starts, *read.ends))


def test_nothing_to_read_is_read(reader: Reader) -> None:
    assert reader.read("", []).starts == ()
    assert [len(one) for one in reader.read("", [""]).starts] == [0]


def test_what_has_no_room_is_left_out_at_the_end(reader: Reader) -> None:
    # [CLS] 问题 [SEP] of four, and a [SEP] behind the text.
    read = reader.read("问题", ["甲" * 1000, "乙丙", *["丁"] * 200])
    assert [len(one) for one in read.starts] == [LONGEST - 5, 0, *[0] * 200]
    # No more than 80 characters of a question.
    assert len(reader.read("问" * 500, ["甲" * 1000]).starts[0]) == LONGEST - 83
    # 100 texts of four take five each: 3 + 83 * 5 = 418, one more character and its mark.
    many = reader.read("谁", ["工会会员"] * 100)
    assert [len(one) for one in many.starts] == [4] * 83 + [1] + [0] * 16


def copy_of(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "model"))


@pytest.mark.parametrize("name", [NETWORK, CHARACTERS, SUMS])
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    folder = copy_of(tmp_path)
    (folder / name).unlink()
    with pytest.raises(EncoderError, match=name) as caught:
        Reader.load(folder)
    assert "YOUJU_READER=0" in caught.value.remedy


@pytest.mark.parametrize("name", [NETWORK, CHARACTERS])
def test_one_changed_bit_is_damage(tmp_path: Path, name: str) -> None:
    folder = copy_of(tmp_path)
    verify(folder)
    data = bytearray((folder / name).read_bytes())
    data[len(data) // 2] ^= 1
    (folder / name).write_bytes(data)
    with pytest.raises(EncoderError, match="damaged"):
        LateReader(folder).check()
    with pytest.raises(EncoderError, match="damaged"):
        LateReader(folder).read("谁？", [MILL])


def test_sums_that_are_no_sums_fit_nothing(tmp_path: Path) -> None:
    folder = copy_of(tmp_path)
    (folder / SUMS).write_bytes(b"\xff")
    with pytest.raises(EncoderError, match=SUMS):
        verify(folder)
    (folder / SUMS).write_text("")
    with pytest.raises(EncoderError, match="damaged"):
        verify(folder)


def test_a_file_that_is_whole_and_no_network_is_refused(tmp_path: Path) -> None:
    folder = copy_of(tmp_path)
    (folder / NETWORK).write_bytes(b"no network")
    write_sums(folder)
    with pytest.raises(EncoderError, match="no reader that can be opened"):
        Reader.load(folder)


def test_the_service_checks_the_shipped_reader_before_it_opens_the_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[LateReader] = []

    def check(late: LateReader) -> None:
        checked.append(late)

    monkeypatch.setattr(LateReader, "check", check)
    for wanted in (False, True):
        with pytest.raises(IndexMissingError):
            open_pipeline(Settings(index=tmp_path / "index", reader=wanted))
        assert len(checked) == wanted


class Slow:
    """Takes a while to load, and counts how often it was."""

    loads = 0

    def __init__(self) -> None:
        type(self).loads += 1

    def read(self, question: str, texts: Sequence[str]) -> Read:
        return Read((), (), (), (1.0, 0.0, 0.0))


def test_a_late_reader_is_loaded_once_and_only_when_it_reads(tmp_path: Path) -> None:
    ready = threading.Barrier(8)
    loaded: list[Path] = []

    def load(folder: Path) -> Slow:
        loaded.append(folder)
        return Slow()

    late = LateReader(tmp_path, load)
    assert not loaded

    def ask() -> None:
        ready.wait()
        late.read("谁？", [MILL])

    threads = [Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert loaded == [tmp_path]
    assert Slow.loads == 1
