"""What one character becomes in the matching form.

Differences of form only are folded: width, case, radical code points, glyph variants of quotes
and dashes. Differences of meaning stay: NFKC would forge numbers (10² to 102, ① to 1, ½ to 1/2)
and turn the full-width comma into a thousands separator, so those characters are kept apart.
"""

import unicodedata
from functools import cache
from typing import NamedTuple

# U+2E80..U+2EFF, for which NFKC has two mappings only. Each pair is the radical and the unified
# ideograph of the same form (Unicode's EquivalentUnifiedIdeograph data).
_RADICALS = (
    "⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺒巳⺓幺⺔彑⺕彐⺖忄⺗㣺⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民"
    "⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺪疋⺫目⺬示⺭礻⺮竹⺯糹⺰纟⺱罓⺲罒⺳㓁⺴网⺵网⺶羊⺷羊⺸羊⺹耂⺺肀⺻聿⺼肉⺽臼"
    "⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏阝⻐钅⻑長⻒镸⻓长⻔门⻕阜⻖阝⻗雨⻘青⻙韦⻚页⻛风"
    "⻜飞⻝食⻞飠⻟飠⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"
)
_VARIANTS = (
    ("，", "，﹐︐"),  # never ",": that would join digit groups
    ("、", "、﹑､︑"),
    ("。", "。｡︒"),
    ("-", "-‐‑‒–—―−─━﹘﹣－⸺⸻"),
    ("~", "~〜∼～˜〰"),
    ('"', '"“”„‟″＂〝〞〟「」『』﹁﹂﹃﹄｢｣❝❞'),
    ("'", "'‘’‚‛′＇`´｀❛❜"),
    ("·", "·•‧∙⋅・･﹒●"),
    ("…", "…⋯"),
    ("《", "《〈︽︿"),
    ("》", "》〉︾﹀"),
    ("[", "[〔【〖［﹝︹︻"),
    ("]", "]〕】〗］﹞︺︼"),
    ("〇", "〇○◯"),
    ("±", "±"),
)
_KEPT_FORMS = frozenset({"<super>", "<sub>", "<fraction>"})
_PLAIN_FORMS = frozenset({"<wide>", "<narrow>", "<font>", "<small>", "<vertical>"})
_INVISIBLE = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_NUMERAL_HAN = frozenset("一二三四五六七八九十")


class _Direct(NamedTuple):
    table: dict[str, str]


@cache
def _direct() -> _Direct:
    table = dict(zip(_RADICALS[::2], _RADICALS[1::2], strict=True))
    for form, variants in _VARIANTS:
        table.update(dict.fromkeys(variants, form))
    return _Direct(table)


def is_invisible(char: str) -> bool:
    """Whether a reader cannot see the character: control, format, surrogate, filler, selector.

    Blanks are not meant; line breaks and tabs are control characters and count.
    """
    if char in _INVISIBLE or "\ufe00" <= char <= "\ufe0f" or "\U000e0000" <= char <= "\U000e0fff":
        return True
    return unicodedata.category(char) in ("Cc", "Cf", "Cs")


def fold_character(char: str) -> str:
    """The matching form of one character: "" when dropped, a fixed point of itself."""
    if "\u4e00" <= char <= "\u9fff":
        return char  # a unified ideograph has no other form; most of any Chinese text
    folded = _step(char)
    for _ in range(8):
        again = "".join(map(_step, folded))
        if again == folded:
            break
        folded = again
    return folded


def _step(char: str) -> str:
    direct = _direct().table.get(char)
    if direct is not None:
        return direct
    if char.isspace():
        return " "
    if is_invisible(char) or unicodedata.category(char) in ("Mn", "Me"):
        return ""
    return "".join(_bare(part) for part in _compose(char).casefold())


def _compose(char: str) -> str:
    """NFKC where it changes form only, one level at a time, else the character itself."""
    form, _, rest = unicodedata.decomposition(char).partition(" ")
    if not form.startswith("<"):
        return unicodedata.normalize("NFC", char)
    if form in _KEPT_FORMS:
        return char
    parts = "".join(chr(int(code, 16)) for code in rest.split())
    if form not in _PLAIN_FORMS and any(c.isdecimal() or c in _NUMERAL_HAN for c in parts):
        kangxi = len(parts) == 1 and form == "<compat>"
        return parts if kangxi else char
    return parts


def _bare(char: str) -> str:
    """The letter without its accents; Hangul syllables stay whole."""
    parts = unicodedata.normalize("NFD", char)
    if len(parts) > 1 and all(unicodedata.category(part) == "Mn" for part in parts[1:]):
        return parts[0]
    return char
