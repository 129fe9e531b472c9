"""Which of a numbered series (第十九届运动会) words are about."""

import re

from rag.analysis import SentenceAnalysis
from rag.language.numerals import parse_numeral

_ORDINAL = re.compile(
    r"第(?P<number>[一二三四五六七八九十百零〇0-9]{1,4})(?P<series>[届次期批回轮])"
)

Ordinal = tuple[int, str]
"""The number and its series: (19, "届")."""


def ordinals_in(text: str) -> dict[Ordinal, str]:
    """The ordinals of a text in text order, each with its words (第十九届)."""
    found: dict[Ordinal, str] = {}
    for match in _ORDINAL.finditer(text):
        number = parse_numeral(match["number"])
        if number is not None:
            found[int(number), match["series"]] = match.group()
    return found


def governing(analysis: SentenceAnalysis, offset: int) -> dict[Ordinal, str]:
    """The ordinals before an offset of the sentence, else of the nearest sentence before it in
    the paragraph that has any."""
    document, sentence = analysis.document, analysis.sentence
    first = document.paragraphs[sentence.paragraph - 1].sentences[0]
    found = ordinals_in(analysis.text[:offset])
    number = sentence.number - 1
    while not found and number >= first:
        found = ordinals_in(document.sentences[number - 1].text)
        number -= 1
    return found
