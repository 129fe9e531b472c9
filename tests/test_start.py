"""What a start costs: beside its own libraries, and what it leaves unloaded."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from rag.__main__ import SHIPPED
from rag.chunking import ChunkSettings
from rag.ingest import ingest
from rag.store import Store

pytestmark = pytest.mark.alone

ROOT = Path(__file__).resolve().parent.parent
QUESTION = "1952年底有多少会员？"
LIBRARIES = (
    "import faiss, numpy, onnxruntime, opencc, rich.console, tantivy, tokenizers, typer\n"
    "import pydantic; pydantic.TypeAdapter(int)"
)

# Each of these costs a start between 10 and 1,000 ms.
NEVER = {"torch", "sentence_transformers", "transformers", "langchain_text_splitters", "rjieba"}
NOT_FOR_A_QUESTION = NEVER | {"api", "asyncio", "fastapi", "mcp", "pydantic_settings", "ssl"}
NOT_FOR_THE_SERVICE = NEVER | {"docx", "mcp", "prometheus_client", "rich"}

ASKS = f"""
import sys
from rag.pipeline import open_pipeline
from rag.settings import read_settings
pipeline = open_pipeline(read_settings())
pipeline.ask({QUESTION!r})
"""
SERVES = (
    ASKS
    + """
from api.server import make_server
make_server(pipeline, read_settings(), print)
"""
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from embeddings.encoder import load_encoder

    root = tmp_path_factory.mktemp("start") / "index"
    ingest([SHIPPED], Store(root), load_encoder(), ChunkSettings())
    return root


def spent(command: list[str]) -> tuple[float, int]:
    """Seconds of processor time and the most memory (in the system's unit) of a process."""
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return used.ru_utime + used.ru_stime, used.ru_maxrss


def test_a_question_costs_at_most_three_times_its_libraries(index: Path) -> None:
    youju = [sys.executable, "-m", "rag", "ask", QUESTION, "--index", str(index)]
    spent(youju)  # bytecode, and the files into the system's memory
    asked = [spent(youju) for _ in range(3)]
    loaded = [spent([sys.executable, "-c", LIBRARIES]) for _ in range(3)]
    # Measured 2.0 and 1.8.
    assert min(time for time, _ in asked) < 3 * min(time for time, _ in loaded)
    assert min(memory for _, memory in asked) < 3 * min(memory for _, memory in loaded)


@pytest.mark.parametrize(
    ("script", "unwanted"), [(ASKS, NOT_FOR_A_QUESTION), (SERVES, NOT_FOR_THE_SERVICE)]
)
def test_what_is_not_needed_is_not_loaded(index: Path, script: str, unwanted: set[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", f"{script}\nprint(*{unwanted!r}.intersection(sys.modules))"],
        cwd=ROOT,
        env={**os.environ, "YOUJU_INDEX": str(index)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == []
