"""How a stretch opens, against what kind of explanation is asked for.

What was done stands beside why it was done (为防止积压，抽调技师), and both hold words of the
question. 为什么 asks for the one, 用什么办法 for the other; the word that a clause opens with tells
which it is. How much each opening counts for each kind of question is learned.
"""

from rag.answering.candidates import Candidate
from rag.language.asking import Wanted
from rag.language.patterns import late_regex
from rag.question import Question

_WHY = late_regex(
    r"为什么|为啥|为何|干[吗嘛]|缘何|何以|缘由|缘故|原因|怪谁|祸根|凭什么|根源|怎么会|何故|因何|图的|意在|归因|"
    r"目的|受.{0,6}影响|怎么(?:忽然|一|差不多|都|没|就|又)|咋(?:就|没|又)"
)
_EFFECT = late_regex(r"好处|作用|效果|结果|变成|变化|影响|意义")
_MEANS = late_regex(
    r"办法|法子|招|怎么.{0,12}的|怎样|如何|咋.{0,8}的|举措|措施|途径|方式|做法|甜头|处置|处理|"
    r"怎么(?:帮|让|给|把|应付|防|管)"
)
_OPENINGS = (
    (
        "cause",
        late_regex(r"[^，]{0,8}(?:因|由于|鉴于|系|缘于|出于|受[^，]{1,12}(?:影响|限制))"),
    ),
    ("purpose", late_regex(r"是?为(?!期|止|主|副)|以便|以(?:利|求|免)|旨在|意在")),
    (
        "result",
        late_regex(
            r"从而|从此|由此|因此|因而|致使|使|于是|遂|乃|故|以致|终|[^，]{1,8}(?:遂|于是|乃)"
        ),
    ),
    (
        "means",
        late_regex(
            r"采取|采用|通过|运用|利用|推行|实行|规定|组织|建立|[以用按将把由向设派改拨给对在]"
        ),
    ),
    ("quote", late_regex(r"[“《]")),
    ("figure", late_regex(r"[\d约近]")),
)
_MARKS = "，；、。 "
_SCALE = 2.0
"""As in ``rag.answering.sort_fit``: each of these is rare."""


def prose_fit(question: Question, candidate: Candidate) -> dict[str, float]:
    """One feature: ``prose.A.O``, where A is asked for and the candidate opens with O."""
    return {f"prose.{_asked(question)}.{_opening(candidate.text.lstrip(_MARKS))}": _SCALE}


def _asked(question: Question) -> str:
    for name, pattern in (("why", _WHY), ("effect", _EFFECT), ("means", _MEANS)):
        if pattern.search(question.folded):
            return name
    return "why" if question.asked.kind is Wanted.REASON else "means"


def _opening(text: str) -> str:
    return next((name for name, pattern in _OPENINGS if pattern.match(text)), "other")
