"""Pronouns and demonstratives of a question put into words.

他 and 她 mean a person, 它 a thing, 该厂 and 那条船 something of that noun: what the question
before was answered with, or else what it was about. Center first, by the order of Grosz, Joshi and
Weinstein, Centering (1995): the answer is what the talk has come to.

Not done here: what nobody named, and plurals of several antecedents (他们).
"""

from dataclasses import dataclass

from rag.language.asking import Wanted, asked
from rag.language.leaning import opening_nouns, opens_with_person
from rag.language.name_types import NameKind
from rag.language.names import find_names
from rag.language.normalise import fold
from rag.language.patterns import late_regex
from rag.language.topics import Topic

_PERSONAL = late_regex(
    r"他(?!们)|她(?!们)|(?:该|这位|那位)(?:同志|先生|女士|人(?!口|均|数|次)|医生|教师|工程师)?(?=[^\s])(?<=[志生士人师位])"
)
_THING = late_regex(r"它(?!们)|(?<![^，,。])其(?![中他余它实间后次])")
_DEMONSTRATIVE = late_regex(
    r"(?:该|上述|[这那]一?(?:个|次|届|里|条|辆|批|座|本|份|笔|件|例|家|位|场|只|艘|种|项|支|部|所|间|起|样|组)?)"
    r"(?P<noun>[\u4e00-\u9fff]{1,8})"
)
_NOT_DEMONSTRATIVE = late_regex(r"[这那][年月天时会么样些]|(?:这|那)(?:里的)")
_GENERIC = frozenset(["钱", "款", "资金", "人", "数", "数字", "金额", "事", "东西", "时候"])
_BORDER = late_regex(r".*(?:是|在|由|被|把|了|谁|，|,|哪|多少|几)")
_PLACE_IN = late_regex(r"(?:里[面头]?|中|上|内|当中|之中|下设)$")
_ENDING = late_regex(r"[。，,；;\s]+$|等?(?:[一二三四五六七八九十两\d]+)?人?等人?[。]?$|等[。]?$")
_KIN = late_regex(
    "(?:儿子|女儿|父亲|母亲|妻子|丈夫|弟弟|哥哥|姐姐|妹妹|孙[子女]|家[人乡]|学生|老师|后[代人]|著作|作品)"
)
_LONG = 16
_PERSON_NOUNS = late_regex(
    r"(?:位|名|个)?(?:医生|教师|老师|工人|队员|检验员|工程师|司机|技师|干部|代表|农民|商人|学生|[\u4e00-\u9fff]{1,3}[员师长])"
)


@dataclass(frozen=True, slots=True)
class Spoken:
    """What the talk is about: the person and the thing last named, and the topic before."""

    person: str
    thing: str
    topic: Topic
    names: tuple[str, ...] = ()


def entity(answer: str) -> str:
    """A short answer as the name it gives; "" where it is a figure, a time or a sentence."""
    name = _ENDING.sub("", _ENDING.sub("", answer.strip()))
    plain = not any(character.isdigit() or character in "，,。；、" for character in name)
    return name if plain and 1 < len(name) <= _LONG else ""


def spoken(question: str, answer: str, topic: Topic, before: str) -> Spoken:
    """What a turn leaves to be pointed at; ``before`` is the person named before it."""
    said = entity(answer)
    kind = asked(fold(question))
    persons = [one.text for one in find_names(question) if one.kind is NameKind.PERSON]
    told = _person_in(said)
    if (said and (kind.kind is Wanted.PERSON or _PERSON_NOUNS.fullmatch(kind.noun))) or told:
        person, thing = told or said, ""
    else:
        person = opens_with_person(question) or (persons[0] if persons else "") or before
        # Where something took place is not what the talk goes on about.
        thing = said if kind.kind is Wanted.NAME else ""
    names = [one.text for one in (*find_names(answer), *find_names(question))]
    return Spoken(person, thing, topic, tuple(names))


def _person_in(said: str) -> str:
    """The person's name in a short answer: 俞双喜 of 第三车间工人俞双喜."""
    for one in find_names(said):
        if one.kind is NameKind.PERSON and one.end == len(said):
            return one.text
    return ""


def point_out(question: str, talk: Spoken) -> str:
    """The question with what it points to in the place of its pronouns; itself where none is."""
    text = question
    match = _PERSONAL.search(text)
    if match and talk.person:
        kin = "的" if _KIN.match(text, match.end()) else ""
        text = f"{text[: match.start()]}{talk.person}{kin}{text[match.end() :]}"
    match = _THING.search(text)
    if match:
        meant = talk.thing or talk.topic.about
        owned = match.group() == "其" and text[match.end() : match.end() + 1] != "的"
        text = f"{text[: match.start()]}{meant}{'的' if owned else ''}{text[match.end() :]}"
    match = _DEMONSTRATIVE.search(text)
    if match and not _NOT_DEMONSTRATIVE.match(text, match.start()):
        head, meant = _antecedent(match["noun"], talk)
        if meant:
            text = f"{text[: match.start()]}{meant}{text[match.start('noun') + len(head) :]}"
    return text


def _antecedent(noun: str, talk: Spoken) -> tuple[str, str]:
    """The noun pointed with, and what it means; ("", "") where nothing of that noun was named."""
    head = _PLACE_IN.sub("", opening_nouns(noun))
    if not head:
        return "", ""
    if head in _GENERIC:
        return head, talk.topic.counted
    spoken_of = (talk.thing, talk.topic.about, talk.topic.counted)
    longer = len(head) + 1
    ending = [one for one in (*spoken_of, *talk.names) if one.endswith(head) and len(one) > longer]
    if ending:
        return head, max(ending, key=len)
    for name in spoken_of:
        if head in name and len(head) > 1:
            stretch = name[: name.index(head) + len(head)]
            border = _BORDER.match(stretch)
            meant = stretch[border.end() :] if border else stretch
            return (head, meant) if len(meant) > longer else ("", "")
    return "", ""
