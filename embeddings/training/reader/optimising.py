"""The optimiser of both stages: Muon for the blocks' matrices, AdamW for the rest.

Muon (Jordan et al. 2024) with its update scaled to AdamW's root mean square (Liu et al. 2025,
Moonlight), so that one rate fits both; it needs about half the steps of AdamW alone here.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import cos, pi
from typing import Any

import torch
from torch import Tensor, nn

from embeddings.training.reader.network import HEADS

_WARM = 0.03
_DECAY = 0.05


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the recipe: its chance, where it computes, and who is told how it goes.

    ``half`` computes in half precision on a CPU too. Without ``muon`` AdamW teaches all weights:
    Muon computes in bf16, which takes minutes a step on a CPU that has none.
    """

    seed: int
    device: str
    report: Callable[[str], None]
    half: bool = False
    muon: bool = True


class Optimiser:
    """Warms up, then falls along a cosine to a twentieth of the rate."""

    def __init__(
        self, network: nn.Module, rate: float, *, muon: bool = True, swift: float = 1.0
    ) -> None:
        """``swift`` is how much faster the heads learn that may begin from nothing on a body that
        is taught already."""
        matrices: list[nn.Parameter] = []
        others: list[nn.Parameter] = []
        late: list[nn.Parameter] = []
        for name, weight in network.named_parameters():
            inside = name.startswith("blocks.") and weight.ndim == 2
            small = name.startswith(HEADS)
            (matrices if inside and muon else late if small else others).append(weight)
        self._rate = rate
        self._weights = [*matrices, *others, *late]
        self._all: list[torch.optim.Optimizer] = [
            torch.optim.AdamW(others, lr=rate, betas=(0.9, 0.98), weight_decay=0.01)
        ]
        if late:
            self._all.append(torch.optim.AdamW(late, lr=rate, betas=(0.9, 0.98), weight_decay=0.01))
        self._late = self._all[-1] if late else None
        self._swift = swift
        if matrices:
            self._all.append(
                torch.optim.Muon(
                    matrices, lr=rate, weight_decay=_DECAY, adjust_lr_fn="match_rms_adamw"
                )
            )

    def pace(self, part: float) -> None:
        """Set the rate for the point reached, 0 at the start and 1 at the end."""
        share = min(1.0, part / _WARM) * (0.05 + 0.95 * 0.5 * (1 + cos(pi * min(1.0, part))))
        for one in self._all:
            swift = self._swift if one is self._late else 1.0
            for group in one.param_groups:
                group["lr"] = self._rate * share * swift

    def step(self, parts: Iterable[Tensor]) -> Tensor:
        """Go down the sum of the parts of a loss once, and return it."""
        for one in self._all:
            one.zero_grad(set_to_none=True)
        whole = torch.zeros(())
        for part in parts:
            torch.autograd.backward(part)
            whole = part.detach() + whole.to(part.device)
        nn.utils.clip_grad_norm_(self._weights, 1.0)
        for one in self._all:
            one.step()
        return whole


def half(device: str, *, on_cpu: bool = False) -> torch.autocast:
    """Half precision where there is a GPU; on a CPU without bf16 of its own it is the slower."""
    return torch.autocast(device, torch.bfloat16, enabled=on_cpu or device == "cuda")


def compiled(part: Callable[..., Any], device: str) -> Callable[..., Any]:
    """The part compiled where there is a GPU; as it is elsewhere, or where compiling fails."""
    if device != "cuda":
        return part
    torch._dynamo.config.suppress_errors = True
    return torch.compile(part)
