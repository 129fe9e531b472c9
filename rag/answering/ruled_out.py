"""What is no answer by what the question itself, or the turns before it, tell."""

from rag.answering.candidates import Candidate, Kind
from rag.answering.founding import founds_another
from rag.answering.measures_asked import measure_asked, of_another_measure
from rag.answering.misfits import unfit
from rag.answering.naming import alike
from rag.answering.sort_fit import form
from rag.language.answering_units import same_unit
from rag.language.asking import Wanted
from rag.language.counted import Counted, counted_by_noun, counted_by_unit
from rag.language.english_tokens import is_english
from rag.language.events import other_stage, staged
from rag.language.names import NameKind
from rag.language.normalise import fold
from rag.language.patterns import late_regex
from rag.language.quantities import find_quantities
from rag.language.sorts import Sort, sort_asked
from rag.language.times import find_times
from rag.question import Question

_WOMEN = late_regex(r"[女妇娘婆嫂妈]")
_OF_WOMEN = late_regex(rf"(?<!其中)(?<!其中有){_WOMEN.pattern}(?!.{{0,6}}\d)")
"""Women that are spoken of, not counted among others (其中女职工71人)."""
_BUT = late_regex(r"除了?(?P<what>[^，,。]{2,20}?)(?:以外|之外|外|，|,)")
_MEMBERS = late_regex(r"[\u4e00-\u9fff](?P<body>[会社团队])(?P=body)员")
_WHO = late_regex(r"谁|哪一?位|何人|什么人|\bwho(?:m|se)?\b")
_PAPER = late_regex(r"[报刊志](?:\W[^》]*)?》$")
_MARKS = "，。；、 "
_OR = "还是"
_OF_BODY = late_regex(r"[哪什么]+[^，,]{1,8}的[\u4e00-\u9fff]")
"""哪个车间的主任 asks for no 车间."""
_FIRM = late_regex(r"^..$|[堂号行店庄社斋记坊楼厂]$")
"""Names that look like a person's and are as often a firm's: 余庆堂, 华新."""
_OF_THINGS = late_regex(
    r"(?:多少|几)个?(?:大项|小项|项目|项|类|种|科室|部门|单位|企业|公司|机构|协会|小组|班组|乡镇?|村|县|岗位|点|处|所|座|台|辆|艘|册|本|篇|首|场|届|期|次)"
    r"(?![\u4e00-\u9fff]{0,2}[人员工长])"
)
_NO_SORTS = frozenset({NameKind.ORGANISATION, NameKind.PLACE, NameKind.PERSON})
_NAMES = frozenset({Wanted.PERSON, Wanted.PLACE, Wanted.NAME})
_NOUN = 6
"""Characters behind a figure that may say what it counts."""


def ruled_out(question: Question, candidate: Candidate) -> bool:
    """Whether the candidate is told already, by the question or by an earlier answer, or is a
    figure of another measure than the one asked for or of another body's members, or names
    nobody, or no person where one is asked for, or a person where a body is, or the time at which
    a body founded another."""
    if any(rule(question, candidate) for rule in _RULES):
        return True
    measure = measure_asked(question.folded)
    return measure is not None and of_another_measure(measure, candidate)


def _at_another_event(question: Question, candidate: Candidate) -> bool:
    """Whether it is asked how things were at one stage (合并以后设了什么), and what stands before
    the candidate in its sentence is of another (建立时，设有……)."""
    asked = staged(question.folded)
    before = candidate.analysis.text[: candidate.start]
    return bool(asked) and other_stage(asked, staged(before)) and other_stage(asked, before)


def _is_a_name(question: Question, candidate: Candidate) -> bool:
    """Whether it is asked what something is, and this is the name of a body, a place or a person
    and nothing more."""
    if question.asked.kind is not Wanted.DEFINITION:
        return False
    said = candidate.text.strip(_MARKS)
    return any(one.text == said and one.kind in _NO_SORTS for one in candidate.analysis.names)


def _asked_about(question: Question, candidate: Candidate) -> bool:
    """Whether the candidate is a name or a figure that the question itself gives: no answer.

    So is the number of all where the women among them are asked for, in a clause without any.
    """
    if candidate.name is not None:
        name = fold(candidate.name.text)
        return name in question.folded or any(alike(name, one) for one in _left_out(question))
    if question.asked.kind in _NAMES and _OR not in question.folded:
        said = fold(candidate.text).strip(_MARKS)
        return len(said) > 1 and said in question.folded
    figure = candidate.figure
    if figure is None or question.asked.kind is not Wanted.QUANTITY:
        return False
    if any(
        one.value == figure.value and same_unit(one.unit, figure.unit) and not one.ordinal
        for one in find_quantities(question.folded)
    ):
        return True
    return "女" in question.folded and _counts_all(candidate)


def _counts_all(candidate: Candidate) -> bool:
    """Whether people are counted with no woman in sight, where what is said is not of women."""
    figure, text = candidate.figure, candidate.analysis.text
    if figure is None or counted_by_unit(figure.unit) is not Counted.PEOPLE:
        return False
    start = text.rfind("；", 0, candidate.start) + 1
    behind = text[candidate.end : candidate.end + _NOUN].split("其中")[0]
    if _WOMEN.search(text[start : candidate.end] + behind):
        return False
    document, paragraph = candidate.analysis.document, candidate.analysis.sentence.paragraph
    begin = document.paragraphs[paragraph - 1].reading.start
    before = document.reading[begin : candidate.analysis.sentence.reading.start + candidate.start]
    return not _OF_WOMEN.search(before)


def _each(question: Question, candidate: Candidate) -> bool:
    """Whether it is a doubled syllable where a name is asked for: 周周 is every week.

    Chao, A Grammar of Spoken Chinese (1968), 4.2: a measure doubled is distributive.
    """
    if candidate.name is not None or question.asked.kind not in _NAMES:
        return False
    text = candidate.text
    return len(text) == 2 and text[0] == text[1]


def _of_another_body(question: Question, candidate: Candidate) -> bool:
    """Whether a clause counts the members of another body only: 工会会员 are no 协会会员."""
    if candidate.figure is None:
        return False
    asked = {match[0] for match in _MEMBERS.finditer(question.folded)}
    start, end = candidate.analysis.clauses[candidate.clause]
    told = {match[0] for match in _MEMBERS.finditer(candidate.analysis.text, start, end)}
    kinds = {members[-2:] for members in told}
    return bool(told) and any(one[-2:] in kinds for one in asked) and not asked & told


def _of_another_sort(question: Question, candidate: Candidate) -> bool:
    """Whether people are counted (补助了多少困难职工) and the candidate is a sum of money, or
    things are (多少个大项) and it is a number of people."""
    noun, figure = question.asked.noun, candidate.figure
    if figure is None:
        return False
    told = counted_by_unit(figure.unit)
    if told is Counted.PEOPLE:
        return _OF_THINGS.search(question.folded) is not None
    return (
        told is Counted.MONEY
        and counted_by_noun(noun) is Counted.PEOPLE
        and f"多少{noun}" in question.folded
    )


def _person_for_body(question: Question, candidate: Candidate) -> bool:
    """Whether it is asked which body (由哪家单位设计), and the candidate is a person."""
    # Of an English question words are put beside each other: teacher of the school.
    if question.asked.kind is not Wanted.NAME or is_english(question.text):
        return False
    if _OF_BODY.search(question.folded):
        return False
    asked = sort_asked(question.folded, question.asked)
    person = form(candidate) == NameKind.PERSON.value
    return asked is Sort.BODY and person and not _FIRM.search(candidate.text.strip(_MARKS))


def _book_for_person(question: Question, candidate: Candidate) -> bool:
    """Whether it is asked who, and the candidate is (of) the title of what is no paper that
    speaks, or ends in one: 出台了《…规定》."""
    if question.asked.kind is not Wanted.PERSON or not _WHO.search(question.folded):
        return False
    text, start = candidate.analysis.text, candidate.start
    said = candidate.text.rstrip(_MARKS)
    if said.endswith("》"):
        start += max(0, said.rfind("《"))
    opens = text.rfind("《", 0, start + 1)
    closes = text.find("》", opens)
    return 0 <= opens <= start < closes and not _PAPER.search(text[opens : closes + 1])


def _left_out(question: Question) -> list[str]:
    """What 除…外 leaves out, with the texts' own words for it."""
    said = [match["what"] for match in _BUT.finditer(question.folded)]
    return [*said, *(term.text for term in question.added if term.source in said)]


def _told(question: Question, candidate: Candidate) -> bool:
    """Whether an earlier turn was answered with the candidate: now something else is asked."""
    if not question.told:
        return False
    if candidate.kind is Kind.TIME and candidate.time is not None:
        period = candidate.time.period
        return any(period == time.period for told in question.told for time in find_times(told))
    words = fold(candidate.text).strip("，。、 ")
    return any(words == told.strip("。 ") for told in question.told)


_RULES = (
    _told,
    _asked_about,
    _each,
    unfit,
    _of_another_body,
    _of_another_sort,
    _is_a_name,
    _at_another_event,
    _person_for_body,
    _book_for_person,
    founds_another,
)
