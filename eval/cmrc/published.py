"""Figures that others published for the same data, to lay beside our own.

They answer from the paragraph, as ours do; all but the human ones come from models fine-tuned
on CMRC 2018's training questions. Where the authors give the best and the mean of ten runs, the
mean stands here.
"""

from dataclasses import dataclass

_LEADERBOARD = "https://ymcui.com/cmrc2018/"
_BASELINES = "https://github.com/ymcui/cmrc2018/tree/master/baseline"
_ELECTRA = "https://github.com/ymcui/Chinese-ELECTRA"
_WWM = "https://github.com/ymcui/Chinese-BERT-wwm"


@dataclass(frozen=True, slots=True)
class Published:
    """Exact match and F1 in per cent on the development or the hidden test questions."""

    name: str
    part: str
    em: float
    f1: float
    source: str


PUBLISHED = (
    Published("人 · human", "test", 92.4, 97.9, _LEADERBOARD),
    Published("MacBERT-large-extData-v2（榜首 · top）", "test", 80.4, 93.8, _LEADERBOARD),
    Published("RoBERTa-wwm-ext-large (330M)", "dev", 67.6, 87.9, _WWM),
    Published("BERT-base, Chinese (110M)", "dev", 63.5, 83.6, _BASELINES),
    Published("ELECTRA-small (12M)", "dev", 62.9, 80.2, _ELECTRA),
    Published("RBT3 (38M)", "dev", 57.0, 79.0, _ELECTRA),
)
"""Highest first."""
