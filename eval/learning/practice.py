"""Practice questions: texts with questions and answers that weights may be learned from.

``eval/data/practice`` holds pairs of ``NAME.txt`` and ``NAME.tsv``; a table without a text of its
own is over the shipped text. A row is a question, a tab, and the right forms of the short answer,
the preferred first, with ``|`` between them; ``-`` where the text does not say. No question of any
test split is among them. ``union-asked.jsonl`` holds questions in full form over the shipped text,
and ``eval/data/asked`` some over chronicles, asked as people ask.
"""

from dataclasses import dataclass
from pathlib import Path

from eval.cases import DATA, Dataset, Split, read_cases

_UNSAID = "-"
PRACTICE = Path(__file__).parents[1] / "data" / "practice"
ASKED = PRACTICE / "union-asked.jsonl"
"""Questions over the shipped text in the form of ``eval.cases``, with what proves the answers."""
NATURAL = DATA / "asked"
"""A folder a chronicle, with its text and its questions."""
SHIPPED = Path(__file__).parents[2] / "rag" / "data" / "beihai-union.txt"


@dataclass(frozen=True, slots=True)
class Drill:
    """A question and the right forms of its short answer; none where the text does not say."""

    question: str
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Practice:
    """The drills over one text."""

    text: Path
    drills: tuple[Drill, ...]


def read_natural(split: Split = Split.DEV, folder: Path = NATURAL) -> list[Dataset]:
    """The chronicles of a folder that were asked about as people ask, by name.

    Args:
        split: those to learn from, or those that are only measured (``Split.HELD``).
        folder: holds a folder for each.
    """
    told = [
        Dataset(one.name, one / "text.txt", tuple(read_cases(one / "questions.jsonl")))
        for one in sorted(folder.iterdir())
        if one.is_dir()
    ]
    return [one for one in told if all(case.split is split for case in one.cases)]


def read_practice(folder: Path = PRACTICE) -> list[Practice]:
    """Everything in a folder, by name.

    Raises:
        ValueError: a row is not a question, a tab and an answer; names file and line.
    """
    return [Practice(_text(table), tuple(_rows(table))) for table in sorted(folder.glob("*.tsv"))]


def _text(table: Path) -> Path:
    own = table.with_suffix(".txt")
    return own if own.exists() else SHIPPED


def _rows(table: Path) -> list[Drill]:
    rows = []
    for number, line in enumerate(table.read_text(encoding="utf-8").splitlines(), start=1):
        if not line or line.startswith("#"):
            continue
        question, _, answers = line.partition("\t")
        forms = tuple(form for form in answers.split("|") if form)
        if not question or not forms:
            raise ValueError(f"{table.name} line {number}: a question, a tab, answers are needed")
        rows.append(Drill(question, () if forms == (_UNSAID,) else forms))
    return rows
