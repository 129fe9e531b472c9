"""Slips and old spellings of the words that ask, put right: 多小个, 甚么, 怎末.

The vocabulary of a corpus has no asking words, so slips in them are not found by it. Each is put
right only where it can be nothing else, at the same length.
"""

from rag.language.patterns import late_regex

_SLIPS = (
    # 多小 with a measure behind it asks how many; 多小的孩子 how small.
    (late_regex(r"多[小绍哨](?=[个名位家户项件次份条种万千百元斤吨座所台间处块亩届期场])"), "多少"),
    (late_regex(r"甚[么麽]|什[末莫麽]|神[么麽](?=[时事人地名原])"), "什么"),
    (late_regex(r"怎[末莫摸麽]"), "怎么"),
    (late_regex(r"为神[么麽]"), "为什么"),
)


def asking_words_spelled(folded: str) -> str:
    """The question in its matching form with these words as they are usually written."""
    for slip, meant in _SLIPS:
        folded = slip.sub(meant, folded)
    return folded
