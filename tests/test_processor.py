"""The kind of CPU is told by its flags."""

import platform
from pathlib import Path

import pytest

from eval.processor import arithmetic


@pytest.mark.parametrize(
    ("flags", "told"),
    [
        ("flags : avx2 avx512_vnni", "exact"),
        ("Features : asimd asimddp", "exact"),
        ("flags : avx avx2", "saturating"),
    ],
)
def test_the_kind_of_cpu_is_told_by_its_flags(flags: str, told: str, tmp_path: Path) -> None:
    path = tmp_path / "cpuinfo"
    path.write_text(flags, encoding="utf-8")
    assert arithmetic(path) == told
    assert arithmetic(tmp_path / "none") == platform.machine()
