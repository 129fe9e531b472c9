"""The wording of questions that ask for a calculation, as regular expressions.

All are for the matching form. Groups: ``a`` and ``b`` are the operands, ``word`` the comparing
adjective, ``c`` what 哪 asks for, ``w`` what the extreme is of.
"""

import re

from rag.language.patterns import late_regex
from rag.language.units import canonical_unit, unit_at

HOW_MANY = r"(?:多少|几多|若干|几)"
MORE = "多高大长重早超强贵增升涨"
LESS = "少低小短轻晚差弱降减缩"
THAN = r"(?<![评对分占相无之百])[比较](?![例率重赛较武价如拟喻对为方]|分(?![到给在配布属]))"
COMPARING = rf"(?:(?:[提升]|增|新)高|增[加长多]|上升|[下降]降|减少|降低|[{MORE}{LESS}])"
WITH = r"(?:与|和|跟|同|及)"
CHANGED = (
    r"(?:增加|增长|增添|增多|多出|多|增|提高|上升|扩大|壮大|涨|升"
    r"|减少|减|少|下降|降低|降|缩小|缩减|变化)"
)
TOTAL = (
    r"(?:一共|总共|合计|总计|共计|[加合凑算](?:起来|拢|[到在]?一(?:起|块儿?|道))|相加|之和|总和|统统|全部算上|都算上|通共|累计"
    r"|共)"
)
COMPARED = late_regex(
    rf"^(?P<a>.+?){THAN}(?P<b>.{{1,60}}?)(?P<word>{COMPARING})(?P<tail>.{{0,8}}?{HOW_MANY}.*)$"
)
AGAINST = late_regex(
    rf"^(?P<pre>.*?)(?:与|和|跟|同|较|相比于|比起)(?P<b>.{{1,40}}?)(?:相比|比起来|比较|相较|[,，])[,，]?"
    rf"(?P<a>.{{1,60}}?)(?P<word>{COMPARING})(?P<tail>.{{0,8}}?{HOW_MANY}.*)$"
)
# 甲跟乙比，差了多少
VERSUS = late_regex(
    rf"^(?P<a>.+?){WITH}(?P<b>.{{1,40}}?)(?:相比较?|比起来|比较|相较|比)[,，]?"
    rf"(?:一共|总共)?(?P<word>差|{COMPARING})(?P<tail>.{{0,8}}?{HOW_MANY}.*)$"
)
MINUS = late_regex(
    r"(?:拿|用|把|将|请)?(?P<a>[^,，。]{1,60}?)(?:减去|减掉|减(?![免租息刑灾税负薪产员排])|扣除|扣掉|除去)(?P<b>[^,，。]{1,60})"
)
APART = late_regex(
    rf"^(?P<a>.+?){WITH}(?P<b>.{{1,60}}?)(?:之间)?(?:相差|差了|之差|的差|差|相距)"
    rf"(?:是|为)?.{{0,4}}{HOW_MANY}"
)
CHANGE = late_regex(
    rf"{CHANGED}(?:了|出)?(?:大约|约)?{HOW_MANY}|差(?:了|着|距)?.{{0,3}}{HOW_MANY}"
    rf"|[多少][\u4e00-\u9fff]{{1,3}}了?(?:大约|约)?{HOW_MANY}"
)
# 增长了几倍, 翻了几倍, 翻了几番
MULTIPLIED = late_regex(rf"(?P<word>翻|{CHANGED})(?:了|出)?(?:大约|约)?{HOW_MANY}(?P<unit>倍|番)")
RATE = late_regex(
    rf"{CHANGED}(?:了|幅)?(?:是|为|有)?(?:百分之(?:几|多少)|几成|{HOW_MANY}个?(?:%|百分比))"
    r"|增长率|增幅|涨幅|降幅"
)
TIMES = late_regex(rf"^(?P<a>.+?)(?:是|为|相当于|达到?|有)(?P<b>.{{1,60}}?)的?{HOW_MANY}倍")
PART = late_regex(
    rf"^(?P<a>.+?)占(?![地用据领比有])(?:了|到)?(?P<b>.{{1,60}}?)的?(?:百分之(?:几|多少)|比例|比重|几成|{HOW_MANY})"
)
SHARE = late_regex(
    r"占比|占(?![地用据领有])(?:了|到)?(?:多少(?![\u4e00-\u9fff])|百分之|几成|多大)|所占|比例|比重|百分之(?:几|多少)"
    r"|[率面](?:是|为|有)?多[少高大]"
)
# 除去乙，还剩多少; 除了乙，其余的有多少
LEFT = late_regex(
    rf"(?:除去|除了|除开|除|扣除|去掉|减去)(?P<b>[^,，。]{{1,16}}?)(?:以外|之外|外|的)?[,，]?"
    rf"(?:的话)?(?P<rest>还?剩下?|其余|剩余|余下|另外|其他|别的)(?P<tail>[^,，。]{{0,10}}?{HOW_MANY})"
)
REST = late_regex(
    rf"(?:没有|没|未能|未|还没|尚未|不曾|不是)(?P<b>[^,，。]{{1,14}}?)"
    rf"(?:的|掉的)[^,，。]{{0,12}}?{HOW_MANY}"
)
MOST = late_regex(
    r"第[二三四五2-5](?P<w5>[多高大长少低小短])的?(?:是|为)?(?:哪|什么|谁)(?:一)?"
    r"(?P<c5>年|届|次|个|家|类|种|项|样|期|支|所|回|场)?|"
    r"(?:哪|那|(?<!任)何(?=[年届次项类种者期]))(?:一)?(?P<c>年|届|次|个|家|类|种|项|样|期|支|所|回|场|批|方面|位|者)?"
    r"(?P<between>[^,，]{0,24}?)"
    r"(?:最|更|比较)(?P<w>[多少高低大小长短]|[贵轻重](?![重松视要大点]))|"
    r"最(?P<w2>[多少高低大小长短贵重轻])[的者](?:是|为|属于)?(?:哪|何|什么|谁)(?:一)?"
    r"(?P<c2>年|届|次|个|家|类|种|项|样|期|支|所|回|场)?|"
    r"(?:更|比较)(?P<w3>[多少高低大小长短])的?(?:一方)?(?:是|为)?(?:哪|谁)(?:一)?"
    r"(?P<c3>年|届|次|个|家|类|种|项)?|"
    r"(?:哪|谁)(?:一)?(?P<c4>年|届|次|个|家|类|种|项|边|者|方)?"
    r"(?P<between4>[^,，]{0,12}?)(?P<w4>[多少高低大小])"
    r"(?:些|一些|一点|点)?(?:呢|啊)?[?？]?$"
)
# 好几年, 那几年 and 十几年 ask nothing.
_LONG = rf"(?:(?<![好那这十近头首]){HOW_MANY}个?(?:年|月)|多久|多长时间|多少时间)"
YEARS_APART = late_regex(
    rf"(?:中断|停|隔|相隔|时隔|间隔|相距|相差|历时|经过|用|花|过|差|早|晚)了?(?:大约|约)?{_LONG}"
)
BETWEEN = late_regex(
    rf"^(?P<a>.+?){WITH}(?P<b>.{{1,40}}?)(?:之间|中间)?(?:相隔|间隔|隔|相距|时隔|相差|差)了?(?:大约|约)?{_LONG}"
)
# 甲自乙至丙，历时若干年; 从乙到丙，中间停了几年; 乙那年跟丙隔了几年
_APART = (
    r"(?:(?:一共|总共|前后|前前后后)?(?:历时|历经|相隔|相距|间隔|时隔|隔|经过|经历)"
    r"|(?:一共|总共)?(?:前后|前前后后|中间|其间|期间)[过停断用花等]?)"
)
_REACHED = (
    rf"(?:那一?年)?(?:之间)?[,，]?(?:{{verb}})了?(?:大约|约)?{_LONG}[的了呢啊]*"
    r"(?:\([^()]*\))?[?？]?$"
)
_TO = r"(?<![甚截以直达得感收遇受做找])[到至](?![今少底于此多])"
REACHING = (
    # Without 从 or 自 words for being apart have to tell that two events are meant.
    late_regex(
        rf"^(?P<a>.*?(?:从|自(?![治动然费行愿己身主来])|打从?|由).+?)(?:那一?年)?[,，]?{_TO}(?P<b>[^到至]{{2,40}}?)"
        + _REACHED.format(verb=rf"{_APART}|[过停断用花等撑熬办干]|")
    ),
    late_regex(
        rf"^(?P<a>.+?)(?:那一?年)?[,，]?{_TO}(?P<b>[^到至]{{2,40}}?)" + _REACHED.format(verb=_APART)
    ),
    late_regex(
        r"^(?P<a>.+?那一?年)[,，]?(?:跟|离(?![开休职任退]))(?P<b>[^跟离]{2,40}?)"
        + _REACHED.format(verb=_APART)
    ),
)
# 甲之后隔了几年才乙; 甲多少年后乙
SINCE = late_regex(
    rf"^(?P<a>.+?)(?:之后|以后|后|以来)?[,，]?(?:又|才)?(?:隔|过|时隔|间隔)了?(?:大约|约)?{_LONG}"
    r"(?:之后|以后|后)?[,，]?(?:才|又|就)?(?P<b>[^?？()]{2,}?)[的了呢啊]*[?？]?$"
)
# 停了几年才恢复; 办了几年就停: of one thing both
STOPPED = late_regex(
    r"^(?P<a>.+?)(?P<verb>停[办产工业用止顿刊课学演]?|中断|关[闭停]?|撤[销并]?|荒废|搁置)"
    rf"(?:过|了)?(?:大约|约)?{_LONG}(?:之后|以后|后)?[,，]?(?:才|又|就|便|再)+"
    r"(?P<b>[^?？()]{2,}?)[的了呢啊]*[?？]?$"
)
LASTED = late_regex(
    rf"^(?P<a>.+?)(?P<verb>开办|开设|开业|营业|出版|发行|成立|存在|办|开)了?(?:大约|约)?{_LONG}"
    r"[,，]?(?:之后|以后|后|就|便|又|才|即)+(?P<b>被?(?:停|关|撤|解散|合并|并入|倒|终|散|歇)"
    r"[^?？()]*?)[的了呢啊]*[?？]?$"
)
LATER = late_regex(
    rf"^(?P<a>.+?(?:成立|建立|建成|创办|开办|创立|创建|设立|组建|开业|投产|通车|开工|动工))以?后?来?了?{_LONG}"
    r"(?:之后|以后|后|时|的时候)[,，]?(?:才|又|就)?(?P<b>.+?)[的了呢啊]*[?？]?$"
)
EARLIER = late_regex(rf"^(?P<a>.+?){THAN}(?P<b>.{{1,40}}?)(?P<word>[早晚])了?{_LONG}")
# 修了几年, 任职多久: the beginning and the end of one thing.
LASTING = late_regex(
    rf"^(?P<a>.+?)(?P<verb>建设|修建|建造|施工|工程|修|建|造|任职|任期|在任|担任|任|当|做)"
    rf"(?P<role>[^,，]{{0,6}}?)(?:一共|总共|前后)?(?:用|花|历时|持续|当|做|干)?了?(?:有|是|为)?(?:大约|约)?{_LONG}"
)
FROM_TO = late_regex(
    r"从(?P<a>[^,，]{1,40}?)(?:到|至)(?P<b>[^,，]{1,40}?)(?:[,，]|中间|之间|一共|总共|共|$)"
)
# 三所学校一共, 两镇合计: members that the question only counts.
COUNTED_MEMBERS = late_regex(
    r"(?P<n>[两二三四五六七八九十\d]+)(?:个|所|家|支|座)?"
    r"(?P<kind>校|厂|镇|乡|县|区|站|村|院|局|社|队|学校|医院|单位|公司|企业|部门|代表[队团]|水库|地|者)"
    r"(?![\u4e00-\u9fff]*[、])"
)
RANK = late_regex(
    r"第(?P<n>[二三四五2-5])(?=[多高大长少低小短])|(?:排|居|列)第(?P<n2>[二三四五2-5])"
)
SPLIT = late_regex(r"、|以及|还有|再加上?|加上|外加|连同|[和与跟及同]")
ASKED = late_regex(rf"{HOW_MANY}(?P<scale>[万亿千百]*)(?P<rest>.*)$")
SHORT_YEAR = late_regex(r"(?P<year>\d\d)年")
RANGING = late_regex(r"[到至]")
NOUN = late_regex(r"[\u4e00-\u9fff]{1,6}")
COUNTED = late_regex(
    r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{1,5}$|(?<=[的年届次个家类里中])[\u4e00-\u9fff]{2,5}$"
    r"|[\u4e00-\u9fff]{2}$"
)
DIGITS = late_regex(r"(?P<n>[一二两三1-3])位小数")
MARKS = late_regex(r"[\s,，。；;:：、?？]+")


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
    share = folded[: match.start()].endswith("百分之") or "占比" in folded
    if share or SHARE.search(folded, max(0, match.start() - 3)):
        return "%", "", ""
    scale = asked["scale"] if asked else ""
    found = unit_at(folded, place)
    noun = NOUN.match(folded, place + len(found) if found else place)
    unit = canonical_unit(found) if found else ""
    if rest.startswith(("钱", "资金", "经费", "款")):
        return "元", scale, ""
    return unit, scale, noun.group() if noun else ""
