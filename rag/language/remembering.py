"""What was found in a text, kept for a while: one answer reads the same sentences many times."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

_T = TypeVar("_T")

# Questions and most sentences are shorter. Some 10 MB a finder at the very worst.
_LONGEST = 500
_TEXTS = 512


def remembering(find: Callable[[str], list[_T]]) -> Callable[[str], list[_T]]:
    """The same finder, which finds once in each of the last short texts.

    Args:
        find: finds frozen records in a text, by nothing but the text.
    """

    @lru_cache(maxsize=_TEXTS)
    def kept(text: str) -> tuple[_T, ...]:
        return tuple(find(text))

    @wraps(find)
    def found(text: str) -> list[_T]:
        return list(kept(text)) if len(text) <= _LONGEST else find(text)

    return found
