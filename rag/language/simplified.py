"""Traditional to simplified characters: the only importer of opencc.

The configuration is t2s. The regional ones (tw2s, tw2sp) exchange words as well and damage text
that is simplified already. Conversion looks at phrases (乾隆 stays, 乾燥 becomes 干燥), and its
result must keep the length, character for character.
"""

from collections.abc import Callable
from functools import cache

_ROUNDS = 4  # a fixed point after two at most in opencc 1.4 (薴 to 苧 to 苎)


@cache
def _converter() -> Callable[[str], str]:
    import opencc

    convert: Callable[[str], str] = opencc.OpenCC("t2s").convert
    return convert


def simplify(text: str) -> str:
    """The simplified form, of the same length, a fixed point of itself.

    Args:
        text: without lone surrogates, which opencc cannot encode.
    """
    if text.isascii():
        return text
    convert = _converter()
    current = text
    for _ in range(_ROUNDS):
        following = _same_length(current, convert)
        if following == current:
            return current
        current = following
    return current


def _same_length(text: str, convert: Callable[[str], str]) -> str:
    converted = convert(text)
    if len(converted) == len(text):
        return converted
    forms = {char: convert(char) for char in set(text)}
    return "".join(form if len(form) == 1 else char for char in text for form in (forms[char],))
