"""Questions made from a text's own facts, dates, names and headings, by templates.

They are for tuning and for judging the tuning, never shown: a template's Chinese may be stiff,
but what it asks for stands in the sentence it was made from.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from random import Random

from rag.adapting.wording import worn
from rag.analysis import Analyses, SentenceAnalysis
from rag.facts import Fact, build_facts
from rag.language.names import NameKind
from rag.language.patterns import late_regex
from rag.types import Document, Section

_NUMBERED = late_regex(
    r"^\s*(?:第?[0-9〇零一二三四五六七八九十百]+[章节篇编卷部、.．]|[（(][^）)]+[)）])\s*"
)
_SHORT, _LONG = 5, 40
"""Characters of a clause that a question is made of."""

_A_SENTENCE = 4
"""Questions of one sentence at most, so that a long list does not outweigh a page of prose."""

_FIGURE = (
    "{when}{who}{what}有多少{unit}？",
    "{when}{what}是多少{unit}？",
    "{who}{what}{when}有几{unit}",
    "{when} {what} 多少{unit}",
)
_UNDATED = ("{who}{what}有多少{unit}？", "{what}多少{unit}")
_DATE = ("{what}是哪一年？", "什么时候{what}？", "{what}是在什么时间？", "{what} 哪年")
_ASKED = {
    NameKind.PERSON: ("谁", "什么人"),
    NameKind.ORGANISATION: ("哪个单位", "什么机构"),
    NameKind.PLACE: ("哪里", "什么地方"),
    NameKind.TITLE: ("什么",),
    NameKind.QUOTED: ("什么",),
    NameKind.WORK: ("什么",),
}
_ABOUT = ("{what}的情况怎么样？", "说说{what}", "{what}", "介绍一下{what}")
_WORK = ("{what}是怎么回事？", "{what}讲的是什么？", "关于{what}")


class Kind(StrEnum):
    """What a question was made from. A ``CLAUSE`` is no question: a stretch whose place is
    sought (inverse cloze, Lee et al. 2019); it stands in its passage word for word."""

    FIGURE = "figure"
    DATE = "date"
    NAME = "name"
    TITLE = "title"
    CLAUSE = "clause"


@dataclass(frozen=True, slots=True)
class Made:
    """A question and the sentences that answer it, any of them; the first one it was made of."""

    kind: Kind
    text: str
    document: str
    sentences: tuple[int, ...]


def make(document: Document, analyses: Analyses, random: Random) -> list[Made]:
    """The questions of a document in text order; the same for the same state of ``random``."""
    found: dict[int, list[Made]] = {}
    for fact in build_facts(document):
        found.setdefault(fact.sentence, []).extend(_of_fact(fact, random))
    made: list[Made] = []
    for sentence in document.sentences:
        analysis = analyses.of(document.id, sentence.number)
        of_one = found.get(sentence.number, []) + list(_of_sentence(analysis, random))
        clauses = [one for one in of_one if one.kind is Kind.CLAUSE][:1]
        others = [one for one in of_one if one.kind is not Kind.CLAUSE]
        random.shuffle(others)
        made += [*others[:_A_SENTENCE], *clauses]
    for section in document.sections:
        made += _of_title(document, section, random)
    return list({(one.text, one.sentences): one for one in made}.values())


def _of_fact(fact: Fact, random: Random) -> Iterator[Made]:
    what = worn(fact.metric, random)
    if len(fact.metric) < 2 or not what:
        return
    years = (fact.time.period.first.year, fact.time.period.last.year) if fact.time else (0, 1)
    dated = years[0] == years[1]
    asked = random.choice(_FIGURE if dated else _UNDATED).format(
        when=f"{years[0]}年", who=fact.subject, what=what, unit=fact.unit
    )
    yield Made(Kind.FIGURE, asked, fact.document, (fact.sentence,))


def _of_sentence(analysis: SentenceAnalysis, random: Random) -> Iterator[Made]:
    place = (analysis.document.id, (analysis.sentence.number,))
    for start, end in analysis.clauses:
        text = _without_times(analysis, start, end)
        if not _SHORT <= len(text) <= _LONG:
            continue
        if any(not time.inherited for time in analysis.sentence.times):
            asked = random.choice(_DATE).format(what=worn(text, random))
            yield Made(Kind.DATE, asked, *place)
        yield Made(Kind.CLAUSE, analysis.text[start:end].strip("，。；：！？"), *place)
    for name in analysis.names:
        start, end = analysis.clauses[analysis.clause_at(name.start)]
        if name.inner or name.kind not in _ASKED or name.end > end or end - start > _LONG:
            continue
        before = worn(analysis.text[start : name.start], random)
        behind = worn(analysis.text[name.end : end], random)
        if len(before + behind) >= _SHORT:
            asked = random.choice(_ASKED[name.kind])
            yield Made(Kind.NAME, f"{before}{asked}{behind}？", *place)
        if name.kind is NameKind.TITLE:
            asked = random.choice(_WORK).format(what=name.text)
            yield Made(Kind.TITLE, asked, *place)


def _of_title(document: Document, section: Section, random: Random) -> Iterator[Made]:
    title = _NUMBERED.sub("", section.title).strip()
    numbers = tuple(s.number for s in document.sentences if s.section == section.id)
    if len(title) > 1 and numbers:
        yield Made(Kind.TITLE, random.choice(_ABOUT).format(what=title), document.id, numbers)


def _without_times(analysis: SentenceAnalysis, start: int, end: int) -> str:
    """The words of a clause without the times it states and the marks at its ends."""
    kept = [
        character
        for at, character in enumerate(analysis.text[start:end], start)
        if not any(time.start <= at < time.end for time in analysis.times)
    ]
    return "".join(kept).strip("，。；：！？、 ")
