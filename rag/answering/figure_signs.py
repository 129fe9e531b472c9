"""Signs of the figures: whether a clause, and the words before it, bear out those supposed.

第三次代表大会…，首次设立审查委员会 names the meeting in another clause than the one that decides;
what a plan says (提出退还4.8万亩) is not what was done (实退3.1万亩).
"""

from rag.answering.candidates import Candidate
from rag.answering.claims import figure_agrees, planned, ranked
from rag.answering.sizing import sized
from rag.answering.supposing import Claim
from rag.language.answering_units import same_unit
from rag.language.clauses import clauses
from rag.language.normalise import fold
from rag.language.patterns import late_regex
from rag.language.quantities import Quantity, find_quantities

_SEVERAL = 2
_DONE = late_regex(
    r"实[际有为退发收到现]|仅?[占为][^，]{0,6}(?:的|数)\d[\d.]*%|终于|全部|超额|如期|结果"
)


def figure_signs(claim: Claim, candidate: Candidate) -> dict[str, float]:
    """Whether the figures asked for are borne out, contradicted, or not touched."""
    before, text, whole = _stretch(candidate)
    asked = [one for one in claim.figures if claim.fulfils or one.text in claim.main]
    told = [_agrees(claim, one, text) for one in asked]
    several = not all(told) and _all_stand(claim, whole)
    told = [True] if several else told
    missed = [one for one, value in zip(asked, told, strict=False) if value is None]
    earlier = [_agrees(claim, one, before) for one in missed]
    size = sized(claim, whole)
    values = {
        "figure.no": any(value is False for value in told),
        "figure.yes": bool(told) and all(told),
        "figure.several": several,
        "figure.open": any(value is None for value in earlier),
        "figure.before.no": any(value is False for value in earlier),
        "figure.before.yes": bool(earlier) and all(earlier),
        "timed*scene": claim.timed
        and any(_agrees(claim, one, text) for one in claim.figures if one not in asked),
        "sized.no": size is False,
        "sized.yes": size is True,
        **_fulfilment(claim, text, told),
    }
    return {name: float(value) for name, value in values.items()}


def rank_signs(text: str) -> dict[str, float]:
    """Places in a series, and the number one of what can be counted."""
    found = find_quantities(text)
    return {
        "figured": float(bool(found)),
        "one": float(
            any(not one.ordinal and one.value == 1 and one.unit in _HEADS for one in found)
        ),
        "later.rank": float(any(one.ordinal and one.value > 1 for one in found)),
    }


_HEADS = frozenset("人名位个家户座所间项件艘只条例起")
"""What is one of several; 1年, 1元 and 1:1万 are not."""


def _all_stand(claim: Claim, whole: str) -> bool:
    """Whether the several figures of a question stand in as many clauses of the text.

    In one clause (本科生612人、专科生2894人) the words beside each tell which is which.
    """
    wanted = [one for one in claim.figures if not one.ordinal]
    pieces = [find_quantities(whole[start:end]) for start, end in clauses(whole)]
    places = {
        next((at for at, held in enumerate(pieces) if any(_same(one, each) for each in held)), -1)
        for one in wanted
    }
    return len(places) == len(wanted) >= _SEVERAL and -1 not in places


def _same(one: Quantity, other: Quantity) -> bool:
    return one.value == other.value and same_unit(one.unit, other.unit) and not other.ordinal


def _agrees(claim: Claim, figure: Quantity, told: str) -> bool | None:
    meant = claim.plans and not claim.fulfils
    return figure_agrees(claim.plain, figure, told, claim.topic, meant=meant, least=claim.fulfils)


def _fulfilment(claim: Claim, text: str, told: list[bool | None]) -> dict[str, bool]:
    """What a clause tells of a thing that was meant, where it is asked whether it was done."""
    meant, done = planned(text), _DONE.search(text) is not None
    return {
        "asked.done": claim.fulfils
        and (done or (any(one is not None for one in told) and not meant)),
        "asked.meant": claim.fulfils and meant and not done,
        "plan.turned": claim.plans and not claim.fulfils and done and not meant,
    }


def _stretch(candidate: Candidate) -> tuple[str, str, str]:
    """What stands before the clause, back to a semicolon; the clause; both with what follows."""
    analysis = candidate.analysis
    first = max((at for at in analysis.semicolons if at < candidate.clause), default=-1) + 1
    later = (at for at in analysis.semicolons if at >= analysis.clause_at(candidate.end - 1))
    last = min(later, default=len(analysis.clauses) - 1)
    start, end = analysis.clauses[first][0], analysis.clauses[last][1]
    spans = (start, candidate.start), (candidate.start, candidate.end), (start, end)
    before, text, whole = (ranked(fold(analysis.text[slice(*span)])) for span in spans)
    return before, text, whole
