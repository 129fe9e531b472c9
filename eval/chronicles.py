"""Chronicles with questions of their own, as data sets: ``NAME.txt`` beside ``NAME.jsonl``.

``NAME.far.jsonl`` holds more questions of the same text, in words far from it, and
``NAME.computed.jsonl`` more that only a calculation answers.

A line of the questions is {"q", "type", "reg", "a", "ev"}: the question, its type and register,
the right forms of the short answer (the preferred first; none where the text does not say), and
the stretches of the text that prove it, each standing in the text once. The texts are invented.
"""

import json
from pathlib import Path

from embeddings.training.reader.chronicles import text_of
from eval.cases import DATA, Case, Dataset, Evidence, QuestionType, Register, Split
from eval.errors import CaseError

READING = DATA / "chronicles" / "reading"
RANKING = DATA / "chronicles" / "ranking"
UNSEEN = DATA / "chronicles" / "unseen"


def read_written(folder: Path) -> list[Dataset]:
    """Every chronicle of a folder, by name.

    Raises:
        CaseError: a text is missing, or a line is not as described; names file and line.
    """
    return [_read(table) for table in sorted(folder.glob("*.jsonl"))]


def _read(table: Path) -> Dataset:
    path = text_of(table)
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise CaseError(f"{path} cannot be read.", "Put the text beside its questions.") from error
    cases = []
    for number, line in enumerate(table.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            cases.append(_case(f"{table.stem}-{number:03}", json.loads(line), text))
        except (KeyError, TypeError, ValueError) as error:
            raise CaseError(
                f"Line {number} of {table.name} is no question: {error!r}.",
                "It needs q, type, reg, a and ev, each quotation standing once in the text.",
            ) from error
    return Dataset(table.stem, path, tuple(cases))


def _case(name: str, one: dict[str, object], text: str) -> Case:
    forms = [str(form) for form in _list(one["a"])]
    kind = QuestionType(str(one["type"]))
    listed = kind is QuestionType.LIST and forms
    return Case(
        id=name,
        question=str(one["q"]),
        type=kind,
        register=Register(str(one["reg"])),
        answer=forms[0] if forms else None,
        accepted=tuple(forms[1:]),
        items=tuple(forms[0].split("、")) if listed else (),
        evidence=tuple(_evidence(str(quote), text) for quote in _list(one["ev"])),
        split=Split.HELD,
    )


def _evidence(quote: str, text: str) -> Evidence:
    if text.count(quote) != 1:
        raise ValueError("a quotation stands in the text once")
    start = text.index(quote)
    return Evidence(quote, start, start + len(quote))


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise ValueError("a and ev are lists")
    return value
