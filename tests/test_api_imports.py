"""What importing the HTTP layer brings with it, and that serving opens no way out (row 49)."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HEAVY = (
    "torch",
    "sentence_transformers",
    "transformers",
    "langchain_core",
    "faiss",
    "numpy",
    "onnxruntime",
)


def run(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_importing_the_api_imports_no_model_library() -> None:
    code = f"import sys, api.app; print([m for m in {HEAVY!r} if m in sys.modules])"
    assert run(code).strip() == "[]"


ASK_WITHOUT_NETWORK = """
import sys
from tests.asgi_client import Client

opened = []

def watch(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
        opened.append((event, arguments[1:]))

client = Client()
sys.addaudithook(watch)
codes = [client.ask(question="甲厂有多少工人？").status_code]
codes += [client.get(url).status_code for url in ("/", "/docs", "/v1/search?q=工人", "/readyz")]
print(codes, opened)
"""


def test_row_49_answering_opens_no_outbound_socket() -> None:
    assert run(ASK_WITHOUT_NETWORK).strip() == "[200, 200, 200, 200, 200] []"
