"""The model card: where the weights come from and what they measured, written from the run."""

import os
import platform
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from embeddings.training.evaluate import Recall
from embeddings.training.examples import OFTEN, REPEATS, SOURCES
from embeddings.training.fit import FitSettings

# What each source is and under which terms it was published.
_ORIGINS = {
    "law_chapter": "laws and regulations, official texts outside copyright",
    "law_title": "laws and regulations, official texts outside copyright",
    "gd_service_item": "government service guides, official texts",
    "gov_policy_title": "State Council notices, official texts",
    "cmrc2018_train": "CMRC 2018, CC BY-SA 4.0",
    "cmrc2018_trial": "CMRC 2018, CC BY-SA 4.0",
    "drcd_dev": "DRCD, CC BY-SA 3.0",
    "xquad_zh": "XQuAD, CC BY-SA 4.0",
    "csl_keywords": "CSL, Apache-2.0",
    "csl_title": "CSL, Apache-2.0",
} | dict(SOURCES)


@dataclass(frozen=True, slots=True)
class Run:
    """What a training run used and reached.

    Attributes:
        command: the command line.
        licences: classes that were allowed.
        fit: settings of the weights' training.
        pieces: size of the vocabulary.
        counts: (source, licence class, pairs), largest first.
        losses: of the first and the last step.
        recalls: what was measured, by name of the pool.
        seconds: from reading the data to saved weights.
        fingerprint: of the saved model.
    """

    command: str
    licences: tuple[str, ...]
    fit: FitSettings
    pieces: int
    counts: tuple[tuple[str, str, int], ...]
    losses: tuple[float, float]
    recalls: Mapping[str, Recall]
    seconds: float
    fingerprint: str


def write_card(run: Run, folder: Path) -> None:
    """Write README.md into the model folder, the sizes of its files included."""
    (folder / "README.md").write_text(_card(run, folder), encoding="utf-8")


def _card(run: Run, folder: Path) -> str:
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".md")
    return f"""---
language: zh
library_name: sentence-transformers
pipeline_tag: sentence-similarity
license: {"cc-by-sa-4.0" if run.licences == ("A",) else "other"}
---

# Static Chinese sentence encoder / 中文静态句向量

把问题和段落变成向量，供检索之用；不需要 GPU，也不需要网络。
A text's vector is the mean of its tokens' rows, at unit length. It finds passages about the
same matter; it does not read word order, dates or negation.

```python
from sentence_transformers import SentenceTransformer

SentenceTransformer("embeddings/model").encode(["北海市总工会何时成立？"])
```

## Training

| | |
|---|---|
| command | `{run.command}` |
| date | {datetime.now(UTC).date().isoformat()} |
| seed | {run.fit.seed} |
| hardware | {os.cpu_count()} cores ({platform.machine()}), no GPU |
| time | {run.seconds:.0f} s, reading included, vocabulary \
{"given" if "--tokenizer" in run.command else "included"} |
| vocabulary | {run.pieces} Unigram pieces, digits apart but for years, after NFKC and lower case |
| vectors | {run.fit.dim} dimensions, float16 |
| loss | MultipleNegativesRankingLoss, scale {run.fit.scale:g}, {run.losses[0]:.2f} at the first \
step, {run.losses[1]:.2f} at the last |
| schedule | {run.fit.epochs} epochs of batches of {run.fit.batch}, Adam, peak rate \
{run.fit.rate:g} |
| licence classes | {", ".join(run.licences)} |
| fingerprint | `{run.fingerprint}` |

The first rows are random directions weighted by inverse document frequency.

The library's training of a vocabulary does not repeat itself to the bit, so another run of the
command gives other weights and figures within about .01. With `--tokenizer` on this folder's
tokenizer.json the weights repeat exactly on the same machine and versions.

| source | pairs | class | origin |
|---|---|---|---|
{_rows(run)}

In an epoch a pair of {_named(REPEATS)} is seen as often as said, any other {OFTEN} times. Made
pairs carry the other sentences (or paragraphs) of their text as wrong ones, one a step.

Class A is open licence or official text outside copyright; class B is published for research
with no licence stated, and weights trained on it are not to be passed on. The vocabulary saw
the same pairs and running text of the same classes. Weights from class A alone are shared
under CC BY-SA 4.0, the terms of the share-alike sources among them.

## Measured

Recall of the paragraph a question (or heading) was written for, in the pool of all distinct
paragraphs of that set.

| set | queries | pool | R@1 | R@5 |
|---|---|---|---|---|
{_recalls(run)}

CMRC 2018 dev was never trained on: its paragraphs are in neither the pairs nor the text of
the vocabulary, and encyclopaedia text is read without every paragraph that shares a stretch
with one of them. Held out is one
document in twenty, chosen by the checksum of its name; its pairs and its text were not seen.

## Limits

Chinese only; other languages are matched by spelling. A text is read up to its first tokens
(the limit stands in tokenizer.json). On questions that share words with their passage a
lexical index is stronger; this model helps where the words differ.

## Files

| file | bytes |
|---|---|
{chr(10).join(f"| {p.relative_to(folder).as_posix()} | {p.stat().st_size} |" for p in files)}
"""


def _named(repeats: Mapping[str, int]) -> str:
    return ", ".join(f"{source} ({times})" for source, times in repeats.items())


def _rows(run: Run) -> str:
    return "\n".join(
        f"| {source} | {pairs} | {licence} | {_ORIGINS.get(source, 'see the data folder')} |"
        for source, licence, pairs in run.counts
    )


def _recalls(run: Run) -> str:
    return "\n".join(
        f"| {name} | {r.queries} | {r.passages} | {r.at_1:.3f} | {r.at_5:.3f} |"
        for name, r in run.recalls.items()
    )
