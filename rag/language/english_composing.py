"""The words of a translated question put together: times, terms in order, the interrogative.

What "how many" counts stands last, with the measure word of its kind: 会员 多少人, 运动会 多少次.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.language.english_asking import EnglishAsked
from rag.language.english_frames import framed, totals, untotalled
from rag.language.english_order import Piece, beside, ordered
from rag.language.english_tokens import lowered
from rag.language.patterns import late_regex

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
_PLURALS = frozenset({"people", "men", "women", "children", "staff", "personnel", "cattle"})


@dataclass(frozen=True, slots=True)
class Translation:
    """``chinese``: the question; ``words``: what stands for what, in the English order;
    ``others``: what else a word of ``chinese`` may be called, as (that word, another)."""

    chinese: str
    words: tuple[tuple[str, str], ...]
    others: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """What stands for the English ``start`` to ``end``: renderings, the likeliest first."""

    start: int
    end: int
    english: str
    chinese: tuple[str, ...]
    time: bool = False


def composed(terms: Sequence[Term], asked: EnglishAsked | None, text: str) -> Translation:
    """The terms, in the English order, as one Chinese question.

    Args:
        asked: the interrogative, which no term overlaps; None for no question.
        text: the English.
    """
    times = [term for term in terms if term.time]
    rest = [term for term in terms if not term.time]
    question = asked.chinese if asked else ""
    counted: list[Term] = []
    if asked is not None and asked.counts:
        counted = _counted(rest, asked.end, text)
        rest = [term for term in rest if term not in counted]
        question = _measure(counted[-1].chinese) if counted else question
    end = asked.end if asked else 0
    lower = lowered(text)
    pieces = [_piece(term) for term in rest]
    behind = [term.chinese[0] for term in counted]
    frame = framed(pieces, behind, question, end, lower) if asked else ""
    adds = not frame and question.startswith("多少") and totals(lower)
    if adds:
        pieces, question = untotalled(pieces), "一共" + question
    if frame:
        said = [frame]
    elif asked is None:
        said = [piece.chinese for piece in pieces]
    elif counted:
        said = [
            *ordered(pieces, "", max(end, counted[-1].end), lower),
            *behind,
            question,
        ]
    else:
        said = ordered(pieces, question, end, lower)
    if question == "什么是" and len(said) > 1:
        said = [question, *(one for one in said if one != question)]
    parts = [one for one in (*_of_times(times, text), *said) if one]
    chinese = ("" if frame or adds else " ").join(dict.fromkeys(parts))
    others = {
        (term.chinese[0], other): None
        for term in terms
        for other in term.chinese[1:]
        if other not in chinese
    }
    return Translation(chinese, _words(terms), tuple(others))


def _of_times(times: Sequence[Term], text: str) -> list[str]:
    """The times, those that English puts side by side joined as Chinese joins them."""
    found: list[str] = []
    end = 0
    for term in times:
        if found and beside(text[end : term.start]):
            found[-1] += "、" + term.chinese[0]
        else:
            found.append(term.chinese[0])
        end = term.end
    return found


def _piece(term: Term) -> Piece:
    return Piece(term.start, term.end, term.english, term.chinese[0])


def _words(terms: Sequence[Term]) -> tuple[tuple[str, str], ...]:
    return tuple((term.english, "|".join(term.chinese)) for term in terms if term.english)


def _counted(terms: Sequence[Term], start: int, text: str) -> list[Term]:
    """The noun phrase after "how many": up to its first plural, nothing but blanks between."""
    found: list[Term] = []
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


def _measure(renderings: Sequence[str]) -> str:
    for chinese in renderings:
        if _PERSON.search(chinese):
            return "多少名" if _TITLED.search(chinese) else "多少人"
        for pattern, words in _MEASURES:
            if pattern.search(chinese):
                return words
    return "多少"
