"""How answers and refusals are worded. Chinese first; nothing here states a fact."""

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
