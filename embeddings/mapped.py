"""Files that are mapped and read here and there."""

import mmap


def as_needed(mapped: object) -> None:
    """Bring only those pages of a mapped file into memory that are touched.

    Args:
        mapped: an ``mmap.mmap``; anything else is left as it is. Without this the kernel brings
        sixteen pages for each one touched, and soon holds all of a file of which a service
        needs a tenth.
    """
    if isinstance(mapped, mmap.mmap) and hasattr(mmap, "MADV_RANDOM"):
        mapped.madvise(mmap.MADV_RANDOM)


def let_go(mapped: object) -> None:
    """Give back the memory of the pages that were touched; they come again when touched again.

    Args:
        mapped: an ``mmap.mmap`` that is only read; anything else is left as it is.
    """
    if isinstance(mapped, mmap.mmap) and hasattr(mmap, "MADV_DONTNEED"):
        mapped.madvise(mmap.MADV_DONTNEED)
