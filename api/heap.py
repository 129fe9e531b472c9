"""One heap for all threads of the service."""

import ctypes
import sys

_M_ARENA_MAX = -8  # malloc.h of glibc


def share_heap() -> None:
    """Keep threads that begin from now on to the heap of the first; does nothing but on Linux.

    glibc gives each thread a heap of its own, where freed memory waits for that thread alone.
    Only one of ours runs Python at a time, so they never wait for each other's heap. Measured:
    4 MiB less after 50 questions, with four worker threads.
    """
    if sys.platform == "linux":
        mallopt = getattr(ctypes.CDLL(None), "mallopt", None)  # other C libraries have none
        if mallopt is not None:
            mallopt(_M_ARENA_MAX, 1)
