"""What is counted: people, money, or things, told by a noun (多少职工) or by a unit (1905名).

A question often has no measure word, and then the noun alone says which figures can answer it.
A hint, never a filter: 职工 may be counted in 名, in 人次, and in a text's own way.
"""

from enum import StrEnum

from rag.language.patterns import late_regex


class Counted(StrEnum):
    """The sort of what is counted; "" where the words do not tell."""

    PEOPLE = "people"
    MONEY = "money"
    RATE = "rate"
    THING = "thing"
    UNKNOWN = ""


# Heads of nouns for people. A head must end the noun or be followed by a verb or 的: 工会 is no 工.
_PEOPLE = late_regex(
    r"(?:[职员民矿技女男青焊车钳电木瓦铸纺织漆炉卫运筑童]工|工人|运动员|[^动复满]员|[^或作记]者|选手|歌手|水手|骨干|子女|儿童|孩子|[女男]?娃|小伙|姑娘|同志|妇女|青年|老人|孤儿|代表|"
    r"干部|劳模|模范|标兵|专家|律师|教师|老师|医师|工程师|医生|护士|学生|考生|毕业生|研究生|新生|"
    r"市民|村民|居民|农民|渔民|牧民|灾民|难民|移民|选民|股民|士兵|战士|官兵|民兵|军人|党员|群众|"
    r"人口|人数|患者|病人|乘客|旅客|游客|顾客|观众|听众|家属|主席|书记|委员|教授|司机|老板|后生|侄[儿子女]|儿子|女儿|[一二]把手|副手|老人家|会计|恶霸|头子|遗孀|师傅|女人|先进个人|积极分子|人员|"
    r"[男女老大成工军诗商熟本外]人|人)(?=$|[的们来去在到获得领享受参加被有是因脱报签退上下失入出做办考升转])"
)
_MONEY = late_regex(
    r"(?:资金|奖金|现金|基金|税金|租金|补助金|储金|保险金|抚恤金|助学金|慰问金|保障金|[^付]款|经费|学费|会费|运费|水费|费用|"
    r"工资|薪水|薪金|产值|利润|收入|支出|成本|价值|金额|总值|税收|利税|投资|贷款|损失|营业额|销售额|成交额|补贴|物资)$"
)
_PEOPLE_UNITS = frozenset({"人", "名", "位", "人次", "个人", "口"})
_MONEY_UNITS = frozenset(
    {"元", "块", "块钱", "角", "分", "美元", "港元", "日元", "英镑", "银元", "两"}
)
_RATE_UNITS = frozenset({"%", "成", "‰", "个百分点", "百分点", "倍"})


def counted_by_noun(noun: str) -> Counted:
    """What a noun counts: people for 困难职工, money for 补助资金, a thing for 岗位."""
    if _PEOPLE.search(noun):
        return Counted.PEOPLE
    if _MONEY.search(noun):
        return Counted.MONEY
    return Counted.THING if noun else Counted.UNKNOWN


def counted_by_unit(unit: str) -> Counted:
    """What a unit counts; a bare number tells nothing."""
    if unit in _PEOPLE_UNITS:
        return Counted.PEOPLE
    if unit in _MONEY_UNITS or unit.endswith("元"):
        return Counted.MONEY
    if unit in _RATE_UNITS:
        return Counted.RATE
    return Counted.THING if unit else Counted.UNKNOWN
