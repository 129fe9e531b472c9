"""Which of a numbered series (第十九届运动会) words are about."""

from rag.analysis import SentenceAnalysis
from rag.language.numerals import parse_numeral
from rag.language.patterns import late_regex
from rag.types import Sentence

# 十九届 without 第 is the nineteenth, unless something says that it counts.
_ORDINAL = late_regex(
    r"(?:第(?P<number>[一二三四五六七八九十百零〇0-9]{1,4})(?P<series>[届次期批回轮])"
    r"|(?<![共了过这前近历有办\d一二三四五六七八九十百])(?P<bare>[一二三四五六七八九十百]{1,4})届"
    r"(?![\u4e00-\u9fff]?中全会)|(?P<first>首|头一)(?P<kind>[届次期批回轮]))"
)

Ordinal = tuple[int, str]
"""The number and its series: (19, "届")."""


def ordinals_in(text: str) -> dict[Ordinal, str]:
    """The ordinals of a text in text order, each with its words (第十九届)."""
    found: dict[Ordinal, str] = {}
    for match in _ORDINAL.finditer(text):
        if match["first"]:
            found[1, match["kind"]] = f"第一{match['kind']}"
            continue
        number = parse_numeral(match["number"] or match["bare"])
        if number is not None:
            words = match.group() if match["number"] else f"第{match.group()}"
            found[int(number), match["series"] or "届"] = words
    return found


def governing(analysis: SentenceAnalysis, offset: int) -> dict[Ordinal, str]:
    """The ordinals before an offset of the sentence, else of the nearest sentence before it in
    the paragraph that has any."""
    sentence, end = stated_in(analysis, offset)
    return ordinals_in(sentence.text[:end])


def stated_in(analysis: SentenceAnalysis, offset: int) -> tuple[Sentence, int]:
    """The sentence that states what ``governing`` gives, and up to where it is read; the
    sentence itself where there are none."""
    document, sentence = analysis.document, analysis.sentence
    if ordinals_in(analysis.text[:offset]):
        return sentence, offset
    first = document.paragraphs[sentence.paragraph - 1].sentences[0]
    for number in range(sentence.number - 1, first - 1, -1):
        earlier = document.sentences[number - 1]
        if ordinals_in(earlier.text):
            return earlier, len(earlier.text)
    return sentence, offset
