"""The import rule of the design, held over the code's own imports."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# A package may import itself and what is listed.
LAYERS = {
    "embeddings": set(),
    "rag": {"embeddings"},
    "api": {"rag", "embeddings"},
    "eval": {"rag", "embeddings"},
}

# Inside rag a module imports only what stands above it.
RAG_ORDER = (
    "types",
    "events",
    "errors",
    "settings",
    "language",
    "corpus",
    "chunking",
    "lexical",
    "facts",
    "store",
    "ingest",
    "analysis",
    "matching",
    "followup",
    "question",
    "fusion",
    "weighed_encoder",
    "sentence_vectors",
    "sentence_ranking",
    "retrieval",
    "answering",
    "search",
    "live",
    "replying",
    "pipeline",
    "terminal",
    "terminal_ingest",
    "adapting",
    "headlines",
    "__main__",
)

# Each heavy dependency has one importer.
ONE_IMPORTER = {
    "faiss": {"embeddings/vector_index.py"},
    "tantivy": {"rag/lexical.py"},
    "langchain_text_splitters": {"rag/chunking.py", "eval/peers/langchain.py"},
    "opencc": {"rag/language/simplified.py"},
    "rjieba": {"rag/language/words.py", "embeddings/training/reader/words.py"},
    "onnxruntime": {"embeddings/reading/reader.py", "embeddings/training/reader/export.py"},
    "onnx": {"embeddings/training/reader/tidying.py", "embeddings/training/reader/restoring.py"},
    "mcp": {"api/mcp_server.py"},
    "mcp_types": {"api/mcp_server.py"},
}


def sources() -> list[Path]:
    return sorted(path for layer in LAYERS for path in (ROOT / layer).rglob("*.py"))


def imports(path: Path) -> Iterator[tuple[str, bool]]:
    """Every imported module and whether the import stands at the top of the file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    late = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, id(node) not in late
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide the layer"
            yield node.module or "", id(node) not in late


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_layer_imports_only_the_layers_below(path: Path) -> None:
    layer = path.relative_to(ROOT).parts[0]
    if path == ROOT / "rag/__main__.py":
        allowed = {"rag", "embeddings", "api", "eval"}
    else:
        allowed = LAYERS[layer] | {layer}
    for module, at_top in imports(path):
        other = module.split(".")[0]
        assert other not in LAYERS or other in allowed, f"{path} imports {module}"
        if path == ROOT / "rag/__main__.py" and other in {"api", "eval"}:
            assert not at_top, "the command line imports api and eval inside the subcommand"


@pytest.mark.parametrize(
    "path",
    sorted((ROOT / "rag").rglob("*.py")),
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_inside_rag_a_file_imports_only_what_stands_above_it(path: Path) -> None:
    relative = path.relative_to(ROOT / "rag")
    own = relative.parts[0].removesuffix(".py")
    if own == "__init__":
        return
    for module, _ in imports(path):
        parts = module.split(".")
        if parts[0] == "rag" and len(parts) > 1:
            assert RAG_ORDER.index(parts[1]) <= RAG_ORDER.index(own), f"{path} imports {module}"


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_nobody_imports_the_command_line_and_heavy_parts_have_one_importer(path: Path) -> None:
    relative = path.relative_to(ROOT).as_posix()
    for module, at_top in imports(path):
        assert module != "rag.__main__"
        importers = ONE_IMPORTER.get(module.split(".")[0])
        if importers is not None:
            assert relative in importers, f"{relative} imports {module}"
            assert not at_top or "TYPE_CHECKING" in path.read_text(encoding="utf-8"), (
                f"{relative} imports {module} at the top: heavy parts are imported late"
            )
