"""An answer written by a language model, sentence by sentence, each checked before it is shown.

When it is asked, and what its answer must bear beyond the checks of each sentence:

- Computed answers are never the model's: their formula and operands are exact and cited.
- English questions are not the model's: its English could not be held against Chinese sentences.
- A refusal for a constraint stands (a name or period that the texts do not have, a value that they
  do not report, a false premise, nothing asked): reading better does not put into a text what it
  does not say. Only "not found" may be overturned, since there the model may read better than the
  search; then the cited sentences must hold what the question names and most of its words.
- Its first sentences must hold an answer of the wanted kind, of the period that is asked of. A
  yes or no must be the one that the text's own words decide: no check of words can decide it.
- A reply that breaks off, comes late, declines, or keeps nothing is not used at all: half a list
  would look like a whole one. Then the extracted answer stands, and ``written_by`` says so.
"""

import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Protocol

from rag.analysis import SentenceAnalysis
from rag.answering.citing import Citer
from rag.answering.draft import Draft, Line
from rag.answering.generation_checks import Checker
from rag.answering.generation_short import Short, short_answer
from rag.answering.generation_text import Said, SentenceReader
from rag.answering.judge import is_held, question_names
from rag.answering.prompt import DECLINED, Message, messages
from rag.errors import ModelError
from rag.language.asking import Wanted
from rag.language.english_tokens import is_english
from rag.matching import TermWeights
from rag.question import Question
from rag.types import Reason

MOST = 0.5
"""The share of a question's weight that must stand where a refusal is overturned."""

_UNDATED = frozenset({Wanted.DATE, Wanted.YES_NO})
"""A question for a date may name a time that is not the answer's, and a yes or no corrects it."""


class Writer(Protocol):
    """A language model."""

    @property
    def name(self) -> str:
        """What ``written_by`` says."""
        ...

    def write(self, messages: Sequence[Message], until: float) -> Iterator[str]:
        """The reply in pieces, until a moment of the monotonic clock. Raises ModelError."""
        ...


@dataclass(frozen=True, slots=True)
class Task:
    """What a model is asked to write.

    ``extracted`` is the answer or refusal that stands without it; ``shown`` the sentences that it
    may use, by number from 1; ``weights`` those of the question's terms.
    """

    question: Question
    extracted: Draft
    shown: tuple[SentenceAnalysis, ...]
    weights: TermWeights
    citer: Citer


def not_for_a_model(question: Question, extracted: Draft) -> str:
    """Why a model is not to be asked; "" where it may be."""
    if extracted.computation is not None:
        return "the answer is computed"
    if is_english(question.text):
        return "an English answer could not be checked against Chinese sentences"
    refusal = extracted.refusal
    if refusal is not None and refusal.reason is not Reason.NOT_IN_SOURCE:
        return f"the refusal stands on a constraint ({refusal.reason.value})"
    return ""


def generate(task: Task, writer: Writer, until: float) -> Generator[Line, None, Draft]:
    """Yields each sentence as it passes; returns the whole draft.

    The draft is the extracted one, with the reason among its decisions, where the reply cannot be
    used. Sentences are held back until one of them answers, so that little is shown that falls.
    """
    reply = _Reply(task, writer.name)
    try:
        with closing(_sentences(writer, messages(task.question.standalone, task.shown), until)) as (
            said
        ):
            for one in said:
                yield from reply.take(one)
    except ModelError as error:
        return reply.fallen_back(error.what)
    return reply.finished()


def _sentences(
    writer: Writer, conversation: Sequence[Message], until: float
) -> Generator[Said, None, None]:
    """The reply's sentences as they come. Raises ModelError."""
    reader = SentenceReader()
    pieces = writer.write(conversation, until)
    try:
        for piece in pieces:
            for one in reader.feed(piece):
                # One piece may hold thousands of sentences, and each of them takes its time.
                if time.monotonic() > until:
                    raise ModelError(
                        "The language model gave no whole reply in time.", "Allow more."
                    )
                yield one
        yield from reader.finish()
    finally:
        # The connection is dropped now, not when the garbage is collected.
        close = getattr(pieces, "close", None)
        if close is not None:
            close()


class _Reply:
    """What has passed so far, and what came of it."""

    def __init__(self, task: Task, name: str) -> None:
        self._task = task
        self._name = name
        periods = () if task.question.asked.kind in _UNDATED else task.question.periods
        self._checker = Checker(task.shown, task.citer, periods)
        self._lines: list[Line] = []
        self._held: list[Line] = []
        self._why: list[str] = []
        self._dropped = 0
        self._declined = False
        self._short: Short | None = None

    def take(self, said: Said) -> Iterator[Line]:
        """The sentences that may be shown now that this one has come."""
        if said.text.strip("。.！! ") == DECLINED:
            self._declined = True
            return
        checked = self._checker.check(said)
        line = checked.line
        why = checked.why if line is None else self._objection(line)
        if line is None or why:
            self._dropped += 1
            self._why.append(why)
            return
        self._lines.append(line)
        self._held.append(line)
        if self._short is None:
            self._short = short_answer(self._task.question, self._task.extracted, self._lines)
        if self._short is not None:
            yield from self._held
            self._held.clear()

    def _objection(self, line: Line) -> str:
        """Why a sound sentence is not taken all the same; "" where it is."""
        if any(line.text == one.text for one in self._lines):
            return "says the same again"
        if self._task.extracted.refusal is not None and not self._overturns(line):
            return "does not name what the question names"
        return ""

    def _overturns(self, line: Line) -> bool:
        """Whether the cited sentences hold the question's names and most of its weight."""
        task = self._task
        cited = {(citation.document, citation.sentence) for citation in line.citations}
        held: set[str] = set()
        for one in task.shown:
            if (one.document.id, one.sentence.number) in cited:
                held |= one.terms | one.context_terms
        names = all(is_held(name, held) for name in question_names(task.question))
        return names and task.weights.coverage(frozenset(held)) >= MOST

    def fallen_back(self, why: str) -> Draft:
        """The extracted draft, with what came of the model."""
        told = (f"{self._name}: {why} The extraction stands.", *self._dropped_because())
        extracted = self._task.extracted
        return replace(extracted, dropped=self._dropped, decisions=(*told, *extracted.decisions))

    def finished(self) -> Draft:
        """The model's draft, or the extracted one where nothing of it can be used."""
        if self._declined:
            return self.fallen_back("It found no answer in the sentences.")
        if self._short is None:
            why = "none passed the checks" if not self._lines else "none holds what is asked for"
            return self.fallen_back(f"Of its sentences {why}.")
        extracted, short = self._task.extracted, self._short
        return Draft(
            lines=tuple(self._lines),
            short=short.text,
            items=short.items,
            # If the extraction is right with chance c, a different answer is right with at most
            # 1 - c, and so is any answer where a refusal is right with chance c.
            confidence=extracted.confidence if short.agrees else round(1 - extracted.confidence, 4),
            decisions=(
                f"{self._name}: {len(self._lines)} sentences passed the checks",
                *self._dropped_because(),
                *extracted.decisions,
            ),
            written_by=self._name,
            dropped=self._dropped,
        )

    def _dropped_because(self) -> tuple[str, ...]:
        return tuple(f"dropped: {why}" for why in dict.fromkeys(self._why))
