import pytest

from rag.language.pinyin import Vocabulary


@pytest.mark.parametrize(
    ("name", "spelling"),
    [
        (["Nanhai"], "南海"),
        (["nanhai"], "南海"),
        (["Nánhǎi"], "南海"),
        (["Li", "Xiaoming"], "李小明"),
        (["Xiaoming", "Li"], "李小明"),
        (["Lü", "Fang"], "吕芳"),
        (["Lyu", "Fang"], "吕芳"),
        (["Lv", "Fang"], "吕芳"),
        (["Chang'an"], "长安"),
        (["Changan"], "长安"),
        (["Tieling", "Shan"], "铁岭山"),
    ],
)
def test_pinyin_is_spelt_as_the_corpus_spells_it(name: list[str], spelling: str) -> None:
    corpus = Vocabulary.build(["李小明和吕芳从南海到长安，又到鐵嶺山。"])
    assert corpus.spellings(name) == (spelling,)


def test_the_frequent_spelling_comes_first_and_rare_ones_are_dropped() -> None:
    corpus = Vocabulary.build(["东海" * 1 + "。东海。" * 20 + "冬海。"])
    assert corpus.spellings(["Donghai"]) == ("东海",)


@pytest.mark.parametrize("name", [["Smith"], ["Li"], ["Nanjing"], [""], ["Xi"] * 9, ["a" * 500]])
def test_what_fits_nothing_has_no_spelling(name: list[str]) -> None:
    assert Vocabulary.build(["李小明到南海。"]).spellings(name) == ()


def test_vocabulary_knows_pairs_characters_and_latin_words() -> None:
    corpus = Vocabulary.build(["工會與職工", "GDP"])
    assert corpus.knows("工会")  # traditional text, simplified term
    assert corpus.knows("gdp")
    assert corpus.knows("职")
    assert not corpus.knows("工职")
    assert not corpus.knows("WTO")
