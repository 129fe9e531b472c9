"""Whether a question leans on the one before: pronouns, connectives, and nouns of relation.

Chinese leaves out what is known (zero anaphora: Li and Thompson, Mandarin Chinese (1981), chapter
24). What is left out shows in the noun a question opens with. A noun of relation (主任, 损失,
面积, 会员) is of something, and where that is not said the question leans; a thing that stands
by itself (气象站, 开茶节), a name, or an owner of its own (工会的职能) begins anew.

Not done here: what it leans on (``rag.language.topics``).
"""

from rag.language.asking import Wanted, asked
from rag.language.content import content
from rag.language.name_lists import words
from rag.language.name_surnames import SURNAMES
from rag.language.name_types import NameKind
from rag.language.names import find_names
from rag.language.normalise import fold
from rag.language.patterns import late_regex
from rag.language.segments import Word, segment
from rag.language.times import find_times

_MEASURES = "个些次届里边条辆批座本份笔件例家名位场只艘种项支部所间起"
# After a noun or 的, 那 and a measure only recognise (七五年那个规划); they point back where a
# clause begins or after a preposition.
POINTER = late_regex(
    r"(?<!其)[他她它]们?|^(?:在|从|对|把|与)?其(?![他余它实])|"
    rf"(?:^|(?<=[把在是到对和由被从给，,]))(?:这(?!里的)|那(?=一?[{_MEASURES}]))|"
    r"该(?=[\u4e00-\u9fff]{1,4})|此(?![外后])|上述|前者|后者|(?<!的)[两二]者"
)
OPENING = late_regex(
    r"^(?:我还?想(?:了解|知道|问)?一?下?[，,]?|(?:那么|那(?![个些次届年里边条辆批座本份笔件例家名位场只艘种项支部所间起时会一几])|还有|然后|"
    r"接着|另外|至于|具体|再?请问|再问)(?:一下)?[，,]?)+"
)
CONNECTIVE = late_regex(
    r"^(?:那时候?|那会(?:儿|(?![员费议长计场章籍馆址徽刊旗友]))|后来|结果|最后(?![那这一二三四五六七八九十几\d的]|一[^共])|最终|事后|其后|之后|随后|此后|当[年时]|同年|次年|[翌隔]年|第二年|"
    r"原来(?!的)|原先|起初|实际|在?此?期间|其间|里[面头]|首[批届任年]|头一?[年次批]|一共|总共|共(?![产青和]))+"
)
CHANGE = late_regex(
    r"(?:增|升|降|跌|减|涨|扩|达|回升|下降|上升|提高|增加|减少|扩大|缩短|压缩|合并|恢复|发展)(?:[加长大少为]?(?:[到至为]|成(?!立|都)))"
    r"|(?:^|(?<=[年底末，,]))[多少][了出](?=多少|几)|还剩|只剩|剩下|达到?(?=多少|几)|又(?=[少多高低升降减增])"
)
_GROWN = late_regex(
    r"(?:又|就|一共|总共)?(?:[多少]|增[加长]?|减少?|上升|下降|[涨跌升降])[了出](?=多少|几)"
)
"""到1985年多了多少: of what, only the turn before says."""
_COMPARING = late_regex(r"比|(?:两[年届次者]|二者|前后)?(?:相?差|一共|加起来)")
_THING = late_regex(
    r"(?P<thing>[\u4e00-\u9fff]{1,7}?[会社厂校院所局站队团店部馆库场司节桥路闸坝塔堂宫园寺庙中])"
    r"(?=是(?!谁|多)|始于|创|建|都|一?共|总共|于|设于|哪|何时|什么时候|由谁|建于|占地|在哪)"
)
_TITLED = late_regex(
    r"[\u4e00-\u9fff](?:老板|师傅|厂长|校长|院长|主任|书记|主席|队长|站长|社长|场长|局长|经理|医生|老师|先生|女士|工程师|大爷|阿婆)"
)
_DEFINING = late_regex(
    r"^(?:什么[是叫]|何[为谓])|(?:是|指|叫)(?:个|种)?(?:什么|啥)(?:意思|东西|玩意儿?)?$|怎么(?:个|一)?回事|含义"
)
_EXPLAINING = late_regex("是|指|叫")
_QUOTED = late_regex(r"[“\"「『《]")
_NAMED = frozenset({NameKind.PERSON, NameKind.ORGANISATION, NameKind.PLACE, NameKind.TITLE})
_ASKS = late_regex("多少|[几哪谁何啥]|[什甚]么")
_ASKING = late_regex(
    "多少|[几哪谁何啥吗吧咋]|[什甚怎]么|多[长高大重久远宽深快厚]|怎样|是不是|是否|有没有|能否|([\u4e00-\u9fff])不\\1"
)
_HAN_OR_WORD = late_regex(r"[\u4e00-\u9fff]|[a-z0-9]+")
_EVENT = late_regex(
    r"(?:活动|会议|大会|比赛|竞赛|运动会|工程|项目|文件|通知|方案|办法|制度|计划|行动|事件|书|班|课程?|奖)$"
)
_RELATION_END = late_regex(
    r"(?:[长员者人师名址率额量数费价值积金款息薪资度期]|主任|书记|主席|会计|经理|董事|领导|总理|委员|"
    r"秘书|主编|代表|学生|学员|职工|员工|民工|雇工|工人|教师|医生|护士|官兵|战士|群众|居民|农民|村民|农户|家属|家庭|患者|病人|"
    r"子女|儿子|女儿|父亲|母亲|妻子|丈夫|弟弟|哥哥|儿童|孩子|妇女|男女|青年|老人|观众|读者|用户|客户|宾客|"
    r"损失|投资|造价|成本|产值|编制|床位|病床|底本|规模|比例|比重|占比|收入|支出|利润|盈余|工期|票数|销路|库存|"
    r"震中|震级|主跨|海拔|速度|宽|高|长|重量|温度|"
    r"原因|目的|结果|意义|影响|内容|主题|用途|起因|地点|位置|时间|日期|职责|职能|任务|条件|要求|措施|口号|宗旨|"
    r"标准|范围|方式|效果|背景|经过|过程|作用|特点|优点|缺点|做法|结论|罪名|下场|收获|成绩|成果|"
    r"车间|科室|部门|机构|设备|机器|企业|单位|公司|成员|下设|钱|人数|人次|户数|家数|面积|长度|学费)$"
)
_GENERIC_BODY = frozenset(
    words(
        "理事会 董事会 监事会 委员会 调查组 工作组 领导小组 指挥部 办公室 支部 党委 总部 大会 会议"
    )
)
_GENERAL = frozenset(
    words("""
    活动 会议 大会 比赛 竞赛 工程 项目 文件 通知 方案 办法 制度 计划 行动 事件 课程
    情况 事情 问题 工作 地方 时候 小组 支队 大队 全县 全市 全国 全省 入学 工时 主要
    总共 一共 首批 实际 大家 国家 政府
    """)
)
_NOMINAL = "nbjlisazgqmxf"
_BODY_TAIL = frozenset("会社厂校院所局站队团店部馆库场司处班组行乡镇县市村街路楼")
# With this little content of its own a question cannot be meant to stand alone; one that
# points back or opens with a connective may have more.
_BARE = 8
_SUBJECTLESS = 9
_DATED = 4
_POINTING = 24
_RECOGNISED = 12
_CONNECTED = 9
_TERSE = 4
_CLAUSE = 4
_POST = 3
_CONTINUED = 4


def is_relation(noun: str) -> bool:
    """Whether a noun is of something: a post, a measure, a part, a circumstance."""
    return bool(_RELATION_END.search(noun))


def leans(question: str) -> bool:
    """Whether the question is to be understood from what was asked before it.

    Args:
        question: in its matching form.
    """
    bare = OPENING.sub("", question.strip()).rstrip("?？")
    rest = CONNECTIVE.sub("", bare)
    if _GROWN.match(rest, _past_time(rest)):
        return True
    # 那… and 还有… go on with what is spoken of, so that more may be left out.
    more = _CONTINUED if OPENING.match(question.strip()) else 0
    size = _size(rest) - more
    told = _told_by_words(bare, rest, size)
    return _elliptic(bare, rest, size) if told is None else told


def _past_time(text: str) -> int:
    """Where what follows the time begins that a text opens with; 0 where it opens with none."""
    told = find_times(text)
    return told[0].end if told and told[0].start <= 1 else 0


def _told_by_words(bare: str, rest: str, size: int) -> bool | None:
    """What pronouns and names tell; None where there is neither."""
    pointer = POINTER.search(bare)
    if pointer and not _within_reach(bare[: pointer.start()]):
        return size <= (_RECOGNISED if pointer.group() in "那这" else _POINTING)
    if _COMPARING.match(bare):
        return size <= _CONNECTED
    if _QUOTED.search(bare) or begins_anew(rest):
        return False
    if not _ASKING.search(bare):
        return size <= _TERSE and is_relation(rest)
    if _DEFINING.search(bare) and size > _DATED // 2 and not _asks_of_relation(rest):
        return False
    return None


def _elliptic(bare: str, rest: str, size: int) -> bool:
    """Whether a question without a name says too little to be asked of nothing."""
    if rest != bare:
        return size <= _CONNECTED and len(opening_nouns(rest)) <= _POST
    told = find_times(bare)
    timeless = f"{bare[: told[0].start]}{bare[told[0].end :]}" if told else bare
    if CHANGE.search(bare):
        owned = timeless.startswith("的") or begins_anew(timeless)
        return not owned and _size(timeless) <= _CONNECTED
    subject = opening_nouns(timeless)
    if told:
        bound = not subject and not timeless.startswith("的")
        return size > 0 and _size(timeless) <= _DATED and bound
    return size <= (_BARE if _ASKS.match(bare) or subject else _SUBJECTLESS)


def _asks_of_relation(question: str) -> bool:
    """Whether what is to be explained is of something: 主题是什么, 活动的目的是什么."""
    return is_relation(_EXPLAINING.split(question)[0])


def points(question: str) -> bool:
    """Whether a demonstrative with a noun of its own (该县, 这家厂) makes the question clear."""
    pointer = POINTER.search(question)
    return pointer is not None and pointer.group() in "该这那" and _size(question) > _BARE


def stays(question: str) -> bool:
    """Whether a question with a time like 那年 stays with the topic: it brings none of its own."""
    return _size(question) <= _POINTING // 2 and not begins_anew(question)


def _within_reach(before: str) -> bool:
    """Whether a pronoun has its own question to point to: a clause that stands before it."""
    return _size(before[: max(before.rfind("，"), before.rfind(","), 0)]) >= _CLAUSE


def _size(text: str) -> int:
    """How many characters or words of its own a question has."""
    return sum(1 for _ in _HAN_OR_WORD.finditer(content(fold(text))))


def begins_anew(question: str) -> bool:
    """Whether the question opens with a name, a thing or an owner of its own.

    A bare word for an event (活动的目的) means the one spoken of.
    """
    said = segment(question)
    return (
        _opens_with_name(question)
        or _opens_with_owner(question, said)
        or _opens_with_thing(question)
    )


def opens_with_person(text: str) -> str:
    """A person's name at the beginning of a question, "" where there is none."""
    post = _TITLED.match(text)
    if post and text[0] in SURNAMES:
        return post.group()
    said = segment(text)
    known = len(said) > 1 and text[0] in SURNAMES
    single = len(said) > 2 and all(word.end - word.start == 1 for word in said[:3])
    if not said or (
        said[0].tag != "nr" and not (known and single and said[0].tag[:1] not in "pdcrmuf")
    ):
        return ""
    end = said[0].end
    for word in said[1:]:
        if end >= 3 or word.end - word.start > 3 - end or (word.tag[:1] in "ruyp" and end > 1):
            break
        if end == 2 and word.tag[:1] == "v":
            break
        end = word.end
    sure = end == 3 or (known and said[0].tag == "nr")
    return text[:end] if 1 < end < 5 and sure else ""


def _opens_with_name(question: str) -> bool:
    for name in find_names(question):
        if name.start > 0:
            break
        whole = name.kind in _NAMED and len(name.text) > 2 and not _ASKS.search(name.text)
        generic = name.text in _GENERIC_BODY
        if whole and not generic and question[name.end : name.end + 1] not in "呢?？":
            return True
    return bool(opens_with_person(question))


def _opens_with_owner(question: str, said: tuple[Word, ...]) -> bool:
    if len(said) < 3 or question[said[1].start : said[1].end] != "的":
        return False
    owner = question[: said[0].end]
    owned = said[0].tag[:1] == "n" and said[2].tag[:1] == "n"
    return owned and len(owner) > 1 and not _EVENT.search(owner) and not is_relation(owner)


def _opens_with_thing(question: str) -> bool:
    """Whether the nouns a question opens with are a thing by itself."""
    told = find_times(question)
    start = told[0].end if told and told[0].start == 0 else 0
    thing = _THING.match(question, start)
    if thing and not is_relation(thing["thing"]) and thing["thing"] not in _GENERIC_BODY:
        return True
    subject = opening_nouns(question[start:])
    if len(subject) < 2 or asked(fold(question)).kind is Wanted.STATEMENT:
        return False
    if not is_relation(subject):
        return (len(subject) > 2 and not _EVENT.fullmatch(subject)) or _is_thing(subject)
    last = segment(subject)[-1]
    before = subject[: last.start]
    return len(before) > 2 and before[-1] in _BODY_TAIL and before not in _GENERIC_BODY


def _is_thing(word: str) -> bool:
    """Whether a word of two characters is a noun of a thing, and no general word."""
    whole = len(segment(word)) == 1 and segment(word)[0].tag[:1] == "n"
    return whole and word not in _GENERAL and word[-1] not in "里内上中下"


def opening_nouns(text: str) -> str:
    """The nouns a text opens with, up to its verb or its asking words."""
    end = 0
    for word in segment(text):
        said = text[word.start : word.end]
        if _ASKS.search(said) or (word.tag[:1] not in _NOMINAL and word.tag not in ("vn", "eng")):
            break
        if word.end - word.start == 1 and word.tag[:1] in "zgm" and said in "每各占":
            break
        end = word.end
    said = text[:end].rstrip("0123456789")
    return said.rstrip("长宽高重深") if _ASKS.match(text, end) else said
