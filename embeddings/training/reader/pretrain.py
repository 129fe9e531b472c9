"""The first stage: guess masked words of running text (Devlin et al. 2019, whole words)."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from embeddings.reading.characters import MASK, SPECIAL, START
from embeddings.training.reader.material import WORD_START
from embeddings.training.reader.network import Network
from embeddings.training.reader.optimising import Optimiser, compiled


@dataclass(frozen=True, slots=True)
class PretrainSettings:
    """How long and how fast.

    ``seconds`` bounds the stage, ``steps`` too where it is not 0; ``laws`` is the share of
    batches rows drawn from laws, which are most of the text but say little of anything else.
    """

    seconds: float = 240.0
    steps: int = 0
    batch: int = 512
    length: int = 256
    rate: float = 2e-3
    laws: float = 0.5
    masked: float = 0.2
    seed: int = 7


def pretrain(
    network: Network,
    path: Path,
    settings: PretrainSettings,
    device: str,
    report: Callable[[str], None],
) -> list[float]:
    """Train the body and the characters' vectors in place; the loss of every step."""
    with np.load(path) as stored:
        streams = [_on(stored["laws"], device), _on(stored["rest"], device)]
    torch.manual_seed(settings.seed)
    body = compiled(network.body, device)
    optimiser = Optimiser(network, settings.rate)
    losses: list[float] = []
    kept: list[Tensor] = []
    started = time.monotonic()
    step = 0
    network.train()
    while True:
        passed = time.monotonic() - started
        part = max(passed / settings.seconds, step / settings.steps if settings.steps else 0.0)
        if part >= 1:
            break
        optimiser.pace(part)
        numbers, start = _windows(streams, settings, device)
        chosen = _words(start, settings.masked)
        shown = _hidden(numbers, chosen, network.shape.vocabulary)
        with torch.autocast(device, torch.bfloat16):
            x = network.characters(shown) + network.side.weight[1]
            held = cast(Tensor, body(x, None))[chosen]
            logits = held @ network.characters.weight.T
        loss = functional.cross_entropy(logits.float(), numbers[chosen])
        optimiser.step(loss)
        kept.append(loss.detach())
        step += 1
        if step % 20 == 0 and device == "cuda":
            torch.cuda.synchronize()
        if step in (1, 10, 50) or step % 200 == 0:
            report(f"pretrain step {step} {passed:.0f} s loss {float(loss.detach()):.3f}")
    losses = [float(one) for one in kept]
    report(
        f"pretrain {step} steps, {step * settings.batch * settings.length / 1e6:.0f} M characters, "
        f"loss {np.mean(losses[-50:]):.3f}, {time.monotonic() - started:.0f} s"
    )
    return losses


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
