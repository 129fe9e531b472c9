"""The first stage: guess masked words of running text (Devlin et al. 2019, whole words)."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from embeddings.reading.characters import MASK, SPECIAL, START
from embeddings.training.reader.arrays import WORD_START
from embeddings.training.reader.network import Network
from embeddings.training.reader.optimising import Optimiser, Run, compiled, half

Body = Callable[[Tensor, Tensor | None], Tensor]


@dataclass(frozen=True, slots=True)
class PretrainSettings:
    """How long and how fast.

    ``seconds`` bounds the stage, ``steps`` too where it is not 0; ``laws`` is the share of
    batches rows drawn from laws, which are most of the text but say little of anything else;
    ``drop`` is worth its price where the same text is seen dozens of times.
    """

    seconds: float = 240.0
    steps: int = 0
    batch: int = 512
    length: int = 256
    rate: float = 2e-3
    laws: float = 0.5
    masked: float = 0.2
    drop: float = 0.0


def pretrain(network: Network, path: Path, settings: PretrainSettings, run: Run) -> list[float]:
    """Train the body and the characters' vectors in place; the loss of every step."""
    with np.load(path) as stored:
        streams = [_on(stored[name], run.device) for name in ("laws", "rest")]
    torch.manual_seed(run.seed)
    body = compiled(network.body, run.device)
    optimiser = Optimiser(network, settings.rate)
    losses: list[Tensor] = []
    started = time.monotonic()
    network.drop = settings.drop
    network.train()
    while True:
        step, passed = len(losses), time.monotonic() - started
        part = max(passed / settings.seconds, step / settings.steps if settings.steps else 0.0)
        if part >= 1:
            break
        optimiser.pace(part)
        loss = _guess(network, body, _windows(streams, settings, run.device), settings)
        optimiser.step([loss])
        losses.append(loss.detach())
        _tell(step + 1, passed, losses[-1], run)
    network.drop = 0.0
    every = [float(one) for one in losses]
    seen = len(every) * settings.batch * settings.length / 1e6
    run.report(
        f"pretrain {len(every)} steps, {seen:.0f} M characters, loss {np.mean(every[-50:]):.3f}, "
        f"{time.monotonic() - started:.0f} s"
    )
    return every


def _guess(
    network: Network, body: Body, windows: tuple[Tensor, Tensor], settings: PretrainSettings
) -> Tensor:
    """The cross entropy of the characters of masked words."""
    numbers, start = windows
    chosen = _words(start, settings.masked)
    shown = _hidden(numbers, chosen, network.shape.vocabulary)
    with half(numbers.device.type):
        x = network.characters(shown) + network.side.weight[1]
        held = body(x, None)[chosen]
        logits = held @ network.characters.weight.T
    return functional.cross_entropy(logits.float(), numbers[chosen])


def _tell(step: int, passed: float, loss: Tensor, run: Run) -> None:
    if step % 20 == 0 and run.device == "cuda":
        torch.cuda.synchronize()  # else the clock runs ahead of the work
    if step in (1, 10, 50) or step % 200 == 0:
        run.report(f"pretrain step {step} {passed:.0f} s loss {float(loss):.3f}")


def _on(stream: NDArray[Any], device: str) -> Tensor:
    return torch.from_numpy(stream.astype(np.int32)).to(device)


def _windows(
    streams: list[Tensor], settings: PretrainSettings, device: str
) -> tuple[Tensor, Tensor]:
    """Random stretches of the streams: characters, and whether a word begins there."""
    count = round(settings.batch * settings.laws)
    rows = []
    for stream, many in zip(streams, (count, settings.batch - count), strict=True):
        if many:
            at = torch.randint(0, max(1, len(stream) - settings.length), (many, 1), device=device)
            place = (at + torch.arange(settings.length, device=device)) % len(stream)
            rows.append(stream[place])
    marked = torch.cat(rows)
    start = (marked & WORD_START) > 0
    numbers = (marked & (WORD_START - 1)).long()
    numbers[:, 0] = START
    return numbers, start


def _words(start: Tensor, rate: float) -> Tensor:
    """Choose whole words, and now and then the word after a chosen one as well."""
    place = torch.arange(start.shape[1], device=start.device).expand_as(start)
    first = torch.cummax(torch.where(start, place, torch.zeros_like(place)), dim=1).values
    luck = torch.rand(start.shape, device=start.device).gather(1, first)
    chosen = luck < rate
    chosen[:, 0] = False
    return chosen


def _hidden(numbers: Tensor, chosen: Tensor, vocabulary: int) -> Tensor:
    """Eight in ten chosen characters give way to the mask, one to any, one stays."""
    luck = torch.rand(numbers.shape, device=numbers.device)
    chance = torch.randint(len(SPECIAL), vocabulary, numbers.shape, device=numbers.device)
    shown = torch.where(chosen & (luck < 0.8), torch.full_like(numbers, MASK), numbers)
    return torch.where(chosen & (luck >= 0.9), chance, shown)
