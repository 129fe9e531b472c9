"""Reading measured on CMRC 2018 dev, the paragraph given, scored as its official script does.

Everything is in numbers of characters: width and case do not count.
"""

import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from embeddings.reading.characters import PAD, SEPARATOR, START, Characters
from embeddings.reading.reader import Reads
from embeddings.training.reader.arrays import LONGEST_QUESTION
from embeddings.training.reader.batches import Numbers
from embeddings.training.reader.finetune import OUT_OF_PLACE, allowed_places
from embeddings.training.reader.network import Network
from embeddings.training.reader.optimising import half

LONGEST = 60
_LENGTH = 384
_STRIDE = 128
_AT_ONCE = 256
_UNLISTED = "\uffff"
"""Stands for every character that has no number of its own; it has none itself."""

Span = tuple[float, int, int]
"""The score of a span above "no answer", its first and its last (inclusive) place."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to measure with; all texts are numbers of characters."""

    question: list[int]
    context: list[int]
    answers: list[list[int]]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the paragraph of question number ``owner``, from ``begin`` on."""

    owner: int
    question: list[int]
    text: list[int]
    begin: int


def read_bench(path: Path, most: int = 0) -> list[Asked]:
    """The questions of ``bench.json.gz``, or its first ``most``."""
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        cases = [Asked(**case) for case in json.load(stream)]
    return cases[:most] if most else cases


def measure(network: Network, asked: Sequence[Asked], device: str) -> tuple[float, float]:
    """Exact match and F1 (0-100) of a network."""
    every = list(pieces(asked, _LENGTH))
    found: list[Span] = []
    network.eval()
    with torch.inference_mode():
        for first in range(0, len(every), _AT_ONCE):
            part = every[first : first + _AT_ONCE]
            packed = pack([(one.question, one.text) for one in part], _LENGTH)
            numbers, side = (torch.from_numpy(one).to(device) for one in packed)
            with half(device):
                spans, _ = network.read(numbers, side)
            allowed = allowed_places(side)[:, :, None]
            found.extend(best_spans(spans.float().masked_fill(~allowed, OUT_OF_PLACE)))
    bases = [len(one.question) + 2 for one in every]
    return score(
        asked,
        every,
        [(v, a - base, b - base) for (v, a, b), base in zip(found, bases, strict=True)],
    )


def measure_reader(
    reader: Reads, characters: Characters, asked: Sequence[Asked]
) -> tuple[float, float]:
    """Exact match and F1 (0-100) of what is shipped, through the way by which it is used."""
    every = list(pieces(asked, _LENGTH))
    found: list[Span] = []
    for one in every:
        text = characters.decode(one.text, _UNLISTED)
        read = reader.read(characters.decode(one.question, _UNLISTED), [text])
        found.append(_best(read.starts[0], read.ends[0]))
    return score(asked, every, found)


def pieces(asked: Sequence[Asked], length: int) -> Iterator[Piece]:
    """Each question with its paragraph, or with stretches of it that overlap."""
    for owner, one in enumerate(asked):
        question, text = one.question[:LONGEST_QUESTION], one.context
        room = length - len(question) - 3
        starts = range(0, max(1, len(text) - room + _STRIDE), _STRIDE) if len(text) > room else (0,)
        for begin in starts:
            yield Piece(owner, question, text[begin : begin + room], begin)


def score(
    asked: Sequence[Asked], every: Sequence[Piece], found: Sequence[Span]
) -> tuple[float, float]:
    """Exact match and F1 (0-100) of the best span of all pieces of a question."""
    best: dict[int, Span] = {}
    for piece, (value, first, last) in zip(every, found, strict=True):
        if piece.owner not in best or value > best[piece.owner][0]:
            best[piece.owner] = (value, piece.begin + first, piece.begin + last + 1)
    exact, overlap = [], []
    for owner, one in enumerate(asked):
        _, first, last = best[owner]
        given = one.context[first:last]
        exact.append(max(float(given == gold) for gold in one.answers))
        overlap.append(max(f1(given, gold) for gold in one.answers))
    return 100 * float(np.mean(exact)), 100 * float(np.mean(overlap))


def pack(
    pairs: Sequence[tuple[Sequence[int], Sequence[int]]], length: int
) -> tuple[Numbers, Numbers]:
    """Questions and texts as (batch, length) characters and sides."""
    numbers = np.full((len(pairs), length), PAD, np.int64)
    side = np.zeros((len(pairs), length), np.int64)
    for at, (question, text) in enumerate(pairs):
        row = [START, *question, SEPARATOR, *text, SEPARATOR]
        numbers[at, : len(row)] = row
        side[at, len(question) + 2 : len(row)] = 1
    return numbers, side


def best_spans(spans: Tensor, longest: int = LONGEST) -> list[Span]:
    """For each row of logits (batch, length, 2) the best span but "none"."""
    starts, ends = spans[:, :, 0], spans[:, :, 1]
    length = spans.shape[1]
    place = torch.arange(length, device=spans.device)
    fits = (place[None, :] >= place[:, None]) & (place[None, :] < place[:, None] + longest)
    fits[0] = False
    scores = (starts[:, :, None] + ends[:, None, :]).masked_fill(~fits, -1e9)
    value, at = scores.flatten(1).max(1)
    none = starts[:, 0] + ends[:, 0]
    return [
        (float(v - n), int(i) // length, int(i) % length)
        for v, n, i in zip(value, none, at, strict=True)
    ]


def _best(starts: NDArray[np.float32], ends: NDArray[np.float32]) -> Span:
    """The same for the logits of one text above those of "none"."""
    row = torch.from_numpy(np.stack([np.append(0.0, starts), np.append(0.0, ends)], -1))
    ((value, first, last),) = best_spans(row[None])
    return value, first - 1, last - 1


def f1(given: Sequence[int], gold: Sequence[int]) -> float:
    """F1 of the longest common run of characters (the official script's measure)."""
    if not given or not gold:
        return 0.0
    longest = 0
    row = [0] * (len(gold) + 1)
    for one in given:
        last = 0
        for at, other in enumerate(gold, start=1):
            last, row[at] = row[at], last + 1 if one == other else 0
            longest = max(longest, row[at])
    if not longest:
        return 0.0
    precision, recall = longest / len(given), longest / len(gold)
    return 2 * precision * recall / (precision + recall)
