"""What the network learns from: running text, and questions with their paragraphs.

Questions of data sets and of chronicles (see ``chronicles``), questions made from running text
(see ``cloze``), and some of each beside a paragraph that does not answer.
"""

import gzip
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from embeddings.reading.characters import Characters
from embeddings.training.reader import chronicles
from embeddings.training.reader.arrays import (
    CHRONICLE,
    COMPUTED,
    FAR,
    KINDS,
    MADE,
    MADE_MISSED,
    NATURAL,
    REAL,
    REAL_MISSED,
    Material,
    Taught,
    stream,
)
from embeddings.training.reader.chronicles import Asked, read_chronicles
from embeddings.training.reader.cloze import ClozeMaker
from embeddings.training.reader.similar import most_alike
from embeddings.training.reader.sources import Benchmark, Real, Sources, read_sources
from embeddings.training.reader.words import read_synonyms, rjieba_tag

_LEAST = 3
"""Occurrences from which a character has a number of its own."""
_ROUNDS = 2
_TIMES_OWN = 3
"""How often chronicles are taken: they are few, but the most like what is read."""
_MISSED_REAL = 0.15
_MISSED_MADE = 0.25
_KINDS = {chronicles.FAR: FAR, chronicles.NATURAL: NATURAL}
_PARAGRAPH = range(40, 1501)
"""Lengths of the paragraphs that questions are made from."""


@dataclass(frozen=True, slots=True)
class Preparation:
    """What material is made from.

    ``chronicles`` are folders; ``synonyms`` a file for ``read_synonyms``, None for none;
    ``made`` is about how many questions to make from running text; ``seed`` of all chance.
    ``characters`` is the file of weights that are to be taught further, None to list them anew.
    """

    data: Path
    chronicles: tuple[Path, ...] = ()
    synonyms: Path | None = None
    made: int = 200_000
    seed: int = 7
    characters: Path | None = None


def prepare(given: Preparation, out: Path) -> dict[str, int]:
    """Write ``material.npz``, ``characters.txt`` and ``bench.json.gz`` into an existing folder.

    Returns:
        How many questions of each kind there are.

    Raises:
        EncoderError: the data are not what they should be.
    """
    found = read_sources(given.data)
    told = [one for folder in given.chronicles for one in read_chronicles(folder)]
    own = list(dict.fromkeys(text for text, _ in told))
    known = given.characters
    characters = Characters.load(known) if known else _characters(found, own)
    material = Material(characters)
    _add_real(material, found.real, given.seed)
    for text, asked in told:
        _add_chronicle(material, text, asked)
    tag = rjieba_tag()
    lines = given.synonyms.read_text(encoding="utf-8").splitlines() if given.synonyms else []
    maker = ClozeMaker(tag, read_synonyms(lines), given.seed)
    _add_made(material, _Groups.of(found, own), maker, given)
    laws = [text for name, group in found.running if name == "laws" for text in group]
    rest = [text for name, group in found.running if name != "laws" for text in group]
    rest += [*_contexts(found.real), *own * _TIMES_OWN]
    # mypy takes each of ``**arrays`` for every keyword of savez, ``allow_pickle`` among them.
    arrays = {
        "laws": stream(laws, characters, tag),
        "rest": stream(rest, characters, tag),
        **material.arrays(),
    }
    np.savez_compressed(out / "material.npz", **arrays)  # type: ignore[arg-type]
    characters.save(out / "characters.txt")
    with gzip.open(out / "bench.json.gz", "wt", encoding="utf-8") as written:
        json.dump(_numbers(found.bench, characters), written)
    counts = Counter(row[4] for row in material.rows)
    return {name: counts[kind] for kind, name in enumerate(KINDS)}


def _characters(found: Sources, own: Sequence[str]) -> Characters:
    """Those that are frequent in the texts, all of GB 2312, and ASCII."""
    counts = Counter(char for text in _texts(found, own) for char in text)
    frequent = {char for char, times in counts.items() if times >= _LEAST}
    pairs = ((a, b) for a in range(0xA1, 0xF8) for b in range(0xA1, 0xFF))
    chinese = {bytes(pair).decode("gb2312", "ignore") for pair in pairs}
    ascii_ = set(map(chr, range(0x21, 0x7F)))
    every = frequent | chinese | ascii_
    return Characters(sorted(char for char in every if len(char) == 1 and not char.isspace()))


def _texts(found: Sources, own: Sequence[str]) -> Iterator[str]:
    for _, group in found.running:
        yield from group
    for one in found.real:
        yield one.context
        yield one.question
    yield from own


def _contexts(real: Sequence[Real]) -> list[str]:
    return sorted({one.context for one in real})


def _add_real(material: Material, real: Sequence[Real], seed: int) -> None:
    contexts = _contexts(real)
    alike = most_alike([one.question for one in real], contexts, 8)
    pick = np.random.default_rng(seed)
    for one, near in zip(real, alike, strict=True):
        negatives = [
            contexts[at]
            for at in near
            if contexts[at] != one.context and one.answer not in contexts[at]
        ]
        end = one.start + len(one.answer)
        material.add(Taught(one.question, one.context, one.start, end, REAL), negatives)
        if negatives and pick.random() < _MISSED_REAL:
            material.add(Taught(one.question, negatives[0], -1, -1, REAL_MISSED))


def _add_chronicle(material: Material, text: str, asked: Sequence[Asked]) -> None:
    paragraphs = [line for line in text.split("\n") if len(line) > 20]
    if not paragraphs or not asked:
        return
    alike = most_alike([one.question for one in asked], paragraphs, 4)
    for one, near in zip(asked, alike, strict=True):
        kind = _KINDS.get(one.table, CHRONICLE)
        if one.operands:
            _add_computed(material, text, one, [paragraphs[at] for at in near])
            continue
        if one.start < 0:
            for at in near[:3]:
                others = [paragraphs[other] for other in near if other != at]
                material.add(Taught(one.question, paragraphs[at], -1, -1, kind), others)
            continue
        home, start = _within(text, one.start)
        if home in paragraphs:
            others = [paragraphs[at] for at in near if paragraphs[at] != home]
            end = min(start + one.end - one.start, len(home))
            taught = Taught(one.question, home, start, end, kind, one.verdict)
            material.add(taught, others)


def _add_computed(material: Material, text: str, one: Asked, near: Sequence[str]) -> None:
    places = [(*_within(text, start), end - start) for start, end in one.operands]
    operands = tuple((home, start, start + long) for home, start, long in places)
    taught = Taught(one.question, operands[0][0], -1, -1, COMPUTED, one.verdict, operands)
    material.add(taught, [paragraph for paragraph in near if paragraph != operands[0][0]])


def _within(text: str, start: int) -> tuple[str, int]:
    """The line that holds an offset, and the offset in it."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", start)
    return text[first : last if last >= 0 else len(text)], start - first


@dataclass(frozen=True, slots=True)
class _Groups:
    """Paragraphs that stand beside each other: the laws, the chronicles, and all the rest."""

    most: tuple[Sequence[str], ...]
    laws: tuple[Sequence[str], ...]
    own: tuple[Sequence[str], ...]

    @classmethod
    def of(cls, found: Sources, own: Sequence[str]) -> "_Groups":
        most: list[Sequence[str]] = [group for name, group in found.running if name != "laws"]
        most += [[text] for text in _contexts(found.real)]
        laws = tuple(group for name, group in found.running if name == "laws")
        kept = ([line for line in text.split("\n") if len(line) > _PARAGRAPH[0]] for text in own)
        return cls(tuple(most), laws, tuple(kept))


def _add_made(material: Material, groups: _Groups, maker: ClozeMaker, given: Preparation) -> None:
    """Made questions: all of the encyclopaedia and the like, a quarter of the laws, and of the
    chronicles, whose sentences hold the most figures and names, several times as many."""
    pick = np.random.default_rng(given.seed)
    laws = list(groups.laws)
    pick.shuffle(laws)
    # A sentence is asked about anew in every round.
    every = [*groups.most, *laws[: len(laws) // 4], *groups.own * _TIMES_OWN] * _ROUNDS
    rate = given.made / max(1, sum(len(text) for group in every for text in group)) * 1.4
    for group in every:
        for at, paragraph in enumerate(group):
            if len(paragraph) not in _PARAGRAPH:
                continue
            wanted = int(pick.poisson(rate * len(paragraph)))
            beside = [group[i] for i in (at - 1, at + 1) if 0 <= i < len(group)]
            for one in maker.of_paragraph(paragraph, wanted):
                taught = Taught(one.question, paragraph, one.start, one.end, MADE, one.verdict)
                material.add(taught, beside)
                if one.verdict == 0 and pick.random() < _MISSED_MADE:
                    missed = maker.missed(paragraph, one)
                    if missed is not None:
                        material.add(Taught(missed.question, paragraph, -1, -1, MADE_MISSED))


def _numbers(bench: Sequence[Benchmark], characters: Characters) -> list[dict[str, object]]:
    return [
        {
            "question": characters.encode(one.question),
            "context": characters.encode(one.context),
            "answers": [characters.encode(answer) for answer in one.answers],
        }
        for one in bench
    ]
