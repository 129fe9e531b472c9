"""Clauses side by side as the members of a list: 哪三件事 asks for three predicates.

Predicates are joined by commas, not by 、. A run of clauses is offered as a list where the
question asks for what is told in predicates: 措施, 做法, 任务.
"""

from collections.abc import Iterator

from rag.analysis import SentenceAnalysis
from rag.language.asking import Asked
from rag.language.enumeration_types import Enumeration
from rag.language.patterns import late_regex

_TOLD = late_regex(
    r"(?:事|事情|工作|措施|做法|办法|任务|要求|目标|目的|方面|职责|职能|步骤|步|变化|转变|活动|方式|"
    r"成绩|内容|规定|条件|特点|原则)$"
)
_JOINED = late_regex(
    r"^(?:并且?|还|同时|以及|进而|从而|也|又|再|然后|最后|一面|一方面|另一方面)(?=[\u4e00-\u9fff]{3})"
)
# What is numbered is a list by its numbers already.
_NUMBERED = late_regex(
    r"[一二三四五六七八九十]是|第[一二三四五六七八九十]，|首先|其次|再次|[（(][一二三四五六七八九十\d]"
)
_CLOSING = "，,；;：:。！？!? "
_FEWEST, _MOST = 2, 6


def clause_lists(asked: Asked, analysis: SentenceAnalysis) -> Iterator[Enumeration]:
    """The runs of clauses that may be the list asked for; none where names are asked for."""
    if not _TOLD.search(asked.noun):
        return
    spans = [_bare(analysis.text, start, end) for start, end in analysis.clauses]
    for first in range(len(spans)):
        for size in range(_FEWEST, _MOST + 1):
            members = tuple(spans[first : first + size])
            texts = [analysis.text[start:end] for start, end in members]
            if len(members) == size and all(
                len(one) > 3 and not _NUMBERED.match(one) for one in texts
            ):
                yield Enumeration(members[0][0], members[-1][1], members)


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """A clause without its mark and without the word that joins it: 并 of 并积极发展."""
    while end > start and text[end - 1] in _CLOSING:
        end -= 1
    joined = _JOINED.match(text[start:end])
    return start + (joined.end() if joined else 0), end
