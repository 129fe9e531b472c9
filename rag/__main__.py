"""The command line: ``youju ask | search | ingest | remove | adapt | eval | serve | mcp``.

The outermost layer: nothing imports it, and it alone may import ``api`` and ``eval``, inside
the subcommand that needs them. Results go to standard output, everything else to standard error.
"""

import gc
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from rag.adapting.command import adapt
from rag.errors import YoujuError
from rag.headlines import headline

if TYPE_CHECKING:
    from embeddings.encoder import Encoder
    from rag.settings import Settings

SHIPPED = Path(__file__).parent / "data" / "beihai-union.txt"

app = typer.Typer(
    name="youju",
    help="有据：历史文献问答，句句有出处。\n\nAnswers over historical texts, each with its source.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

feedback = typer.Typer(help="评价 · feedback", no_args_is_help=True)
app.add_typer(feedback, name="feedback")
app.command()(adapt)

IndexOption = Annotated[
    Path | None,
    typer.Option("--index", help="索引目录，默认 YOUJU_INDEX 或 ./index · the index directory"),
]
JsonOption = Annotated[
    bool, typer.Option("--json", help="输出接口格式的 JSON · print the contract's JSON object")
]


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="问题 · the question, 1 to 500 characters")],
    index: IndexOption = None,
    as_json: JsonOption = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="说明为何这样回答 · show why this is the answer")
    ] = False,
) -> None:
    """提问：打印简答、带引注的回答和每条出处。

    例 · example:  youju ask "1952年底有多少会员？"
    """
    from rag.pipeline import open_pipeline
    from rag.settings import read_settings
    from rag.terminal import show_answer

    answer = open_pipeline(read_settings(index=index)).ask(question, explain=explain)
    if as_json:
        from api.schemas.answer import answer_out

        typer.echo(answer_out(answer, explain=explain).model_dump_json(indent=2))
    else:
        show_answer(answer)


@app.command()
def search(
    query: Annotated[str, typer.Argument(help="要找的词句 · what to look for")],
    index: IndexOption = None,
    limit: Annotated[int, typer.Option(min=1, max=100, help="最多几条 · how many at most")] = 5,
    as_json: JsonOption = False,
) -> None:
    """检索：按相关程度列出段落。

    例 · example:  youju search "职工运动会" --limit 3
    """
    from rag.pipeline import open_pipeline
    from rag.settings import read_settings
    from rag.terminal import show_search

    result = open_pipeline(read_settings(index=index)).search(query, limit=limit)
    if as_json:
        from api.schemas.catalogue import SearchOut

        typer.echo(SearchOut.of(result, limit=limit, offset=0).model_dump_json(indent=2))
    else:
        show_search(result)


@app.command()
def ingest(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            help="文本文件（.txt .md）；不给则用自带文献 · text files; none: the shipped text"
        ),
    ] = None,
    index: IndexOption = None,
) -> None:
    """建索引：读入文献，切分、编码，整体发布；没有变化就什么也不做。

    文献旁的 <名>.meta.toml 与 <名>.errata.toml 会一并读入。
    例 · example:  youju ingest ~/gazetteer.txt
    """
    from rag.settings import read_settings

    settings = read_settings(index=index)
    _ingest(paths or [SHIPPED], settings)


@app.command()
def remove(
    documents: Annotated[list[str], typer.Argument(help="文献 id · document ids")],
    index: IndexOption = None,
) -> None:
    """从索引中移除文献。"""
    from rag.chunking import ChunkSettings
    from rag.ingest import remove as remove_documents
    from rag.settings import read_settings
    from rag.store import Store
    from rag.terminal_ingest import progress_bar, show_report

    settings = read_settings(index=index)
    with progress_bar() as progress:
        report = remove_documents(
            documents, Store(settings.index), _encoder(settings), ChunkSettings(), progress
        )
    show_report(report)


@app.command("eval")
def evaluate(
    file: Annotated[Path, typer.Argument(help="问题 · questions, .csv or .jsonl")],
    text: Annotated[Path, typer.Option("--text", help="文献 · the text")],
    out: Annotated[Path | None, typer.Option(help="逐题结果 · rows, .jsonl")] = None,
    encoder: Annotated[
        list[str] | None,
        typer.Option(
            help="比较句向量模型，可多次给出；shipped 是自带的，前缀写作“名称|问题前缀|段落前缀” · "
            "encoders to compare: name|query prompt|passage prompt"
        ),
    ] = None,
    reranker: Annotated[
        list[str] | None,
        typer.Option(
            help="再比较重排模型，配第一个句向量模型 · re-rankers, with the first encoder"
        ),
    ] = None,
) -> None:
    """用自己的文献和问题评测；问题文件的样子见 eval/data/template.csv。

    给出 --encoder 或 --reranker 时，只比较检索：召回、MRR、成对差异与毫秒。

    例 · example:  youju eval 问题.csv --text 某志.txt --encoder shipped --encoder adapted
    """
    if encoder or reranker:
        from eval.encoders import compare

        typer.echo(compare(file, text, encoder or [], reranker or []))
        return
    from eval.rows import write_run
    from eval.tables import run_report
    from eval.user import run as run_user

    done = run_user(file, text, command="youju eval")
    typer.echo(run_report(done))
    if out is not None:
        write_run(out, done)


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="监听地址 · address, default 127.0.0.1")] = None,
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, help="端口 · port, default 8000")
    ] = None,
    index: IndexOption = None,
) -> None:
    """启动服务；第一次启动时先为自带文献建索引。

    例 · example:  youju serve --port 8123
    """
    from rag.settings import read_settings

    settings = read_settings(host=host, port=port, index=index)
    _first_index(settings)
    from api.server import serve as serve_http

    serve_http(settings)


@app.command("mcp")
def serve_mcp(index: IndexOption = None) -> None:
    """以 MCP 协议经标准输入输出服务，供 AI 助手调用；第一次启动时先建索引。

    标准输出只有协议，其余都在标准错误。 · Only the protocol goes to standard output.
    """
    from rag.settings import read_settings

    settings = read_settings(index=index)
    _first_index(settings)
    from api.mcp_server import serve_stdio
    from rag.pipeline import open_pipeline

    pipeline = open_pipeline(settings)
    gc.freeze()
    gc.enable()
    serve_stdio(pipeline)


def _first_index(settings: "Settings") -> None:
    """Build the index of the shipped text where there is none at all."""
    from rag.store import Store

    if Store(settings.index).pointer() is None:
        typer.echo("第一次启动，先建索引 · first start: building the index", err=True)
        _ingest([SHIPPED], settings)


@feedback.command("export")
def export_feedback(
    jsonl: Annotated[bool, typer.Option("--jsonl", help="JSON 行，不用 CSV · JSON lines")] = False,
    out: Annotated[Path | None, typer.Option(help="写入文件，默认标准输出 · a file")] = None,
) -> None:
    """导出收到的评价，最早的在前；CSV 可用表格软件打开。

    例 · example:  youju feedback export --out 评价.csv
    """
    from api.feedback import FeedbackStore
    from api.feedback_export import export_feedback as export_to
    from rag.settings import read_settings

    kind: Literal["csv", "jsonl"] = "jsonl" if jsonl else "csv"
    count = export_to(FeedbackStore.of(read_settings()).rows(), out, kind)
    typer.echo(f"共 {count} 条 · {count} rows", err=True)


def _ingest(paths: list[Path], settings: "Settings") -> None:
    from rag.chunking import ChunkSettings
    from rag.ingest import ingest as ingest_documents
    from rag.store import Store
    from rag.terminal_ingest import progress_bar, show_report

    gc.enable()
    with progress_bar() as progress:
        report = ingest_documents(
            paths, Store(settings.index), _encoder(settings), ChunkSettings(), progress
        )
    show_report(report)


def _encoder(settings: "Settings") -> "Encoder":
    from embeddings.encoder import load_encoder

    return load_encoder(settings.encoder, settings.query_prompt, settings.passage_prompt)


def run(command: Callable[[], object]) -> int:
    """Run a command; a known error becomes two lines on standard error and status 1."""
    try:
        command()
    except YoujuError as error:
        typer.echo(f"{headline(error)}\n{error}", err=True)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def main() -> None:
    """Entry point of the ``youju`` command."""
    # Nothing that is imported becomes garbage: collecting meanwhile costs a tenth of the start, and
    # at the end as much again. The server and the index builder switch collection on.
    gc.disable()
    # numpy and faiss each start a thread a processor, for large matrices, which nobody here has.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        sys.exit(run(app))
    finally:
        gc.freeze()


if __name__ == "__main__":
    main()
