"""Patterns that are compiled at first use."""

import importlib
import pkgutil
import re

import pytest

import rag
from rag.language.patterns import LateRegex, late_regex


def test_it_does_what_the_pattern_does() -> None:
    years = late_regex(r"(\d{4})年")
    match = years.search("自1952年起")
    assert match is not None
    assert match.group(1) == "1952"
    assert years.sub("某年", "1952年和1953年") == "某年和某年"
    assert years.findall("1952年和1953年") == ["1952", "1953"]
    assert years.pattern == r"(\d{4})年"


def test_flags_are_heeded() -> None:
    assert late_regex("a b", re.VERBOSE | re.IGNORECASE).fullmatch("AB") is not None


def test_nothing_is_compiled_before_it_is_used() -> None:
    faulty = late_regex("(")
    with pytest.raises(re.error):
        faulty.search("x")


def test_every_late_pattern_of_the_package_compiles() -> None:
    found = 0
    for module in pkgutil.walk_packages(rag.__path__, "rag."):
        if module.name == "rag.__main__":
            continue
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, LateRegex):
                assert value.compiled().pattern
                found += 1
    assert found > 200
