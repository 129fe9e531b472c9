"""Put the questions through the variants and write down what came of each. Deterministic."""

import platform
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from importlib.metadata import version
from os import cpu_count

from eval.cases import DATA, Case, Dataset, QuestionType, Split, case_json
from eval.errors import RunError
from eval.grade import grade, grade_ranking
from eval.rows import CitedSpan, PassageSpan, Row, Run, RunInfo
from eval.system import Ask, Search, System, open_system
from rag.types import Answer

FULL = "full"
_ABLATED = frozenset(
    {
        *("score", "evidence_any@1", "evidence_any@5", "mrr"),
        *("cited_any", "citation_precision", "false_refusal", "refused"),
    }
)
_PACKAGES = ("faiss-cpu", "numpy", "tantivy", "tokenizers", "opencc")


def run(
    dataset: Dataset,
    split: Split | None = None,
    *,
    ablate: bool = True,
    command: str = "",
) -> Run:
    """Every variant over the questions of a split (None for all).

    Raises:
        RunError: the split has no question.
        YoujuError: the text cannot be indexed.
    """
    cases = dataset.of(split)
    if not cases:
        raise RunError(f"{dataset.name} has no {split} questions.", "Choose another split.")
    begun = time.perf_counter()
    with open_system(dataset.text) as system:
        rows = [*search_rows(system, cases), *answer_rows(system, FULL, system.full(), cases)]
        if ablate:
            for name, ask in system.ablations().items():
                rows += [_bare(row) for row in answer_rows(system, name, ask, cases)]
        info = describe(dataset, split, system, command)
    return Run(replace(info, run_s=round(time.perf_counter() - begun, 1)), tuple(rows))


def search_rows(system: System, cases: Sequence[Case]) -> Iterator[Row]:
    """Rows of the retrieval variants; questions without evidence have none."""
    answerable = [case for case in cases if case.proof]
    for name, search in system.searches().items():
        _warm(search, answerable)
        for case in answerable:
            begun = time.perf_counter()
            passages = search(case.question, case.history)
            spent = 1000 * (time.perf_counter() - begun)
            ranked = [passage.source for passage in passages]
            measures = grade_ranking(case, ranked, system.collection)
            row = replace(_row(case, name), question="", gold="", measures=measures)
            yield replace(row, timings={"total": round(spent, 3)})


def answer_rows(system: System, name: str, ask: Ask, cases: Sequence[Case]) -> Iterator[Row]:
    """Rows of one variant that gives whole answers."""
    _warm(ask, cases)
    for case in cases:
        begun = time.perf_counter()
        answer = ask(case.question, case.history)
        spent = 1000 * (time.perf_counter() - begun)
        full = standalone_score(system, ask, case)
        yield answer_row(system, name, case, answer, spent_ms=spent, standalone=full)


def answer_row(
    system: System,
    name: str,
    case: Case,
    answer: Answer,
    *,
    spent_ms: float = 0.0,
    standalone: float | None = None,
) -> Row:
    """The row of one answer. ``standalone``: the score of a follow-up asked in full."""
    graded = grade(case, answer, system.sources)
    ranked = [hit.passage.source for hit in answer.passages]
    measures = {**graded.measures, **grade_ranking(case, ranked, system.collection)}
    if standalone is not None:
        measures["standalone_score"] = standalone
        measures["follow_up_loss"] = standalone - measures["score"]
    refusal = answer.refusal
    return replace(
        _row(case, name),
        measures=measures,
        status="refused" if refusal else "answered",
        reason=refusal.reason.value if refusal else "",
        confidence=answer.confidence,
        right=graded.right,
        short_answer=answer.short_answer or "",
        answer=answer.answer,
        items=tuple(item.text for item in answer.items),
        citations=tuple(CitedSpan(c.role.value, c.start, c.end) for c in answer.citations),
        passages=tuple(
            PassageSpan(hit.passage.id, hit.passage.source.start, hit.passage.source.end)
            for hit in answer.passages
        ),
        timings={
            "total": round(spent_ms, 3),
            "retrieval": answer.timings.retrieval,
            "answering": answer.timings.answering,
        },
    )


def describe(dataset: Dataset, split: Split | None, system: System, command: str) -> RunInfo:
    """How the run was made, on what."""
    lines = "\n".join(case_json(case) for case in dataset.of(split))
    return RunInfo(
        data=dataset.name,
        split=split.value if split else "all",
        command=command,
        date=datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        machine=f"{platform.system()} {platform.machine()}, Python {platform.python_version()}",
        cores=cpu_count() or 1,
        versions={name: version(name) for name in _PACKAGES},
        commit=_commit(),
        encoder=system.encoder.fingerprint,
        questions_sha256=sha256(lines.encode()).hexdigest(),
        text_sha256=sha256(dataset.text.read_bytes()).hexdigest(),
        passages=len(system.collection),
        ingest_ms=round(system.costs.ingest_ms, 1),
        open_ms=round(system.costs.open_ms, 1),
        peak_mib=round(peak_mib(), 1),
    )


def peak_mib() -> float:
    """The most memory that this process ever held, in MiB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def standalone_score(system: System, ask: Ask, case: Case) -> float | None:
    """The score of a follow-up asked in full and without its history; None for others."""
    if case.type is not QuestionType.FOLLOW_UP or case.standalone is None:
        return None
    return grade(case, ask(case.standalone, ()), system.sources).measures["score"]


def _warm(ask: Ask | Search, cases: Sequence[Case]) -> None:
    """One question before the clock runs: caches that are filled once belong to opening."""
    for case in cases[:1]:
        ask(case.question, case.history)


def _row(case: Case, variant: str) -> Row:
    return Row(
        id=case.id,
        variant=variant,
        split=case.split.value if case.split else "",
        type=case.type.value,
        register=case.register.value,
        sections=case.sections,
        measures={},
        gold_reason=case.reason.value if case.reason else "",
        question=case.question,
        gold=case.answer or "",
    )


def _bare(row: Row) -> Row:
    """A row of an ablation: the grades that tell what the part was worth, and no texts."""
    measures = {name: value for name, value in row.measures.items() if name in _ABLATED}
    return replace(
        row,
        measures=measures,
        question="",
        gold="",
        short_answer="",
        answer="",
        items=(),
        citations=(),
        passages=(),
    )


def _commit() -> str:
    """The commit of the code, marked if files differ from it; "" outside a repository."""
    try:
        done = subprocess.run(
            ["git", "describe", "--always", "--dirty", "--abbrev=12"],  # noqa: S607
            cwd=DATA,
            capture_output=True,
            text=True,
            check=True,
            timeout=10,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.strip()
