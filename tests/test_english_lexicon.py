import re
from pathlib import Path

import pytest

from rag.language import english_lexicon
from rag.language.english_lexicon import forms, longest


@pytest.mark.parametrize(
    ("word", "base"),
    [
        ("allowances", "allowance"),
        ("committees", "committee"),
        ("subsidies", "subsidy"),
        ("churches", "church"),
        ("planned", "plan"),
        ("issuing", "issue"),
        ("modernisation", "modernization"),
        ("labourers", "laborer"),
        ("theatres", "theater"),
        ("jointly", "joint"),
    ],
)
def test_base_forms(word: str, base: str) -> None:
    assert base in forms(word)
    assert forms(word)[0] == word


def test_the_word_list_is_sorted_well_formed_and_all_reachable() -> None:
    path = Path(english_lexicon.__file__).with_name("english_lexicon.tsv")
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line[0] != "#"]
    assert len(lines) >= 2500
    assert lines == sorted(lines)
    keys = [line.split("\t")[0] for line in lines]
    assert len(set(keys)) == len(keys)
    for line in lines:
        assert re.fullmatch(r"[a-z0-9]+(?: [a-z0-9]+)*\t[^\s|]+(?:\|[^\s|]+){0,4}", line), line
        words = line.split("\t")[0].split(" ")
        found = longest([forms(word) for word in words], 0)
        assert found is not None
        assert found.length == len(words), line
