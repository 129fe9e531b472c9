"""The wording of questions that ask for a calculation, as regular expressions.

All are for the matching form. Groups: ``a`` and ``b`` are the operands, ``word`` the comparing
adjective, ``c`` what 哪 asks for, ``w`` what the extreme is of.
"""

import re

from rag.language.units import canonical_unit, unit_at

HOW_MANY = r"(?:多少|几多|几)"
MORE = "多高大长重早超强贵增升涨"
LESS = "少低小短轻晚差弱降减缩"
THAN = r"(?<![评对分占相无之百])[比较](?![例率重赛较武价如拟喻对分为方])"
COMPARING = rf"(?:(?:[提升]|增|新)高|增[加长多]|上升|[下降]降|减少|降低|[{MORE}{LESS}])"
WITH = r"(?:与|和|跟|同|及)"
CHANGED = (
    r"(?:增加|增长|增添|增多|多出|多|增|提高|上升|扩大|壮大|涨|升"
    r"|减少|减|少|下降|降低|降|缩小|缩减|变化)"
)
TOTAL = (
    r"(?:一共|总共|合计|总计|共计|加起来|加在一起|合起来|合在一起|相加|之和|总和|统统|全部算上|都算上|通共|累计"
    r"|共)"
)
COMPARED = re.compile(
    rf"^(?P<a>.+?){THAN}(?P<b>.{{1,60}}?)(?P<word>{COMPARING})(?P<tail>.{{0,8}}?{HOW_MANY}.*)$"
)
AGAINST = re.compile(
    rf"^(?P<pre>.*?)(?:与|和|跟|同|较|相比于|比起)(?P<b>.{{1,40}}?)(?:相比|比起来|比较|相较|[,，])[,，]?"
    rf"(?P<a>.{{1,60}}?)(?P<word>{COMPARING})(?P<tail>.{{0,8}}?{HOW_MANY}.*)$"
)
MINUS = re.compile(
    r"(?:拿|用|把|将|请)?(?P<a>[^,，。]{1,60}?)(?:减去|减掉|减|扣除|扣掉|除去)(?P<b>[^,，。]{1,60})"
)
APART = re.compile(
    rf"^(?P<a>.+?){WITH}(?P<b>.{{1,60}}?)(?:之间)?(?:相差|差了|之差|的差|差|相距)"
    rf"(?:是|为)?.{{0,4}}{HOW_MANY}"
)
CHANGE = re.compile(rf"{CHANGED}(?:了|出)?(?:大约|约)?{HOW_MANY}|差(?:了|着|距)?.{{0,3}}{HOW_MANY}")
RATE = re.compile(
    rf"{CHANGED}(?:了|幅)?(?:是|为|有)?(?:百分之(?:几|多少)|几成|{HOW_MANY}个?(?:%|百分比))"
    r"|增长率|增幅|涨幅|降幅"
)
TIMES = re.compile(rf"^(?P<a>.+?)(?:是|为|相当于|达到?|有)(?P<b>.{{1,60}}?)的?{HOW_MANY}倍")
PART = re.compile(
    rf"^(?P<a>.+?)占(?![地用据领])(?:了|到)?(?P<b>.{{1,60}}?)的?(?:百分之(?:几|多少)|比例|比重|几成|{HOW_MANY})"
)
SHARE = re.compile(
    r"占比|占(?![地用据领])(?:了)?(?:多少|百分之|几成|多大)|所占|比例|比重|百分之(?:几|多少)"
    r"|[率面](?:是|为|有)?多[少高大]"
)
EACH = re.compile(rf"平均(?P<pre>[^每]{{0,4}})每(?:一)?(?P<rest>.+?{HOW_MANY}.*)$")
REST = re.compile(
    rf"(?:没有|没|未能|未|还没|尚未|不曾|不是)(?P<b>[^,，。]{{1,14}}?)"
    rf"(?:的|掉的)[^,，。]{{0,12}}?{HOW_MANY}"
)
MOST = re.compile(
    r"(?:哪|那)(?:一)?(?P<c>年|届|次|个|家|类|种|项|样|期|支|所|回|场|批|方面|位|者)?"
    r"(?P<between>[^,，]{0,24}?)"
    r"(?:最|更|比较)(?P<w>[多少高低大小长短])|"
    r"最(?P<w2>[多少高低大小长短])的(?:是|为|属于)?(?:哪|什么|谁)(?:一)?"
    r"(?P<c2>年|届|次|个|家|类|种|项|样|期|支|所|回|场)?|"
    r"(?:更|比较)(?P<w3>[多少高低大小长短])的?(?:一方)?(?:是|为)?(?:哪|谁)(?:一)?"
    r"(?P<c3>年|届|次|个|家|类|种|项)?|"
    r"(?:哪|谁)(?:一)?(?P<c4>年|届|次|个|家|类|种|项|边|者|方)?"
    r"(?P<between4>[^,，]{0,12}?)(?P<w4>[多少高低大小])"
    r"(?:些|一些|一点|点)?(?:呢|啊)?[?？]?$"
)
YEARS_APART = re.compile(
    rf"(?:中断|停|隔|相隔|时隔|间隔|相距|相差|历时|经过|用|花|过|差|早|晚)了?(?:大约|约)?{HOW_MANY}年"
)
FROM_TO = re.compile(
    r"从(?P<a>[^,，]{1,40}?)(?:到|至)(?P<b>[^,，]{1,40}?)(?:[,，]|中间|之间|一共|总共|共|$)"
)
SPLIT = re.compile(r"、|以及|还有|再加上?|加上|外加|连同|[和与跟及同]")
ASKED = re.compile(rf"{HOW_MANY}(?P<scale>[万亿千百]*)(?P<rest>.*)$")
SHORT_YEAR = re.compile(r"(?P<year>\d\d)年")
RANGING = re.compile(r"[到至]")
NOUN = re.compile(r"[\u4e00-\u9fff]{1,6}")
COUNTED = re.compile(
    r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{1,5}$|(?<=[的年届次个家类里中])[\u4e00-\u9fff]{2,5}$"
    r"|[\u4e00-\u9fff]{2}$"
)
DIGITS = re.compile(r"(?P<n>[一二两三1-3])位小数")
MARKS = re.compile(r"[\s,，。；;:：、?？]+")


def unit_asked(folded: str) -> tuple[str, str, str]:
    """The unit, its scale (万) and the noun behind the last 多少 or 几."""
    if "百分点" in folded:
        return "百分点", "", ""
    found_all = list(re.finditer(HOW_MANY, folded))
    if not found_all:
        return ("%" if SHARE.search(folded) else ""), "", ""
    match = found_all[-1]
    asked = ASKED.match(folded, match.start())
    rest = asked["rest"] if asked else ""
    place = len(folded) - len(rest)
    if folded[: match.start()].endswith("百分之") or "占比" in folded:
        return "%", "", ""
    scale = asked["scale"] if asked else ""
    found = unit_at(folded, place)
    noun = NOUN.match(folded, place + len(found) if found else place)
    unit = canonical_unit(found) if found else ""
    if rest.startswith(("钱", "资金", "经费", "款")):
        return "元", scale, ""
    return unit, scale, noun.group() if noun else ""
