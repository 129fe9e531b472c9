"""The gate over the development questions, and proof that the ruler sees what is broken.

Each mutation spoils the answers of the real system in one way; the measure that should see it
must move, and those that have nothing to do with it must not.
"""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import pytest

from eval.cases import Case, Split, shipped
from eval.gate import Floors, failures, measure, read_floors, write_floors
from eval.rows import Row
from eval.runner import answer_row, standalone_score
from eval.summary import totals
from eval.system import System, open_system
from rag.types import Answer, Citation, Reason, Refusal, Role

Mutation = Callable[[Answer, random.Random], Answer]


@dataclass(frozen=True)
class Answered:
    """The development questions with the system's answers."""

    system: System
    cases: Sequence[Case]
    answers: Sequence[Answer]

    def rows(self, mutate: Mutation | None = None) -> list[Row]:
        dice = random.Random(4)
        return [
            answer_row(self.system, "full", case, mutate(answer, dice) if mutate else answer)
            for case, answer in zip(self.cases, self.answers, strict=True)
        ]

    def means(self, mutate: Mutation | None = None) -> dict[str, float]:
        return {name: one.mean for name, one in totals(self.rows(mutate)).items()}


@pytest.fixture(scope="module")
def system() -> Iterator[System]:
    with open_system(shipped().text) as opened:
        yield opened


@pytest.fixture(scope="module")
def answered(system: System) -> Answered:
    cases = shipped().of(Split.DEV)
    ask = system.full()
    return Answered(system, cases, [ask(case.question, case.history) for case in cases])


@pytest.fixture(scope="module")
def sound(answered: Answered) -> dict[str, float]:
    return answered.means()


def test_nothing_falls_below_its_floor(answered: Answered) -> None:
    system, ask = answered.system, answered.system.full()
    rows = [
        answer_row(system, "full", case, answer, standalone=standalone_score(system, ask, case))
        for case, answer in zip(answered.cases, answered.answers, strict=True)
    ]
    told = failures(read_floors(), rows)
    assert not told, "\n".join(["", *told])


def test_the_same_question_gets_the_same_grades_twice(answered: Answered) -> None:
    case, first = answered.cases[0], answered.answers[0]
    again = answered.system.full()(case.question, case.history)
    assert answer_row(answered.system, "full", case, again) == replace(
        answer_row(answered.system, "full", case, first),
        timings=answer_row(answered.system, "full", case, again).timings,
    )


def test_shuffled_ranks_move_the_retrieval_measures_alone(
    answered: Answered, sound: dict[str, float]
) -> None:
    def shuffle(answer: Answer, dice: random.Random) -> Answer:
        passages = list(answer.passages)
        dice.shuffle(passages)
        return replace(answer, passages=tuple(passages))

    found = answered.means(shuffle)
    assert found["mrr"] < sound["mrr"] - 0.2
    assert found["evidence_any@1"] < sound["evidence_any@1"] - 0.2
    assert found["ndcg@10"] < sound["ndcg@10"] - 0.1
    assert found["evidence_any@10"] == sound["evidence_any@10"]
    assert found["score"] == sound["score"]


def test_a_dropped_citation_moves_citation_recall(
    answered: Answered, sound: dict[str, float]
) -> None:
    def drop(answer: Answer, dice: random.Random) -> Answer:
        kept = [one for one in answer.citations if one.role is not Role.EVIDENCE]
        return replace(answer, citations=tuple(kept))

    found = answered.means(drop)
    assert found["citation_recall"] < sound["citation_recall"] - 0.3
    assert found["cited_any"] < sound["cited_any"] - 0.3
    assert found["numbers"] < sound["numbers"], "what is not cited is not supported"
    assert found["score"] == sound["score"]


def test_a_citation_of_the_wrong_place_moves_precision(
    answered: Answered, sound: dict[str, float]
) -> None:
    def misplace(answer: Answer, dice: random.Random) -> Answer:
        elsewhere = dice.choice(answered.system.collection)
        return replace(
            answer,
            citations=tuple(
                replace(one, start=elsewhere.start, end=elsewhere.end) for one in answer.citations
            ),
        )

    found = answered.means(misplace)
    assert found["citation_precision"] < 0.2 < sound["citation_precision"]
    assert found["verbatim"] < 0.5, "a quote beside its offsets is no quote"


def test_one_changed_digit_moves_strict_match_and_the_number_check(
    answered: Answered, sound: dict[str, float]
) -> None:
    def change(answer: Answer, dice: random.Random) -> Answer:
        def other(match: re.Match[str]) -> str:
            return str((int(match.group()) + 1) % 10)

        short = answer.short_answer and re.sub(r"\d", other, answer.short_answer, count=1)
        return replace(answer, short_answer=short)

    found = answered.means(change)
    assert found["strict"] < sound["strict"] - 0.1
    assert found["number_match"] < sound["number_match"] - 0.2
    assert found["numbers"] < sound["numbers"] - 0.2
    assert found["citation_recall"] == sound["citation_recall"]


def test_a_changed_quote_moves_the_verbatim_check(
    answered: Answered, sound: dict[str, float]
) -> None:
    def misquote(answer: Answer, dice: random.Random) -> Answer:
        def spoil(one: Citation) -> Citation:
            return replace(one, quote=one.quote[:-1] + "？")

        return replace(answer, citations=tuple(map(spoil, answer.citations)))

    assert sound["verbatim"] == 1
    assert answered.means(misquote)["verbatim"] < 0.6


def test_refusing_at_random_moves_false_refusals_and_the_score(
    answered: Answered, sound: dict[str, float]
) -> None:
    def refuse(answer: Answer, dice: random.Random) -> Answer:
        if dice.random() < 0.5:
            return answer
        refusal = Refusal(Reason.NOT_IN_SOURCE, "没有。")
        return replace(answer, refusal=refusal, short_answer=None, items=(), citations=())

    found = answered.means(refuse)
    assert found["false_refusal"] > sound["false_refusal"] + 0.2
    assert found["refused"] > sound["refused"]
    assert found["score"] < sound["score"]


def test_the_gate_names_what_fell_and_the_questions(
    answered: Answered, tmp_path_factory: pytest.TempPathFactory
) -> None:
    rows = answered.rows()
    kept = tmp_path_factory.mktemp("gate") / "floors.json"
    write_floors(measure(rows), kept)
    floors = read_floors(kept)
    assert failures(floors, rows) == []
    at = next(n for n, row in enumerate(rows) if row.measures["score"] == 1)
    fallen = replace(rows[at], measures={**rows[at].measures, "score": 0.0})
    told = failures(floors, [*rows[:at], fallen, *rows[at + 1 :]])
    assert any(line.startswith("score: ") for line in told)
    assert any(line.startswith(f"score of {fallen.type}: ") for line in told)
    assert any(f"{fallen.id}: 1.00 -> 0.00" in line for line in told)
    assert failures(Floors({"no such measure": 0.1}, {}), rows) != []
    # On a CPU that adds up otherwise a question may fall, but not three.
    others = replace(floors, arithmetic="another")
    assert failures(others, [*rows[:at], fallen, *rows[at + 1 :]]) == []
    lost = [n for n, row in enumerate(rows) if row.type == fallen.type][:3]
    worse = [
        replace(row, measures={**row.measures, "score": 0.0}) if n in lost else row
        for n, row in enumerate(rows)
    ]
    assert failures(others, worse) != []
