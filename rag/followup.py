"""Follow-up questions made standalone from the earlier turns alone.

Four shapes, told by grammar:

* substitution: "那2021年呢？", "会员呢？" puts new words in the place of the like ones of the
  question before;
* pointing: "他是哪里人？", "该厂有多少职工？" puts into words what its pronoun points to;
* ellipsis: "有多少人参加？", "为什么？", "其中女的有多少？" asks something new of the topic before;
* anything else stands on its own and is left as it is, so that old turns do not bend it; what
  else it may mean ``other_readings`` tells, for where nothing answers it.

Times and places in a series are counted on from the turn before: 再过十年, 下一年, 下一届.

Not done here: coreference inside a long question ("该厂后来…" after naming two factories).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from rag.language.asking import Wanted, asked
from rag.language.counting_on import next_in_series, years_on
from rag.language.leaning import (
    CHANGE,
    CONNECTIVE,
    OPENING,
    is_relation,
    leans,
    opening_nouns,
    points,
    stays,
)
from rag.language.normalise import fold
from rag.language.patterns import late_regex
from rag.language.period_words import period_in_words
from rag.language.pointing import Spoken, entity, point_out, spoken
from rag.language.segments import segment
from rag.language.substituting import substitute
from rag.language.times import find_times
from rag.language.topics import Topic, asking_words, topic_of
from rag.types import Period, Turn

_SUBSTITUTION = late_regex(
    r"^(?:那么?|还有|然后|至于|换成|如果是)?(?P<new>.{1,40}?)(?:自己|自身|本身)?(?:又|的话)?呢[?？]*$"
)
_LATER = late_regex(
    r"(?:那么?|然后|再)?(?:后来|之后|接下来|再后来|以后)(?:又?怎么样|怎样)?(?:了|呢)?[?？]*"
)
_DOUBTING = late_regex(
    r"(?:这|那)?(?:是?真的|确定|属实|当真|没搞错|没错)(?:是?这样)?[吗么吧]?[?？]*|是吗[?？]*"
)
_TOGETHER = late_regex(
    r"(?:那么?|这)?(?:[两二]者?[年届次个]?|[两二]个?[年届次]度?)?(?:一共|加起来|合计|总共|合起来)"
)
_APART = late_regex(
    r"(?:那么?)?(?:(?P<than>比(?:那|前|上)一?[年届次个])|(?:[两二]者?[年届次个]|前后|之间)?相?差了?(?=多少|几))"
)
_PART = late_regex(
    r"(?:其中|(?P<of>[这那]?[批些个笔]?(?:钱|款|人|数)?)(?:里[面头边]|当中|之中|中间))[，, 的]*"
)
_THEN = late_regex(r"^(?:那时候?|当时|那会(?:儿|(?![员费议长计场章籍馆址徽刊旗友]))|那阵子?)[，,]?")
# 那年 after other words is told by these: 以工代赈那年.
_READINGS = 3
"""Other readings of a question that are tried."""
_BEFORE_TIME = late_regex(
    r"(?:那么?|还有|然后)?[，, ]?(?:到了?|在|至|从|自|比|截至|直到|等到|跟|和|与)?|.{2,}[，,]"
)
_THAT_YEAR = late_regex(r"(?:那一?|这一?|同|当|该|是)年")
_BESIDE = frozenset("和跟与到至及、")
_WHENCE = late_regex(r"哪一?年|什么时候|何时|哪一?天|啥时候|几时")
_ANYWHERE = late_regex(r"^(?:全[县市省国区镇乡村厂校]|[县市省区镇乡村厂校][里内]|当地|本[县市地])")
_COMPARED = late_regex(r"比.{1,12}?(?:[多少高低大小早晚长短]|增|减)")


@dataclass(frozen=True, slots=True)
class Resolved:
    """A question made standalone.

    The first ``carried`` characters of ``text`` are the topic before.
    """

    text: str
    carried: int = 0


_NOTHING = Spoken("", "", Topic("", ""))


@dataclass(frozen=True, slots=True)
class _Talk:
    """A conversation so far: its questions made standalone, the time and the things it is at."""

    earlier: tuple[str, ...] = ()
    anchor: Period | None = None
    spoken: Spoken = _NOTHING

    @property
    def previous(self) -> str:
        return self.earlier[-1] if self.earlier else ""


def other_readings(question: str, history: Sequence[Turn]) -> list[Resolved]:
    """What the question may mean instead: told of the topics of the turns before, the nearest
    first.

    For what ``standalone`` leaves alone, as it seems to stand by itself (缝纫队占了几成？), or
    tells of the wrong thing; each of these asks the whole question of what a turn was about. None
    for words that only take the place of others (下一届呢).
    """
    if _SUBSTITUTION.match(question.strip()):
        return []
    first = standalone(question, history)
    talk = _Talk()
    told: list[Resolved] = []
    for turn in history:
        asked_before = _resolve(turn.question, talk).text
        anchor = _anchor(asked_before, turn.answer) or talk.anchor
        told += _topics(asked_before, turn.answer, anchor)
        talk = _Talk((*talk.earlier, asked_before), anchor, talk.spoken)
    new = OPENING.sub("", _dated(question.strip(), talk.anchor))
    timed = any(time.period for time in find_times(new)) and not _COMPARED.search(new)
    found: dict[str, Resolved] = {}
    for topic in reversed(told):
        head = _timeless(topic.text) if timed else topic.text
        whole = f"{head}，{new}"
        if head and whole != first.text:
            found.setdefault(whole, Resolved(whole, len(head) + 1))
    return list(found.values())[:_READINGS]


def _topics(question: str, answer: str, anchor: Period | None) -> list[Resolved]:
    """What a turn was about, with its time, and the same with what it was answered with."""
    topic = topic_of(question).counted
    times = any(time.period for time in find_times(topic))
    lead = "" if times or anchor is None else period_in_words(anchor)
    said = entity(answer)
    told = f"{lead}{topic}{said}" if said and said not in topic else ""
    return [Resolved(one) for one in (told, f"{lead}{topic}") if one]


def standalone(question: str, history: Sequence[Turn]) -> Resolved:
    """The question as it would be asked without the conversation.

    Args:
        question: the cleaned question.
        history: earlier turns, oldest first.

    Returns:
        The question itself when it needs no help, otherwise a fuller one.
    """
    talk = _Talk()
    for turn in history:
        asked_before = _resolve(turn.question, talk).text
        person = talk.spoken.person
        talk = _Talk(
            (*talk.earlier, asked_before),
            _anchor(asked_before, turn.answer) or talk.anchor,
            spoken(asked_before, turn.answer, topic_of(asked_before), person),
        )
    if history and _DOUBTING.fullmatch(question.strip()):
        return Resolved(_doubted(talk.previous, history[-1].answer))
    return _resolve(question, talk)


def _anchor(question: str, answer: str) -> Period | None:
    """The time a conversation has reached: the question's, or the one it was answered with."""
    told = find_times(question) or (find_times(answer) if _WHENCE.search(question) else [])
    periods = [time.period for time in told if time.period is not None]
    return periods[0] if periods else None


def _resolve(question: str, talk: _Talk) -> Resolved:
    if not talk.previous:
        return Resolved(question)
    several = _of_two(question.strip(), talk.earlier)
    told = Resolved(several) if several else _beside_in_series(question.strip(), talk)
    if told is not None:
        return told
    dated = _dated(question, talk.anchor)
    if _LATER.fullmatch(dated.strip()):
        return _complete("后来怎么样？", talk)
    new = _new_words(dated)
    if new:
        return Resolved(substitute(new, talk.previous))
    if (dated != question and stays(fold(_timeless(dated)))) or leans(fold(dated)):
        return _complete(dated, talk)
    return Resolved(dated if _THAT_YEAR.search(question) else question)


def _beside_in_series(question: str, talk: _Talk) -> Resolved | None:
    """下一届 told by its number; the time before goes, as this one has a time of its own."""
    found = next_in_series(question, talk.previous)
    if found is None:
        return None
    if _SUBSTITUTION.fullmatch(f"那{found.rest}") is not None:
        return Resolved(_timeless(talk.previous.replace(found.told, found.words, 1)))
    whole = _timeless(topic_of(talk.previous).about.replace(found.told, found.words, 1))
    head = whole if found.words in whole else found.words
    return Resolved(f"{head}，{found.rest.lstrip('，, 的')}", len(head) + 1)


def _new_words(question: str) -> str:
    """The words that are to take the place of like ones: of 那2021年呢, of a bare 2022年; or ""."""
    match = _SUBSTITUTION.match(question.strip())
    if match and asked(fold(match["new"])).kind in (Wanted.STATEMENT, Wanted.NAME):
        return match["new"]
    return question.strip(" ?？。") if _is_bare_time(question) else ""


def _dated(question: str, anchor: Period | None) -> str:
    """The question with 那年, 同年, 次年 and the like written out."""
    if anchor is None:
        return question
    years = years_on(question, anchor)
    if years:
        return years
    then = _THEN.match(question)
    if then:
        return f"{period_in_words(anchor)}{question[then.end() :]}"
    alone = {time.start for time in find_times(question) if time.period is not None}
    found = find_times(question, anchor)
    starts: list[int] = []
    for at, time in enumerate(found):
        # 那年跟第二年: what stands beside a time opens where that one does.
        beside = at > 0 and question[found[at - 1].end : time.start] in _BESIDE
        starts.append(starts[-1] if beside else time.start)
    for time, start in reversed(list(zip(found, starts, strict=True))):
        opening = _BEFORE_TIME.fullmatch(question, 0, start) is not None
        if time.period is not None and time.start not in alone and opening:
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
    found = asking_words(previous)
    if found is None:
        return previous
    said = f"{previous[: found[0]]}{told}{previous[found[1] :]}"
    return f"{said.rstrip('?？吗呢的 ')}吗？"


def _of_two(question: str, earlier: Sequence[str]) -> str:
    """Two questions that differ in their times only, as one sum or one difference; or ""."""
    together, apart = _TOGETHER.match(question), _APART.match(question)
    if len(earlier) < 2 or not (together or apart):
        return ""
    one, other = earlier[-2], earlier[-1]
    first, second = find_times(one), find_times(other)
    if len(first) != 1 or len(second) != 1 or first[0].period == second[0].period:
        return ""
    rest = one[first[0].end :]
    if rest != other[second[0].end :]:
        return ""
    if together:
        return f"{one[: first[0].end]}和{second[0].text}一共{rest}"
    compared = "相差" if apart is None or apart["than"] is None else "比"
    more = question[apart.end() :] if apart else ""
    if compared == "比":
        return f"{topic_of(other).counted}比{first[0].text}{more}"
    return f"{topic_of(other).counted}与{first[0].text}相差{more}"


def _complete(question: str, talk: _Talk) -> Resolved:
    """Ask the new thing of the old topic; a time in the new question replaces the old one."""
    new = OPENING.sub("", question.strip())
    timed = (bool(find_times(new)) or _WHENCE.search(new) is not None) and not _COMPARED.search(new)
    topic = talk.spoken.topic
    part = _PART.search(new)
    if part:
        whole = _timeless(topic.counted) if timed else topic.counted
        return Resolved(f"{whole}中，{new[: part.start()]}{new[part.end() :]}", len(whole) + 2)
    pointed = point_out(new, talk.spoken)
    if pointed != new:
        return Resolved(pointed)
    if points(fold(new)):
        return Resolved(question)
    base = _base(new, talk.spoken)
    if topic.unit and CHANGE.search(new) and new.rstrip("?？").endswith("多少"):
        new = f"{new.rstrip('?？')}{topic.unit}？"
    base = _timeless(base) if timed else base
    return _joined(base, new) if base else Resolved(new)


def _base(new: str, said: Spoken) -> str:
    """What of the turn before a question without a pronoun is about.

    A change (增加到多少) and a figure without a noun (用了多少) are of what was counted.
    """
    topic = said.topic
    words = segment(CONNECTIVE.sub("", fold(new)))
    noun = any(word.tag[:1] == "n" and word.end - word.start > 1 for word in words)
    counting = "多少" in new and not noun and topic.role and is_relation(topic.role)
    changing = CHANGE.search(new) and not opening_nouns(fold(_timeless(new)))
    if _COMPARED.search(new) or counting or changing:
        return topic.counted
    if topic.doer and said.person:
        return said.person
    if said.thing:
        return said.thing
    return topic.about if _telling(topic.about) else topic.counted


def _joined(base: str, new: str) -> Resolved:
    """Topic and comment in one sentence, a time before both."""
    noun = opening_nouns(fold(new))
    if noun and base.endswith(noun):
        return Resolved(f"{base}{new[len(noun) :]}", len(base))
    told = find_times(new)
    lead = new[: told[0].end] if told and told[0].start == 0 and not _clausal(base) else ""
    rest = new[len(lead) :]
    joint = _joint(base, rest)
    head = f"{lead}{base}{joint}"
    return Resolved(f"{head}{rest}", len(head))


def _telling(topic: str) -> bool:
    """Whether a topic says more than when, and that it is of the whole place."""
    return len(_ANYWHERE.sub("", _timeless(topic))) > 0


def _timeless(topic: str) -> str:
    """The topic without its times, since the new question gives another."""
    for old in reversed(find_times(topic)):
        topic = topic[: old.start] + topic[old.end :]
    return topic.strip("，, 的")


def _clausal(topic: str) -> bool:
    """Whether a topic is more than a noun phrase: then only a comma joins it."""
    if "的" in topic or "了" in topic or topic[-1] in "时后前里中":
        return True
    return any(word.tag == "v" and word.end < len(topic) for word in segment(topic))


def _joint(topic: str, new: str) -> str:
    """What joins the two: 的 before a noun of relation, nothing before a verb, else a comma."""
    if _clausal(topic):
        return "，"
    noun = opening_nouns(fold(new))
    if noun:
        return "的" if is_relation(noun) else "，"
    first = segment(fold(new))[0].tag[:1]
    verbal = first in "vpd" or new.startswith(("什么时候", "哪", "为"))
    return "" if verbal and not new.startswith(("共", "一共")) else "，"
