"""A new generation takes over at a request's boundary; a broken one never does."""

from pathlib import Path

from embeddings.encoder import load_encoder
from rag.chunking import ChunkSettings
from rag.ingest import ingest
from rag.live import LiveIndex
from rag.pipeline import IndexPipeline
from rag.store import Store


def text(folder: Path, name: str, words: str) -> Path:
    path = folder / f"{name}.txt"
    path.write_text(words * 3 + "\n", encoding="utf-8")
    return path


def test_the_new_generation_is_served_after_a_refresh(tmp_path: Path) -> None:
    encoder, store = load_encoder(), Store(tmp_path / "index")
    ingest([text(tmp_path, "first", "1952年有会员2902人。")], store, encoder, ChunkSettings())
    live = LiveIndex(store, encoder, poll_seconds=3600)
    held = live.current()
    ingest([text(tmp_path, "second", "1960年有船15艘。")], store, encoder, ChunkSettings())
    assert live.current() is held  # not looked for yet
    live.refresh()
    assert live.current() is not held
    assert [one.id for one in IndexPipeline(live).documents()] == ["first", "second"]
    # What a request holds goes on working.
    assert held.retriever.index.lexical.search(["会员"], 1)


def test_a_damaged_new_generation_leaves_the_old_one_serving(tmp_path: Path) -> None:
    encoder, store = load_encoder(), Store(tmp_path / "index")
    ingest([text(tmp_path, "first", "1952年有会员2902人。")], store, encoder, ChunkSettings())
    live = LiveIndex(store, encoder, poll_seconds=3600)
    report = ingest([text(tmp_path, "second", "有船15艘。")], store, encoder, ChunkSettings())
    passages = tmp_path / "index" / "generations" / report.generation / "passages.jsonl"
    passages.write_bytes(passages.read_bytes()[:-40])
    live.refresh()
    assert [one.id for one in IndexPipeline(live).documents()] == ["first"]
    assert live.alerts()
