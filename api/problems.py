"""Every error answer: RFC 9457 problem details, Chinese first, never a word of the input.

The ``kind`` of a problem is stable and machine-readable; it ends its ``type``. Texts are
constants of this project, so nothing a client sent can come back in them.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from starlette.exceptions import HTTPException
from starlette.responses import Response

MEDIA_TYPE = "application/problem+json"
_NO_HEADERS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with one field: its name, what is allowed, and the limit as a number."""

    field: str
    detail: str
    limit: int | None = None

    def to_json(self) -> dict[str, object]:
        """The object in ``errors``; ``limit`` only where there is one."""
        shown: dict[str, object] = {"field": self.field, "detail": self.detail}
        if self.limit is not None:
            shown["limit"] = self.limit
        return shown


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem. ``instance`` is set only where an operator can look something up by it."""

    status: int
    kind: str
    title: str
    detail: str
    errors: tuple[FieldError, ...] = ()
    instance: str | None = None
    headers: Mapping[str, str] = field(default_factory=lambda: _NO_HEADERS)

    def body(self) -> bytes:
        """The JSON document, UTF-8."""
        shown: dict[str, object] = {
            "type": f"urn:youju:problem:{self.kind}",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
        }
        if self.instance is not None:
            shown["instance"] = self.instance
        if self.errors:
            shown["errors"] = [error.to_json() for error in self.errors]
        return json.dumps(shown, ensure_ascii=False, allow_nan=False).encode()

    def response(self) -> Response:
        """The whole HTTP answer."""
        return Response(self.body(), self.status, dict(self.headers), MEDIA_TYPE)


class ProblemError(HTTPException):
    """Raise to answer with a problem.

    A Starlette HTTPException, because FastAPI lets only those pass where it reads a body.
    """

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.status, problem.title, dict(problem.headers))
        self.problem = problem


def not_found(detail: str = "这里没有内容。 · Nothing is here.") -> Problem:
    """404."""
    return Problem(404, "not-found", "找不到 · Not found", detail)


def bad_request(kind: str, detail: str) -> Problem:
    """400: the bytes cannot be understood at all."""
    return Problem(400, kind, "请求无法读懂 · Bad request", detail)


def unprocessable(*errors: FieldError) -> Problem:
    """422: understood, but outside what is allowed."""
    return Problem(
        422,
        "invalid-request",
        "请求不合要求 · Invalid request",
        "请按 errors 中的说明修改。 · See errors for what is allowed.",
        errors,
    )


def body_too_large(limit: int) -> Problem:
    """413."""
    return Problem(
        413,
        "body-too-large",
        "请求体太大 · Body too large",
        f"请求体最多 {limit} 字节。 · A body has at most {limit} bytes.",
        (FieldError("body", f"至多 {limit} 字节 · at most {limit} bytes", limit),),
        headers={"Connection": "close"},
    )


def unsupported_media(detail: str) -> Problem:
    """415."""
    return Problem(415, "unsupported-media-type", "不支持这种格式 · Unsupported media type", detail)


def no_index() -> Problem:
    """503: nothing to answer from. The reason goes to the log, not to the client."""
    return Problem(
        503,
        "no-index",
        "暂时不能回答 · Not ready",
        "没有可用的索引，请管理员查看日志。 · No index is being served; the log says why.",
        headers={"Retry-After": "5"},
    )


def busy() -> Problem:
    """503: the queue is full."""
    return Problem(
        503,
        "busy",
        "正忙，请稍后再试 · Busy",
        "排队的请求太多。 · Too many requests are waiting.",
        headers={"Retry-After": "1"},
    )


def stopping() -> Problem:
    """503: the server is on its way out."""
    return Problem(
        503,
        "stopping",
        "服务正在停止 · Stopping",
        "请稍后再问一次。 · Ask again in a moment.",
        headers={"Retry-After": "5"},
    )


def internal(error_id: str) -> Problem:
    """500: the id is all a client learns; the log has the rest."""
    return Problem(
        500,
        "internal-error",
        "服务出错 · Internal error",
        f"出错编号 {error_id}，请告知管理员。 · Tell the operator the error id {error_id}.",
        instance=f"urn:youju:error:{error_id}",
    )
