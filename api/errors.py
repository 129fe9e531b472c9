"""Which problem an exception becomes. Handlers are async: the framework runs others in threads."""

import logging

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from api.problems import FieldError, Problem, ProblemError, no_index, not_found, unprocessable
from api.validation import problem_from
from rag.errors import NotFoundError, QuestionError, StoreError, UnsupportedError

_log = logging.getLogger("youju.api")


async def on_invalid(_: Request, error: Exception) -> Response:
    """A request that is not what the models say: 422."""
    if not isinstance(error, RequestValidationError):
        raise error
    return problem_from(error.errors()).response()


async def on_http_error(_: Request, error: Exception) -> Response:
    """Our own problems, and what the router says of paths and methods: 404, 405."""
    if isinstance(error, ProblemError):
        return error.problem.response()
    if not isinstance(error, HTTPException):
        raise error
    return _plain(error).response()


async def on_youju_error(_: Request, error: Exception) -> Response:
    """What the pipeline raises on purpose; anything else of the tree is a fault: 500."""
    problem = problem_of(error)
    if problem is None:
        raise error
    return problem.response()


def problem_of(error: Exception) -> Problem | None:
    """The problem that a known error is to a client; None for a fault of ours."""
    if isinstance(error, ProblemError):
        return error.problem
    if isinstance(error, QuestionError):
        return unprocessable(FieldError(error.field, f"{error.what} {error.remedy}"))
    if isinstance(error, NotFoundError):
        return not_found("没有这个编号。 · No document or passage has that id.")
    if isinstance(error, UnsupportedError):
        return _UNSUPPORTED
    if isinstance(error, StoreError):
        # Its text names paths of this machine: for the operator only.
        _log.error("no index: %s", error)
        return no_index()
    return None


def _plain(error: HTTPException) -> Problem:
    if error.status_code == 404:
        return not_found("没有这个地址。 · No such address.")
    if error.status_code == 405:
        return Problem(
            405,
            "method-not-allowed",
            "方法不对 · Method not allowed",
            "允许的方法见 Allow 头。 · The Allow header names the methods.",
            headers=dict(error.headers or {}),
        )
    return Problem(error.status_code, "http-error", "请求失败 · Request failed", "见状态码。")


_UNSUPPORTED = Problem(
    409,
    "not-configured",
    "没有配置所需的部件 · Not configured",
    "没有配置语言模型；请用 mode: auto 或 extractive。 · "
    "No language model is configured; use mode auto or extractive.",
)
