"""New words in the place of the like ones of the question before: 那2021年呢, 会计呢, 第二届呢.

Like goes for like: a time for the time, a rank for the rank, a name for a name of its kind, a
noun for the noun asked for. What nothing in the question is like is asked of its topic.

Not done here: whether a question only gives new words (``rag.followup``).
"""

import re

from rag.language.asking import Wanted, asked
from rag.language.leaning import is_relation
from rag.language.name_types import NameKind
from rag.language.names import Name, find_names
from rag.language.normalise import fold
from rag.language.patterns import late_regex
from rag.language.quantities import Quantity, find_quantities
from rag.language.segments import segment
from rag.language.times import find_times
from rag.language.topics import topic_of

_RELATIVE = late_regex(r"(?P<way>[下上前后])一?(?P<unit>[届次期批任代])")
_LEAD_IN = late_regex(
    r"^(?:那么?|还有|然后|至于|换成|如果是|光是|单是|光|单|只说|比如|像|到了(?=\d|[一二三四五六七八九十]))+"
)
_TAIL = late_regex(r"(?:的(?:时候|话)?|那[次回年届]|那会儿?|时候?|又)+$")
_FIRST_YEAR = late_regex(r"(?:开\S{1,2})?(?:头一年|第一年|首年|当年|起初|最初|原先|原来)")
_LATER_YEAR = late_regex(r"(?:到|至)?(?:第[二三四五六七八九十]年|次年|翌年|末年)")
_CLAUSE = late_regex(r".{1,14}?(?:之前|以前|之后|以后|前|后)(?![\d任])")
_SIZES = late_regex("[长宽高深重厚]")
_SIZED = late_regex("多[长宽高深重厚]")
_NAMED = frozenset({NameKind.PERSON, NameKind.ORGANISATION, NameKind.PLACE, NameKind.TITLE})
_PEOPLE = late_regex(r"[人员者]$|代表$|职工$|工人$|妇女$|儿童$|学生$")
_COUNTED = late_regex(
    r"(?:多少|几)[个家份名位项件次场期种类座处支组台艘只辆部册本篇张枚套户所间]?(?=[\u4e00-\u9fff]{2})"
)
_AREA = late_regex(r"(?:[\u4e00-\u9fff]{1,8}[市县区省国州盟旗])?[一总]?共?(?:建?有)?")
"""An area and the verb of a count, or the verb alone: 全市共有."""
_HEADLESS = late_regex(r"[\u4e00-\u9fff]的$")


def substitute(new: str, previous: str) -> str:
    """The question before, with the new words in it.

    Args:
        new: what is asked for now: a time, a rank, a name, a noun.
        previous: the question before, standing alone.
    """
    new = _trimmed(new)
    for way in (_other_rank, _other_time, _other_clause, _other_size, _like_name):
        made = way(new, previous)
        if made:
            return made
    return _counted_there(new, previous) or _other_noun(new, previous)


def _trimmed(new: str) -> str:
    """Less what only leads in or follows: 2013年 of 那2013年的, of 中间那年，2013年."""
    bare = _LEAD_IN.sub("", new.strip())
    last = re.split("[，,]", bare)[-1]
    if last and find_times(last):
        bare = last
    if bare.endswith("的") and any(len(one.text) == len(bare) - 1 for one in find_names(bare[:-1])):
        bare = bare[:-1]
    headless = _HEADLESS.search(bare) and not find_times(bare)
    return bare if headless else _TAIL.sub("", bare) or bare


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


def _other_time(new: str, previous: str) -> str:
    """A time for the time before, and what else is new after that: 2021年的会员."""
    told = find_times(new)
    first = _FIRST_YEAR.search(previous)
    if _LATER_YEAR.fullmatch(new) and first:
        return f"{previous[: first.start()]}{new}{previous[first.end() :]}"
    if not told:
        return ""
    time, more = new[: told[-1].end], new[told[-1].end :].lstrip("的，, ")
    old = find_times(previous)
    if old:
        span = _joined(previous, old[0].end, old[-1].start)
        end = old[-1].end if span else old[0].end
        made = f"{previous[: old[0].start]}{time}{previous[end:]}"
    elif first:
        made = f"{previous[: first.start()]}{time}{previous[first.end() :]}"
    else:
        made = f"{time}{previous}"
    return substitute(more, made) if more else made


def _joined(text: str, end: int, start: int) -> bool:
    """Whether two times are a span or a sequence: nothing but 到, 至 or 、 between them."""
    return end <= start and re.fullmatch("[到至—－~、和与年]*", text[end:start]) is not None


def _other_clause(new: str, previous: str) -> str:
    """改革后 in the place of 改革前."""
    if not _CLAUSE.fullmatch(new):
        return ""
    old = _CLAUSE.match(previous)
    return f"{new}{previous[old.end() :]}" if old else ""


def _other_size(new: str, previous: str) -> str:
    """宽 in the place of 长: 多宽."""
    old = _SIZED.search(previous)
    if old and _SIZES.fullmatch(new):
        return f"{previous[: old.start()]}多{new}{previous[old.end() :]}"
    return ""


def _like_name(new: str, previous: str) -> str:
    """The new name in the place of one of its sort, or words in the place of alike ones; or ""."""
    for name in find_names(new):
        if (name.start, name.end) != (0, len(new)) or name.kind not in _NAMED:
            continue
        for old in find_names(previous):
            if old.kind is name.kind and not old.inner and not is_relation(new):
                return _replaced(previous, old, new)
    size = len(new) if asked(fold(previous)).kind is Wanted.YES_NO else 0
    for at in range(len(previous) - size + 1) if size > 2 else ():
        old_words = previous[at : at + size]
        if old_words != new and (old_words[:2] == new[:2] or old_words[-2:] == new[-2:]):
            return f"{previous[:at]}{new}{previous[at + size :]}"
    return ""


def _other_noun(new: str, previous: str) -> str:
    """A noun for the noun asked for, or for one that ends alike; else asked of the topic."""
    topic = topic_of(previous)
    tail = topic.ask
    if new.endswith("的"):
        if topic.role.endswith("的"):
            return f"{previous[: topic.role_start]}{new}{previous[topic.role_end :]}"
        return f"{topic.about}，{new}有{_count(topic.unit)}？"
    alike = _ending_alike(new, previous)
    counted = _COUNTED.search(previous)
    if alike and counted and counted.start() < alike[0]:
        # What is counted gives way whole: 几个全国示范书屋 to 几个市级书屋.
        return f"{previous[: counted.end()]}{new}？"
    if topic.role and (is_relation(new) or not alike):
        measured = _suited(new, topic.role, tail)
        return f"{previous[: topic.role_start]}{new}{measured}"
    if alike is None:
        return f"{topic.about}{_joint(topic.about)}{new}{_suited(new, '', tail, topic.unit)}"
    return f"{previous[: alike[0]]}{new}{previous[alike[1] :]}"


def _counted_there(new: str, previous: str) -> str:
    """会员 in the place of what is counted of an area or a time: 1984年底全市有多少会员; or ""."""
    counted = _COUNTED.search(previous)
    one = is_relation(new) and not _PEOPLE.search(new)
    if counted is None or one or find_names(new) or _ending_alike(new, previous):
        return ""
    before = previous[: counted.start()]
    times = find_times(before)
    rest = before[times[-1].end :] if times else before
    return f"{before}多少{new}？" if before and _AREA.fullmatch(rest.strip("，, ")) else ""


def _ending_alike(new: str, previous: str) -> tuple[int, int] | None:
    """Where the word stands that ends as the new one does: 主任 for 副主任, 概算 for 决算."""
    for size in (3, 2, 1):
        ending = new[-size:]
        for word in reversed(segment(previous)):
            said = previous[word.start : word.end]
            whole = len(ending) == size and 1 < len(said) <= size * 2 and said != new
            if whole and said.endswith(ending) and word.tag[:1] in "nbvjl":
                return word.start, word.end
    return None


def _suited(new: str, role: str, tail: str, unit: str = "") -> str:
    """The asking words that suit the new noun: the old ones, or 是多少 and 有多少人."""
    counting = re.search(r"多少|几", tail) is not None
    if role:
        return f"{tail}？"
    if not counting:
        return f"{tail}？" if tail.startswith(("是", "叫", "在", "为", "有")) else f"是{tail}？"
    if _PEOPLE.search(new):
        return f"有{_count(unit)}？"
    return f"有{_count(unit)}？" if unit and not is_relation(new) else "是多少？"


def _count(unit: str) -> str:
    return f"多少{unit}" if unit else "多少"


def _joint(topic: str) -> str:
    return (
        "" if not topic or topic.endswith(("，", "时", "后", "前", "中")) or "的" in topic else "的"
    )
