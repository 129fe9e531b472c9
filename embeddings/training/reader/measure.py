"""Reading measured on CMRC 2018 dev, the paragraph given, scored as its official script does."""

import gzip
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch

from embeddings.reading.characters import PAD, SEPARATOR, START
from embeddings.training.reader.finetune import allowed_places
from embeddings.training.reader.network import Network

LONGEST = 60
_STRIDE = 128


def cmrc(
    network: Network, path: Path, device: str, length: int = 384, most: int = 0
) -> tuple[float, float]:
    """Exact match and F1 (0-100) over the questions of ``bench.json.gz``, or its first ``most``."""
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        cases = json.load(stream)
    cases = cases[:most] if most else cases
    rows, owners = [], []
    for at, case in enumerate(cases):
        question = case["question"][:80]
        room = length - len(question) - 3
        text = case["context"]
        starts = range(0, max(1, len(text) - room + _STRIDE), _STRIDE) if len(text) > room else (0,)
        for begin in starts:
            rows.append((question, text[begin : begin + room], begin))
            owners.append(at)
    best: dict[int, tuple[float, int, int]] = {}
    network.eval()
    with torch.inference_mode():
        for first in range(0, len(rows), 256):
            part = rows[first : first + 256]
            numbers, side = pack([(q, t) for q, t, _ in part], length)
            one, two = torch.from_numpy(numbers).to(device), torch.from_numpy(side).to(device)
            with torch.autocast(device, torch.bfloat16):
                spans, _ = network.read(one, two)
            spans = spans.float().masked_fill(~allowed_places(one, two)[:, :, None], -1e4)
            found = best_spans(spans)
            for (question, _, begin), owner, (score, a, b) in zip(
                part, owners[first : first + 256], found, strict=True
            ):
                base = len(question) + 2
                if owner not in best or score > best[owner][0]:
                    best[owner] = (score, begin + a - base, begin + b - base + 1)
    exact, overlap = [], []
    for at, case in enumerate(cases):
        _, a, b = best[at]
        given = case["context"][a:b]
        exact.append(max(float(given == one) for one in case["answers"]))
        overlap.append(max(f1(given, one) for one in case["answers"]))
    return 100 * float(np.mean(exact)), 100 * float(np.mean(overlap))


def pack(
    pairs: Sequence[tuple[Sequence[int], Sequence[int]]], length: int
) -> tuple[np.ndarray, np.ndarray]:
    """Questions and texts as (batch, length) characters and sides."""
    numbers = np.full((len(pairs), length), PAD, np.int64)
    side = np.zeros((len(pairs), length), np.int64)
    for at, (question, text) in enumerate(pairs):
        row = [START, *question, SEPARATOR, *text, SEPARATOR]
        numbers[at, : len(row)] = row
        side[at, len(question) + 2 : len(row)] = 1
    return numbers, side


def best_spans(spans: torch.Tensor, longest: int = LONGEST) -> list[tuple[float, int, int]]:
    """For each row the best span but "none": its score above that of none, first and last place."""
    starts, ends = spans[:, :, 0], spans[:, :, 1]
    scores = starts[:, :, None] + ends[:, None, :]
    length = spans.shape[1]
    place = torch.arange(length, device=spans.device)
    fits = (place[None, :] >= place[:, None]) & (place[None, :] < place[:, None] + longest)
    fits[0] = False
    scores = scores.masked_fill(~fits, -1e9)
    value, at = scores.flatten(1).max(1)
    none = starts[:, 0] + ends[:, 0]
    return [
        (float(v - n), int(i) // length, int(i) % length)
        for v, n, i in zip(value, none, at, strict=True)
    ]


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
