"""Signs by which a clause decides a yes/no question, and by which it says yes or no.

Each is a number of 0 to 1 that can be read in words; what they weigh is in ``deciding.json``.

Not done here: coreference, and what only knowledge of the world tells apart (海外, 商船学校).
"""

from rag.answering.bearing import times_agree
from rag.answering.candidates import Candidate
from rag.answering.claims import Sort, parts
from rag.answering.figure_signs import figure_signs, rank_signs
from rag.answering.naming import alike, bodies, plain, same_sort, stands_in
from rag.answering.supposing import Claim, characters, lacking, levels
from rag.language.how_often import how_often
from rag.language.normalise import fold
from rag.language.opposites import affirms, denies
from rag.language.patterns import late_regex
from rag.language.tokens import tokenize

_NEGATION = late_regex(
    r"(?:[不没未无莫勿]|(?<![东西南北])非(?!洲|常))"
    r"(?!断|少|同|论|管|仅|但|[得可能应]?(?:超过|多于|少于|低于|高于)|足|到|久|得不|锈|偿|线|形|数)|"
    r"停(?!车|泊)|取消|禁止|拒|杜绝|撤销|否决|谢绝|免(?!费|得|疫)"
)
_PARTIAL = late_regex(
    r"其中|部分|少数|仍有|尚有|尚未|除[^，]{1,12}外|只有?|仅|多数|半数|大多|过半|一半|[一二三四五六七八九]成|余下|其余|%|每?逢[周星双单年节]|隔[天日周]"
)
_LATE = late_regex(r"[方始才](?=[^法面案针向便式才能])|迟至|直到|次年|翌年|次月|此后")
_CHANGED = late_regex(r"改[为以由作用在任]|转[为由]|移交|划归|代之")
_ONLY = late_regex(r"只(?!要)|仅|限|最多|不超过|以内")
_WHOLE = late_regex(r"全部|所有|全[数都体由为系]|均|都|一律|百分之百|100%|悉数|皆|无一|无不")
_NONE = late_regex(r"无一|没有一|从未|未曾|无人|未有|并无|毫无")
_BOTH = late_regex(r"无论|不论|不管|均|都必须|一律")
_PURPOSE = late_regex(
    r"^(?:为了|以便|拟|计划|力争|争取)(?!.{0,6}[，：])|的条件|的准备|作准备|做准备|组织准备|曾议|原定"
)
_SINCE = late_regex(r"(?:成立|建立|设立|开展|实施|创办|建成)[^，。]{0,8}(?:年来|以来)")
_FREE = late_regex(r"免费|免[收交缴征除]|减免|无偿|无息|不计|不收|不取|不须|不必|无需|无须")
_BEGINS = late_regex(r"首[次个届批任家位创]|开始|始|第一|最[早先初]|率先|开先河|起初|初[建设创]")
_KEPT = late_regex(r"仍|照[常样发旧领付]|继续|依[旧然]|至今|沿用|保留|不变")
_FROM = late_regex(r"[年月]起(?![初义草])|扩[建大]|结果|后来|此后|起初")
_FIRSTS = frozenset({"begins", "first"})
_MOST = late_regex(r"最[多高大长少低小]|高峰|峰值|顶峰|之最|之冠|居首|首位|第一位")
_OFFICE = late_regex(
    r"(?P<vice>(?<!正)副)?(?P<office>[董理监]事长|主席|主任|书记|会长|[局厂校院站社队部处科股所班乡镇县市省]长|经理|教授)"
)
_IN_OFFICE = late_regex(
    rf"{_OFFICE.pattern}(?=是|由|叫|为|换成)|(?:[是任当做](?:的|过|了|上|选)?|当选为?|选为|升任)[^，,是任当做]{{0,8}}?"
    + _OFFICE.pattern.replace("?P<vice>", "").replace("?P<office>", "?P<held>")
)
"""An office that a question supposes somebody to hold: 董事长是乔秀兰, 乔秀兰当了董事长."""
_MARKED = late_regex(r"[《“\"][^《》“”\"]{2,40}[》”\"]")
_SEMICOLON = "；;"

Signs = dict[str, float]

_BESIDE = {
    "all": ("whole", "partial", "figured"),
    "exists": ("figured", "new", "none"),
    "still": ("negative", "kept"),
    "already": ("from", "late"),
    "whether": ("pairs",),
    "first": ("later.rank",),
    "needs": ("negative", "free"),
    "only": ("both",),
    "allows": ("free",),
    "includes": ("unlisted",),
}
"""What a clause's signs say beside a form of the question: a share is a no to 全部."""

_AGAINST = ("figure.no", "time.focus.no", "level.no", "denies", "turned", "often.no", "office.no")


def signs(claim: Claim, candidate: Candidate) -> Signs:
    """The signs of one clause; those that are 0 are left out."""
    text = fold(candidate.text)
    held = characters(text)
    # A word of the text that may stand for one of the question holds that one's characters.
    meant = held.union(*(one.source for one in claim.added if one.text in text))
    negative = _denied(claim, text)
    pairs = frozenset(tokenize(text))
    values = {
        **_said(text),
        **figure_signs(claim, candidate),
        **_times(claim, candidate),
        **rank_signs(text),
        **_levels(claim, text),
        **_kinds(claim, text),
        **_most(claim, candidate, text),
        **_beyond(claim, candidate, text),
        "negative": negative,
        "turned": negative != claim.negative,
        "denies": denies(claim.sides, text),
        "affirms": affirms(claim.sides, text),
        "words": _share(claim.words, meant),
        "focus": _share(claim.focus, meant),
        "tail": _share(claim.tail, meant),
        "pairs": _share(claim.pairs, pairs),
        "unlisted": "、" in text and bool(claim.pairs) and not claim.pairs & pairs,
        "rival": _rival(claim, text),
        **_often(claim, text),
        "new": 1.0 - _share(held, claim.words),
    }
    return {name: float(value) for name, value in values.items() if value}


def verdict_signs(claim: Claim, told: Signs) -> Signs:
    """The signs of the deciding clause and of the question's forms, for yes or no."""
    values = {**told, "bias": 1.0, **{f"form.{name}": 1.0 for name in claim.forms}}
    if told.get("figure.yes") and told.get("time.yes"):
        values["figure.timed"] = 1.0
    if told.get("timed*scene") and told.get("time.yes"):
        values["timed.borne"] = 1.0
    if claim.negative:
        values["claim.negative"] = 1.0
    if not any(name in told for name in _AGAINST):
        values["plain"] = 1.0
        values["plain.focus"] = told.get("focus", 0.0)
        values["plain.words"] = told.get("words", 0.0)
    for form in claim.forms:
        for name in _BESIDE.get(form, ()):
            values[f"{form}*{name}"] = told.get(name, 0.0)
    return values


def _rival(claim: Claim, text: str) -> bool:
    """Whether the clause has another name in the place of one that the question puts in focus."""
    marked = [plain(one) for one in _MARKED.findall(text)]
    quoted = [one for one in claim.question.names if one in claim.main]
    if marked and any(
        not any(alike(name, one) for one in marked) and not stands_in(name, text) for name in quoted
    ):
        return True
    for part in parts(claim.question):
        if part.topic or part.text not in claim.main or stands_in(part.text, text):
            continue
        if part.sort is Sort.BODY:
            found = [plain(one.text) for one in bodies(text)]
            found = [one for one in found if same_sort(one, part.text)]
        elif part.sort is Sort.HONOUR:
            found = marked
        else:
            found = []
        found = [one for one in found if one not in claim.question.folded]
        if found and not any(alike(one, part.text) for one in found):
            return True
    return False


def _often(claim: Claim, text: str) -> Signs:
    """Whether both say how often, and whether the same: 隔年评一次, 每三年一届."""
    asked, told = how_often(claim.main), how_often(text)
    return {
        "often.no": float(bool(asked and told) and not asked & told),
        "often.yes": float(bool(asked & told)),
    }


def _share(wanted: frozenset[str], held: frozenset[str]) -> float:
    return len(wanted & held) / len(wanted) if wanted else 0.0


def _denied(claim: Claim, text: str) -> bool:
    """Whether the clause has a negation that is not the question's own word (停产, 取消)."""
    return any(
        match.group() not in claim.text or text[match.start() : match.end() + 1] not in claim.text
        for match in _NEGATION.finditer(text)
    )


def _said(text: str) -> Signs:
    """What the clause's own words tell, whatever is asked."""
    patterns = {
        "partial": _PARTIAL,
        "late": _LATE,
        "changed": _CHANGED,
        "only": _ONLY,
        "whole": _WHOLE,
        "none": _NONE,
        "both": _BOTH,
        "purpose": _PURPOSE,
        "since": _SINCE,
        "free": _FREE,
    }
    return {name: float(one.search(text) is not None) for name, one in patterns.items()}


def _times(claim: Claim, candidate: Candidate) -> Signs:
    """Whether the clause's time is one asked for, stated in it or before it."""
    if not claim.question.periods or candidate.time is None:
        return {}
    told = times_agree(claim.question, candidate)
    here = candidate.start <= candidate.time.start < candidate.end and not candidate.time.inherited
    place = "own" if here else "far"
    return {
        f"time.{place}.no": float(told is False),
        f"time.{place}.yes": float(told is True),
        "time.focus.no": float(told is False and claim.timed),
        "time.yes": float(told is True),
        "time.wider": float(told is None),
    }


def _levels(claim: Claim, text: str) -> Signs:
    """The bounds within which something ranks."""
    given = levels(text)
    return {
        "level.no": float(bool(claim.levels and given and not claim.levels & given)),
        "level.yes": float(bool(claim.levels & given)),
    }


def _kinds(claim: Claim, text: str) -> Signs:
    """Whether the clause agrees with the question on what is not, what begins, what goes on."""
    lacks, ranks = lacking(text), _offices(claim.text)
    given = _offices(text)
    return {
        "lacks.both": float(lacks and claim.lacks),
        "lacks.turned": float(lacks is not claim.lacks),
        "begins.both": float("begins" in claim.forms and _BEGINS.search(text) is not None),
        "debut": float(not claim.forms & _FIRSTS and "首次" in text),
        "from": float(_FROM.search(text) is not None),
        "kept": float(_KEPT.search(text) is not None),
        "vice": float(any((not vice, office) in given for vice, office in ranks - given)),
        "office.no": float(_another_office(claim, {office for _, office in given})),
    }


def _most(claim: Claim, candidate: Candidate, text: str) -> Signs:
    """Whether the clause, or only another one of its sentence, names what is most."""
    if "most" not in claim.forms:
        return {}
    here = _MOST.search(text) is not None
    return {
        "most.here": float(here),
        "most.away": float(not here and _MOST.search(candidate.analysis.folded.text) is not None),
    }


def _offices(text: str) -> frozenset[tuple[bool, str]]:
    """The offices of a text, each with whether it is the second one (副主席)."""
    bare = _MARKED.sub(" ", text)
    return frozenset((one["vice"] is not None, one["office"]) for one in _OFFICE.finditer(bare))


def _another_office(claim: Claim, given: set[str]) -> bool:
    """Whether the clause gives one who is named another office than the question supposes."""
    match = _IN_OFFICE.search(claim.main)
    if match is None or not given or not claim.names:
        return False
    # 校长是由书记兼任的吗: the clause need not say again what the question says of him.
    said = {office for _, office in _offices(claim.main)}
    return not said & given


def _beyond(claim: Claim, candidate: Candidate, text: str) -> Signs:
    """What the sentence says around the clause."""
    analysis = candidate.analysis
    last = analysis.clause_at(candidate.end - 1)
    after = ""
    if last + 1 < len(analysis.clauses) and analysis.text[candidate.end - 1] not in _SEMICOLON:
        after = analysis.text[slice(*analysis.clauses[last + 1])]
    whole = analysis.folded.text
    return {
        "pairs.sent": _share(claim.pairs, analysis.terms),
        "name.absent": float(any(not stands_in(name, whole) for name in claim.names)),
        "timed*named": float(claim.timed and any(stands_in(one, text) for one in claim.named)),
        "next.negative": float(_NEGATION.search(after) is not None),
        "next.partial": float(_PARTIAL.search(after) is not None),
    }
