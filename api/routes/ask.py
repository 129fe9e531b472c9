"""``POST /v1/ask``, whole or as a stream of events."""

from collections.abc import Iterator
from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response

from api.known import known
from api.problems import Problem
from api.requests import AskRequest
from api.routing import JsonResponse, problems, router
from api.schemas.answer import AnswerOut, ExplainedAnswerOut, answer_out
from api.schemas.events import DoneOut, event_out
from api.service import Service
from api.streaming import Frames, begin, closing, frame
from rag.events import AnswerEvent
from rag.types import Answer, Filters

_STREAM: dict[str, Any] = {
    "description": "回答；stream: true 时为事件流 · the answer, or its events",
    "content": {
        "text/event-stream": {
            "schema": {"type": "string"},
            "example": 'event: question\ndata: {"question":"…"}\n\n'
            'event: passages\ndata: {"passages":[…]}\n\n'
            'event: delta\ndata: {"text":"…[1]","citations":[…]}\n\n'
            "event: answer\ndata: {…}\n\n"
            'event: done\ndata: {"id":"…"}\n\n',
        }
    },
}


def routes(service: Service) -> APIRouter:
    """The question route."""
    made = router()

    @made.post(
        "/v1/ask",
        tags=["问答 · ask"],
        summary="提问 · Ask",
        description="只据原文作答，句句有出处；原文没有的，说明理由而不作答。"
        "`stream: true` 时为事件流："
        "question、passages、delta（每个是核对过的整句）、answer（与不用流时相同的对象）、done；"
        "中途出错则为 error（problem 对象）。注释行 `:` 只为保持连接。"
        "filters 里有不认识的文献或章节 id 时为 422。 · "
        "Answers from the texts alone, each sentence with its source, or says why not. With "
        "`stream: true` as server-sent events; an error on the way is an `error` event. "
        "An id in filters that is not known is a 422.",
        response_model=AnswerOut | ExplainedAnswerOut,
        responses={**problems(401, 408, 409, 413, 415, 422, 503), 200: _STREAM},
    )
    async def ask(body: AskRequest) -> Response:
        workers = service.answering(body.mode)
        if body.stream:
            return await begin(workers, _frames(service, body), _failed)
        return JsonResponse(await workers.run(lambda: _whole(service, body)))

    return made


def _filters(service: Service, body: AskRequest) -> Filters:
    names = ("filters.documents[{}]", "filters.sections[{}]")
    return known(service.pipeline, body.filters.to_filters(), *names)


def _whole(service: Service, body: AskRequest) -> bytes:
    answer = service.pipeline.ask(
        body.question,
        body.turns(),
        mode=body.mode,
        top_k=body.top_k,
        filters=_filters(service, body),
        explain=body.explain,
    )
    return answer_out(answer, explain=body.explain).to_json()


def _events(service: Service, body: AskRequest) -> Iterator[AnswerEvent]:
    return service.pipeline.stream(
        body.question,
        body.turns(),
        mode=body.mode,
        top_k=body.top_k,
        filters=_filters(service, body),
        explain=body.explain,
    )


def _frames(service: Service, body: AskRequest) -> Frames:
    with closing(_events(service, body)) as events:
        for event in events:
            name, shown = event_out(event, explain=body.explain)
            yield frame(shown.to_json(), name)
            if isinstance(event, Answer):
                yield frame(DoneOut(id=event.id).to_json(), "done")


def _failed(problem: Problem) -> bytes:
    return frame(problem.body(), "error")
