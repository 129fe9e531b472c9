"""The matching form: what is unified, what stays apart, and where each character came from."""

import unicodedata

import pytest

from rag.language.normalise import clean, fold, hidden_characters, normalise


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("２００２年", "2002年"),
        ("ＡＢＣ", "abc"),
        ("１，２３４", "1，234"),  # a full-width comma is no thousands separator
        ("1,234", "1,234"),
        ("50％", "50%"),
        ("10²", "10²"),
        ("①②", "①②"),
        ("⑴㈠㊀", "⑴㈠㊀"),
        ("½", "½"),
        ("1㏠", "1㏠"),  # the telegraph day sign would forge 11日
        ("5240㎡", "5240m²"),
        ("Ⅳ", "iv"),
        ("⼯会", "工会"),
        ("⻓⺠⻋", "长民车"),
        ("總工會", "总工会"),
        ("乾隆", "乾隆"),
        ("乾燥", "干燥"),
        ("已建立", "已建立"),
        ("显著", "显著"),
        ("文件", "文件"),
        ("「基礎工程」", '"基础工程"'),
        ("“基础工程”", '"基础工程"'),
        ("1985—1990", "1985-1990"),
        ("1985–1990", "1985-1990"),
        ("二○○二", "二〇〇二"),
        ("Café", "cafe"),
        ("e\u0301", "e"),
        ("工\u200b会", "工会"),
        ("工\u202e会", "工会"),
        ("工\U000e0041会", "工会"),
        ("北\u00a0海\u3000市", "北 海 市"),
        ("工\ud800会", "工会"),
        ("a\x00b", "ab"),
        ("한", "한"),
    ],
)
def test_fold_unifies_form_and_keeps_meaning(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert fold(folded) == folded
    assert normalise(text).text == folded


def test_every_character_folds_to_a_fixed_point() -> None:
    blocks = (range(0x3400), range(0x4E00, 0xA000), range(0xF900, 0x10000), range(0x1D400, 0x1D800))
    changed = [chr(code) for block in blocks for code in block]
    wrong = [char for char in changed if fold(fold(char)) != fold(char)]
    assert wrong == []


def test_numbers_are_never_forged_by_compatibility_forms() -> None:
    forged = []
    for code in range(0x2000, 0x3400):
        char = chr(code)
        plain = unicodedata.normalize("NFKC", char)
        if plain != char and any(c.isdecimal() for c in plain):
            forged += [char] if any(c.isdecimal() for c in fold(char)) else []
    assert forged == []


def test_original_span_counts_dropped_and_expanded_characters() -> None:
    text = "a\u200b㈱總\u202e工会"
    normal = normalise(text)
    assert normal.text == "a(株)总工会"
    assert normal.original_span(0, 1) == (0, 1)
    assert normal.original_span(1, 4) == (2, 3)  # ㈱ became three characters
    assert normal.original_span(4, 5) == (3, 4)
    assert normal.original_span(4, 6) == (3, 6)  # over the dropped override
    assert normal.original_span(7, 7) == (7, 7)
    assert normal.original_span(0, 7) == (0, 7)


def test_equal_lengths_do_not_hide_a_moved_character() -> None:
    normal = normalise("ﬁ\u200bn")  # one character doubled, one dropped
    assert normal.text == "fin"
    assert normal.original_span(2, 3) == (2, 3)
    assert normal.original_span(1, 2) == (0, 1)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("  北海  市 \n总工会\t", "北海 市 总工会"),
        ("北\u200b海\ufeff", "北海"),
        ("\u202e北海\u2066", "北海"),
        ("北\x00海\x1b[31m", "北海[31m"),
        ("\u3164\u200b \u3000", ""),
        ("總工會２００２", "總工會２００２"),
        ("e" + "\u0301" * 10_000, "e\u0301\u0301"),
        ("ok\U000e0041\U000e007f", "ok"),
        ("a\ud800b", "ab"),
    ],
)
def test_clean_drops_what_cannot_be_seen_and_nothing_else(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned
    assert clean(cleaned) == cleaned


def test_hidden_characters_are_named_with_their_offsets() -> None:
    assert hidden_characters("北\u202e海\r\n\t市\u200b❤\ufe0f\x00") == [
        (1, "U+202E RIGHT-TO-LEFT OVERRIDE"),
        (7, "U+200B ZERO WIDTH SPACE"),
        (10, "U+0000 CONTROL CHARACTER"),
    ]
