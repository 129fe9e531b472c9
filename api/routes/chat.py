"""``POST /v1/chat/completions`` and ``GET /v1/models``: the door for OpenAI's clients."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Body, Query
from fastapi.responses import Response

from api.chat import Completion, failed
from api.chat_request import ChatRequest, Conversation
from api.problems import ProblemError, not_found
from api.requests import NoQuery
from api.routing import JsonResponse, problems, router
from api.schemas.chat import ChatCompletionOut, ModelOut, ModelsOut
from api.service import Service
from api.streaming import Frames, begin, closing

USUAL = "youju"
"""The model that asks with mode "auto"."""

_Mode = Literal["auto", "extractive", "generative"]
_TAGS: list[str] = ["OpenAI"]
_NO_MODEL = not_found("没有这个模型，见 /v1/models。 · No such model; see /v1/models.")
_ASKED = {"role": "user", "content": "北海市总工会是什么时候正式成立的？"}
_EXAMPLES: dict[str, Any] = {
    "提问 · a question": {"value": {"model": USUAL, "messages": [_ASKED]}},
    "追问 · a follow-up": {
        "value": {
            "model": USUAL,
            "messages": [
                _ASKED,
                {"role": "assistant", "content": "1953年12月。[1]"},
                {"role": "user", "content": [{"type": "text", "text": "那一年还有哪些会议？"}]},
            ],
        }
    },
    "逐步送出 · streamed": {"value": {"model": USUAL, "stream": True, "messages": [_ASKED]}},
}
_STREAM: dict[str, Any] = {
    "description": "回答；stream: true 时为事件流 · the answer, or its events",
    "content": {"text/event-stream": {"schema": {"type": "string"}}},
}


def routes(service: Service) -> APIRouter:
    """The routes of OpenAI's names."""
    made = router()
    _completions(made, service)
    _models(made, service)
    return made


def _completions(made: APIRouter, service: Service) -> None:
    @made.post(
        "/v1/chat/completions",
        tags=[*_TAGS],
        summary="OpenAI 兼容的问答 · OpenAI-compatible chat",
        description="最后一条 user 消息是问题，此前的 user、assistant 消息是历史，其余角色不用。"
        "引注 [1] 在文中，`citations` 是完整的引文；用流时它在结束前的一块里。"
        "OpenAI 的其他参数接受而不用；出错时是 problem 对象。 · "
        "The last user message is the question. Markers stand in the text, `citations` holds the "
        "citation objects (streamed: on the chunk before the last). Sampling keys are ignored.",
        response_model=ChatCompletionOut,
        responses={**problems(401, 404, 408, 409, 413, 415, 422, 503), 200: _STREAM},
    )
    async def chat(body: Annotated[ChatRequest, Body(openapi_examples=_EXAMPLES)]) -> Response:
        asked, completion = body.conversation(), Completion(body.model)
        mode = _mode(service, body.model)
        workers = service.answering(mode)
        if body.stream:
            return await begin(workers, _frames(service, asked, mode, completion), failed)

        def call() -> bytes:
            return completion.whole(service.pipeline.ask(asked.question, asked.turns, mode=mode))

        return JsonResponse(await workers.run(call))


def _models(made: APIRouter, service: Service) -> None:
    @made.get(
        "/v1/models",
        tags=[*_TAGS],
        summary="可用的模型 · Models",
        description="youju：有什么用什么；extraction：只摘原文；其余为所配置的语言模型。 · "
        "youju: whatever serves best; extraction: quotes only; others: the language model.",
        response_model=ModelsOut,
        responses=problems(401, 422),
    )
    async def models(query: Annotated[NoQuery, Query()]) -> Response:
        known = [ModelOut(id=name) for name in _names(service)]
        return JsonResponse(ModelsOut(data=known).to_json())

    @made.get(
        "/v1/models/{id:path}",
        tags=[*_TAGS],
        summary="一个模型 · One model",
        response_model=ModelOut,
        responses=problems(401, 404, 422),
    )
    async def model(id: str, query: Annotated[NoQuery, Query()]) -> Response:
        if id not in _names(service):
            raise ProblemError(_NO_MODEL)
        return JsonResponse(ModelOut(id=id).to_json())


def _names(service: Service) -> tuple[str, ...]:
    return (USUAL, *service.pipeline.models())


def _mode(service: Service, model: str) -> _Mode:
    """What a model's name stands for. Raises ProblemError (404)."""
    writers = service.pipeline.models()
    if model == USUAL:
        return "auto"
    if model not in writers:
        raise ProblemError(_NO_MODEL)
    return "extractive" if model == writers[0] else "generative"


def _frames(service: Service, asked: Conversation, mode: _Mode, completion: Completion) -> Frames:
    with closing(service.pipeline.stream(asked.question, asked.turns, mode=mode)) as events:
        yield from completion.chunks(events)
