"""Which characters are taken for each other: by sound without tones, or by shape."""

from array import array
from bisect import bisect_left
from functools import cache, lru_cache
from pathlib import Path

# Common readings beside the one that the table has first.
_SECOND = (
    "重chong 长chang 行hang 乐yue 调tiao 率shuai 参shen 会kuai 都du 还huan 传zhuan 藏zang "
    "曾zeng 降xiang 朝zhao 系ji 校jiao 便pian 强jiang 觉jiao 角jue 单shan 解xie 石dan 给ji "
    "和huo 得dei 地de 的di 了liao 着zhuo 省xing 车ju 宿xiu 厦xia 模mu 提di 种chong 没mo 薄bo 剥bao "
    "差chai 称chen 弹tan 勒le"
)


@cache
def _sounds() -> tuple[str, tuple[str, ...], "array[int]"]:
    """All characters in order, the syllables, and the number of each character's syllable.

    As two strings, not as a table of 17,740 entries: that took 2 MB and every service keeps it.
    """
    text = Path(__file__).with_name("pinyin_readings.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    sounds = sorted((char, at) for at, (_, usual, _) in enumerate(rows) for char in usual)
    numbers = array("H", (at for _, at in sounds))
    return "".join(char for char, _ in sounds), tuple(row[0] for row in rows), numbers


@cache
def _second() -> dict[str, str]:
    return {item[0]: item[1:] for item in _SECOND.split()}


@lru_cache(maxsize=8192)
def readings(char: str) -> tuple[str, ...]:
    """The common readings of a character, without tones; empty for what is not Han."""
    chars, syllables, numbers = _sounds()
    at = bisect_left(chars, char)
    found = (syllables[numbers[at]],) if chars[at : at + 1] == char else ()
    second = _second().get(char)
    return found if second is None or second in found else (*found, second)


@cache
def blurred(syllable: str) -> str:
    """A syllable as many speakers do not tell it apart: z/zh, c/ch, s/sh, l/n, in/ing, en/eng."""
    if syllable[:2] in ("zh", "ch", "sh"):
        syllable = syllable[0] + syllable[2:]
    if syllable[:1] == "n" and len(syllable) > 1:
        syllable = "l" + syllable[1:]
    return syllable[:-1] if syllable.endswith(("ing", "eng")) else syllable


def sounds_of(pair: str) -> list[str]:
    """The blurred sounds of two characters, one string for each way of reading them."""
    first, second = readings(pair[0]), readings(pair[1])
    return list(dict.fromkeys(f"{blurred(a)} {blurred(b)}" for a in first for b in second))


@cache
def _alike() -> dict[str, frozenset[str]]:
    text = Path(__file__).with_name("lookalikes.tsv").read_text(encoding="utf-8")
    found: dict[str, set[str]] = {}
    for line in text.splitlines():
        for group in () if line.startswith("#") else line.split():
            for char in group:
                found.setdefault(char, set()).update(group)
    return {char: frozenset(group - {char}) for char, group in found.items()}


def lookalikes(char: str) -> frozenset[str]:
    """Characters that look like this one."""
    return _alike().get(char, frozenset())
