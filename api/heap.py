"""One heap for all threads of the service, and what is freed goes back."""

import ctypes
import sys

_M_ARENA_MAX, _M_MMAP_THRESHOLD, _M_TRIM_THRESHOLD = -8, -3, -1  # malloc.h of glibc
_LARGE = 128 * 1024


def share_heap() -> None:
    """Keep threads that begin from now on to the heap of the first; does nothing but on Linux.

    glibc gives each thread a heap of its own, where freed memory waits for that thread alone.
    Only one of ours runs Python at a time, so they never wait for each other's heap. It also
    takes ever larger blocks from the heap once one was freed, and what is freed below the last
    one in use stays: with a bound that does not move, what was needed to open an index and a
    reader goes back to the system. Measured after 50 questions: 4 MiB and 6 MiB less.
    """
    if sys.platform == "linux":
        mallopt = getattr(ctypes.CDLL(None), "mallopt", None)  # other C libraries have none
        if mallopt is not None:
            mallopt(_M_ARENA_MAX, 1)
            mallopt(_M_MMAP_THRESHOLD, _LARGE)
            mallopt(_M_TRIM_THRESHOLD, _LARGE)
