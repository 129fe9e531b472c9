"""What the OpenAI-compatible route takes: the documented keys, folded into a question and turns.

The keys are those of https://platform.openai.com/docs/api-reference/chat/create. Most steer how
a language model samples and mean nothing to quotation; they are accepted so that existing
clients work. What means something is strict: the messages, the model, the stream.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from api.problems import FieldError, ProblemError, unprocessable
from api.requests import (
    ANSWER_LIMIT,
    HISTORY_LIMIT,
    QUESTION_LIMIT,
    RAW_FACTOR,
    QuestionText,
    Strict,
)
from api.validation import problem_from
from rag.language.normalise import clean
from rag.types import Turn

IGNORED = (
    "audio",
    "frequency_penalty",
    "function_call",
    "functions",
    "logit_bias",
    "logprobs",
    "max_completion_tokens",
    "max_tokens",
    "metadata",
    "modalities",
    "moderation",
    "n",
    "parallel_tool_calls",
    "prediction",
    "presence_penalty",
    "prompt_cache_key",
    "prompt_cache_options",
    "prompt_cache_retention",
    "reasoning_effort",
    "response_format",
    "safety_identifier",
    "seed",
    "service_tier",
    "stop",
    "store",
    "stream_options",
    "temperature",
    "tool_choice",
    "tools",
    "top_logprobs",
    "top_p",
    "user",
    "verbosity",
    "web_search_options",
)
"""Accepted with any value and not looked at."""

_IGNORED_IN_MESSAGES = (
    "annotations",
    "audio",
    "function_call",
    "name",
    "refusal",
    "tool_call_id",
    "tool_calls",
)
_TEXT_ONLY = "须为文字，或只含文字的数组 · must be text, or a list of text parts"
_NO_QUESTION = "须有一条 role 为 user 的消息 · must hold a message of role user"


def _documented(names: Sequence[str]) -> Callable[[dict[str, Any]], None]:
    """Names the ignored keys in the description, which else would call them unknown."""

    def extend(schema: dict[str, Any]) -> None:
        told = {"description": "接受而不用 · accepted, without effect"}
        schema["properties"].update(dict.fromkeys(names, told))

    return extend


def _without(names: Sequence[str], data: object) -> object:
    if not isinstance(data, dict):
        return data
    return {key: value for key, value in data.items() if key not in names}


class ChatPart(Strict):
    """A part of a message that is text; what else it carries is not looked at."""

    model_config = ConfigDict(extra="ignore")

    type: Literal["text"]
    text: str


class ChatMessageIn(Strict):
    """A message as clients send and send back it."""

    model_config = ConfigDict(json_schema_extra=_documented(_IGNORED_IN_MESSAGES))

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: object = Field(
        default=None,
        description="文字，或文字部分的数组 · text, or a list of text parts",
        json_schema_extra={"anyOf": [{"type": "string"}, {"type": "array"}, {"type": "null"}]},
    )

    @model_validator(mode="before")
    @classmethod
    def _only_what_counts(cls, data: object) -> object:
        return _without(_IGNORED_IN_MESSAGES, data)


@dataclass(frozen=True, slots=True)
class Conversation:
    """The question to answer and what went before."""

    question: str
    turns: tuple[Turn, ...]


class ChatRequest(Strict):
    """A conversation; the last message of role user is the question."""

    model_config = ConfigDict(json_schema_extra=_documented(IGNORED))

    model: str = Field(min_length=1, max_length=200, description="见 /v1/models · of /v1/models")
    messages: list[ChatMessageIn] = Field(min_length=1)
    stream: bool | None = Field(default=None, description="true：逐步送出 · true: step by step")

    @model_validator(mode="before")
    @classmethod
    def _only_what_counts(cls, data: object) -> object:
        return _without(IGNORED, data)

    def conversation(self) -> Conversation:
        """The last question, held to its limits, and the turns before, cut to theirs.

        Messages of the system and of tools have no say in what a source states and are left
        out, as is what follows the question.

        Raises:
            ProblemError: 422 where there is no question, it is too long, or content is no text.
        """
        said = [(m.role, _text(m, at)) for at, m in enumerate(self.messages) if m.role in _TALK]
        asked = [at for at, (role, _) in enumerate(said) if role == "user"]
        if not asked:
            raise ProblemError(unprocessable(FieldError("messages", _NO_QUESTION)))
        last = asked[-1]
        at = [at for at, m in enumerate(self.messages) if m.role == "user"][-1]
        return Conversation(_question(said[last][1], at), _turns(said[:last]))


def _text(message: ChatMessageIn, at: int) -> str:
    """A message's words; its parts are lines."""
    content = message.content
    if content is None:
        return ""
    if isinstance(content, str):
        return content
    try:
        parts = _PARTS.validate_python(content)
    except ValidationError:
        name = f"messages[{at}].content"
        raise ProblemError(unprocessable(FieldError(name, _TEXT_ONLY))) from None
    return "\n".join(part.text for part in parts)


def _question(text: str, at: int) -> str:
    try:
        return _QUESTION.validate_python(text)
    except ValidationError as error:
        place = ("body", "messages", at, "content")
        found = [{**one, "loc": place} for one in error.errors(include_input=False)]
        raise ProblemError(problem_from(found)) from None


def _turns(said: Sequence[tuple[str, str]]) -> tuple[Turn, ...]:
    """Each question with all that was answered to it; a greeting before the first is no turn."""
    turns: list[tuple[str, list[str]]] = []
    for role, text in said:
        if role == "user":
            turns.append((text, []))
        elif turns:
            turns[-1][1].append(text)
    made = [
        Turn(_cut(question, QUESTION_LIMIT), _cut("\n".join(answers), ANSWER_LIMIT))
        for question, answers in turns[-HISTORY_LIMIT:]
    ]
    return tuple(turn for turn in made if turn.question)


def _cut(text: str, limit: int) -> str:
    return clean(text[: limit * RAW_FACTOR])[:limit]


_TALK = ("user", "assistant")
_PARTS = TypeAdapter(list[ChatPart])
_QUESTION: TypeAdapter[str] = TypeAdapter(QuestionText)
