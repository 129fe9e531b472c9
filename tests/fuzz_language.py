"""Mutate real text and run every language function on it: a recorded run, not part of the tests.

    python -m tests.fuzz_language --strings 1000000 --seed 1

Takes sentences of the shipped text (or of ``--text``), cuts, swaps, repeats and garbles them, and
checks each string as the property tests do. Stops at the first failure and prints the string.
"""

import argparse
import random
import sys
import time
from pathlib import Path

from tests.language_checks import check_all

_SPLICE = """
年 月 日 至 — 、 。 “ 》 第 个 万 亿 多 约 近 截至 从 起 以来 同年 此后 年底 光绪 民国 文革 世纪
年代 89 1953 3.5 1,234 二〇〇二 三百二十一 廿 百分之 成 % 比 的 in 1980s 總 ⼯ ① ² ½ ㈱ ２
"""
_HIDDEN = ("\u200b", "\u202e", "\u0301", "\ud800")
_PIECES = (*_SPLICE.split(), *_HIDDEN)
_PLANES = ((0x20, 0x7F), (0x80, 0x3000), (0x3000, 0x3400), (0x4E00, 0xA000), (0xF900, 0x10000))


def mutate(sentence: str, other: str, dice: random.Random) -> str:
    """One to four random changes of a piece of a sentence."""
    start = dice.randrange(max(1, len(sentence) - 8))
    text = sentence[start : start + dice.randint(4, 48)]
    for _ in range(dice.randint(1, 4)):
        text = _change(text, other, dice)
    return text


def _change(text: str, other: str, dice: random.Random) -> str:
    at = dice.randrange(len(text) + 1)
    match dice.randrange(6):
        case 0:
            return text[:at] + text[at + dice.randint(1, 3) :]
        case 1:
            return text[:at] + dice.choice(_PIECES) + text[at:]
        case 2:
            low, high = dice.choice(_PLANES)
            return text[:at] + chr(dice.randrange(low, high)) + text[at:]
        case 3:
            return text[:at] + other[: dice.randint(1, 12)] + text[at:]
        case 4:
            return text[:at] + text[max(0, at - 3) : at] * dice.randint(1, 3) + text[at:]
        case _:
            letters = list(text)
            dice.shuffle(letters)
            return "".join(letters)


def run(sentences: list[str], count: int, seed: int) -> int:
    """Check ``count`` mutated strings; the number checked before the first failure."""
    dice = random.Random(seed)
    for number in range(count):
        text = mutate(dice.choice(sentences), dice.choice(sentences), dice)
        try:
            check_all(text)
        except Exception:
            sys.stdout.write(f"string {number} of seed {seed} fails: {text!a}\n")
            raise
    return count


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--strings", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--text", type=Path, action="append", default=[])
    options = parser.parse_args()
    data = Path(__file__).parent.parent / "rag" / "data"
    paths = options.text or sorted(data.rglob("*.txt"))
    sentences = [line for path in paths for line in path.read_text("utf-8").split("。") if line]
    begin = time.perf_counter()
    checked = run(sentences, options.strings, options.seed)
    seconds = time.perf_counter() - begin
    sys.stdout.write(f"{checked} strings of seed {options.seed} hold, {seconds:.0f} s\n")


if __name__ == "__main__":
    main()
