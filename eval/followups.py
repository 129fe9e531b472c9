"""Conversations over the chronicles: is a follow-up answered as well as its full wording is?

``data/followups.jsonl`` and ``data/followups-asked.jsonl`` hold them, see ``data/README.md``. For
each the follow-up is asked with its history and the standalone wording without; what counts is how
much the first falls behind. ``SET_ASIDE`` names the texts nothing was developed on.

    python -m eval.followups
"""

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.cases import DATA, Case, Evidence, QuestionType, Register, Split
from eval.chronicles import READING
from eval.errors import CaseError
from eval.grade import grade
from eval.learning.practice import NATURAL, SHIPPED
from eval.system import System, open_system
from rag.followup import standalone
from rag.types import Turn

TABLE = DATA / "followups.jsonl"
NATURAL_TABLE = DATA / "followups-asked.jsonl"
"""As people talk, over the shipped text and chronicles of ``eval/data/asked``."""
SET_ASIDE = frozenset({"canal", "market", "mine", "school"})


@dataclass(frozen=True, slots=True)
class Conversation:
    """A follow-up over the chronicle ``text``; ``fresh``: it has nothing to do with its history."""

    text: str
    history: tuple[Turn, ...]
    question: str
    standalone: str
    forms: tuple[str, ...]
    quotes: tuple[str, ...]
    fresh: bool

    def case(self, source: str) -> Case:
        """As a case to grade an answer by; ``source`` is the chronicle."""
        starts = [source.index(quote) for quote in self.quotes]
        return Case(
            id=self.text,
            question=self.question,
            type=QuestionType.FOLLOW_UP,
            register=Register.FORMAL,
            answer=self.forms[0],
            accepted=self.forms[1:],
            evidence=tuple(
                Evidence(quote, start, start + len(quote))
                for quote, start in zip(self.quotes, starts, strict=True)
            ),
            split=Split.HELD,
        )


@dataclass(frozen=True, slots=True)
class Outcome:
    """Follow-ups, those right as asked and in full wording; fresh questions, those bent."""

    asked: int
    right: int
    standalone: int
    fresh: int
    bent: int


def read_conversations(table: Path = TABLE) -> list[Conversation]:
    """Every conversation, in the order of the file.

    Raises:
        CaseError: a line is not as described; names the line.
    """
    found = []
    for number, line in enumerate(table.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            row = json.loads(line)
            turns = tuple(Turn(turn["question"], turn["answer"]) for turn in row["history"])
            found.append(
                Conversation(
                    row["text"],
                    turns,
                    row["q"],
                    row["standalone"],
                    tuple(row["a"]),
                    tuple(row["ev"]),
                    bool(row["fresh"]),
                )
            )
        except (KeyError, TypeError, ValueError) as error:
            raise CaseError(
                f"Line {number} of {table.name} is no conversation: {error!r}.",
                "It needs text, history, q, standalone, a, ev and fresh.",
            ) from error
    return found


def text_of(name: str) -> Path:
    """The text that a conversation is over."""
    if name == SHIPPED.stem:
        return SHIPPED
    if name.startswith("asked/"):
        return NATURAL.parent / name / "text.txt"
    return READING / f"{name}.txt"


def measure(conversations: Iterable[Conversation]) -> Outcome:
    """Ask every conversation, each text opened once."""
    by_text: dict[str, list[Conversation]] = defaultdict(list)
    for one in conversations:
        by_text[one.text].append(one)
    asked = right = whole = fresh = bent = 0
    for name, talks in sorted(by_text.items()):
        with open_system(text_of(name)) as system:
            for talk in talks:
                if talk.fresh:
                    fresh += 1
                    bent += standalone(talk.question, talk.history).text != talk.question
                    continue
                asked += 1
                right += _is_right(system, talk, talk.question, talk.history)
                whole += _is_right(system, talk, talk.standalone, ())
    return Outcome(asked, right, whole, fresh, bent)


def _is_right(system: System, talk: Conversation, question: str, history: Sequence[Turn]) -> bool:
    source = text_of(talk.text).read_text(encoding="utf-8-sig")
    answer = system.full()(question, tuple(history))
    return grade(talk.case(source), answer, system.sources).right


def main() -> None:
    """Print the outcome for the texts developed on and for those set aside."""
    every = read_conversations()
    parts = (
        ("developed on", [one for one in every if one.text not in SET_ASIDE]),
        ("set aside", [one for one in every if one.text in SET_ASIDE]),
        ("as people talk", read_conversations(NATURAL_TABLE)),
    )
    for title, talks in parts:
        got = measure(talks)
        sys.stdout.write(
            f"{title}: {got.right}/{got.asked} right as follow-ups, "
            f"{got.standalone}/{got.asked} as standalone wordings; "
            f"{got.bent}/{got.fresh} fresh questions bent\n"
        )


if __name__ == "__main__":
    main()
