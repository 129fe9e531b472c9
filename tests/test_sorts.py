"""The sort of thing a question asks for, told by its noun."""

import pytest

from rag.language.sorts import Sort, noun_asked, sort_asked, sort_of_noun
from rag.question import read_question


@pytest.mark.parametrize(
    ("question", "sort"),
    [
        ("把奖章交给大家看的是哪位老劳模？", Sort.PERSON),
        ("国营厂首任厂长？", Sort.PERSON),
        ("那位教书先生叫啥？", Sort.PERSON),
        ("获奖作品的编剧叫什么名字？", Sort.PERSON),
        ("工人支援解放了哪座岛？", Sort.PLACE),
        ("市总工会筹建了哪个机构？", Sort.BODY),
        ("给他发的是什么奖章？", Sort.HONOUR),
        ("用的是哪句工作思路？", Sort.WORDS),
        ("建会口号", Sort.WORDS),
        ("卖得最多的是哪本？", Sort.TITLE),
        ("调停龙舟纠纷的章程名", Sort.TITLE),
        ("他当时任什么职务？", Sort.OFFICE),
        ("那回是啥日子？", Sort.TIME),
        ("壁画改用何物调制？", Sort.THING),
    ],
)
def test_the_noun_of_a_question_tells_the_sort(question: str, sort: Sort) -> None:
    read = read_question(question)
    assert sort_asked(read.folded, read.asked) is sort


def test_the_noun_stands_before_the_name_that_is_asked_for() -> None:
    read = read_question("城里最大的会馆叫什么名字？")
    assert noun_asked(read.folded, read.asked).endswith("会馆")


def test_an_office_is_a_person_and_a_place_of_work_is_a_body() -> None:
    assert sort_of_noun("首任厂长") is Sort.PERSON
    assert sort_of_noun("化肥厂") is Sort.BODY
