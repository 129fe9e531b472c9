"""Names of persons in Chinese prose, and names that are written in transliteration.

A person's name is a surname and one or two characters, standing where Chinese puts persons:
alone between two borders, after a post or a trade, before 同志 or 先生, before a verb that only
persons take. Surname characters also begin ordinary words; those are listed and refused.

Not done here: unlisted surnames, but after a post, before such a verb, or transliterated.
"""

from collections.abc import Iterator
from functools import cache

from rag.language.name_bounds import (
    Bounds,
    Listed,
    beginning,
    ending,
    ends_of,
    organisation_ends,
    starts_of,
)
from rag.language.name_heads import GENERIC, NOT_PLACES, PLACES
from rag.language.name_lists import words
from rag.language.name_surnames import (
    AFTER_PERSON,
    CLEAR_SURNAMES,
    COMPOUND_SURNAMES,
    FOREIGN_CORE,
    FOREIGN_MORE,
    NOT_GIVEN,
    ORDINARY,
    POSTS,
    SURNAMES,
)
from rag.language.patterns import late_regex
from rag.language.segments import nouns, segment

Span = tuple[int, int]

_PERSON_VERBS = frozenset(
    words("""
    说 说道 写道 表示 认为 指出 强调 出生 生于 死于 卒于 逝世 去世 病逝 担任 出任 兼任 历任 连任
    继任 接任 任 曾任 后任 任职 任教 就读 毕业 当选 率 率领 带领 娶 嫁 嫁给 继位 即位 登基 执导
    主演 出演 饰演 扮演 创作 撰写 编写 翻译 谱写 演唱 投奔 归顺 投降 击败 打败 逃往 逃到 接替
    升任 调任 改任 辞职 退役
    """)
)
_TAKING = tuple(verb for verb in sorted(_PERSON_VERBS) if len(verb) > 1)
_PERSON_ENDS = frozenset("人长员士家师手王帝相官生弟子父母妻女臣将侯公兵农民友工部")
# Trades that many have: after them only a surname tells a name (职工利益 is none).
_TRADES = words("""
    职工 工人 农民 渔民 党员 团员 会员 代表 委员 居民 村民 市民 网友 学生 大学生 学员 司机 教师
    队员 劳模 劳动模范 先进工作者 工匠 青年 警察 士兵 战士 船员 选手 球员 同志 朋友 人物 领袖
    编辑 会计 助理 中场 前锋 后卫 门将 厂长 经理
    """)
_DOERS = frozenset({"由", "被", "娶", "嫁", "嫁给"})
_NOUN_ENDS = frozenset(
    "人员们者家军会局部党队方片剧书法令节月年中上下前后时里的府国市县区省镇乡村路街山河江湖岛港"
)
_LIFE = late_regex(
    r"[（(][^（）()]{0,40}?[0-9〇一二三四五六七八九十前]{2,5}年[^（）()]{0,40}?[－\-—–~～至]"
)
_REIGN = late_regex("[一二三四五六七八九十]{1,3}世")
_DOT = late_regex("[·•・‧]")
_FOREIGN = FOREIGN_CORE | FOREIGN_MORE


@cache
def _never() -> frozenset[str]:
    return GENERIC | PLACES | NOT_PLACES


@cache
def _ordinary() -> frozenset[str]:
    return frozenset(entry[0] + second for entry in ORDINARY for second in entry[1:])


@cache
def _posts() -> Listed:
    return starts_of(POSTS)


_LAST = late_regex(r"之(?=[，。、；：）)之]|$)")


def find_persons(text: str, bounds: Bounds) -> list[Span]:
    """Spans of persons' names, without the posts before them."""
    found: list[Span] = []
    begin = 0
    before = ""
    ends = [(border.start, border.end, border.word) for border in bounds.borders]
    for stop, following, word in [*ends, (len(text), len(text), "")]:
        if 2 <= stop - begin <= 24:
            found += _in_stretch(text, begin, stop, before, word)
        begin, before = following, word
    found += _beginning_with_border(text, bounds)
    return list(dict.fromkeys(_with_border_inside(text, span) for span in found))


def _with_border_inside(text: str, span: Span) -> Span:
    """梅景和 of 梅景和兼任: 和 before a verb that only persons take joins nothing to the name, nor
    does 之 that nothing follows: 校长为顾慎之。"""
    begin, stop = span
    if stop - begin != 2:
        return span
    verbal = text[stop : stop + 1] == "和" and text.startswith(_TAKING, stop + 1)
    return (begin, stop + 1) if verbal or _LAST.match(text, stop) else span


def _in_stretch(text: str, begin: int, stop: int, before: str, after: str) -> list[Span]:
    length = stop - begin
    if length <= 4 and _is_chinese_name(text[begin:stop]):
        return [(begin, stop)]
    found: list[Span] = []
    post_end = _last_post(text, begin, stop)
    if post_end:
        found = _after_post(text, begin, post_end, stop)
    if not found:
        for polite in AFTER_PERSON:
            if text.endswith(polite, begin, stop) and 2 <= length - len(polite) <= 4:
                name = text[begin : stop - len(polite)]
                found = [(begin, stop - len(polite))] if _is_chinese_name(name) else []
    if not found:
        found = _before_office(text, begin, stop)
    if not found and length <= 20:
        found = _at_the_end(text, begin, stop)
    named = after in _PERSON_VERBS or (before in _DOERS and after)
    dated = _LIFE.match(text, stop) is not None
    if not found and (named or dated) and length <= 6 and _is_bare(text, begin, stop):
        found = [(begin, stop)]
    return found


def _before_office(text: str, begin: int, stop: int) -> list[Span]:
    """欧阳修任主编: 任 and 曾 are no borders inside a clause, but they follow a subject."""
    for size in (4, 3, 2):
        end = begin + size
        if end < stop and text[end] in "任曾" and _is_chinese_name(text[begin:end]):
            return [(begin, end)]
    return []


def _at_the_end(text: str, begin: int, stop: int) -> list[Span]:
    """汉阳人李某某: a clear surname after a noun for persons, up to the border."""
    for size in (3, 2):
        start = stop - size
        led = start > begin and text[start - 1] in _PERSON_ENDS
        if led and text[start] in CLEAR_SURNAMES and _is_chinese_name(text[start:stop]):
            return [(start, stop)]
    return []


def _after_post(text: str, begin: int, start: int, stop: int) -> list[Span]:
    """What follows a post: a whole name up to the border, or a clear surname and two more."""
    rest = text[start:stop]
    post = _ends_post(text, start) and not text.endswith(_TRADES, begin, start)
    if _is_chinese_name(rest, led=post) or (
        2 <= len(rest) <= 4 and post and _is_bare(text, start, stop)
    ):
        return [(start, stop)]
    for polite in AFTER_PERSON:
        bare = rest.removesuffix(polite)
        if bare != rest and _is_chinese_name(bare):
            return [(start, start + len(bare))]
    for size in (3, 2):
        clear = rest[0] in CLEAR_SURNAMES or _begins_word(rest[size:])
        if len(rest) > size and clear and _is_chinese_name(rest[:size]):
            return [(start, start + size)]
    return []


def _begins_word(text: str) -> bool:
    """Whether a word of the dictionary begins the text: what stands before it ends there."""
    first = next(iter(segment(text)), None)
    return first is not None and first.end > 1


def _last_post(text: str, begin: int, stop: int) -> int:
    """The end of the last post in the stretch, or 0. Any noun for a person is one: 售货员, 军人."""
    last, place = 0, begin
    posts = _posts()
    while place < stop:
        post = beginning(text, place, stop, posts)
        if post and place + len(post) < stop:
            last = place = place + len(post)
        else:
            place += 1
    trades = [
        begin + word.end
        for word in segment(text[begin:stop])
        if word.tag[:1] in "nl" and word.end - word.start > 1 and begin + word.end < stop
        if text[begin + word.end - 1] in _PERSON_ENDS
    ]
    return max(last, *trades) if trades else last


def _beginning_with_border(text: str, bounds: Bounds) -> Iterator[Span]:
    """Names whose surname is also a border word: 于, 任, 余, 曾, 连, 单, 应, 向."""
    for border in bounds.borders:
        begin = border.start
        if len(border.word) != 1:
            continue
        stop = bounds.right[border.end]
        led = _ends_post(text, begin)
        clear = led or begin == 0 or not text[begin - 1].isalnum()
        around = bounds.left[begin]
        alone = begin - around == 1 and text[around] in CLEAR_SURNAMES
        if alone and stop - border.end == 1 and border.word not in NOT_GIVEN:
            yield around, stop
        fits = border.word in SURNAMES and clear and 1 <= stop - border.end <= 2
        if fits and _is_chinese_name(text[begin:stop], led=led):
            yield begin, stop


@cache
def _post_ends() -> Listed:
    return ends_of(POSTS)


def _ends_post(text: str, end: int) -> bool:
    return bool(ending(text, end, _post_ends()))


def _is_chinese_name(name: str, *, led: bool = False) -> bool:
    """Whether it is a surname and a given name; ``led`` by a post, ordinary words are allowed."""
    if not 2 <= len(name) <= 4:
        return False
    if len(name) == 2 and name[0] == name[1] and not led:
        return False  # 周周有活动 is every week's
    surname = 2 if name[:2] in COMPOUND_SURNAMES and len(name) > 2 else 1
    if surname == 1 and (name[0] not in SURNAMES or len(name) > 3):
        return False
    if surname == 1 and ((name[:2] in _ordinary() and not led) or name in _never()):
        return False
    given = name[surname:]
    if any(one in NOT_GIVEN for one in given) and (len(given) < 2 or len(segment(given)) > 1):
        return False
    return all("\u4e00" <= one <= "\u9fff" for one in given)


def _is_bare(text: str, begin: int, stop: int) -> bool:
    """Whether a stretch can be a name at all: no head noun, no place, no plural."""
    name = text[begin:stop]
    if len(name) < 2 or name[-1] in _NOUN_ENDS or name in _never():
        return False
    if any(not "\u4e00" <= one <= "\u9fff" for one in name) or name[:2] in _ordinary():
        return False
    if any(noun.start == 0 and noun.tag == "n" for noun in nouns(name)):
        return False
    return not ending(text, stop, organisation_ends()) and not _ends_post(text, stop)


def find_foreign(text: str, bounds: Bounds) -> list[tuple[int, int, bool]]:
    """Transliterated names: (start, end, whether dotted). A dotted one is a person's."""
    found: list[tuple[int, int, bool]] = []
    place, size = 0, len(text)
    while place < size:
        if text[place] not in _FOREIGN:
            place += 1
            continue
        end = place
        while end < size and text[end] in _FOREIGN:
            end += 1
        found += _trimmed(text, place, end, bounds)
        place = end
    return [*found, *_dotted(text, bounds)]


def _trimmed(text: str, start: int, end: int, bounds: Bounds) -> list[tuple[int, int, bool]]:
    outer = start
    while start < end and text[start] not in FOREIGN_CORE:
        start += 1
    if bounds.left[outer] == outer and start - outer <= 2:
        start = outer
    core = sum(1 for one in text[start:end] if one in FOREIGN_CORE)
    longest = 14
    if 3 <= end - start <= longest and core >= 2 and core * 5 >= (end - start) * 3:
        reign = _REIGN.match(text, end)
        return [(start, reign.end() if reign else end, False)]
    return []


def _dotted(text: str, bounds: Bounds) -> Iterator[tuple[int, int, bool]]:
    """贾斯汀·特鲁多, 让－雅克·卢梭: parts joined by dots, each at most nine characters."""
    done = 0
    for dot in _DOT.finditer(text):
        at = dot.start()
        if at < done:
            continue
        end = at
        while end < len(text) and _DOT.match(text, end):
            end = _part_end(text, bounds, end + 1)
        start = _part_start(text, bounds, at, done)
        done = end
        if start < at and end > at + 1:
            yield start, end, True


def _part_start(text: str, bounds: Bounds, at: int, done: int) -> int:
    run = at
    while run > max(done, at - 9) and _continues(text[run - 1]):
        run -= 1
    left = max(min(bounds.left[at], run), done)
    tolerated = 1 if run < at else 5
    start = left if run - left <= tolerated else run
    return max(start, _last_post(text, start, at))


def _part_end(text: str, bounds: Bounds, at: int) -> int:
    run = at
    while run < min(len(text), at + 10) and _continues(text[run]):
        run += 1
    right = bounds.right[at]
    tolerated = 1 if run > at else 5
    return right if run < right <= run + tolerated and not _DOT.search(text, run, right) else run


def _continues(character: str) -> bool:
    return character in _FOREIGN or (character.isascii() and character.isalpha())
