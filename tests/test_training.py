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
from embeddings.training.batches import Texts, batches, encode_ids, first_weights, pick_wrong
from embeddings.training.data import (
    Document,
    Pair,
    cap_sources,
    document_name,
    is_held_out,
    read_benchmark,
    read_documents,
    read_encyclopaedia,
    read_pairs,
    split_held_out,
    without_passages,
)
from embeddings.training.evaluate import ranks_of, recall_at
from embeddings.training.examples import (
    of_answers,
    of_chronicles,
    of_running_text,
    of_synonyms,
    repeated,
)
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


def test_encyclopaedia_text_is_read_without_the_benchmarks_paragraphs(tmp_path: Path) -> None:
    known = "北海位于广西南端，三面环海，盛产珍珠，古时是海上丝绸之路的始发港之一。"
    path = tmp_path / "text" / "wiki_contexts.txt.gz"
    write_lines(path, [f"题\t{known}\t别的一段。", f"另题\t{known[:28]}又是一样的开头。"])
    benchmark = [pair("何处", known)]
    assert read_encyclopaedia(tmp_path, benchmark) == [Document("题", ("别的一段。",), "wiki", "A")]
    assert len(read_encyclopaedia(tmp_path, [])) == 2


CHRONICLE = (
    "第一节 沿革\n\n1952年，甲厂建成投产，有职工30人。次年增至50人，厂长为李明。\n乙厂后来才建。"
)


@pytest.fixture
def chronicles(tmp_path: Path) -> Path:
    folder = tmp_path / "chronicles"
    folder.mkdir()
    (folder / "mill.txt").write_text(CHRONICLE)
    lines = [
        as_json(q="谁当厂长？", type="entity", reg="formal", a=["李明"], ev=["厂长为李明"]),
        as_json(q="谁是书记？", type="unanswerable", reg="formal", a=[], ev=[]),
    ]
    (folder / "mill.jsonl").write_text("\n".join(lines))
    return folder


def test_a_chronicles_question_goes_with_its_sentence_and_its_paragraph(chronicles: Path) -> None:
    sentence, paragraph = of_chronicles(chronicles)
    assert sentence == Pair(
        "谁当厂长？",
        "1952年 次年增至50人，厂长为李明。",  # led by what dates it
        "chronicle_sentence",
        "A",
        ("1952年，甲厂建成投产，有职工30人。",),
    )
    assert paragraph.passage == "1952年，甲厂建成投产，有职工30人。次年增至50人，厂长为李明。"
    assert paragraph.wrong == ("乙厂后来才建。",)
    assert [one.source for one in repeated([sentence, paragraph])] == [
        *["chronicle_sentence"] * 6,
        *["chronicle_paragraph"] * 3,
    ]


def test_an_answer_goes_with_its_sentence_but_not_in_the_benchmark(tmp_path: Path) -> None:
    context = "1952年，甲厂建成投产，有职工30人。次年增至50人，厂长为李明，书记未设。"
    record: dict[str, object] = {
        "question": "谁",
        "context": context,
        "answer_start": 26,
        "source": "q",
    }
    write_lines(
        tmp_path / "train" / "qa.jsonl.gz",
        [as_json(licence="A", **record), as_json(licence="B", **record)],
    )
    (found,) = of_answers(tmp_path, "A", [])
    assert (found.query, found.passage) == ("谁", "1952年 次年增至50人，厂长为李明，书记未设。")
    assert of_answers(tmp_path, "A", [pair("问", context)]) == []


def test_made_questions_are_about_text_that_is_not_held_out(tmp_path: Path) -> None:
    texts = [
        f"{1900 + i}年，王建国在上海第{i}纺织厂当了厂长，厂里有职工{i}00人，月产棉布"
        "和毛巾两种，销往外省。"
        for i in range(90)
    ]
    documents = [Document("", (text,), "laws", "A") for text in texts]
    pairs = of_running_text(documents, None, 40, seed=1)
    assert len(pairs) == 40
    assert pairs == of_running_text(documents, None, 40, seed=1)
    assert {one.passage for one in pairs} <= {text for text in texts if not is_held_out(text)}
    assert all(one.query != one.passage for one in pairs)


def test_a_word_goes_with_its_other_words(tmp_path: Path) -> None:
    path = tmp_path / "synonyms.tsv"
    path.write_text("# 说明\n0.8\t头一回 头一次\t首次\n")
    made = [(one.query, one.passage) for one in of_synonyms(path)]
    assert made == [("头一回", "首次"), ("头一次", "首次")]


def test_wrong_texts_stand_once_and_are_right_for_nobody() -> None:
    generator = np.random.default_rng(0)
    pairs = [Pair(q, p, "s", "A", w) for q, p, w in (("一", "甲", ("乙",)), ("二", "丙", ("甲",)))]
    assert pick_wrong(pairs, generator) == ["乙"]  # 甲 is right for the first
    assert pick_wrong([*pairs, Pair("三", "丁", "s", "A", ("乙",))], generator) == ["乙"]
    assert pick_wrong([pair("一", "甲")], generator) == []


def test_a_text_of_no_token_is_unknown() -> None:
    vocabulary = train_vocabulary(["工会会员"] * 3, 300)
    texts = Texts(vocabulary, [pair("。", "工会")])
    assert texts["。"].tolist() == [0]
    assert len(texts["工会"]) >= 1


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
    made = train_vocabulary(texts, 310)
    tokens = made.encode("（１９５２年）全市，工会1952人。", add_special_tokens=False).tokens
    assert tokens[:2] == ["1952", "年"]
    assert tokens[-5:] == ["1", "9", "5", "2", "人"]  # no year: its digits
    assert "".join(tokens) == "1952年全市工会1952人"
    assert made.encode("1823年", add_special_tokens=False).tokens[0] == "1823"  # never met
    assert made.token_to_id(UNKNOWN) == 0
    assert encode_ids(made, ["龘", "。", "龘"])[0].tolist() == [0]
    joined = {piece for piece in made.get_vocab() if re.search(r"\d.|.\d", piece)}
    assert joined == {str(year) for year in range(1800, 2050)}


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


def test_a_small_run_learns_and_writes_a_whole_folder(
    data: Path, chronicles: Path, tmp_path: Path
) -> None:
    out = tmp_path / "model"
    settings = FitSettings(dim=32, epochs=6, batch=64, rate=0.02)
    recipe = Recipe(pieces=550, fit=settings, chronicles=(chronicles,), made=20)
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
    assert "| chronicle_sentence | 1 | A | questions to invented chronicles" in card
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
    given = ["--data", str(data), "--pieces", "550", "--dim", "16", "--epochs", "1"]
    assert main([*given, "--out", str(precious)]) == 1
    assert "no model" in capsys.readouterr().err
    assert (precious / "thesis.txt").exists()
    out = tmp_path / "model"
    for _ in range(2):  # the second time over a model
        assert main([*given, "--out", str(out), "--licence", "A", "B", "--seed", "3"]) == 0
    card = (out / "README.md").read_text(encoding="utf-8")
    assert "--licence A B --seed 3 --pieces 550" in card
    assert "license: other" in card
    assert str(tmp_path) not in card


def test_with_a_given_vocabulary_the_weights_repeat_exactly(data: Path, tmp_path: Path) -> None:
    given = ["--data", str(data), "--pieces", "550", "--dim", "16", "--epochs", "2"]
    first, second = tmp_path / "first", tmp_path / "second"
    assert main([*given, "--out", str(first)]) == 0
    vocabulary = str(first / "tokenizer.json")
    assert main([*given, "--out", str(second), "--tokenizer", vocabulary]) == 0
    weights = [(folder / "model.safetensors").read_bytes() for folder in (first, second)]
    assert weights[0] == weights[1]
