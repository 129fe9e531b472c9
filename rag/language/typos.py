"""Misspelt words of a question, told by what the corpus has instead.

Two neighbouring characters that neither the corpus nor ordinary Chinese puts side by side are
taken for a slip where the corpus often has a pair of the same sound or shape and that pair fits
the characters around it. A false correction is worse than none, so every doubt leaves the text
as typed. Numerals and grammatical words are never changed.
"""

from collections.abc import Iterator
from math import log
from typing import NamedTuple

from rag.language.abbreviations import known_forms
from rag.language.sounds import lookalikes, readings
from rag.language.thesaurus import thesaurus
from rag.language.vocabulary import Vocabulary, is_ordinary

_NUMERALS = frozenset("〇零一二三四五六七八九十百千万亿两廿卅半几壹贰叁肆伍陆柒捌玖拾佰仟")
# Words of one character: a neighbour among them says nothing, and none is a slip.
_PARTICLES = frozenset(
    "的地得了着过是吗呢吧啊呀么什哪谁何多少怎这那有在和与及或跟被把将对从到由为以于年月日时"
    "才给去来就都也又还很再并但而且因所其至各等没不替向往叫让使要能可想请问咋啥俩说讲看听写读钱"
)
_ENDINGS = frozenset("的地得了着过是吗呢吧")
_LOOSE = _PARTICLES | frozenset(
    "同后前里上下中间内外无个名位第每该之最更我你他她它们会吃用自约共办搞开做干管建修盖买卖送发收派选评"
)
_BETWEEN = frozenset("比同用")
_OFTEN = 5
_MARGIN = 1.0


class Misspelling(NamedTuple):
    """``typed`` stands at ``start``; ``meant`` has as many characters.

    ``sure`` is False where ``typed`` is a word of its own, so that it must not be replaced.
    """

    start: int
    typed: str
    meant: str
    sure: bool


class _Guess(NamedTuple):
    score: float
    start: int
    meant: str
    sure: bool


def find_misspellings(free: str, vocabulary: Vocabulary) -> list[Misspelling]:
    """The slips of a text in matching form, in text order, none overlapping another.

    Characters that may not be touched stand as blanks in ``free``.
    """
    guesses = [
        guess for at in range(len(free) - 1) if (guess := _best(free, at, vocabulary)) is not None
    ]
    guesses.sort(key=lambda guess: (-guess.sure, -guess.score, guess.start))
    taken: set[int] = set()
    found = []
    for guess in guesses:
        if not taken & {guess.start, guess.start + 1}:
            taken |= {guess.start, guess.start + 1}
            found.append(_as_word(free, guess, vocabulary))
    return sorted(found)


def _as_word(free: str, guess: _Guess, vocabulary: Vocabulary) -> Misspelling:
    """The slip with the neighbour that makes the better word: 技木 in 技木培训, not 木培."""
    at = guess.start + (free[guess.start] == guess.meant[0])
    meant = guess.meant[at - guess.start]
    words = {at - 1: free[at - 1 : at] + meant, at: meant + free[at + 1 : at + 2]}
    start = max(words, key=lambda place: (_likeness(words[place], vocabulary), -place))
    return Misspelling(start, free[start : start + 2], words[start], guess.sure)


def _likeness(pair: str, vocabulary: Vocabulary) -> float:
    if len(pair) < 2 or not vocabulary.count(pair):
        return -1.0
    both = vocabulary.count(pair[0]) * vocabulary.count(pair[1])
    return vocabulary.count(pair) ** 2 / both + is_ordinary(pair)


def is_grammatical(char: str) -> bool:
    """Whether a character is mostly a grammatical word or a numeral."""
    return char in _LOOSE or char in _NUMERALS


def known(pair: str, vocabulary: Vocabulary) -> bool:
    """Whether two characters may stand side by side: in the corpus or in ordinary Chinese."""
    return vocabulary.count(pair) > 0 or _is_listed(pair)


def _is_listed(pair: str) -> bool:
    return is_ordinary(pair) or pair in thesaurus().pairs or pair in known_forms()


def joined(free: str, at: int, step: int, vocabulary: Vocabulary) -> bool:
    """Whether the character at ``at`` belongs to its neighbour (step -1 left, 1 right).

    Neighbours that only end a word or a clause belong to nobody.
    """
    place = at + step
    near = free[place] if 0 <= place < len(free) else " "
    if not is_han(near) or near in _ENDINGS:
        return False
    pair = near + free[at] if step < 0 else free[at] + near
    # Seen once, two neighbours may be so by chance.
    return vocabulary.count(pair) > 1 or _is_listed(pair)


def is_han(char: str) -> bool:
    """Whether a character is Han; false for the empty string."""
    return "㐀" <= char <= "鿿"


def is_particle(char: str) -> bool:
    """Whether a character is a grammatical word that is never part of a slip or a short form."""
    return char in _PARTICLES


def _best(free: str, at: int, vocabulary: Vocabulary) -> _Guess | None:
    pair = free[at : at + 2]
    if not (is_han(pair[0]) and is_han(pair[1])) or set(pair) & (_PARTICLES | _NUMERALS):
        return None
    if vocabulary.count(pair) or pair in thesaurus().pairs or pair in known_forms():
        return None
    sure = not is_ordinary(pair)
    scored: dict[str, float] = {}
    for place in (0, 1):
        # A character that makes a word with its other neighbour is no slip.
        if joined(free, at + place, -1 + 2 * place, vocabulary):
            continue
        # 夜校比业余班: 比 stands between two words, of which 业余 is one.
        behind = at + place + 1
        if pair[place] in _BETWEEN and behind < len(free) and joined(free, behind, 1, vocabulary):
            continue
        for meant, penalty in _candidates(pair, place, vocabulary):
            if not sure and penalty:
                continue
            fit = _fit(free, at, meant, vocabulary)
            if fit > (0 if sure else 1):
                ordinary = 2 * is_ordinary(meant)
                scored[meant] = log(vocabulary.count(meant)) + fit + ordinary - penalty
    ranked = sorted(scored.items(), key=lambda item: (-item[1], item[0]))
    if not ranked or (len(ranked) > 1 and ranked[0][1] - ranked[1][1] < _MARGIN):
        return None
    return _Guess(ranked[0][1], at, ranked[0][0], sure)


def _candidates(pair: str, place: int, vocabulary: Vocabulary) -> Iterator[tuple[str, float]]:
    """Words of the corpus that differ from ``pair`` at ``place`` by sound or shape."""
    typed, kept = pair[place], pair[1 - place]
    alike = lookalikes(typed)
    others = {meant[place] for meant in vocabulary.sounding(pair) if meant[1 - place] == kept}
    for char in sorted(others | alike):
        meant = char + kept if place == 0 else kept + char
        if char == typed or char in _NUMERALS or char in _PARTICLES:
            continue
        if vocabulary.is_word(meant):
            same = bool(set(readings(typed)) & set(readings(char)))
            yield meant, 0.0 if same else 1.0


def _fit(free: str, at: int, meant: str, vocabulary: Vocabulary) -> int:
    """How well a corrected pair fits: 2 for each side where the corpus has it so, 1 for each
    where nothing or a grammatical word stands; 0 where that is not enough."""
    sides = []
    for place, far in ((at - 1, at - 2), (at + 2, at + 3)):
        near = free[place] if 0 <= place < len(free) else " "
        if not is_han(near) or is_grammatical(near):
            sides.append(1)
            continue
        triple = near + meant if place < at else meant + near
        if vocabulary.count(triple):
            sides.append(2)
            continue
        beyond = free[far] if 0 <= far < len(free) else " "
        outer = beyond + near if place < at else near + beyond
        sides.append(0 if is_han(beyond) and known(outer, vocabulary) else -1)
    if max(sides) < 2 and (min(sides) < 0 or not _firm(meant, vocabulary)):
        return 0
    return sum(sides) + (1 if min(sides) < 0 else 0)


def _firm(meant: str, vocabulary: Vocabulary) -> bool:
    return is_ordinary(meant) or vocabulary.count(meant) >= _OFTEN
