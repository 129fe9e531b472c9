"""What was cut is joined, what is whole is not, and only stray spaces go."""

from pathlib import Path

import pytest

from rag.corpus.lines import split_lines
from rag.corpus.outline import find_outline
from rag.corpus.repair import find_blocks, stray_spaces

DATA = Path(__file__).parent.parent / "rag" / "data"
LONG = "截至一九七八年底，全市工会组织在调整和充实各级领导班子的基础上，共建立基层"
assert len(LONG) == 37


def paragraphs(text: str) -> list[str]:
    lines = split_lines(text)
    blocks = find_blocks(lines, find_outline(lines))
    return ["|".join(line.text for line in block.lines) for block in blocks if not block.heading]


def seams(text: str) -> list[tuple[int, str]]:
    """Paragraph number and the six characters on either side of each join."""
    return [
        (number, part[-6:] + "|" + rest[:6])
        for number, paragraph in enumerate(paragraphs(text), start=1)
        for part, rest in zip(paragraph.split("|"), paragraph.split("|")[1:], strict=False)
    ]


def test_every_join_of_the_shipped_text() -> None:
    assert seams((DATA / "beihai-union.txt").read_bytes().decode()) == [
        (6, "市共建立基层|工会 84 "),
        (13, "海市委转发了|由北海市总工"),
        (16, "活动考核的基|层工会总数的"),
        (20, "货运企业建会|工作，举行全"),
        (24, "年内，北海市|工会组建基层"),
        (27, "全管理体制，|经北海市总工"),
        (33, "的职工总数为|67798人"),
        (40, "工卡”4.3|万张，会员享"),
        (50, "劳动和社会保|障局等部门联"),
        (61, "电力公司发电|厂工人张九、"),
        (65, "365 项，|其中“双革”"),
        (70, "工会发动职工|参加以“双增"),
        (77, "“五小”“安|康杯”竞赛以"),
        (97, "有235家单|位建立职代会"),
        (100, "委、市人民政|府分管领导和"),
        (105, "区前列。全市|公有制企事业"),
        (107, "工会组织努力|推进职工教育"),
        (115, "史展览、举行|厂庆活动等形"),
        (121, "公司提出“建|一支学习型员"),
        (124, "第一、第二届|农民工技能大"),
    ]


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n\r\n", "\n \u3000\n", "\n\x0c\n"])
def test_a_page_break_in_mid_sentence_is_joined(gap: str) -> None:
    assert paragraphs(f"{LONG}{gap}工会 84 个。") == [f"{LONG}|工会 84 个。"]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("建成安全管理体制，", "经市总工会组织。"),
        ("工人、", "农民都来了。"),
        ("提出“建", "一支队伍”的思路。"),
        ("开展“安", "康杯”竞赛。"),
        ("工会（", "含分会）成立。"),
        ("工会成立", "，会员很多。"),
        ("他说“好", "”。"),
    ],
)
def test_grammar_alone_joins_even_short_lines(left: str, right: str) -> None:
    assert paragraphs(f"{left}\n\n{right}") == [f"{left}|{right}"]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (LONG + "工会。", "会员有三十人，都来了。"),
        (LONG + "“工会。”", "会员有三十人，都来了。"),
        (LONG + "如下：", "会员有三十人，都来了。"),
        (LONG + "；", "会员有三十人，都来了。"),
        (LONG + "84", "1979年，全市又建立了很多。"),
        (LONG, "北海市总工会"),
        (LONG, "二〇二〇年五月一日"),
        (LONG, "（一）加强领导，改进作风。"),
        (LONG, "1. 加强领导，改进作风。"),
        (LONG, "\u3000\u3000另起一段，缩进两格。"),
        ("图1 " + LONG, "会员有三十人，都来了。"),
        ("姓名|性别|年龄，等等等等等等等等等等等等等等等等等", "张三|男|四十，等等。"),
        ("特此通知", "北海市总工会，一九五三年。"),
        ("好的。明天见", "行，到时候再说。"),
        ("——" * 20, "会员有三十人，都来了。"),
        ("主要任务，", "一、加强领导，改进作风。"),
    ],
)
def test_what_is_whole_is_not_joined(left: str, right: str) -> None:
    assert paragraphs(f"前文完。\n\n{left}\n\n{right}") == ["前文完。", left, right.strip()]


def test_a_heading_is_never_part_of_a_sentence() -> None:
    text = f"{LONG}\n\n第二节 经济\n\n会员有三十人，都来了。"
    assert paragraphs(text) == [LONG, "会员有三十人，都来了。"]


def test_a_text_that_ends_no_paragraph_with_a_mark_gives_no_evidence() -> None:
    lines = [LONG + "，甲乙丙丁" * n for n in (1, 3, 2, 4)]
    assert paragraphs("\n".join(lines)) == lines


def test_lines_wrapped_at_a_width_are_joined_and_verse_is_not() -> None:
    lines = ["甲" * 20] * 5 + ["乙" * 8 + "。", "丙" * 20, "丁。"]
    assert paragraphs("\n".join(lines)) == ["|".join(lines[:6]), "|".join(lines[6:])]
    verse = ["黄河远上白云间", "一片孤城万仞山", "羌笛何须怨杨柳", "春风不度玉门关"]
    assert paragraphs("\n".join(verse)) == verse


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("基层工会 84 个", "基层工会84个"),
        ("达 93.6% 以上", "达93.6%以上"),
        ("《通知》 （试行）", "《通知》（试行）"),
        ("1984 年“两参 一改”", "1984年“两参 一改”"),
        ("办公厅 国务院办公厅", "办公厅 国务院办公厅"),
        ("企业 and 商家", "企业 and 商家"),
        ("the union of 1953", "the union of 1953"),
        ("共 12 345 人", "共12345人"),
        ("he said “yes” to it", "he said “yes” to it"),
        ("于 20 世纪", "于20世纪"),
        ("摊解1 920元，占30%", "摊解1920元，占30%"),
        ("投资12 345 678元", "投资12345678元"),
        ("在校1\u202f396人", "在校1396人"),
        ("1985 396人", "1985 396人"),
        ("编号1 920 5", "编号1 920 5"),
        ("0 920元", "0 920元"),
        ("1 92元", "1 92元"),
    ],
)
def test_only_stray_spaces_go(printed: str, read: str) -> None:
    for edit in reversed(list(stray_spaces(printed, 0, len(printed)))):
        printed = printed[: edit.start] + printed[edit.end :]
    assert printed == read
