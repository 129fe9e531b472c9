"""How answers and refusals are worded. Chinese first; nothing here states a fact."""

from datetime import timedelta

from rag.types import Period, Reason

_MARKS = "，,；;：:、。 \u3000"

REFUSALS = {
    Reason.NOT_IN_SOURCE: "文中没有找到能回答这个问题的内容。",
    Reason.PERIOD_NOT_COVERED: "文中没有记载所问的时期。",
    Reason.VALUE_NOT_REPORTED: "文中有相关内容，但没有给出所问的这一项。",
    Reason.UNKNOWN_ENTITY: "文中没有提到所问的对象。",
    Reason.FALSE_PREMISE: "问题的前提与文中记载不符。",
    Reason.OFF_TOPIC: "这个问题与所收文献无关。",
    Reason.UNCLEAR: "问题不够清楚，请说明想问的时间、单位或事项。",
}
NEAREST = "最接近的记载附后。"


def refusal_message(reason: Reason, has_nearest: bool) -> str:
    """What a person reads when nothing is answered."""
    return REFUSALS[reason] + (NEAREST if has_nearest else "")


def trimmed(text: str) -> str:
    """A clause without the marks at its ends; brackets and quotes stay."""
    return text.strip(_MARKS)


def sentence(text: str) -> str:
    """Clauses made a sentence: one full stop at the end, whatever mark stood there."""
    kept = trimmed(text)
    return kept if kept.endswith(("！", "？", "!", "?")) else kept + "。"


def period_in_words(period: Period) -> str:
    """A period as Chinese prose writes it: 1953年12月10日, 2009年6月, 1976年至1977年.

    Whole years are written as years, whole months as months, anything else by its days; the
    end repeats only what differs from the beginning.
    """
    first, last = period.first, period.last
    start: tuple[int, ...] = (first.year, first.month, first.day)
    end: tuple[int, ...] = (last.year, last.month, last.day)
    if first.day == 1 and (last + timedelta(days=1)).day == 1:
        whole_years = first.month == 1 and last.month == 12
        start, end = (start[:1], end[:1]) if whole_years else (start[:2], end[:2])
    if start == end:
        return _words(start, 0)
    shared = next(i for i, (a, b) in enumerate(zip(start, end, strict=True)) if a != b)
    return f"{_words(start, 0)}至{_words(end, shared)}"


def _words(parts: tuple[int, ...], skip: int) -> str:
    named = list(zip(parts, "年月日", strict=False))
    return "".join(f"{part}{unit}" for part, unit in named[skip:])
