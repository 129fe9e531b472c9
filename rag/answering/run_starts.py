"""Where an explanation begins and ends: not inside a time or a word, and not with 并.

A reader that sees single characters begins 年正式提出 in 2001年正式提出, or 因是 in 原因是; and
并通过决议 says only half of what was done.
"""

from rag.answering.candidates import Candidate
from rag.answering.whole_marks import whole_words
from rag.language.asking import Wanted
from rag.language.patterns import late_regex

_AFTER_TIME = late_regex(
    r"(?:以?后|以?来|起|初|底|末|间|期间|以?前|内|中)(?![\u4e00-\u9fff]?[工会年])"
)
_GOES_ON = late_regex(r"^(?:并(?![列非])|又|还|且|从而|同时|以及)")
_QUOTED = late_regex(r"^[^“”]{1,14}[用为即是称叫以出]“[^“”]+”$")
_LEADS = "因由为以按"
_REASON_NAMED = late_regex(r"主?要?(?:原因|缘由|缘故)(?:是|在于|为)")
_MARKS = "，,；;、。 "


def run_start(wanted: Wanted, candidate: Candidate, start: int, end: int) -> int:
    """Where the stretch ``[start, end)`` of an explanation should begin."""
    analysis, text = candidate.analysis, candidate.analysis.text
    inside = next((time for time in analysis.times if time.start < start < time.end), None)
    if inside is not None or any(time.end == start for time in analysis.times):
        start = inside.end if inside is not None else start
        after = _AFTER_TIME.match(text, start)
        start = after.end() if after is not None else start
        while start < end and text[start] in _MARKS:
            start += 1
        return start
    if wanted is Wanted.DEFINITION:
        quoted = _QUOTED.match(text[start:end])
        return text.index("“", start) if quoted is not None else start
    # 因 and its like open an explanation, though with the end of a name they look like a word.
    if text[start] not in _LEADS or text[start - 1 : start] == "原":
        start, _ = whole_words(text, start, end)
    named = _REASON_NAMED.match(text, start, end)
    if named is not None:
        return named.end()
    number = analysis.clause_at(start)
    if start == analysis.clauses[number][0] and number and _GOES_ON.search(text[start:end]):
        start = analysis.clauses[number - 1][0]
    return start


def run_end(candidate: Candidate, start: int, end: int) -> int:
    """The end without a last clause that is only a time: ……制度，1990年7月13日."""
    analysis = candidate.analysis
    number = analysis.clause_at(end - 1)
    first = analysis.clauses[number][0]
    bare = analysis.text[first:end].strip(_MARKS)
    alone = any(time.text.strip(_MARKS) == bare for time in analysis.times)
    return first if alone and start < first else end
