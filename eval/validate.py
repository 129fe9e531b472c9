"""Is a set of questions what it claims to be? Run by the tests and by ``python -m eval validate``.

A problem is a sentence that names the question and what is wrong with it; no problems, no list.
What is only counted (coverage, shares) is in ``eval.shares``.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from eval.arithmetic import agrees, evaluate
from eval.cases import Case, Evidence, GoldComputation, QuestionType
from eval.errors import CaseError
from eval.normal import canonical, figures_of, squash
from rag.types import Document, Reason, Role

VERDICTS = re.compile("不是|是|不|没有|没|有|可以|能|会|对|错|高于|低于|均|都|已|全部|并非|yes|no")
_NEXT_YEAR = ("翌年", "次年", "第二年", "转年")
_SCALES = (1, 10_000, 100_000_000)
_WITHOUT_NEAREST = {Reason.OFF_TOPIC, Reason.UNCLEAR}


def problems(cases: Sequence[Case], document: Document) -> list[str]:
    """Everything that is wrong with the questions over one document, in file order."""
    found = [f"{name}: the id is used {n} times" for name, n in _repeated(c.id for c in cases)]
    asked = (f"{'／'.join(t.question for t in c.history)}｜{c.question}" for c in cases)
    found += [f"{text}: asked {n} times" for text, n in _repeated(asked)]
    for case in cases:
        found += [f"{case.id}: {problem}" for problem in _problems(case, document)]
    return found


def _repeated(values: Iterable[str]) -> list[tuple[str, int]]:
    return [(value, count) for value, count in Counter(values).items() if count > 1]


def _problems(case: Case, document: Document) -> Iterator[str]:
    for place in case.places:
        yield from _place(place, document.source)
    yield from _shape(case)
    yield from _sections(case, document)
    if case.answer is not None:
        yield from _figures(case, document)
        yield from _members(case)
    if case.computation is not None:
        yield from _computation(case)


def _place(place: Evidence, source: str) -> Iterator[str]:
    if source[place.start : place.end] != place.quote or not place.quote:
        yield f"the quote at {place.start} is not source[{place.start}:{place.end}]"
    elif source.count(place.quote) != 1:
        yield f"the quote at {place.start} occurs more than once"


def _shape(case: Case) -> Iterator[str]:
    refused = case.type is QuestionType.UNANSWERABLE
    if refused:
        if case.answer is not None or case.evidence or case.items or case.computation:
            yield "unanswerable, yet it has an answer, items, a computation or evidence"
        if case.reason is None:
            yield "unanswerable without a reason"
        elif not case.nearest and case.reason not in _WITHOUT_NEAREST:
            yield "unanswerable without the nearest facts"
    else:
        if not case.answer or not case.proof:
            yield "answerable without an answer or without evidence"
        if case.reason is not None or case.nearest:
            yield "answerable, yet it has a reason or nearest facts"
    follows = case.type is QuestionType.FOLLOW_UP
    if follows != bool(case.history) or follows != bool(case.standalone):
        yield "a follow-up, and nothing else, has a history and a standalone form"
    if (case.type is QuestionType.LIST) > bool(case.items):
        yield "a list without members"
    if case.type is QuestionType.YES_NO and not VERDICTS.match(case.answer or ""):
        yield "the answer does not begin with a verdict"
    if not 1 <= len(case.question) <= 500:
        yield "the question is not 1 to 500 characters long"


def _sections(case: Case, document: Document) -> Iterator[str]:
    known = {section.id for section in document.sections} | {"preamble"}
    for name in case.sections:
        if name not in known:
            yield f"there is no section {name}"
    for place in case.evidence:
        own = section_at(document, place.start)
        if place.role is Role.EVIDENCE and own not in case.sections:
            yield f"evidence stands in {own}, which is not among its sections"


def section_at(document: Document, offset: int) -> str:
    """The id of the section that holds a source offset, "preamble" outside of all."""
    for section in document.sections:
        if section.start <= offset < section.end:
            return section.id
    return "preamble"


def _figures(case: Case, document: Document) -> Iterator[str]:
    grounds = [place.quote for place in case.evidence]
    grounds += [case.question, *(turn.question for turn in case.history)]
    stated = {figure for ground in grounds for figure in figures_of(ground)}
    stated |= figures_of(re.sub(r"\s", "", "".join(place.quote for place in case.evidence)))
    if any(word in ground for word in _NEXT_YEAR for ground in grounds):
        stated |= {str(int(figure) + 1) for figure in stated if re.fullmatch("[12]\\d{3}", figure)}
    computation = case.computation
    if computation is not None:
        stated.update(_spellings(computation.result))
    if case.items:
        stated.add(str(len(case.items)))
    for form in case.forms:
        missing = set(figures_of(form)) - stated
        if computation is not None:
            missing = {figure for figure in missing if not _rounded(figure, computation)}
        if missing:
            yield f"{'、'.join(sorted(missing))} of the answer stands in no evidence"


def _members(case: Case) -> Iterator[str]:
    evidence = canonical(re.sub(r"\s", "", "".join(place.quote for place in case.evidence)))
    forms = squash("".join(case.accepted))
    for item in case.items:
        if squash(item) not in forms and not _stands(canonical(item), evidence):
            yield f"the member {item} stands in no evidence"
        if canonical(item) not in canonical(case.answer or ""):
            yield f"the member {item} is not in the answer"


def _stands(item: str, evidence: str) -> bool:
    """Whether the member stands there, but for one character that the scan may have misread."""
    if item in evidence:
        return True
    for at in range(len(evidence) - len(item) + 1):
        differing = [(a, b) for a, b in zip(item, evidence[at:], strict=False) if a != b]
        if len(differing) == 1 and len(item) > 2 and not "".join(differing[0]).isdigit():
            return True
    return False


def _computation(case: Case) -> Iterator[str]:
    computation = case.computation
    assert computation is not None
    try:
        exact = evaluate(computation.expression)
    except CaseError as error:
        yield error.what
        return
    if not agrees(exact, computation.result):
        yield f"{computation.expression} is {float(exact)}, not {computation.result}"
    written = figures_of(" ".join(re.findall(r"[0-9.]+", computation.expression)))
    stated = figures_of(re.sub(r"\s", "", "".join(place.quote for place in case.evidence)))
    for operand in computation.operands:
        if plain(operand) not in written:
            yield f"the operand {plain(operand)} is not in the expression"
        if not _spellings(operand) & stated:
            yield f"the operand {plain(operand)} stands in no evidence"
    result = _spellings(computation.result)
    if not any(result & figures_of(form) for form in case.forms):
        yield f"the result {plain(computation.result)} is in no form of the answer"


def _spellings(number: float) -> frozenset[str]:
    """The values a figure may have in a text, where a 万 or 亿 behind it is read along."""
    return frozenset(plain(float(Fraction(repr(number)) * by)) for by in _SCALES)


def _rounded(figure: str, computation: GoldComputation) -> bool:
    exact = evaluate(computation.expression)
    return any(agrees(exact, float(Fraction(figure) / by)) for by in _SCALES)


def plain(number: float) -> str:
    """A number without an exponent or trailing zeros: 20.8, 126."""
    text = f"{number:.10f}".rstrip("0").rstrip(".")
    return text or "0"
