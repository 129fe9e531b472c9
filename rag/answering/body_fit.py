"""Whether a sentence is about the body that is asked about, or about another of its sort.

A chronicle names its subject once and leaves it out from then on: in the paragraph on 县中医院
the sentence 2015年，有职工347人 is no answer about 县人民医院. What a paragraph is about stands
first in its first sentence.

Not done here: bodies that the whole text is about; they go without saying.
"""

from collections.abc import Mapping
from functools import lru_cache

from rag.analysis import SentenceAnalysis
from rag.answering.claims import Part, Sort, parts
from rag.answering.naming import alike, bodies, head_of, plain, same_sort, stands_in
from rag.answering.premises import is_ambient
from rag.language.normalise import fold
from rag.question import Question

_HELD = {"place.body": 1.0}
_ABSENT = {"place.absent": 1.0}
_PERSON = 3
"""Characters of a name that no ordinary word can be."""
_RIVAL = {"place.rival": 1.0}


def asked_bodies(question: Question) -> tuple[Part, ...]:
    """The people that the question names, and the bodies with the head noun of a body."""
    return tuple(
        one
        for one in parts(question)
        if (one.sort is Sort.BODY and head_of(one.text))
        or (one.sort is Sort.PERSON and len(one.text) == _PERSON)
    )


def body_fit(asked: tuple[Part, ...], analysis: SentenceAnalysis) -> Mapping[str, float]:
    """``place.body`` where a sentence is about the bodies asked about, ``place.rival`` where it is
    about others of their sort, ``place.absent`` where nothing before it in its paragraph names
    them; empty where none is asked about that the text knows."""
    found: list[bool | None] = []
    for part in asked:
        reading = analysis.document.reading
        name = part.text if part.sort is Sort.PERSON else _known(part.text, reading)
        if name and name in reading and not is_ambient(name, analysis.document):
            found.append(_is_about(name, analysis))
    if not found:
        return {}
    if all(found):
        return _HELD
    return _RIVAL if False in found else _ABSENT


@lru_cache(maxsize=512)
def _known(name: str, reading: str) -> str:
    """The longest end of the name that the text has, "" where it has no more than its head."""
    least = len(head_of(name)) + 1
    ends = (name[start:] for start in range(len(name) - least + 1))
    return next((one for one in ends if one in reading), "")


def _is_about(name: str, analysis: SentenceAnalysis) -> bool | None:
    """Whether the sentence, or else its paragraph, is about the body and not another of its sort;
    None where neither tells."""
    if stands_in(name, fold(analysis.text)):
        return True
    document, sentence = analysis.document, analysis.sentence
    first = document.paragraphs[sentence.paragraph - 1].sentences[0]
    topic = document.sentences[first - 1].text
    head = head_of(name)
    named = [plain(one.text) for one in bodies(topic)] if head and head in topic else []
    alikes = [one for one in named if same_sort(one, name)]
    if alikes:
        return alike(alikes[0], name)
    before = range(first, sentence.number)
    if any(name in document.sentences[number - 1].text for number in before):
        return True
    title = analysis.section.title if analysis.section is not None else ""
    return True if name in title else None
