"""The index directory: generations published whole, verified before they serve."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from embeddings.encoder import Encoder
from rag.store.disk import Disk
from rag.store.layout import Pointer, read_pointer
from rag.store.manifest import Manifest, Parts
from rag.store.opening import Contents, Index, first_sound, load_contents, open_index
from rag.store.publish import Publisher, exclusive

__all__ = ["Contents", "Disk", "Index", "Manifest", "Parts", "Pointer", "Publisher", "Store"]


def _now() -> datetime:
    return datetime.now(UTC)


class Store:
    """An index directory. Cheap to make; nothing is read or written until asked.

    Args:
        root: the directory; it is made by the first publisher.
        disk: how files reach the disk.
        clock: the time now, with its zone; names of generations are made of it.
    """

    def __init__(
        self, root: Path, disk: Disk | None = None, clock: Callable[[], datetime] = _now
    ) -> None:
        self.root = root
        self._disk = disk or Disk()
        self._clock = clock

    def pointer(self) -> Pointer | None:
        """What the pointer says now; None where it is missing or unreadable. Cheap to poll."""
        return read_pointer(self.root)

    def open_current(self, encoder: Encoder) -> Index:
        """Open the index for questions encoded by ``encoder``.

        A damaged generation is never served: the newest older sound one is, with an alert.

        Raises:
            IndexMissingError: nothing was published yet.
            IndexMismatchError: it was made by another encoder, tokenizer or format.
            IndexDamagedError: no generation is sound.
        """
        return open_index(self.root, encoder)

    def contents(self) -> Contents:
        """Documents and passages of the generation that would serve, whatever made it.

        Raises:
            IndexMissingError, IndexMismatchError (another format), IndexDamagedError.
        """
        return first_sound(self.root, load_contents)

    @contextmanager
    def exclusive(self) -> Iterator[Publisher]:
        """Keep other publishers out, to read the index and publish what follows from it.

        Raises:
            StoreBusyError: another process is publishing.
            PublishError: the directory cannot be written.
        """
        with exclusive(self.root):
            yield Publisher(self.root, self._disk, self._clock)

    def publish(self, write: Callable[[Path], Parts]) -> str:
        """Publish what ``write`` puts into an empty folder; see ``Publisher.publish``."""
        with self.exclusive() as publisher:
            return publisher.publish(write)
