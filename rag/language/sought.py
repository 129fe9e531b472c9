"""Where a question for a name or a list asks, and the noun that it asks for.

Chinese leaves the interrogative where the answer would stand: 由谁担任, 荣获什么奖. So the words
on its two sides are those that stand beside the answer in a text, and the noun behind it (哪家
公司) or, where it ends the question (名称是什么), the noun before it says what is named.

Not done here: the kind of answer (``rag.language.asking``).
"""

from dataclasses import dataclass
from functools import cache, lru_cache

from rag.language.name_bounds import Listed, beginning, ending, ends_of, starts_of
from rag.language.name_heads import ORGANISATIONS, PLACE_SUFFIXES, WORKS
from rag.language.name_lists import words
from rag.language.patterns import late_regex
from rag.language.segments import segment

_NUMERAL = "一二三四五六七八九十两几\\d"
_MEASURE = (
    "个|名|位|家|户|项|件|起|份|次|场|期|届|批|条|种|类|间|座|处|支|组|台|艘|辆|部|册|本|篇|张|枚|套|"
    "幅|首|句|所|方面|方|号|级|章|节|出|门|段|款|样|些|大"
)
_ASKING = late_regex(
    rf"(?P<who>谁|哪[{_NUMERAL}]*位|什么人|何人|啥人)|"
    r"(?P<where>哪里|哪儿|何处|何地|(?:什么|啥)地方|"
    rf"(?<=在)哪(?![{_NUMERAL}]*(?:{_MEASURE})))|(?<=[称名字]为)何(?=[?？]*$)|"
    rf"哪[{_NUMERAL}]*(?:{_MEASURE})?|什么|啥(?!时)|何(?=[地人处种名书奖])种?"
)
_NO_ASKING = late_regex(
    "什么时候|什么意思|什么样|什么原因|怎么|(?<![称评名选定誉列聘封译改变转升])为什么|为啥"
)
_COPULA = late_regex(
    r"(?:分别)?(?:是|叫做|叫作|叫|为|有|包括|在|(?<![全名简])称为|称作|(?<![命更改取定])名为|指的是|指)?$"
)
_META = late_regex(
    r"(?:[,，]?[其它它的他她]?的?(?:准确|正式|完整|具体)?的?(?:全称|名称|名字|全名|叫法|称谓|大名|简称))$"
)
_RUN = late_regex(r"[\u4e00-\u9fff\w“”《》]*")
_NO_NOUN = frozenset("的被把让给在由从到向对和与跟同以是有")
_NOUN_TAGS = "nijlsb"
# Nouns that a question may ask for, beside the heads of names.
_MORE = words("""
    人 人员 人物 同志 作者 导演 演员 领导 负责人 队员 单位 部门 机构 组织 机关
    企业 公司 厂家 商家 地方 地点 地址 城市 国家 地区 方面 行业 领域 书 文件
    通知 意见 办法 条例 规定 法律 法规 著作 作品 文章 小说 电影 歌曲 歌 戏 剧
    剧目 节目 报纸 报 杂志 刊物 决定 称号 奖 奖项 荣誉 名次 活动 行动 工程
    项目 主题 口号 方针 原则 思路 精神 制度 机制 方案 计划 措施 做法 步骤 任务
    工作 事 事情 职能 职务 职位 岗位 工种 专业 课程 课 科目 设备 设施 产品
    品种 材料 服务 内容 要求 目标 条件 问题 困难 成绩 会议 大会 比赛 竞赛 大赛
    学校 医院 院校 前身 名字 名称 全称 简称 题目 标题 书名 号码 热线 物 东西
    药 菜 鱼 花 树 动物 植物 语言 民族 朝代 战役 战争 事件 专栏 科室 班 院
    楼
    """)


@dataclass(frozen=True, slots=True)
class Sought:
    """The asking phrase ``[start, end)`` with its noun, and the noun ("" where none is said).

    ``role`` is the noun before a copula: 董事长 of 董事长是谁.
    """

    start: int
    end: int
    noun: str = ""
    role: str = ""


@lru_cache(maxsize=256)
def sought(folded: str) -> Sought | None:
    """The asking phrase of a question in its matching form; None where there is none."""
    blocked = [match.span() for match in _NO_ASKING.finditer(folded)]
    for match in _ASKING.finditer(folded):
        if any(start <= match.start() < end for start, end in blocked):
            continue
        role = _before(folded, match.start())
        if match["who"] or match["where"]:
            noun = "" if match["where"] else "谁"
            return Sought(match.start(), match.end(), noun, role)
        noun, end = _behind(folded, match.end())
        return Sought(match.start(), end, noun or role, role)
    return None


def _behind(folded: str, start: int) -> tuple[str, int]:
    """The noun behind 哪家 or 什么 and where it ends: 公司, or 方针 of 哪句讲……的方针.

    Of 哪家公司的产品 it is 公司: what 的 joins to it is not asked for.
    """
    if folded.startswith("年", start):
        return "年", start + 1
    run = _RUN.match(folded, start)
    stop = run.end() if run else start
    said = segment(folded[start:stop])
    ends = {start + word.end for word in said}
    noun, reached = "", start
    for at, word in enumerate(said):
        place = start + word.start
        if place < reached:
            continue
        if folded[place] in _NO_NOUN:
            break
        listed = _listed_end(folded, place, stop, ends)
        if noun in _LISTED and listed <= place:
            break
        following = said[at + 1].tag[:1] if at + 1 < len(said) else "x"
        if word.tag[:1] in _NOUN_TAGS or (word.tag == "vn" and following == "n"):
            listed = max(listed, start + word.end)
        if listed <= place:
            break
        begin = place if not noun else reached - len(noun)
        noun, reached = folded[begin:listed], listed
    tail = folded[reached:stop]
    later = tail[tail.rfind("的") + 1 :] if "的" in tail else ""
    if (not noun or noun.endswith("字")) and 1 < len(later) < 9 and _nominal(later):
        return later, stop
    return (noun[:-1] if len(noun) > 1 and noun[-1] in "上里中内" else noun), reached


def _nominal(text: str) -> bool:
    """Whether a stretch can be a noun phrase: no particle, pronoun or preposition in it."""
    return all(word.tag[:1] in "nvjlab" for word in segment(text))


def _listed_end(text: str, start: int, stop: int, ends: set[int]) -> int:
    """Where the longest listed noun that begins here ends, between two words; else ``start``."""
    end = start + len(beginning(text, start, stop, _nouns()))
    return end if end in ends else start


_LISTED = frozenset({*ORGANISATIONS, *WORKS, *PLACE_SUFFIXES, *_MORE})


@cache
def _nouns() -> Listed:
    return starts_of(_LISTED)


@cache
def _noun_ends() -> Listed:
    return ends_of(_LISTED)


def _before(folded: str, start: int) -> str:
    """The noun before a copula: 董事长 of 公司的董事长是谁; "" where a verb stands there."""
    copula = _COPULA.search(folded[:start])
    if copula is None or not copula.group():
        return ""
    return _noun_at(folded, copula.start())


def _noun_at(folded: str, stop: int) -> str:
    """The noun that ends at ``stop``; of what only a name is of (其全称, 办法的名称) the thing."""
    meta = _META.search(folded, 0, stop)
    if meta is not None:
        of_it = _noun_at(folded, meta.start())
        if of_it:
            return of_it
    begin = max(folded.rfind(mark, 0, stop) for mark in "，, ;；") + 1
    said = segment(folded[begin:stop])
    listed = ending(folded, stop, _noun_ends())
    last = folded[begin + said[-1].start : stop] if said else ""
    noun = bool(said) and said[-1].tag[:1] in _NOUN_TAGS
    return max((last if noun else "", listed if len(listed) <= stop - begin else ""), key=len)
