"""Checks on the head of a request: host, sizes, framing, query string."""

from collections.abc import Sequence
from urllib.parse import parse_qsl

from starlette.types import Scope

from api.problems import FieldError, Problem, ProblemError, bad_request, unprocessable

HEADERS_LIMIT = 100
HEADER_BYTES_LIMIT = 32 * 1024
TARGET_BYTES_LIMIT = 16 * 1024


class KnownHost:
    """Only answer to names we are meant to be called by; stops DNS rebinding.

    Args:
        hosts: allowed names; ports and case do not matter.
    """

    def __init__(self, hosts: Sequence[str]) -> None:
        self._known = frozenset(_host_name(host) for host in hosts)

    def __call__(self, scope: Scope) -> None:
        """Raises ProblemError (400)."""
        hosts = [value for name, value in scope["headers"] if name == b"host"]
        if len(hosts) == 1 and _host_name(hosts[0].decode("latin-1")) in self._known:
            return
        detail = (
            "本服务不以这个主机名应答；管理员可在 YOUJU_HOSTS 中添加。 · "
            "Not a host this service answers to; the operator can add it to YOUJU_HOSTS."
        )
        raise ProblemError(bad_request("unknown-host", detail))


def _host_name(host: str) -> str:
    """ "LocalHost:8000" -> "localhost", "::1" and "[::1]:80" -> "[::1]"."""
    host = host.strip().lower()
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    if host.count(":") > 1:
        return f"[{host}]"
    return host.partition(":")[0]


def modest_head(scope: Scope) -> None:
    """Refuse heads far larger than any honest one. Raises ProblemError (431, 414)."""
    headers = scope["headers"]
    size = sum(len(name) + len(value) for name, value in headers)
    if len(headers) > HEADERS_LIMIT or size > HEADER_BYTES_LIMIT:
        raise ProblemError(HEAD_TOO_LARGE)
    if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > TARGET_BYTES_LIMIT:
        raise ProblemError(_TARGET_TOO_LONG)


def one_framing(scope: Scope) -> None:
    """Refuse a body measured in two ways, the root of request smuggling. Raises 400."""
    names = [name for name, _ in scope["headers"]]
    if b"content-length" in names and b"transfer-encoding" in names:
        detail = (
            "不可同时给出 Content-Length 与 Transfer-Encoding。 · "
            "Content-Length and Transfer-Encoding exclude each other."
        )
        raise ProblemError(bad_request("two-lengths", detail))


def readable_query(scope: Scope) -> None:
    """Refuse a query string that is not UTF-8 (400) or names a parameter twice (422)."""
    query: bytes = scope["query_string"]
    if not query:
        return
    try:
        pairs = parse_qsl(query.decode("ascii"), keep_blank_values=True, errors="strict")
    except ValueError:
        detail = "查询字符串须为百分号编码的 UTF-8。 · The query string must be UTF-8."
        raise ProblemError(bad_request("query-not-utf-8", detail)) from None
    if len({name for name, _ in pairs}) != len(pairs):
        detail = "每个参数只能出现一次 · each parameter may occur once"
        raise ProblemError(unprocessable(FieldError("query", detail)))


HEAD_TOO_LARGE = Problem(
    431,
    "head-too-large",
    "请求头太大 · Header fields too large",
    f"最多 {HEADERS_LIMIT} 个头、{HEADER_BYTES_LIMIT} 字节。 · "
    f"At most {HEADERS_LIMIT} header fields and {HEADER_BYTES_LIMIT} bytes.",
    headers={"Connection": "close"},
)
_TARGET_TOO_LONG = Problem(
    414,
    "target-too-long",
    "地址太长 · URI too long",
    f"最多 {TARGET_BYTES_LIMIT} 字节。 · At most {TARGET_BYTES_LIMIT} bytes.",
)
