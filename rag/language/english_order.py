"""English terms put into the order of Chinese: what modifies stands before what it modifies.

A clause is cut into its subject, its verb and what follows; "X of Y", "X in Y" and "X compiled by
Y" turn round, phrases of place stand before the verb, the interrogative stands where Chinese has
it: 哪个 before its noun, 什么时候 before the verb. The verb is told by the form of the English
word and the part of speech of the Chinese one.

Not done: particles, clauses inside clauses, what a phrase belongs to where English leaves it open.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.language.english_lexicon import is_participle
from rag.language.patterns import late_regex
from rag.language.segments import tag_of

_LINK = late_regex(
    r"\b(?P<of>of)\b|\b(?P<place>in|at|on|from|for|with|by|under|into|among|across|through|about"
    r"|against|near|inside|outside|within|without|to|after|before|during|between|because|when"
    r"|since|until|above|over|behind|upon|along)\b|\b(?P<that>that|which|who|whose)\b"
    r"|\b(?P<aux>did|do|does|was|were|is|are|has|have|had|be|been|will|would|can|could)\b"
    r"|(?P<cut>[,;:])|\b(?P<and>and|or)\b|\b(?P<the>the|an?|its|their|his|her|each|every|all)\b"
)
_BESIDE = late_regex(r"\s*(?:,|,? ?(?:and|or|&))\s+(?:the |in )?")
_BEFORE_VERB = frozenset(("什么时候", "哪年", "哪天", "哪个月", "为什么", "怎么", "谁", "什么年代"))
_BEFORE_NOUN = late_regex(r"^(?:哪[些个两二三四五六七八九十]个?|什么)$")
_HELPED = late_regex(r"\b(?:did|do|does|could|can|will|would)\b")
_BEING = late_regex(r"\b(?:was|were|is|are|been|be)\b")


@dataclass(frozen=True, slots=True)
class Piece:
    """A Chinese word for the English ``start`` to ``end``."""

    start: int
    end: int
    english: str
    chinese: str


def ordered(pieces: Sequence[Piece], asking: str, end: int, text: str) -> list[str]:
    """The Chinese words and the interrogative in the order of a Chinese question.

    Args:
        pieces: without times, in the order of the English.
        asking: the interrogative in Chinese, "" for none.
        end: where the English interrogative ends.
        text: the English question in lower case.
    """
    front = [piece for piece in pieces if piece.start < end]
    rest = [piece for piece in pieces if piece.start >= end]
    lead = turned(front, text)
    opening = text[end : rest[0].start] if rest else ""
    noun: list[Piece] = []
    if rest and _BEFORE_NOUN.match(asking) and not _LINK.search(opening):
        noun, rest = _first_phrase(rest, text)
        opening = text[noun[-1].end : rest[0].start] if rest else ""
    verb = _verb(rest, opening, text, subject=bool(noun) or asking == "谁")
    who = [asking, *turned(noun, text)]
    if verb is None:
        said = turned(rest, text)
        fronted = noun and not _HELPED.search(opening)
        return [*lead, *who, *said] if fronted else [*lead, *said, *who]
    subject = turned(rest[:verb], text)
    before, after = _complements(rest[verb + 1 :], rest[verb], text)
    acts = rest[verb].chinese
    if noun and not subject:
        return [*lead, *before, *who, acts, *after]
    if asking in _BEFORE_VERB and not noun:
        return [*lead, *subject, *before, asking, acts, *after]
    return [*lead, *subject, *before, acts, *after, *who]


def _first_phrase(pieces: Sequence[Piece], text: str) -> tuple[list[Piece], list[Piece]]:
    """The noun behind the interrogative, up to its verb or an auxiliary."""
    for at, piece in enumerate(pieces):
        gap = text[pieces[at - 1].end : piece.start] if at else ""
        link = _LINK.search(gap)
        if at and ((link and not (link["of"] or link["and"])) or _finite(piece)):
            return list(pieces[:at]), list(pieces[at:])
    return list(pieces), []


def _verb(pieces: Sequence[Piece], opening: str, text: str, *, subject: bool) -> int | None:
    """Which of the pieces is the verb of the clause."""
    helped, being = _HELPED.search(opening), _BEING.search(opening)
    for at, piece in enumerate(pieces):
        gap = text[pieces[at - 1].end : piece.start] if at else opening
        link = _last_link(gap)
        if not _acts(piece):
            continue
        if helped and at and link == "" and not is_participle(piece.english):
            return at
        if being and is_participle(piece.english) and (at or subject) and link in ("", "aux"):
            return at
        if link == "aux" and at:
            return at
        if not helped and not being and _finite(piece) and (subject or at) and link == "":
            return at
    return None


def _acts(piece: Piece) -> bool:
    return " " in piece.english or tag_of(piece.chinese).startswith("v")


def _finite(piece: Piece) -> bool:
    return is_participle(piece.english.split(" ")[0]) and tag_of(piece.chinese).startswith("v")


def _last_link(gap: str) -> str:
    found = [match.lastgroup or "" for match in _LINK.finditer(gap)]
    return found[-1] if found else ""


def _complements(pieces: Sequence[Piece], verb: Piece, text: str) -> tuple[list[str], list[str]]:
    """What stands before the verb in Chinese, and what stays behind it."""
    before: list[list[Piece]] = []
    objects: list[Piece] = []
    end = verb.end
    inside: list[Piece] | None = None
    for piece in pieces:
        link = _last_link(re.sub(r"\b(?:the|an?|its|their|his|her)\b", "", text[end : piece.start]))
        if link in ("place", "cut") and not text[end : piece.start].strip().startswith("to"):
            inside = []
            before.append(inside)
        (objects if inside is None else inside).append(piece)
        end = piece.end
    return [word for phrase in before for word in turned(phrase, text)], turned(objects, text)


def turned(pieces: Sequence[Piece], text: str) -> list[str]:
    """A noun phrase turned round: the head, which English has first, comes last."""
    groups: list[list[str]] = []
    kinds: list[str] = []
    for at, piece in enumerate(pieces):
        gap = text[pieces[at - 1].end : piece.start] if at else ""
        if at and beside(gap):
            groups[-1][-1] += "、" + piece.chinese
            continue
        bare = re.sub(r"\b(?:the|an?|its|their|his|her|each|every|all)\b", "", gap)
        link = _last_link(bare)
        if at and not link and is_participle(piece.english) and _follows(pieces, at, text):
            link = "that"
        if not at or link in ("of", "place", "that", "cut", "aux"):
            groups.append([piece.chinese])
            kinds.append(link)
        else:
            groups[-1].append(piece.chinese)
    words: list[str] = []
    sentence: list[list[str]] = []
    for group, kind in zip(groups, kinds, strict=True):
        if kind in ("cut", "aux"):
            sentence.append(words)
            words = []
        words = [*group, *words]
    sentence.append(words)
    return [word for phrase in sentence for word in phrase]


def beside(gap: str) -> bool:
    """Whether what stands on both sides of a gap is only put side by side."""
    return _BESIDE.fullmatch(gap) is not None


def _follows(pieces: Sequence[Piece], at: int, text: str) -> bool:
    """Whether a participle stands behind its noun: a link or nothing follows it."""
    if at + 1 == len(pieces):
        return True
    return bool(_last_link(text[pieces[at].end : pieces[at + 1].start]))
