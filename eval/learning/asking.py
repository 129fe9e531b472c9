"""``python -m eval.learning.asking``: learn ``rag/language/asking.json`` again.

From the types of the questions of the chronicles for reading and of the development split, which
say what is asked for; checked on the chronicles for ranking.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from eval.cases import DATA, Case, QuestionType, Split, read_cases
from eval.chronicles import RANKING, READING, read_written
from rag.language.asking import asked
from rag.language.asking_learned import CLASS_NAMES, MIDDLE, SCALE, WEIGHTS, wording
from rag.language.normalise import fold

_CLASS = {
    QuestionType.NUMBER: "quantity",
    QuestionType.DATE: "date",
    QuestionType.ENTITY: "name",
    QuestionType.LIST: "list",
    QuestionType.WHY_HOW: "prose",
    QuestionType.DEFINITION: "definition",
    QuestionType.YES_NO: "yes_no",
}
_OFTEN = 3
_SMALL = 0.1
_PENALTY = 2.0


def main() -> int:
    """Learn, report the accuracy, write the weights."""
    train = [one for data in read_written(READING) for one in _rows(data.cases)]
    cases = read_cases(DATA / "beihai-union" / "questions.jsonl")
    train += list(_rows([case for case in cases if case.split is Split.DEV]))
    check = [one for data in read_written(RANKING) for one in _rows(data.cases)]
    counts = Counter(name for names, _ in train for name in names)
    names = sorted(name for name, times in counts.items() if times >= _OFTEN)
    weights = _fit(train, names)
    stored = {
        name: [max(0, min(255, MIDDLE + round(float(value) * SCALE))) for value in weights[at]]
        for at, name in enumerate(names)
        if float(np.abs(weights[at]).max()) >= _SMALL
    }
    about = "learned by python -m eval.learning.asking; see rag/language/asking_learned.py"
    text = json.dumps({"about": about, "weights": stored}, ensure_ascii=False, sort_keys=True)
    WEIGHTS.write_text(text.replace("], ", "],\n") + "\n", encoding="utf-8")
    for title, rows in (("learned from", train), ("ranking", check)):
        right = sum(_best(found, weights, names) == truth for found, truth in rows)
        sys.stdout.write(f"{title}: {right} of {len(rows)} right\n")
    return 0


def _rows(cases: Sequence[Case]) -> Iterator[tuple[list[str], int]]:
    for case in cases:
        if case.type in _CLASS and not case.history:
            folded = fold(case.question)
            yield wording(folded, asked(folded).kind), CLASS_NAMES.index(_CLASS[case.type])


def _fit(rows: list[tuple[list[str], int]], names: list[str]) -> NDArray[np.float64]:
    """Softmax regression with an L2 penalty; shape (names, classes)."""
    place = {name: at for at, name in enumerate(names)}
    found = [[place[name] for name in set(row) if name in place] for row, _ in rows]
    starts = np.cumsum([0, *map(len, found)])
    columns = np.concatenate([np.array(row, np.int64) for row in found])
    matrix = csr_matrix((np.ones(len(columns)), columns, starts), (len(rows), len(names)))
    truth = np.zeros((len(rows), len(CLASS_NAMES)))
    truth[np.arange(len(rows)), [label for _, label in rows]] = 1.0

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        weights = flat.reshape(len(names), -1)
        scores = matrix @ weights
        scores -= scores.max(1, keepdims=True)
        chances = np.exp(scores)
        chances /= chances.sum(1, keepdims=True)
        value = -float(np.log((chances * truth).sum(1)).sum()) + _PENALTY * float(flat @ flat) / 2
        return value, (matrix.T @ (chances - truth) + _PENALTY * weights).ravel()

    start = np.zeros(len(names) * len(CLASS_NAMES))
    solved = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 200})
    weights: NDArray[np.float64] = solved.x.reshape(len(names), -1)
    return weights


def _best(found: list[str], weights: NDArray[np.float64], names: list[str]) -> int:
    place = {name: at for at, name in enumerate(names)}
    return int(np.argmax(sum(weights[place[name]] for name in set(found) if name in place)))


if __name__ == "__main__":
    sys.exit(main())
