"""What is called something: the words before 叫什么 and behind 管.

那位老校长叫什么 asks for a person, 自己编的那本书叫什么 for a title, 大家管她叫什么 for a nickname.
"""

from rag.language.counted import Counted, counted_by_noun
from rag.language.patterns import late_regex

_CALLED = late_regex(r"(?:名叫|叫|姓甚)(?:做|作)?(?:什么|啥)")
_BY = late_regex(r"(?:^|[,，])[^,，]*?管(?:(?P<it>[它她他这那]们?个?)|(?P<what>[^,，]+))$")
_CLAUSES = late_regex(r"[,，]")
# 位 counts persons only; another 那本 behind it says that something of theirs is meant.
_SOMEONE = late_regex(
    r"[这那有]一?位(?![^,，]*[这那]一?[本部篇首幅封份张种个条])[^,，]*$|[他她]$|姓[啥甚什]"
)


def names_a_person(folded: str, noun: str) -> bool:
    """Whether a question for a name asks for a person's: by what is called so, else by its noun."""
    called = _CALLED.search(folded)
    if called is None:
        return counted_by_noun(noun) is Counted.PEOPLE
    before = folded[: called.start()]
    if _BY.search(before):
        return False
    people = counted_by_noun(thing_called(before)) is Counted.PEOPLE
    return people or _SOMEONE.search(before) is not None


def thing_called(before: str) -> str:
    """The words for what is called something, of those before 叫: 夜宵 of 那顿夜宵，工人们管它."""
    by = _BY.search(before)
    said = before if by is None else before[: by.start()] if by["it"] else by["what"]
    clause = _CLAUSES.split(said.rstrip(",，"))[-1]
    return clause.rpartition("的")[2] or said
