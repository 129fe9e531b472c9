"""A passage is as near as its nearest sentence; a sentence is led by what dates it."""

from pathlib import Path

import numpy as np
import pytest

from rag.analysis import Analyses
from rag.chunking import ChunkSettings, chunk
from rag.corpus import read_document
from rag.ingest import ingest
from rag.live import LiveIndex
from rag.question import read_question
from rag.retrieval import RankingWeights, Retriever
from rag.sentence_vectors import SentenceVectors, dated
from rag.store import Store
from rag.types import Document, Filters
from tests.conftest import KeywordEncoder

TEXT = (
    "第一节 沿革\n\n1952年，工会成立。会员渔业并重，渔业渔业渔业。\n\n第二节 船厂\n\n船厂改选。\n"
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "made.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def document(file: Path) -> Document:
    return read_document(file)


def test_a_passage_is_as_near_as_its_nearest_sentence(document: Document) -> None:
    encoder = KeywordEncoder(("工会", "渔业", "船厂"))
    vectors = SentenceVectors(Analyses({document.id: document}), encoder)
    passages = chunk(document, ChunkSettings())
    query = np.array([1, 0, 0, 0], np.float32)
    assert vectors.nearest(passages, query) == pytest.approx([1.0, 0.0])
    whole = encoder.encode_passages([passages[0].text])[0] @ query
    assert whole == pytest.approx(1 / np.sqrt(17))  # 工会 once, 渔业 four times
    assert vectors.nearest([], query) == []


def test_a_sentence_is_encoded_once(document: Document) -> None:
    encoder = KeywordEncoder()
    analyses = Analyses({document.id: document})
    vectors = SentenceVectors(analyses, encoder)
    sentences = [analyses.of(document.id, one.number) for one in document.sentences]
    first = vectors.of(sentences)
    count = encoder.encoded
    assert count == len(document.sentences) == 3
    assert (vectors.of(sentences[::-1])[::-1] == first).all()
    assert encoder.encoded == count


def test_a_sentence_is_led_by_the_words_that_date_it(document: Document) -> None:
    analyses = Analyses({document.id: document})
    assert dated(analyses.of(document.id, 1)) == "1952年，工会成立。"
    assert dated(analyses.of(document.id, 2)) == "1952年 会员渔业并重，渔业渔业渔业。"


def test_dense_alone_ranks_by_the_sentence_and_knows_a_year_in_other_words(
    file: Path, tmp_path: Path
) -> None:
    encoder = KeywordEncoder(("工会", "渔业", "船厂", "1952年"))
    store = Store(tmp_path / "index")
    ingest([file], store, encoder, ChunkSettings())
    index = LiveIndex(store, encoder, poll_seconds=3600.0).current().index
    retriever = Retriever(index, encoder, RankingWeights(dense=1.0))
    hits = retriever.fused(read_question("五二年的事？"), Filters())
    assert hits[0].passage.text.startswith("1952年")
    assert hits[0].score == pytest.approx(1.0)
    assert hits[1].dense == 0.0
