"""An index in, a tuned encoder out, if it finds more: make, tune, judge, keep or leave.

Judged by cross-validation: the blocks of paragraphs are dealt into ``FOLDS`` parts, and the
questions of each part are put to an encoder tuned on the others. What is kept is tuned in the
same way on all parts. The weights of fusion and of the ranking of sentences are not tuned: made
questions repeat the words of the text more than people do, so they would favour the index of
words.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from embeddings.pieces import LibraryPieces
from embeddings.static import StaticEncoder
from embeddings.tuning import TuneSettings, tune
from rag.adapting.holding import FOLDS, Block, blocks, examples, fold
from rag.adapting.making import Kind, Made, make
from rag.adapting.measuring import WAYS, Gain, first, gain, ranks, reciprocal, reindexed
from rag.analysis import Analyses
from rag.errors import AdaptingError
from rag.live import Lexicon
from rag.question import Question, read_question
from rag.store import Index

FEWEST = 60
"""Questions below which nothing can be told."""

MOST = 4000
"""Questions learned from and judged by at most; of more, a sample drawn by chance."""

Progress = Callable[[str, int, int], None]
Weights = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Compared:
    """One way of search before and after, over the held-back questions."""

    before_mrr: float
    after_mrr: float
    before_first: float
    after_first: float
    gain: Gain


@dataclass(frozen=True, slots=True)
class Adapted:
    """What was made, what came of it, and the weights if they are to be kept.

    ``made`` counts questions by kind; ``judged`` those among them that were asked; ``blocks``
    the groups of paragraphs they were held back by; ``losses`` are the first and the last.
    """

    made: Mapping[str, int]
    judged: int
    blocks: int
    ways: Mapping[str, Compared]
    losses: tuple[float, float]
    weights: Weights | None

    @property
    def better(self) -> bool:
        """Whether the tuned encoder is kept."""
        return is_better({way: one.gain for way, one in self.ways.items()})


def is_better(gains: Mapping[str, Gain]) -> bool:
    """The dense side surely gains in MRR, and no other way of search surely loses."""
    return gains["dense"].low > 0 and all(one.high >= 0 for one in gains.values())


@dataclass(frozen=True, slots=True)
class Model:
    """The encoder that is tuned: its rows, its tokenizer, its prompts for both sides."""

    weights: Weights
    tokenizer: Tokenizer
    prompts: tuple[str, str] = ("", "")

    def encoder(self) -> StaticEncoder:
        """As it encodes once it is saved, in half precision."""
        half = self.weights.astype(np.float16)
        return StaticEncoder(LibraryPieces(self.tokenizer), half, "static:in-memory", *self.prompts)


def adapt(index: Index, model: Model, settings: TuneSettings, progress: Progress) -> Adapted:
    """Tune the model to the texts of an index and judge it.

    Raises:
        AdaptingError: too few questions can be made of the texts.
    """
    task = _Task.of(index, model, settings, progress)
    before = task.ranks(model, task.asked)
    after = {way: [0] * len(task.asked) for way in WAYS}
    for part in range(FOLDS):
        places = [at for at, one in enumerate(task.asked) if task.part(one) == part]
        if not places:
            continue
        tuned, _ = task.tuned([one for one in task.made if task.part(one) != part], part)
        found = task.ranks(tuned, [task.asked[at] for at in places])
        for way in WAYS:
            for at, rank in zip(places, found[way], strict=True):
                after[way][at] = rank
    groups = [task.block(one) for one in task.asked]
    ways = {way: _compared(before[way], after[way], groups, settings.seed) for way in WAYS}
    keep = is_better({way: one.gain for way, one in ways.items()})
    whole, losses = task.tuned(task.made, FOLDS) if keep else (None, [0.0])
    return Adapted(
        made=Counter(one.kind.value for one in task.made),
        judged=len(task.asked),
        blocks=len(set(groups)),
        ways=ways,
        losses=(losses[0], losses[-1]),
        weights=whole.weights if whole else None,
    )


def _compared(
    before: Sequence[int], after: Sequence[int], groups: Sequence[Block], seed: int
) -> Compared:
    old, new = reciprocal(before), reciprocal(after)
    return Compared(
        before_mrr=float(np.mean(old)),
        after_mrr=float(np.mean(new)),
        before_first=float(np.mean(first(before))),
        after_first=float(np.mean(first(after))),
        gain=gain(old, new, groups, seed),
    )


@dataclass(frozen=True, slots=True)
class _Task:
    """The questions of an index, read, with the parts they fall into."""

    index: Index
    model: Model
    settings: TuneSettings
    progress: Progress
    analyses: Analyses
    blocks: Mapping[tuple[str, int], Block]
    made: Sequence[Made]
    asked: Sequence[Made]
    read: Mapping[str, Question]

    @classmethod
    def of(cls, index: Index, model: Model, settings: TuneSettings, progress: Progress) -> "_Task":
        random = Random(settings.seed)  # noqa: S311  no secret
        analyses = Analyses(dict(index.documents))
        made = [
            one
            for _, document in sorted(index.documents.items())
            for one in make(document, analyses, random)
        ]
        if len(made) > MOST:
            made = [made[at] for at in sorted(random.sample(range(len(made)), MOST))]
        asked = [one for one in made if one.kind is not Kind.CLAUSE]
        if len(asked) < FEWEST:
            raise AdaptingError(
                f"Only {len(asked)} questions can be made of these texts.",
                f"At least {FEWEST} are needed; ingest more text first.",
            )
        lexicon = Lexicon(index.documents)
        read = {one.text: read_question(one.text, (), lexicon) for one in asked}
        progress("make", len(made), len(made))
        held = blocks(index.passages, index.documents)
        return cls(index, model, settings, progress, analyses, held, made, asked, read)

    def block(self, one: Made) -> Block:
        return self.blocks[one.document, one.sentences[0]]

    def part(self, one: Made) -> int:
        return fold(self.block(one), self.settings.seed)

    def tuned(self, made: Sequence[Made], part: int) -> tuple[Model, list[float]]:
        """The model tuned on these questions, which stand outside ``part``."""
        known = {
            place: block
            for place, block in self.blocks.items()
            if fold(block, self.settings.seed) != part
        }
        shown = examples(made, self.index, self.analyses, known)

        def report(step: int, steps: int) -> None:
            self.progress("tune", part * steps + step, (FOLDS + 1) * steps)

        start = self.model
        weights, losses = tune(
            start.weights, start.tokenizer, shown, self.settings, report, prompts=start.prompts
        )
        return replace(start, weights=weights), losses

    def ranks(self, model: Model, asked: Sequence[Made]) -> Mapping[str, tuple[int, ...]]:
        encoder = model.encoder()
        questions = [self.read[one.text] for one in asked]
        return ranks(reindexed(self.index, encoder), encoder, asked, questions)
