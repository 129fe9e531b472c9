"""Members of a numbered series that a question names short: 第十三、十四次大会, 头两批."""

import re

from rag.answering.computing.task import Side
from rag.language.numerals import parse_numeral
from rag.language.patterns import late_regex
from rag.question import Question

_NUMBER = r"[一二三四五六七八九十百0-9]{1,4}"
_LISTED = late_regex(
    rf"第?{_NUMBER}(?:[届次期批回轮])?(?:[、和与及跟]第?{_NUMBER}(?:[届次期批回轮])?)*[、和与及跟]"
    rf"第?{_NUMBER}(?P<series>[届次期批回轮])"
)
_FIRST = late_regex(r"(?:头|前|首|最初|最早)(?P<n>[两二三四五六2-6])(?P<series>[届次期批回轮])")
_MEMBER = late_regex(rf"第?(?P<n>{_NUMBER})")
_LEAST = 2
_DIGITS = "零一二三四五六七八九十"


def ordinal_members(question: Question) -> tuple[Side, ...]:
    """An operand for each of the numbered ones, none where the question lists none."""
    folded = question.folded
    match = _LISTED.search(folded)
    if match is not None:
        if "第" not in match.group():
            return ()
        read = [parse_numeral(one["n"]) for one in _MEMBER.finditer(match.group())]
        numbers = [int(number) for number in read if number is not None]
    else:
        match = _FIRST.search(folded)
        if match is None:
            return ()
        count = parse_numeral(match["n"])
        numbers = list(range(1, int(count) + 1)) if count is not None else []
    if len(numbers) < _LEAST:
        return ()
    head, tail = folded[: match.start()], folded[match.end() :]
    tail = re.sub(rf"^这?{_NUMBER}{match['series']}", "", tail)
    periods = tuple(time.period for time in question.times if time.period)
    return tuple(
        Side(f"{head}第{_written(number)}{match['series']}{tail}", periods) for number in numbers
    )


def _written(number: int) -> str:
    """第十三: a number below a hundred in characters."""
    tens, ones = divmod(number, 10)
    if not tens or number > 99:
        return _DIGITS[number] if number <= 10 else str(number)
    return f"{_DIGITS[tens] if tens > 1 else ''}十{_DIGITS[ones] if ones else ''}"
