"""The measure that a question asks for in so many words, against the figures of an answer.

多长时间 wants a time, 多少钱 money, 百分之几 a share, 多少人 people, 多大年纪 years of age: figures
of other measures only are no answer. Where a question does not say (多少, 几个) nothing is ruled
out.
"""

from enum import StrEnum
from functools import lru_cache

from rag.answering.candidates import Candidate, Kind
from rag.language.counted import Counted, counted_by_unit
from rag.language.patterns import late_regex


class Measure(StrEnum):
    """Sorts of measure that are never one another."""

    LASTING = "lasting"
    MONEY = "money"
    SHARE = "share"
    PEOPLE = "people"
    AGE = "age"


_ASKED = (
    (
        Measure.LASTING,
        # 那几个月 asks for nothing.
        late_regex(
            r"多长时间|(?<![没不])多久|多少时间|[了时经达过用花](?:多少|几)个?(?:天|月|小时|分钟|钟头)"
        ),
    ),
    (
        Measure.MONEY,
        late_regex(
            r"(?:多少|几)[万亿]?(?:块?钱|元|资金|经费|款项?|银元)"
            # 造价多少, and a query that is only that: 仓库造价; 多少家企业的经费 asks for others.
            r"|^(?:(?!多少|几).)*(?:造价|经费|费用|投资|收入|支出|奖金|工资|薪水|票价|售价|成本|利润|产值|金额|价钱)"
            r"(?:一?共|总共|合计|大约|约)?(?:是|为|有|达)?(?:多少|几何|几许)?[?？ ]*$"
        ),
    ),
    (
        Measure.SHARE,
        late_regex(
            r"百分之(?:几|多少)|百分比|几成|(?:占比|比例|比重)(?:是|为|有|达)?多|[达优升就]\w?率(?:是|为|有|达)?多"
        ),
    ),
    (
        Measure.AGE,
        late_regex(
            r"多大的?(?:年纪|年龄|岁数|年岁)|(?:年纪|年龄|岁数)(?:有|是|为|该|得有|已经?)?(?:多大(?!比例|比重|差)|几何|多少(?!比例))|"
            r"(?:多少|几)周?岁|高寿(?=(?:是?多少|几何|呢)?[?？]*$)|享年(?:多少|几|[?？]*$)"
        ),
    ),
    (Measure.PEOPLE, late_regex(r"多少(?:号|个)?人|几个人|[多少几]名")),
)
_AGED = late_regex(
    r"岁|[享终卒时]年[\d一二三四五六七八九十]|年[仅方近过逾届约][\d一二三四五六七八九十弱半花古]|花甲|古稀|耄耋|弱冠|而立"
)
"""How an age is told; some are told without a figure."""
_BEFORE = 2
"""Characters before a figure that may say that it is an age: 享年87."""
_TIMES = frozenset("年天日月周秒分") | {
    "个月",
    "小时",
    "分钟",
    "星期",
    "周年",
    "年半",
    "学时",
    "课时",
}
_OF_UNIT = {
    Counted.MONEY: Measure.MONEY,
    Counted.RATE: Measure.SHARE,
    Counted.PEOPLE: Measure.PEOPLE,
}


@lru_cache(maxsize=64)
def measure_asked(folded: str) -> Measure | None:
    """What the question asks for, None where it does not say or asks for several."""
    asked = [measure for measure, words in _ASKED if words.search(folded)]
    return asked[0] if len(asked) == 1 else None


def of_another_measure(asked: Measure, candidate: Candidate) -> bool:
    """Whether the candidate has figures, and all of them are of other measures, or is a time
    where the question asks for no lasting one, or tells no age where one is asked for."""
    start, end = candidate.start, candidate.end
    if candidate.kind is Kind.TIME or any(
        one.start <= start and end <= one.end for one in candidate.analysis.times
    ):
        return asked is not Measure.LASTING
    if asked is Measure.AGE:
        return _AGED.search(candidate.analysis.text, max(0, start - _BEFORE), end) is None
    units = [
        one.unit
        for one in candidate.analysis.quantities
        if start <= one.start < one.end <= end and one.unit and not one.ordinal
    ]
    return bool(units) and all(_measure(unit) not in (asked, None) for unit in units)


def _measure(unit: str) -> Measure | str | None:
    if unit == "岁":
        return Measure.AGE
    if unit in _TIMES:
        return Measure.LASTING
    counted = counted_by_unit(unit)
    if counted is Counted.UNKNOWN:
        return None
    return _OF_UNIT.get(counted, counted.value)
