"""Headings by the grammar of books, found without being told which book."""

import pytest

from rag.corpus.lines import split_lines
from rag.corpus.outline import find_outline


def headings(text: str) -> list[tuple[str, int]]:
    outline = find_outline(split_lines(text))
    return [(text[h.start : h.end], h.level) for h in outline.headings]


def test_parts_chapters_and_sections_nest() -> None:
    text = "第一编 总述\n第一章 沿革\n第一节 建置\n文。\n第二节 区划\n文。\n第二编 经济\n文。"
    assert headings(text) == [
        ("第一编 总述", 0), ("第一章 沿革", 1), ("第一节 建置", 2), ("第二节 区划", 2),
        ("第二编 经济", 0),
    ]  # fmt: skip


def test_the_single_outermost_heading_before_all_is_the_title() -> None:
    assert find_outline(split_lines("第四部分 职能\n文。\n第一节 甲\n文。\n第二节 乙\n文。")).title
    assert not find_outline(split_lines("第一节 甲\n文。\n第二节 乙\n文。")).title
    assert not find_outline(split_lines("文。\n第一节 甲\n文。")).title


def test_an_unnumbered_first_line_is_the_title() -> None:
    assert headings("北海市志\n\n第一章 沿革\n文。") == [("北海市志", 0), ("第一章 沿革", 1)]
    assert headings("北海市工会简史\n\n工会成立于1953年，会员很多。") == [("北海市工会简史", 0)]
    assert headings("工会成立于1953年，会员很多。\n\n后来更多。") == []


def test_markdown_headings_count_alone_and_not_in_code() -> None:
    text = "# 题\n\n言。\n\n## 甲 ##\n\n第一章 乙\n\n```\n# 码\n```\n\n### 丙\n文"
    assert headings(text) == [("题", 0), ("甲", 1), ("丙", 2)]


@pytest.mark.parametrize(
    "line",
    [
        "第一章讲述了工会的历史。",
        "第二部电影上映",
        "第一次代表大会",
        "第三节……12",
        "第三节 经济 12",
        "第一章 " + "长" * 40,
        "一、加强领导；",
    ],
)
def test_what_only_looks_like_a_heading(line: str) -> None:
    assert headings(f"前文。\n{line}\n正文很长，还没完。") == []


def test_a_list_is_no_row_of_headings() -> None:
    assert headings("主要有。\n一、甲\n二、乙\n三、丙\n文。") == []
    assert headings("前文。\n一、甲\n文。\n二、乙\n（一）丙\n文。") == [
        ("一、甲", 0), ("二、乙", 0), ("（一）丙", 1)
    ]  # fmt: skip


def test_a_table_of_contents_is_no_outline() -> None:
    toc = "目录\n第一章 甲\n第一节 乙\n第二章 丙\n\n"
    assert headings(toc + "第一章 甲\n第一节 乙\n文。\n第二章 丙\n文。") == [
        ("第一章 甲", 0), ("第一节 乙", 1), ("第二章 丙", 0)
    ]  # fmt: skip
