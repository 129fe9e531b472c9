"""What a yes/no question supposes, read once: its claim, its forms, the words in focus.

听说原定七年，后来延长了，是这样吗 claims 原定七年，后来延长了; what stands around it only asks.
"""

from dataclasses import dataclass
from functools import lru_cache

from rag.answering.bearing import figures_supposed, without_forms
from rag.answering.claims import parts, planned
from rag.language.clauses import clauses
from rag.language.content import content
from rag.language.opposites import Sides, opposing
from rag.language.patterns import late_regex
from rag.language.quantities import Quantity
from rag.language.tokens import tokenize
from rag.language.variants import Term
from rag.question import Question

_ASIDE = late_regex(
    r"(?:我?(?:听|据|有)(?:人|说|讲|同事|朋友|老人|老师|长辈)*(?:说|讲|道|称)|"
    r"我?[看读]书[上里](?:说|讲|写)|(?:请|麻烦|劳驾)[你您]?(?:帮我|帮忙)?(?:确认|核实|核对|查|问)?一?下?|"
    r"想(?:问|确认|核实|知道)一?下?|我?(?:印象里|记得|以为)|"
    r"(?:好像|似乎|大概|到底|究竟|真的|其实|难道))[,，]?"
)
_TAG = late_regex(
    r"[,，]?(?:请问|麻烦[你您]核对一下|也?不知道?)?"
    r"(?:(?:这|此|该)(?:个|种|样|么|一)?(?:说法|话|事|说|讲|记忆|印象|数字)?|书里|是)?"
    r"(?:(?:跟|和|与|同)(?:[原书志]文|[志史]?书|记载|史料|资料)(?:[里上中](?:的|记的|写的)?)?)?"
    r"(?:对得上对不上|对不对得上|对得上[吗吧]?|对不对|对[吗吧否不]|是[吗吧]|没错吧|是不是(?:这样|真的?|这么写的|这样写的|真有这回事)?|"
    r"是真的吗?|是(?:这|那)样的?[吗吧]?|有没有?(?:这|此)(?:回|会)?事|有(?:这|此)(?:回|会)?事吗?|"
    r"(?:[你您]看)?(?:跟|和|与)?书[里上](?:记的|写的|说的)?是?(?:一样|这[样么](?:写|记|说)的?)吗?|"
    r"是否(?:如此|属实|可靠|准确|确实|正确)|真是这样吗|(?:是)?真有这?回事|属实(?:吗|否)?|(?:可靠|准确|确实|正确)[吗吧]?|靠(?:谱|得住)吗?|准不准)[吗呢吧]?[?？]*$|[,，][?？]+$"
)
_END = late_regex(r"(?:[的了过来呢啊]|没有?|吗|吧|不|否)*[?？。!，, ]*$")
_FOCUS = late_regex(r"(?:是不是|是否|是(?!否|不)|为|由|被|用|在|靠|把|给|到|按|归|成了?)")
_LEVELS = late_regex(r"全(?P<whole>[国省区市州县镇乡])|(?P<rank>国家|[国部省市州县区乡镇])级")
_NEGATIVE = late_regex(
    r"(?<!是)不(?!是|同|断|少|仅|但|过|久|管|对不|[?？]*$)|没(?!有?[?？]*$|错)|(?<!有)无(?!线|论|偿|锡)|"
    r"未(?!来)|从不|免"
)
_LACKING = late_regex(
    r"停(?!车|泊|靠|留)|(?<![买垄判果诊决])断(?!定|言|面|代)|歇|中止|终止|取消|撤|裁|关[闭门停]|下马|作罢|禁|拒|"
    r"免费|免[收交缴征除付票]|从未|谢绝|否决"
)
_UNBROKEN = late_regex(
    r"(?:没有?|未曾?|不|无)[^，,不没未无]{0,4}(?:停|断|缺|取消|[裁撤歇减])|"
    r"[没未不][^，,]{1,4}的(?=[\d一-龥]{2})"
)
"""What only looks like a denial: one of a stop, and one inside the words before a noun."""
_FULFILS = late_regex(
    r"如数|足额|兑现|[办做]到|实现|完成|达标|达到|如愿|落实|按(?:计划|原定)|[退还付交建修征]完"
)
_FORMS = {
    "all": late_regex(
        r"全部|所有|全都|全(?![省国市县区州镇乡厂校员程会体军民称名文集面职覆])|(?<!首)都(?!市|会|江|城|过|已|快)|"
        r"百分之百|100%|一律|统统|每[个家名户年次](?![^,，]{0,8}[\d一二两三四五六七八九十百千])|完全|个个|均|各个|任何|毫无|始终|一直|从来|从不"
    ),
    "still": late_regex(r"(?<![归退偿返交发送付])还(?!有|给|清|款|钱|债)|仍|继续|照常|照样|接着"),
    "already": late_regex(
        r"已经?|就|当[年月天即]|马上|立[即刻]|同年|早|之初|一开始|一[建成办开][起成办立]?来?|本来|原本"
    ),
    "begins": late_regex(r"开始|起头|始于|才有|开先河"),
    "most": late_regex(r"最[多高大长少低小强好]|高峰|峰值|顶峰|之最|居首|第一位"),
    "first": late_regex(r"第一|首[次个届批任家位创]|头一|率先|最[早先初]|首先|开先河"),
    "only": late_regex(r"只(?!要)|光是?|仅|单单|唯独"),
    "many": late_regex(r"好几|多次|不止一|许多|好多|很多|数次|几[回次个]"),
}
_ASKED = {
    "exists": late_regex(
        r"有没有|有无|有(?!限|关|名|色|机)[^,，]{0,20}(?:[吗吧]|没有?[?？]*$)|没有?[?？]*$|可有"
    ),
    "allows": late_regex(
        r"可不可以|可以|可否|能不能|能否|能[^,，]{1,16}[吗吧不]|允许|准不准|许可|行吗|行不行"
    ),
    "needs": late_regex(
        r"要不要|用不用|需不需要|需要|要[^,，]{1,10}吗|得[^,，]{1,10}吗|必须|"
        r"非[^,，]{1,16}(?:不可|吗)|须"
    ),
    "spoken": late_regex(r"[对是]吧|没错吧|吧[?？]*$"),
    "told": _ASIDE,
    "whether": late_regex(r"是不是|是否"),
    "includes": late_regex(
        r"包[含括]|含有|在内|之一|其中(?:有没有|是否)?(?:有|含)|里头?(?:有没有|也?有)|算不算"
    ),
}
_IDLE = frozenset(
    "的了过着是在有不没吗吧呢么也都还就才又只其这那个之和与及或于以为被把将由从到向给，。？?,"
)
_SAYS, _LONG_TAIL, _SHORT_FOCUS = 2, 4, 6


@dataclass(frozen=True, slots=True)
class Claim:
    """A yes/no question, taken apart.

    ``text`` is the claim in matching form and ``plain`` the question that its ``figures`` stand
    in; ``main`` the clause that is asked, those before it only set the scene. ``words``,
    ``focus`` and ``tail`` are the characters that carry meaning: of all, after the last word that
    puts something in focus (是, 由, 被 …), at the end; ``pairs`` those of the focus by two.
    ``names`` are supposed in the main clause and ``topic`` elsewhere; ``levels`` as in
    ``levels``; ``timed`` where a time is in focus; ``forms`` are named in ``_FORMS`` and
    ``_ASKED``. ``lacks`` where the main clause says that something is not or stops, ``plans``
    where the question speaks of what was meant to be, ``fulfils`` where it asks whether that was
    done. ``named`` are the names that say what the question is about.
    """

    question: Question
    text: str
    plain: str
    main: str
    topic: str
    words: frozenset[str]
    focus: frozenset[str]
    tail: frozenset[str]
    pairs: frozenset[str]
    names: tuple[str, ...]
    figures: tuple[Quantity, ...]
    levels: frozenset[str]
    sides: tuple[Sides, ...]
    added: tuple[Term, ...]
    negative: bool
    lacks: bool
    plans: bool
    fulfils: bool
    named: tuple[str, ...]
    timed: bool
    forms: frozenset[str]


@lru_cache(maxsize=64)
def read_claim(question: Question) -> Claim:
    """Take a yes/no question apart; the last ones are kept, as one answer asks several times."""
    plain = without_forms(question)
    text = _TAG.sub("", _ASIDE.sub("", plain)) or question.folded
    bare, main = _END.sub("", text), _main(text)
    focus = _focused(bare)
    named = parts(question)
    return Claim(
        question=question,
        text=text,
        plain=plain,
        main=main,
        topic=" ".join([*question.names, *(one.text for one in named if one.topic)]),
        words=characters(content(bare)),
        focus=characters(content(focus)) or characters(bare),
        tail=characters(bare[-_LONG_TAIL:]),
        pairs=frozenset(one for one in tokenize(content(focus)) if len(one) > 1),
        names=tuple(one.text for one in named if not one.topic and one.text in main),
        figures=tuple(figures_supposed(question)),
        levels=levels(text),
        sides=opposing(text),
        added=question.added,
        negative=_NEGATIVE.search(main) is not None,
        lacks=lacking(main),
        plans=planned(text),
        fulfils=_FULFILS.search(main) is not None,
        named=(*question.names, *(one.text for one in named if one.topic)),
        timed=any(one.text in focus for one in question.times),
        forms=frozenset(
            [
                *(name for name, form in _FORMS.items() if form.search(main)),
                *(name for name, form in _ASKED.items() if form.search(question.folded)),
            ]
        ),
    )


def characters(text: str) -> frozenset[str]:
    """The characters of a text that carry meaning."""
    return frozenset(one for one in text if one not in _IDLE and not one.isspace())


def lacking(text: str) -> bool:
    """Whether a text denies or stops something: 没办, 停办, 免收, but not 没有中断."""
    kept = _UNBROKEN.sub("", text)
    return any(one.search(kept) is not None for one in (_NEGATIVE, _LACKING))


def levels(text: str) -> frozenset[str]:
    """The bounds in which a text ranks something: 国, 省, 市 … of 国家级, 全省."""
    return frozenset((one["whole"] or one["rank"])[0] for one in _LEVELS.finditer(text))


def _focused(bare: str) -> str:
    """What follows the last word that puts something in focus; else the end of the claim."""
    found = [one.end() for one in _FOCUS.finditer(bare) if one.end() < len(bare) - 1]
    return bare[found[-1] :] if found else bare[-_SHORT_FOCUS:]


def _main(text: str) -> str:
    """The last clause that says something."""
    pieces = [text[start:end] for start, end in clauses(text)]
    long = [piece for piece in pieces if len(characters(piece)) > _SAYS]
    return long[-1] if long else text
