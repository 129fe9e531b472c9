"""What a run of the benchmark leaves behind: a row a question, and totals with intervals.

Rows hold no text of the benchmark, which has a licence of its own; ids lead back to it.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from eval.errors import RunError
from eval.metrics import Estimate, character_f1, estimate, exact_match
from eval.provenance import Provenance


@dataclass(frozen=True, slots=True)
class Row:
    """One question: rank of its paragraph by variant (0: not found), EM and F1 by system."""

    id: str
    rank: Mapping[str, int]
    em: Mapping[str, float]
    f1: Mapping[str, float]
    refused: bool


@dataclass(frozen=True, slots=True)
class Found:
    """Retrieval of one variant (0-1)."""

    at_1: Estimate
    at_5: Estimate
    mrr: Estimate


@dataclass(frozen=True, slots=True)
class Read:
    """Answers of one system (0-1)."""

    em: Estimate
    f1: Estimate


@dataclass(frozen=True, slots=True)
class Totals:
    """A whole run. ``refused`` is the share the service refused; ``seconds`` the whole run."""

    made: Provenance
    data_sha256: str
    questions: int
    paragraphs: int
    retrieval: Mapping[str, Found]
    reading: Mapping[str, Read]
    refused: float
    seconds: float


def row_of(
    name: str,
    rank: Mapping[str, int],
    answers: Mapping[str, str],
    golds: Sequence[str],
    *,
    refused: bool,
) -> Row:
    """Grade one question: the best of all references counts, as in the official script."""
    distinct = list(dict.fromkeys(golds))
    em = {system: float(exact_match(text, distinct)) for system, text in answers.items()}
    f1 = {system: round(character_f1(text, distinct), 4) for system, text in answers.items()}
    return Row(name, dict(rank), em, f1, refused)


def retrieval_totals(rows: Sequence[Row]) -> dict[str, Found]:
    """Recall at 1 and 5 and mean reciprocal rank, by variant."""
    found = {}
    for name in rows[0].rank:
        places = [row.rank[name] for row in rows]
        found[name] = Found(
            estimate([float(place == 1) for place in places]),
            estimate([float(1 <= place <= 5) for place in places]),
            estimate([1 / place if place else 0.0 for place in places]),
        )
    return found


def reading_totals(rows: Sequence[Row]) -> dict[str, Read]:
    """Exact match and F1, by system."""
    return {
        name: Read(
            estimate([row.em[name] for row in rows]), estimate([row.f1[name] for row in rows])
        )
        for name in rows[0].em
    }


_TOTALS: TypeAdapter[Totals] = TypeAdapter(Totals)


def write_outcome(path: Path, totals: Totals, rows: Sequence[Row]) -> None:
    """Write totals to ``path`` (.json) and a row a question beside it (.jsonl).

    The values of a row stand in the order of the names in the totals.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    plain = json.loads(_TOTALS.dump_json(totals), parse_float=lambda text: round(float(text), 5))
    text = json.dumps(plain, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8")
    path.with_suffix(".jsonl").write_text("".join(map(_line, rows)), encoding="utf-8")


def read_totals(path: Path) -> Totals:
    """Read what ``write_outcome`` wrote. Raises RunError."""
    try:
        return _TOTALS.validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise RunError(
            f"{path} is no run of CMRC 2018: {error}.", "Make one with `python -m eval cmrc`."
        ) from error


def _line(row: Row) -> str:
    return (
        json.dumps(
            {
                "id": row.id,
                "rank": list(row.rank.values()),
                "em": [int(value) for value in row.em.values()],
                "f1": [round(value, 3) for value in row.f1.values()],
                "refused": row.refused,
            }
        )
        + "\n"
    )
