"""Answers and hits as the command line prints them, to standard output."""

from rich.console import Console
from rich.text import Text

from rag.types import Answer, Citation, Role, SearchResult

_ROLES = {Role.EVIDENCE: "依据", Role.CONTEXT: "背景"}


def _out() -> Console:
    # Text from the corpus is data: no markup, no emoji codes, no cutting of long lines.
    return Console(markup=False, emoji=False, highlight=False, soft_wrap=True)


def show_answer(answer: Answer) -> None:
    """Short answer, answer with markers, and each citation with section, paragraph, quote."""
    console = _out()
    if answer.refusal is not None:
        console.print(Text(f"未能回答（{answer.refusal.reason.value}）", style="bold yellow"))
        console.print(Text(answer.answer))
        for citation in answer.refusal.nearest:
            _show_citation(console, citation, "最接近")
    else:
        console.print(Text(answer.short_answer or "", style="bold green"))
        console.print()
        console.print(Text(answer.answer))
        console.print()
        for citation in answer.citations:
            _show_citation(console, citation, _ROLES[citation.role])
    if answer.explanation is not None:
        _show_explanation(console, answer)
    if answer.checks.written_by != "extraction":
        console.print(Text(f"由语言模型 {answer.checks.written_by} 写成，逐句核对过", style="dim"))
    if answer.checks.dropped:
        console.print(Text(f"语言模型有 {answer.checks.dropped} 句不合原文，已弃去", style="dim"))
    console.print(
        Text(
            f"引文核对 {answer.checks.quotes.ok}/{answer.checks.quotes.checked}，"
            f"数字核对 {answer.checks.numbers.ok}/{answer.checks.numbers.checked}，"
            f"用时 {answer.timings.total:.1f} 毫秒",
            style="dim",
        )
    )


def show_search(result: SearchResult) -> None:
    """Ranked passages with the matching words marked."""
    console = _out()
    console.print(Text(f"共 {result.total} 段与之相关", style="bold"))
    for place, hit in enumerate(result.hits, start=1):
        passage = hit.passage
        where = f"{place}. {passage.section_title or '（无节）'} 第 {passage.paragraph} 段"
        console.print()
        console.print(Text(f"{where}  {passage.id}  {hit.score:.3f}", style="bold cyan"))
        text = Text(passage.text)
        for span in hit.highlights:
            text.stylize("bold yellow", span.start, span.end)
        console.print(text)


def _show_citation(console: Console, citation: Citation, role: str) -> None:
    section = citation.section_title or "（无节）"
    where = f"[{citation.marker}] {role}：{section}，第 {citation.paragraph} 段"
    console.print(Text(where, style="bold cyan"))
    console.print(Text(f"    “{citation.text}”"))


def _show_explanation(console: Console, answer: Answer) -> None:
    explanation = answer.explanation
    if explanation is None:
        return
    console.print(Text("问题分析", style="bold"))
    for name, value in explanation.analysis:
        console.print(Text(f"    {name}: {value}"))
    console.print(Text("判断", style="bold"))
    for decision in explanation.decisions:
        console.print(Text(f"    {decision}"))
    console.print(Text("候选句", style="bold"))
    for hit in explanation.candidates:
        features = "  ".join(f"{name} {value:.2f}" for name, value in hit.features)
        console.print(Text(f"    {hit.score:.3f}  {hit.sentence.text}\n           {features}"))
