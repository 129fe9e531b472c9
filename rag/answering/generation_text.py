"""A model's reply, as it comes, cut into sentences with their markers.

Only the cutting happens here: nothing of what a reply says is believed
(``rag.answering.generation_checks``). The words stay text: no mark-up is read or made.
"""

import re
from dataclasses import dataclass

from rag.errors import ModelError
from rag.language.normalise import clean
from rag.language.patterns import late_regex

MAX_SENTENCE = 600
"""Characters. A longer one is no sentence, and its reply no answer."""

_NUMBERS = r"\d{1,4}(?:\s*[,，、]\s*\d{1,4})*"
_MARKERS = late_regex(rf"\s*(?:\[{_NUMBERS}\]|［{_NUMBERS}］|【{_NUMBERS}】)")
# A sentence ends after its mark, the closing quotes and the markers behind it, once something else
# follows: what follows decides whether the markers are complete.
_END = late_regex(
    rf"(?:[。！？!?]+[”’」』）)]*(?:{_MARKERS.pattern})*[ \t]*"
    r"(?=[^\s。！？!?”’」』）)\[［【]|[\n\r])|[\n\r])"
)
_THOUGHT = ("<think>", "</think>")
_BULLET = late_regex(r"^(?:[-*•·]\s+|\d{1,2}[.)、）]\s+|#+\s+)")


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence of a reply: its words without markers, and the numbers it cites, in order."""

    text: str
    markers: tuple[int, ...]


class SentenceReader:
    """Takes a reply piece by piece and gives its sentences as soon as they are whole."""

    def __init__(self) -> None:
        self._rest = ""
        self._begun = False

    def feed(self, piece: str) -> list[Said]:
        """The sentences that the piece completes.

        Raises:
            ModelError: a sentence is longer than ``MAX_SENTENCE``.
        """
        self._rest += piece
        if not self._begun and not self._skip_thought():
            return []
        found = []
        at = 0
        for match in _END.finditer(self._rest):
            found.append(said(self._rest[at : match.end()]))
            at = match.end()
        self._rest = self._rest[at:]
        if len(self._rest) > MAX_SENTENCE:
            raise ModelError("The language model wrote no sentences.", "Try another model.")
        return [one for one in found if one.text]

    def finish(self) -> list[Said]:
        """What is left at the end of the reply."""
        last = said(self._rest) if self._begun else Said("", ())
        self._rest = ""
        return [last] if last.text else []

    def _skip_thought(self) -> bool:
        """Leave out what a reasoning model thinks before it answers; whether the answer began."""
        self._rest = self._rest.lstrip()
        opening, closing = _THOUGHT
        if not self._rest.startswith(opening):
            self._begun = bool(self._rest) and not opening.startswith(self._rest)
            return self._begun
        _, ended, after = self._rest.partition(closing)
        if not ended:
            # Only what may be the beginning of the closing mark has to be kept.
            self._rest = opening + self._rest[len(opening) :][-len(closing) :]
            return False
        self._rest, self._begun = after.lstrip(), True
        return bool(self._rest)


def said(raw: str) -> Said:
    """A sentence of a reply without its markers, bullets and invisible characters."""
    numbers = [int(number) for mark in _MARKERS.findall(raw) for number in re.findall(r"\d+", mark)]
    text = _BULLET.sub("", clean(_MARKERS.sub("", raw))).replace("**", "")
    return Said(text.strip(), tuple(dict.fromkeys(numbers)))
