"""What the noun of a question says of its answer: 经费 is told in 元, 哪个医生 is 谁."""

from rag.language.patterns import late_regex

_PERSON = late_regex(
    r"(?:(?<![动惊感法个])人|(?<![前后何二再或作])者|(?:[会队教演船学社党团议委专职人官服务技雇驾饲保炊管查教评飞运]|成|指挥|战斗|检查|研究|售货)员"
    r"|(?<![卫民农派产])生(?!产)|[职矿女民技临徒帮长船路]工|(?:教|老|工程|律|厨|理发|牧|会计|农艺)师"
    r"|(?:专|作|画|科学|企业|艺术|音乐|书法|教育|思想|革命|慈善)家|娃娃?|孩子?|儿童|青年|姑娘|小伙子?|同志|干部?"
    r"|书记|主席|主任|经理|[厂校院局所站队县市省镇乡村科处部会行组班排连]长|代表|劳模|标兵|模范|教授|学者|院士|博士|硕士|战士|烈士|妇女|群众|农民|渔民|居民|牧民|户主)$"
)
_MONEY = late_regex(
    r"(?:经费|费用?|资金|款项?|投资|造价|工资|薪[水金酬]|津贴|补[贴助]|奖金|金额|单?价[格钱]?|成本|产值|收入|支出|税[收利]?|利[润税]|营业额"
    r"|销售额|财[产力]|存款|贷款|拨款|捐款|[会学党团房水电]费)$"
)
_COUNTED_PEOPLE = late_regex(r"人[数口]$")


def implied_unit(noun: str) -> str:
    """人 or 元 where the noun counted says so, "" where it does not."""
    if _COUNTED_PEOPLE.search(noun) or _PERSON.search(noun):
        return "人"
    return "元" if _MONEY.search(noun) else ""


def is_person(noun: str) -> bool:
    """Whether who is asked for by 哪个 and the noun is a person."""
    return _PERSON.search(noun) is not None
