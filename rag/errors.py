"""One error tree; each error says what was wrong and what to do next.

    YoujuError
    ├── EncoderError            (embeddings)
    ├── VectorIndexError        (embeddings)
    ├── SettingsError
    ├── CorpusError
    │   ├── SourceNotFoundError
    │   ├── SourceUnreadableError
    │   └── ErrataError
    ├── StoreError
    │   ├── IndexMissingError
    │   ├── IndexDamagedError
    │   ├── IndexMismatchError
    │   ├── PublishError
    │   └── StoreBusyError
    ├── AdaptingError
    ├── QuestionError
    ├── NotFoundError
    ├── FeedbackError
    ├── ModelError
    └── UnsupportedError

Messages for people are Chinese first where a user reads them (``api`` and the command line);
the text inside the errors is English and never quotes the user's question.
"""

from embeddings.errors import EncoderError, VectorIndexError, YoujuError

__all__ = [
    "AdaptingError",
    "CorpusError",
    "EncoderError",
    "ErrataError",
    "FeedbackError",
    "IndexDamagedError",
    "IndexMismatchError",
    "IndexMissingError",
    "ModelError",
    "NotFoundError",
    "PublishError",
    "QuestionError",
    "SettingsError",
    "SourceNotFoundError",
    "SourceUnreadableError",
    "StoreBusyError",
    "StoreError",
    "UnsupportedError",
    "VectorIndexError",
    "YoujuError",
]


class SettingsError(YoujuError):
    """A setting has a value that is not allowed."""


class CorpusError(YoujuError):
    """A text could not be taken in."""


class SourceNotFoundError(CorpusError):
    """The path names no readable file."""


class SourceUnreadableError(CorpusError):
    """The file is empty, binary, or in no encoding that can be told."""


class ErrataError(CorpusError):
    """An errata or metadata file is malformed or would change a figure."""


class StoreError(YoujuError):
    """The index directory cannot be used."""


class IndexMissingError(StoreError):
    """There is no published index yet."""


class IndexDamagedError(StoreError):
    """A file of the index is not the one its manifest describes."""


class IndexMismatchError(StoreError):
    """The index was made with another encoder, chunking or format."""


class PublishError(StoreError):
    """A new generation could not be written; the old one still serves."""


class StoreBusyError(StoreError):
    """Another process is publishing to the same index directory."""


class AdaptingError(YoujuError):
    """The texts give too few questions to tune an encoder by."""


class QuestionError(YoujuError):
    """A question is empty, too long or otherwise not to be asked.

    Args:
        what: what was wrong.
        remedy: the limit.
        field: the request field at fault.
    """

    def __init__(self, what: str, remedy: str, field: str = "question") -> None:
        super().__init__(what, remedy)
        self.field = field


class NotFoundError(YoujuError):
    """No document or passage has that id."""


class ModelError(YoujuError):
    """A language model gave no reply that can be used; the extracted answer stands in."""


class FeedbackError(YoujuError):
    """What people thought of an answer cannot be kept or read; answers are not touched."""


class UnsupportedError(YoujuError):
    """The request needs a part that is not configured, such as a language model."""
