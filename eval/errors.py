"""What can be wrong with an evaluation's own files.

YoujuError
└── EvaluationError
    ├── CaseError      a question file does not have its shape
    └── RunError       a run cannot be made, read or compared
"""

from rag.errors import YoujuError


class EvaluationError(YoujuError):
    """Something is wrong with the evaluation, not with the system it measures."""


class CaseError(EvaluationError):
    """A file of questions does not have the shape that eval/data/README.md describes."""


class RunError(EvaluationError):
    """A run cannot be made, read or compared."""
