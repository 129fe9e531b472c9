"""A file is decoded rightly or refused with a message that says what to do."""

import os
from hashlib import sha256
from pathlib import Path

import pytest

from rag.corpus.reading import read_text
from rag.errors import SourceNotFoundError, SourceUnreadableError

SIMPLE = "北海市总工会成立大会。\r\n1953年12月，工人文化宫开放，参加的人很多。\n"
TRADITIONAL = "北海市總工會成立大會。\n1953年12月，工人文化宮開放，參加的人很多。\n"


def write(folder: Path, data: bytes, name: str = "a.txt") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("text", "codec", "named", "guessed"),
    [
        (SIMPLE, "utf-8", "utf-8", False),
        (SIMPLE, "utf-8-sig", "utf-8", False),
        (SIMPLE, "utf-16", "utf-16-le", False),
        (SIMPLE, "utf-32", "utf-32-le", False),
        (SIMPLE, "gb18030", "gb18030", True),
        (SIMPLE, "utf-16-be", "utf-16-be", True),
        (TRADITIONAL, "big5", "big5hkscs", True),
        (TRADITIONAL, "gb18030", "gb18030", True),
        ("東京は日本の首都である。人口は多い。", "shift_jis", "cp932", True),
    ],
)
def test_encodings(tmp_path: Path, text: str, codec: str, named: str, guessed: bool) -> None:
    data = text.encode(codec)
    decoded = read_text(write(tmp_path, data))
    assert decoded.text == text
    assert (decoded.encoding, decoded.guessed) == (named, guessed)
    assert decoded.sha256 == sha256(data).hexdigest()
    assert data.decode(decoded.encoding).removeprefix("\ufeff") == text


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "holds no text"),
        (b" \r\n\t\xe3\x80\x80\n", "holds no text"),
        ("\u200b\ufeff\u202e".encode(), "holds no text"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "is not text"),
        (b"a\x00b\x00\x00c", "is not text"),
        (b"abc\x01\x02\x03", "is not text"),
        (b"\xed\xa0\x80abc", "no encoding"),
        (b"caf\xe9 \xe0 la carte", "no encoding"),
        (b"\xff\xfea", "not valid at byte"),
        (b"\xef\xbb\xbfab\xff", "not valid at byte 2"),
    ],
)
def test_what_is_no_text_is_refused(tmp_path: Path, data: bytes, message: str) -> None:
    with pytest.raises(SourceUnreadableError, match=message):
        read_text(write(tmp_path, data))


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceNotFoundError, match="no file"):
        read_text(tmp_path / "missing.txt")
    with pytest.raises(SourceNotFoundError, match="not a file"):
        read_text(tmp_path)
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    with pytest.raises(SourceNotFoundError, match="not a file"):
        read_text(pipe)


def test_size_and_kind_are_limited(tmp_path: Path) -> None:
    assert read_text(write(tmp_path, b"abcd"), limit=4).text == "abcd"
    with pytest.raises(SourceUnreadableError, match="larger than 4 bytes"):
        read_text(write(tmp_path, b"abcde"), limit=4)
    with pytest.raises(SourceUnreadableError, match=r"\.md"):
        read_text(write(tmp_path, b"%PDF-1.7", "a.pdf"))
