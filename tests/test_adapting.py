"""Questions made from a text, what is held back, and the decision to keep."""

import json
from pathlib import Path
from random import Random

import numpy as np
import pytest
from safetensors.numpy import save_file
from tokenizers import Regex, Tokenizer, pre_tokenizers
from tokenizers.models import WordLevel
from typer.testing import CliRunner

from embeddings.encoder import load_encoder
from embeddings.tuning import TuneSettings
from rag.__main__ import app
from rag.adapting.adapting import Adapted, Model, adapt, is_better
from rag.adapting.holding import blocks, examples, fold
from rag.adapting.making import Kind, make
from rag.adapting.measuring import Gain, gain, reciprocal
from rag.adapting.wording import everyday, worn
from rag.analysis import Analyses
from rag.chunking import ChunkSettings, chunk
from rag.corpus import read_document
from rag.errors import AdaptingError
from rag.headlines import headline
from rag.ingest import ingest
from rag.store import Store

BUILT = ["石桥", "水井", "粮仓", "学校", "戏台", "码头", "医院", "书店"]
PLACES = ["东关", "西山", "南塘", "北岭", "上河", "下坝", "前村", "后店", "古城", "新圩"]


def town(paragraphs: int) -> str:
    """A text in which no two paragraphs are alike, each of some 170 characters."""
    lines = ["平川镇志", "第一节 建设"]
    for at in range(paragraphs):
        place, built = PLACES[at % 10], BUILT[(at * 3) % 8]
        lines.append(
            f"{1901 + at}年，{place}大街居民集资修成{built}{at + 2}座，耗银{at * 7 + 31}元。"
            f"同年，{place}公所添置{BUILT[(at * 5 + 1) % 8]}{at + 3}处，雇请工匠{at + 40}人。"
            f"当地商会把这批{built}交给{PLACES[(at + 4) % 10]}农会看管，每月付钱{at + 5}元。"
            f"此后{at % 6 + 2}年间，{place}的{built}没有再修，只由镇民轮流打扫，费用从公产里出，"
            f"账目每季张贴在{PLACES[(at + 7) % 10]}祠堂门口，听任大家查对，并无一次短少。"
        )
    return "\n".join(lines)


@pytest.fixture(scope="module")
def text(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("town") / "town.txt"
    path.write_text(town(32), encoding="utf-8")
    return path


def write_model(folder: Path, text: str, dim: int) -> Path:
    """A static model of single characters: random rows, or all the same where ``dim`` is 1."""
    pieces = {"[UNK]": 0, **{one: at for at, one in enumerate(sorted(set(text)), 1)}}
    made = Tokenizer(WordLevel(pieces, unk_token="[UNK]"))
    made.pre_tokenizer = pre_tokenizers.Split(Regex("."), "isolated")  # type: ignore[assignment,unused-ignore]
    folder.mkdir()
    kinds = ("StaticEmbedding", "Normalize")
    listed = [
        {"idx": at, "name": str(at), "path": "" if at == 0 else "1_Normalize", "type": f"x.{kind}"}
        for at, kind in enumerate(kinds)
    ]
    (folder / "modules.json").write_text(json.dumps(listed))
    made.save(str(folder / "tokenizer.json"))
    rows = np.random.default_rng(2).standard_normal((len(pieces), dim))
    rows = np.ones_like(rows) if dim == 1 else rows / np.linalg.norm(rows, axis=1, keepdims=True)
    save_file({"embedding.weight": rows.astype(np.float16)}, folder / "model.safetensors")
    return folder


def test_questions_of_every_kind_name_the_sentence_they_were_made_from(text: Path) -> None:
    document = read_document(text)
    analyses = Analyses({document.id: document})
    made = make(document, analyses, Random(7))
    assert {one.kind for one in made} == set(Kind)
    assert made == make(document, Analyses({document.id: document}), Random(7))
    for one in made:
        sentence = document.sentences[one.sentences[0] - 1].text
        if one.kind is Kind.CLAUSE:
            assert one.text in sentence
        elif one.kind is Kind.FIGURE and sentence.startswith("1903年"):
            assert "9座" not in one.text, "the answer is not in the question"
    title = next(one for one in made if one.kind is Kind.TITLE)
    assert "建设" in title.text
    assert "第一节" not in title.text
    per_sentence = [one.sentences for one in made if one.kind not in (Kind.CLAUSE, Kind.TITLE)]
    assert max(per_sentence.count(place) for place in set(per_sentence)) <= 4


def test_a_texts_word_gives_way_to_an_everyday_one_and_figures_stay() -> None:
    assert "头一回" in everyday()["首次"]
    heard = {worn("1958年首次召开代表大会", Random(seed)) for seed in range(20)}
    assert len(heard) > 5
    assert all("1958" in one for one in heard)
    assert any("首次" not in one for one in heard)


def test_paragraphs_that_share_a_passage_are_one_block(text: Path) -> None:
    document = read_document(text)
    passages = chunk(document, ChunkSettings())
    of = blocks(passages, {document.id: document})
    assert set(of) == {(document.id, one.number) for one in document.sentences}
    for passage in passages:
        assert len({of[document.id, number] for number in passage.sentences}) == 1
    for paragraph in document.paragraphs:
        assert len({of[document.id, number] for number in paragraph.sentences}) == 1
    assert {fold(block, 7) for block in of.values()} == {0, 1, 2, 3}


def test_nothing_held_back_is_shown(text: Path, tmp_path: Path) -> None:
    store = Store(tmp_path / "index")
    encoder = load_encoder()
    ingest([text], store, encoder, ChunkSettings())
    index = store.open_current(encoder)
    analyses = Analyses(dict(index.documents))
    (document,) = index.documents.values()
    of = blocks(index.passages, index.documents)
    known = {place: block for place, block in of.items() if fold(block, 7) != 0}
    made = [m for m in make(document, analyses, Random(7)) if (m.document, m.sentences[0]) in known]
    shown = examples(made, index, analyses, known)
    assert len(shown) > len(made)
    assert any(one.wrong for one in shown)
    held = [s.text for s in document.sentences if (document.id, s.number) not in known]
    assert held
    for one in shown:
        for told in (one.right, *one.wrong):
            assert not any(sentence in told for sentence in held)


def test_the_gain_and_its_interval_by_hand() -> None:
    assert reciprocal([1, 2, 0, 4]) == [1, 0.5, 0, 0.25]
    # Two groups with mean gains 0.5 and 0: a resample has 0, 0.25 or 0.5.
    found = gain([0, 0.5, 1, 1], [0.5, 1, 1, 1], ["a", "a", "b", "b"], seed=1)
    assert (found.mean, found.low, found.high) == (0.25, 0, 0.5)


@pytest.mark.parametrize(
    ("dense", "hybrid", "kept"),
    [
        (Gain(0.1, 0.01, 0.2), Gain(0, 0, 0), True),
        (Gain(0.1, 0.01, 0.2), Gain(-0.01, -0.03, 0.01), True),
        (Gain(0.1, 0.01, 0.2), Gain(-0.02, -0.03, -0.01), False),
        (Gain(0.1, 0.0, 0.2), Gain(0.1, 0.05, 0.2), False),
        (Gain(0, 0, 0), Gain(0, 0, 0), False),
    ],
)
def test_kept_is_what_surely_gains_and_does_not_surely_lose(
    dense: Gain, hybrid: Gain, kept: bool
) -> None:
    same = Gain(0, 0, 0)
    assert is_better({"dense": dense, "hybrid": hybrid, "sentences": same}) is kept
    assert is_better({"dense": dense, "hybrid": same, "sentences": hybrid}) is kept


@pytest.mark.slow
def test_a_poor_model_is_tuned_written_and_serves(
    text: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = write_model(tmp_path / "base", town(32), dim=24)
    monkeypatch.setenv("YOUJU_ENCODER", str(base))
    monkeypatch.setenv("YOUJU_INDEX", str(tmp_path / "index"))
    out = tmp_path / "adapted"
    runner = CliRunner()
    assert runner.invoke(app, ["ingest", str(text)]).exit_code == 0
    before = (tmp_path / "index" / "CURRENT").read_bytes()
    done = runner.invoke(app, ["adapt", "--out", str(out), "--epochs", "4"])
    assert done.exit_code == 0, done.output
    assert "已保留" in done.stdout
    assert (tmp_path / "index" / "CURRENT").read_bytes() == before
    weights = (out / "model.safetensors").read_bytes()
    assert weights != (base / "model.safetensors").read_bytes()
    assert "dense alone: MRR" in (out / "README.md").read_text(encoding="utf-8")
    # The index knows that another model is asked for, until it is rebuilt with it.
    monkeypatch.setenv("YOUJU_ENCODER", str(out))
    refused = runner.invoke(app, ["search", "石桥"])
    assert "was made with the encoder" in str(refused.exception)
    assert runner.invoke(app, ["ingest", str(text)]).exit_code == 0
    assert runner.invoke(app, ["search", "石桥"]).exit_code == 0


def run_adapt(text: Path, folder: Path, base: Path, settings: TuneSettings) -> Adapted:
    from embeddings.adapted import open_static, read_parts

    encoder = load_encoder(str(base))
    store = Store(folder / "index")
    ingest([text], store, encoder, ChunkSettings())
    model = Model(*read_parts(open_static(str(base))))
    return adapt(store.open_current(encoder), model, settings, lambda *_: None)


@pytest.mark.slow
def test_the_same_seed_gives_the_same_and_the_dense_side_gains(text: Path, tmp_path: Path) -> None:
    base = write_model(tmp_path / "base", town(32), dim=24)
    first, second = (
        run_adapt(text, tmp_path / name, base, TuneSettings(epochs=6)) for name in "ab"
    )
    assert first.better
    assert first.ways["dense"].after_mrr > first.ways["dense"].before_mrr + 0.05
    assert first.ways["dense"] == second.ways["dense"]
    assert first.weights is not None
    assert second.weights is not None
    assert np.array_equal(first.weights, second.weights)
    assert first.judged == sum(first.made.values()) - first.made["clause"]


def test_what_cannot_be_better_is_not_kept_and_nothing_is_written(
    text: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # One dimension and one sign: every text has the same vector, whatever its rows weigh.
    base = write_model(tmp_path / "base", town(32), dim=1)
    monkeypatch.setenv("YOUJU_ENCODER", str(base))
    monkeypatch.setenv("YOUJU_INDEX", str(tmp_path / "index"))
    runner = CliRunner()
    assert runner.invoke(app, ["ingest", str(text)]).exit_code == 0
    there = sorted(tmp_path.rglob("*"))
    done = runner.invoke(app, ["adapt", "--out", str(tmp_path / "adapted"), "--epochs", "1"])
    assert done.exit_code == 0, done.output
    assert "没有更好" in done.stdout
    assert "(+0.0000 [+0.0000, +0.0000])" in done.stdout
    assert [path for path in sorted(tmp_path.rglob("*")) if path.suffix != ".lock"] == [
        path for path in there if path.suffix != ".lock"
    ]


def test_too_little_text_is_said(tmp_path: Path) -> None:
    short = tmp_path / "short.txt"
    short.write_text(town(1), encoding="utf-8")
    base = write_model(tmp_path / "base", town(1), dim=4)
    with pytest.raises(AdaptingError, match="questions can be made of these texts") as caught:
        run_adapt(short, tmp_path, base, TuneSettings(epochs=1))
    assert headline(caught.value) == "文献太少，不能据以微调。"
