"""Follow-up questions made standalone from the earlier turns alone.

Three shapes, told by grammar:

* substitution: "那2021年呢？", "会员呢？" puts new words in the place of the like ones of the
  question before;
* ellipsis: "有多少人参加？", "为什么？" asks something new of the topic before;
* anything else stands on its own and is left as it is, so that old turns do not bend it.

Not done here: coreference inside a long question ("该厂后来…" after naming two factories).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.language.asking import Wanted, asked, content
from rag.language.names import Name, NameKind, find_names
from rag.language.normalise import fold
from rag.language.patterns import late_regex
from rag.language.period_words import period_in_words
from rag.language.quantities import Quantity, find_quantities
from rag.language.segments import segment
from rag.language.times import find_times
from rag.types import Period, Turn

_SUBSTITUTION = late_regex(
    r"^(?:那么?|还有|然后|至于|换成|如果是)?(?P<new>.{1,40}?)(?:又|的话)?呢[?？]*$"
)
_POINTER = late_regex(
    r"它|他们|她们|他|她|其中|其(?=[\u4e00-\u9fff])|这(?!里的)|那[个些次届年里边]|该|上述|前者|后者|此|又"
)
_OPENING = late_regex(r"^(?:那么?|然后|后来|接着|另外|还有|具体)")
_LEAD_IN = late_regex(r"^(?:那么?|还有|然后|至于|换成|如果是)")
_LATER = late_regex(
    r"(?:那么?|然后|再)?(?:后来|之后|接下来|再后来|以后)(?:又?怎么样|怎样)?(?:了|呢)?[?？]*"
)
_DOUBTING = late_regex(
    r"(?:这|那)?(?:是?真的|确定|属实|当真|没搞错|没错)(?:是?这样)?[吗么吧]?[?？]*|是吗[?？]*"
)
_TOGETHER = late_regex(
    r"(?:那么?|这)?(?:[两二]者?[年届次个]?|[两二]个?[年届次]度?)?(?:一共|加起来|合计|总共|合起来)"
)
_RELATIVE = late_regex(r"(?P<way>[下上前后])一?(?P<unit>[届次期批任代])")
_INTERROGATIVE = late_regex(
    r"(?:什么|哪一?|啥)(?:[年月天]|时候|[个家座位本部份所届次种]|[\u4e00-\u9fff]{1,2})?|何时|谁|多少|几"
)
_NAMED = frozenset({NameKind.PERSON, NameKind.ORGANISATION, NameKind.PLACE, NameKind.TITLE})
_FRAME_LEFT = late_regex(r"是(?=[^是，]{0,4}的\s*$)|的\s*$|是\s*$")
_HAN_OR_WORD = late_regex(r"[\u4e00-\u9fff]|[a-z0-9]+")
_THAT_YEAR = late_regex(r"(?:那一?|这一?|同|当|该|是)年")
# With this little content of its own a question cannot be meant to stand alone; one that
# points back or opens with 那 may have somewhat more.
_BARE = 8
_POINTING = 14
_CLEARLY_POINTING = 24
_EVENT = late_regex(
    r"(?:活动|会议|大会|比赛|竞赛|运动会|工程|项目|文件|通知|方案|办法|制度|计划|行动|事件|书|班|课程?|奖)$"
)
_POINTS_FIRST = late_regex(r"^(?:其间|其中|期间|在?此期间|它|他|她|该|这|那)")


@dataclass(frozen=True, slots=True)
class Resolved:
    """A question made standalone.

    The first ``carried`` characters of ``text`` are the topic before; ``shown`` is how a reader
    is told of it, "" where ``text`` itself reads well.
    """

    text: str
    carried: int = 0
    shown: str = ""


def standalone(question: str, history: Sequence[Turn]) -> Resolved:
    """The question as it would be asked without the conversation.

    Args:
        question: the cleaned question.
        history: earlier turns, oldest first.

    Returns:
        The question itself when it needs no help, otherwise a fuller one.
    """
    previous, anchor = "", None
    earlier: list[str] = []
    for turn in history:
        previous = _resolve(turn.question, previous, anchor).text
        anchor = _anchor(previous, turn.answer) or anchor
        earlier.append(previous)
    if history and _DOUBTING.fullmatch(question.strip()):
        return Resolved(_doubted(previous, history[-1].answer))
    if _TOGETHER.match(question.strip()) and len(earlier) > 1:
        return Resolved(
            _together(earlier[-2], previous) or _resolve(question, previous, anchor).text
        )
    return _resolve(question, previous, anchor)


def _anchor(question: str, answer: str) -> Period | None:
    """The time a conversation has reached: the question's, or the one it was answered with."""
    told = find_times(question) or (
        find_times(answer) if asked(fold(question)).kind is Wanted.DATE else []
    )
    periods = [time.period for time in told if time.period is not None]
    return periods[0] if periods else None


def _resolve(question: str, previous: str, anchor: Period | None) -> Resolved:
    if not previous:
        return Resolved(question)
    dated = _dated(question, anchor)
    match = _SUBSTITUTION.match(dated.strip())
    if _LATER.fullmatch(dated.strip()):
        return _complete("其后怎么样？", previous)
    if match and asked(fold(match["new"])).kind in (Wanted.STATEMENT, Wanted.NAME):
        return Resolved(_substitute(_LEAD_IN.sub("", match["new"]), previous))
    if _is_bare_time(dated):
        return Resolved(_substitute(dated.strip(" ?？。"), previous))
    if dated != question or _is_elliptic(question, previous):
        return _complete(dated, previous)
    return Resolved(question)


def _dated(question: str, anchor: Period | None) -> str:
    """The question with 那年, 同年, 次年 and the like written out."""
    if anchor is None:
        return question
    alone = {time.start for time in find_times(question) if time.period is not None}
    for time in reversed(find_times(question, anchor)):
        if time.period is not None and time.start not in alone:
            words = _in_words(time.text, time.period)
            question = f"{question[: time.start]}{words}{question[time.end :]}"
    return question


def _in_words(text: str, period: Period) -> str:
    """A relative time written out: the year in the place of 那年, what follows it kept."""
    match = _THAT_YEAR.search(text)
    if match and period.first.year == period.last.year:
        return f"{text[: match.start()]}{period.first.year}年{text[match.end() :]}"
    return period_in_words(period)


def _is_bare_time(question: str) -> bool:
    """Whether nothing but a time is typed: 2022年."""
    bare = question.strip(" ?？。")
    times = find_times(bare)
    return len(times) == 1 and times[0].period is not None and times[0].text.strip() == bare


def _doubted(previous: str, answer: str) -> str:
    """The question before with its answer put in, asked for yes or no: is it so?"""
    told = answer.strip(" 。，")
    match = _INTERROGATIVE.search(previous)
    if match is None:
        return previous
    said = f"{previous[: match.start()]}{told}{previous[match.end() :]}"
    return f"{said.rstrip('?？吗呢的 ')}吗？"


def _together(one: str, other: str) -> str:
    """Two questions that differ in their times only, asked as one sum; "" where they do not."""
    first, second = find_times(one), find_times(other)
    if len(first) != 1 or len(second) != 1 or first[0].period == second[0].period:
        return ""
    rest = one[first[0].end :]
    if rest != other[second[0].end :]:
        return ""
    return f"{one[: first[0].end]}和{second[0].text}一共{rest}"


def _is_elliptic(question: str, previous: str) -> bool:
    if _has_own_topic(question):
        return False
    own = _OPENING.sub("", content(fold(question)))
    size = sum(1 for _ in _HAN_OR_WORD.finditer(own))
    if _POINTS_FIRST.match(question.strip()):
        return size <= _CLEARLY_POINTING
    if _POINTER.search(question) or _OPENING.search(question):
        return size <= _POINTING
    return size <= _BARE and not find_times(question)


def _substitute(new: str, previous: str) -> str:
    """Put ``new`` where the previous question has words of the same sort."""
    ranked = _other_rank(new, previous)
    if ranked:
        return ranked
    old_times = find_times(previous)
    if find_times(new):
        if not old_times:
            return f"{new}{previous}"
        first = old_times[0]
        rest = re.sub(r"[时的]$", "", new)
        return f"{previous[: first.start]}{rest}{previous[first.end :]}"
    named = _like_name(new, previous)
    if named:
        return named
    when = previous[old_times[0].start : old_times[0].end] if old_times else ""
    return f"{when}{new}{_asking_words(previous)}"


def _other_rank(new: str, previous: str) -> str:
    """第十九届 or 下一届 in the place of the rank before; "" where there is none of its unit."""
    ranks = [one for one in find_quantities(previous) if one.ordinal]
    relative = _RELATIVE.fullmatch(new)
    if relative:
        step = 1 if relative["way"] in "下后" else -1
        for one in ranks:
            if one.unit == relative["unit"] and one.value + step > 0:
                return _replaced(
                    previous, one, f"第{_numeral(int(one.value) + step, one.text)}{one.unit}"
                )
    for rank in find_quantities(new):
        for one in ranks:
            if rank.ordinal and rank.unit == one.unit:
                return _replaced(previous, one, rank.text)
    return ""


def _numeral(number: int, like: str) -> str:
    """A number below 100 in the spelling of another: 十九 after 十八, 19 after 18."""
    if number > 99 or any(map(str.isdigit, like)):
        return str(number)
    tens, ones = divmod(number, 10)
    digits = "零一二三四五六七八九"
    head = ("" if tens == 1 else digits[tens]) + "十" if tens else ""
    return head + (digits[ones] if ones or not tens else "")


def _replaced(text: str, old: Quantity | Name, new: str) -> str:
    return f"{text[: old.start]}{new}{text[old.end :]}"


def _like_name(new: str, previous: str) -> str:
    """The new name in the place of one of its sort, or words in the place of alike ones; or ""."""
    for name in find_names(new):
        if (name.start, name.end) != (0, len(new)) or name.kind not in _NAMED:
            continue
        for old in find_names(previous):
            if old.kind is name.kind and not old.inner:
                return _replaced(previous, old, new)
    size = len(new) if asked(fold(previous)).kind is Wanted.YES_NO else 0
    for at in range(len(previous) - size + 1) if size > 2 else ():
        old_words = previous[at : at + size]
        if old_words != new and (old_words[:2] == new[:2] or old_words[-2:] == new[-2:]):
            return f"{previous[:at]}{new}{previous[at + size :]}"
    return ""


def _has_own_topic(question: str) -> bool:
    """Whether the question opens with a name or an owner of its own (工会的职能): then it asks of
    that, not of the old. A bare word for an event (活动的目的) means the one spoken of."""
    words = segment(question)[:3]
    if len(words) == 3 and question[words[1].start : words[1].end] == "的":
        owner = question[: words[0].end]
        owned = words[0].tag[:1] == "n" and words[2].tag[:1] == "n"
        if owned and len(owner) > 1 and not _EVENT.search(owner):
            return True
    for name in find_names(question):
        if name.start > 0:
            break
        whole = name.kind in _NAMED and len(name.text) > 2
        if whole and question[name.end : name.end + 1] not in "呢?？":
            return True
    return False


def _complete(question: str, previous: str) -> Resolved:
    """Ask the new thing of the old topic; a time in the new question replaces the old one."""
    topic = _topic(previous)
    if find_times(question):
        for old in reversed(find_times(topic)):
            topic = topic[: old.start] + topic[old.end :]
    topic = topic.strip()
    new = _OPENING.sub("", question)
    before = previous.rstrip("?？。 ")
    return Resolved(f"{topic}，{new}", len(topic) + 1, f"{new.rstrip()}（承前问：{before}）")


def _topic(previous: str) -> str:
    """The previous question without its asking words."""
    blanked = content(fold(previous))
    if len(blanked) != len(previous):
        return previous.rstrip("?？。!！ ")
    kept = [old for old, new in zip(previous, blanked, strict=True) if new != " " or old == " "]
    return _FRAME_LEFT.sub("", "".join(kept))


def _asking_words(previous: str) -> str:
    """The tail of the previous question from its first asking word on."""
    folded = fold(previous)
    match = re.search(r"有?多少|有?几|是?什么|何时|哪|谁|怎么|如何|为", folded)
    if match is None or len(folded) != len(previous):
        return "是多少？"
    tail = previous[match.start() :]
    unit = re.match(r"(有?多少|有?几)(.?)", tail)
    return f"{unit.group(1)}？" if unit else tail
