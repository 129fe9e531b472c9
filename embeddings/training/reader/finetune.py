"""The second stage: read for an answer, first in made questions, then in real ones."""

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from embeddings.training.reader.ahead import ahead
from embeddings.training.reader.arrays import (
    CHRONICLE,
    COMPUTED,
    FAR,
    MADE,
    MADE_MISSED,
    NATURAL,
    REAL,
    REAL_MISSED,
)
from embeddings.training.reader.batches import Numbers, Reading, Windows
from embeddings.training.reader.network import NO, YES, Network
from embeddings.training.reader.optimising import Optimiser, Run, compiled, half

_TOGETHER = 8
OUT_OF_PLACE = -1e4
"""Logit of a character that no answer may start or end at."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A run over questions: how often each kind is drawn in an epoch, and for how long.

    ``seconds`` bounds the stage; ``swift`` is that of ``Optimiser``; ``elsewhere`` is the share of
    windows without the answer, ``beside`` that of windows with sentences side by side.
    """

    name: str
    times: dict[int, float]
    epochs: int
    rate: float
    batch: int = 256
    length: int = 288
    elsewhere: float = 0.3
    beside: float = 0.55
    blind: float = 0.1
    drop: float = 0.1
    seconds: float = 0.0
    swift: float = 1.0
    workers: int = 8


MADE_FIRST = Stage("made", {MADE: 1.0, MADE_MISSED: 1.0, REAL: 1.0, CHRONICLE: 1.0}, 1, 8e-4)
REAL_THEN = Stage(
    "real",
    {
        REAL: 1.0,
        REAL_MISSED: 1.0,
        CHRONICLE: 1.5,
        FAR: 1.5,
        COMPUTED: 1.5,
        MADE: 0.1,
        MADE_MISSED: 0.15,
    },
    4,
    3e-4,
)
FAR_LAST = Stage(
    "far",
    {COMPUTED: 3.0, FAR: 1.0, CHRONICLE: 0.6, REAL: 0.1, REAL_MISSED: 0.2, MADE_MISSED: 0.1},
    1,
    1e-4,
    batch=32,
    length=224,
    elsewhere=0.25,
    beside=0.8,
    swift=8.0,
)
"""Small enough for two cores: mostly chronicles, as the service reads them, and some of the rest
against forgetting it."""
NATURAL_LAST = replace(
    FAR_LAST,
    name="natural",
    times={
        NATURAL: 2.0,
        FAR: 0.1,
        CHRONICLE: 0.08,
        COMPUTED: 0.4,
        REAL: 0.03,
        REAL_MISSED: 0.1,
        MADE_MISSED: 0.02,
    },
)
"""The same for questions as people ask them; of the others a few against forgetting."""


def finetune(network: Network, reading: Reading, stage: Stage, run: Run) -> list[float]:
    """Train the network in place; the loss of every step."""
    every = _order(reading.rows[:, 4], stage, np.random.default_rng(run.seed))
    steps = max(1, len(every) // stage.batch)
    run.report(f"{stage.name}: {len(every)} windows, {steps} steps")

    def make(step: int) -> Windows:
        rows = every[step * stage.batch : (step + 1) * stage.batch]
        draw = np.random.default_rng((run.seed, step))
        return reading.batch(rows, stage.length, stage.elsewhere, draw, stage.beside)

    network.drop = stage.drop
    network.train()
    read = compiled(network.read, run.device)
    optimiser = Optimiser(network, stage.rate, muon=run.muon, swift=stage.swift)
    losses: list[Tensor] = []
    started = time.monotonic()
    with closing(ahead(make, steps, stage.workers)) as batches:
        for step, windows in enumerate(batches):
            passed = time.monotonic() - started
            part = max(step / steps, passed / stage.seconds if stage.seconds else 0.0)
            if part >= 1:
                break
            optimiser.pace(part)
            losses.append(optimiser.step(_losses(read, windows, stage.blind, run)))
            if step in (0, 10) or step % 200 == 199:
                mean = float(torch.stack(losses[-100:]).mean())
                run.report(f"{stage.name} step {step + 1} {passed:.0f} s loss {mean:.3f}")
    network.drop = 0.0
    return [float(one) for one in losses]


def _order(kinds: Numbers, stage: Stage, draw: np.random.Generator) -> Numbers:
    """The questions of all epochs, each epoch shuffled by itself."""
    order = []
    for _ in range(stage.epochs):
        rows = []
        for kind, times in stage.times.items():
            of_kind = np.flatnonzero(kinds == kind)
            whole, part = divmod(times, 1)
            rows.extend([of_kind] * int(whole))
            rows.append(of_kind[draw.random(len(of_kind)) < part])
        epoch = np.concatenate(rows)
        draw.shuffle(epoch)
        order.append(epoch)
    return np.concatenate(order)


def _losses(read: Callable[..., Any], windows: Windows, blind: float, run: Run) -> Iterator[Tensor]:
    """The loss of a batch; on a CPU, where padding costs a third, in parts that add up to it."""
    if run.device == "cuda":
        yield _loss(read, windows, blind, run)
        return
    for part in windows.by_length(_TOGETHER):
        yield _loss(read, part, blind, run) * (len(part.numbers) / len(windows.numbers))


def _loss(read: Callable[..., Any], windows: Windows, blind: float, run: Run) -> Tensor:
    numbers, side, start, end, verdict, figures = (
        torch.from_numpy(one).to(run.device, non_blocking=True)
        for one in (
            windows.numbers,
            windows.side,
            windows.start,
            windows.end,
            windows.verdict,
            windows.figures,
        )
    )
    blinded = torch.rand(len(numbers), device=run.device) < blind
    with half(run.device, on_cpu=run.half):
        spans, verdicts = read(numbers, side, blinded)
    loss = span_loss(spans.float(), side, start, end) + figure_loss(spans.float(), side, figures)
    return loss + verdict_loss(verdicts.float(), verdict)


def verdict_loss(verdicts: Tensor, verdict: Tensor) -> Tensor:
    """Cross entropy of the verdicts, and of yes against no where one of them is right: few are."""
    every = functional.cross_entropy(verdicts, verdict)
    decided = ((verdict == YES) | (verdict == NO)).float()
    says_no = (verdict == NO).long()
    apart = functional.cross_entropy(verdicts[:, YES : NO + 1], says_no, reduction="none")
    return 0.3 * every + (apart * decided).mean()


def figure_loss(spans: Tensor, side: Tensor, figures: Tensor) -> Tensor:
    """What each character costs as the beginning of an operand or of none, summed over a window."""
    apart = functional.binary_cross_entropy_with_logits(
        spans[:, :, 2], figures.float(), reduction="none"
    )
    return 0.5 * (apart * allowed_places(side)).sum(1).mean()


def span_loss(spans: Tensor, side: Tensor, start: Tensor, end: Tensor) -> Tensor:
    """Cross entropy of start and end over the text's characters and "no answer"."""
    allowed = allowed_places(side)
    spans = spans.masked_fill(~allowed[:, :, None], OUT_OF_PLACE)
    return 0.5 * (
        functional.cross_entropy(spans[:, :, 0], start)
        + functional.cross_entropy(spans[:, :, 1], end)
    )


def allowed_places(side: Tensor) -> Tensor:
    """Where an answer may start or end: position 0 and the text, without its closing mark."""
    inside = (side == 1) & (torch.roll(side, -1, 1) == 1)
    inside[:, -1] = False
    inside[:, 0] = True
    return inside
