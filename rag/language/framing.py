"""What only frames a question: who asks, why, from whom it was heard, and please.

People ask as they talk: 我在整理解放初的资料，书里提到……，想请教一下……，能说说吗？ Verbs of asking,
hearing and reading in the first person, courtesies, and clauses made of nothing else say nothing
about the matter. What is framed is kept: the topic of 我在整理历届代表的资料 is 历届代表.

Not done here: asking words themselves (``rag.language.asking``).
"""

import re
from functools import lru_cache

from rag.language.clauses import clauses
from rag.language.content import content
from rag.language.patterns import late_regex

_SELF = "(?:我们?|咱们?|俺们?|本人|笔者|编者)(?:单位|家里?|这边|这里)?"
_HOW = (
    "(?:现在|目前|眼下|正在?|刚好?|最近|近来|一直|总|老|常|还|就|只|仅|也|很|特别|倒|手头|今天|打算|准备|"
    "计划|需要|不太|不|再|先|来|都|曾|有点|有些|以前|过去|从前|平时|后来|确实|真|好像|似乎)*"
)
_LEARN = (
    "(?:知道|了解|弄清楚?|弄明白|弄懂|搞清楚?|搞明白|搞懂|搞不懂|明白|请?问一?问|问清楚|请?问|请教|打听|核实|核对|核查|"
    "确认|求证|查一?查|查清楚?|查明|查实|查|看一?看|比一?比|比较|算一?算|算|统计|对一?对|考证)"
    "(?:一下|一番|一声|下|看|的是)?"
)
_WHO = (
    "(?:有[人位]?)?(?:我们?的?)?(?:老人家?|人家?|别人|旁人|父亲|母亲|爸爸?|妈妈?|爷爷|奶奶|外公|外婆|姥姥|姥爷|长辈|前辈|"
    "老?同事|老?同志|老?职工|老?工人|老?师傅|老?邻居|亲戚|朋友|老?校友|老?乡亲?|老农|导师|老?教?师|领导|编辑|"
    "村里人|当地人)们?"
)
_TOLD = "(?:说|讲|提起|提到|提过|回忆说?|谈起|谈到|念叨|告诉我们?)(?:过|的是|的|起)?"
_IN = "(?:里头|里面|里|上面|上|中|前头)"
_WRITTEN = (
    "(?:也|还|好像|似乎|只|曾|当时)*"
    "(?:提到|提及|提过|说|写|讲|记载|记|列(?:举|出)?|载|反映)(?:的|了|过|着|是|到)?"
)
_SOURCE = (
    f"(?:按照?|根据|依)?(?:(?:这?本?书|志书|县志|市志|原文|史料){_IN}|文中)(?:{_WRITTEN})?|"
    f"(?:资料|材料|文章|档案|报道|报纸|年鉴|统计表){_IN}{_WRITTEN}"
)
_FOUND = (
    "(?:查到|看到|读到|翻到|见到|看见|发现|注意到|留意到|记得|听到|找到|看过|读过)(?:过)?"
    "(?:一个数|一段记载|一段|一条|一句话|报道讲?|一处)?"
)
_WORKING = (
    "(?:在|正在|想要?|要)?(?:整理|撰写|编写|写|编|配|做|查阅|查找|查|看|翻看|翻阅|翻|准备|研究|核对|学习|抄|收集|搜集|对比|统计)"
    "(?:着|了|一[份篇个本段组下])?(?:关于|有关)?"
)
_COURTESY = (
    "(?:请问|请教|劳驾|拜托|谢谢|你好|您好|麻烦|请(?![了过来人到求的]))(?:你们?|您|大家|各位|教)*(?:一下|下)?|"
    "(?:能不能|能否|可不可以|可否|可以|能)?(?:请|麻烦)?(?:你们?|您)?(?:帮我们?|帮忙|给我|替我|告诉我)"
    "(?:一?[查看算列说讲核](?:对|实|一下|一?[查看算列说讲]|出来|出)?)?(?:一下|下)?"
)
_LEADING = late_regex(
    "(?<=.)[,，:]|"
    f"(?:{_SELF}{_HOW}(?:想要?|要|希望)|{_HOW}想)(?:再|先|来|还|就)*(?:{_LEARN})+(?:到底|究竟)?|"
    f"{_SELF}{_HOW}(?:问|{_LEARN})|"
    f"(?:{_SELF})?{_HOW}(?:听|听说过?|听到|听人|据|据说)(?:{_WHO})?(?:{_TOLD})|(?:{_SELF})?{_HOW}(?:听说过?|据说)|"
    f"(?:{_SELF}的?{_WHO}{_HOW}{_TOLD}|{_WHO}{_HOW}{_TOLD}(?=[,，:]))|"
    f"{_SELF}{_HOW}{_FOUND}|{_SELF}{_HOW}{_WORKING}|"
    f"{_SOURCE}|"
    f"{_COURTESY}"
)
_MATERIAL = late_regex(
    "(?:方面)?的?(?:资料|材料|小?文章|短文|回顾|报道|论文|调查|课题|年表|名单|史料|数据|目录|展览|账)(?:时|的时候)?(?=[,，。;；:]*$)"
)
_WORK = late_regex(f"{_SELF}{_HOW}{_WORKING}")
# Atomic, so that no row of such words is taken apart in more than one way.
_ONLY = late_regex(
    "(?>我们?|咱们?|你们?|您|大家|请问|请教|请|麻烦|劳驾|拜托|谢谢|能不能|能否|可不可以|可否|可以|能|帮忙?|给|替|把|"
    "它们?|这|那|查|说|讲|算|列|数|解释|描述|说明|介绍|告诉|告知|考证|推算|核对|核实|确认|看|写|回?答|想|知道|了解|"
    "一|下|出来|清楚|明白|全|都|到|吗|呢|吧|么|啊|好|行|个|份|名单|条|逐|样|地|得|书[上里中]?|文中|资料[里上中]?|"
    "有没有|有无|没有|有|记载?|提|具体|准确|大概|其中|原因|里头|完整|引用|论文|要|用|[,，。?？!！;；:])+"
)
_SELF_FIRST = late_regex(
    f"^(?:{_SELF}|请|麻烦|劳驾|能|可以|可否|你|您|谢谢|书[上里中]|都?请|把|想)"
)
_ASKS = late_regex(
    "多少|(?<![好十这那前后])几(?![十百千万乎]|次三番)|[哪谁啥咋]|何(?![况必妨])|[什甚怎]么|多[长高大重久远宽深快厚]|怎样|是不是|是否|有没有|"
    "为何|([\u4e00-\u9fff])不\\1|[吗吧呢][?？]"
)
_HAN = late_regex("[\u4e00-\u9fff0-9]")
_ENOUGH = 10
"""Characters of its own, asking words left out, with which a clause asks by itself."""
_SENTENCE = late_regex("[^。?？!！]+[。?？!！]*")


@lru_cache(maxsize=256)
def framing(folded: str) -> tuple[tuple[int, int], ...]:
    """The stretches of a question in matching form that only frame it, in order."""
    found: list[tuple[int, int]] = []
    for start, end in clauses(folded):
        text = folded[start:end]
        if only_framing(text):
            found.append((start, end))
            continue
        place = 0
        while (match := _LEADING.match(text, place)) and match.end() > place:
            place = match.end()
        if place:
            found.append((start, start + place))
        material = _MATERIAL.search(text, place) if place and _WORK.match(text) else None
        if material:
            found.append((start + material.start(), start + material.end()))
    return tuple(found)


def only_framing(clause: str) -> bool:
    """Whether a clause is nothing but a request or a courtesy: 能帮我算算吗, 麻烦告知."""
    return _SELF_FIRST.match(clause) is not None and _ONLY.fullmatch(clause) is not None


def unframed(folded: str) -> str:
    """The question with its framing blanked, at the same length."""
    for start, end in framing(folded):
        folded = folded[:start] + " " * (end - start) + folded[end:]
    return folded


def asking_sentence(folded: str) -> str:
    """The last sentence that asks, less its framing; the whole where none does by its words."""
    bare = unframed(folded)
    asking = [one.group() for one in _SENTENCE.finditer(bare) if _ASKS.search(one.group())]
    return squeezed(asking[-1]) if asking else squeezed(bare) or folded


def asking_part(folded: str) -> tuple[int, int]:
    """Where the question asks: its last clause with an asking word that is no framing.

    Where that one says little (是哪一年的?), those before it belong to it.
    """
    bare = unframed(folded)
    held = [one for one in clauses(bare) if bare[slice(*one)].strip()]
    last = next((at for at in reversed(range(len(held))) if _ASKS.search(bare, *held[at])), -1)
    if last < 0:
        return 0, len(folded)
    said = content(bare)
    first = last
    while first and len(_HAN.findall(said, held[first][0], held[last][1])) < _ENOUGH:
        first -= 1
    return (held[first][0] if first else 0), held[last][1]


def squeezed(text: str) -> str:
    """The text without blanks where framing stood, and without marks before the first word."""
    return re.sub(r"\s+", " ", text).strip(" ,，;；:。")
