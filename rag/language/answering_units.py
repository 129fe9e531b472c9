"""Which units answer which: a question for 多少人 is answered by 名, one for 多少钱 by 万元."""

_FAMILIES: tuple[frozenset[str], ...] = (
    frozenset({"人", "名", "位", "个人", "个"}),
    frozenset({"元", "块", "块钱", "角", "分"}),
    frozenset({"家", "个", "间", "所", "座", "户"}),
    frozenset({"份", "件", "本", "册", "部", "个", "篇"}),
    frozenset({"次", "场", "场次", "回", "届", "期", "轮", "批", "趟", "个"}),
    frozenset({"项", "个", "条", "种", "类", "件"}),
    frozenset({"%", "成", "‰"}),
    frozenset({"天", "日"}),
    frozenset({"个月", "月"}),
    frozenset({"年", "周年", "载"}),
    frozenset({"亩", "公顷", "平方米", "平方公里"}),
    frozenset({"公斤", "斤", "吨", "克", "担"}),
    frozenset({"公里", "里", "米", "丈", "尺", "千米"}),
    frozenset({"艘", "条", "只"}),
    frozenset({"台", "辆", "部", "架", "套"}),
    frozenset({"张", "份", "枚"}),
    frozenset({"只", "头", "匹", "条"}),
)


def same_unit(asked: str, given: str) -> bool:
    """Whether a figure in ``given`` can answer a question for ``asked``.

    人 and 人次 are never the same, nor 户 and 户次; colloquial 个 stands for any counted thing
    but not for money, shares or turns of people.
    """
    if asked == given:
        return True
    return any(asked in family and given in family for family in _FAMILIES)


_THINGS = frozenset(
    "个家间所座栋幢处份件本册卷部篇项条种类支枝根棵株幅枚颗粒艘架辆列台套副双对组门宗桩块片把只头匹盏顶床张"
)
"""Measure words for things and bodies; people, turns, households, money and sizes are no things."""


def count_alike(one: str, other: str) -> bool:
    """Whether two units only count things, each in its way: 学校4所 and 派出所1个 are 5."""
    return one in _THINGS and other in _THINGS
