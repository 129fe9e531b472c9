"""Two ways to answer without understanding: what any system has to beat. Pure.

Sentences and clauses are chosen by the number of distinct characters and pairs of characters
that they share with the question, the first of equals.
"""

from collections.abc import Sequence

from eval.retrieval40 import terms
from rag.language.clauses import clauses

_SHORTEST = 2
"""Characters of the shortest run that counts as the question's words."""


def best_sentence(question: str, sentences: Sequence[str]) -> str:
    """The sentence nearest to the question; "" where there is none."""
    return _nearest(question, sentences)


def best_clause(question: str, sentences: Sequence[str]) -> str:
    """The nearest clause of the nearest sentence, without the question's words.

    Of the clause the longest stretch is kept that shares no run of two or more characters with
    the question; the whole clause where nothing would be left.
    """
    sentence = _nearest(question, sentences)
    clause = _nearest(question, [sentence[start:end] for start, end in clauses(sentence)])
    return _longest_rest(question, clause) or clause


def _nearest(question: str, texts: Sequence[str]) -> str:
    wanted = set(terms(question))
    shared = [len(wanted.intersection(terms(text))) for text in texts]
    return texts[shared.index(max(shared))] if texts else ""


def _longest_rest(question: str, clause: str) -> str:
    """The longest stretch of the clause outside the runs that it shares with the question."""
    taken = [False] * len(clause)
    for start in range(len(clause) - _SHORTEST + 1):
        if clause[start : start + _SHORTEST] in question:
            taken[start : start + _SHORTEST] = [True] * _SHORTEST
    rests, start = [""], 0
    for at, used in enumerate([*taken, True]):
        if used:
            rests.append(clause[start:at].strip("，。；：、！？ "))
            start = at + 1
    return max(rests, key=len)
