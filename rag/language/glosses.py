"""Terms a text explains, and the words that explain them.

Chinese official prose glosses a term in a few fixed ways: the explanation in brackets after it
(“双带”（党建带工建）), the short form in brackets after the long one (技术革新（简称“双革”）), an
apposition (“爱国、爱厂”的“四爱”教育), or a verb (“双带”是指……, 即, 就是, 包括).
"""

from dataclasses import dataclass

from rag.language.patterns import late_regex

_MARKED = r"[“\"「『]([^”\"」』]{1,20})[”\"」』]"
_BRACKET = late_regex(r"[（(]([^（）()]{2,120})[）)]")
_SHORT = late_regex(
    rf"^(?:以下|下文)?(?:简称|统称|合称|又称|俗称|亦称|也称|也叫|又名|别名|原名|旧称)为?:?：?(?:{_MARKED}|(\S{{1,16}}))$"
)
_TERM_END = late_regex(
    rf"(?:{_MARKED}|([\u4e00-\u9fffA-Za-z0-9]{{2,16}}))(?:[\u4e00-\u9fff]{{0,4}})$"
)
_APPOSED = late_regex(
    r"[“\"「『]([^”\"」』]{2,80})[”\"」』](?:的|\d{1,3}个?字的?|这)[“\"「『]([^”\"」』]{1,12})[”\"」』]"
)
_VERBAL = late_regex(
    rf"(?:{_MARKED}|([\u4e00-\u9fffA-Za-z0-9]{{2,12}}))[\u4e00-\u9fff]{{0,4}}，?"
    r"(?:是指|指的是|系指|意即|意思是|也就是|就是指|即指|即(?=[\u4e00-\u9fff“《])|主要包[含括]|(?<!了)包括)"
    r"([^。；]{2,120})"
)
_START = late_regex(r"[，。；：！？,;:（(]")


@dataclass(frozen=True, slots=True)
class Gloss:
    """``term`` as the text has it, without marks; ``start``/``end`` is where it is explained."""

    term: str
    start: int
    end: int


def find_glosses(text: str) -> list[Gloss]:
    """The explained terms of one sentence, in text order."""
    found = [*_in_brackets(text), *_apposed(text), *_by_verb(text)]
    return sorted(set(found), key=lambda gloss: (gloss.start, gloss.end, gloss.term))


def _in_brackets(text: str) -> list[Gloss]:
    found = []
    for match in _BRACKET.finditer(text):
        short = _SHORT.match(match[1])
        before = text[: match.start()]
        if short:
            term = short[1] or short[2]
            found.append(Gloss(term, _long_form(before, term), match.start()))
            continue
        named = _TERM_END.search(before)
        if named:
            found.append(Gloss(named[1] or named[2], match.start(1), match.end(1)))
    return found


def _long_form(before: str, short: str) -> int:
    """Where the long form begins that ends ``before``.

    The short form's characters stand in it in order (建家 in 建设合格职工之家); a numbered one
    (双革) stands for the last members of a list.
    """
    start = max((one.end() for one in _START.finditer(before)), default=0)
    place = len(before)
    for character in reversed(short):
        place = before.rfind(character, start, place)
        if place < 0:
            break
    if place >= 0:
        return place
    comma = before.find("、", start)
    return max((before.rfind(joint, start, comma) + 1 for joint in "和与及"), default=0) or start


def _apposed(text: str) -> list[Gloss]:
    return [Gloss(one[2], one.start(1), one.end(1)) for one in _APPOSED.finditer(text)]


def _by_verb(text: str) -> list[Gloss]:
    return [Gloss(one[1] or one[2], one.start(3), one.end(3)) for one in _VERBAL.finditer(text)]


def term_fit(term: str, asked: str) -> float:
    """0 to 1: how far a question is about the term and about nothing else (Dice, by characters).

    Args:
        term: the explained term.
        asked: the question with asking words and times blanked.
    """
    words = "".join(asked.split())
    if not term or not words:
        return 0.0
    shared = sum(1 for character in term if character in words)
    return 2 * shared / (len(term) + len(words)) if shared > len(term) / 2 else 0.0
