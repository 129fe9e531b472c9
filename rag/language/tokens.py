"""Lexical tokens: unigrams and bigrams of Han, whole words and numbers."""

import re

from rag.language.normalise import fold


def tokenize(text: str) -> list[str]:
    """Tokens of a text for the lexical index."""
    tokens: list[str] = []
    for match in re.finditer(r"[㐀-鿿]+|[a-z0-9]+", fold(text)):
        run = match.group()
        if run[0] >= "㐀":
            tokens += [*run, *(run[i : i + 2] for i in range(len(run) - 1))]
        else:
            tokens.append(run)
    return tokens
