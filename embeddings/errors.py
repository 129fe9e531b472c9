"""The root of the error tree and the branch for encoders and vectors.

The root stands here because ``embeddings`` is the lowest layer: ``rag.errors`` grows the
rest of the tree from it.
"""


class YoujuError(Exception):
    """Base of every error this project raises on purpose.

    Args:
        what: what was wrong, naming the offending thing.
        remedy: what is allowed, or what to do next.
    """

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(f"{what} {remedy}")
        self.what = what
        self.remedy = remedy


class EncoderError(YoujuError):
    """An embedding model could not be found, read or used."""


class VectorIndexError(YoujuError):
    """A vector index was built, asked or loaded with parts that do not fit."""
