"""One question on its way, step by step: read, found, extracted, perhaps rewritten, checked."""

import logging
import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, cast

from rag.answering.compose import Numbering, Setting, compose, finished
from rag.answering.draft import Draft, Line
from rag.errors import UnsupportedError
from rag.events import AnswerEvent, PassagesFound, QuestionRead, SentenceChecked
from rag.language.framing import squeezed, unframed
from rag.language.two_asked import two_asked
from rag.live import Generation
from rag.matching import TermWeights
from rag.question import Question, read_anew, read_question
from rag.types import Answer, Explanation, Filters, Hit, Reason, SentenceHit, Timings, Turn

if TYPE_CHECKING:
    from rag.answering.candidates import Candidate
    from rag.answering.computing.parts import Ask
    from rag.answering.generation import Writer

Mode = Literal["auto", "extractive", "generative"]
_EXPLAINED = 10
_SURE = 0.75
"""Chance from which the first reading of a question in a conversation stands."""
_TOLD, _AHEAD = 0.5, 0.1
"""Least chance of another reading, and by how much it has to be the surer one. All three were
chosen on conversations over texts for development."""
_LOG = logging.getLogger("youju")


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked; see ``rag.pipeline.Pipeline.ask``."""

    question: str
    history: tuple[Turn, ...]
    mode: Mode
    top_k: int
    filters: Filters
    explain: bool


@dataclass(frozen=True, slots=True)
class Model:
    """A language model and its bounds: seconds a question, characters of text that it is sent."""

    writer: "Writer"
    seconds: float
    evidence: int


def reply(request: Request, now: Generation, model: Model | None) -> Iterator[AnswerEvent]:
    """The steps of an answer; closing the iterator drops the connection to the model.

    Raises:
        QuestionError, UnsupportedError: here, before the first step.
    """
    if request.mode == "generative" and model is None:
        raise UnsupportedError(
            "No language model is configured.", 'Ask with mode "auto" or "extractive".'
        )
    begun = time.perf_counter()
    until = time.monotonic() + (model.seconds if model is not None else 0.0)
    asked = read_question(request.question, request.history, now.lexicon)
    one = _both(_in_talk(_answered(asked, now, request), now, request), now, request)
    setting = Setting(one.asked.shown, one.hits, now.index.documents, now.index.generation)
    clock = (begun, one.found)
    made = _Made(request, now, one.asked, one.ranked, one.weights, one.draft, setting, clock)
    used = model if request.mode != "extractive" else None
    return made.steps(used, until)


@dataclass(frozen=True, slots=True)
class _Answered:
    """A reading of what was typed, with what was found for it and its answer; ``found`` is when
    the former was there."""

    asked: Question
    hits: tuple[Hit, ...]
    ranked: tuple[SentenceHit, ...]
    weights: TermWeights
    draft: Draft
    found: float

    @property
    def chance(self) -> float:
        """The chance that it is answered rightly."""
        return self.draft.confidence if self.draft.refusal is None else 0.0


def _answered(asked: Question, now: Generation, request: Request) -> _Answered:
    hits, ranked, weights = now.retriever.rank(asked, request.filters, request.top_k)
    found = time.perf_counter()
    ask = asker(now, request)
    draft = now.answerer.answer(asked, ranked, weights, ask, explain=request.explain)
    return _Answered(asked, tuple(hits), tuple(ranked), weights, draft, found)


def _in_talk(first: _Answered, now: Generation, request: Request) -> _Answered:
    """The reading that the texts answer best, where the first finds no sure answer: a question that
    seems to stand by itself (缝纫队占了几成？) may lean on the turns before all the same."""
    if first.chance >= _SURE or not request.history:
        return first
    others = read_anew(request.question, request.history, now.lexicon)
    tried = [_answered(asked, now, request) for asked in others]
    best = max(tried, key=lambda one: one.chance, default=first)
    if best.chance < max(_TOLD, first.chance + _AHEAD):
        return first
    told = (*best.draft.decisions, "read with what the turns before were about")
    return replace(best, draft=replace(best.draft, decisions=told))


def _both(one: _Answered, now: Generation, request: Request) -> _Answered:
    """Both answers to a question that asks for two things, where the texts have both."""
    parts = two_asked(squeezed(unframed(one.asked.folded)))
    if parts is None or one.draft.computation is not None:
        return one
    from rag.answering.joined import joined

    first, second = (
        _answered(read_question(part, (), now.lexicon), now, request).draft for part in parts
    )
    both = joined(first, second)
    if both is None or both.confidence < one.chance - _AHEAD:
        return one
    told = (*both.decisions, f"two things asked: {parts.first} {parts.second}")
    return replace(one, draft=replace(both, decisions=told))


def asker(now: Generation, request: Request) -> "Ask":
    """What answers a question that another one's calculation needs, from the same places."""

    def ask(text: str) -> "Sequence[tuple[Candidate, float]]":
        asked = read_question(text, (), now.lexicon)
        _, ranked, weights = now.retriever.rank(asked, request.filters, request.top_k)
        return now.answerer.chances(asked, ranked, weights)

    return ask


@dataclass(frozen=True, slots=True)
class _Made:
    """What stands before the first step is given out."""

    request: Request
    now: Generation
    asked: Question
    ranked: tuple[SentenceHit, ...]
    weights: TermWeights
    draft: Draft
    setting: Setting
    clock: tuple[float, float]

    def steps(self, model: Model | None, until: float) -> Iterator[AnswerEvent]:
        """The steps from here, the last one the answer."""
        yield QuestionRead(self.setting.question)
        yield PassagesFound(self.setting.passages)
        draft, shown = self.draft, False
        if model is not None:
            draft, shown = yield from self._written(model, until)
        answer = self._finished(draft)
        if answer.refusal is None and not shown:
            yield SentenceChecked(answer.answer, answer.citations)
        yield answer

    def _written(
        self, model: Model, until: float
    ) -> Generator[SentenceChecked, None, tuple[Draft, bool]]:
        """The model's sentences; returns the draft that stands and whether any was shown."""
        from rag.answering.generation import Task, generate, not_for_a_model
        from rag.answering.prompt import evidence

        name = model.writer.name
        reason = not_for_a_model(self.asked, self.draft)
        if reason:
            told = (f"{name} is not asked: {reason}", *self.draft.decisions)
            return replace(self.draft, decisions=told), False
        hits, now = self.setting.passages, self.now
        shown = evidence(
            now.index.documents,
            now.retriever.analyses,
            hits,
            model.evidence,
            whole=self.request.filters == Filters(),
        )
        task = Task(self.asked, self.draft, shown, self.weights, now.answerer.citer())
        numbering = Numbering()
        draft = yield from _numbered(generate(task, model.writer, until), numbering)
        if draft.written_by != name:
            _LOG.warning("%s", draft.decisions[0])
        return draft, bool(numbering.of)

    def _finished(self, draft: Draft) -> Answer:
        """The answer, through the last checks; what fails them gives way to what is surer."""
        answer = compose(draft, self.setting)
        if answer is None and draft.written_by != self.draft.written_by:
            told = (f"{draft.written_by}: failed the last checks", *self.draft.decisions)
            draft = replace(self.draft, decisions=told, dropped=draft.dropped + len(draft.lines))
            answer = compose(draft, self.setting)
        if answer is None:
            why = "no line passed the checks"
            draft = self.now.answerer.refuse(Reason.NOT_IN_SOURCE, self.ranked, why)
            answer = compose(draft, self.setting)
            assert answer is not None, "a refusal has no lines that could fail"
        begun, found = self.clock
        done = time.perf_counter()
        timings = Timings(_ms(begun, done), _ms(begun, found), _ms(found, done))
        explained = _explanation(self.asked, self.ranked, draft) if self.request.explain else None
        return finished(answer, timings, explained)


def _numbered(
    lines: Generator[Line, None, Draft], numbering: Numbering
) -> Generator[SentenceChecked, None, Draft]:
    """Each line with its markers; closed with it."""
    with closing(lines):
        while True:
            try:
                line = next(lines)
            except StopIteration as stop:
                return cast(Draft, stop.value)
            yield SentenceChecked(numbering.told(line), numbering.cited(line))


def _explanation(asked: Question, ranked: Sequence[SentenceHit], draft: Draft) -> Explanation:
    analysis = (
        ("standalone", asked.standalone),
        ("wanted", asked.asked.kind.value),
        ("unit", asked.asked.unit),
        ("focus", " ".join(asked.focus.split())),
        ("added", " ".join(f"{term.source}→{term.text}" for term in asked.added)),
        ("times", "；".join(f"{time.text} {time.period}" for time in asked.times)),
    )
    return Explanation(analysis, tuple(ranked[:_EXPLAINED]), draft.decisions)


def _ms(begun: float, ended: float) -> float:
    return round((ended - begun) * 1000, 3)
