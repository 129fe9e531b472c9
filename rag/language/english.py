"""English questions over Chinese texts: a bag of Chinese terms that asks the same.

No grammar and no model: times and figures are written in Chinese, phrases and words are looked
up in a list of institutional English, names in pinyin are found in the corpus, and the
interrogative becomes the Chinese one. "How many members were there at the end of 1952?" ->
"1952年底 会员 多少人". Searching needs no more, and ``asking``, ``times`` and ``tokens`` read the
result like any terse Chinese question.

Not done: word order, negation, who did what to whom; words outside the list are dropped.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rag.language.english_asking import EnglishAsked, read_asking
from rag.language.english_figures import Figure, find_figures
from rag.language.english_lexicon import listed, longest
from rag.language.english_tokens import Token, is_english, lowered, narrow, tokens
from rag.language.patterns import late_regex
from rag.language.pinyin import Vocabulary, syllables

__all__ = ["Translation", "is_english", "to_chinese"]

_HAN = late_regex(r"[㐀-鿿]")
_PERSON = late_regex(
    r"(?:[会成学人官教技海司党团店矿雇船医运裁志教]员|[职员民青女男矿石]工|[工商军老客病证新个家]人|干部|"
    r"教师|老师|[农渔居村市公移难股]民|学生|学徒|医生|护士|[作读学患记劳志]者|志愿者|劳动者|参加|代表|模范|"
    r"劳模|标兵|能手|先进个人|先进工作者|积极分子|主席|司机|工匠|专家|子女|家属|战士|烈士|妇女|儿童|"
    r"青年|群众|观众|居民|华侨|归侨|士兵|工程师|顾问|人员|候选人|骨干|教授|律师|孤儿|知青|技工|下岗)$"
)
_TITLED = late_regex(r"(?:模范|劳模|标兵|能手|代表|先进个人|先进工作者|主席|干部|委员)$")
_MEASURES = (
    (re.compile(r"(?:家庭|户)$"), "多少户"),
    (re.compile(r"(?:资金|经费|款|补助|补贴|奖金|救济金|慰问金|基金)$"), "多少钱"),
    (re.compile(r"(?:会议|大会|比赛|竞赛|讲座|演出|展览|晚会|运动会|座谈会|检查)$"), "多少次"),
)
_NAME_WORDS = 4
_MOST_RENDERINGS = 4


@dataclass(frozen=True, slots=True)
class Translation:
    """``chinese``: the query; ``words``: what stands for what, in the question's order."""

    chinese: str
    words: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Term:
    start: int
    end: int
    english: str
    chinese: tuple[str, ...]
    time: bool = False


def to_chinese(question: str, vocabulary: Vocabulary) -> Translation:
    """A Chinese query for an English question.

    Args:
        question: English, perhaps with Chinese terms in it, which are kept.
        vocabulary: of the corpus; renderings that do not occur there are left out, but for the
            likeliest of a word of which none occurs (it may be why there is no answer).

    Returns:
        Times first, then terms in the question's order, what is counted and the interrogative
        last; separated by blanks. Empty where nothing was understood. Never raises; linear.
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
    return _composed(terms, asked, text)


def _of_figure(figure: Figure) -> _Term:
    return _Term(figure.start, figure.end, "", (figure.chinese,), figure.time)


def _terms(
    words: Sequence[Token], vocabulary: Vocabulary, text: str, spelt: Mapping[int, Figure]
) -> list[_Term]:
    found: list[_Term] = []
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
        if not renderings and match is not None and not (match.length == 1 and token.stop):
            size, renderings = match.length, _known(match.chinese, vocabulary)
        elif not renderings and token.text and match is None:
            renderings = _verbatim(token, vocabulary, first=not text[: token.start].strip())
        size = max(size, 1)
        if renderings:
            start, end = token.start, words[at + size - 1].end
            found.append(_Term(start, end, text[start:end], renderings))
        at += size
    return found


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


def _joined(terms: Sequence[_Term], vocabulary: Vocabulary) -> list[_Term]:
    """Put a name and the one-character rank behind it together where the corpus has both."""
    found: list[_Term] = []
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
                found[-1] = _Term(before.start, term.end, english, tuple(whole))
                continue
        found.append(term)
    return found


def _composed(terms: Sequence[_Term], asked: EnglishAsked | None, text: str) -> Translation:
    times = [term for term in terms if term.time]
    rest = [term for term in terms if not term.time]
    parts: list[str] = []
    question = asked.chinese if asked else ""
    if asked is not None and asked.counts:
        counted = _counted(rest, asked.end, text)
        rest = [term for term in rest if term not in counted] + counted
        if counted:
            question = _measure(counted[-1].chinese)
    for term in [*times, *rest]:
        parts += [chinese for chinese in term.chinese if chinese not in parts]
    if question == "什么是" and parts:
        return Translation(" ".join([question, *parts]), _words(terms))
    return Translation(" ".join([*parts, question]).strip(), _words(terms))


def _words(terms: Sequence[_Term]) -> tuple[tuple[str, str], ...]:
    return tuple((term.english, "|".join(term.chinese)) for term in terms if term.english)


def _counted(terms: Sequence[_Term], start: int, text: str) -> list[_Term]:
    """The noun phrase after "how many": up to its first plural, nothing but blanks between."""
    found: list[_Term] = []
    place = start
    for term in terms:
        if term.start < start:
            continue
        if text[place : term.start].strip(" -'s") or len(found) == 4:
            break
        found.append(term)
        place = term.end
        last = term.english.lower().split(" ")[-1]
        if last.endswith("s") or last in _PLURALS:
            break
    return found


_PLURALS = frozenset({"people", "men", "women", "children", "staff", "personnel", "cattle"})


def _measure(renderings: Sequence[str]) -> str:
    for chinese in renderings:
        if _PERSON.search(chinese):
            return "多少名" if _TITLED.search(chinese) else "多少人"
        for pattern, words in _MEASURES:
            if pattern.search(chinese):
                return words
    return "多少"
