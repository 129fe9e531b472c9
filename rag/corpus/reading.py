"""Bytes on disk to text: size, kind and encoding are settled before anything else looks.

Does not read PDF, Word or EPUB, and does not guess between encodings when the file says
which it is (a byte order mark) or proves it (valid UTF-8).
"""

import codecs
from collections import Counter
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from rag.corpus.characters import is_blank, is_han
from rag.errors import SourceNotFoundError, SourceUnreadableError
from rag.language.patterns import late_regex

MAX_BYTES = 64 * 1024 * 1024
SUFFIXES = ("", ".txt", ".text", ".md", ".markdown")
_SAMPLE = 256 * 1024
_MARKS = (  # UTF-32 first: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CHINESE = ("gb18030", "big5hkscs")
_NEIGHBOURS = ["cp932", "euc_jp", "cp949"]
_UNMARKED_WIDE = ("utf-16-le", "utf-16-be")
_COMMON_HAN = (("gb2312", 0xB0, 0xD7), ("big5", 0xA4, 0xC6))
_MARKS_OF_PROSE = "，。、；：！？“”‘’（）《》…—·「」『』〈〉【】〔〕　〇％"
_PLAUSIBLE = 0.9
_MAX_CHAOS = 0.1
_CONTROL = late_regex(r"[\x00-\x08\x0e-\x19\x1b-\x1f]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file as text. ``text == bytes.decode(encoding)`` without the byte order mark."""

    text: str
    encoding: str
    sha256: str
    guessed: bool


def read_bytes(path: Path, limit: int = MAX_BYTES) -> bytes:
    """The bytes of a regular file of at most ``limit`` bytes.

    Raises:
        SourceNotFoundError: there is no such file, it is a folder or may not be read.
        SourceUnreadableError: it is larger than ``limit``.
    """
    if not path.exists():
        raise SourceNotFoundError(f"There is no file {path}.", "Check the path.")
    if not path.is_file():
        raise SourceNotFoundError(f"{path} is not a file.", "Name a text file, not a folder.")
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise SourceNotFoundError(
            f"{path} cannot be read ({reason}).", "Check its permissions."
        ) from error
    if len(data) > limit:
        raise SourceUnreadableError(
            f"{path} is larger than {limit} bytes.", "Split it into several files."
        )
    return data


def read_text(path: Path, limit: int = MAX_BYTES) -> Decoded:
    """Read and decode a text file; newlines are left as they are.

    Raises:
        SourceNotFoundError: see ``read_bytes``.
        SourceUnreadableError: too large, empty, binary, of an unsupported kind, or in no
            encoding that can be told.
    """
    if path.suffix.lower() not in SUFFIXES and path.exists() and not path.is_dir():
        raise SourceUnreadableError(
            f"{path.name} is of a kind that cannot be read.",
            "Plain text (.txt) and Markdown (.md) can.",
        )
    data = read_bytes(path, limit)
    text, encoding, guessed = _decode(data, path.name)
    if all(is_blank(character) for character in text):
        raise SourceUnreadableError(f"{path.name} holds no text.", "Name a file with text in it.")
    return Decoded(text, encoding, sha256(data).hexdigest(), guessed)


def _decode(data: bytes, name: str) -> tuple[str, str, bool]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return _checked(data[len(mark) :].decode(encoding), name), encoding, False
            except UnicodeDecodeError as error:
                raise SourceUnreadableError(
                    f"{name} is marked as {encoding} but is not valid at byte {error.start}.",
                    "Save it again as UTF-8.",
                ) from error
    try:
        return _checked(data.decode("utf-8"), name), "utf-8", False
    except UnicodeDecodeError:
        return _guess(data, name)


def _guess(data: bytes, name: str) -> tuple[str, str, bool]:
    """Chinese encodings by the characters they yield, Japanese and Korean by charset-normalizer.

    Single-byte encodings are not guessed: any bytes are valid in one, so nothing tells them.
    """
    candidates = _UNMARKED_WIDE if b"\0" in data else _CHINESE
    texts = {encoding: text for encoding in candidates if (text := _try(data, encoding))}
    best = max(texts, key=lambda encoding: _plausibility(texts[encoding]), default=None)
    if best and _plausibility(texts[best]) >= _PLAUSIBLE:
        return _checked(texts[best], name), best, True
    if b"\0" in data:
        raise SourceUnreadableError(f"{name} is not text.", "Name a plain text file.")
    from charset_normalizer import from_bytes

    match = from_bytes(data[:_SAMPLE], cp_isolation=_NEIGHBOURS).best()
    text = _try(data, match.encoding) if match and match.chaos < _MAX_CHAOS else None
    if match is None or text is None:
        raise SourceUnreadableError(
            f"{name} is in no encoding that can be told.", "Save it again as UTF-8."
        )
    return _checked(text, name), match.encoding.replace("_", "-"), True


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _plausibility(text: str) -> float:
    """Share of characters that Chinese prose is made of: frequent Han, its marks, ASCII.

    GB 2312 level one (rows 16-55) holds the 3,755 commonest characters of the mainland, Big5
    level one (A440-C67E) the 5,401 commonest of Taiwan; a wrong guess lands mostly outside.
    """
    sample = text[: _SAMPLE // 16]
    counts = Counter(sample)
    shares = (sum(n for c, n in counts.items() if _is_common(c, *level)) for level in _COMMON_HAN)
    return max(shares) / len(sample)


def _is_common(character: str, encoding: str, first: int, last: int) -> bool:
    if character < "\x80":
        return _CONTROL.match(character) is None
    if not is_han(character):
        return character in _MARKS_OF_PROSE
    try:
        return first <= character.encode(encoding)[0] <= last
    except UnicodeEncodeError:
        return False


def _checked(text: str, name: str) -> str:
    if "\0" in text or len(_CONTROL.findall(text)) > len(text) // 100:
        raise SourceUnreadableError(f"{name} is not text.", "Name a plain text file.")
    return text
