"""What is counted of a set of questions: coverage, types, registers, closeness to the text."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from re import Pattern

from eval.cases import Case, QuestionType
from eval.split import paragraphs_of
from rag.language.normalise import fold
from rag.types import Document, Role

LONG_RUN = 6
"""A run longer than this, shared with the text, makes a question a quotation rather than a
paraphrase."""


@dataclass(frozen=True, slots=True)
class Shares:
    """Counts over a set of questions.

    ``asked`` maps each paragraph to the number of answerable questions that touch it, ``touched``
    counts refusals' nearest facts too; ``paraphrased`` is the share (0-1) of questions without a
    long common run with the text besides names and years, ``far`` that with none above three
    characters; ``verdicts`` counts yes/no questions by yes and no.
    """

    total: int
    types: Counter[str]
    registers: Counter[str]
    reasons: Counter[str]
    verdicts: Counter[str]
    asked: dict[int, int]
    touched: dict[int, int]
    paraphrased: float
    far: float
    inherited: int

    @property
    def thin(self) -> tuple[int, ...]:
        """Paragraphs that fewer than two questions touch."""
        return tuple(number for number, count in self.touched.items() if count < 2)


def shares(cases: Sequence[Case], document: Document) -> Shares:
    """Count a set of questions over one document."""
    asked = {paragraph.number: 0 for paragraph in document.paragraphs}
    touched = dict(asked)
    for case in cases:
        for number in paragraphs_of(case, document):
            touched[number] += 1
            asked[number] += case.answerable
    text = packed(document)
    runs = [longest_run(case.question, text) for case in cases]
    return Shares(
        total=len(cases),
        types=Counter(case.type.value for case in cases),
        registers=Counter(case.register.value for case in cases),
        reasons=Counter(case.reason.value for case in cases if case.reason),
        verdicts=Counter(
            "no" if re.match("不|没|否|并非", case.answer or "") else "yes"
            for case in cases
            if case.type is QuestionType.YES_NO
        ),
        asked=asked,
        touched=touched,
        paraphrased=_share(run <= LONG_RUN for run in runs),
        far=_share(run <= 3 for run in runs),
        inherited=sum(any(e.role is Role.CONTEXT for e in case.evidence) for case in cases),
    )


def longest_run(question: str, text: str) -> int:
    """Characters of the longest run a question shares with a packed text, names and years aside.

    A name is what stands in title or quotation marks; others count as text, which errs on the
    strict side. Blanks do not count.
    """
    best = 0
    for piece in _masked_pattern().split(re.sub(r"\s", "", fold(question))):
        for start in range(len(piece)):
            while piece[start : start + best + 1] in text and start + best < len(piece):
                best += 1
    return best


def describe(found: Shares) -> str:
    """The counts as lines of text."""
    lines = [
        f"questions      {found.total}",
        f"types          {_listed(found.types)}",
        f"registers      {_listed(found.registers)}",
        f"refusals       {_listed(found.reasons)}",
        f"verdicts       {_listed(found.verdicts)}",
        f"paragraphs     {len(found.touched)}, asked less than twice: {len(found.thin)}",
        f"paraphrased    {found.paraphrased:.1%} share no run above {LONG_RUN} characters",
        f"far from it    {found.far:.1%} share none above 3",
        f"inherited      {found.inherited} need a year or subject from elsewhere",
    ]
    return "\n".join(lines)


def packed(document: Document) -> str:
    """The matching form of a document without blanks."""
    return re.sub(r"\s", "", fold(document.reading))


@cache
def _masked_pattern() -> Pattern[str]:
    month = "[0-9一二三四五六七八九十]{1,3}月"
    years = f"(?:公元)?[0-9〇零一二三四五六七八九]{{2,4}}年(?:代|[底末初]|{month})?"
    marked = r'《[^》]*》|"[^"]*"|“[^”]*”|「[^」]*」'
    return re.compile(f"{marked}|{years}")


def _share(flags: Iterable[bool]) -> float:
    listed = list(flags)
    return sum(listed) / len(listed) if listed else 0.0


def _listed(counts: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(counts.items()))
