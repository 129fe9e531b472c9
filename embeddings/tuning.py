"""Static embeddings tuned to one text, by numpy: minutes on a processor, no torch.

The loss is the softmax over the right texts of a batch and the wrong ones of its questions
(Henderson et al. 2017, "Efficient Natural Language Response Suggestion for Smart Reply"), the
optimiser Adam (Kingma and Ba 2015). A row is stretched by a factor of its own, fast, and moved,
slowly: how much a word weighs in a text holds for its paragraphs that were not learned from, where
a row points holds less. Only rows of tokens that stand in the examples change, so what the model
knows of other words stays as it is. Training from nothing is ``embeddings.training``.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from embeddings.texts import prepare

Rows = NDArray[np.float32]
Ids = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Example:
    """A question, the text that answers it, and texts that look right and do not.

    ``group`` names what the right text is a part of (a paragraph): right texts of the same group
    are no wrong answers to each other's questions.
    """

    query: str
    right: str
    wrong: tuple[str, ...]
    group: str


@dataclass(frozen=True, slots=True)
class TuneSettings:
    """How far and how fast the rows move.

    Attributes:
        epochs: passes over the examples.
        batch: examples a step.
        stretch: step of Adam for the logarithm of a row's factor.
        move: step of Adam for a row's values, in shares of their usual size.
        scale: factor on the cosine inside the softmax.
        seed: of the order of the examples and of the wrong text that each shows.
    """

    epochs: int = 8
    batch: int = 128
    stretch: float = 0.03
    move: float = 0.01
    scale: float = 15.0
    seed: int = 7


def tune(
    weights: Rows,
    tokenizer: Tokenizer,
    examples: Sequence[Example],
    settings: TuneSettings,
    report: Callable[[int, int], None],
    *,
    prompts: tuple[str, str] = ("", ""),
) -> tuple[Rows, list[float]]:
    """Move the rows so that questions come nearer to their texts than to others.

    Args:
        weights: (pieces, dim) float32; not changed.
        tokenizer: of these rows.
        examples: at least one.
        settings: how.
        report: called with steps done and all steps.
        prompts: put before queries and before passages.

    Returns:
        New weights of the same shape, and the loss of each step.
    """
    bags = _Bags(tokenizer, examples, prompts)
    moved = weights[bags.used].astype(np.float32)
    factors = np.zeros((len(moved), 1), np.float32)
    size = float(np.linalg.norm(moved, axis=1).mean()) / moved.shape[1] ** 0.5
    moving = _Adam(moved.shape, settings.move * size)
    stretching = _Adam(factors.shape, settings.stretch)
    generator = np.random.default_rng(settings.seed)
    batches = [
        order[start : start + settings.batch]
        for order in (generator.permutation(len(examples)) for _ in range(settings.epochs))
        for start in range(0, len(order), settings.batch)
    ]
    losses: list[float] = []
    for step, batch in enumerate(batches):
        chosen = [examples[int(i)] for i in batch]
        rows = moved * np.exp(factors)
        loss, gradient = _loss(rows, bags, _batch(chosen, generator), settings.scale)
        left = 1 - step / len(batches)
        along = (gradient * rows).sum(axis=1, keepdims=True)
        moved -= moving.step(gradient * np.exp(factors), left)
        factors -= stretching.step(along, left)
        losses.append(loss)
        report(step + 1, len(batches))
    tuned = weights.astype(np.float32)
    tuned[bags.used] = moved * np.exp(factors)
    return tuned, losses


class _Bags:
    """The texts of the examples as places among the rows that they use."""

    def __init__(
        self, tokenizer: Tokenizer, examples: Sequence[Example], prompts: tuple[str, str]
    ) -> None:
        queries = {one.query for one in examples}
        passages = {text for one in examples for text in (one.right, *one.wrong)}
        keys = [(0, text) for text in sorted(queries)] + [(1, text) for text in sorted(passages)]
        texts = [prepare(text, prompts[side]) for side, text in keys]
        encodings = tokenizer.encode_batch_fast(texts, add_special_tokens=False)
        lists = [encoding.ids for encoding in encodings]
        self.used: Ids = np.unique(np.array([i for ids in lists for i in ids], np.int64))
        self._of = {
            key: np.searchsorted(self.used, np.array(ids, np.int64))
            for key, ids in zip(keys, lists, strict=True)
        }

    def query(self, text: str) -> Ids:
        return self._of[0, text]

    def passage(self, text: str) -> Ids:
        return self._of[1, text]


@dataclass(frozen=True, slots=True)
class _Batch:
    queries: list[str]
    columns: list[str]
    target: Ids
    barred: NDArray[np.bool_]


def _batch(examples: Sequence[Example], generator: np.random.Generator) -> _Batch:
    """The columns are the right texts and one wrong text of each; what is barred is no wrong
    answer: another text of the question's own group, unless it is among its wrong ones."""
    group = {one.right: one.group for one in examples}
    picked = [one.wrong[int(generator.integers(len(one.wrong)))] for one in examples if one.wrong]
    columns = list(dict.fromkeys([*group, *picked]))
    place = {text: at for at, text in enumerate(columns)}
    target = np.array([place[one.right] for one in examples], np.int64)
    barred = np.zeros((len(examples), len(columns)), bool)
    for row, one in enumerate(examples):
        for at, text in enumerate(columns):
            if group.get(text) == one.group and at != target[row] and text not in one.wrong:
                barred[row, at] = True
    return _Batch([one.query for one in examples], columns, target, barred)


def _loss(rows: Rows, bags: _Bags, batch: _Batch, scale: float) -> tuple[float, Rows]:
    """The mean loss of a batch and its gradient in the rows."""
    asked = [bags.query(text) for text in batch.queries]
    told = [bags.passage(text) for text in batch.columns]
    queries, lengths_q = _units(rows, asked)
    passages, lengths_p = _units(rows, told)
    scores = scale * queries @ passages.T
    scores[batch.barred] = -np.inf
    scores -= scores.max(axis=1, keepdims=True)
    shares = np.exp(scores)
    shares /= shares.sum(axis=1, keepdims=True)
    at = np.arange(len(asked))
    loss = float(-np.log(np.maximum(shares[at, batch.target], 1e-12)).mean())
    shares[at, batch.target] -= 1
    shares *= scale / len(asked)
    gradient = np.zeros_like(rows)
    _spread(gradient, asked, queries, lengths_q, shares @ passages)
    _spread(gradient, told, passages, lengths_p, shares.T @ queries)
    return loss, gradient


def _units(rows: Rows, bags: Sequence[Ids]) -> tuple[Rows, Rows]:
    """Sums of rows at unit length, and the lengths they had, as a column."""
    sums = np.stack([rows[ids].sum(axis=0) for ids in bags])
    lengths = np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-6)
    return sums / lengths, lengths


def _spread(gradient: Rows, bags: Sequence[Ids], units: Rows, lengths: Rows, pull: Rows) -> None:
    """Add to each row what the unit vectors of its bags are pulled by."""
    along = (pull * units).sum(axis=1, keepdims=True)
    pull = (pull - along * units) / lengths
    for ids, one in zip(bags, pull, strict=True):
        np.add.at(gradient, ids, one)


class _Adam:
    """Adam with a rate that falls to zero; its constants are those of the paper."""

    def __init__(self, shape: tuple[int, ...], rate: float) -> None:
        self._rate = rate
        self._mean = np.zeros(shape, np.float32)
        self._square = np.zeros(shape, np.float32)
        self._steps = 0

    def step(self, gradient: Rows, left: float) -> Rows:
        """What to take away from the rows; ``left`` is the share of the way ahead."""
        self._steps += 1
        self._mean += 0.1 * (gradient - self._mean)
        self._square += 0.001 * (gradient * gradient - self._square)
        mean = self._mean / (1 - 0.9**self._steps)
        root = np.sqrt(self._square / (1 - 0.999**self._steps))
        change: Rows = self._rate * left * mean / (root + 1e-8)
        return change
