"""The whole recipe, from a data folder to a model folder."""

import random
import shutil
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from embeddings.encoder import load_encoder
from embeddings.errors import EncoderError
from embeddings.pieces import read_tokenizer
from embeddings.training.card import Run, write_card
from embeddings.training.data import (
    OFFICIAL_SOURCES,
    Document,
    Pair,
    cap_sources,
    is_held_out,
    read_benchmark,
    read_documents,
    read_encyclopaedia,
    read_pairs,
    split_held_out,
    without_passages,
)
from embeddings.training.evaluate import measure
from embeddings.training.examples import (
    of_answers,
    of_chronicles,
    of_running_text,
    of_synonyms,
    repeated,
)
from embeddings.training.fit import FitSettings, fit, save_model
from embeddings.training.vocabulary import train_vocabulary

_LAWS_ASKED = 6


@dataclass(frozen=True, slots=True)
class Recipe:
    """What is trained.

    Of the same pairs 512 numbers found more than 256 (CMRC dev R@1 .819 against .799, a sentence
    of the development text among the first five .847 against .816); seeds differ by about .01.

    Attributes:
        licences: classes of the records to learn from.
        pieces: size of the vocabulary.
        text_chars: how much running text the vocabulary sees beside the pairs' own text.
        source_cap: at most so many pairs of one source, so that none drowns the others.
        fit: how the weights are trained.
        chronicles: folders of chronicles with questions of their own.
        synonyms: lines of weight TAB everyday words TAB a text's words; None for none.
        made: at most so many questions made from running text.
        tokenizer: a tokenizer.json to take instead of training a vocabulary. The library's
            training of a vocabulary does not repeat itself to the bit; the weights do.
    """

    licences: tuple[str, ...] = ("A",)
    pieces: int = 16_000
    text_chars: int = 1_500_000
    source_cap: int = 20_000
    fit: FitSettings = field(default_factory=FitSettings)
    chronicles: tuple[Path, ...] = ()
    synonyms: Path | None = None
    made: int = 60_000
    tokenizer: Path | None = None


def train(
    data: Path, out: Path, recipe: Recipe, command: str, report: Callable[[str], None]
) -> list[float]:
    """Train, write the model folder and its card, measured on what was held out.

    Nothing stands at `out` until the model is whole; a model that stood there is replaced.

    Args:
        data: the data folder (its layout is in `embeddings.training.data`).
        out: the model folder to write.
        recipe: what to train.
        command: the command line, for the card.
        report: takes a line of progress.

    Returns:
        The loss of each step.

    Raises:
        EncoderError: no data, or `out` holds something that is no model.
    """
    if out.exists() and any(out.iterdir()) and not (out / "modules.json").is_file():
        raise EncoderError(f"{out} holds something that is no model.", "Name an empty folder.")
    started = time.monotonic()
    benchmark = read_benchmark(data)
    pairs, held = split_held_out(read_pairs(data, recipe.licences))
    pairs = without_passages(pairs, [pair.passage for pair in benchmark])
    pairs = cap_sources(pairs, recipe.source_cap)
    documents = _documents(data, benchmark, recipe)
    pairs = [*pairs, *_examples(data, benchmark, documents, recipe)]
    report(f"{len(pairs)} pairs to train on, {len(held)} held out")
    if recipe.tokenizer:
        tokenizer = read_tokenizer(recipe.tokenizer)
    else:
        tokenizer = train_vocabulary(vocabulary_texts(documents, pairs, recipe), recipe.pieces)
    report(f"vocabulary of {tokenizer.get_vocab_size()} pieces")
    weights, losses = fit(repeated(pairs), tokenizer, recipe.fit, report)
    partial = out.with_name(out.name + ".partial")
    shutil.rmtree(partial, ignore_errors=True)
    save_model(weights, tokenizer, partial)
    seconds = time.monotonic() - started
    encoder = load_encoder(str(partial))
    slices = {
        "CMRC 2018 dev (questions, encyclopaedia paragraphs)": benchmark,
        "held-out laws, regulations, notices": _slice(held, official=True),
        "held-out other documents": _slice(held, official=False),
    }
    recalls = {name: measure(encoder, cases) for name, cases in slices.items() if cases}
    counts = Counter((pair.source, pair.licence) for pair in pairs)
    run = Run(
        command=command,
        licences=recipe.licences,
        fit=recipe.fit,
        pieces=tokenizer.get_vocab_size(),
        counts=tuple((source, licence, n) for (source, licence), n in counts.most_common()),
        losses=(losses[0], losses[-1]),
        recalls=recalls,
        seconds=seconds,
        fingerprint=encoder.fingerprint,
    )
    write_card(run, partial)
    for name, recall in recalls.items():
        report(f"{name}: R@1 {recall.at_1:.3f}, R@5 {recall.at_5:.3f}")
    if out.exists():
        shutil.rmtree(out)
    partial.replace(out)
    return losses


def _documents(data: Path, benchmark: Sequence[Pair], recipe: Recipe) -> list[Document]:
    """The running text of the wanted classes, and the chronicles."""
    documents = read_documents(data, recipe.licences)
    if "A" in recipe.licences:
        documents += read_encyclopaedia(data, benchmark)
    for folder in recipe.chronicles:
        for path in sorted(folder.glob("*.txt")):
            lines = path.read_text(encoding="utf-8").splitlines()
            paragraphs = tuple(line for line in lines if line.strip())
            documents.append(Document("", paragraphs, "chronicles", "A"))
    return documents


def _examples(
    data: Path, benchmark: Sequence[Pair], documents: Sequence[Document], recipe: Recipe
) -> list[Pair]:
    """The pairs that are made; of the laws, which are most of the text, one in six is asked."""
    found = [pair for folder in recipe.chronicles for pair in of_chronicles(folder)]
    found += of_answers(data, recipe.licences, benchmark)
    if recipe.synonyms:
        found += of_synonyms(recipe.synonyms)
    if recipe.made:
        laws = [one for one in documents if one.source == "laws"]
        rest = [one for one in documents if one.source != "laws"]
        asked = [*rest, *laws[::_LAWS_ASKED]]
        found += of_running_text(asked, recipe.synonyms, recipe.made, recipe.fit.seed)
    return found


def vocabulary_texts(
    documents: Sequence[Document], pairs: Sequence[Pair], recipe: Recipe
) -> list[str]:
    """Choose the text the vocabulary is trained on; no held-out document is in it.

    Queries and passages of the pairs come first; running text is drawn at random, paragraph
    by paragraph, up to the budget.
    """
    texts = [pair.query for pair in pairs if pair.source != "made_question"]
    seen = OFFICIAL_SOURCES | {
        "made_question"
    }  # their text is running text, which is drawn from below
    texts += [pair.passage for pair in pairs if pair.source not in seen]
    paragraphs = [
        paragraph
        for document in documents
        for paragraph in document.paragraphs
        if not is_held_out(document.title or paragraph)
    ]
    random.Random(recipe.fit.seed).shuffle(paragraphs)  # noqa: S311  no secret
    left = recipe.text_chars
    for paragraph in paragraphs:
        if left <= 0:
            break
        texts.append(paragraph)
        left -= len(paragraph)
    return list(dict.fromkeys(texts))


def _slice(pairs: Sequence[Pair], *, official: bool) -> list[Pair]:
    return [pair for pair in pairs if (pair.source in OFFICIAL_SOURCES) is official]
