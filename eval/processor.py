"""How this CPU adds up the products of eight-bit numbers that the reader is made of.

With VNNI (x86) or the dot product (ARM) it adds them exactly; AVX2 alone adds pairs in 16 bits,
which saturate, so that the reader's logits differ a little from one kind to the other.
"""

import platform
from pathlib import Path

_CPU = Path("/proc/cpuinfo")
EXACT, SATURATING = "exact", "saturating"


def arithmetic(flags: Path = _CPU) -> str:
    """``EXACT``, ``SATURATING``, or the name of the machine where its flags do not tell."""
    try:
        told = flags.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return platform.machine()
    if "vnni" in told or "asimddp" in told:
        return EXACT
    return SATURATING if "avx2" in told else platform.machine()
