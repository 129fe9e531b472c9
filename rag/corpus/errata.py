"""The reviewed corrections of a scan: a TOML file beside the text, applied to the reading only.

    [[erratum]]
    quote = "备单位"        # occurs exactly once in the source, within one line
    correction = "各单位"
    reason = "……"          # shown to readers

An erratum that changes a digit, a Chinese numeral, a quantity or its unit is refused: the
figures of a source are evidence, even where they look wrong.
"""

import unicodedata
from itertools import groupby, pairwise
from pathlib import Path

from rag.corpus.align import Edit
from rag.corpus.characters import is_blank
from rag.corpus.sidecar import read_toml, text_field
from rag.errors import ErrataError
from rag.language.numerals import find_numerals
from rag.language.patterns import late_regex
from rag.language.quantities import find_quantities
from rag.types import Erratum

_CHINESE_NUMERALS = "〇零一二两三四五六七八九十百千万亿兆廿卅壹贰叁肆伍陆柒捌玖拾佰仟萬億兩"
_CONTEXT = 40
_QUALIFIER = late_regex(r"([^\W\d_]{0,2})\s*$")
_UNIT = late_regex(r"\s*([.．,·/-]?(?:[%％‰℃°]|[^\W\d_]{0,4}))")
_LINE_END = late_regex(r"[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


def load_errata(path: Path, source: str) -> tuple[Erratum, ...]:
    """The errata of a file, placed in ``source``, in text order.

    Raises:
        ErrataError: the file is malformed, a quote is not found exactly once, two overlap, or
            one would change a figure. The message names the entry by its number.
        SourceNotFoundError: there is no such file.
    """
    data = read_toml(path)
    if set(data) - {"erratum"}:
        raise ErrataError(f"{path.name} has unknown keys.", "Allowed is a list of [[erratum]].")
    entries = data.get("erratum", [])
    if not isinstance(entries, list):
        raise ErrataError(f"{path.name}: erratum is not a list.", "Write [[erratum]].")
    errata = []
    for number, entry in enumerate(entries, start=1):
        where = f"{path.name}, erratum {number}"
        if not isinstance(entry, dict) or set(entry) != {"quote", "correction", "reason"}:
            raise ErrataError(f"{where} is incomplete.", "Give quote, correction and reason.")
        fields = {key: text_field(entry, key, where) for key in entry}
        errata.append(place_erratum(source, where=where, **fields))
    errata.sort(key=lambda erratum: erratum.start)
    for left, right in pairwise(errata):
        if right.start < left.end:
            raise ErrataError(f"{path.name}: two errata overlap.", "Make them one entry.")
    return tuple(errata)


def place_erratum(source: str, quote: str, correction: str, reason: str, where: str) -> Erratum:
    """One erratum with its place in the source.

    Raises:
        ErrataError: see ``load_errata``.
    """
    start = source.find(quote)
    if start < 0 or source.find(quote, start + 1) >= 0:
        count = "nowhere" if start < 0 else "more than once"
        raise ErrataError(
            f"{where}: the quote occurs {count} in the source.", "It must occur exactly once."
        )
    outer = quote[0] + quote[-1] + correction[0] + correction[-1]
    if quote == correction or _LINE_END.search(quote + correction) or any(map(is_blank, outer)):
        raise ErrataError(
            f"{where} changes nothing, crosses a line, or begins or ends with a blank.",
            "Quote words within one line.",
        )
    end = start + len(quote)
    left = _LINE_END.split(source[max(0, start - _CONTEXT) : start])[-1]
    right = _LINE_END.split(source[end : end + _CONTEXT])[0]
    if changes_figures(left + quote + right, left + correction + right):
        raise ErrataError(
            f"{where} would change a digit, a numeral or a unit.",
            "Figures stay as they are printed; leave them out of the quote.",
        )
    return Erratum(quote, correction, reason, start, end)


def changes_figures(before: str, after: str) -> bool:
    """Whether two readings of a passage differ in a numeral, a figure or a quantity's unit."""
    if _figures(before) != _figures(after):
        return True
    if [(n.value, n.kind) for n in find_numerals(before)] != [
        (n.value, n.kind) for n in find_numerals(after)
    ]:
        return True
    return [(q.value, q.upper, q.unit, q.qualifiers) for q in find_quantities(before)] != [
        (q.value, q.upper, q.unit, q.qualifiers) for q in find_quantities(after)
    ]


def erratum_edit(erratum: Erratum) -> Edit:
    """The smallest edit that does it; never empty on either side, so nothing loses its place."""
    old, new = erratum.quote, erratum.correction
    left = 0
    while left < min(len(old), len(new)) - 1 and old[left] == new[left]:
        left += 1
    right = 0
    while right < min(len(old), len(new)) - left - 1 and old[-1 - right] == new[-1 - right]:
        right += 1
    text = new[left : len(new) - right]
    return Edit(erratum.start + left, erratum.end - right, text)


def _figures(text: str) -> list[tuple[str, str, str]]:
    """The runs of digits and numerals with the words that qualify and count them.

    Two characters before hold a qualifier, four behind a unit (人次, 平方公里); marks end both.
    """
    found = []
    for is_run, group in groupby(enumerate(text), key=lambda item: _is_figure(item[1])):
        if is_run:
            places = [place for place, _ in group]
            before = _QUALIFIER.search(text[max(0, places[0] - 3) : places[0]])
            after = _UNIT.match(text, places[-1] + 1)
            run = text[places[0] : places[-1] + 1]
            found.append((before[1] if before else "", run, after[1] if after else ""))
    return found


def _is_figure(character: str) -> bool:
    return unicodedata.category(character)[0] == "N" or character in _CHINESE_NUMERALS
