"""What a question is about: the constituent that the next question may leave out.

A question is taken apart around its asking words. What stands before them, less the verb that
asks (死了多少人), is the topic; a noun of relation at its end (借贷所的首任主任是谁) is what was
asked of the topic, its owner. Topic chains: Li and Thompson, Mandarin Chinese (1981), chapter 4;
Tsao, A Functional Study of Topic in Chinese (1979).

Not done here: which words of a new question point to it (``rag.language.pointing``).
"""

from dataclasses import dataclass, replace

from rag.language.clauses import clauses
from rag.language.leaning import is_relation, opening_nouns
from rag.language.normalise import fold
from rag.language.patterns import late_regex
from rag.language.segments import segment
from rag.language.sought import sought
from rag.language.times import find_times

_UNITS = (
    "个月|小时|分钟|平方米|立方米|平方公里|公里|公斤|个|名|位|家(?![庭属])|户|人次|人|项|件|起|份|次|场|期|届|批|条|种|类|间|"
    "座|处|支|组(?![员织])|台|艘|只|辆|部|册|本|篇|张|枚|套|吨|斤|亿元|万元|元|块|万亩|亩|米|岁|倍|成|架|级|股|幢|栋|"
    "株|棵|头|天|年|例|步"
)
_COUNTING = late_regex(
    rf"(?:第|百分之)?(?:多少|几(?![乎经]))(?P<unit>{_UNITS})?|多(?=[长高大重久远宽深快厚])[长高大重久远宽深快厚]时?间?"
)
_WHEN = late_regex(
    r"(?:什么|啥)(?:时候|时间)|何年何月何?日?|何[时年月日]|几时|哪一?年(?:的?哪一?月)?(?:的?哪一?[天日])?|哪一?天|哪个?月|"
    r"几月几[日号]"
)
_WHY = late_regex(
    r"(?:是不是|是否|有没有|有无|能不能|能否|为什么|为何|为啥|因何|怎么会|(?:因为|由于|出于)?(?:什么|啥|何种)原因|怎么样?|怎样|如何)"
)
_LINK = late_regex(
    r"(?:[，, ]|是|为|有|下设|下辖|设有|拥有|历时|为期|耗时|需要|原定|原计划|实际|共计|合计|总计|"
    r"累计|最[初后终]要?|叫做?|称为?|达到?|约|大约|大概|一共|总共|共|在|于|出于|占|由|从|打|把|让|给|"
    r"要|得|计|各自?|也|被|到|至|分别|究竟|到底|都|"
    r"(?:是|为)?每[万千百]?人|[了过满])+$"
)
_ADVERB = late_regex(
    r"(?:一共|总共|共计|累计|先后|全年|共|又|才|就|都|还|曾|各|已|能|可|最多|应该?)$"
)
_ATTRIBUTE = late_regex(
    r"(?:首任|首届|首位|第[一二三四五六七八九十\d]+任|现任|前任|最后一任|总|副|正|名誉|直接|平均|最[大高])$"
)
_MAKING = late_regex(
    r"(?:成立|建立|设立|创办|创立|组建|建成|建起|建造|兴建|修建|新建|开办|开设|创建|举办|召开|出版|推出|颁布|印发|制定|购进|"
    r"引进|研制|生产|发明|编写|编印)了?"
)
# What only frames a question, in time or in courtesy, is not what it is about.
_FRAMING = late_regex(
    r"(?:后|时|时候|那会儿?|那年|那阵子?|期间|以前|之前)$|^(?:听|请教|劳烦|麻烦|我|据|老太太|老农)"
)
_INTERROGATIVE = late_regex(r"^(?:哪|什么|啥|何)(?:些|一?[个家座种项位名])?")
_WHO = late_regex("谁|哪一?[位个名]")
_PERSONS = frozenset(["人", "名", "位", "户", "家"])
_EXISTING = late_regex(r"(.{2,})有([\u4e00-\u9fff]{2,6})")
_LEADING = late_regex(r"^(?:首任|第[一二三四五六七八九十\d]+任|现任|前任)")
_BODIES = frozenset("会社厂校院所局站队团店部馆库场司处班组行乡镇县市村")
_END = late_regex(r"[?？。!！~ ]+$|(?<=[^么])[呢啊呀吗吧]+[?？]*$")
_OPEN = late_regex(r"^(?:请问|你知道|我想知道|那么?|想问一?下)[，,]?")
_VERB_ENDS = late_regex(
    r"(?<=[\u4e00-\u9fff]{2})(?:[死伤设装产建收办集雇攒凑领投发用花修救种养招卖买印出分加来去走跑打捐拨赔罚倒毁改增])$"
)


@dataclass(frozen=True, slots=True)
class Topic:
    """A question taken apart; ``question[role_start:role_end]`` is the noun asked for.

    ``about`` is what the question is about, ``counted`` the set whose parts 其中 asks for,
    ``ask`` its asking words to the end, ``unit`` what it counts in. ``doer``: whoever did it was
    asked for (哪位司机安全行车19年), so that the next question is about the one named.
    """

    about: str
    counted: str
    role: str = ""
    role_start: int = 0
    role_end: int = 0
    ask: str = ""
    unit: str = ""
    doer: bool = False


def topic_of(question: str) -> Topic:
    """Take a question apart.

    Args:
        question: a question that stands alone.
    """
    text = _END.sub("", question.strip())
    opened = _OPEN.match(text)
    text = text[opened.end() :] if opened else text
    shift = question.find(text)
    found = asking_words(text)
    if found is None:
        return _role(text, "", "", shift) if is_relation(text) else Topic(text, text)
    ends = [end for _, end in clauses(text) if end <= found[0] and text[end - 1] in "，,"]
    comma = ends[-1] - 1 if ends else -1
    if comma > 0:
        tail = topic_of(text[comma + 1 :])
        head = text[:comma].removesuffix("中")
        return _within(head, tail, shift + comma + 1)
    return _apart(text, found, shift)


def _apart(text: str, found: tuple[int, int, str], shift: int) -> Topic:
    """A clause taken apart around its asking words."""
    start, end, unit = found
    left, right = _LINK.sub("", text[:start]), text[end:]
    ask = text[len(left) :]
    if _COUNTING.match(text, start):
        return _counting(left, right, ask, unit, shift)
    if not right.strip("的了"):
        noun = _said_noun(text[start:end]) if left.endswith("的") else ""
        if noun:
            return Topic(f"{left}{noun}", f"{left}{noun}", ask=ask)
        if _ends_in_verb(left):
            return Topic(_without_verb(left), left, ask=ask)
        return _role(left, ask, unit, shift)
    doer = _WHO.match(text, start) is not None and not right.endswith("的") and ask[:1] != "是"
    if not left:
        return Topic(right.strip("的了"), right.strip("的了"), ask=ask, doer=doer)
    return replace(_predicated(left, right, ask), doer=doer)


def _within(head: str, tail: Topic, shift: int) -> Topic:
    """The topic of X，Y有多少: X; what is counted is the Y of X."""
    if _FRAMING.search(head) and tail.about:
        start, end = shift + tail.role_start, shift + tail.role_end
        return replace(tail, role_start=start, role_end=end)
    joint = "" if "的" in head or not tail.counted or _has_verb(head) else "的"
    role, start = tail.role, tail.role_start
    if not role and tail.counted and len(tail.counted) < 9 and not _has_verb(tail.counted):
        role, start = tail.counted, 0
    if not role and tail.counted.endswith("的"):
        role, start = tail.counted, 0
    counted = f"{head}{joint}{tail.counted}"
    end = start + len(role)
    return Topic(head, counted, role, shift + start, shift + end, tail.ask, tail.unit)


def _said_noun(asking: str) -> str:
    """The noun within the asking words: 劳动竞赛 of 哪些劳动竞赛."""
    return _INTERROGATIVE.sub("", asking)


def asking_words(text: str) -> tuple[int, int, str] | None:
    """Where the asking words stand, with their unit; None where there are none."""
    folded = fold(text)
    if len(folded) != len(text):
        folded = text
    spans = []
    for pattern in (_COUNTING, _WHEN, _WHY):
        match = pattern.search(folded)
        if match:
            unit = match.groupdict().get("unit") or ""
            spans.append((match.start(), -match.end(), unit))
    said = sought(folded)
    if said is not None:
        spans.append((said.start, -said.end, ""))
    if not spans:
        return None
    start, end, unit = min(spans)
    return start, -end, unit


def _counting(left: str, right: str, ask: str, unit: str, shift: int) -> Topic:
    """Of a question that counts: 死了多少人, 有多少社员, 损失是多少, 多少人报名."""
    noun = right.strip("的了过")
    verbal = ask[:1] in "了过" or _ends_in_verb(left)
    existing = _EXISTING.fullmatch(left)
    if ask[:1] in "是为" or (not noun and not verbal and not existing):
        return _role(left, ask, unit, shift)
    if existing and not noun:
        where, what = existing.groups()
        return Topic(where, f"{where}的{what}", ask=ask, unit=unit)
    if noun and unit in _PERSONS and _has_verb(noun):
        # 多少人报名: the verb stands behind those who are counted.
        kind = opening_nouns(noun)
        done = noun[len(kind) :].strip("的了")
        whole = f"{left}{done}" if not left or _is_time(left) else left
        return Topic(whole, f"{left}{done}的{kind or '人'}", ask=ask, unit=unit)
    noun = noun or ("人" if unit in _PERSONS else "")
    counted = f"{left}的{noun}" if noun else left
    before = _without_verb(left) if verbal else left
    return Topic(counted if not before or _is_time(before) else before, counted, ask=ask, unit=unit)


def _role(left: str, ask: str, unit: str, shift: int) -> Topic:
    """Split the noun asked for from its owner: 农民借贷所|的|首任主任."""
    cut = left.rfind("的")
    owner, role = (left[:cut], left[cut + 1 :]) if cut > 0 else ("", left)
    if not owner or _ends_in_verb(owner) or _is_time(owner):
        words = segment(role)
        last = role[words[-1].start :] if words else ""
        if len(words) > 1 and len(last) == 1 and last in "长员者人率额量数费金款息":
            last = role[words[-2].start :]
        if not is_relation(last) or len(last) == len(role):
            return Topic(
                left,
                left,
                role if owner else "",
                shift + len(left) - len(role),
                shift + len(left),
                ask,
                unit,
            )
        rest = role[: -len(last)]
        trimmed = _ATTRIBUTE.sub("", rest)
        role = role[len(trimmed) :]
        owner = left[: -len(role)].rstrip("的")
        if role[-1] == "长" and len(role) > 2 and role == last and owner[-1:] not in _BODIES:
            # 救援支队长: the body itself stands in its head's title.
            owner = left[:-1]
        owner = _LEADING.sub("", owner)
        if _ends_in_verb(owner):
            owner = _without_verb(owner)
        elif owner and owner[-1] not in _BODIES and segment(owner)[-1].tag[:1] not in "nz":
            owner = left
    if not owner or _is_time(owner) or role.startswith(("那", "这")) or "占" in owner:
        owner = left
    end = shift + len(left)
    return Topic(owner, left, role, end - len(role), end, ask, unit)


def _predicated(left: str, right: str, ask: str) -> Topic:
    """Asking words with a predicate behind them: X是谁设计的, X哪年成立Y."""
    making = _MAKING.match(right)
    made = right[making.end() :].strip("的了") if making else ""
    if making and made:
        made = f"{left}{making.group().rstrip('了')}的{made}"
        return Topic(made, made, ask=ask)
    return Topic(left, left, ask=ask)


def _is_time(text: str) -> bool:
    told = find_times(text)
    return bool(told) and told[0].start == 0 and told[-1].end >= len(text.rstrip("的"))


def _ends_in_verb(text: str) -> bool:
    bare = text.rstrip("了过")
    said = segment(bare)
    if not said:
        return False
    if len(bare) < len(text):
        return True
    last = bare[said[-1].start :]
    if last[-1] in _BODIES:
        return False
    return (said[-1].tag == "v" and not is_relation(last)) or bool(
        _VERB_ENDS.search(bare) and len(last) == 1
    )


def _without_verb(text: str) -> str:
    """Less its last verb and the adverbs before that: 冲突 of 冲突共死了."""
    bare = text.rstrip("了过")
    said = segment(bare)
    cut = said[-1].start
    if len(said) > 1 and said[-2].tag == "v" and bare[-1] in "到成出为称进满给上":
        cut = said[-2].start
    return _LINK.sub("", _ADVERB.sub("", bare[:cut]))


def _has_verb(text: str) -> bool:
    return any(word.tag == "v" for word in segment(text))
