"""The MCP server, over stdio and at ``/mcp``. The only file that knows the protocol's library.

Importing the library takes most of a second, so it and the tools wait for the first client. At
``/mcp`` each POST stands alone (no sessions, answers as JSON, GET is refused), which the protocol
allows: there is nothing to keep between calls, so nothing can leak or outlive a restart. Host,
Origin, key, rate and body size are checked before by the guard.

The low-level server is used, since the other one writes to the root logger and answers a wrong
argument with the argument. Specification: https://modelcontextprotocol.io/specification
"""

import sys
from collections.abc import Awaitable, Callable
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Protocol

from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from api.logs import configure_logging
from api.problems import ProblemError
from api.service import Service, Workers

if TYPE_CHECKING:
    from mcp.server.context import ServerRequestContext
    from mcp.server.lowlevel import Server
    from mcp_types import (
        CallToolRequestParams,
        CallToolResult,
        ListToolsResult,
        PaginatedRequestParams,
    )
    from mcp_types import Tool as ToolInfo

    from api.mcp_tools import Outcome, Tool
    from rag.pipeline import Pipeline


class Run(Protocol):
    """Runs a blocking call beside the event loop."""

    def __call__(self, call: "Callable[[], Outcome]", /) -> "Awaitable[Outcome]":
        """The call's result."""
        ...


def mcp_routes(service: Service) -> list[Route]:
    """The route of ``/mcp``."""
    return [Route("/mcp", McpEndpoint(service), methods=["POST"])]


class McpEndpoint:
    """ASGI application for POST requests to ``/mcp``."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._server: Server[Any] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one message. Raises ProblemError (503) when too much is waiting."""
        workers = self._service.workers
        if self._server is None:
            self._server = await workers.run(self._make)
        from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

        manager = StreamableHTTPSessionManager(self._server, json_response=True, stateless=True)
        async with manager.run():
            await manager.handle_request(scope, receive, send)

    def _make(self) -> "Server[Any]":
        return make_server(self._service.pipeline, self._service.answering().run)


def serve_stdio(pipeline: "Pipeline") -> None:
    """Speak the protocol on standard input and output until the input ends."""
    import anyio
    from mcp.server.stdio import stdio_server

    configure_logging(sys.stderr)

    async def run() -> None:
        server = make_server(pipeline, Workers().run)
        async with stdio_server() as (read, write):
            await server.run(read, write, server.create_initialization_options())

    anyio.run(run)


def make_server(pipeline: "Pipeline", run: Run) -> "Server[Any]":
    """A server with the tools of ``api.mcp_tools``.

    Args:
        pipeline: what the tools ask.
        run: runs their calls.
    """
    from mcp.server.lowlevel import Server
    from mcp.shared.exceptions import MCPError
    from mcp_types import INVALID_PARAMS, CallToolResult, ListToolsResult, TextContent

    from api.mcp_tools import INSTRUCTIONS, TOOLS, call_tool, failure

    tools = {tool.name: tool for tool in TOOLS}
    infos = [_info(tool) for tool in TOOLS]

    async def list_tools(
        _: "ServerRequestContext[Any, Any]", __: "PaginatedRequestParams | None"
    ) -> "ListToolsResult":
        return ListToolsResult(tools=infos)

    async def call(
        _: "ServerRequestContext[Any, Any]", params: "CallToolRequestParams"
    ) -> "CallToolResult":
        tool = tools.get(params.name)
        if tool is None:
            raise MCPError(INVALID_PARAMS, "没有这个工具 · no such tool")
        try:
            outcome = await run(lambda: call_tool(tool, pipeline, params.arguments or {}))
        except ProblemError as error:
            outcome = failure(error.problem)
        return CallToolResult(
            content=[TextContent(type="text", text=outcome.text)],
            structured_content=outcome.found,
            is_error=outcome.found is None,
        )

    return Server(
        "youju",
        version=version("youju"),
        title="有据 Youju",
        instructions=INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call,
    )


def _info(tool: "Tool") -> "ToolInfo":
    from mcp_types import Tool as ToolInfo
    from mcp_types import ToolAnnotations

    return ToolInfo(
        name=tool.name,
        title=tool.title,
        description=tool.description,
        input_schema=tool.takes.model_json_schema(),
        output_schema=tool.gives.model_json_schema(),
        annotations=ToolAnnotations(
            read_only_hint=True, idempotent_hint=True, open_world_hint=False
        ),
    )
