"""The files of a reader, and that they are the ones that were written.

onnxruntime opens a file with damaged weights and reads nonsense with it, so the sums are compared
before. ``SHA256SUMS`` is what ``sha256sum --check`` takes.
"""

import hashlib
from pathlib import Path

from embeddings.errors import EncoderError

NETWORK, CHARACTERS, SUMS = "reader.onnx", "characters.txt", "SHA256SUMS"
_REMEDY = "Restore the folder of the reader, or do without it: YOUJU_READER=0."


def write_sums(folder: Path) -> None:
    """Write ``SHA256SUMS`` for the files in the folder."""
    lines = [f"{_sum(folder / name)}  {name}\n" for name in (CHARACTERS, NETWORK)]
    (folder / SUMS).write_text("".join(lines), encoding="ascii")


def verify(folder: Path) -> None:
    """Compare the files with their sums.

    Raises:
        EncoderError: a file is missing, or is not the one that was written.
    """
    try:
        lines = (folder / SUMS).read_text(encoding="ascii").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise EncoderError(f"{folder / SUMS} cannot be read.", _REMEDY) from error
    told = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    for name in (CHARACTERS, NETWORK):
        path = folder / name
        try:
            found = _sum(path)
        except OSError as error:
            raise EncoderError(f"{path} cannot be read.", _REMEDY) from error
        if told.get(name) != found:
            raise EncoderError(f"{path} is damaged: its SHA-256 is not that of {SUMS}.", _REMEDY)


def unusable(path: Path) -> EncoderError:
    """The error for a file whose sum is right and that still cannot be used."""
    return EncoderError(f"{path} is no reader that can be opened.", _REMEDY)


def _sum(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
