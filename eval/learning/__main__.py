"""``python -m eval.learning --data DIR``: learn ``rag/answering/ranker.json`` again.

Twice: for candidates that the reader saw, and without a reader. The development split (never the
test split), the practice questions and chronicles that the reader has not seen teach the register
of chronicles; without a reader class A questions, which taught the reader, teach what holds for
any text. Deterministic for one seed and one state of the code.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from embeddings.encoder import Encoder, load_encoder
from embeddings.reading.reader import LateReader, Reads
from embeddings.training.reader.chronicles import NATURAL as AS_PEOPLE_ASK
from eval.cases import DATA, Split, read_cases
from eval.chronicles import RANKING, read_written
from eval.learning.logit import accuracy, fit, fit_logistic
from eval.learning.pool import build_pool, near_misses, read_questions
from eval.learning.practice import ASKED, SHIPPED, read_natural, read_practice
from eval.learning.samples import Sample, Sampler, choices, verdicts
from rag.answering.features import Features
from rag.answering.judge import Judge
from rag.answering.ranker import GROUPS, WEIGHTS, LinearRanker
from rag.chunking import ChunkSettings
from rag.ingest import ingest
from rag.store import Index, Store

_FOLDS = 5
_JUDGE_PENALTY = 0.001
"""Chosen by leaving out texts: .002 and .0005 are as good, .0001 is worse."""
_OWN = 5
"""What a question about the shipped text itself weighs beside one about an invented chronicle; on
chronicles that are only measured it makes no difference (.729 against .728 for 3). Of 310 new
questions about the text the ranker put the right candidate first for 231 so, learned from the
others of them by halves; for 226 where practice weighed 1, and for 229 without them."""
_NATURAL = 2
"""What a question asked as people ask weighs, about an invented chronicle. On three chronicles set
aside (coop, harbour, union) and the second text the score was .797 so and .790 where it weighed 5,
on chronicles that are only measured .818 and .820."""
_JUDGED_FAR = 0.1
"""What a class A question weighs for the judge, beside ``--repeat-dev`` for a near one: other texts
are asked in another way, and how often an answer is right is not the same there."""


def main() -> None:
    """Learn, report accuracies, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--data", type=Path, help="folder of the training data; not for --only read"
    )
    parser.add_argument("--contexts", type=int, default=1200)
    parser.add_argument("--questions", type=int, default=4000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--penalty", type=float, default=0.002)
    parser.add_argument(
        "--repeat-dev", type=int, default=3, help="weight of a development question"
    )
    parser.add_argument("--only", choices=["read", "plain"], help="keep the other's weights")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    options = parser.parse_args()
    card: dict[str, Any] = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    for name, reader in (("read", LateReader()), ("plain", None)):
        if options.only in (None, name):
            say(f"== {name}")
            card[name] = learn_all(options, reader)
    card["about"] = "learned by python -m eval.learning; see rag/answering/ranker.py and judge.py"
    options.out.write_text(json.dumps(card, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def learn_all(options: argparse.Namespace, reader: Reads | None) -> dict[str, Any]:
    """The ranker's and the judge's weights, with a reader or without one."""
    encoder = load_encoder()
    with tempfile.TemporaryDirectory() as folder:
        far: list[Sample] = []
        lost: list[Sample] = []
        deciding: list[Sample] = []
        if reader is None:
            far, lost, deciding = of_class_a(options, Path(folder), encoder)
        told = list(of_near(Path(folder), encoder, reader))
    near = [sample for _, sample in told]
    repeat = options.repeat_dev

    def rank(samples: Sequence[Sample]) -> dict[str, dict[str, float]]:
        return {
            group: learn(group, [*far, *deciding], samples, options.penalty, repeat)
            for group in sorted(set(GROUPS.values()))
        }

    judged = [one for part in apart(told, rank) for one in part]
    weights = rank(near)
    judge = learn_judge(verdicts([*far, *lost], LinearRanker(weights)), judged, repeat)
    return {
        "seed": options.seed,
        "class_a_questions": len(far) + len(lost),
        "development_questions": len(near),
        "weights": weights,
        "judge": judge,
    }


def of_class_a(
    options: argparse.Namespace, folder: Path, encoder: Encoder
) -> tuple[list[Sample], list[Sample], list[Sample]]:
    """Class A questions: answered ones, ones without an answer, and ones put as yes or no."""
    contexts, asked = read_questions(
        options.data / "train" / "qa.jsonl.gz", options.contexts, options.seed
    )
    # A third of the paragraphs stays out of the pool: their questions have no answer there.
    kept = len(contexts) * 2 // 3
    pool = Sampler(build_pool(contexts[:kept], folder, encoder), encoder)
    inside = [one for one in asked if one.paragraph <= kept]
    outside = [one for one in asked if one.paragraph > kept]
    far = list(pool.of_pool(inside[: options.questions]))
    deciding = list(pool.clauses_of_pool(inside[: options.questions // 3]))
    lost = list(pool.of_pool(outside[: options.questions // 4], answerable=False))
    missed = near_misses(inside[: options.questions // 2], options.seed)
    lost += pool.of_pool(missed[: options.questions // 4], answerable=False)
    return far, lost, deciding


def apart(
    told: Sequence[tuple[str, Sample]],
    rank: Callable[[Sequence[Sample]], dict[str, dict[str, float]]],
) -> Iterator[list[tuple[Features, bool]]]:
    """What the judge learns from, each text ranked by weights learned on the other texts.

    A ranker is surer of what it was fitted to than of a new text, and the judge has to know how
    far it can be trusted there (stacked generalisation, Wolpert 1992).
    """
    texts = sorted({text for text, _ in told})
    for fold in range(_FOLDS):
        left = frozenset(texts[fold::_FOLDS])
        if any(text in left for text, _ in told):
            ranker = LinearRanker(rank([sample for text, sample in told if text not in left]))
            yield verdicts([sample for text, sample in told if text in left], ranker)


def of_near(folder: Path, encoder: Encoder, reader: Reads | None) -> Iterator[tuple[str, Sample]]:
    """The development split, the practice questions and the chronicles for ranking, by text.

    What is asked of paragraphs that prove a test question is left out.
    """
    every = read_cases(DATA / "beihai-union" / "questions.jsonl")
    cases = [*(case for case in every if case.split is Split.DEV), *read_cases(ASKED)]
    proofs = [one.span for case in every if case.split is Split.TEST for one in case.evidence]
    own = Sampler(_indexed(SHIPPED, folder / "dev", encoder), encoder, reader).of_cases(cases)
    yield from [(SHIPPED.name, sample) for sample in own] * _OWN
    for number, practice in enumerate(read_practice()):
        index = _indexed(practice.text, folder / f"practice{number}", encoder)
        kept = proofs if practice.text == SHIPPED else ()
        for sample in Sampler(index, encoder, reader).of_drills(practice.drills, kept):
            yield from [(practice.text.name, sample)] * (_OWN if practice.text == SHIPPED else 1)
    for natural in read_natural():
        index = _indexed(natural.text, folder / natural.name, encoder)
        for sample in Sampler(index, encoder, reader).of_cases(natural.cases):
            yield from [(natural.name, sample)] * _NATURAL
    for written in read_written(RANKING):
        index = _indexed(written.text, folder / written.name, encoder)
        times = _NATURAL if written.name.endswith(AS_PEOPLE_ASK) else 1
        for sample in Sampler(index, encoder, reader).of_cases(written.cases):
            yield from [(written.text.name, sample)] * times


def _indexed(text: Path, folder: Path, encoder: Encoder) -> Index:
    store = Store(folder)
    ingest([text], store, encoder, ChunkSettings())
    return store.open_current(encoder)


def say(line: str) -> None:
    """Progress for the person who runs the command."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def learn_judge(
    far: Sequence[tuple[Features, bool]], near: Sequence[tuple[Features, bool]], repeat: int
) -> dict[str, float]:
    """The judge's weights; prints how well out-of-fold chances separate the development split."""
    chances: list[tuple[float, bool]] = []
    for fold in range(_FOLDS):
        rest = [one for at, one in enumerate(near) if at % _FOLDS != fold]
        judge = Judge(_judge_weights(far, rest, repeat))
        chances.extend(
            (judge.probability(values), right)
            for at, (values, right) in enumerate(near)
            if at % _FOLDS == fold
        )
    for threshold in (0.1, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6):
        given = [right for chance, right in chances if chance >= threshold]
        held = [right for chance, right in chances if chance < threshold]
        say(
            f"judge at {threshold:.2f}: answers {len(given):3}, right {sum(given):3}; "
            f"refuses {len(held):3}, of which right {sum(held):3}"
        )
    return _judge_weights(far, near, repeat)


def _judge_weights(
    far: Sequence[tuple[Features, bool]], near: Sequence[tuple[Features, bool]], repeat: int
) -> dict[str, float]:
    rows = [values for values, _ in [*far, *near]]
    right = [truth for _, truth in [*far, *near]]
    share = [_JUDGED_FAR] * len(far) + [float(repeat)] * len(near)
    return fit_logistic(rows, right, share, _JUDGE_PENALTY)


def learn(
    group: str,
    open_samples: Sequence[Sample],
    dev_samples: Sequence[Sample],
    penalty: float,
    repeat: int,
) -> dict[str, float]:
    """The weights of one group; prints how often its best candidate is right."""
    mine = [one for one in open_samples if one.group == group]
    own = [one for one in dev_samples if one.group == group]
    names = sorted({name for one in [*mine, *own] for each in one.scored for name in each.features})
    far, near = choices(mine, names), choices(own, names)
    train = [*far, *(near * repeat)]
    if not train:
        return {}
    weights = dict(fit(train, names, penalty))
    say(
        f"{group:11} class A {len(far):5} of {len(mine):5} learnable, accuracy "
        f"{accuracy(far, names, weights):.3f}; development {len(near):3} of {len(own):3}, "
        f"accuracy {accuracy(near, names, weights):.3f}"
    )
    return weights


if __name__ == "__main__":
    main()
