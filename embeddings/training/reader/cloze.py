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

from embeddings.training.reader.deciding import decided
from embeddings.training.reader.questions import CLAUSE, Cloze, ended
from embeddings.training.reader.relations import of_relation
from embeddings.training.reader.stretches import TIME, Stretch, stretches
from embeddings.training.reader.words import Tag, Wording

_SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]?")
_COMMA = re.compile(r"[，,：:]")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d(?=年)")
_YEARS_OFF = (-9, -6, -3, -2, -1, 1, 2, 3, 5, 8)
_LEAST_SENTENCE = 12
_LEAST_QUESTION = 5

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


class ClozeMaker:
    """Makes questions; deterministic for one seed.

    Args:
        tag: words and parts of speech of a text.
        others: words that may stand for a word.
        seed: of everything random.
    """

    def __init__(self, tag: Tag, others: Mapping[str, Sequence[str]], seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311  no secret
        self._wording = Wording(tag, others, self._random)

    def of_paragraph(self, text: str, most: int) -> Iterator[Cloze]:
        """At most ``most`` questions about a paragraph."""
        found = [one for one in _SENTENCE.finditer(text) if len(one.group()) >= _LEAST_SENTENCE]
        self._random.shuffle(found)
        for sentence in found[:most]:
            made = self._of_sentence(sentence.start(), sentence.group())
            if made is not None:
                yield made

    def missed(self, text: str, made: Cloze) -> Cloze | None:
        """The question with another year or name, which the paragraph does not answer."""
        year = _YEAR.search(made.question)
        if year is not None and self._random.random() < 0.6:
            other = str(int(year.group()) + self._random.choice(_YEARS_OFF))
            if other not in text:
                return Cloze(made.question.replace(year.group(), other), -1, -1)
        for word, kind in self._wording.tag(made.question):
            name = self._wording.another(word, kind) if word in text else None
            if name is not None and name not in text:
                return Cloze(made.question.replace(word, name), -1, -1)
        return None

    def _of_sentence(self, base: int, sentence: str) -> Cloze | None:
        roll = self._random.random()
        made = None
        if roll < 0.22:
            made = of_relation(self._wording, base, sentence)
        elif roll > 0.9:
            made = decided(self._wording, base, sentence)
        return made or self._of_stretch(base, sentence)

    def _of_stretch(self, base: int, sentence: str) -> Cloze | None:
        found = stretches(sentence, self._wording.tag(sentence), self._wording)
        if not found:
            return None
        kind = self._random.choice(sorted({one.kind for one in found}))
        chosen = self._random.choice([one for one in found if one.kind == kind])
        words = self._around(sentence, chosen)
        asking = self._random.choice(_ASKING[chosen.kind])
        if chosen.kind == "figure":
            unit = sentence[chosen.end - 1]
            asking = f"{asking}{unit}" if self._random.random() < 0.8 else "多少"
        question = self._phrase(words, asking)
        if len(question) < _LEAST_QUESTION:
            return None
        return Cloze(question, base + chosen.start, base + chosen.end)

    def _around(self, sentence: str, chosen: Stretch) -> tuple[str, str]:
        """What stands before and after the answer in its clause, now and then in the next too."""
        left = _after_comma(sentence[: chosen.start])
        right = CLAUSE.match(sentence, chosen.end)
        end = right.end() if right else chosen.end
        if self._random.random() < 0.4:
            left = _after_comma(sentence[: max(0, left - 1)])
        if self._random.random() < 0.25:
            further = CLAUSE.match(sentence, min(end + 1, len(sentence)))
            end = further.end() if further else end
        before, after = sentence[left : chosen.start], sentence[chosen.end : end]
        if left and self._random.random() < 0.5:
            opening = TIME.search(sentence[:left])
            if opening is not None:
                before = opening.group() + before
        return before, after

    def _phrase(self, around: tuple[str, str], asking: str) -> str:
        before, after = (self._wording.worn(part) for part in around)
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
        return ended(self._wording, "".join(words))


def _after_comma(text: str) -> int:
    """The place behind the last comma or colon, 0 where there is none."""
    return max((one.end() for one in _COMMA.finditer(text)), default=0)
