"""The five promises of the service, each held by a test that can fail."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from rag.answering.checks import check_lines, quote_holds, unsupported_figures
from rag.answering.draft import Line
from rag.pipeline import IndexPipeline
from rag.types import Citation, Reason, Role

ROOT = Path(__file__).resolve().parent.parent

# Written for this test: every kind of question, several registers, one section after another.
QUESTIONS = (
    "北海市总工会是什么时候正式成立的？",
    "1952年底有多少会员？",
    "二〇〇八年那届职工运动会有多少人参加",
    "1990年有多少個單位實行二級民主管理？",
    "2018年接待来信来访、提供法律咨询服务多少人次？",
    "文化宫改扩建工程哪天竣工的？",
    "为什么要成立职工物价监督站？",
    "什么是“两个普遍”？",
    "全市签订劳动合同的职工有多少人？",
    "1959年文化馆和文化宫合并后有哪些设施？",
    "2012年职工提了多少条合理化建议？",
    "罗愈芳的工作效率提高了多少倍？",
)
NOT_TOLD = (
    "2035年北海有多少工会会员？",
    "“量子工会计划”是什么？",
    "怎么煎牛排才嫩？",
)


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_quote_is_the_source_and_every_figure_is_cited(
    pipeline: IndexPipeline, question: str
) -> None:
    answer = pipeline.ask(question)
    assert answer.refusal is None, f"refused: {answer.refusal}"
    assert answer.citations
    for citation in answer.citations:
        source = pipeline.document(citation.document).source
        assert source[citation.start : citation.end] == citation.quote
        assert f"[{citation.marker}]" in answer.answer
    assert answer.checks.quotes.checked == answer.checks.quotes.ok > 0
    assert answer.checks.numbers.checked == answer.checks.numbers.ok
    words = f"{answer.answer} {answer.short_answer}"
    for citation in answer.citations:
        words = words.replace(f"[{citation.marker}]", "")
    assert unsupported_figures(words, answer.citations, answer.question)[1] == []


@pytest.mark.parametrize("question", NOT_TOLD)
def test_what_the_text_does_not_say_is_refused_without_proof(
    pipeline: IndexPipeline, question: str
) -> None:
    answer = pipeline.ask(question)
    assert answer.refusal is not None
    assert answer.short_answer is None
    assert answer.citations == ()
    assert answer.answer == answer.refusal.message


def test_a_year_that_is_not_told_of_is_named_as_the_reason(pipeline: IndexPipeline) -> None:
    refused = pipeline.ask("2035年有多少会员？").refusal
    assert refused is not None
    assert refused.reason is Reason.PERIOD_NOT_COVERED
    assert refused.nearest


def members(pipeline: IndexPipeline) -> tuple[Line, Citation]:
    """A sound line with its citation, from the text itself."""
    answer = pipeline.ask("1952年底有多少会员？")
    citation = answer.citations[0]
    return Line("至1952年底，全市发展会员2902人。", (citation,)), citation


def test_a_sound_line_passes(pipeline: IndexPipeline) -> None:
    line, citation = members(pipeline)
    documents = {citation.document: pipeline.document(citation.document)}
    kept, checks = check_lines([line], documents, "", None, "test")
    assert kept == (line,)
    assert (checks.quotes.ok, checks.dropped) == (1, 0)


@pytest.mark.parametrize(
    "words",
    [
        "至1952年底，全市发展会员2903人。",  # another value
        "至1953年底，全市发展会员2902人。",  # another year
        "至1952年底，全市发展会员2902人次。",  # another unit
        "至1952年底，全市发展会员约2902人。",  # a qualifier the text does not have
        "至1952年底，全市累计发展会员2902人。",  # a frame the text does not have
        "至1952年底，全市发展会员29.02%。",
    ],
)
def test_a_line_with_a_figure_nobody_stated_is_dropped(pipeline: IndexPipeline, words: str) -> None:
    _, citation = members(pipeline)
    documents = {citation.document: pipeline.document(citation.document)}
    kept, checks = check_lines([Line(words, (citation,))], documents, "", None, "test")
    assert kept == ()
    assert checks.dropped == 1


def test_figures_compare_by_value_not_by_spelling(pipeline: IndexPipeline) -> None:
    _, citation = members(pipeline)
    spelled = "至一九五二年底，全市发展会员二千九百零二人。"
    assert unsupported_figures(spelled, [citation], "") == (2, [])


def test_a_quote_that_is_off_by_one_fails(pipeline: IndexPipeline) -> None:
    _, citation = members(pipeline)
    documents = {citation.document: pipeline.document(citation.document)}
    assert quote_holds(citation, documents)
    assert not quote_holds(replace(citation, start=citation.start + 1), documents)
    assert not quote_holds(replace(citation, quote=citation.quote + "。"), documents)
    assert not quote_holds(replace(citation, document="another"), documents)


def test_a_year_from_earlier_in_the_paragraph_has_a_citation_of_its_own(
    pipeline: IndexPipeline,
) -> None:
    answer = pipeline.ask("2022年返还了多少家小微企业工会经费？")
    assert answer.short_answer == "42家"
    roles = {citation.role for citation in answer.citations}
    assert roles == {Role.EVIDENCE, Role.CONTEXT}
    context = next(one for one in answer.citations if one.role is Role.CONTEXT)
    assert "2022年" in context.text


def test_answers_need_no_network_and_no_torch(tmp_path: Path) -> None:
    script = f"""
import socket, sys
def refuse(*_, **__): raise AssertionError("a socket was opened")
socket.socket.connect = refuse
socket.create_connection = refuse
from pathlib import Path
from rag.__main__ import SHIPPED
from rag.chunking import ChunkSettings
from rag.ingest import ingest
from rag.settings import read_settings
from rag.store import Store
from rag.pipeline import open_pipeline
from embeddings.encoder import load_encoder
ingest([SHIPPED], Store(Path({str(tmp_path)!r})), load_encoder(), ChunkSettings())
answer = open_pipeline(read_settings(index=Path({str(tmp_path)!r}))).ask("1952年底有多少会员？")
assert answer.short_answer == "2902人", answer
heavy = {{"torch", "sentence_transformers", "transformers"}} & set(sys.modules)
assert not heavy, heavy
"""
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True, timeout=120)
