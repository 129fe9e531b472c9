"""The network: a small transformer over characters, with a head for masked characters and one
for reading.

Pre-norm encoder blocks (Xiong et al. 2020), rotary positions (Su et al. 2021). In reading, every
character also knows whether it, and the pair it forms with its neighbour, stands on the other
side too (the exact-match feature of Chen et al. 2017, DrQA): on little data that is most of what
a reader needs to find the place, and the layers above learn the rest.
"""

from dataclasses import dataclass
from typing import cast

import torch
from torch import Tensor, nn
from torch.nn import functional

from embeddings.reading.characters import PAD
from embeddings.reading.reader import VERDICTS

HEADS = ("figure.", "verdict.")
"""What the names of the arrays begin with of heads that came to a body which was taught already."""
YES, NO = VERDICTS.index("yes"), VERDICTS.index("no")
_UNLIKELY = -4.0
"""Logit that a character begins an operand, and of a verdict, before any was learned."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the network; ``longest`` is the most characters it reads at once."""

    vocabulary: int
    layers: int = 6
    width: int = 384
    heads: int = 6
    longest: int = 512


class Block(nn.Module):
    """Attention and a feed-forward part, each after a normalisation and added to what was."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.before = nn.LayerNorm(width)
        self.mixed = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.between = nn.LayerNorm(width)
        self.up = nn.Linear(width, 4 * width)
        self.down = nn.Linear(4 * width, width)

    def forward(
        self, x: Tensor, turn: tuple[Tensor, Tensor], seen: Tensor | None, drop: float
    ) -> Tensor:
        """Args: x (batch, length, width); turn: cosines and sines; seen: additive mask."""
        batch, length, width = x.shape
        size = width // self.heads
        mixed = self.mixed(self.before(x)).view(batch, length, 3, self.heads, size)
        query, key, value = mixed.permute(2, 0, 3, 1, 4).unbind(0)
        query, key = _turned(query, turn), _turned(key, turn)
        held = functional.scaled_dot_product_attention(query, key, value, attn_mask=seen)
        held = self.out(held.transpose(1, 2).reshape(batch, length, width))
        x = x + functional.dropout(held, drop, self.training)
        grown = functional.gelu(self.up(self.between(x)), approximate="tanh")
        return x + functional.dropout(self.down(grown), drop, self.training)


class Network(nn.Module):
    """Characters in, a vector for each out; and the two heads."""

    def __init__(self, shape: Shape, words: list[bool]) -> None:
        super().__init__()
        self.shape = shape
        self.drop = 0.0
        self.characters = nn.Embedding(shape.vocabulary, shape.width)
        self.side = nn.Embedding(2, shape.width)
        self.match = nn.Embedding(8, shape.width)
        self.blocks = nn.ModuleList(Block(shape.width, shape.heads) for _ in range(shape.layers))
        self.last = nn.LayerNorm(shape.width)
        self.span = nn.Linear(shape.width, 2)
        self.figure = nn.Linear(shape.width, 1)
        self.verdict = nn.Linear(shape.width, len(VERDICTS))
        self.register_buffer("words", torch.tensor(words), persistent=False)
        half = shape.width // shape.heads // 2
        rate = 10_000.0 ** (-torch.arange(half) / half)
        angle = torch.arange(shape.longest)[:, None] * rate[None, :]
        self.register_buffer("cosine", angle.cos(), persistent=False)
        self.register_buffer("sine", angle.sin(), persistent=False)
        for part in self.modules():
            if isinstance(part, nn.Linear):
                nn.init.normal_(part.weight, std=0.02)
                nn.init.zeros_(part.bias)
        nn.init.constant_(self.figure.bias, _UNLIKELY)
        for table in (self.characters, self.side, self.match):
            nn.init.normal_(table.weight, std=0.02)

    def body(self, x: Tensor, seen: Tensor | None) -> Tensor:
        """The blocks over embedded characters (batch, length, width)."""
        length = x.shape[1]
        cosine, sine = cast(Tensor, self.cosine)[:length], cast(Tensor, self.sine)[:length]
        for block in self.blocks:
            x = block(x, (cosine.to(x.dtype), sine.to(x.dtype)), seen, self.drop)
        return cast(Tensor, self.last(x))

    def recall(self, numbers: Tensor) -> Tensor:
        """Vectors of running text without padding, for masked characters."""
        side = torch.ones_like(numbers)
        return self.body(self.characters(numbers) + self.side(side), None)

    def read(
        self, numbers: Tensor, side: Tensor, blind: Tensor | None = None
    ) -> tuple[Tensor, Tensor]:
        """Where the answer starts and ends, and the verdict.

        Args:
            numbers: (batch, length) characters: [CLS] question [SEP] text [SEP] padding.
            side: (batch, length) 0 for the question, 1 for the text.
            blind: (batch,) whether the exact matches are hidden, for training.

        Returns:
            (batch, length, 3) logits: of start and end, position 0 standing for no answer, and that
            a figure begins there which the answer is to be reckoned from; and
            (batch, len(VERDICTS)) logits of the verdict.
        """
        match = self.matches(numbers, side)
        if blind is not None:
            match = match * (~blind)[:, None]
        x = self.characters(numbers) + self.side(side) + self.match(match)
        there = numbers != PAD
        seen = torch.zeros_like(there, dtype=x.dtype).masked_fill(~there, -30_000.0)
        held = self.body(functional.dropout(x, self.drop, self.training), seen[:, None, None, :])
        return self.places(held), self.verdict(held[:, 0])

    def places(self, held: Tensor) -> Tensor:
        """The three logits of every character."""
        return torch.cat((self.span(held), self.figure(held)), -1)

    def matches(self, numbers: Tensor, side: Tensor) -> Tensor:
        """0-7 for each character: 1 it, 2 the pair it begins, 4 the pair it ends, stands across."""
        word = cast(Tensor, self.words)[numbers]
        across = (side[:, :, None] != side[:, None, :]) & word[:, :, None] & word[:, None, :]
        same = (numbers[:, :, None] == numbers[:, None, :]) & across
        pair = same[:, :-1, :-1] & same[:, 1:, 1:]
        pairs = pair.any(-1).long()
        begins = functional.pad(pairs, (0, 1))
        ends = functional.pad(pairs, (1, 0))
        return same.any(-1).long() + 2 * begins + 4 * ends


def grown(state: dict[str, Tensor], shape: Shape) -> dict[str, Tensor]:
    """Weights of a network that knew fewer outputs, with unlikely ones for the rest."""
    filled = dict(state)
    if "verdict.bias" not in state:
        return filled
    for name, count in (("figure", 1), ("verdict", len(VERDICTS))):
        weight = state.get(f"{name}.weight", torch.zeros(0, shape.width))
        bias = state.get(f"{name}.bias", torch.zeros(0))
        more = max(0, count - len(bias))
        filled[f"{name}.weight"] = torch.cat((weight, torch.zeros(more, shape.width)))
        filled[f"{name}.bias"] = torch.cat((bias, torch.full((more,), _UNLIKELY)))
    return filled


def _turned(x: Tensor, turn: tuple[Tensor, Tensor]) -> Tensor:
    """Rotate the two halves of each head's vector by the position's angles."""
    cosine, sine = turn
    first, second = x.chunk(2, dim=-1)
    return torch.cat((first * cosine - second * sine, second * cosine + first * sine), dim=-1)
