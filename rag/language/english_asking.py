"""What an English question asks for, as the Chinese interrogative that asks the same.

The interrogative is one that ``asking.asked`` understands, so that both languages share one
reading of questions. English fronts its interrogatives: the first one decides, but a clause of
time ("When the hall opened, how many …") does not count as one.
"""

import re
from dataclasses import dataclass

from rag.language.patterns import late_regex

_AUX = r"(?:did|do|does|was|were|is|are|has|have|had|will|would|can|could|should|shall|might|am)"
_TWO_TO_TEN = {
    "two": "两",
    "three": "三",
    "four": "四",
    "five": "五",
    "six": "六",
    "seven": "七",
    "eight": "八",
    "nine": "九",
    "ten": "十",
}
_MONEY = (
    r"(?:money|fund(?:s|ing)?|cash|capital|aid|relief|compensation|subsid(?:y|ies)|investment|"
    r"donations?|wages?|income|revenue|tax|dues|interest|debt|grants?|loans?|bonus(?:es)?|pay)"
)
_SPENDING = late_regex(
    r"\b(?:costs?|spen[dt]|rais(?:e|ed)|donat\w+|pa(?:y|id)|allocat\w+|invest\w*|grant\w*|"
    r"subsid\w+|collect\w*|fund\w*|worth|wages?|salar\w+|price\w*|yuan|rmb|award\w*|earn\w*|"
    r"distribut\w*|given|give|hand\w* out|contribut\w+|borrow\w*|len[dt]|lose|lost|save[ds]?)\b"
)
_COUNTED = {
    r"people|persons?|men and women|individuals": "多少人",
    r"person-times?|person times|participants-times": "多少人次",
    r"times": "多少次",
    r"years?": "多少年",
    r"months?": "多少个月",
    r"weeks?": "多少周",
    r"days?": "多少天",
    r"hours?": "多少小时",
    r"yuan|dollars|rmb": "多少元",
    r"per ?cent|percent": "百分之多少",
    r"households": "多少户",
    r"mu": "多少亩",
    r"tons|tonnes": "多少吨",
    r"square met(?:er|re)s": "多少平方米",
    r"cubic met(?:er|re)s": "多少立方米",
    r"met(?:er|re)s": "多少米",
    r"hectares": "多少公顷",
    r"kilograms|kilos": "多少公斤",
    r"catt(?:y|ies)|jin": "多少斤",
    r"kilowatts": "多少千瓦",
    r"kilowatt[- ]hours": "多少千瓦时",
    r"percentage points": "多少个百分点",
    r"visits|visitors|trips": "多少人次",
    r"kilomet(?:er|re)s": "多少公里",
}
_PLURAL = r"(?!(?:was|is|has|does|this|its|us|as)\b)[a-z]+(?<!s)(?<!u)(?<!i)s"

# (Chinese, pattern). All patterns are searched; the earliest match wins, then the first rule.
_STRONG: tuple[tuple[str, str], ...] = (
    ("呢", r"^\W*(?:and |so |then )*(?:what|how) about\b"),
    ("相差多少", r"\bhow (?:many|much) (?:more|fewer|less|higher|lower|larger|longer)\b"),
    ("相差多少", r"\b(?:what (?:is|was) )?the difference (?:in|between)\b"),
    ("多少倍", r"\bhow many times (?=more|as |the |larger|higher|greater|bigger)"),
    ("多长时间", r"\b(?:for )?how long\b|\bhow much time\b"),
    ("多少次", r"\bhow often\b|\bhow frequently\b"),
    ("多少岁", r"\bhow old\b|\bat what age\b"),
    ("多远", r"\bhow far\b"),
    ("多高", r"\bhow (?:tall|high)\b"),
    ("多深", r"\bhow deep\b"),
    ("多宽", r"\bhow wide\b"),
    ("多重", r"\bhow heavy\b"),
    ("多快", r"\bhow fast\b"),
    ("多大", r"\bhow (?:big|large)\b"),
    *((word, rf"\b(?:by )?how many (?:{noun})\b") for noun, word in _COUNTED.items()),
    ("多少", r"\bby how (?:much|many)\b"),
    ("多少", r"\bhow many(?: of the| of)?\b"),
    ("多少钱", rf"\bhow much (?={_MONEY}\b)"),
    ("多少", r"\bhow much(?: of)?\b"),
    (
        "百分之多少",
        r"\b(?:what|which) (?:percentage|per ?cent|share|proportion|fraction)\b(?: of)?",
    ),
    ("百分之多少", r"\bwhat (?:is|was|were) (?=the (?:[a-z]+[ -]){0,4}(?:rate|percentage)\b)"),
    (
        "多少钱",
        r"\bwhat (?:is|was|were) the (?:total |average |overall )?"
        r"(?=(?:(?!of\b)[a-z-]+ ){0,3}"
        r"(?:amount|cost|sum|budget|income|value|price|wage|salary|investment)\b)",
    ),
    (
        "多少",
        r"\bwhat (?:is|was|were|are) the (?:total |average |overall |combined )?"
        r"(?:number|count|(?=population|area|size|output|quantity|capacity|membership))\b(?: of)?",
    ),
    ("哪年哪月", r"\b(?:in )?(?:what|which) (?:year and month|month and year)\b"),
    ("星期几", r"\b(?:on )?(?:what|which) (?:day of the week|weekday)\b"),
    ("哪年", r"\b(?:in |by |since |during |from )?(?:what|which) years?\b"),
    ("哪个月", r"\b(?:in )?(?:what|which) month\b"),
    ("哪天", r"\b(?:on )?(?:what|which) (?:exact )?(?:date|day)\b"),
    ("什么年代", r"\b(?:in )?(?:what|which) (?:decade|period|era)\b"),
    (
        "什么时候",
        rf"\bwhen(?= {_AUX}\b| exactly\b|\W*$)|\bat what time\b|\bwhat (?:is|was) the date\b"
        r"(?: of)?|\bsince when\b|\bthe (?:exact )?date (?:on which|when)\b",
    ),
    ("为什么", r"\bwhy\b|\bfor (?:what|which) reasons?\b|\bhow come\b|\bwhat caused\b"),
    (
        "为什么",
        r"\bwhat (?:is|was|were|are) the (?:main )?(?:reasons?|causes?)\b(?: for| of| why)?",
    ),
    ("什么意思", r"\bwhat (?:is|was|does|do|did)\b(?=.{1,80}\b(?:meant|mean|stand for)\b)"),
    ("什么意思", r"\bwhat (?:is|was) (?:the )?(?:meaning|definition) of\b"),
    (
        "叫什么",
        r"\b(?:under )?(?:what|which) name\b|\bwhat (?:is|was|were) (?=.{1,60}\b(?:called|named|"
        r"known as)\b)|\bwhat (?:is|was) the (?:original |full |former )?(?:name|title) of\b",
    ),
    *(
        (f"哪{han}个", rf"\b(?:which|what|who (?:were|are) the) {english}\b")
        for english, han in _TWO_TO_TEN.items()
    ),
    ("谁", rf"\b(?:by |to |from )?(?:whom|whose)\b|\bwho(?= {_AUX}\b)|^\W*who\b"),
    ("哪里", r"\bwhere(?= (?:" + _AUX[3:-1] + r")\b|\W*$)|\b(?:in|at) (?:what|which) place\b"),
    (
        "哪些",
        rf"\b(?:what|which) (?:of the )?(?:(?!(?:{_AUX}|the|an?)\b)[a-z-]+ ){{0,2}}?{_PLURAL}\b",
    ),
    ("哪些", r"\b(?:what|which) (?:kinds?|types?|sorts?) of\b"),
    ("哪些", r"\bwhat (?:are|were)\b|\bwhich ones\b"),
    ("什么是", r"\bwhat (?:is|was) an?\b"),
    ("哪个", r"(?:^|, ?|\b(?:in|at|to|by|of|from|on|for|with|under) |\w )which\b"),
    ("怎么", rf"\bhow(?= {_AUX}\b| to\b|\W*$)"),
    ("什么", r"\bwhat\b"),
    ("哪些", r"^\W*(?:please )?(?:list|name|enumerate|give|state)\b(?: me)?(?: all)?"),
    ("吗", rf"(?:^\W*|, ?)(?:is it true that|{_AUX})\b(?=.*\w)"),
)
_WEAK: tuple[tuple[str, str], ...] = (
    ("什么时候", r"^\W*when\b|\bwhen\b"),
    ("哪里", r"\bwhere\b"),
    ("怎么", r"\bhow\b"),
    ("哪个", r"\bwhich\b"),
    ("谁", r"\bwho\b"),
    ("呢", r"^\W*and\b"),
)
_RULES = tuple(
    tuple((chinese, re.compile(pattern)) for chinese, pattern in rules)
    for rules in (_STRONG, _WEAK)
)
_PREAMBLE = late_regex(
    r"^\W*(?:(?:please|could you|can you|would you|do you know|tell me|i(?:'d| would) like to know|"
    r"i want to know|i wonder|let me know|may i ask|does anyone know|according to the text)[\s,]+)+"
)
_CONTRAST = (
    (re.compile(r"\b(?:most|highest|largest|greatest|biggest|maximum)\b"), "最多"),
    (re.compile(r"\b(?:fewest|least|lowest|smallest|minimum)\b"), "最少"),
    (re.compile(r"\b(?:earliest)\b"), "最早"),
    (re.compile(r"\b(?:more|higher|larger|greater|bigger)\b(?! than (?:\d|one\b|a\b))"), "更多"),
    (re.compile(r"\b(?:fewer|lower|smaller)\b"), "更少"),
    (re.compile(r"\bearlier\b"), "更早"),
)
_CHOICES = ("哪年", "哪个", "谁")


@dataclass(frozen=True, slots=True)
class EnglishAsked:
    """``chinese`` asks as the words ``start`` to ``end`` did; ``counts`` what follows them."""

    chinese: str
    start: int
    end: int
    counts: bool = False


def read_asking(lower: str) -> EnglishAsked | None:
    """The interrogative of a lower-case English question; None where none stands."""
    opening = _PREAMBLE.match(lower)
    begin = opening.end() if opening else 0
    for rules in _RULES:
        found = [
            (match.start(), number, match.end(), chinese)
            for number, (chinese, pattern) in enumerate(rules)
            if (match := pattern.search(lower, begin))
        ]
        if found:
            start, _, end, chinese = min(found)
            return _refined(chinese, 0 if start <= begin else start, end, lower)
    return None


def _refined(chinese: str, start: int, end: int, lower: str) -> EnglishAsked:
    if chinese in _CHOICES:
        more = next((word for pattern, word in _CONTRAST if pattern.search(lower, end)), "")
        return EnglishAsked(chinese + more, start, end)
    if chinese == "多少" and lower[start:end].rstrip().endswith("much"):
        spending = _SPENDING.search(lower)
        return EnglishAsked("多少钱" if spending else chinese, start, end)
    if chinese == "哪些":  # the noun that was looked at for its plural is not consumed
        asking = re.match(r"\W*(?:what|which)\b", lower[start:end])
        plain = re.search(r"(?:kinds?|types?|sorts?) of$|\b(?:are|were|ones)$", lower[start:end])
        if asking and not plain:
            end = start + asking.end()
    return EnglishAsked(chinese, start, end, counts=chinese == "多少")
