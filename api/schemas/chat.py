"""Answers in the shape of OpenAI's chat completions, with the citations beside them.

``citations`` is an extension: whole citation objects of this API, by the markers in the text.
There is no ``usage``: extraction counts no tokens, and none are made up.
"""

from typing import Literal

from api.schemas.places import CitationOut, Out


class ChatMessageOut(Out):
    """The answer with its markers; what a refusal says is content as well."""

    role: Literal["assistant"] = "assistant"
    content: str
    refusal: None = None


class ChatChoiceOut(Out):
    """The only choice."""

    index: int = 0
    message: ChatMessageOut
    logprobs: None = None
    finish_reason: Literal["stop"] = "stop"


class ChatCompletionOut(Out):
    """A whole answer; ``system_fingerprint`` is the index generation."""

    id: str
    object: Literal["chat.completion"] = "chat.completion"
    created: int
    model: str
    choices: list[ChatChoiceOut]
    system_fingerprint: str
    citations: list[CitationOut]


class ChatRoleDeltaOut(Out):
    """Opens the message."""

    role: Literal["assistant"] = "assistant"
    content: str = ""


class ChatTextDeltaOut(Out):
    """A checked sentence."""

    content: str


class ChatEmptyDeltaOut(Out):
    """Adds nothing to the text."""


class ChatChunkChoiceOut(Out):
    """The only choice of a chunk."""

    index: int = 0
    delta: ChatRoleDeltaOut | ChatTextDeltaOut | ChatEmptyDeltaOut
    logprobs: None = None
    finish_reason: Literal["stop"] | None = None


class ChatChunkOut(Out):
    """A step of a streamed answer."""

    id: str
    object: Literal["chat.completion.chunk"] = "chat.completion.chunk"
    created: int
    model: str
    choices: list[ChatChunkChoiceOut]


class ChatSourcesOut(ChatChunkOut):
    """The last chunk before the end: what the markers mean."""

    citations: list[CitationOut]
    system_fingerprint: str


class ModelOut(Out):
    """Who can be asked; ``created`` is not known and 0."""

    id: str
    object: Literal["model"] = "model"
    created: int = 0
    owned_by: Literal["youju"] = "youju"


class ModelsOut(Out):
    """All that can be asked, the usual one first."""

    object: Literal["list"] = "list"
    data: list[ModelOut]
