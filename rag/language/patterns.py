"""Regular expressions compiled at their first use.

Compiling one takes from a tenth of a millisecond to twenty, most of it for sets of Chinese
characters; a question needs few of the hundreds there are, and a start needs hardly any.
"""

import re
from re import Pattern
from typing import cast


class LateRegex:
    """Stands in for a compiled pattern until the first of its methods is asked for."""

    def __init__(self, source: str, flags: int = 0) -> None:
        self._source = source
        self._flags = flags
        self._compiled: Pattern[str] | None = None

    def compiled(self) -> Pattern[str]:
        """The pattern itself. Raises ``re.error`` where the source is no pattern."""
        if self._compiled is None:
            self._compiled = re.compile(self._source, self._flags)
        return self._compiled

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        value: object = getattr(self.compiled(), name)
        # Found here from now on: later calls cost what they would on the pattern.
        setattr(self, name, value)
        return value


def late_regex(source: str, flags: int = 0) -> Pattern[str]:
    """What ``re.compile`` returns, but compiled at first use. Thread-safe."""
    return cast(Pattern[str], LateRegex(source, flags))
