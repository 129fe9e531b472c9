from eval.retrieval40 import PlainBm25, terms


def test_terms_are_characters_pairs_and_words() -> None:
    assert terms("工会A1") == ["工", "会", "工会", "a1"]


def test_plain_bm25_prefers_the_rare_and_the_short() -> None:
    texts = ["工会会员", "工会", "渔业工会渔业工会渔业工会"]
    plain = PlainBm25(texts)
    assert plain.search("工会", 3)[0] == 1, "the whole of the shortest text"
    assert plain.search("渔业", 1) == [2]
    assert plain.search("煤", 3) == [0, 1, 2], "no match: by row"
