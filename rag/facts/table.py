"""The table of facts of a document: every figure with what it counts, when, and for whom."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from rag.facts.metrics import Metric, metrics_of, without_subject
from rag.facts.parts import wholes
from rag.facts.records import Fact, FactTime
from rag.facts.respective import Row, counts_members, respective
from rag.facts.scopes import scopes_of
from rag.facts.subjects import subject_of
from rag.language.clauses import clauses
from rag.language.patterns import late_regex
from rag.language.quantities import Quantity, find_quantities
from rag.language.time_turns import times_in_turn
from rag.language.times import GoverningTime, TimeExpression, find_times, govern, time_at
from rag.types import Document, Paragraph, Period, Sentence, Span

_QUOTED = late_regex(r"《[^》]*》|“[^”]*”|「[^」]*」")
# A lone 一 is an article.
_DIGIT = late_regex(r"[0-9０-９二三四五六七八九十两半几百千壹贰叁肆伍陆柒捌玖拾佰仟○〇]|一[一成倍]")
# Compared times govern nothing (比1976年增长), but have one of these.
_DATED = late_regex(r"[年月日期]")
# From one figure to another: what follows the verb is the end of the change.
_CHANGED = late_regex(r"(?:增加|增长|提高|上升|扩大|发展|减少|下降|降低|增|升|减|降)(?:到|至|为)")
_COMPARING = late_regex(r"[比较]\s*$")
_IN_TURN = late_regex(r"依次|分别|逐年")
_ROW = frozenset({"、", "，", "和", ",", "与", "及"})
_SESSION = late_regex(r"[一二三四五六七八九十]+中全会|全国人?大|全会")


@dataclass(frozen=True, slots=True)
class _Scene:
    """One sentence being read.

    ``stated`` are its own times, ``undated`` is its text with these blanked, ``tiles`` its
    clauses, ``inherited`` the times stated earlier in the paragraph, ``topic`` the last subject
    named there, ``row`` the members that 分别 was last said of.
    """

    document: Document
    paragraph: Sequence[Sentence]
    sentence: Sentence
    stated: Sequence[TimeExpression]
    undated: str
    tiles: Sequence[tuple[int, int]]
    inherited: tuple[GoverningTime, ...]
    topic: str
    row: Row


def build_facts(document: Document) -> tuple[Fact, ...]:
    """The facts in text order. Ranks, articles and figures inside names are no facts.

    Linear in the length of the text.
    """
    found: list[Fact] = []
    for paragraph in document.paragraphs:
        found.extend(facts_of_paragraph(document, paragraph))
    return tuple(found)


def facts_of_paragraph(document: Document, paragraph: Paragraph) -> list[Fact]:
    """The facts of one paragraph, which is all that a figure is read in."""
    sentences = [document.sentences[number - 1] for number in paragraph.sentences]
    read = [find_quantities(one.text) if _DIGIT.search(one.text) else [] for one in sentences]
    if not any(read):
        return []
    # What follows the last figure needs no reading.
    last = max(number for number, figures in enumerate(read) if figures) + 1
    sentences, read = sentences[:last], read[:last]
    governing = govern([sentence.text for sentence in sentences])
    found: list[Fact] = []
    topic, row = "", Row()
    for sentence, times, figures in zip(sentences, governing, read, strict=True):
        inherited = tuple(time for time in times if time.inherited)
        own = len(times) > len(inherited) or _DATED.search(sentence.text)
        stated = find_times(sentence.text) if own else []
        undated = _undated(sentence.text, stated)
        tiles = clauses(sentence.text) if figures else []
        scene = _Scene(document, sentences, sentence, stated, undated, tiles, inherited, topic, row)
        facts, row = _of_sentence(scene, figures)
        found.extend(facts)
        topic = subject_of(undated) or topic
    return found


def _of_sentence(scene: _Scene, read: Sequence[Quantity]) -> tuple[list[Fact], Row]:
    figures = _counting(scene, read)
    if not figures:
        return [], scene.row
    alone = metrics_of(figures, scene.tiles, scene.undated)
    named, row = respective(scene.undated, figures, scene.tiles, alone, scene.row)
    times = _times(scene, figures)
    parts = wholes(scene.sentence.text, figures)
    facts: list[Fact] = []
    for figure, metric, time, part in zip(figures, named, times, parts, strict=True):
        whole = facts[part].metric if part is not None else ""
        facts.append(_fact(scene, figure, metric, time, whole))
    return facts, row


def _counting(scene: _Scene, read: Sequence[Quantity]) -> list[Quantity]:
    """The figures that measure something: no rank, no article (一批), no part of a name, no
    attribute of what the figure before counts (296家百人以上企业)."""
    text = scene.sentence.text
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    kept: list[Quantity] = []
    for figure in read:
        clause = next(tile for tile in scene.tiles if figure.start < tile[1])
        session = figure.unit == "届" and _SESSION.match(text, figure.end)
        attribute = (
            kept and kept[-1].end == figure.start and {"以上", "以下"} & set(figure.qualifiers)
        )
        if (
            figure.ordinal
            or not figure.unit
            or (figure.value == 1 and text[figure.start] == "一")
            or session
            or attribute
            or any(start <= figure.start < end for start, end in quoted)
            or counts_members(text, figure, clause)
        ):
            continue
        kept.append(figure)
    return kept


def _fact(
    scene: _Scene, figure: Quantity, metric: Metric, time: FactTime | None, whole: str
) -> Fact:
    sentence = scene.sentence
    base = sentence.reading.start
    clause = next(start for start, end in scene.tiles if figure.start < end)
    subject = _subject(scene, figure, metric, clause)
    # 3个基层工会小组: what stands behind a figure is counted, whoever the subject is.
    behind = metric.start >= figure.end
    return Fact(
        document=scene.document.id,
        sentence=sentence.number,
        section=sentence.section,
        time=time,
        subject=subject,
        metric=metric.text if behind else without_subject(metric.text, subject),
        value=figure.value,
        upper=figure.upper,
        unit=figure.unit,
        qualifiers=figure.qualifiers,
        scopes=scopes_of(sentence.text, figure, clause, time.openness if time else None),
        figure=Span(base + figure.start, base + figure.end),
        words=Span(base + metric.start, base + metric.end),
        text=figure.text,
        whole=whole,
    )


def _subject(scene: _Scene, figure: Quantity, metric: Metric, clause: int) -> str:
    """Whom the figure is of: named in its clause, else first in its sentence, else before it."""
    if metric.owner:
        return metric.owner
    own = subject_of(scene.undated[clause : figure.start])
    if own and own != metric.text:
        return own
    first = subject_of(scene.undated[:clause])
    return first or scene.topic or own


def _times(scene: _Scene, figures: Sequence[Quantity]) -> list[FactTime | None]:
    """The time each figure is for. What a change is counted from (比1986年增加) is not its time."""
    text = scene.sentence.text
    known: dict[tuple[int, int], GoverningTime | None] = {}
    stated = [time for time in scene.stated if time.period is not None]
    found: list[FactTime | None] = []
    for number, figure in enumerate(figures):
        place = max(figure.start, figure.end - 1)
        begun = _CHANGED.search(text, figures[number - 1].start if number else 0, figure.start)
        if number and begun is not None:
            place = _outside(text, stated, figures[number - 1].start, place)
        tile = next(start for start, end in scene.tiles if place < end)
        passed = sum(time.start <= place for time in stated)
        if (tile, passed) not in known:
            # Without a time of its own a sentence has the one before it.
            own = time_at(text, place, scene.inherited) if scene.stated else None
            known[tile, passed] = own or next(iter(scene.inherited), None)
        found.append(_beside(scene, figure, text) or _fact_time(scene, known[tile, passed]))
    turns = times_in_turn(text, scene.stated, figures)
    for at, figure in enumerate(figures):
        turn = turns.get(figure.start)
        if turn is not None and turn.period is not None:
            base = scene.sentence.reading.start
            found[at] = FactTime(
                turn.period, turn.openness, False, base + turn.start, base + turn.end
            )
    return _year_by_year(scene, figures, found)


def _beside(scene: _Scene, figure: Quantity, text: str) -> FactTime | None:
    """The time that stands right before a figure is compared with (比2011年的270人次增加)."""
    for time in scene.stated:
        if time.period is None or not 0 <= figure.start - time.end <= 1:
            continue
        if _COMPARING.search(text[: time.start]) and text[time.end : figure.start] in ("", "的"):
            base = scene.sentence.reading.start
            return FactTime(time.period, time.openness, False, base + time.start, base + time.end)
    return None


def _year_by_year(
    scene: _Scene, figures: Sequence[Quantity], found: list[FactTime | None]
) -> list[FactTime | None]:
    """1954年至1957年……依次为: as many figures in a row as the range has years have a year each."""
    text = scene.sentence.text
    for match in _IN_TURN.finditer(text):
        first = next((at for at, one in enumerate(figures) if one.start >= match.end()), None)
        if first is None or (time := found[first]) is None:
            continue
        years = range(time.period.first.year, time.period.last.year + 1)
        row = [first]
        for at in range(first + 1, len(figures)):
            between = text[figures[at - 1].end : figures[at].start].strip()
            if figures[at].unit != figures[first].unit or between not in _ROW:
                break
            row.append(at)
        if len(years) > 1 and len(row) == len(years):
            for at, year in zip(row, years, strict=True):
                period = Period(date(year, 1, 1), date(year, 12, 31))
                found[at] = replace(time, period=period)
    return found


def _outside(text: str, stated: Sequence[TimeExpression], before: int, place: int) -> int:
    """Where to read the time of the end of a change: what dates its beginning alone (由2004年的
    186个增加到274个) is passed over."""
    if any(before < time.start < place for time in stated):
        return place
    begun = next((time for time in reversed(stated) if time.end <= before), None)
    if begun is None or not text.startswith("的", begun.end) or not begun.start:
        return place
    return begun.start - 1 if text[begun.start - 1] in "由从" else place


def _fact_time(scene: _Scene, time: GoverningTime | None) -> FactTime | None:
    if time is None:
        return None
    holder = scene.paragraph[time.sentence] if time.inherited else scene.sentence
    base = holder.reading.start
    return FactTime(time.period, time.openness, time.inherited, base + time.start, base + time.end)


def _undated(text: str, stated: Sequence[TimeExpression]) -> str:
    for time in stated:
        text = text[: time.start] + " " * (time.end - time.start) + text[time.end :]
    return text
