"""``python -m eval.learning.marking``: learn ``rag/answering/computing/marking.json`` again.

From every question of the chronicles that the reader has not seen (``ranking``), whatever it asks
for, in whose sentences the reader marks figures that go together: whether what follows from them
is right. A logistic regression; its chances are checked on chronicles that it was not learned
from, a sixth at a time.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.cases import Case, Dataset
from eval.chronicles import RANKING, read_written
from eval.learning.believed import Told, by_turns, say, say_believed
from eval.learning.logit import fit_logistic
from eval.metrics.answers import computed_match
from eval.system import DEPTH, open_system
from rag.answering.computing.marking import WEIGHTS, Signs
from rag.answering.computing.solving import draft_of
from rag.answering.ranker import linear, logistic
from rag.live import Generation
from rag.question import read_question
from rag.replying import Request, asker
from rag.types import Filters

_PENALTY = 0.003


@dataclass(frozen=True, slots=True)
class Seen:
    """A question: the text it is of, what is known of the marked figures, and if they are right."""

    text: str
    signs: Signs
    right: bool


def main() -> None:
    """Learn, report, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=Path, nargs="+", default=[RANKING])
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    options = parser.parse_args()
    every = [one for folder in options.texts for text in read_written(folder) for one in seen(text)]
    report(every)
    weights = {name: round(value, 3) for name, value in learn(every).items()}
    options.out.write_text(json.dumps(weights, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def seen(written: Dataset) -> Iterator[Seen]:
    """The questions over one text in which figures are marked."""
    with open_system(written.text) as system:
        for case in written.cases:
            told = _marked(system.generation, case)
            if told is not None:
                yield Seen(written.text.stem, *told)


def _marked(now: Generation, case: Case) -> tuple[Signs, bool] | None:
    question = read_question(case.question, case.history, now.lexicon)
    _, ranked, weights = now.retriever.rank(question, Filters(), DEPTH)
    request = Request(case.question, case.history, "extractive", DEPTH, Filters(), explain=False)
    found = now.answerer.marked(question, ranked, weights, asker(now, request))
    if found is None:
        return None
    made = draft_of(found[0])
    right = made is not None and case.answerable and computed_match(made.short, case) == 1.0
    return found[1], right


def learn(every: Sequence[Seen]) -> Signs:
    """The weights of the signs."""
    signs = [one.signs for one in every]
    return dict(fit_logistic(signs, [one.right for one in every], [1.0] * len(every), _PENALTY))


def report(every: Sequence[Seen]) -> None:
    """How often marked figures are right, and how far their chance can be believed."""
    say(f"{len(every)} questions, {sum(one.right for one in every)} right")
    say_believed(by_turns(every, _told))


def _told(kept: Sequence[Seen], aside: Sequence[Seen]) -> Iterator[Told]:
    weights = learn(kept)
    for one in aside:
        yield logistic(linear(weights, one.signs)), one.right


if __name__ == "__main__":
    main()
