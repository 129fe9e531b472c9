"""Contrastive training of a static embedding: sentence-transformers' loss in a plain loop.

The loop is ours because the library's trainer needs two more large packages and tokenises
every text again in every epoch; the loss, the modules and the saved format are the library's.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from embeddings.training.batches import Ids, Texts, batches, first_weights, pick_wrong
from embeddings.training.data import Pair

if TYPE_CHECKING:
    import torch


@dataclass(frozen=True, slots=True)
class FitSettings:
    """How the weights are trained.

    Attributes:
        dim: length of a vector.
        epochs: passes over the pairs.
        batch: pairs a step; every other passage of the batch is a negative, and so is one of
            each pair's wrong texts, for all of the batch.
        rate: peak learning rate of Adam; it warms up over a tenth of the steps, then falls
            to zero in a straight line.
        scale: factor on the cosine inside the softmax (the inverse temperature).
        seed: of the first weights and of the order of the pairs.
    """

    dim: int = 512
    epochs: int = 2
    batch: int = 1024
    rate: float = 0.005
    scale: float = 15.0
    seed: int = 7


def fit(
    pairs: Sequence[Pair],
    tokenizer: Tokenizer,
    settings: FitSettings,
    report: Callable[[str], None],
) -> tuple[NDArray[np.float32], list[float]]:
    """Train the rows of the embedding.

    A pair that stands in `pairs` several times is seen as often in an epoch.

    Returns:
        The weights, (pieces, dim) float32, and the loss of each step.
    """
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.losses import MultipleNegativesRankingLoss
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding

    torch.manual_seed(settings.seed)
    generator = np.random.default_rng(settings.seed)
    texts = Texts(tokenizer, pairs)
    passages = [texts[pair.passage] for pair in pairs]
    first = first_weights(passages, tokenizer.get_vocab_size(), settings.dim, settings.seed)
    module = StaticEmbedding(tokenizer, embedding_weights=first)
    model = SentenceTransformer(modules=[module], device="cpu")
    loss_of = MultipleNegativesRankingLoss(model, scale=settings.scale)
    plan = [
        batch for _ in range(settings.epochs) for batch in batches(pairs, settings.batch, generator)
    ]
    optimizer = torch.optim.Adam(model.parameters(), lr=settings.rate)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, _warm_then_fall(len(plan)))
    losses: list[float] = []
    model.train()
    for step, batch in enumerate(plan, start=1):
        optimizer.zero_grad()
        chosen = [pairs[i] for i in batch]
        sides = [[pair.query for pair in chosen], [pair.passage for pair in chosen]]
        if wrong := pick_wrong(chosen, generator):
            sides.append(wrong)
        features = [_bag([texts[text] for text in side]) for side in sides]
        loss = loss_of(features, torch.empty(0))
        loss.backward()
        optimizer.step()
        schedule.step()
        losses.append(float(loss.detach()))
        if step % max(1, len(plan) // 10) == 0:
            report(f"step {step}/{len(plan)}: loss {losses[-1]:.3f}")
    return module.embedding.weight.detach().numpy(), losses


def save_model(weights: NDArray[np.float32], tokenizer: Tokenizer, folder: Path) -> None:
    """Write a folder that ``SentenceTransformer(folder)`` loads, weights in half precision.

    Args:
        weights: (pieces, dim); rows are scaled together so that the longest fits half
            precision well, which changes no vector's direction.
        tokenizer: of as many pieces.
        folder: created if it is not there.
    """
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, StaticEmbedding

    longest = float(np.linalg.norm(weights, axis=1).max())
    half = torch.from_numpy(weights / max(longest, 1e-12)).half()
    modules: list[torch.nn.Module] = [
        StaticEmbedding(tokenizer, embedding_weights=half),
        Normalize(),
    ]
    model = SentenceTransformer(modules=modules, device="cpu")
    for old in folder.rglob("*.safetensors"):
        old.unlink()  # not written over: services have it mapped
    model.save_pretrained(str(folder), create_model_card=False)
    # The library writes the weights for their owner only; a service may run as another user.
    for path in folder.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)


def _bag(rows: Sequence[Ids]) -> "dict[str, torch.Tensor]":
    """Lay rows of token numbers end to end, as the module reads them."""
    import torch

    starts = np.cumsum([0, *(len(row) for row in rows[:-1])])
    return {
        "input_ids": torch.from_numpy(np.concatenate(rows)),
        "offsets": torch.from_numpy(starts),
    }


def _warm_then_fall(steps: int) -> Callable[[int], float]:
    warm = max(1, steps // 10)
    fall = max(1, steps - warm)
    return lambda step: min((step + 1) / warm, max(0.0, (steps - step) / fall))
