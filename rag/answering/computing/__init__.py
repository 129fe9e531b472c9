"""Answers that the text does not state but that follow from figures it does state."""

from rag.answering.computing.reading import computation_asked
from rag.answering.computing.solving import compute

__all__ = ["computation_asked", "compute"]
