"""Times and numbers of a series counted on from the turn before: 再过十年, 下一年, 下一届."""

from dataclasses import dataclass

from rag.language.normalise import fold
from rag.language.numerals import parse_numeral
from rag.language.patterns import late_regex
from rag.language.times import find_times
from rag.types import Period

_YEARS_ON = late_regex(
    r"^(?:那么?|再|又|如果)*(?:(?P<back>往[前回](?:推|数|倒)?|倒退|倒推)|(?P<on>往后(?:推|数)?|[过隔]))?了?"
    r"(?:(?P<years>[一二两三四五六七八九十\d]{1,3})年(?P<when>之?后|以后|之?前|以前)?"
    r"|(?P<next>[下上前]一年))(?:又|再)*"
)
"""过了两年呢, 再往前推五年, 十年后: so many years from the time that the talk is at."""
_THEN_WHAT = late_regex(r"^呢?[，, ]*(?:又|再)*")
_NEXT = late_regex(
    r"(?:那么?|再|又|然后|到)*(?P<way>[下上前后])一?(?P<series>[届次期批回轮])(?![半头子])"
)
_NUMBERED = late_regex(r"第(?P<number>[一二三四五六七八九十\d]{1,3})(?P<series>[届次期批回轮])")
_MEETINGS = frozenset("届次回")
_NUMERALS = (*"零一二三四五六七八九十", *(f"十{one}" for one in "一二三四五六七八九"), "二十")


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The one beside another of its series: ``told`` is how the turn before calls that one,
    ``words`` what this one is called, ``rest`` what else is asked."""

    told: str
    words: str
    rest: str


def years_on(question: str, anchor: Period) -> str:
    """The question with so many years on, or back, put as a year; "" where it tells none.

    Args:
        question: what is asked.
        anchor: the time that the talk is at.
    """
    plain = fold(question.strip())
    match = _YEARS_ON.match(plain)
    if match is None or not any(match[name] for name in ("back", "on", "when", "next")):
        return ""
    said = match["years"] or "一"
    count = parse_numeral("二" if said == "两" else said)
    alone = any(time.period for time in find_times(plain[match.end() :]))
    if count is None or alone or anchor.first.year != anchor.last.year:
        return ""
    back = match["back"] is not None or (match["when"] or "").endswith("前")
    back = back or (match["next"] or "")[:1] in ("上", "前")
    year = anchor.first.year + (-int(count) if back else int(count))
    typed = question.strip()
    rest = (typed if len(plain) == len(typed) else plain)[match.end() :]
    asking = _THEN_WHAT.sub("", rest)
    return f"{year}年{asking if asking.strip('?？。') else rest}"


def next_in_series(question: str, previous: str) -> Neighbour | None:
    """下一届 and 上一次 by their numbers, where the question before names one of the series; None
    where nothing is so told.

    Args:
        question: what is asked.
        previous: the question before, made standalone.
    """
    match = _NEXT.match(question)
    told = list(_NUMBERED.finditer(previous)) if match is not None else []
    if match is None or not told:
        return None
    # 第八次大会 and its 下一届 are of one series.
    last = next((one for one in told if one["series"] == match["series"]), told[-1])
    if {last["series"], match["series"]} - _MEETINGS and last["series"] != match["series"]:
        return None
    number = int(parse_numeral(last["number"]) or 0)
    number += 1 if match["way"] in "下后" else -1
    if not 0 < number < len(_NUMERALS):
        return None
    words = f"第{_NUMERALS[number]}{last['series']}"
    return Neighbour(last.group(), words, question[match.end() :])
