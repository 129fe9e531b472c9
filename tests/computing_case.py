"""Questions put to a few invented paragraphs, with a plain ranking in place of retrieval."""

from functools import cache

from rag.analysis import Analyses
from rag.answering.candidates import Candidate, candidates
from rag.answering.checks import check_lines
from rag.answering.citing import Citer
from rag.answering.computing.parts import Ask
from rag.answering.computing.selection import Given
from rag.answering.computing.solving import compute
from rag.answering.draft import Draft
from rag.chunking import chunk
from rag.corpus.document import assemble
from rag.corpus.reading import Decoded
from rag.facts import Fact, build_facts
from rag.language.tokens import tokenize
from rag.matching import TermWeights
from rag.question import read_question
from rag.types import Document, Metadata, SentenceHit

ID = "d"


@cache
def document(source: str) -> Document:
    return assemble(Decoded(source, "utf-8", "0" * 64, False), Metadata(ID, "题"))


@cache
def facts(source: str) -> tuple[Fact, ...]:
    return build_facts(document(source))


def given_of(source: str, question: str) -> Given:
    """A question when every sentence is a hit.

    Sentences rank by the share of the question's known terms in them and in the sentence before.
    """
    read = document(source)
    asked = read_question(question)
    known = set(tokenize(read.reading))
    weights = {
        term: 0.4 if len(term) == 1 else 1.0 for term in tokenize(asked.focus) if term in known
    }
    weighed = TermWeights(weights, sum(weights.values()))
    passages = {(ID, number): passage for passage in chunk(read) for number in passage.sentences}
    ranked = []
    for sentence in read.sentences:
        before = read.sentences[max(0, sentence.number - 2)].text
        terms = frozenset(tokenize(before + sentence.text))
        passage = passages[ID, sentence.number].id
        ranked.append(SentenceHit(ID, sentence, passage, 0.1 + weighed.coverage(terms)))
    ranked.sort(key=lambda hit: (-hit.score, hit.sentence.number))
    table = {ID: facts(source)}
    analyses = Analyses({ID: read})
    return Given(asked, ranked, weighed, analyses, lambda: table, Citer(passages))


def solve(source: str, question: str, ask: Ask | None = None) -> Draft | None:
    """What ``compute`` makes of a question when every sentence is a hit; see ``given_of``."""
    draft = compute(given_of(source, question), ask)
    if draft is not None and draft.refusal is None:
        checked(source, question, draft)
    return draft


def checked(source: str, question: str, draft: Draft) -> None:
    """Fail where a line of the draft fails the checks of every answer."""
    texts = {ID: document(source)}
    kept, checks = check_lines(draft.lines, texts, question, draft.computation, "x")
    assert kept == draft.lines, f"{checks.dropped} lines fail the checks"


def answers(source: str, question: str) -> list[Candidate]:
    """What the sentences of a source offer as answers to a question."""
    read, asked = document(source), read_question(question)
    analyses = Analyses({ID: read})
    return [
        one
        for sentence in read.sentences
        for one in candidates(
            asked.asked,
            SentenceHit(ID, sentence, "p", 1.0),
            analyses.of(ID, sentence.number),
        )
    ]
