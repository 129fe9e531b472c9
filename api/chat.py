"""An answer of the pipeline as a chat completion, whole or in chunks."""

import json
import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from api.problems import Problem
from api.schemas.chat import (
    ChatChoiceOut,
    ChatChunkChoiceOut,
    ChatChunkOut,
    ChatCompletionOut,
    ChatEmptyDeltaOut,
    ChatMessageOut,
    ChatRoleDeltaOut,
    ChatSourcesOut,
    ChatTextDeltaOut,
)
from api.schemas.places import CitationOut
from api.streaming import Frames, frame
from rag.events import AnswerEvent, QuestionRead, SentenceChecked
from rag.types import Answer

_END = frame(b"[DONE]")


@dataclass(frozen=True, slots=True)
class Completion:
    """What is the same in all chunks of one answer."""

    model: str
    id: str = field(default_factory=lambda: f"chatcmpl-{secrets.token_hex(12)}")
    created: int = field(default_factory=lambda: int(time.time()))

    def whole(self, answer: Answer) -> bytes:
        """The completion object as JSON."""
        return ChatCompletionOut(
            id=self.id,
            created=self.created,
            model=self.model,
            choices=[ChatChoiceOut(message=ChatMessageOut(content=answer.answer))],
            system_fingerprint=answer.index,
            citations=[CitationOut.of(citation) for citation in answer.citations],
        ).to_json()

    def chunks(self, events: Iterator[AnswerEvent]) -> Frames:
        """The chunks: role, sentences, citations, end.

        A chat client cannot take words back, so what the final answer has beyond the sentences
        that were sent is added; should it differ from them, it follows whole.
        """
        sent = ""
        for event in events:
            if isinstance(event, QuestionRead):
                yield self._chunk(ChatRoleDeltaOut())
            elif isinstance(event, SentenceChecked):
                sent += event.text
                yield self._chunk(ChatTextDeltaOut(content=event.text))
            elif isinstance(event, Answer):
                if rest := _rest(sent, event.answer):
                    yield self._chunk(ChatTextDeltaOut(content=rest))
                yield self._sources(event)
                yield self._chunk(ChatEmptyDeltaOut(), end=True)
        yield _END

    def _chunk(
        self, delta: ChatRoleDeltaOut | ChatTextDeltaOut | ChatEmptyDeltaOut, *, end: bool = False
    ) -> bytes:
        choice = ChatChunkChoiceOut(delta=delta, finish_reason="stop" if end else None)
        made = ChatChunkOut(id=self.id, created=self.created, model=self.model, choices=[choice])
        return frame(made.to_json())

    def _sources(self, answer: Answer) -> bytes:
        made = ChatSourcesOut(
            id=self.id,
            created=self.created,
            model=self.model,
            choices=[ChatChunkChoiceOut(delta=ChatEmptyDeltaOut())],
            citations=[CitationOut.of(citation) for citation in answer.citations],
            system_fingerprint=answer.index,
        )
        return frame(made.to_json())


def failed(problem: Problem) -> bytes:
    """The event that makes OpenAI's clients raise their own error; it carries the problem."""
    told = json.loads(problem.body())
    error = {"message": f"{problem.title}：{problem.detail}", "code": problem.kind, "param": None}
    return frame(json.dumps({"error": {**told, **error}}, ensure_ascii=False).encode())


def _rest(sent: str, answer: str) -> str:
    if answer.startswith(sent):
        return answer[len(sent) :]
    return f"\n\n{answer}"
