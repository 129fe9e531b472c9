"""The OpenAPI description: the framework's own, with problems and with examples that run.

Ids in the examples come from the index that is being served, so they exist. A test sends every
example and expects an answer.
"""

from typing import TYPE_CHECKING, Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from api.schemas.catalogue import ProblemOut
from rag.errors import StoreError

if TYPE_CHECKING:  # a protocol: nothing of it is needed to run, and its module wires everything
    from rag.pipeline import Pipeline

_QUESTION = "北海市总工会是什么时候正式成立的？"
_WORD = "工会"
_ASK = {
    "提问 · a question": {"question": _QUESTION},
    "追问 · a follow-up": {
        "question": "那一年还有哪些会议？",
        "history": [{"question": _QUESTION, "answer": "1953年12月。"}],
    },
    "限定年份并说明理由 · limited and explained": {
        "question": _QUESTION,
        "mode": "extractive",
        "top_k": 3,
        "filters": {"years": {"from": 1950, "to": 1960}},
        "explain": True,
    },
    "逐步送出 · streamed": {"question": _QUESTION, "stream": True},
}
_ABOUT = """有据：历史文献问答，句句有出处。原文没有的，说明理由而不作答。

Question answering over Chinese historical texts. `quote` is raw source, `source[start:end]` in
Unicode code points (JavaScript: `Array.from`). Errors are RFC 9457 problem details."""


def describe(app: FastAPI, pipeline: "Pipeline") -> dict[str, Any]:
    """The description as a JSON object."""
    made: dict[str, Any] = get_openapi(
        title=app.title, version=app.version, description=_ABOUT, routes=app.routes
    )
    schemas: dict[str, Any] = made.setdefault("components", {}).setdefault("schemas", {})
    problem = ProblemOut.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas.update(problem.pop("$defs", {}))
    schemas["ProblemOut"] = problem
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    body = made["paths"]["/v1/ask"]["post"]["requestBody"]["content"]["application/json"]
    body["examples"] = {name: {"value": value} for name, value in _ASK.items()}
    for path, value in _bodies(pipeline).items():
        body = made["paths"][path]["post"]["requestBody"]["content"]["application/json"]
        body["examples"] = {"示例 · example": {"value": value}}
    examples = _examples(pipeline)
    for path, operations in made["paths"].items():
        for parameter in operations.get("get", {}).get("parameters", ()):
            key = f"{path} {parameter['name']}"
            if key in examples:
                parameter["example"] = examples[key]
    return made


def _examples(pipeline: "Pipeline") -> dict[str, str | int]:
    examples: dict[str, str | int] = {
        "/v1/search q": _WORD,
        "/v1/concordance q": _WORD,
        "/v1/models/{id} id": "youju",
    }
    try:
        documents = pipeline.documents()
        hits = pipeline.search(_WORD, limit=1).hits
    except StoreError:
        return examples
    if documents:
        first = documents[0]
        examples["/v1/documents/{id} id"] = first.id
        examples["/v1/documents/{id}/text id"] = first.id
        examples["/v1/documents/{id}/text start"] = 0
        examples["/v1/documents/{id}/text end"] = min(100, len(first.source))
        if first.sentences:
            for resource in ("context", "reference"):
                path = f"/v1/documents/{{id}}/{resource}"
                examples[f"{path} id"] = first.id
                examples[f"{path} start"] = first.sentences[0].source.start
                examples[f"{path} end"] = first.sentences[0].source.end
    if hits:
        examples["/v1/passages/{id} id"] = hits[0].passage.id
    return examples


def _bodies(pipeline: "Pipeline") -> dict[str, dict[str, object]]:
    """What to send to the routes that keep records; a cited place is one that exists."""
    turn: dict[str, object] = {"question": _QUESTION, "answer": "1953年12月。", "citations": []}
    try:
        first = next((one for one in pipeline.documents() if one.sentences), None)
    except StoreError:
        first = None
    if first is not None:
        span = first.sentences[0].source
        cited = {"marker": 1, "document": first.id, "start": span.start, "end": span.end}
        turn = {**turn, "answer": "1953年12月。[1]", "citations": [cited]}
    rating: dict[str, object] = {
        "answer_id": "…",
        "rating": "up",
        "question": _QUESTION,
        "short_answer": "1953年12月",
        "index": "…",
    }
    return {"/v1/export": {"format": "md", "turns": [turn]}, "/v1/feedback": rating}
