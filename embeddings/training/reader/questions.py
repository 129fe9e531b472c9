"""A made question, and how the makers end one."""

import re
from dataclasses import dataclass

from embeddings.training.reader.words import Wording

CLAUSE = re.compile(r"[^，,：:。！？；;\n]+")
_ENDS = ("？", "?", "", "呢？", "？", "？")


@dataclass(frozen=True, slots=True)
class Cloze:
    """A question and where in its paragraph the answer stands; ``verdict`` as in ``VERDICTS``.

    ``start`` is -1 where the paragraph does not answer.
    """

    question: str
    start: int
    end: int
    verdict: int = 0


def ended(wording: Wording, question: str) -> str:
    """The question with a mark, or without one."""
    return question + wording.chance.choice(_ENDS)
