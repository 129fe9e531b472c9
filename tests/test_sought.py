"""The asking phrase: the noun that a question asks for, and where it stands."""

import pytest

from rag.language.sought import sought

# The bar stands between the asking phrase and the noun that must be found.
ASKED = [
    ("是哪三家单位联合起草的?", "哪三家单位|单位"),
    ("哪个单位改革了平地窑?", "哪个单位|单位"),
    ("剧团跟哪些部门联系过?", "哪些部门|部门"),
    ("哪家报纸报道了巡回演出?", "哪家报纸|报纸"),
    ("承担哪四项社会职能?", "哪四项社会职能|社会职能"),
    ("提出了什么改革方案?", "什么改革方案|改革方案"),
    ("打出了哪十个字的工作方针?", "哪十个字的工作方针|工作方针"),
    ("促成了哪份讲依靠职工办厂的文件?", "哪份讲依靠职工办厂的文件|文件"),
    ("揭牌的是哪家公司的职工之家?", "哪家公司|公司"),
    ("剧场建在哪条路上?", "哪条路上|路"),
    ("剧团的前身叫什么?", "什么|前身"),
    ("当年出版的书叫什么?", "什么|书"),
    ("剧团的看家戏有哪几出?", "哪几出|看家戏"),
    ("公司的董事长是谁?", "谁|谁"),
    ("团址在哪里?", "哪里|"),
    # Of what is only a word for a name, the thing that has it is asked for.
    ("出台的暂行办法全称是什么?", "什么|暂行办法"),
    ("新组建了一个联合会,其全称为何?", "何|联合会"),
    ("那家医院的准确名称是什么?", "什么|医院"),
    ("全称是什么?", "什么|全称"),
    ("学校被命名为什么?", "什么|命名"),
]


@pytest.mark.parametrize(("question", "wanted"), ASKED)
def test_the_noun_beside_the_interrogative(question: str, wanted: str) -> None:
    found = sought(question)
    assert found is not None
    assert f"{question[found.start : found.end]}|{found.noun}" == wanted


def test_the_noun_before_a_copula_is_the_role() -> None:
    asked = sought("公司的董事长是谁?")
    assert asked is not None
    assert asked.role == "董事长"
    agent = sought("文化课由谁来教?")
    assert agent is not None
    assert agent.role == ""


@pytest.mark.parametrize("question", ["什么时候成立?", "为什么停演?", "有多少人参加?", ""])
def test_other_interrogatives_ask_for_no_name(question: str) -> None:
    assert sought(question) is None
