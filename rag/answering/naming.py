"""Whether two names may mean the same thing, and whether texts know a name at all.

Chinese shortens a name by leaving characters out and keeping their order: 海员俱乐部 is
北海国际海员俱乐部, 市政府 is 市人民政府. Nothing here knows any one name.

Not done here: names for the same thing that share no character (鹅城 for 惠州).
"""

import re
from collections.abc import Iterable, Sequence

from rag.language.content import content
from rag.language.framing import unframed
from rag.language.name_heads import ORGANISATIONS, WORKS
from rag.language.names import Name, NameKind, find_names
from rag.language.normalise import fold
from rag.language.patterns import late_regex
from rag.language.segments import segment, verbs_at, word_starts
from rag.language.vocabulary import is_ordinary
from rag.question import Question

BODIES = frozenset({NameKind.ORGANISATION, NameKind.PLACE})
_MARKS = "《》〈〉“”‘’「」『』 "
_BETWEEN = "[^，。；：！？、,;:!?\\n]{0,3}?"
# What stands before a name in a question and is no part of it: measures, prepositions, verbs.
_LEAD = late_regex(
    r"^(?:.{1,8}?[后前时](?=.{2})|第.{1,4}[届次].{1,10}?(?:运动会|大会|会议|比赛|竞赛)(?=.{2})|[这那哪一二三四五六七八九十两几]?[个座家位名所间项种]|时候|每?天|[修建去到在光按由把给帮让被跟和与对是有比])"
)
_PREDICATE = late_regex("[被是的获得在于当后哪什何为担任]")
_HAN = late_regex("[\u4e00-\u9fff]+")
_LEVELLED = late_regex(
    r"(?:中华)?(?:全国|中央|自治区|省|市|县|区)(?:人民)?(?:总工会|政府|人大|政协|妇联)|"
    r"(?:自治区|省|市|县|区)(?:[\u4e00-\u9fff]{2,3}?)(?:局|厅)"
)
_ROLE = late_regex(
    r"(?:冠军|亚军|季军|优胜|获奖|得奖|先进|模范|承办|主办|协办|参赛|参与|牵头|主管|上级|下级|下属|所属|直属|合作|对口|有关|"
    r"相关|接收|[新老旧原本])[\u4e00-\u9fff]{1,3}$"
)
_LEAST = 3


def bodies(text: str) -> list[Name]:
    """The bodies and places of a text, outermost only, with those that only a level names."""
    found: list[Name] = []
    for name in find_names(text):
        if name.kind in BODIES and not any(one.end >= name.end for one in found):
            found.append(name)
    taken = [(name.start, name.end) for name in found]
    for match in _LEVELLED.finditer(text):
        if not any(start < match.end() and match.start() < end for start, end in taken):
            found.append(Name(match.start(), match.end(), match.group(), NameKind.ORGANISATION))
    return sorted(found, key=lambda name: name.start)


def plain(name: str) -> str:
    """A name in matching form without its marks."""
    return fold(name).strip(_MARKS)


def alike(one: str, other: str) -> bool:
    """Whether one name may be the other, shortened: its characters stand there in order."""
    short, long = sorted((plain(one), plain(other)), key=len)
    if len(short) < 2:
        return False
    rest = iter(long)
    return all(character in rest for character in short)


def stands_in(name: str, text: str) -> bool:
    """Whether a folded text has the name, or a longer form of it with up to 3 characters between.

    王家厂 is not in 王家的面粉厂, because a name has no 的 inside.
    """
    if name in text:
        return True
    if len(name) < _LEAST or not _in_order(name, text):
        return False
    found = _loose(name).search(text)
    return found is not None and "的" not in found.group()


def _in_order(name: str, text: str) -> bool:
    """Whether the text has the name's characters one after the other, however far apart.

    Most have not, and a pattern for one name takes longer to make than a text to look through.
    """
    at = 0
    for character in name:
        at = text.find(character, at) + 1
        if not at:
            return False
    return True


def nearly_in(name: str, text: str) -> bool:
    """Whether a folded text has the name but for one character: a slip of the pen in quotes."""
    if len(name) < _LEAST:
        return False
    ways = (f"{re.escape(name[:at])}.{re.escape(name[at + 1 :])}" for at in range(len(name)))
    return re.search("|".join(ways), text) is not None


def _loose(name: str) -> re.Pattern[str]:
    return re.compile(_BETWEEN.join(map(re.escape, name)))


def bare(name: str, texts: Sequence[str]) -> str:
    """The name without words before it that are no part of it, where the texts have the rest."""
    held = name
    while not any(held in text for text in texts):
        match = _LEAD.match(held)
        if match is None or len(held) - match.end() < 2:
            return name
        held = held[match.end() :]
    return held


def unknown_names(question: Question, texts: Sequence[str]) -> list[str]:
    """Bodies and people that the question is about and no text has, in matching form.

    Sure cases only: the name opens the question or a clause of it, where Chinese puts the topic;
    a body has its head noun, a person's name is no ordinary word.
    """
    asked = content(unframed(question.folded))
    known = [*texts, *(term.source for term in question.added)]
    names = find_names(asked)
    missing = []
    for name in names:
        text = plain(name.text)
        if name.inner or not _HAN.fullmatch(text) or not _opens(question, name):
            continue
        if not _is_whole(asked, name):
            continue
        if name.kind in BODIES and _headed(text):
            text = bare(text, texts)
            parts = [one for one in names if one.start == name.start and one.end < name.end]
            if (
                not any(stands_in(text, held) for held in known)
                and not _begun(parts, text, texts)
                and _is_apart(text, texts)
            ):
                missing.append(text)
        elif (
            name.kind is NameKind.PERSON
            and _is_person(question, name)
            and not any(text in held for held in known)
        ):
            missing.append(text)
    return missing


def _is_whole(text: str, name: Name) -> bool:
    """Whether a name ends where a word ends and has no verb inside: 时报 is none in 时报纸."""
    if name.end < len(text) and name.end not in word_starts(text):
        return False
    verbs = verbs_at(text)
    return not any(name.start < start and end < name.end for start, end in verbs.items())


def _is_apart(name: str, texts: Sequence[str]) -> bool:
    """Whether no sentence of any text has all words of the name: else it may be a name for a
    known body."""
    words = [name[word.start : word.end] for word in segment(name)]
    return not any(
        all(word in sentence for word in words)
        for text in texts
        if all(word in text for word in words)
        for sentence in text.split("。")
    )


def _headed(name: str) -> bool:
    """Whether a name has the head noun of a body after a body of its own: 城南水厂, not 水厂, nor
    what only says which one it was (冠军队, 承办单位)."""
    if _ROLE.match(name):
        return False
    return any(name.endswith(head) and len(name) - len(head) > 1 for head in ORGANISATIONS)


def _begun(parts: Iterable[Name], name: str, texts: Sequence[str]) -> bool:
    """Whether a known body begins the name: the rest is a part of it, or a verb (水厂建厂)."""
    found = [plain(part.text) for part in parts if part.kind is NameKind.ORGANISATION]
    for head in ORGANISATIONS:
        place = name.find(head, 0, len(name) - 1) if len(head) > 1 else -1
        if place >= 0:
            found.append(name[: place + len(head)])
    return any(one in text for one in found for text in texts)


def _opens(question: Question, name: Name) -> bool:
    """Whether a name stands first in the question or in a clause of it, a time before it apart."""
    reached = 0
    for time in question.times:
        if time.end <= name.start:
            reached = time.end
    before = question.folded[: name.start].rstrip()
    return len(before) <= reached or before[-1:] in "，,。;；:："


def _is_person(question: Question, name: Name) -> bool:
    """Whether three characters can hardly be anything but a name: by themselves, or as subject."""
    pairs = [name.text[at : at + 2] for at in range(len(name.text) - 1)]
    subject = _PREDICATE.match(question.folded, name.end) is not None
    return len(name.text) == _LEAST and (subject or not all(map(is_ordinary, pairs)))


def same_sort(one: str, other: str) -> bool:
    """Whether two names end in the same head noun: rivals for one place in a clause."""
    longest = head_of(one, (*ORGANISATIONS, *WORKS))
    return bool(longest) and other.endswith(longest)


def head_of(name: str, heads: Sequence[str] = ORGANISATIONS) -> str:
    """The longest head noun that a name ends in, of bodies where no others are given; or ""."""
    return max((head for head in heads if name.endswith(head)), key=len, default="")
