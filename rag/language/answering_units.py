"""Which units answer which: a question for 多少人 is answered by 名, one for 多少钱 by 万元."""

_FAMILIES: tuple[frozenset[str], ...] = (
    frozenset({"人", "名", "位", "个人", "个", "口", "丁"}),
    frozenset({"元", "块", "块钱", "角", "分"}),
    frozenset({"家", "个", "间", "所", "座", "户", "处", "栋", "幢"}),
    frozenset({"份", "件", "本", "册", "部", "个", "篇", "首", "幅", "卷"}),
    frozenset({"次", "场", "场次", "回", "届", "期", "轮", "批", "趟", "个", "遍"}),
    frozenset({"项", "个", "条", "种", "类", "件", "起", "宗", "桩", "样", "门"}),
    frozenset({"块", "枚", "个", "面"}),
    frozenset({"块", "片", "处", "个"}),
    frozenset({"支", "个", "队", "组", "班"}),
    frozenset({"%", "成", "‰"}),
    frozenset({"天", "日"}),
    frozenset({"个月", "月"}),
    frozenset({"年", "周年", "载"}),
    frozenset({"小时", "钟头"}),
    frozenset({"亩", "公顷", "平方米", "平方公里", "顷"}),
    frozenset({"公斤", "斤", "吨", "克", "担", "石", "两"}),
    frozenset({"公里", "里", "米", "丈", "尺", "千米"}),
    frozenset({"艘", "条", "只"}),
    frozenset({"条", "根", "道", "支"}),
    frozenset({"台", "辆", "部", "架", "套", "个"}),
    frozenset({"张", "份", "枚"}),
    frozenset({"只", "头", "匹", "条", "口", "尾", "羽"}),
    frozenset({"棵", "株", "根"}),
)


def same_unit(asked: str, given: str) -> bool:
    """Whether a figure in ``given`` can answer a question for ``asked``.

    人 and 人次 are never the same, nor 户 and 户次; colloquial 个 stands for any counted thing
    but not for money, shares or turns of people.
    """
    if asked == given:
        return True
    if given.endswith(")"):
        return any(same_unit(asked, one) for one in _either(given))
    return any(asked in family and given in family for family in _FAMILIES)


def _either(unit: str) -> tuple[str, ...]:
    """The two units of 267个(艘); 人(次) is neither 人 nor 人次."""
    one, _, other = unit[:-1].partition("(")
    return () if other == "次" else (one, other)


_THINGS = frozenset(
    "个家间所座栋幢处份件本册卷部篇项条种类支枝根棵株幅枚颗粒艘架辆列台套副双对组门宗桩块片把只头匹盏顶床张"
)
"""Measure words for things and bodies; people, turns, households, money and sizes are no things."""


def count_alike(one: str, other: str) -> bool:
    """Whether two units only count things, each in its way: 学校4所 and 派出所1个 are 5."""
    return one in _THINGS and other in _THINGS


_LOOSELY: tuple[frozenset[str], ...] = (
    frozenset({"元", "块", "银元", "大洋", "国币", "法币", "关金", "文", "两", "角", "分"}),
    frozenset({"人", "名", "位", "例"}),
)


def may_answer(asked: str, given: str) -> bool:
    """Whether a figure in ``given`` is looked at for a question for ``asked``.

    Wider than ``same_unit``: 多少钱 may be told in the money of its day, and 死了多少人 in cases;
    such figures answer, but are not put together with others.
    """
    if same_unit(asked, given):
        return True
    return any(asked in family and given in family for family in _LOOSELY)
