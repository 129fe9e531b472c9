"""The questions with their gold answers: typed, frozen, read from JSON lines.

``eval/data/README.md`` says in words what each key means.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass as checked

from eval.errors import CaseError
from rag.types import Reason, Role, Span, Turn

DATA = Path(__file__).parent / "data"
_T = TypeVar("_T")


class Split(StrEnum):
    """What a question may be used for."""

    DEV = "dev"
    TEST = "test"
    HELD = "held"  # a second text, on which nothing is ever tuned


class QuestionType(StrEnum):
    """What is asked for."""

    NUMBER = "number"
    DATE = "date"
    ENTITY = "entity"
    LIST = "list"
    WHY_HOW = "why_how"
    DEFINITION = "definition"
    COMPARISON = "comparison"
    AGGREGATION = "aggregation"
    YES_NO = "yes_no"
    FOLLOW_UP = "follow_up"
    UNANSWERABLE = "unanswerable"


class Register(StrEnum):
    """How it is asked."""

    FORMAL = "formal"
    COLLOQUIAL = "colloquial"
    TERSE = "terse"
    LONG_WINDED = "long_winded"
    TRADITIONAL = "traditional"
    TYPO = "typo"
    OLD_NAME = "old_name"
    NUMERAL_YEAR = "numeral_year"
    ENGLISH = "english"


_STRICT = ConfigDict(extra="forbid")


@checked(frozen=True, slots=True, config=_STRICT)
class Evidence:
    """A gold quotation: ``quote == source[start:end]``, in code points of the source."""

    quote: str
    start: int
    end: int
    role: Role = Role.EVIDENCE

    @property
    def span(self) -> Span:
        """Where it stands in the source."""
        return Span(self.start, self.end)


@checked(frozen=True, slots=True, config=_STRICT)
class GoldComputation:
    """Arithmetic over figures of the text: ``expression`` yields ``result``."""

    expression: str
    result: float
    unit: str
    operands: tuple[float, ...]


@checked(frozen=True, slots=True, config=_STRICT)
class Case:
    """One question and what a right answer is. ``answer`` is None where none can be given."""

    id: str
    question: str
    type: QuestionType
    register: Register
    answer: str | None
    evidence: tuple[Evidence, ...]
    history: tuple[Turn, ...] = ()
    standalone: str | None = None
    accepted: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    computation: GoldComputation | None = None
    reason: Reason | None = None
    nearest: tuple[Evidence, ...] = ()
    sections: tuple[str, ...] = ()
    note: str = ""
    split: Split | None = None

    @property
    def answerable(self) -> bool:
        """Whether the text answers it."""
        return self.answer is not None

    @property
    def forms(self) -> tuple[str, ...]:
        """Every right form of the answer, the preferred first."""
        return () if self.answer is None else (self.answer, *self.accepted)

    @property
    def proof(self) -> tuple[Span, ...]:
        """The spans that prove the answer (role "evidence")."""
        return tuple(one.span for one in self.evidence if one.role is Role.EVIDENCE)

    @property
    def places(self) -> tuple[Evidence, ...]:
        """Everything the question touches: evidence, context, and for refusals the nearest."""
        return (*self.evidence, *self.nearest)


@dataclass(frozen=True, slots=True)
class Dataset:
    """The questions over one text."""

    name: str
    text: Path
    cases: tuple[Case, ...]

    def of(self, split: Split | None) -> tuple[Case, ...]:
        """The questions of one split; None for all."""
        return tuple(case for case in self.cases if split is None or case.split is split)


@dataclass(frozen=True, slots=True)
class Located:
    """A retrieval question of the small set: the sentence that must be found."""

    id: str
    question: str
    evidence: tuple[Span, ...]


_CASE: TypeAdapter[Case] = TypeAdapter(Case)


def read_cases(path: Path) -> tuple[Case, ...]:
    """Questions from JSON lines, in file order.

    Raises:
        CaseError: a line is not a question; names the line and the key.
    """
    return tuple(_convert(_CASE, row, f"{path.name} line {at}") for at, row in read_jsonl(path))


def parse_case(row: Mapping[str, Any], where: str) -> Case:
    """One question from a plain mapping. Raises CaseError, which names ``where``."""
    return _convert(_CASE, row, where)


def read_jsonl(path: Path) -> list[tuple[int, dict[str, Any]]]:
    """The objects of a JSON lines file with their line numbers. Raises CaseError."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CaseError(f"{path} cannot be read: {error}.", "Give a UTF-8 file.") from error
    rows: list[tuple[int, dict[str, Any]]] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise CaseError(
                f"{path.name} line {number} is no JSON: {error.msg}.", "One object a line."
            ) from error
        if not isinstance(row, dict):
            raise CaseError(f"{path.name} line {number} is no object.", "One object a line.")
        rows.append((number, row))
    return rows


def case_json(case: Case) -> str:
    """One line of a question file: every key, in a fixed order, non-ASCII as it is."""
    return json.dumps(_CASE.dump_python(case, mode="json"), ensure_ascii=False)


def write_cases(path: Path, cases: Iterable[Case]) -> None:
    """Write questions as JSON lines."""
    path.write_text("".join(case_json(case) + "\n" for case in cases), encoding="utf-8")


def shipped(name: str = "beihai-union") -> Dataset:
    """A data set of this folder: "beihai-union" or "second"."""
    folder = DATA / name
    own = folder / "text.txt"
    text = own if own.exists() else DATA.parent.parent / "rag" / "data" / f"{name}.txt"
    return Dataset(name, text, read_cases(folder / "questions.jsonl"))


def read_located(path: Path) -> tuple[Located, ...]:
    """The retrieval questions of ``retrieval40.jsonl``. Raises CaseError."""
    found = []
    for number, row in read_jsonl(path):
        try:
            spans = tuple(Span(int(e["start"]), int(e["end"])) for e in row["evidence"])
            found.append(Located(str(row["id"]), str(row["question"]), spans))
        except (KeyError, TypeError) as error:
            raise CaseError(
                f"{path.name} line {number} lacks {error}.", "Keys: id, question, evidence."
            ) from error
    return tuple(found)


def sections_of(cases: Sequence[Case]) -> tuple[str, ...]:
    """The sections the questions name, in order of name."""
    return tuple(sorted({section for case in cases for section in case.sections}))


def _convert(adapter: TypeAdapter[_T], row: object, where: str) -> _T:
    try:
        return adapter.validate_python(row)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise CaseError(
            f"{where}, key {key or '(whole)'}: {first['msg']}.", "See eval/data/README.md."
        ) from error
