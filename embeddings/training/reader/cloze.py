"""Questions made from running text: a stretch of a sentence becomes the answer, what is left of
the sentence the question.

The idea is that of Lewis et al. 2019, "Unsupervised Question Answering by Cloze Translation",
with the translation left to rules: the stretch gives way to the interrogative of its kind, words
are dropped, exchanged for others of the same meaning, or put in another order, so that the
network learns to find an answer by what the question asks for and not by one run of words.
"""

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

Tagged = Sequence[tuple[str, str]]
"""Words and their parts of speech, in the notation of jieba (nr a person, ns a place …)."""

_SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]?")
_CLAUSE = re.compile(r"[^，,：:。！？；;\n]+")
_TIME = re.compile(
    r"(?:1\d|20)\d\d年(?:代|初|底|末)?(?:\d{1,2}月)?(?:\d{1,2}日)?|\d{1,2}月\d{1,2}日"
)
_FIGURE = re.compile(
    r"[约近]?\d[\d,]*(?:\.\d+)?[万亿千百]*[余多]?(?:%|平方公里|公里|平方米|[一-鿿])"
)
_TITLE = re.compile(r"《[^《》]{2,30}》")
_QUOTED = re.compile(r"“[^“”]{2,20}”")
_LIST = re.compile(
    r"[^，。；：、（）\s]{2,12}(?:、[^，。；：、（）\s]{2,12}){1,6}(?:[和与及][^，。；：、（）\s]{2,10})?"
)
_BRACKET = re.compile(r"([一-鿿]{2,10})（([^（）]{5,60})）")
_IS = re.compile(r"^([^，是]{2,16})是((?:一|中国|指|由|为)[^。；]{4,60})")
_REASON = re.compile(r"(?:因为|由于|鉴于|针对|因)([^，。；]{4,60})")
_AIM = re.compile(r"(?:为了|为|以便|旨在)([^，。；]{5,60})")
_MEANS = re.compile(r"(?:通过|采取|采用|利用|按照|依靠)([^，。；]{4,60})")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d(?=年)")

_ASKING: Mapping[str, Sequence[str]] = {
    "time": ("哪年", "哪一年", "什么时候", "何时", "几时", "什么时间", "啥时候"),
    "figure": ("多少", "几", "多少", "有多少"),
    "nr": ("谁", "哪位", "什么人", "哪个人"),
    "ns": ("哪里", "什么地方", "哪个地方", "哪儿", "何地"),
    "nt": ("哪个单位", "哪个机构", "什么组织", "哪家", "谁"),
    "title": ("什么", "哪份文件", "哪部作品", "什么书", "哪个"),
    "quoted": ("什么", "叫什么", "哪个", "什么活动", "什么口号"),
    "noun": ("什么", "哪个", "啥", "哪种", "什么东西"),
    "list": ("哪些", "哪几个", "什么", "有哪些", "哪几种"),
}
_WHY = ("为什么", "为何", "因为什么", "什么原因", "怎么会", "原因是什么")
_FOR = ("为了什么", "目的是什么", "为什么", "想达到什么", "图什么")
_HOW = ("怎么", "怎样", "如何", "用什么办法", "通过什么方式", "靠什么")
_WHAT = ("{}是什么", "什么是{}", "{}指的是什么", "{}是什么意思", "{}是啥", "怎么解释{}")
_YES = ("{}吗", "{}，对吗", "是不是{}", "{}是这样吗", "{}对不对")
_ENDS = ("？", "?", "", "呢？", "？", "？")


@dataclass(frozen=True, slots=True)
class Cloze:
    """A question and where in its paragraph the answer stands; ``verdict`` as in ``VERDICTS``.

    ``start`` is -1 where the paragraph does not answer.
    """

    question: str
    start: int
    end: int
    verdict: int = 0


@dataclass(frozen=True, slots=True)
class _Stretch:
    start: int
    end: int
    kind: str


class ClozeMaker:
    """Makes questions; deterministic for one seed."""

    def __init__(self, tag: "Tagger", others: Mapping[str, Sequence[str]], seed: int) -> None:
        self._tag = tag
        self._others = others
        self._random = random.Random(seed)  # noqa: S311  no secret
        self._names: dict[str, list[str]] = {"nr": [], "ns": [], "nt": []}

    def of_paragraph(self, text: str, most: int) -> Iterator[Cloze]:
        """At most ``most`` questions about a paragraph."""
        sentences = [one for one in _SENTENCE.finditer(text) if len(one.group()) >= 12]
        self._random.shuffle(sentences)
        for sentence in sentences[:most]:
            made = self._of_sentence(text, sentence.start(), sentence.group())
            if made is not None:
                yield made

    def missed(self, text: str, made: Cloze) -> Cloze | None:
        """The question with another year or name, which the paragraph does not answer."""
        year = _YEAR.search(made.question)
        if year is not None and self._random.random() < 0.6:
            other = str(
                int(year.group()) + self._random.choice((-9, -6, -3, -2, -1, 1, 2, 3, 5, 8))
            )
            if other not in text:
                return Cloze(made.question.replace(year.group(), other), -1, -1)
        for word, kind in self._tag(made.question):
            pool = self._names.get(kind, [])
            if len(word) > 1 and word in text and len(pool) > 50:
                other = self._random.choice(pool)
                if other not in text:
                    return Cloze(made.question.replace(word, other), -1, -1)
        return None

    def _of_sentence(self, text: str, base: int, sentence: str) -> Cloze | None:
        roll = self._random.random()
        if roll < 0.22:
            made = self._of_relation(base, sentence)
            if made is not None:
                return made
        if roll > 0.9:
            made = self._decided(base, sentence)
            if made is not None:
                return made
        tagged = self._tag(sentence)
        stretches = self._stretches(sentence, tagged)
        if not stretches:
            return None
        kinds = sorted({one.kind for one in stretches})
        kind = self._random.choice(kinds)
        chosen = self._random.choice([one for one in stretches if one.kind == kind])
        words = self._around(sentence, chosen)
        asking = self._random.choice(_ASKING[chosen.kind])
        if chosen.kind == "figure":
            unit = sentence[chosen.end - 1]
            asking = f"{asking}{unit}" if self._random.random() < 0.8 else "多少"
        question = self._phrase(words, asking)
        if len(question) < 5:
            return None
        return Cloze(question, base + chosen.start, base + chosen.end)

    def _stretches(self, sentence: str, tagged: Tagged) -> list[_Stretch]:
        found = [
            _Stretch(one.start(), one.end(), kind)
            for kind, pattern in (
                ("time", _TIME),
                ("title", _TITLE),
                ("quoted", _QUOTED),
                ("list", _LIST),
            )
            for one in pattern.finditer(sentence)
        ]
        times = [(one.start, one.end) for one in found if one.kind == "time"]
        found.extend(
            _Stretch(one.start(), one.end(), "figure")
            for one in _FIGURE.finditer(sentence)
            if sentence[one.end() - 1] not in "年月日"
            and not any(a < one.end() and one.start() < b for a, b in times)
        )
        at, run = 0, -1
        for word, tag in tagged:
            if tag in self._names and len(word) > 1:
                found.append(_Stretch(at, at + len(word), tag))
                pool = self._names[tag]
                if len(pool) < 20_000:
                    pool.append(word)
            if tag[:1] == "n" or tag in ("vn", "a", "b", "eng"):
                run = at if run < 0 else run
            else:
                if run >= 0 and 4 <= at - run <= 14:
                    found.append(_Stretch(run, at, "noun"))
                run = -1
            at += len(word)
        return found

    def _around(self, sentence: str, chosen: _Stretch) -> tuple[str, str]:
        """What stands before and after the answer, in its clause and now and then its neighbours."""
        left = max(
            (one.end() for one in re.finditer(r"[，,：:]", sentence[: chosen.start])), default=0
        )
        right = _CLAUSE.match(sentence, chosen.end)
        end = right.end() if right else chosen.end
        if self._random.random() < 0.4:
            left = max(
                (one.end() for one in re.finditer(r"[，,：:]", sentence[: max(0, left - 1)])),
                default=0,
            )
        if self._random.random() < 0.25:
            further = _CLAUSE.match(sentence, min(end + 1, len(sentence)))
            end = further.end() if further else end
        before, after = sentence[left : chosen.start], sentence[chosen.end : end]
        if left and self._random.random() < 0.5:
            opening = _TIME.search(sentence[:left])
            if opening is not None:
                before = opening.group() + before
        return before, after

    def _phrase(self, around: tuple[str, str], asking: str) -> str:
        before, after = (self._worn(part) for part in around)
        roll = self._random.random()
        if roll < 0.5:
            words = [*before, asking, *after]
        elif roll < 0.65:
            words = [*before, *after, "的是", asking]
        elif roll < 0.8:
            words = [*before, *after, asking]
        elif roll < 0.88:
            words = [asking, *before, *after]
        else:
            mixed = [*before, *after]
            self._random.shuffle(mixed)
            joint = " " if self._random.random() < 0.4 else ""
            return joint.join([*mixed, asking])
        return "".join(words) + self._random.choice(_ENDS)

    def _worn(self, text: str) -> list[str]:
        """The words with some dropped and some exchanged."""
        drop = self._random.random() * 0.45
        kept = []
        for word, tag in self._tag(text):
            if tag == "x" and self._random.random() < 0.7:
                continue
            if self._random.random() < (drop if tag not in ("m", "t") else drop / 3):
                continue
            others = self._others.get(word)
            if others and self._random.random() < 0.35:
                word = self._random.choice(others)
            elif len(word) > 3 and self._random.random() < 0.1:
                word = word[:2] if self._random.random() < 0.5 else word[-2:]
            kept.append(word)
        return kept

    def _of_relation(self, base: int, sentence: str) -> Cloze | None:
        """Why, what for, how, and what a thing is."""
        shapes = [(_REASON, _WHY), (_AIM, _FOR), (_MEANS, _HOW)]
        self._random.shuffle(shapes)
        for pattern, asking in shapes:
            found = pattern.search(sentence)
            rest = _CLAUSE.search(sentence, found.end() + 1) if found else None
            if found is None or (rest is None and found.start() < 8):
                continue
            told = (
                rest.group() if rest and self._random.random() < 0.8 else sentence[: found.start()]
            )
            before = sentence[: found.start()] if found.start() <= 24 else ""
            words = self._worn(before + told if told not in before else told)
            ask = self._random.choice(asking)
            place = self._random.choice((0, len(words), min(len(words), 2)))
            question = "".join([*words[:place], ask, *words[place:]]) + self._random.choice(_ENDS)
            inner = self._random.random() < 0.5
            start = found.start(1) if inner else found.start()
            return Cloze(question, base + start, base + found.end(1)) if len(question) > 6 else None
        named = _BRACKET.search(sentence)
        if named is not None:
            question = self._random.choice(_WHAT).format(named[1][-8:]) + self._random.choice(_ENDS)
            return Cloze(question, base + named.start(2), base + named.end(2))
        told_is = _IS.search(sentence)
        if told_is is not None:
            question = self._random.choice(_WHAT).format(told_is[1]) + self._random.choice(_ENDS)
            return Cloze(question, base + told_is.start(2), base + told_is.end(2))
        return None

    def _decided(self, base: int, sentence: str) -> Cloze | None:
        """A yes or no question about one or two clauses; for no a figure or name is another."""
        clauses = [one for one in _CLAUSE.finditer(sentence) if len(one.group()) >= 8]
        if not clauses:
            return None
        clause = self._random.choice(clauses)
        told, verdict = clause.group(), 1
        if self._random.random() < 0.5:
            changed = self._changed(told)
            if changed is None:
                return None
            told, verdict = changed, 2
        words = "".join(self._worn_lightly(told))
        question = self._random.choice(_YES).format(words) + self._random.choice(_ENDS)
        return Cloze(question, base + clause.start(), base + clause.end(), verdict)

    def _worn_lightly(self, text: str) -> list[str]:
        kept = []
        for word, tag in self._tag(text):
            if tag not in ("m", "t", "d", "nr", "ns") and self._random.random() < 0.12:
                continue
            others = self._others.get(word)
            kept.append(
                self._random.choice(others) if others and self._random.random() < 0.4 else word
            )
        return kept

    def _changed(self, told: str) -> str | None:
        figures = list(re.finditer(r"\d+(?:\.\d+)?", told))
        if figures and self._random.random() < 0.7:
            one = self._random.choice(figures)
            value = one.group()
            digit = self._random.randrange(len(value))
            if value[digit] == ".":
                return None
            other = self._random.choice([d for d in "123456789" if d != value[digit]])
            return (
                told[: one.start()] + value[:digit] + other + value[digit + 1 :] + told[one.end() :]
            )
        for word, tag in self._tag(told):
            pool = self._names.get(tag, [])
            if len(word) > 1 and len(pool) > 50:
                other = self._random.choice(pool)
                if other != word:
                    return told.replace(word, other)
        for plain, negated in (
            ("没有", "有"),
            ("不", ""),
            ("未", "已"),
            ("全部", "部分"),
            ("增加", "减少"),
            ("最大", "最小"),
            ("成立", "撤销"),
            ("免费", "收费"),
            ("首次", "第二次"),
        ):
            if plain in told:
                return told.replace(plain, negated, 1)
            if negated and negated in told:
                return told.replace(negated, plain, 1)
        return None


class Tagger:
    """rjieba's words and parts of speech; the only place of the recipe that imports it."""

    def __init__(self) -> None:
        import rjieba

        self._tag = rjieba.tag

    def __call__(self, text: str) -> Tagged:
        return self._tag(text)


def read_synonyms(lines: Sequence[str]) -> dict[str, list[str]]:
    """The everyday words for a text's word, from lines of weight TAB words TAB words.

    "=" in the place of the text's words: all of the line stand for each other.
    """
    others: dict[str, list[str]] = {}
    for line in lines:
        parts = line.rstrip("\n").split("\t")
        if len(parts) != 3 or line.startswith("#"):
            continue
        asked = parts[1].split()
        for word in asked if parts[2] == "=" else parts[2].split():
            others.setdefault(word, []).extend(one for one in asked if one != word)
    return others
