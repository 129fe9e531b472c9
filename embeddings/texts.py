"""What every encoder does to a text before its tokenizer sees it."""

# Far above any passage; bounds the time one hostile text can take.
MAX_CHARS = 20_000


def prepare(text: str, prompt: str = "") -> str:
    """Return the prompt and the text, at most `MAX_CHARS` long, as valid Unicode.

    Lone surrogates, which no tokenizer accepts, become question marks.
    """
    return (prompt + text[:MAX_CHARS]).encode("utf-8", "replace").decode("utf-8")
