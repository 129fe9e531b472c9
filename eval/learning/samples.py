"""From questions to choices: candidates with features, and which of them are right."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from embeddings.encoder import Encoder
from embeddings.reading.reader import Reads
from eval.cases import Case
from eval.learning.logit import Choice
from eval.learning.pool import Asked
from eval.learning.practice import Drill
from eval.metrics.wording import character_f1
from eval.normal import canonical
from rag.answering.answerer import Answerer, share_of_best
from rag.answering.extraction import short_form
from rag.answering.features import Features
from rag.answering.judge import Judge, judge_features
from rag.answering.ranker import GROUPS, LinearRanker, Scored
from rag.language.asking import Asked as AskedFor
from rag.language.asking import Wanted
from rag.live import Lexicon
from rag.matching import TermWeights
from rag.question import Question, read_question
from rag.retrieval import Retriever
from rag.store import Index
from rag.types import Filters, Span, Turn

_ENOUGH = {"prose": 0.2, "definition": 0.2, "statement": 0.2, "yes_no": 0.2, "list": 0.4}
"""Character F1 from which an answer is worth giving, where clauses are the answer and their
edges matter less than that they are the right ones; ``GOOD`` for the other groups."""

Doubts = Callable[[Question, Sequence[Scored], TermWeights], Features]
Proves = Callable[[Scored], bool]
GOOD = 0.6
"""Character F1 from which the best candidate of a question counts as right."""


@dataclass(frozen=True, slots=True)
class Sample:
    """The candidates of one question, unscored, with the F1 of each (0 outside the proof)."""

    group: str
    question: Question
    terms: TermWeights
    scored: tuple[Scored, ...]
    quality: tuple[float, ...]
    doubts: Doubts


class Sampler:
    """Puts questions through retrieval and candidate generation over one index."""

    def __init__(self, index: Index, encoder: Encoder, reader: Reads | None = None) -> None:
        self._retriever = Retriever(index, encoder)
        self._wording = Lexicon(index.documents)
        self._answerer = Answerer(
            index.documents,
            index.passages,
            self._retriever.analyses,
            LinearRanker({}),
            Judge({}),
            reader=reader,
        )

    def of_pool(self, asked: Sequence[Asked], *, answerable: bool = True) -> Iterator[Sample]:
        """Samples of training questions; candidates outside the right paragraph are wrong.

        With ``answerable`` false the paragraphs are not in the pool and every candidate is wrong.
        """
        for one in asked:
            yield self._sample(
                self._read(one.question[:500]),
                [one.answer],
                partial(_in_paragraph, one.paragraph if answerable else 0),
            )

    def clauses_of_pool(self, asked: Sequence[Asked]) -> Iterator[Sample]:
        """Samples that teach which clause decides a question, whatever it asks for.

        The questions are put as yes/no questions; right is the shortest run of clauses that
        holds the answer's words.
        """
        for one in asked:
            question = self._read(one.question[:500])
            plain = replace(question, asked=AskedFor(Wanted.YES_NO))
            _, ranked, terms = self._retriever.rank(plain, Filters(), 8)
            scored = self._answerer.candidates(plain, ranked, terms)
            holding = [
                len(each.candidate.text)
                for each in scored
                if _in_paragraph(one.paragraph, each) and one.answer in each.candidate.text
            ]
            shortest = min(holding, default=0)
            quality = [
                1.0
                if _in_paragraph(one.paragraph, each)
                and one.answer in each.candidate.text
                and len(each.candidate.text) == shortest
                else 0.0
                for each in scored
            ]
            group, doubts = GROUPS[Wanted.YES_NO], self._answerer.doubts
            yield Sample(group, plain, terms, tuple(scored), tuple(quality), doubts)

    def of_cases(self, cases: Sequence[Case]) -> Iterator[Sample]:
        """Samples of evaluation questions; candidates outside the gold evidence are wrong."""
        for case in cases:
            yield self._sample(
                self._read(case.question, case.history),
                case.forms,
                partial(_in_proof, case.proof),
            )

    def of_drills(self, drills: Sequence[Drill], kept: Sequence[Span] = ()) -> Iterator[Sample]:
        """Samples of practice questions; wherever the answer's words stand they are right.

        Questions answered in a ``kept`` paragraph (places in source code points) are left
        out: these are for measuring.
        """
        for one in drills:
            made = self._sample(self._read(one.question), one.forms, lambda _: True)
            if not any(
                value >= GOOD and _touches(kept, each)
                for each, value in zip(made.scored, made.quality, strict=True)
            ):
                yield made

    def _read(self, text: str, history: Sequence[Turn] = ()) -> Question:
        return read_question(text, history, self._wording)

    def _sample(self, question: Question, forms: Sequence[str], proves: Proves) -> Sample:
        _, ranked, terms = self._retriever.rank(question, Filters(), 8)
        scored = self._answerer.candidates(question, ranked, terms)
        quality = [
            _f1(short_form(question, each.candidate), forms) if proves(each) else 0.0
            for each in scored
        ]
        group = GROUPS[question.asked.kind]
        return Sample(group, question, terms, tuple(scored), tuple(quality), self._answerer.doubts)


def choices(samples: Sequence[Sample], names: Sequence[str]) -> list[Choice]:
    """Arrays for the samples that have both a right and a wrong candidate."""
    made = []
    for sample in samples:
        best = max(sample.quality, default=0.0)
        right = np.array([value >= max(GOOD, best - 1e-9) for value in sample.quality])
        if not right.any() or right.all():
            continue
        matrix = np.array(
            [[one.features.get(name, 0.0) for name in names] for one in sample.scored]
        )
        made.append(Choice(matrix, right))
    return made


def verdicts(samples: Sequence[Sample], ranker: LinearRanker) -> list[tuple[Features, bool]]:
    """For each sample with candidates: the judge's features, and whether the best is right."""
    made = []
    for sample in samples:
        if not sample.scored:
            continue
        quality = {
            (one.candidate.hit.sentence.number, one.candidate.start, one.candidate.end): value
            for one, value in zip(sample.scored, sample.quality, strict=True)
        }
        ranked = ranker.rank(
            sample.question.asked.kind, [(one.candidate, one.features) for one in sample.scored]
        )
        best = ranked[0].candidate
        values = judge_features(sample.question, ranked, share_of_best(ranked), sample.terms)
        values |= sample.doubts(sample.question, ranked, sample.terms)
        enough = _ENOUGH.get(sample.group, GOOD)
        right = quality[best.hit.sentence.number, best.start, best.end] >= enough
        made.append((values, right))
    return made


def _f1(answer: str, forms: Sequence[str]) -> float:
    return character_f1(canonical(answer), [canonical(form) for form in forms]) if forms else 0.0


def _in_paragraph(paragraph: int, scored: Scored) -> bool:
    return scored.candidate.analysis.sentence.paragraph == paragraph


def _touches(kept: Sequence[Span], scored: Scored) -> bool:
    """Whether the candidate's paragraph holds one of the places."""
    analysis = scored.candidate.analysis
    paragraph = analysis.document.paragraphs[analysis.sentence.paragraph - 1].source
    return any(paragraph.start < span.end and span.start < paragraph.end for span in kept)


def _in_proof(proof: Sequence[Span], scored: Scored) -> bool:
    sentence = scored.candidate.analysis.sentence.source
    return any(sentence.start < span.end and span.start < sentence.end for span in proof)
