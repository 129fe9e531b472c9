"""What the network learns from, as arrays: running text, and questions with their paragraphs.

Read from the data folder of ``embeddings.training.data`` and from folders of chronicles with
questions of their own (``NAME.txt`` beside ``NAME.jsonl``: q, type, reg, a, ev). Only class A
records are taken. The paragraphs of CMRC 2018 dev are left out wherever they stand.
"""

import gzip
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from embeddings.reading.characters import SEPARATOR, Characters
from embeddings.training.data import read_documents
from embeddings.training.reader.chronicles import Asked, read_chronicles
from embeddings.training.reader.cloze import ClozeMaker, Tagger, read_synonyms
from embeddings.training.reader.sentences import Line, lines_of
from embeddings.training.reader.similar import most_alike, shared

WORD_START = 0x8000
"""Set in a number of the running text where a word begins."""

REAL, CHRONICLE, MADE, MADE_MISSED, REAL_MISSED = range(5)
"""Where a question comes from."""

_LEAST = 3
"""Occurrences from which a character has a number of its own."""
_NEGATIVES = 3
_RIVALS = 8
_ROUNDS = 2
_SHINGLE = 24


@dataclass(slots=True)
class Material:
    """Questions under way to arrays; contexts are stored once and named by number."""

    characters: Characters
    contexts: list[list[int]] = field(default_factory=list)
    known: dict[str, int] = field(default_factory=dict)
    questions: list[list[int]] = field(default_factory=list)
    rows: list[tuple[int, int, int, int, int]] = field(default_factory=list)
    sentences: list[list[Line]] = field(default_factory=list)
    rivals: list[list[tuple[int, int]]] = field(default_factory=list)

    def context(self, text: str) -> int:
        """The number of a paragraph."""
        if text not in self.known:
            self.known[text] = len(self.contexts)
            self.contexts.append(self.characters.encode(text))
            self.sentences.append(lines_of(text))
        return self.known[text]

    def add(
        self,
        question: str,
        context: str,
        span: tuple[int, int],
        verdict: int,
        kind: int,
        negatives: Sequence[str] = (),
    ) -> None:
        """One question; ``span`` is (-1, -1) where the paragraph does not answer it.

        Its rivals are sentences beside the answer that share most with the question, of its own
        paragraph and of ``negatives``.
        """
        home = self.context(context)
        others = [(home, context), *((self.context(one), one) for one in negatives[:_NEGATIVES])]
        rivals = [
            (shared(question, text[line.start : line.end]), number, at)
            for number, text in others
            for at, line in enumerate(self.sentences[number])
            if number != home or not (line.start < span[1] and span[0] < line.end)
        ]
        rivals.sort(reverse=True)
        self.rivals.append([(number, at) for _, number, at in rivals[:_RIVALS]])
        self.questions.append(self.characters.encode(question)[:80])
        self.rows.append((home, *span, max(verdict, 0), kind))


def prepare(
    data: Path, chronicles: Sequence[Path], synonyms: Path | None, out: Path, made: int, seed: int
) -> dict[str, int]:
    """Write ``material.npz``, ``characters.txt`` and ``bench.json.gz`` into ``out``.

    Args:
        data: the data folder.
        chronicles: folders of chronicles with questions.
        synonyms: weight TAB everyday words TAB text's words; None for none.
        out: an existing folder.
        made: how many questions to make from running text, about.
        seed: of everything random.

    Returns:
        How many questions of each kind there are, by number of the kind.
    """
    bench = [json.loads(line) for line in _lines(data / "bench" / "cmrc2018_dev.jsonl.gz")]
    seen = {s for one in bench for s in _shingles(one["context"])}
    paragraphs = list(_running(data, seen))
    real = [one for one in _real(data) if not seen & set(_shingles(one["context"]))]
    told = [(path, read_chronicles(path)) for path in chronicles]
    own = [text for _, many in told for text, _ in many]
    counts = Counter(char for text in _texts(paragraphs, real, own) for char in text)
    gb2312 = (
        bytes((a, b)).decode("gb2312", "ignore")
        for a in range(0xA1, 0xF8)
        for b in range(0xA1, 0xFF)
    )
    frequent = (char for char, times in counts.most_common() if times >= _LEAST)
    ascii_ = map(chr, range(0x21, 0x7F))
    characters = Characters(
        sorted(
            {
                char
                for char in (*frequent, *gb2312, *ascii_)
                if len(char) == 1 and not char.isspace()
            }
        )
    )
    material = Material(characters)
    _add_real(material, real, seed)
    for _, many in told:
        for text, asked in many:
            _add_chronicle(material, text, asked)
    tag = Tagger()
    lines = synonyms.read_text(encoding="utf-8").splitlines() if synonyms else []
    maker = ClozeMaker(tag, read_synonyms(lines), seed)
    _add_made(material, paragraphs, real, own, maker, made, seed)
    laws = [p for name, group in paragraphs if name == "laws" for p in group]
    rest = [p for name, group in paragraphs if name != "laws" for p in group]
    rest += sorted({one["context"] for one in real}) + own
    np.savez_compressed(
        out / "material.npz",
        laws=_stream(laws, characters, tag),
        rest=_stream(rest, characters, tag),
        contexts=np.concatenate([np.array(c, np.uint16) for c in material.contexts]),
        context_at=np.cumsum([0, *map(len, material.contexts)]).astype(np.int32),
        questions=np.concatenate([np.array(q, np.uint16) for q in material.questions]),
        question_at=np.cumsum([0, *map(len, material.questions)]).astype(np.int32),
        rows=np.array(material.rows, np.int32),
        **_lines_and_rivals(material),
        words=np.array(characters.words()),
    )
    characters.save(out / "characters.txt")
    with gzip.open(out / "bench.json.gz", "wt", encoding="utf-8") as stream:
        json.dump(_bench(bench, characters), stream)
    return dict(Counter(row[4] for row in material.rows))


def _lines_and_rivals(material: Material) -> dict[str, np.ndarray]:
    """Sentences of all contexts end to end, and for each question the numbers of its rivals."""
    first = np.cumsum([0, *map(len, material.sentences)])
    lines = [
        (line.start, line.end, line.time_start, line.time_end)
        for many in material.sentences
        for line in many
    ]
    rivals = [[int(first[number]) + at for number, at in many] for many in material.rivals]
    homes = np.repeat(np.arange(len(material.sentences)), [len(m) for m in material.sentences])
    return {
        "lines": np.array(lines, np.int32),
        "line_home": homes.astype(np.int32),
        "line_at": first.astype(np.int32),
        "rivals": np.array([one for many in rivals for one in many], np.int32),
        "rival_at": np.cumsum([0, *map(len, rivals)]).astype(np.int32),
    }


def _running(data: Path, seen: set[str]) -> Iterator[tuple[str, list[str]]]:
    """Documents of class A as (source, paragraphs), without the benchmark's paragraphs."""
    for document in read_documents(data, ("A",)):
        yield document.source, list(document.paragraphs)
    path = data / "text" / "wiki_contexts.txt.gz"
    for line in _lines(path) if path.is_file() else ():
        paragraphs = [p for p in line.rstrip("\n").split("\t")[1:] if p]
        kept = [p for p in paragraphs if not seen & set(_shingles(p))]
        if kept:
            yield "wiki", kept


def _real(data: Path) -> Iterator[dict[str, Any]]:
    for line in _lines(data / "train" / "qa.jsonl.gz"):
        one = json.loads(line)
        if one["licence"] == "A":
            yield one


def _shingles(text: str) -> Iterator[str]:
    plain = "".join(text.split())
    for at in range(0, max(1, len(plain) - _SHINGLE), _SHINGLE):
        yield plain[at : at + _SHINGLE]
    yield plain[-_SHINGLE:]


def _lines(path: Path) -> Iterator[str]:
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        yield from stream


def _texts(
    paragraphs: Iterable[tuple[str, list[str]]], real: Iterable[dict[str, Any]], own: Iterable[str]
) -> Iterator[str]:
    for _, group in paragraphs:
        yield from group
    for one in real:
        yield one["context"]
        yield one["question"]
    yield from own


def _add_real(material: Material, real: Sequence[dict[str, Any]], seed: int) -> None:
    contexts = sorted({one["context"] for one in real})
    alike = most_alike([one["question"] for one in real], contexts, 8)
    pick = np.random.default_rng(seed)
    for one, near in zip(real, alike, strict=True):
        context, answer, start = one["context"], one["answer"], one["answer_start"]
        negatives = [
            contexts[i] for i in near if contexts[i] != context and answer not in contexts[i]
        ]
        material.add(one["question"], context, (start, start + len(answer)), 0, REAL, negatives)
        if negatives and pick.random() < 0.15:
            material.add(one["question"], negatives[0], (-1, -1), 0, REAL_MISSED)


def _add_chronicle(material: Material, text: str, asked: Sequence[Asked]) -> None:
    paragraphs = [p for p in text.split("\n") if len(p) > 20]
    if not paragraphs or not asked:
        return
    alike = most_alike([one.question for one in asked], paragraphs, 4)
    for one, near in zip(asked, alike, strict=True):
        if one.start < 0:
            for at in near[:3]:
                material.add(
                    one.question,
                    paragraphs[at],
                    (-1, -1),
                    0,
                    CHRONICLE,
                    [paragraphs[i] for i in near if i != at],
                )
            continue
        home, start = _within(text, one.start)
        if home not in paragraphs:
            continue
        negatives = [paragraphs[i] for i in near if paragraphs[i] != home]
        span = (start, min(start + one.end - one.start, len(home)))
        material.add(one.question, home, span, one.verdict, CHRONICLE, negatives)


def _within(text: str, start: int) -> tuple[str, int]:
    """The line that holds an offset, and the offset in it."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", start)
    return text[first : last if last >= 0 else len(text)], start - first


def _add_made(
    material: Material,
    paragraphs: Sequence[tuple[str, list[str]]],
    real: Sequence[dict[str, Any]],
    own: Sequence[str],
    maker: ClozeMaker,
    most: int,
    seed: int,
) -> None:
    """Made questions: all of the encyclopaedia and the like, and some of the laws."""
    pick = np.random.default_rng(seed)
    groups = [group for name, group in paragraphs if name != "laws"]
    groups += [[one] for one in sorted({one["context"] for one in real})]
    groups += [[p for p in text.split("\n") if len(p) > 40] for text in own]
    laws = [group for name, group in paragraphs if name == "laws"]
    pick.shuffle(laws)
    groups += laws[: len(laws) // 4]
    groups *= _ROUNDS  # a sentence is asked about anew in every round
    total = sum(len(p) for group in groups for p in group)
    rate = most / total * 1.4
    for group in groups:
        for at, paragraph in enumerate(group):
            if not 40 <= len(paragraph) <= 1500:
                continue
            wanted = int(pick.poisson(rate * len(paragraph)))
            beside = [group[i] for i in (at - 1, at + 1) if 0 <= i < len(group)]
            for one in maker.of_paragraph(paragraph, wanted):
                material.add(
                    one.question, paragraph, (one.start, one.end), one.verdict, MADE, beside
                )
                if one.verdict == 0 and pick.random() < 0.25:
                    missed = maker.missed(paragraph, one)
                    if missed is not None:
                        material.add(missed.question, paragraph, (-1, -1), 0, MADE_MISSED)


def _stream(paragraphs: Iterable[str], characters: Characters, tag: Tagger) -> np.ndarray:
    """Paragraphs end to end with a separator before each; word starts are marked."""
    parts = []
    for paragraph in paragraphs:
        numbers = np.array([SEPARATOR, *characters.encode(paragraph)], np.uint16)
        at = 1
        numbers[0] |= WORD_START
        for word, _ in tag(paragraph):
            numbers[at] |= WORD_START
            at += len(word)
        parts.append(numbers)
    return np.concatenate(parts)


def _bench(bench: Sequence[dict[str, Any]], characters: Characters) -> list[dict[str, Any]]:
    return [
        {
            "question": characters.encode(one["question"]),
            "context": characters.encode(one["context"]),
            "answers": [characters.encode(answer) for answer in one["answers"]],
        }
        for one in bench
    ]
