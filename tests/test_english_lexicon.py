import re
from pathlib import Path

import pytest

from rag.language import english_general, english_lexicon
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
    assert len(lines) >= 6000
    assert lines == sorted(lines)
    keys = [line.split("\t")[0] for line in lines]
    assert len(set(keys)) == len(keys)
    for line in lines:
        assert re.fullmatch(r"[a-z0-9]+(?: [a-z0-9]+)*\t[^\s|]+(?:\|[^\s|]+){0,4}", line), line
        words = line.split("\t")[0].split(" ")
        found = longest([forms(word) for word in words], 0)
        assert found is not None
        assert found.length == len(words), line


def test_the_general_list_is_sorted_well_formed_and_names_its_source() -> None:
    path = Path(english_lexicon.__file__).with_name("english_general.tsv")
    lines = path.read_text(encoding="utf-8").splitlines()
    head = [line for line in lines if line[0] == "#"]
    assert "CC-CEDICT" in head[0]
    assert any("CC BY-SA 4.0" in line for line in head)
    rows = lines[len(head) :]
    assert len(rows) >= 25_000
    keys = [row.split("\t")[0] for row in rows]
    assert rows == sorted(rows)
    assert len(set(keys)) == len(keys)
    for row in rows:
        assert re.fullmatch(r"[a-z]+(?: [a-z]+)?\t[^\s|]{1,4}(?:\|[^\s|]{1,4}){0,4}", row), row


def test_glosses_are_read_backwards() -> None:
    listed = "\n".join(
        [
            "# CC-CEDICT",
            "帳篷 帐篷 [zhang4 peng5] /tent/CL:頂|顶[ding3]/",
            "麻雀 麻雀 [ma2 que4] /(bird) sparrow/mahjong/",
            "設計 设计 [she4 ji4] /to design; to plan/a design/",
            "把 把 [ba3] /to hold/",
        ]
    )
    assert english_general.inverted(listed) == {
        "tent": ["帐篷"],
        "sparrow": ["麻雀"],
        "mahjong": ["麻雀"],
        "design": ["设计"],
        "plan": ["设计"],
    }


@pytest.mark.parametrize(
    ("word", "past"), [("founded", True), ("took over", True), ("built", True), ("school", False)]
)
def test_past_forms(word: str, past: bool) -> None:
    assert english_lexicon.is_participle(word) is past
