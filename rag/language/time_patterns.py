"""The grammar of time expressions, as regular expressions over folded text.

Every pattern is matched at a place, or searched with bounded look-around, so scanning is linear.
"""

from functools import cache
from re import VERBOSE, Pattern
from re import compile as compile_pattern

HAN = "〇零一二三四五六七八九"
MONTH = "(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九正冬腊])"
DAY = (
    "(?:3[01]|[12][0-9]|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|卅一?"
    "|初[一二三四五六七八九十]|[一二三四五六七八九])"
)
YEAR = f"(?:[12][0-9]{{3}}|[一二][{HAN}]{{3}})"
LINK = r"(?:\ ?(?:-{1,2}|~|至|到|直至|直到|to|and)\ ?)"
_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    "|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
# What may stand before a two-digit or bare year: the start of a clause, a preposition, or the
# last character of an organisation's or a place's name.
_YEAR_LEFT = "跟比同较在于自从到至截止是和与、，。；:（(,;!?！？~ '\"“《》以为及对像\\-"
_NAME_END = "局会市厂县省司校院区部里乡镇村社团队委办处站店港们工人"
_NOT_DURATION = (
    r"(?!\ ?(?:代|级|来|间|以?后|以?前|之|多(?![出了多少几]|[^，。,]{0,3}(?:多少|几))|余|内|的?历史"
    r"|左右|制|期|限|龄|以上|以下|上下|里|长|半"
    r"|如一日|工龄|时间|功夫|寿|华|岁|度|的?光阴|或|不|就|才))"
)
# What holds a list of years together, and what says at its end that they are: 1995、1996两年.
_BESIDE = "[、和与及跟]"
_YEARS_COUNTED = r"(?:\ ?(?:[这那]几|[这那]?[两二三四五六七八九])个?年(?:头|份)?(?![级代]))"
# 13到17年 opens what is told of these years; 干了13到17年 tells how long.
_YEARS_TOLD = (
    r"年(?=[\s\S])"
    r"(?!\ ?(?:代|级|以|之|的?(?:时间|历史|光阴|功夫|期)|左右|多(?![出了少几])|余|后|前))"
)
_FIRST = f"0-9a-z{HAN}十廿卅正冬腊公西上下中本新同当是该那这此次翌第明来今去前头后全年其尔以之岁月"
_TRIGGER = rf"""
(?=['{_FIRST}])(?:
(?P<iso>(?<![0-9a-z./-])(?P<iso_y>[12][0-9]{{3}})(?P<sep>[-./])(?P<iso_m>0?[1-9]|1[0-2])
    (?:(?P=sep)(?P<iso_d>3[01]|[12][0-9]|0?[1-9])(?!\ ?年))?
    (?![0-9a-z%‰]|[-./][0-9]|\ ?[年万亿千百多余]))
|(?P<cent>(?<![0-9十])(?P<cent_n>[0-9]{{1,2}}|[廿二]?十?[一二三四五六七八九]|二?十|廿|上个?|本|新)
    \ ?世纪(?:\ ?(?P<cd>[0-9]0|[{HAN}]十|[{HAN}][{HAN}]十|零零|〇〇|[{HAN}]〇)\ ?年代)?)
|(?P<dec>(?<![0-9{HAN}十])(?P<dec_n>[12][0-9]{{2}}0|[一二][{HAN}]{{2}}〇|[0-9]0|[{HAN}][{HAN}]?十
    |零零|〇〇|[{HAN}]〇)\ ?年代)
|(?P<bc>(?:公元前|西元前)\ ?[0-9{HAN}十百千]{{1,6}}\ ?(?:年|世纪))
|(?P<ad>(?:公元|西元)\ ?(?P<ad_y>[0-9]{{1,4}}|[{HAN}]{{3,4}})\ ?年(?![代级]))
|(?P<y4>(?<![0-9.{HAN}])(?<![0-9],)(?P<y4_y>{YEAR})\ ?年(?:度|份)?(?![代级]|来\ ?[的未]|的?历史))
|(?P<ranged2>(?<![0-9a-z.{HAN}十])(?P<ranged2_y>[0-9]{{2}})
    (?:(?={LINK}[0-9]{{2}}{_YEARS_COUNTED})|(?<=[0-9]{{2}}[至到~-][0-9]{{2}})(?={_YEARS_COUNTED})
    |(?:(?<![\s\S][0-9]{{2}})|(?<=[，,。;；比较][0-9]{{2}}))(?={LINK}[0-9]{{2}}{_YEARS_TOLD})
    |(?:(?<![\s\S][0-9]{{2}}[至到~-][0-9]{{2}})|(?<=[，,。;；比较][0-9]{{2}}[至到~-][0-9]{{2}}))
    (?<=[0-9]{{2}}[至到~-][0-9]{{2}})\ ?{_YEARS_TOLD}))
|(?P<y2>(?:(?<=['{_YEAR_LEFT}{_NAME_END}])|(?<![\s\S]))(?<![期限龄间命]为)
    (?P<y2_y>[0-9]{{2}}|[{HAN}]{{2}})\ ?年{_NOT_DURATION})
|(?P<y2d>(?<![0-9{HAN}十第])(?P<y2d_y>[0-9]{{2}}|[{HAN}]{{2}})\ ?年(?=年?[底末初]|[春夏秋冬](?!节)
    |[上下]半年|第?[一二三四1-4]季度|\ ?{MONTH}\ ?月))
|(?P<bare2>(?<![0-9a-z.{HAN}十])(?P<bare2_y>[04-9][0-9]|[〇零四五六七八九][{HAN}])
    (?:(?={LINK}(?:[0-9]{{2}}|[{HAN}]{{2}})\ ?年)
    |(?={_BESIDE}(?:[0-9]{{2}}|[{HAN}]{{2}})\ ?年{_NOT_DURATION})))
|(?P<listed2>(?<![0-9a-z.{HAN}十])(?P<listed2_y>[04-9][0-9]|[〇零四五六七八九][{HAN}])
    (?:(?=(?:{_BESIDE}(?:[0-9]{{2}}|[{HAN}]{{2}})){{1,9}}{_YEARS_COUNTED})
    |(?<=[0-9{HAN}]{{2}}{_BESIDE}[0-9{HAN}]{{2}})(?={_YEARS_COUNTED})))
|(?P<that2>(?<=那)(?P<that2_y>[0〇零][0-9{HAN}]|[5-9][0-9])\ ?年(?![级代]))
|(?P<gloss>(?<=[一-龥])(?:[{HAN}十廿卅]{{1,4}}|[0-9]{{1,2}}|元)\ ?年
    (?=\ ?\((?:公元|西元)?(?P<gloss_y>[0-9]{{3,4}})\ ?年?\)))
|(?P<glossed>(?<=[一-龥])(?:[{HAN}十廿卅]{{1,4}}|[0-9]{{1,2}}|元)\ ?年(?=\)))
|(?P<bare>(?<![0-9a-z.,/])(?P<bare_y>[12][0-9]{{3}})(?:
    (?=\ ?(?:首届|第[一二三四五六七八九十0-9]))
    |(?=年?[初末底](?![步级中等价层线数]))
    |(?={LINK}(?:[12][0-9]{{3}}|[0-9]{{2}}\ ?年)(?![0-9]))
    |(?=(?:{_BESIDE}[12][0-9]{{3}}){{1,9}}(?:\ ?年|{_YEARS_COUNTED}))
    |(?<=[12][0-9]{{3}}{_BESIDE}[12][0-9]{{3}})(?={_YEARS_COUNTED})))
|(?P<alone>(?:(?<![\s\S])|(?<=[在于自从到至(])|(?<=\(\ )|(?<=[0-9]{{4}}[-~])
    |(?<=the\ )|(?<=in\ )|(?<=since\ )|(?<=from\ )|(?<=and\ )
    |(?<=of\ )|(?<=by\ )|(?<=to\ )|(?<=until\ )|(?<=till\ )|(?<=before\ )|(?<=after\ )|(?<=year\ )
    |(?<=during\ )|(?<=early\ )|(?<=late\ ))(?P<alone_y>1[89][0-9]{{2}}|20[0-9]{{2}})
    (?![0-9a-z%‰]|[.,][0-9]|\ ?[多余万亿千百几来个名人元条家户件次张位份只吨亩台所期场项册]))
|(?P<same>同一?年度?|当年度?|是年|本年度?|该年度?|那年|那一年|这一?年|此年|次年|翌年|第二年|明年|来年|今年|去年
    |上一?年度?|前一?年|头一年|后年|全年|年内)
|(?P<month_same>同月|当月|本月|是月|该月|次月|翌月)
|(?P<day_same>同日|当日|是日|次日|翌日|当天|第二天)
|(?P<then>此后|其后|尔后|此前|(?:(?<=[，。；:(])|(?<![\s\S]))(?:以后|之后|以前|之前))
|(?P<ago>(?<![0-9{HAN}十百千万几数多近约过第.])
    (?P<ago_n>[0-9]{{1,2}}|[一二两三四五六七八九十]{{1,3}})\ ?年
    (?P<ago_w>(?:以|之)?[后前](?![期来者半])|间|(?<=年)来))
|(?P<part>(?<![0-9{HAN}百])(?:年[底末初终](?!级)|岁末|前三季度|[上下]半年|第[一二三四1-4]季度
    |(?<![前])[一二三四]季度))
|(?P<month_part>(?<![月个])(?:月[底末初]|[上中下]旬))
|(?P<m>(?<![0-9{HAN}十个第每.])(?P<m_m>{MONTH})\ ?月(?![饼亮球薪息租票嫂经刊牙光]))
|(?P<d>(?<![0-9{HAN}十第每近期月、]|\.)(?P<d_d>3[01]|[12][0-9]|0?[1-9]|三十一?|二?十[一二三四五六七八九]|二十|廿.?)
    \ ?日(?![内间后前游夜电用志本]))
|(?P<d_to>(?<=[至到~-])(?P<d_to_d>{DAY})\ ?[日号](?![内间后前]))
|(?P<en_mdy>\b(?P<en_m1>{_MONTHS})\.?\ (?P<en_d1>[0-3]?[0-9])(?:st|nd|rd|th)?,?
    \ (?P<en_y1>[12][0-9]{{3}})\b)
|(?P<en_dmy>\b(?P<en_d2>[0-3]?[0-9])(?:st|nd|rd|th)?\ (?:of\ )?(?P<en_m2>{_MONTHS})\.?,?
    \ (?P<en_y2>[12][0-9]{{3}})\b)
|(?P<en_my>\b(?P<en_m3>{_MONTHS})\.?,?\ (?:of\ )?(?P<en_y3>[12][0-9]{{3}})\b)
|(?P<en_dec>\b(?:(?P<en_p>early|mid|late)[-\ ])?(?:the\ )?(?P<en_c>[12][0-9]{{2}}0)'?s\b))
"""


@cache
def trigger_pattern() -> Pattern[str]:
    """Everything that can begin a time expression, but for names, reigns and plans."""
    return compile_pattern(_TRIGGER, VERBOSE)


@cache
def month_day_pattern() -> Pattern[str]:
    """Month and day right after a year."""
    return compile_pattern(
        rf" ?(?P<month>{MONTH}) ?月(?:份)?(?: ?(?P<day>{DAY}) ?[日号](?![召称内]))?(?![饼亮球])"
    )


@cache
def day_pattern() -> Pattern[str]:
    """A day right after a month."""
    return compile_pattern(rf"份? ?(?P<day>{DAY}) ?[日号](?![召称内])")


@cache
def year_part_pattern() -> Pattern[str]:
    """A part of a year right after it."""
    return compile_pattern(
        " ?(?:年?(?P<edge>[底末](?![层蕴线数子价薪色级])|初(?![步级中等心衷试审稿具期]))"
        "|年(?P<mid>中)"
        "|(?P<half>[上下前后]半年)|(?P<three>前三季度)|第?(?P<quarter>[一二三四1-4]) ?季度"
        "|(?P<season>[春夏秋冬])(?!节|运|风|雨|训|荒|播|收|耕|晚)[季天]?)"
    )


@cache
def month_part_pattern() -> Pattern[str]:
    """A part of a month right after it."""
    return compile_pattern(
        "份? ?(?P<part>中下旬|上中旬|[上中下]旬|[上下]半月"
        "|[底末](?![层蕴线])|初(?![步级一二三四五六七八九十]))"
    )


@cache
def era_part_pattern() -> Pattern[str]:
    """A part of a decade or a century right after it."""
    return compile_pattern(
        " ?(?P<part>中后期|中前期|前半期|上半期|上半叶|前半叶|后半期|下半期|下半叶|后半叶"
        "|初期|初叶|前期|中期|中叶|后期|晚期|末期|末叶|[初末](?![步级])|中(?![国央共小等]))"
    )


@cache
def link_pattern() -> Pattern[str]:
    """What joins the two ends of a range, with nothing else between."""
    return compile_pattern(LINK, VERBOSE)
