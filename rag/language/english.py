"""English questions over Chinese texts: a terse Chinese question that asks the same.

No model: times and figures are written in Chinese, phrases and words are looked up in a list of
institutional English, and where that has none in a general one, names in pinyin are found in the
corpus, and the words are put into the order of Chinese around the Chinese interrogative. "How
many members were there at the end of 1952?" -> "1952年底 会员 多少人". Of several renderings the
likeliest asks; the others stand beside it, as synonyms do. ``asking``, ``times`` and ``tokens``
read the result like any terse Chinese question, ``answering.computing`` the frames of
calculations.

Not done: particles, negation outside those frames; words that no list has are dropped.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest

from rag.language.english_asking import read_asking
from rag.language.english_composing import Term, Translation, composed
from rag.language.english_figures import Figure, find_figures
from rag.language.english_lexicon import Forms, Match, listed, longest
from rag.language.english_tokens import Token, is_english, lowered, narrow, tokens
from rag.language.patterns import late_regex
from rag.language.pinyin import Vocabulary, syllables

__all__ = ["Translation", "is_english", "to_chinese"]

_HAN = late_regex(r"[㐀-鿿]")
_MEETING = late_regex(r"(?:会|赛|节|论坛|会议)$")
_ORDINAL = late_regex("第[一二三四五六七八九十]+")
_NAME_WORDS = 4
_MOST_RENDERINGS = 4


def to_chinese(question: str, vocabulary: Vocabulary) -> Translation:
    """A Chinese query for an English question.

    Args:
        question: English, perhaps with Chinese terms in it, which are kept.
        vocabulary: of the corpus; renderings that do not occur there are left out, but for the
            likeliest of a word of which none occurs (it may be why there is no answer).

    Returns:
        Times first, then the terms as ``english_order`` puts them, what is counted and how many
        last; separated by blanks but in a calculation's frame. Empty where nothing was
        understood. Never raises; linear.
    """
    text = narrow(question)
    asked = read_asking(lowered(text))
    figures = find_figures(text)
    taken = [(figure.start, figure.end) for figure in figures if not figure.spelt]
    if asked is not None:
        taken.append((asked.start, asked.end))
    words = tokens(text, sorted(taken))
    spelt = {figure.start: figure for figure in figures if figure.spelt}
    terms = [_of_figure(figure) for figure in figures if not figure.spelt]
    terms += _terms(words, vocabulary, text, spelt)
    terms = _joined(sorted(terms, key=lambda term: term.start), vocabulary)
    terms = [
        _counted_off(term, behind, vocabulary) for term, behind in zip_longest(terms, terms[1:])
    ]
    return composed(terms, asked, text)


def _of_figure(figure: Figure) -> Term:
    return Term(figure.start, figure.end, "", (figure.chinese,), figure.time)


def _terms(
    words: Sequence[Token], vocabulary: Vocabulary, text: str, spelt: Mapping[int, Figure]
) -> list[Term]:
    found: list[Term] = []
    known = [token.forms for token in words]
    at = 0
    while at < len(words):
        token = words[at]
        match = longest(known, at) if token.forms else None
        figure = spelt.get(token.start) if token.text else None
        if figure is not None and (match is None or match.length == 1):
            found.append(_of_figure(figure))
            while at < len(words) and words[at].start < figure.end and words[at].text:
                at += 1
            continue
        size, renderings = _name(words, at, match.length if match else 0, vocabulary)
        said = None if renderings else _general(known, at, match, token, vocabulary)
        if said is not None:
            size, renderings = said.length, said.chinese
        elif not renderings and match is not None and not (match.length == 1 and token.stop):
            size, renderings = match.length, _known(match.chinese, vocabulary)
        elif not renderings and token.text and match is None:
            renderings = _verbatim(token, vocabulary, first=not text[: token.start].strip())
        size = max(size, 1)
        if renderings:
            start, end = token.start, words[at + size - 1].end
            found.append(Term(start, end, text[start:end], renderings))
        at += size
    return found


def _general(
    known: Sequence[Forms], at: int, match: Match | None, token: Token, vocabulary: Vocabulary
) -> Match | None:
    """What the general list says here and the texts have, where the own list has no word, or
    a shorter one, or none that the texts have."""
    found = longest(known, at, general=True) if token.forms else None
    if found is None or token.stop:
        return None
    if match is not None and found.length <= match.length:
        own = any(map(vocabulary.knows, match.chinese))
        if own or found.length < match.length:
            return None
    kept = tuple(one for one in found.chinese if vocabulary.knows(one))
    return Match(found.length, kept[:_MOST_RENDERINGS]) if kept else None


def _known(renderings: Sequence[str], vocabulary: Vocabulary) -> tuple[str, ...]:
    kept = [chinese for chinese in renderings if vocabulary.knows(chinese)]
    return tuple(kept[:_MOST_RENDERINGS]) or tuple(renderings[:1])


def _name(
    words: Sequence[Token], at: int, listed_length: int, vocabulary: Vocabulary
) -> tuple[int, tuple[str, ...]]:
    """A name in pinyin from here, longer than what the list has; (0, ()) where there is none."""
    run = 0
    while run < _NAME_WORDS and at + run < len(words) and _like_name(words[at + run]):
        run += 1
    for size in range(run, listed_length, -1):
        parts = [token.plain for token in words[at : at + size]]
        if size > 1 and all(listed(part.lower()) for part in parts):
            continue
        spellings = vocabulary.spellings(parts)
        if spellings:
            return size, spellings
    return 0, ()


def _like_name(token: Token) -> bool:
    return token.plain[:1].isupper() and not token.stop and bool(syllables(token.plain))


def _verbatim(token: Token, vocabulary: Vocabulary, *, first: bool) -> tuple[str, ...]:
    """Han as typed, Latin words of the corpus, unknown names; pinyin in small letters."""
    word = token.plain
    if _HAN.match(word):
        return (word,)
    if token.stop or len(word) < 2:
        return ()
    if vocabulary.knows(word):
        return (word,)
    if word[0].isupper():
        # Kept although the corpus has it not: what is unknown must stay visible.
        return () if first else (word,)
    return vocabulary.spellings([word]) if len(word) >= 5 else ()


def _joined(terms: Sequence[Term], vocabulary: Vocabulary) -> list[Term]:
    """Put a name and the one-character rank behind it together where the corpus has both."""
    found: list[Term] = []
    for term in terms:
        rank = next((chinese for chinese in term.chinese if len(chinese) == 1), "")
        before = found[-1] if found else None
        if (
            rank
            and before is not None
            and before.english[:1].isupper()
            and 0 <= term.start - before.end <= 1
        ):
            whole = [c + rank for c in before.chinese if vocabulary.knows(c + rank)]
            if whole:
                english = f"{before.english} {term.english}"
                found[-1] = Term(before.start, term.end, english, tuple(whole))
                continue
        found.append(term)
    return found


def _counted_off(term: Term, behind: Term | None, vocabulary: Vocabulary) -> Term:
    """The ordinal of a meeting with the measure words that the texts have: 第七届, 第七次."""
    ordinal = term.chinese[0]
    if not _ORDINAL.fullmatch(ordinal) or not (
        behind is None
        or behind.time
        or _MEETING.search(behind.chinese[0])
        or _ORDINAL.fullmatch(behind.chinese[0])
    ):
        return term
    whole = [ordinal + one for one in "届次" if vocabulary.knows(ordinal + one)]
    return replace(term, chinese=(*whole, *term.chinese)) if whole else term
