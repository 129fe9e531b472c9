"""How well a name answers the noun that a question asks for (哪家公司, 谁, 什么奖)."""

import re
from functools import cache, lru_cache

from rag.language.name_bounds import Listed, ending, ends_of
from rag.language.name_heads import ORGANISATIONS, PLACE_SUFFIXES, WORKS
from rag.language.name_lists import words
from rag.language.name_types import Name, NameKind
from rag.language.patterns import late_regex

_HEAD_ENDS_EXTRA = words("""
    通知 意见 书 报告 条例 办法 纪要 讲话 决议 公报 传 志 史 歌 词典 法 曲 剧 片 章 证 人员
    """)
_PERSON_NOUNS = words("""
    谁 人 位 同志 作者 导演 主席 书记 领导 负责人 名人 演员 歌手 作家 皇帝 总统 科学家 教授
    """)
_PLACE_NOUNS = words("""
    里 儿 处 地方 地点 城市 国家 地区 省 市 县 区 镇 乡 村 路 街 岛 山 河 江 湖 海 洲 国 地
    """)
_TITLE_NOUNS = words("""
    书 文件 通知 办法 意见 条例 规定 著作 作品 文章 小说 电影 专辑 歌曲 节目 报纸 杂志 法律 法 歌
    片 剧 报告 决定 纪要
    """)
_HONOUR_NOUNS = words("称号 奖 奖项 荣誉 奖励 荣誉称号")
_COMPANIES = ("公司", "厂", "集团", "企业", "银行", "店", "酒店", "矿", "场")
_OFFICES = (
    "局",
    "部",
    "委",
    "委员会",
    "办公室",
    "处",
    "科",
    "厅",
    "中心",
    "办",
    "署",
    "院",
    "会",
    "政府",
)
_FAMILIES: dict[str, tuple[str, ...]] = {
    "公司": ("公司", "集团", "企业"),
    "企业": _COMPANIES,
    "商家": _COMPANIES,
    "厂": ("厂",),
    "工厂": ("厂",),
    "部门": _OFFICES,
    "机关": _OFFICES,
    "单位": (*_OFFICES, *_COMPANIES, "学校", "大学", "学院", "所", "队", "站", "馆"),
    "机构": (*_OFFICES, "所", "站", "公司", "学院", "协会"),
    "组织": ("会", "组织", "协会", "联盟", "党", "队", "阵线", "委员会"),
    "学校": ("学校", "大学", "学院", "中学", "小学", "校", "高中", "初中"),
    "大学": ("大学", "学院"),
    "高校": ("大学", "学院"),
    "会议": ("会议", "大会", "会", "全会", "论坛"),
    "会": ("会议", "大会", "会", "全会"),
    "球队": ("队", "俱乐部"),
    "政党": ("党",),
    "医院": ("医院", "卫生院", "院"),
    "活动": ("活动", "行动", "竞赛", "大赛", "工程"),
    "战争": ("战争", "战役", "之战"),
}


@cache
def _all_heads() -> Listed:
    return ends_of({*ORGANISATIONS, *WORKS, *PLACE_SUFFIXES, *_HEAD_ENDS_EXTRA})


_ASKING = late_regex("^(?:哪一?|什么|何)")


def head(text: str) -> str:
    """The noun at the end that tells what is named: 公司, 厂, 通知, 称号; "" where none is known.

    Closing marks and a trailing year in brackets are looked through.
    """
    bare = re.sub(r"(?:[》〉”’」』\s]|[（(][^（）()]{0,12}[）)])+$", "", text[-60:])
    return ending(bare, len(bare), _all_heads())


@lru_cache(maxsize=512)
def matches_asked(noun: str, name: Name) -> float:
    """How well a name fits the noun asked for, from 0 (does not) to 1 (is one by its own words).

    Args:
        noun: the noun of the question: 公司 of 哪家公司, 谁, 哪里, 称号; "" where none is given.
        name: a name from ``find_names``.
    """
    noun = _ASKING.sub("", noun)
    bare = name.text.strip("《》〈〉“”‘’「」『』")
    if not noun:
        return 0.5
    if bare.endswith(noun) and bare != noun:
        return 1.0
    for nouns, fits in _KIND_FITS:
        if noun in nouns or (len(noun) > 1 and noun.endswith(tuple(n for n in nouns if n[1:]))):
            return fits.get(name.kind, 0.0)
    family = next((ends for key, ends in _FAMILIES.items() if noun.endswith(key)), ())
    if family:
        if bare.endswith(family):
            return 0.9
        loose = {NameKind.LATIN, NameKind.QUOTED, NameKind.FOREIGN, NameKind.ORGANISATION}
        return 0.3 if name.kind in loose else 0.0
    return 0.3


_KIND_FITS: tuple[tuple[tuple[str, ...], dict[NameKind, float]], ...] = (
    (
        _PERSON_NOUNS,
        {
            NameKind.PERSON: 1.0,
            NameKind.FOREIGN: 0.6,
            NameKind.LATIN: 0.4,
            NameKind.ORGANISATION: 0.3,
        },
    ),
    (
        _TITLE_NOUNS,
        {NameKind.TITLE: 0.9, NameKind.QUOTED: 0.5, NameKind.WORK: 0.4, NameKind.LATIN: 0.3},
    ),
    (
        _HONOUR_NOUNS,
        {NameKind.QUOTED: 0.9, NameKind.WORK: 0.5, NameKind.TITLE: 0.2},
    ),
    (
        _PLACE_NOUNS,
        {
            NameKind.PLACE: 1.0,
            NameKind.FOREIGN: 0.6,
            NameKind.ORGANISATION: 0.5,
            NameKind.LATIN: 0.3,
        },
    ),
)
