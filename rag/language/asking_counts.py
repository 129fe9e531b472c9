"""What a question of how many counts: the noun, and the verb that was done with it.

Chinese puts the noun after 多少 (多少职工) or, as the topic, before it (职工有多少); a rate is
named by its own word (签订率). Read from the question alone, in its matching form.
"""

import re

from rag.language.patterns import late_regex
from rag.language.segments import segment

RATE = r"(?:比例|比率|占比|百分比|[\u4e00-\u9fff]率|(?:覆盖|参赛|参与|普及|知晓|受益|就业|参加)面)"
"""What names a share."""

_COUNT_WORD = late_regex(r"多少|第?几|若干|多[大高长重]|百分之|what|how")
_NOUN_BEFORE = late_regex(
    r"(?P<noun>[\u4e00-\u9fff]{1,4}?)(?:一共|总共|共|合计|累计|大概|大约|约)*"
    r"(?:有|是|为|达到?|共有|共计)?了?$"
)
_AFTER_NOUN = late_regex(
    r"(?:参[加与赛]|获得?|得到|领取|享受|接受|受|被|来自|加入|出席|到场|建立|搞|拿|在|去|上|里|中|呢|呀|啊|了|吗|嘛|才|"
    r"的时候).*$"
)
_NO_NOUN = frozenset({"", "了", "呢", "呀", "啊", "吗", "来", "的", "去"})
_VERB = late_regex(r"(?P<verb>[\u4e00-\u9fff]{1,2}?)(?:了|过|出去|出来|出|到)*$")
_NO_VERB = frozenset("有是为共达的约年月日")
_TIME_WORD = late_regex(r"^[年月日度底初在给于]+")
_ALWAYS = frozenset("人名位户亩元倍岁")
_STOREYS = "楼"
_RATE_WORD = late_regex(rf"[\u4e00-\u9fff]{{0,4}}{RATE}")


_METRIC = (
    r"(?P<whole>人次|户次|家次)|(?P<people>人|[职员学教民矿技]工|[员生者徒])数|(?P<measure>{})数"
)
_NAMED = late_regex(f"(?:{_METRIC.format('户')})" + r"(?=[的是有为达了呢,，\s]|大概|大约|$)")
_WANTED = late_regex(
    rf"(?<![多少整])(?:{_METRIC.format('[户家个件册期次项份篇场届笔亩吨辆艘台座间所条种名株]')}"
    r"|(?P<times>件次|场次|班次))(?:是|为|有|达到?)?(?:多少|几何|多大|呢)?[?？。]*$"
)


def unit_named(text: str) -> str:
    """The unit of a metric that is named: 人次 of 参加人次, 人 of 学员数; "" for none."""
    return _unit_of(_NAMED.search(text))


def unit_wanted(folded: str) -> str:
    """The unit of the metric that a question ends in: 1989年 培训 参加人次; "" for none."""
    return _unit_of(_WANTED.search(folded))


def _unit_of(match: re.Match[str] | None) -> str:
    if match is None:
        return ""
    if match["people"]:
        return "人"
    return next(told for name, told in match.groupdict().items() if told and name != "people")


def counted_noun(folded: str, match: re.Match[str], unit: str) -> str:
    """What is counted: the noun after 多少, or before it where none follows (会员有多少)."""
    if unit == "%":
        rate = _RATE_WORD.search(folded)
        return rate.group() if rate else ""
    noun = _AFTER_NOUN.sub("", unit_and_noun(match.groupdict()).get("noun") or "")
    if noun in _NO_NOUN:
        before = _NOUN_BEFORE.search(_before_count(folded, match))
        noun = _TIME_WORD.sub("", before["noun"]) if before else ""
    return noun.rstrip("的").rpartition("的")[2]


def unit_and_noun(groups: dict[str, str | None]) -> dict[str, str | None]:
    """The groups of a rule, put right where the measure only begins the noun.

    年 is no measure in 多少年轻人, nor 成 in 多少成员; 号人 and 口人 count people.
    """
    unit, noun = groups.get("unit"), groups.get("noun")
    if not unit or not noun:
        return groups
    if unit in "号口" and noun.startswith("人"):
        return groups | {"unit": f"{unit}人", "noun": noun[1:]}
    first = segment(unit + noun)[0]
    word = (unit + noun)[: first.end]
    if len(unit) > 1 or first.end < 2 or first.tag[:1] not in "nl" or unit in _ALWAYS:
        return groups
    return groups | {"unit": None, "noun": unit + noun} if word[-1] not in _STOREYS else groups


def _before_count(folded: str, match: re.Match[str]) -> str:
    """The question up to the word that asks for the figure."""
    asking = _COUNT_WORD.search(folded, match.start())
    return folded[: asking.start() if asking else match.end()]


def counting_verb(folded: str, match: re.Match[str]) -> str:
    """The verb right before 多少 or 几, without 了 or 过: 采纳 of 采纳了多少条."""
    found = _VERB.search(_before_count(folded, match))
    verb = _TIME_WORD.sub("", found["verb"]) if found else ""
    return "" if not verb or verb[-1] in _NO_VERB else verb
