"""What can be set, read once from the environment at the entry point and passed down.

Every field is the environment variable ``YOUJU_<NAME>``; the README's table is kept equal to
this class by a test.
"""

import os
import re
from ipaddress import ip_network
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, ValidationInfo, field_validator

from rag.errors import SettingsError

# What browsers send: RFC 6454, section 6.2. Names beyond ASCII come as punycode.
_ORIGIN = re.compile(
    r"(?:https://(?![^/]*:443$)|http://(?![^/]*:80$))"
    r"(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:]+\])(?::[1-9][0-9]{0,4})?"
)
_ENDPOINT = re.compile(
    r"https?://(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?(?:/[^\s?#@]*)?"
)


_PREFIX = "YOUJU_"


class Settings(BaseModel):
    """Settings of one process. Lists are comma-separated in the environment."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    index: Path = Field(default=Path("index"), description="索引目录 · the index directory")
    host: str = Field(default="127.0.0.1", description="监听地址 · address to listen on")
    port: int = Field(default=8000, ge=0, le=65535, description="端口 · port; 0 picks a free one")
    encoder: str | None = Field(
        default=None,
        description="句向量模型：名称或目录，不设则用自带模型 · "
        "sentence-transformers model by name or folder; unset: the shipped one",
    )
    query_prompt: str = Field(
        default="", description="问题前缀（bge、e5 等模型需要） · prompt before each question"
    )
    passage_prompt: str = Field(default="", description="段落前缀 · prompt before each passage")
    reranker: str | None = Field(
        default=None,
        description="重排模型（CrossEncoder）：名称或目录，不设则不用 · "
        "a cross-encoder that re-scores the found passages; unset: none",
    )
    reader: bool = Field(
        default=True,
        description="用阅读器在找到的句子里认答案；0 则只靠规则，更省内存 · "
        "a small network reads for the answer; 0: rules alone, less memory",
    )
    hosts: tuple[str, ...] = Field(
        default=("127.0.0.1", "localhost", "[::1]"),
        description="允许的 Host 头 · Host headers that are answered, comma-separated",
    )
    api_key: str | None = Field(
        default=None, description="设置后 /v1 需带 Bearer 密钥 · when set, /v1 asks for it"
    )
    widget_origins: tuple[str, ...] = Field(
        default=(),
        description="可以嵌入挂件的网站，如 https://example.org，逗号分隔；空则只限本服务 · "
        "origins that may embed the widget; empty: only this server",
    )
    trusted_proxies: tuple[str, ...] = Field(
        default=(),
        description="可信代理的地址或网段，只采信它们的 X-Forwarded-For · "
        "proxies whose X-Forwarded-For is believed",
    )
    docs: bool | None = Field(
        default=None,
        description="是否开放 /docs；不设则仅本机 · serve /docs; unset: only on loopback",
    )
    rate: int = Field(
        default=120, ge=0, description="每客户端每分钟请求数，0 不限 · requests a minute a client"
    )
    poll_seconds: float = Field(
        default=1.0,
        gt=0,
        description="查看新索引的间隔（秒） · how often a new index is looked for",
    )
    feedback: Path | None = Field(
        default=None,
        description="评价存在哪个文件；不设则为索引目录旁的 feedback.sqlite · "
        "where feedback is kept; unset: feedback.sqlite beside the index",
    )
    log_format: Literal["text", "json"] = Field(
        default="text",
        description="日志格式：text 或 json，都在标准错误上 · log lines, on standard error",
    )
    risk: float = Field(
        default=0.35,
        ge=0,
        le=1,
        description="把握低于此数即拒答（0-1，越大越谨慎） · "
        "answers less likely right than this are refused; higher is more cautious",
    )
    llm_url: str | None = Field(
        default=None,
        description="大模型接口（OpenAI 兼容）的根地址，如 http://127.0.0.1:11434/v1 · "
        "base URL of a language model; unset: none, and no request leaves",
    )
    llm_model: str | None = Field(
        default=None, validate_default=True, description="大模型的名称 · its name there"
    )
    llm_key: str | None = Field(
        default=None, repr=False, description="大模型接口的密钥 · the endpoint's key"
    )
    llm_seconds: float = Field(
        default=20.0,
        gt=0,
        le=600,
        description="等大模型的期限（秒），过时用摘录的回答 · "
        "its deadline a question; then the extracted answer stands",
    )
    llm_bytes: int = Field(
        default=1_000_000, gt=0, description="大模型回复的上限（字节） · its longest reply, bytes"
    )
    llm_evidence: int = Field(
        default=8000,
        gt=0,
        description="发给大模型的原文上限（字），文献不超过时整篇发送 · "
        "most characters of text sent to it; a document that fits is sent whole",
    )
    llm_at_once: int = Field(
        default=2,
        gt=0,
        description="同时请大模型写的回答数，超过的用摘录 · "
        "answers it writes at once; others are extracted",
    )

    @field_validator("hosts", "widget_origins", "trusted_proxies", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(part.strip() for part in value.split(",") if part.strip())
        return value

    @field_validator("widget_origins")
    @classmethod
    def _exact(cls, origins: tuple[str, ...]) -> tuple[str, ...]:
        if not all(_ORIGIN.fullmatch(origin) for origin in origins):
            raise ValueError(
                "an origin is https://name or http://name:port as a browser writes it: "
                "lower case, no path, no *, no default port"
            )
        return origins

    @field_validator("trusted_proxies")
    @classmethod
    def _networks(cls, networks: tuple[str, ...]) -> tuple[str, ...]:
        for network in networks:
            ip_network(network, strict=False)
        return networks

    @field_validator("llm_url")
    @classmethod
    def _endpoint(cls, value: str | None) -> str | None:
        if value is not None and not _ENDPOINT.fullmatch(value):
            raise ValueError("a base URL is http(s)://host[:port][/path], no user, query or blank")
        return value

    @field_validator("llm_model")
    @classmethod
    def _named(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value is None and info.data.get("llm_url") is not None:
            raise ValueError("YOUJU_LLM_URL is set, so the model must be named")
        return value

    @field_validator(
        *("encoder", "reranker", "api_key", "feedback", "docs", "llm_url", "llm_model", "llm_key"),
        mode="before",
    )
    @classmethod
    def _blank_is_unset(cls, value: object) -> object:
        return None if isinstance(value, str) and not value.strip() else value


def read_settings(**overrides: object) -> Settings:
    """Read the environment; ``overrides`` (command-line options) win, None means not given.

    Raises:
        SettingsError: a value is not allowed; names the variable.
    """
    names = {name: _PREFIX + name.upper() for name in Settings.model_fields}
    given: dict[str, object] = {
        name: os.environ[variable] for name, variable in names.items() if variable in os.environ
    }
    given |= {name: value for name, value in overrides.items() if value is not None}
    try:
        return Settings.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        name = _PREFIX + "_".join(str(part) for part in first["loc"]).upper()
        raise SettingsError(
            f"{name} = {first.get('input')!r} is not allowed: {first['msg']}.",
            "See the settings table in the README.",
        ) from error
