"""What kind of answer a question asks for, told by its interrogative words.

Works on the matching form (``rag.language.normalise.fold``): simplified, half-width, lower
case. Chinese interrogatives stay in place (no fronting), so each one also shows which noun is
asked for: the words after 多少 or 几 name the unit. See Li and Thompson, Mandarin Chinese
(1981), chapter 18, for the inventory.

Not done here: it does not decide what the question is about (``rag.question``), and questions
that need several steps are only recognised, not solved.
"""

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from rag.language.asking_counts import RATE as _RATE
from rag.language.asking_counts import counted_noun, counting_verb, unit_and_noun, unit_wanted
from rag.language.calling import names_a_person
from rag.language.counted import Counted, counted_by_noun
from rag.language.patterns import late_regex
from rag.language.sought import sought


class Wanted(StrEnum):
    """The kind of answer."""

    QUANTITY = "quantity"
    DATE = "date"
    PERSON = "person"
    PLACE = "place"
    NAME = "name"
    LIST = "list"
    REASON = "reason"
    MANNER = "manner"
    DEFINITION = "definition"
    YES_NO = "yes_no"
    COMPARISON = "comparison"
    STATEMENT = "statement"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is wanted.

    ``unit`` is the unit asked for ("人", "元", "%") or "" where any will do; ``noun`` what is
    counted or named, or for a date what happened, as far as the words around the interrogative
    tell; ``verb`` what was done with what is counted (采纳 of 采纳了多少条); ``ordinal`` for 第几;
    ``duration`` for 多久.
    """

    kind: Wanted
    unit: str = ""
    noun: str = ""
    verb: str = ""
    ordinal: bool = False
    duration: bool = False


_MEASURE = (
    "个月|小时|分钟|平方米|平方公里|个人|个|名|位|家(?![庭属长])|户|人次|人|项(?!目)|件|起|份|次|场|期(?!刊)|届|批|"
    "条(?![件款例])|种(?!子)|类|所|间|座|处|支|队(?![员伍])|组(?!织)|班(?![级长组])|台|艘|辆|部(?![门队件])|册|本|"
    "篇|张|枚|套|吨|公斤|斤|元|块|亩|公顷|公里|米|包|把|只|头|站|天|周|岁|倍|成|步|方面|"
    "方|号(?!码)|级|代(?!表)|章(?!程)|节|卷|幅|首|笔|宗|对|双|门|棵|株|口(?![号罩])|幢|栋|层(?!次)|片|团(?![体员])|轮|道|段|句|字|页|瓶|箱|袋|"
    "年|日"
)
_MONEY = (
    r"(?:花|掏|拨|投|投入|投资|筹|筹集|捐|发|发放|罚|赚|挣|补助|补贴|给|出|用|拿)"
    r"(?:了|出|到|去|下)?"
)

_TAGGED = (
    r"(?:对不对|对[吗吧否]|是[吗吧]|没错吧|是真的吗?|是(?:这|那)样的?[吗吧]|属实[吗否]|[,，]是不是)[?？。]*$|"
    r"(?:名字|名称)(?!.{0,6}什么|.{0,6}啥)(?!.*告诉).*吗[?？]*$"
)
# A statement that is only asked by its mark: 旧职员全赶走了？ What has no predicate is a query.
_STATED = (
    r"^(?!.*(?:哪|甚|干[嘛吗]|多(?![?？])|几|还是|那年[?？]|是[?？]|列))(?:.*[了过]|"
    r".*(?:是|被|全|都|能|可以|即|就|还|也|曾|当过)[^,，]{2,}|(?!.*的[^的]{1,10}[?？]).{8,})[?？]+$"
)

_PARTICLE = (
    r"(?:吗|(?<!干)[嘛妈])(?=[?？!。]*$)|是不是|是否|有没有|有无|能不能|能否|可不可以|可否|对不对|吧(?=[?？]*$)|会不会|要不要|"
    r"(?P<v>[\u4e00-\u9fff])不(?P=v)|(?:了)?没有?(?=[?？]*$)|是吧(?=[?？]*$)|难道|曾否|没(?=[?？]*$)|(?<!要)不(?=[?？]+$)|[对是]否(?=[?？]*$)|"
    r"^(?:did|does|do|was|were|is|are|has|have|had|can|could)\b"
)
# 改名为什么, 被评为什么: what it became, not why; 改名为什么失败了 asks why. So is 名称为何.
_BECOMING = (
    r"(?:名[称字]|姓名|[全简旧原又校厂书刊会社地别人学]名|[全简旧原别]称|称号|职[务位业]|头衔|题目|标题|口号|主题|"
    r"[地校会厂社]址|地点|籍贯|前身|奖项|身份)为何(?=[?？。 ]*$)|"
    r"(?:[称评名选定誉列聘封译改变换转]|改组|扩建|合并|升格)[为成作做](?:什么|啥)"
    r"(?:(?:样的)?(?:企业|单位|公司|学校|名字|名称|称号|机构|组织|部门|职务|节日?|[厂校奖局所站队会]))?"
    r"(?=[了的呢啊]*[?？。]*$)"
)
# Order matters: the first rule that matches decides. Specific interrogatives come before the
# words they contain (多少钱 before 多少), contents before the yes/no particles, because
# "知道有多少人吗" asks for a number.
_RULES: tuple[tuple[Wanted, str, dict[str, object]], ...] = (
    # A tag asks for no more than yes or no, whatever words stand before it.
    (Wanted.YES_NO, _TAGGED, {}),
    (Wanted.NAME, _BECOMING, {}),
    (Wanted.REASON, r"为什么|为何|为啥|因何|缘何|\bwhy\b", {}),
    (
        Wanted.COMPARISON,
        r"比.{1,30}?(?:多|少|高|低|大|小|长|短)(?:了|出)?(?:多少|几)|相差(?:多少|几)?|差(?:了)?多少|"
        r"(?:谁|哪个|哪家|哪年|哪一年|哪届|哪次|哪一届).{0,12}?(?:更|最)(?:多|少|高|低|大|小|早|晚)|"
        r"(?:谁|哪个|哪家|哪年|哪一年)(?:的)?.{0,10}?(?:多|高|早)(?=[?？呢啊]?$)|"
        r"加起来|加在一起|(?<![结联综])合起来(?!的)|之和|总和|一共.{0,20}?两(?:年|次|届)|"
        r"how many more|how much more|"
        r"多几(?:个|名|人|家|项|倍)|几倍|多少倍|翻了几番",
        {},
    ),
    (Wanted.PLACE, r"哪一?条(?:路|街|巷|大街|马路)|[路街巷弄]几号", {}),
    (
        Wanted.QUANTITY,
        r"多长时间|(?<![没不])多久|多少时间|多少?年头|\bhow long\b",
        {"duration": True},
    ),
    (
        Wanted.DATE,
        r"什么时候|什么时间|什么年代|什么年份|啥时候|啥时间|何时|何年何月|何年|何月|何日|"
        r"哪一年|哪年|哪一天|"
        r"哪天|哪个月|哪月|哪一日|哪日|哪个年份|几时|几几年|几月几[日号]|几月|(?<![路街巷弄道里])几[号](?![楼线])|"
        r"(?:日期|时间|年份)(?:是|为|在)?(?=[?？]?$)|\bwhen\b|"
        r"\b(?:what|which) (?:year|date|day|month)\b",
        {},
    ),
    (
        Wanted.QUANTITY,
        r"百分之(?:几|多少)|几成|"
        + _RATE
        + r".{0,6}?(?:多少|几|多高|多大)|多(?:大|高)(?:的)?"
        + _RATE
        + r"|(?:多少|几个)百分点|what (?:percentage|share|proportion|percent)|"
        + _RATE
        + r"(?=[?？]?$)",
        {"unit": "%"},
    ),
    (
        Wanted.QUANTITY,
        r"多少(?:钱|元|块钱|资金|经费|款|金额)|几多(?:钱|元)|几个钱|几(?:块钱|万元|元|毛)钱?|"
        + _MONEY
        + r"(?:多少(?=[?？呢啊]?$)|几块)|"
        r"金额.{0,6}?(?:多少|几)|\bhow much (?:money|funding)\b",
        {"unit": "元"},
    ),
    (
        Wanted.QUANTITY,
        r"多大的?(?:年纪|年龄|岁数|年岁)|(?:年纪|年龄|岁数)(?:有|是|为|该)?(?:多大|几何)|高寿(?=(?:是?多少|几何|呢)?[?？]*$)|享年(?=[?？]*$)",
        {"unit": "岁"},
    ),
    (
        Wanted.QUANTITY,
        rf"第(?:几|多少)(?P<unit>{_MEASURE})?",
        {"ordinal": True},
    ),
    (
        Wanted.QUANTITY,
        rf"(?:几多|多少|(?<![头前后近这那好十哪期周拜])几|若干)(?:多|来|万|千|百)?(?P<unit>{_MEASURE})?(?P<noun>[\u4e00-\u9fff]{{0,6}})",
        {},
    ),
    (
        Wanted.QUANTITY,
        r"(?:人数|数量|总数|总额|数目|个数|面积|总量|产量|产值|规模|价值)(?:是|为|有|达)?(?:多大)?(?=[?？呢]?$)|"
        r"多(?:高|大|重|远|快|宽|深|长|厚)(?!的?时间)|\bhow (?:many|much)\b",
        {},
    ),
    (
        Wanted.REASON,
        r"为什么|为何|为啥|何故|缘何|因何|什么原因|原因(?:是什么|何在|在哪)?|出于什么|怎么会|凭什么|"
        r"目的(?:是什么|何在|在于什么)|为了什么|图什么|\bwhy\b",
        {},
    ),
    (
        Wanted.LIST,
        r"哪些|哪几|哪[二三四五六七八九十两\d]+|都有(?:谁|什么|啥)|有(?:什么|啥)(?!时候)|"
        r"分别(?:是|有|叫|为)(?:什么|谁|啥)?|列出|列举|包括(?:什么|啥)|包含(?:什么|啥)|(?<![那这])几样|"
        r"什么和什么|\bwhat are\b|\blist\b|\bwhich (?:ones|two|three|four|five)\b",
        {},
    ),
    (
        Wanted.DEFINITION,
        r"什么意思|啥意思|(?<!主题)(?<!口号)(?<!题目)(?<!标题)(?<!职务)(?<!职位)(?<!身份)"
        r"(?<!号码)(?<!前身)(?<![的名者因点式物标奖称书剧歌])是(?:什么|啥)(?=[?？呢]*$)|"
        r"指(?:的是)?(?:什么|啥)|何谓|何为|什么叫|什么是|啥叫|啥是|含义|定义|"
        r"怎么(?:解释|理解)|\bwhat (?:is|was) (?:a|an|the meaning)\b|"
        r"\bwhat does .{1,60}? mean\b|\bmeaning of\b",
        {},
    ),
    (Wanted.PERSON, r"谁|哪位|什么人|哪个人|何人|哪个同志|\bwho\b|\bwhom\b|\bwhose\b", {}),
    (
        Wanted.PLACE,
        rf"哪里|哪儿|何处|何地|什么地方|啥地方|在哪(?!年|些|一|{_MEASURE})|(?:地址|地点)(?:是|在)?(?:什么)?|\bwhere\b",
        {},
    ),
    (
        Wanted.NAME,
        rf"叫(?:做|作)?(?:什么|啥)|什么名(?:字|称)|哪一?(?:{_MEASURE}|[省市县区镇村国校厂局部])|"
        r"名称|名字|何(?:种|名|书|奖)|\bwhich\b|\bwhat (?:name|title)\b|\bname of\b",
        {},
    ),
    (
        Wanted.MANNER,
        r"怎么样|怎么|怎样|如何|咋|何以|什么(?:方式|办法|方法|途径|做法|措施)|\bhow\b",
        {},
    ),
    (Wanted.NAME, r"什么|啥|何(?=\S)|\bwhat\b", {}),
    (
        Wanted.YES_NO,
        _PARTICLE + "|" + _STATED,
        {},
    ),
)
_COMPILED = tuple((kind, late_regex(pattern), extra) for kind, pattern, extra in _RULES)


def asked(folded: str) -> Asked:
    """The kind of answer that the question wants.

    Args:
        folded: the question in its matching form.

    Returns:
        The first rule's reading; ``STATEMENT`` where no interrogative word stands (a terse
        query such as "1984年 会员").
    """
    for kind, pattern, extra in _COMPILED:
        match = pattern.search(folded)
        if match is None:
            continue
        groups = unit_and_noun(match.groupdict())
        made = Asked(
            kind=kind,
            unit=str(
                extra.get(
                    "unit",
                    _PERSONS.get(groups.get("unit") or "")
                    or groups.get("unit")
                    or _people(groups.get("noun") or ""),
                )
            ),
            noun=counted_noun(folded, match, str(extra.get("unit", "")))
            if kind is Wanted.QUANTITY
            else groups.get("noun") or _noun(kind, folded),
            verb=counting_verb(folded, match) if kind is Wanted.QUANTITY else "",
            ordinal=bool(extra.get("ordinal", False)),
            duration=bool(extra.get("duration", False)),
        )
        return _by_noun(made, folded)
    unit = unit_wanted(folded)
    return Asked(Wanted.QUANTITY, unit) if unit else Asked(Wanted.STATEMENT)


_BECAME = late_regex(_BECOMING)


def asks_what_it_became(folded: str) -> bool:
    """Whether 为什么 is no why: 改名为什么, 被评为什么."""
    return _BECAME.search(folded) is not None


_MARKED = late_regex(f"{_TAGGED}|{_PARTICLE}")


def only_stated(folded: str, kind: Wanted) -> bool:
    """Whether nothing but a question mark makes it a yes or no question: 旧职员全赶走了？ Many such
    are none, but name what is sought: 华侨抗敌后援总会会长？"""
    return kind is Wanted.YES_NO and _MARKED.search(folded) is None


def _by_noun(made: Asked, folded: str) -> Asked:
    """With what the noun asked for implies: 几个孩子 counts people, 哪个医生 asks who."""
    if made.kind is Wanted.QUANTITY:
        if not made.unit:
            return replace(made, unit=unit_wanted(folded))
        people = made.unit == "个" and counted_by_noun(made.noun) is Counted.PEOPLE
        return replace(made, unit="人") if people else made
    if made.kind is Wanted.NAME and names_a_person(folded, made.noun):
        return replace(made, kind=Wanted.PERSON, noun="谁")
    return made


_PERSONS = {"个人": "人", "号人": "人", "口人": "人"}
WHEN = (
    r"什么时候|什么时间|啥时候|啥时间|何时|何年何月何?日?|何年|何月|何日|哪一?年(?:哪一?月)?(?:哪一?[天日])?|哪一?天|"
    r"哪个?月|几时|几几年|几月几[日号]|几月"
)
"""The interrogatives of time, to be put into a pattern."""
_WHEN = late_regex(WHEN)
_WORDS = late_regex(r"[\u4e00-\u9fff]+")
_PARTICLES = late_regex(r"^(?:才|就|又|开始|正式|全部|都|被|给)+|[的了吗呢啊过]+$|的事$")


def _predicate(folded: str) -> str:
    """What happened, in a question of when: 移交 of 哪年移交, 开工 of 开工是什么时候."""
    match = _WHEN.search(folded)
    if match is None:
        return ""
    after = _WORDS.match(folded[match.end() :])
    words = _PARTICLES.sub("", _PARTICLES.sub("", after.group())) if after else ""
    if len(words) > 1:
        return words[:4]
    before = re.sub(r"(?:是在?|在|于)$", "", folded[: match.start()].rstrip())
    return _PARTICLES.sub("", before)[-2:]


def _people(noun: str) -> str:
    """人 where people are counted without a measure word: 多少参加的人."""
    return "人" if noun.endswith("的人") else ""


def _noun(kind: Wanted, folded: str) -> str:
    """The noun that a question for a name or a list asks for: 企业 of 哪家企业."""
    if kind is Wanted.PERSON:
        return "谁"
    if kind is Wanted.DATE:
        return _predicate(folded)
    said = sought(folded)
    if said is not None and said.noun:
        return said.noun
    return "哪里" if kind is Wanted.PLACE else ""
