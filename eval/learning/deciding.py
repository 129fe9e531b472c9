"""``python -m eval.learning.deciding``: learn ``rag/answering/deciding.json`` again.

From the yes/no questions of three in four chronicles of ``eval/data/chronicles/reading``, read
without the reader, which knows these texts. First which clause decides (right are those of the
gold evidence), then what the clause says. The fourth chronicles are only measured on. A few
signs are too rare there to be learned from: their weights are ``FIXED`` by hand.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from embeddings.training.reader.chronicles import FAR
from eval.cases import Case, QuestionType
from eval.chronicles import READING, read_written
from eval.learning.logit import Choice, fit, fit_logistic
from eval.metrics.answers import verdict
from eval.system import DEPTH, open_system
from rag.answering.deciding import WEIGHTS, clause_signs, is_clause, undoubted
from rag.answering.ranker import linear
from rag.answering.signs import Signs, verdict_signs
from rag.answering.supposing import Claim, read_claim
from rag.language.asking import Wanted
from rag.question import read_question
from rag.types import Filters

CLAUSE = [
    "affirms",
    "at.after",
    "at.before",
    "at.context",
    "at.length",
    "at.rank",
    "at.score",
    "at.sentence",
    "denies",
    "figure.before.yes",
    "figure.no",
    "figure.open",
    "figure.yes",
    "focus",
    "free",
    "lacks.both",
    "late",
    "most.away",
    "most.here",
    "negative",
    "new",
    "one",
    "only",
    "partial",
    "since",
    "tail",
    "time.far.no",
    "time.far.yes",
    "time.own.no",
    "time.own.yes",
    "turned",
    "whole",
]
YES = [
    "bias",
    "affirms",
    "all*figured",
    "all*partial",
    "all*whole",
    "allows*free",
    "already*from",
    "already*late",
    "changed",
    "debut",
    "claim.negative",
    "denies",
    "exists*figured",
    "exists*new",
    "exists*none",
    "figure.before.no",
    "figure.no",
    "figure.open",
    "figure.timed",
    "figure.yes",
    "first*later.rank",
    "form.all",
    "form.begins",
    "form.exists",
    "form.many",
    "form.spoken",
    "form.still",
    "form.told",
    "form.whether",
    "lacks.both",
    "lacks.turned",
    "late",
    "later.rank",
    "level.no",
    "level.yes",
    "most.away",
    "most.here",
    "name.absent",
    "needs*free",
    "needs*negative",
    "negative",
    "next.negative",
    "next.partial",
    "none",
    "one",
    "only",
    "only*both",
    "pairs",
    "pairs.sent",
    "plain",
    "plain.focus",
    "plain.words",
    "plan.turned",
    "still*kept",
    "still*negative",
    "tail",
    "time.focus.no",
    "time.wider",
    "whether*pairs",
    "whole",
]
"""The signs that told something on questions that were not learned from; the others are noise."""
FIXED = {
    "clause": {
        "asked.done": 1.0,
        "asked.meant": -3.0,
        "often.no": 2.0,
        "purpose": -1.0,
        "rival": 1.0,
        "sized.no": 2.0,
        "sized.yes": 2.0,
        "timed*named": 1.0,
        "timed*scene": 3.0,
    },
    "yes": {
        "begins.both": 1.0,
        "figure.several": 1.5,
        "includes*unlisted": -2.0,
        "office.no": -2.5,
        "often.no": -3.0,
        "often.yes": 2.5,
        "purpose": -1.0,
        "rival": -3.0,
        "sized.no": -2.5,
        "sized.yes": 2.5,
        "timed.borne": 2.5,
        "vice": -3.0,
    },
}
"""What grammar or arithmetic settles, too rare among these questions to be learned from them.

That a plan is no deed, that a second office (副主席) is not the first, and that two figures compare
as they do holds of any text.
"""
_ASIDE = 4
_PENALTY = 0.0015


@dataclass(frozen=True, slots=True)
class Drilled:
    """One question: the signs of its clauses, which of them are gold, and the gold verdict."""

    claim: Claim
    clauses: tuple[Signs, ...]
    gold: tuple[bool, ...]
    yes: bool


def main() -> None:
    """Learn, report, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=Path, default=READING)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    options = parser.parse_args()
    learned: list[Drilled] = []
    aside: list[Drilled] = []
    # Of the questions in far words two in three are denied, which only teaches to deny.
    data = [one for one in read_written(options.texts) if not one.name.endswith(FAR)]
    kept = frozenset(sorted({one.text for one in data})[_ASIDE - 1 :: _ASIDE])
    for written in data:
        side = aside if written.text in kept else learned
        side.extend(drilled(written.text, written.cases))
    weights = learn(learned)
    for name, part in (("learned from", learned), ("set aside", aside)):
        told = [right(one, weights) for one in part]
        clause, said = (sum(each) / len(told) for each in zip(*told, strict=True))
        sys.stdout.write(f"{name}: {len(told)} questions, clause {clause:.3f}, said {said:.3f}\n")
    options.out.write_text(json.dumps(weights, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def drilled(text: Path, cases: Sequence[Case]) -> Iterator[Drilled]:
    """The yes/no questions over one text that have a clause to choose and a verdict."""
    with open_system(text, reads=False) as system:
        now = system.generation
        for case in cases:
            question = read_question(case.question, case.history, now.lexicon)
            yes = verdict(case.answer or "")
            asks = question.asked.kind is Wanted.YES_NO and case.type is QuestionType.YES_NO
            if yes is None or not asks:
                continue
            _, ranked, terms = now.retriever.rank(question, Filters(), DEPTH)
            scored = now.answerer.candidates(question, ranked, terms)
            alone = [one for one in scored if is_clause(one.candidate)]
            if not alone:
                continue
            claim, plain = read_claim(question), undoubted(question, terms)
            top = max(one.score for one in alone)
            yield Drilled(
                claim,
                tuple(clause_signs(claim, one, plain, top) for one in alone),
                tuple(_proves(case, one.candidate.text) for one in alone),
                yes,
            )


def learn(drills: Sequence[Drilled]) -> dict[str, dict[str, float]]:
    """The weights of which clause decides, and of what it says."""
    choices = [
        Choice(
            np.array([[told.get(name, 0.0) for name in CLAUSE] for told in one.clauses]),
            np.array(one.gold),
        )
        for one in drills
        if any(one.gold) and not all(one.gold)
    ]
    clause = dict(fit(choices, CLAUSE, _PENALTY)) | FIXED["clause"]
    rows: list[Signs] = []
    truth: list[bool] = []
    for one in drills:
        # The clause that is chosen and the one that should be: both are met with.
        for at in {_best(one, clause, range(len(one.clauses))), _best(one, clause, _gold(one))}:
            told = verdict_signs(one.claim, one.clauses[at])
            rows.append({name: told.get(name, 0.0) for name in YES})
            truth.append(one.yes)
    said = fit_logistic(rows, truth, [1.0] * len(rows), _PENALTY)
    return {"clause": _kept(clause), "yes": _kept(said) | FIXED["yes"]}


def right(one: Drilled, weights: dict[str, dict[str, float]]) -> tuple[bool, bool]:
    """Whether the chosen clause is gold, and whether the verdict is."""
    at = _best(one, weights["clause"], range(len(one.clauses)))
    says = linear(weights["yes"], verdict_signs(one.claim, one.clauses[at])) > 0
    return one.gold[at], says is one.yes


def _best(one: Drilled, weights: dict[str, float], among: Sequence[int]) -> int:
    return max(among, key=lambda at: linear(weights, one.clauses[at]))


def _gold(one: Drilled) -> Sequence[int]:
    return [at for at, gold in enumerate(one.gold) if gold] or range(len(one.clauses))


def _proves(case: Case, clause: str) -> bool:
    """Whether a clause is part of a gold quotation or holds one."""
    words = clause.strip("，,；;。 ")
    return any(words in one.quote or one.quote in words for one in case.evidence)


def _kept(weights: dict[str, float]) -> dict[str, float]:
    return {name: round(value, 2) for name, value in weights.items()}


if __name__ == "__main__":
    main()
