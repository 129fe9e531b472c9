"""``youju adapt``: what it takes, what it prints, where it writes."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rag.adapting.adapting import Adapted
    from rag.settings import Settings

_KINDS = {
    "figure": "数字",
    "date": "年代",
    "name": "名称",
    "title": "题名",
    "clause": "出处",
}
_WAYS = {
    "dense": "只用向量 · dense alone",
    "hybrid": "字词加向量 · hybrid",
    "sentences": "再按句子排序 · ranked by sentences",
}


def adapt(
    out: Annotated[
        Path, typer.Option(help="调好的模型写到哪里 · folder for the tuned model")
    ] = Path("adapted"),
    seed: Annotated[
        int, typer.Option(min=0, help="同样的种子，同样的结果 · same seed, same result")
    ] = 7,
    epochs: Annotated[
        int, typer.Option(min=1, max=50, help="学几遍 · passes over the questions")
    ] = 8,
    index: Annotated[
        Path | None,
        typer.Option("--index", help="索引目录，默认 YOUJU_INDEX 或 ./index · the index directory"),
    ] = None,
) -> None:
    """按自己的文献微调句向量；确实更好才保留，否则什么也不写。

    从索引里的文献自造问题（数字、年代、名称、题名、句子出处），轮流留出一部分段落，
    用其余段落的问题学，在留出的段落上比较前后。只用处理器，几分钟；不改动索引。
    只能调静态的句向量（自带的，或 YOUJU_ENCODER 所指的静态模型）。

    Makes questions from the indexed texts, tunes the static encoder on them and keeps it only if
    questions from held-back paragraphs find their passage better. The index is not touched.

    例 · example:

      youju ingest 某志.txt

      youju adapt --out adapted

      YOUJU_ENCODER=adapted youju ingest 某志.txt   （用调好的模型重建 · rebuild with it）

      YOUJU_ENCODER=adapted youju serve
    """
    from rag.settings import read_settings

    _adapt(out, seed, epochs, read_settings(index=index))


def _adapt(out: Path, seed: int, epochs: int, settings: "Settings") -> None:
    from embeddings.adapted import check_out, open_static, read_parts, write_adapted
    from embeddings.encoder import load_encoder
    from embeddings.tuning import TuneSettings
    from rag.adapting.adapting import Model
    from rag.adapting.adapting import adapt as adapt_index
    from rag.store import Store
    from rag.terminal_ingest import progress_bar

    base = open_static(settings.encoder)
    check_out(out, base)
    prompts = (
        settings.query_prompt or base.query_prompt,
        settings.passage_prompt or base.passage_prompt,
    )
    before = load_encoder(settings.encoder, *prompts)
    opened = Store(settings.index).open_current(before)
    with progress_bar() as progress:
        done = adapt_index(
            opened, Model(*read_parts(base), prompts), TuneSettings(epochs, seed=seed), progress
        )
    told = report(done)
    typer.echo(told)
    if done.weights is None:
        typer.echo("没有更好，不保留，什么也没有写 · not better: nothing was written")
        return
    write_adapted(base, done.weights, prompts, _card(told, before.fingerprint, seed, epochs), out)
    typer.echo(f"已保留 · kept: {out}")
    typer.echo(f"接着 · next: YOUJU_ENCODER={out} youju ingest 文献.txt")


def report(done: "Adapted") -> str:
    """The questions by kind, and both ways of search before and after."""
    kinds = "，".join(f"{_KINDS[kind]} {count}" for kind, count in sorted(done.made.items()))
    lines = [
        f"自造问题 · questions made: {sum(done.made.values())}（{kinds}）",
        f"留出比较 · judged: {done.judged}（{done.blocks} 组段落 · groups of paragraphs）",
    ]
    for way, name in _WAYS.items():
        one = done.ways[way]
        lines.append(
            f"{name}: MRR {one.before_mrr:.3f} -> {one.after_mrr:.3f} "
            f"({one.gain.mean:+.4f} [{one.gain.low:+.4f}, {one.gain.high:+.4f}])，"
            f"recall@1 {one.before_first:.3f} -> {one.after_first:.3f}"
        )
    return "\n".join(lines)


def _card(told: str, base: str, seed: int, epochs: int) -> str:
    return (
        "# 按文献微调的句向量 · Static embeddings tuned to one index\n\n"
        f"`youju adapt --seed {seed} --epochs {epochs}`, from {base}\n\n```\n{told}\n```\n\n"
        "The figures are of questions made by templates from held-back paragraphs (four parts in "
        "turn); the weights kept were tuned in the same way on all of them. Its licence is that "
        "of the model it was tuned from and of the texts.\n"
    )
