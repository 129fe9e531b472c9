"""The lexical index against BM25 worked out by hand, and against questions meant to hurt it."""

import math
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from rag.errors import IndexDamagedError, PublishError
from rag.language.tokens import tokenize
from rag.lexical import MAX_TERMS, LexicalIndex, fingerprint
from tests.conftest import open_to_others

ROOT = Path(__file__).resolve().parents[1]
TEXTS = ["工会成立", "工会工会改选", "渔业生产", "", "工会成立"]


def build(folder: Path, texts: list[str]) -> LexicalIndex:
    LexicalIndex.build(folder / "lexical", texts)
    return LexicalIndex.open(folder / "lexical")


def bm25(term: str, row: int, texts: list[str]) -> float:
    """Okapi BM25 as tantivy defines it, k1 = 1.2 and b = 0.75, for texts under 40 tokens."""
    tokens = [tokenize(text) for text in texts]
    found = sum(term in row_tokens for row_tokens in tokens)
    idf = math.log(1 + (len(texts) - found + 0.5) / (found + 0.5))
    mean = sum(map(len, tokens)) / len(texts)
    count = tokens[row].count(term)
    norm = 1.2 * (1 - 0.75 + 0.75 * len(tokens[row]) / mean)
    return idf * count * 2.2 / (count + norm)


def test_scores_are_bm25(tmp_path: Path) -> None:
    index = build(tmp_path, TEXTS)
    got = dict(index.search(["工会"], 10))
    assert got.keys() == {0, 1, 4}
    for row, score in got.items():
        assert score == pytest.approx(bm25("工会", row, TEXTS), abs=2e-4)
    # 渔业 stands in one text of five, 7 tokens long where the mean is 32 / 5 = 6.4:
    # idf = ln(1 + 4.5 / 1.5) = 1.38629; norm = 1.2 * (0.25 + 0.75 * 7 / 6.4)
    assert [len(tokenize(text)) for text in TEXTS] == [7, 11, 7, 0, 7]
    norm = 1.2 * (0.25 + 0.75 * 7 / 6.4)
    [(row, score)] = index.search(["渔业"], 3)
    assert row == 2
    assert score == pytest.approx(1.38629 * 2.2 / (1 + norm), abs=2e-4)


def test_scores_of_several_terms_add_up_and_a_repeated_term_counts_once(tmp_path: Path) -> None:
    index = build(tmp_path, TEXTS)
    once = dict(index.search(["工会", "成立"], 10))
    assert once == dict(index.search(["工会", "成立", "工会", "工会"], 10))
    both = bm25("工会", 0, TEXTS) + bm25("成立", 0, TEXTS)
    assert once[0] == pytest.approx(both, abs=2e-4)


def test_equal_scores_come_by_row_and_the_cut_keeps_the_lowest(tmp_path: Path) -> None:
    texts = ["船厂"] * 40 + ["船厂渔业"] + ["船厂"] * 40
    index = build(tmp_path, texts)
    assert [row for row, _ in index.search(["船厂", "渔业"], 6)] == [40, 0, 1, 2, 3, 4]
    everything = [row for row, _ in index.search(["船厂", "渔业"], 1000)]
    assert everything == [40, *range(40), *range(41, 81)]


@pytest.mark.parametrize(
    "tokens",
    [[], [""], ["不在此处"], ["AND", "OR", "NOT"], ['"', "(", "工会\n", "text:工会", "\ud800"[:0]]],
)
def test_what_is_not_there_finds_nothing_and_never_raises(
    tmp_path: Path, tokens: list[str]
) -> None:
    assert build(tmp_path, TEXTS).search(tokens, 5) == []


def test_k_below_one_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="k = 0"):
        build(tmp_path, TEXTS).search(["工会"], 0)


def test_an_index_of_no_texts_is_empty(tmp_path: Path) -> None:
    index = build(tmp_path, [])
    assert len(index) == 0
    assert index.search(["工会"], 5) == []


def test_only_the_rarest_of_too_many_terms_are_scored(tmp_path: Path) -> None:
    common = [chr(0x6000 + n) for n in range(MAX_TERMS + 50)]
    texts = ["".join(common[::2]), "".join(common[1::2]), "".join(common)]
    texts.append("龥" + "".join(common[:100]))
    index = build(tmp_path, texts)
    rows = dict(index.search([*common, "龥"], 10))
    assert rows[3] > bm25("龥", 3, texts)  # the rare one is kept, last though it stands
    assert rows == dict(index.search([*common, "龥"], 10))


@pytest.mark.parametrize("commonest", [True, False])
def test_long_questions_stay_quick(tmp_path: Path, *, commonest: bool) -> None:
    """No more terms are looked up than MAX_TERMS, so eight times the question takes less than
    eight times as long: 3 to 5 times measured. A ratio, as a busy machine slows both."""
    words = [chr(0x6000 + n) for n in range(600)]  # no numerals among them
    texts = ["".join(words) if commonest else "".join(words[n : n + 2] * 90) for n in range(300)]
    index = build(tmp_path, texts)
    question = tokenize("".join(words[:500]))
    assert len(set(question)) > 3 * MAX_TERMS
    eighth = question[: len(question) // 8]
    took: dict[bool, list[float]] = {True: [], False: []}
    for _ in range(20):
        # Turn about, so that what else the machine does falls on both.
        for whole in (True, False):
            start = time.perf_counter()
            assert len(index.search(question if whole else eighth, 50)) == 50
            took[whole].append(time.perf_counter() - start)
    assert min(took[True]) < 8 * min(took[False]), took


def test_opening_leaves_the_folder_as_it_was(tmp_path: Path) -> None:
    build(tmp_path, TEXTS)
    folder = tmp_path / "lexical"
    before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert not [name for name in before if name.endswith(".lock")]
    index = LexicalIndex.open(folder)
    index.search(["工会"], 3)
    assert {path.name: path.stat().st_mtime_ns for path in folder.iterdir()} == before


READ_ONLY = """
import os, sys
from pathlib import Path
from rag.lexical import LexicalIndex
import tantivy
if os.getuid() == 0:
    os.setuid(65534)  # permissions do not bind root
folder = Path(sys.argv[1])
try:
    (folder / "probe").write_text("x")
except OSError:
    print(LexicalIndex.open(folder).search(["渔业"], 3)[0][0])
"""


def test_a_read_only_folder_opens(tmp_path: Path) -> None:
    build(tmp_path, TEXTS)
    folder = tmp_path / "lexical"
    folder.chmod(0o555)
    open_to_others(folder)
    done = subprocess.run(
        [sys.executable, "-c", READ_ONLY, str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "2"


def test_an_opened_index_outlives_its_folder(tmp_path: Path) -> None:
    index = build(tmp_path, TEXTS)
    for path in (tmp_path / "lexical").iterdir():
        path.unlink()
    assert [row for row, _ in index.search(["工会"], 5)] == [1, 0, 4]


NO_TMP = """
import sys, tempfile
from pathlib import Path
from rag.errors import IndexDamagedError, StoreError
from rag.lexical import LexicalIndex
tempfile.tempdir = sys.argv[2]
try:
    LexicalIndex.open(Path(sys.argv[1]))
except IndexDamagedError:
    print("damaged")
except StoreError as error:
    print(error)
"""


def test_a_missing_temporary_folder_is_not_taken_for_damage(tmp_path: Path) -> None:
    build(tmp_path, TEXTS)
    arguments = [str(tmp_path / "lexical"), str(tmp_path / "absent")]
    done = subprocess.run(
        [sys.executable, "-c", NO_TMP, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "Set TMPDIR" in done.stdout


OFTEN = """
import sys
from pathlib import Path
from rag.lexical import LexicalIndex
for _ in range(100):
    LexicalIndex.open(Path(sys.argv[1]))
"""


def test_opening_often_leaves_no_litter(tmp_path: Path) -> None:
    """tantivy's watcher, which writes too, is in the way at about one open of a hundred."""
    build(tmp_path, TEXTS)
    (tmp_path / "tmp").mkdir()
    subprocess.run(
        [sys.executable, "-c", OFTEN, str(tmp_path / "lexical")],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(tmp_path / "tmp")},
        check=True,
    )
    assert list((tmp_path / "tmp").iterdir()) == []


def test_what_is_no_index_is_refused(tmp_path: Path) -> None:
    with pytest.raises(IndexDamagedError, match="youju ingest"):
        LexicalIndex.open(tmp_path / "absent")
    (tmp_path / "meta.json").write_text("{}")
    with pytest.raises(IndexDamagedError, match="youju ingest"):
        LexicalIndex.open(tmp_path)


NO_ROOM = """
import resource, signal, sys
from pathlib import Path
from rag.errors import PublishError
from rag.lexical import LexicalIndex
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
texts = ["".join(chr(0x4E00 + n * 7 + m) for m in range(200)) for n in range(200)]
try:
    LexicalIndex.build(Path(sys.argv[1]), texts)
except PublishError as error:
    print("refused", error)
"""


@pytest.mark.parametrize("limit", [0, 300, 4096, 60_000])
def test_a_disk_that_takes_no_more_is_an_error_not_a_crash(tmp_path: Path, limit: int) -> None:
    done = subprocess.run(
        [sys.executable, "-c", NO_ROOM, str(tmp_path / "lexical"), str(limit)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.startswith("refused The lexical index could not be written")


def test_the_error_names_the_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(PublishError, match="old index still serves"):
        LexicalIndex.build(tmp_path / "file" / "lexical", TEXTS)


def test_the_fingerprint_is_stable_and_is_a_sha256() -> None:
    assert fingerprint() == fingerprint()
    assert len(bytes.fromhex(fingerprint())) == 32
