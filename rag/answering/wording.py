"""How answers and refusals are worded. Chinese first; nothing here states a fact."""

from collections.abc import Sequence

from rag.types import Reason

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
MISSING = {
    Reason.PERIOD_NOT_COVERED: "文中没有{what}的记载。",
    Reason.VALUE_NOT_REPORTED: "文中有相关内容，但没有给出{what}的这一项。",
    Reason.UNKNOWN_ENTITY: "文中没有提到“{what}”。",
}
"""What is told where it is known what the texts lack."""

NEAREST = "最接近的记载附后。"
OF_OTHER_TIMES = "文中有的是：{times}，附后。"


def refusal_message(
    reason: Reason, has_nearest: bool, what: str = "", times: Sequence[str] = ()
) -> str:
    """What a person reads when nothing is answered.

    Args:
        reason: why.
        has_nearest: whether the nearest facts are shown.
        what: the name, time or rank that the texts lack, "" where it is not known.
        times: the times of the nearest facts, where the time is what is missing.
    """
    told = MISSING[reason].format(what=what) if what and reason in MISSING else REFUSALS[reason]
    if not has_nearest:
        return told
    return told + (OF_OTHER_TIMES.format(times="、".join(times)) if times else NEAREST)


def trimmed(text: str) -> str:
    """A clause without the marks at its ends; brackets and quotes stay."""
    return text.strip(_MARKS)


def sentence(text: str) -> str:
    """Clauses made a sentence: one full stop at the end, whatever mark stood there."""
    kept = trimmed(text)
    return kept if kept.endswith(("！", "？", "!", "?")) else kept + "。"
