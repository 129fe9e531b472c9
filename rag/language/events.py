"""Which verbs of events say the same thing, and which say the opposite or another stage.

Chronicles tell one event in the words of officials (成立, 竣工, 颁布) and users ask in others
(办起来, 完工, 发的). A thing's stages must not be taken for each other: what began is not what
was finished.
"""

import re
from functools import cache

from rag.language.asking import Wanted

_CLASSES: dict[str, str] = {
    "found": "成立|创立|创办|创建|组建|设立|建立|开办|兴办|筹办|办起|办了起来|诞生|问世|建起|挂牌|"
    "建会|建厂|建校|办的|建的|有的|创刊|建制",
    "start": "开工|动工|破土|奠基|始建|兴建|动土|开建|施工",
    "finish": "竣工|完工|建成|落成|修好|建好|盖好|造好|完成|封顶",
    "open": "开放|启用|投入使用|投产|投用|开张|开业|开幕|通车|揭幕|揭牌|开馆|开园|启动|用上|开通",
    "end": "中断|撤销|撤并|解散|停办|关闭|停止|停业|结束|终止|闭幕|废除|取消|停掉|停了|"
    "倒闭|停产|关门|散了",
    "restore": "[又重再](?:新|度)?[做办搞开建练兴热]了?起来|恢复|"
    "复办|复会|重建|重新|复工|复课|复业|复刊|重启",
    "hold": "召开|举行|举办|开会|开的|办过|办了|承办|主办|开了",
    "issue": "出版|发行|刊行|编印|颁布|公布|下发|印发|签发|发布|颁发|出台|制定|实施|施行|发的",
    "award": "荣获|获得|评为|授予|命名|拿到|拿了|获评|得了|得过|表彰|被评|获奖|得奖",
    "take": "出任|就任|上任|接任|担任|当选|接班|走马上任|当上",
    "leave": "卸任|离任|卸下|辞去|辞职|调离|免职|去职|退下来|下台|不再担任|不当",
    "merge": "合并|并入|归并|划归|并到",
    "move": "移交|接管|交给|转交|迁到|搬到|迁往|搬迁|迁入",
}
_STAGES = ("found", "start", "finish", "open", "end", "restore", "merge", "move", "take", "leave")
"""Stages of one thing's life: naming one of them says that it is not another."""

_LIFE: tuple[tuple[frozenset[Wanted], str, str], ...] = (
    (
        frozenset({Wanted.DATE}),
        "出生|诞辰|生辰|哪一?年生(?!产|效)|什么时候生的",
        "出生|生于|诞辰|生辰|时年|年仅|享年|[0-9一二三四五六七八九十]岁",
    ),
    (
        frozenset({Wanted.DATE}),
        "去世|逝世|病故|病逝|辞世|离世|过世|哪一?年死",
        "去世|逝世|病故|病逝|辞世|离世|过世|死|亡|牺牲|殉|遇难|罹难|卒|享年|就义",
    ),
    (frozenset({Wanted.DATE}), "结婚|成婚|婚期", "婚|嫁|娶"),
    (
        frozenset({Wanted.PLACE, Wanted.NAME}),
        "籍贯|祖籍|原籍|老家",
        "籍|生于|老家|人氏|祖居|[省市县区镇乡村]人",
    ),
    (
        frozenset({Wanted.PLACE, Wanted.NAME}),
        "毕业",
        "毕业|肄业|就读|攻读|学历|学位|大学|学院|中专|初中|高中|师范",
    ),
)
"""What happens to a person: the kinds of question it is asked by, the words for it, and the words
one of which tells of it."""


@cache
def _lives() -> list[tuple[frozenset[Wanted], re.Pattern[str], re.Pattern[str]]]:
    return [(kinds, re.compile(asked), re.compile(told)) for kinds, asked, told in _LIFE]


def life_untold(kind: Wanted, asked: str, told: str) -> str:
    """The word by which a question asks for a birth, a death, a wedding, an origin or a graduation
    of which ``told`` says nothing; "" where it does, or the question asks for none of them."""
    for kinds, wanted, words in _lives():
        match = wanted.search(asked) if kind in kinds else None
        if match is not None:
            return "" if words.search(told) else match.group()
    return ""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(verbs) for name, verbs in _CLASSES.items()}


def event_classes(words: str) -> frozenset[str]:
    """The classes whose verbs stand in the words."""
    return frozenset(name for name, verbs in _patterns().items() if verbs.search(words))


def staged(words: str) -> str:
    """The words that say at which event something was: 合并以后 of 文化宫合并以后设了什么."""
    return " ".join(match.group() for match in _at_an_event().finditer(words))


@cache
def _at_an_event() -> re.Pattern[str]:
    return re.compile(r"[\u4e00-\u9fff]{2,6}(?:以后|之后|[后时](?![来期间代续]))")


def other_stage(asked: str, told: str) -> bool:
    """Whether ``told`` names a stage of a thing's life while ``asked`` names another one only."""
    wanted = event_classes(asked).intersection(_STAGES)
    given = event_classes(told).intersection(_STAGES)
    return bool(wanted and given) and not wanted & given
