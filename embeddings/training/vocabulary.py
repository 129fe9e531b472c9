"""The tokenizer: a Unigram vocabulary over normalised Chinese, digits apart but for years.

Everything a text goes through before it becomes token numbers stands in tokenizer.json itself,
so every reader of the model folder does the same.
"""

import json
import re
from collections.abc import Iterable, Sequence

from tokenizers import Regex, Tokenizer, normalizers, pre_tokenizers
from tokenizers.models import Unigram
from tokenizers.trainers import UnigramTrainer

from embeddings.pieces import BETWEEN, NUMBERS, RAISED

UNKNOWN = "[UNK]"
_FIRST_YEAR, _LAST_YEAR = 1800, 2049
_NUMBERS = r"(?:1[89]|20)\d\d(?=年|-|—|~)|\d"
_YEAR_SCORE = 0.0  # above any sum of the scores of its parts
# What the model reads of one text; both readers take it from tokenizer.json.
MAX_TOKENS = 2048
_JOINED = re.compile(r"\d\d")
_LONGEST_PIECE = 8


def train_vocabulary(texts: Iterable[str], size: int) -> Tokenizer:
    """Train the tokenizer.

    Args:
        texts: running text; each string is one unit, and no piece crosses punctuation.
        size: wanted number of pieces, the unknown piece (number 0) and the years counted in.
            Fewer come out when the text is short.
    """
    tokenizer = Tokenizer(Unigram([(UNKNOWN, 0.0)], unk_id=0))  # type: ignore[arg-type,unused-ignore]
    tokenizer.normalizer = normalizers.Sequence(  # type: ignore[assignment,unused-ignore]
        [
            normalizers.Replace(Regex(RAISED), " "),
            normalizers.NFKC(),
            normalizers.Lowercase(),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(  # type: ignore[assignment,unused-ignore]
        [
            pre_tokenizers.Split(Regex(BETWEEN), behavior="removed"),
            pre_tokenizers.Split(Regex(NUMBERS), behavior="isolated"),
        ]
    )
    years = [str(year) for year in range(_FIRST_YEAR, _LAST_YEAR + 1)]
    trainer = UnigramTrainer(
        vocab_size=max(2, size - len(years)),
        special_tokens=[UNKNOWN],
        unk_token=UNKNOWN,
        max_piece_length=_LONGEST_PIECE,
        shrinking_factor=0.5,
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    tokenizer = _with_years(tokenizer, years)
    tokenizer.enable_truncation(MAX_TOKENS)
    return tokenizer


def _with_years(tokenizer: Tokenizer, years: Sequence[str]) -> Tokenizer:
    """Every year is a piece, those that the text never names too, and no part of one is."""
    made = json.loads(tokenizer.to_str())
    pieces = [one for one in made["model"]["vocab"] if not _JOINED.search(one[0])]
    made["model"]["vocab"] = [*pieces, *([year, _YEAR_SCORE] for year in years)]
    return Tokenizer.from_str(json.dumps(made))
