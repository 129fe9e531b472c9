"""The training of the encoder, on data made here: reading, batches, measures, and one small run."""

import gzip
import json
import math
import re
from pathlib import Path

import numpy as np
import pytest

from embeddings.encoder import load_encoder
from embeddings.errors import EncoderError
from embeddings.training.__main__ import main
from embeddings.training.batches import batches, encode_ids, first_weights
from embeddings.training.data import (
    Document,
    Pair,
    cap_sources,
    document_name,
    is_held_out,
    read_benchmark,
    read_documents,
    read_pairs,
    split_held_out,
    without_passages,
)
from embeddings.training.evaluate import ranks_of, recall_at
from embeddings.training.fit import FitSettings
from embeddings.training.recipe import Recipe, train, vocabulary_texts
from embeddings.training.vocabulary import UNKNOWN, train_vocabulary


def pair(query: str, passage: str, source: str = "made", licence: str = "A") -> Pair:
    return Pair(query, passage, source, licence)


def write_lines(path: Path, lines: list[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(path, "wt", encoding="utf-8") as stream:
        stream.write("\n".join(lines) + "\n")


def as_json(**record: object) -> str:
    return json.dumps(record, ensure_ascii=False)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Make 360 things at 360 places; a question and its passage share a word, not a form."""
    names = [a + b for a in "金木水火土山川草花鸟鱼虫" for b in "甲乙丙丁戊己"]
    folder = tmp_path / "data"
    lines = [
        as_json(
            query=f"{name}{kind}在哪里？",
            passage=f"据记载，{name}的{kind}位于城{'东西南北'[i % 4]}第{i}号，今已不存。",
            source="made",
            licence="B" if kind == "塔" else "A",
        )
        for i, name in enumerate(names)
        for kind in ("桥", "寺", "井", "园", "塔")
    ]
    write_lines(folder / "train" / "pairs.jsonl.gz", lines)
    return folder


def test_pairs_are_read_by_licence_and_once(tmp_path: Path) -> None:
    write_lines(
        tmp_path / "train" / "pairs.jsonl.gz",
        [
            as_json(query=" 问 ", passage="答", source="s", licence="A"),
            as_json(query="问", passage="答", source="t", licence="A"),
            as_json(query="别", passage="答", source="s", licence="B"),
            as_json(query="", passage="答", source="s", licence="A"),
        ],
    )
    write_lines(
        tmp_path / "train" / "qa.jsonl.gz",
        [as_json(question="何", context="文", answer="文", source="q", licence="A")],
    )
    assert read_pairs(tmp_path, "A") == [pair("问", "答", "s"), pair("何", "文", "q")]
    assert read_pairs(tmp_path, "B") == [pair("别", "答", "s", "B")]
    assert len(read_pairs(tmp_path, ("A", "B"))) == 3


def test_no_data_and_broken_data_say_so(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match="No training pairs"):
        read_pairs(tmp_path, "A")
    write_lines(tmp_path / "train" / "pairs.jsonl.gz", [as_json(query="问"), "{"])
    with pytest.raises(EncoderError, match="lacks 'passage'"):
        read_pairs(tmp_path, "A")
    write_lines(tmp_path / "train" / "pairs.jsonl.gz", ["{"])
    with pytest.raises(EncoderError, match="is not JSON"):
        read_pairs(tmp_path, "A")


def test_text_of_an_unknown_or_unwanted_class_is_not_read(tmp_path: Path) -> None:
    for name in ("laws", "crud_news_near", "wiki_contexts", "surprise"):
        write_lines(tmp_path / "text" / f"{name}.txt.gz", [f"{name}题\t第一段\t\t第二段"])
    law = Document("laws题", ("第一段", "第二段"), "laws", "A")
    assert read_documents(tmp_path, "A") == [law]
    assert [d.source for d in read_documents(tmp_path, "AB")] == ["laws", "crud_news_near"]


def test_the_benchmark_is_read_as_pairs(tmp_path: Path) -> None:
    assert read_benchmark(tmp_path) == []
    path = tmp_path / "bench" / "cmrc2018_dev.jsonl.gz"
    write_lines(path, [as_json(id="1", question="何", context="文", answers=["文"], starts=[0])])
    assert read_benchmark(tmp_path) == [pair("何", "文", "cmrc2018_dev")]


def test_a_document_falls_on_one_side_with_all_its_parts() -> None:
    names = [f"条例{i}" for i in range(400)]
    pairs = [pair(f"{n} 第{c}章", f"{n}之{c}", "law_chapter") for n in names for c in "一二"]
    training, held = split_held_out(pairs)
    assert len(training) + len(held) == 800
    assert 20 < len(held) < 70  # one in twenty of 800 is 40
    assert {document_name(p) for p in training}.isdisjoint(document_name(p) for p in held)
    # The same passage under a title that is trained on is dropped.
    copy = pair(next(n for n in names if not is_held_out(n)), held[0].passage, "law_title")
    assert copy not in split_held_out([*pairs, copy])[0]


def test_benchmark_passages_are_dropped_on_either_side() -> None:
    pairs = [pair("甲", "文"), pair("文", "乙"), pair("甲", "乙")]
    assert without_passages(pairs, ["文"]) == [pair("甲", "乙")]


def test_a_cap_keeps_the_same_pairs_in_any_order() -> None:
    pairs = [pair(str(i), "文", "many") for i in range(50)] + [pair("独", "文", "one")]
    kept = cap_sources(pairs, 10)
    assert len(kept) == 11
    assert set(kept) == set(cap_sources(pairs[::-1], 10))


def test_a_batch_holds_no_text_twice() -> None:
    pairs = [pair(f"问{i}", f"文{i // 3}") for i in range(60)]
    made = list(batches(pairs, 10, np.random.default_rng(0)))
    assert len(made) >= 4
    for batch in made:
        assert len(batch) == 10
        assert len({pairs[i].passage for i in batch}) == 10
    used = [i for batch in made for i in batch]
    assert len(used) == len(set(used))


def test_batches_no_larger_than_the_distinct_texts() -> None:
    pairs = [pair(f"问{i}", f"文{i % 4}") for i in range(8)]
    made = list(batches(pairs, 1024, np.random.default_rng(0)))
    assert {len(batch) for batch in made} == {4}


def test_first_rows_are_as_long_as_their_token_is_rare() -> None:
    documents = [np.array(ids) for ids in ([0, 1, 1], [0], [0])]
    lengths = np.linalg.norm(first_weights(documents, 3, 64, seed=1), axis=1)
    # ln(4 / (1 + df)) + 0.1 for df 3, 1, 0, over the largest, that of a token never met.
    largest = math.log(4) + 0.1
    assert np.allclose(lengths, [0.1 / largest, (math.log(2) + 0.1) / largest, 1], atol=1e-5)


def test_ranks_and_recall_by_hand() -> None:
    scores = np.array([[0.9, 0.5, 0.1], [0.9, 0.5, 0.1], [0.5, 0.5, 0.5]], dtype=np.float32)
    ranks = ranks_of(scores, [0, 2, 1])
    assert ranks.tolist() == [1, 3, 2]  # the tie in the last row goes to the first column
    assert recall_at(ranks, 1) == pytest.approx(1 / 3)
    assert recall_at(ranks, 2) == pytest.approx(2 / 3)
    assert recall_at(ranks[:0], 1) == 0


def test_the_vocabulary_keeps_digits_apart_and_drops_punctuation() -> None:
    texts = [f"{year}年，全市工会会员{year}人。" for year in range(1950, 2020)]
    made = train_vocabulary(texts, 60)
    tokens = made.encode("（１９５２年）全市，工会。", add_special_tokens=False).tokens
    assert tokens[:5] == ["1", "9", "5", "2", "年"]
    assert "".join(tokens) == "1952年全市工会"
    assert made.token_to_id(UNKNOWN) == 0
    assert encode_ids(made, ["龘", "。", "龘"])[0].tolist() == [0]
    assert not [piece for piece in made.get_vocab() if re.search(r"\d.|.\d", piece)]


def test_the_vocabulary_sees_no_held_out_document() -> None:
    names = [f"条例{i}" for i in range(200)]
    documents = [Document(name, (f"{name}正文",), "laws", "A") for name in names]
    documents += [Document("", tuple(f"摘要{i}" for i in range(200)), "csl_abstracts", "A")]
    texts = vocabulary_texts(documents, [pair("问", "文")], Recipe())
    held = [f"{name}正文" for name in names if is_held_out(name)]
    held += [f"摘要{i}" for i in range(200) if is_held_out(f"摘要{i}")]
    assert held
    assert not set(held) & set(texts)
    assert len(texts) == 400 - len(held) + 2
    few = vocabulary_texts(documents, [pair("问", "文")], Recipe(text_chars=5))
    assert len(few) == 3


def test_a_small_run_learns_and_writes_a_whole_folder(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "model"
    settings = FitSettings(dim=32, epochs=6, batch=64, rate=0.02)
    recipe = Recipe(pieces=300, fit=settings)
    lines: list[str] = []
    losses = train(data, out, recipe, "the command", lines.append)
    assert losses[-1] < losses[0] / 2
    encoder = load_encoder(str(out))
    passages = [p for p in read_pairs(data, "A") if p.source == "made"]
    found = (
        encoder.encode_queries([p.query for p in passages])
        @ encoder.encode_passages([p.passage for p in passages]).T
    )
    # By chance one question in 288 finds its passage.
    assert recall_at(ranks_of(found, range(len(passages))), 1) > 0.5
    card = (out / "README.md").read_text(encoding="utf-8")
    assert "the command" in card
    assert encoder.fingerprint in card
    assert f"| made | {288 - _held(passages)} | A |" in card
    assert not (tmp_path / "model.partial").exists()
    assert (out / "model.safetensors").stat().st_mode & 0o777 == 0o644


def _held(pairs: list[Pair]) -> int:
    return len(split_held_out(pairs)[1])


def test_the_command_trains_and_refuses_to_replace_what_is_no_model(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    precious = tmp_path / "precious"
    precious.mkdir()
    (precious / "thesis.txt").write_text("years of work")
    given = ["--data", str(data), "--pieces", "300", "--dim", "16", "--epochs", "1"]
    assert main([*given, "--out", str(precious)]) == 1
    assert "no model" in capsys.readouterr().err
    assert (precious / "thesis.txt").exists()
    out = tmp_path / "model"
    for _ in range(2):  # the second time over a model
        assert main([*given, "--out", str(out), "--licence", "A", "B", "--seed", "3"]) == 0
    card = (out / "README.md").read_text(encoding="utf-8")
    assert "--licence A B --seed 3 --pieces 300" in card
    assert "license: other" in card
    assert str(tmp_path) not in card


def test_with_a_given_vocabulary_the_weights_repeat_exactly(data: Path, tmp_path: Path) -> None:
    given = ["--data", str(data), "--pieces", "300", "--dim", "16", "--epochs", "2"]
    first, second = tmp_path / "first", tmp_path / "second"
    assert main([*given, "--out", str(first)]) == 0
    vocabulary = str(first / "tokenizer.json")
    assert main([*given, "--out", str(second), "--tokenizer", vocabulary]) == 0
    weights = [(folder / "model.safetensors").read_bytes() for folder in (first, second)]
    assert weights[0] == weights[1]
