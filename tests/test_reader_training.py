"""The reader's recipe from end to end on a CPU, and its arithmetic by hand."""

from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, replace
from math import log
from pathlib import Path

import numpy as np
import onnx
import pytest
import torch

from embeddings.errors import EncoderError
from embeddings.reading.characters import PAD, SEPARATOR, START, Characters
from embeddings.reading.files import CHARACTERS, verify
from embeddings.reading.reader import Read, Reader
from embeddings.training.reader.__main__ import main
from embeddings.training.reader.batches import Windows
from embeddings.training.reader.finetune import (
    MADE_FIRST,
    REAL_THEN,
    Stage,
    allowed_places,
    figure_loss,
    span_loss,
    verdict_loss,
)
from embeddings.training.reader.measure import (
    Asked,
    best_spans,
    f1,
    measure,
    measure_reader,
    pack,
    pieces,
    read_bench,
    score,
)
from embeddings.training.reader.network import Network, Shape
from embeddings.training.reader.optimising import Run
from embeddings.training.reader.pretrain import PretrainSettings
from embeddings.training.reader.restoring import restore
from embeddings.training.reader.training import Training, train
from embeddings.training.reader.weights import load, save
from eval.processor import EXACT, arithmetic
from tests.reader_data import NAMES, paragraph, write_data

WORDS = [False] * 5 + [True] * 15


def tiny() -> Network:
    torch.manual_seed(3)
    return Network(Shape(20, 1, 64, 1), WORDS).eval()


def test_an_answer_starts_and_ends_in_the_text_or_nowhere() -> None:
    _, side = pack([([7], [8, 9, 10]), ([7, 7, 7], [8])], 9)
    assert allowed_places(torch.from_numpy(side)).long().tolist() == [
        # [CLS] question [SEP] 8 9 10 [SEP] and padding
        [1, 0, 0, 1, 1, 1, 0, 0, 0],
        [1, 0, 0, 0, 0, 1, 0, 0, 0],
    ]


def test_questions_and_texts_are_packed() -> None:
    numbers, side = pack([([7], [8, 9])], 7)
    assert numbers.tolist() == [[START, 7, SEPARATOR, 8, 9, SEPARATOR, PAD]]
    assert side.tolist() == [[0, 0, 0, 1, 1, 1, 0]]


def test_span_loss_by_hand() -> None:
    _, side = (torch.from_numpy(one) for one in pack([([7], [8, 9])], 6))
    spans = torch.zeros(1, 6, 2)
    spans[0, 1] = 50.0  # of the question: it does not count
    spans[0, 3, 0] = log(2)
    spans[0, 4, 1] = log(6)
    # Of three places: 2 of 1 + 2 + 1 and 6 of 1 + 1 + 6; none is 1 of 4 and 1 of 8.
    right = span_loss(spans, side, torch.tensor([3]), torch.tensor([4]))
    assert float(right) == pytest.approx((log(4 / 2) + log(8 / 6)) / 2, rel=1e-5)
    none = span_loss(spans, side, torch.tensor([0]), torch.tensor([0]))
    assert float(none) == pytest.approx((log(4) + log(8)) / 2, rel=1e-5)


def test_verdict_loss_by_hand() -> None:
    # Of twelve nothing has 2, yes 3, no 1, a sum 4, a difference and a ratio 1.
    verdicts = torch.tensor([[log(one) for one in (2, 3, 1, 4, 1, 1)]] * 2)
    none = verdict_loss(verdicts, torch.tensor([0, 0]))
    assert float(none) == pytest.approx(0.3 * log(12 / 2), rel=1e-5)
    # One of two is a no: besides, of yes and no its chance is 1 of 4.
    no = verdict_loss(verdicts, torch.tensor([0, 2]))
    apart = log(4) / 2
    assert float(no) == pytest.approx(0.3 * (log(6) + log(12)) / 2 + apart, rel=1e-5)
    # Of what is to be reckoned yes and no are not told apart.
    added = verdict_loss(verdicts, torch.tensor([0, 3]))
    assert float(added) == pytest.approx(0.3 * (log(6) + log(3)) / 2, rel=1e-5)


def test_figure_loss_by_hand() -> None:
    _, side = (torch.from_numpy(one) for one in pack([([7], [8, 9])], 6))
    spans = torch.zeros(1, 6, 3)
    spans[0, 1, 2] = 50.0  # of the question: it does not count
    spans[0, 3, 2] = log(3)
    figures = torch.tensor([[0, 0, 0, 1, 0, 0]])
    # 3 of 4 for what is one; evens for what is none: the other character, and "no answer".
    wanted = log(4 / 3) + 2 * log(2)
    assert float(figure_loss(spans, side, figures)) == pytest.approx(0.5 * wanted, rel=1e-5)


def test_a_batch_in_parts_is_read_as_the_whole() -> None:
    network, pairs = tiny(), [([7], [8, 9]), ([7, 8], [9, 10, 11, 12]), ([9], [8]), ([7], [8, 9])]
    numbers, side = pack(pairs, 12)
    start, end = np.array([3, 5, 0, 4]), np.array([4, 6, 0, 4])
    figures = np.zeros_like(numbers)
    figures[1, 5] = 1
    whole = Windows(numbers, side, start, end, np.array([0, 1, 2, 3]), figures)
    parts = list(whole.by_length(3))
    assert [part.numbers.shape for part in parts] == [(3, 6), (1, 9)]
    assert [part.start.tolist() for part in parts] == [[0, 3, 4], [5]]

    def loss(windows: Windows) -> float:
        one = [torch.from_numpy(array) for array in astuple(windows)]
        with torch.inference_mode():
            spans, verdicts = network.read(one[0], one[1])
        summed = span_loss(spans, one[1], one[2], one[3]) + verdict_loss(verdicts, one[4])
        return float(summed + figure_loss(spans, one[1], one[5])) * len(one[0])

    assert sum(map(loss, parts)) == pytest.approx(loss(whole), rel=1e-4)


def test_the_best_span_is_no_longer_than_it_may_be_and_ends_behind_its_start() -> None:
    spans = torch.zeros(1, 6, 2)
    spans[0, 0] = torch.tensor([1.0, 2.0])
    spans[0, 2, 0], spans[0, 5, 1], spans[0, 1, 1], spans[0, 3, 1] = 4.0, 9.0, 8.0, 5.0
    assert best_spans(spans) == [(4 + 9 - 3, 2, 5)]
    assert best_spans(spans, longest=3) == [(4 + 5 - 3, 2, 3)]


def test_f1_of_the_longest_common_run() -> None:
    # [2, 3] is common: 2 of 3 given, 2 of 4 right.
    assert f1([1, 2, 3], [2, 3, 4, 5]) == pytest.approx(2 * (2 / 3) * (2 / 4) / (2 / 3 + 2 / 4))
    assert (f1([1], [1]), f1([1], [2]), f1([], [1])) == (1.0, 0.0, 0.0)


def test_a_long_paragraph_is_read_in_pieces_and_the_best_of_all_counts() -> None:
    asked = [Asked([7], list(range(5, 205)), [[105, 106]]), Asked([7], [5, 6], [[6], [5, 6]])]
    # Room for 100 - 1 - 3; the next piece begins 128 further, so what lies between is not read.
    parts = list(pieces(asked, 204))
    assert [(one.owner, one.begin, len(one.text)) for one in parts] == [(0, 0, 200), (1, 0, 2)]
    parts = list(pieces(asked, 154))
    assert [(one.owner, one.begin, len(one.text)) for one in parts] == [
        (0, 0, 150),
        (0, 128, 72),
        (1, 0, 2),
    ]
    found = [(1.0, 100, 101), (0.5, 0, 0), (-3.0, 0, 0)]
    # 105, 106 stand at 100 and 101; of the second question one of two characters is given.
    exact, overlap = score(asked, parts, found)
    assert exact == 50.0
    assert overlap == pytest.approx(100 * (1 + 2 * 1 * 0.5 / 1.5) / 2)
    assert score(asked, parts, [(0.1, 100, 101), (0.5, 0, 0), (0.0, 1, 1)])[0] == 50.0


def test_a_character_knows_what_stands_on_the_other_side() -> None:
    numbers, side = (torch.from_numpy(one) for one in pack([([7, 8, 9], [8, 9, 7, 6])], 10))
    # 1 it, 2 the pair it begins, 4 the pair it ends; 8 9 is a pair of both, [SEP] is no word.
    assert tiny().matches(numbers, side).tolist() == [[0, 1, 3, 5, 0, 3, 5, 1, 0, 0]]


def test_padding_changes_nothing() -> None:
    network = tiny()
    pair = ([7, 8], [9, 10, 8])
    with torch.inference_mode():
        short, long = (
            network.read(*(torch.from_numpy(one) for one in pack([pair], length)))
            for length in (8, 14)
        )
    assert torch.allclose(short[0], long[0][:, :8], atol=1e-5)
    assert torch.allclose(short[1], long[1], atol=1e-5)


def test_weights_come_back_in_half_precision(tmp_path: Path) -> None:
    network = tiny()
    save(network, tmp_path, "real")
    back = load(tmp_path / "real", WORDS)
    assert back.shape == network.shape
    for one, other in zip(network.parameters(), back.parameters(), strict=True):
        assert torch.equal(one.half().float(), other)
    with pytest.raises(EncoderError, match="real-1"):
        load(tmp_path / "elsewhere" / "real", WORDS)
    with pytest.raises(EncoderError, match="20 characters, not 21"):
        load(tmp_path / "real", [*WORDS, True])


@dataclass(frozen=True, slots=True)
class Made:
    """What a whole run left behind."""

    material: Path
    weights: Path
    model: Path
    lines: list[str]
    network: Network


@pytest.fixture(scope="module", autouse=True)
def one_thread() -> Iterator[None]:
    """Steps this small are the slower the more threads wait for each other."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


def quick(stage: Stage, epochs: int) -> Stage:
    """The stage for small windows and few steps."""
    return replace(
        stage,
        epochs=epochs,
        rate=6e-3,
        batch=32,
        length=160,
        elsewhere=0.1,
        seconds=600,
        workers=1,
    )


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Prepare, train, export: two layers of width 64, some dozen steps."""
    folder = tmp_path_factory.mktemp("recipe")
    data = str(write_data(folder / "data"))
    material, weights, model = (folder / name for name in ("material", "weights", "model"))
    assert main(["prepare", "--data", data, "--made", "300", "--out", str(material)]) == 0
    lines: list[str] = []
    training = Training(
        layers=2,
        width=64,
        pretrain=PretrainSettings(seconds=600, steps=20, batch=16, length=64, rate=4e-3),
        made=quick(MADE_FIRST, 2),
        real=quick(REAL_THEN, 10),
    )
    network = train(material, weights, training, Run(7, "cpu", lines.append))
    arguments = ["--weights", str(weights / "real"), "--characters", str(material / CHARACTERS)]
    assert main(["export", *arguments, "--out", str(model)]) == 0
    return Made(material, weights, model, lines, network)


def losses(lines: list[str], stage: str) -> list[float]:
    """The reported losses of a stage, in order."""
    return [
        float(one.split("loss ")[1].split(",")[0])
        for one in lines
        if one.startswith((f"{stage} step", f"{stage} 2", f"after {stage}")) and "loss" in one
    ]


def test_the_loss_falls_in_every_stage(made: Made) -> None:
    guessing = losses(made.lines, "pretrain")
    assert guessing[-1] < guessing[0] - 0.5
    first, last = losses(made.lines, "made")[0], losses(made.lines, "real")[-1]
    assert last < first / 2
    assert sorted(one.name for one in made.weights.iterdir()) == [
        f"{name}-1.safetensors" for name in ("body", "made", "real")
    ]


def test_it_reads_better_than_by_chance(made: Made) -> None:
    asked = read_bench(made.material / "bench.json.gz")
    shape = made.network.shape
    words = Characters.load(made.material / CHARACTERS).words()
    _, by_chance = measure(Network(shape, words), asked, "cpu")
    _, learned = measure(made.network, asked, "cpu")
    assert learned > by_chance + 30


def test_the_exported_file_reads_as_the_network_does(made: Made) -> None:
    verify(made.model)
    characters = Characters.load(made.model / CHARACTERS)
    reader = Reader.load(made.model)
    question, text = f"{NAMES[3]}桥由谁主持修建？", paragraph(3, NAMES[3])
    read = reader.read(question, [text])
    pair = (characters.encode(question), characters.encode(text))
    numbers, side = (torch.from_numpy(one) for one in pack([pair], len(question) + len(text) + 3))
    with torch.inference_mode():
        spans, verdict = made.network.eval().read(numbers, side)
    base = len(question) + 2
    wanted = (spans[0] - spans[0, 0])[base : base + len(text)].numpy()
    assert np.ptp(wanted[:, 0]) > 3  # there is something to agree on
    # Where sums of eight-bit products saturate, logits are 0.7 apart that are 0.1 apart elsewhere.
    close = 0.3 if arithmetic() == EXACT else 1.2
    figures = spans[0, base : base + len(text), 2].numpy()
    for told, true in zip(
        (read.starts[0], read.ends[0], read.figures[0]), (*wanted[:, :2].T, figures), strict=True
    ):
        assert np.abs(told - true).max() < close
        assert np.corrcoef(told, true)[0, 1] > 0.95
    for told, true in ((read.starts[0], wanted[:, 0]), (read.ends[0], wanted[:, 1])):
        assert true.max() - true[told.argmax()] < close
    assert read.verdict == pytest.approx(torch.softmax(verdict[0], -1).tolist(), abs=0.05)


@dataclass
class InFloats:
    """Reads as the shipped reader does, by the trained network's own floats."""

    network: Network
    characters: Characters

    def read(self, question: str, texts: Sequence[str]) -> Read:
        pair = (self.characters.encode(question), self.characters.encode(texts[0]))
        numbers, side = pack([pair], len(pair[0]) + len(pair[1]) + 3)
        with torch.inference_mode():
            spans, verdict = self.network.eval().read(
                torch.from_numpy(numbers), torch.from_numpy(side)
            )
        above = (spans[0] - spans[0, 0])[len(pair[0]) + 2 : -1].numpy()
        chances = torch.softmax(verdict[0], -1).tolist()
        return Read((above[:, 0],), (above[:, 1],), (above[:, 2],), tuple(chances))


def test_what_is_shipped_can_be_taught_further(made: Made, tmp_path: Path) -> None:
    words = Characters.load(made.model / CHARACTERS).words()
    arguments = ["--model", str(made.model), "--out", str(tmp_path / "again" / "shipped")]
    assert main(["restore", *arguments]) == 0
    again = load(tmp_path / "again" / "shipped", words).state_dict()
    first = made.network.state_dict()
    assert again.keys() == first.keys()
    for name, weight in first.items():
        # A step of eight bits is a 127th of the largest; of 16 bits a fraction of that.
        assert (again[name] - weight).abs().max() <= weight.abs().max() / 120 + 1e-6, name


def test_only_an_exported_reader_is_restored(tmp_path: Path) -> None:
    (tmp_path / "reader.onnx").write_bytes(b"no graph")
    with pytest.raises(EncoderError, match="cannot be read"):
        restore(tmp_path / "reader.onnx", tmp_path / "out")
    onnx.save(onnx.ModelProto(), tmp_path / "reader.onnx")
    with pytest.raises(EncoderError, match="holds no reader"):
        restore(tmp_path / "reader.onnx", tmp_path / "out")


def test_what_is_shipped_is_measured_as_the_network_is(made: Made) -> None:
    # By the same floats: with eight-bit products a network this small may well read otherwise.
    asked = read_bench(made.material / "bench.json.gz")
    characters = Characters.load(made.model / CHARACTERS)
    figures = measure_reader(InFloats(made.network, characters), characters, asked)
    # One question apart at most: floats added in another order may settle what is all but level.
    assert figures == pytest.approx(measure(made.network, asked, "cpu"), abs=100 / len(asked))
    assert figures[1] > 100 / len(asked)


def test_the_command_measures_what_is_shipped(
    made: Made, capsys: pytest.CaptureFixture[str]
) -> None:
    characters = Characters.load(made.model / CHARACTERS)
    asked = read_bench(made.material / "bench.json.gz", 6)
    exact, overlap = measure_reader(Reader.load(made.model), characters, asked)
    arguments = ["--material", str(made.material), "--model", str(made.model), "--most", "6"]
    assert main(["measure", *arguments]) == 0
    assert f"6 questions: EM {exact:.1f} F1 {overlap:.1f}" in capsys.readouterr().out


def test_a_run_may_begin_with_weights(made: Made, tmp_path: Path) -> None:
    lines: list[str] = []
    none = replace(MADE_FIRST, seconds=0.0)
    training = Training(
        body=made.weights / "body",
        pretrain=PretrainSettings(seconds=600, steps=1, batch=2, length=32),
        made=none,
        real=none,
    )
    network = train(made.material, tmp_path, training, Run(7, "cpu", lines.append))
    assert network.shape == made.network.shape
    assert losses(lines, "pretrain")[0] < losses(made.lines, "pretrain")[0] - 0.5


def test_the_command_says_what_is_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["prepare", "--data", str(tmp_path), "--out", str(tmp_path / "out")]) == 1
    assert "cmrc2018_dev" in capsys.readouterr().err
    assert main(["export", "--weights", "no/real", "--characters", "no.txt", "--out", "no"]) == 1
    assert "no.txt" in capsys.readouterr().err


def test_the_average_of_two_weights_lies_between_them(made: Made, tmp_path: Path) -> None:
    first, second, mixed = made.weights / "made", made.weights / "real", tmp_path / "mixed"
    arguments = ["mix", str(first), str(second), "--share", "0.25", "--out", str(mixed)]
    assert main(arguments) == 0
    words = Characters.load(made.material / CHARACTERS).words()
    one, other, both = (load(path, words).state_dict() for path in (first, second, mixed))
    for key in ("span.weight", "blocks.0.up.weight"):
        assert torch.allclose(both[key], 0.75 * one[key] + 0.25 * other[key], atol=1e-3)
        assert not torch.allclose(both[key], one[key], atol=1e-4)
    missing = ["mix", str(first), str(tmp_path / "none"), "--share", "0.5", "--out", str(mixed)]
    assert main(missing) == 1
