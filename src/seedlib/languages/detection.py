"""Which language a text is in: a well-kept library's answer, or none."""

from __future__ import annotations

from math import exp

import regex

from seedlib.errors import MissingExtraError

__all__ = ["MIN_CONFIDENCE", "MIN_LETTERS", "SAMPLE", "detect"]

#: Shorter texts are not judged: a headline such as "Xi, Kim, Putin meet" says too little.
MIN_LETTERS = 40

#: How many characters are judged; more change no answer.
SAMPLE = 2_000

#: Less sure answers count as none.
MIN_CONFIDENCE = 0.9

#: A word that begins with a capital and is not all capitals, which may be a name of any language: `Fianna Fáil` in an English sentence.
_CAPITALIZED = regex.compile(r"(?<!\S)[^\p{L}\s]*+[\p{Lu}\p{Lt}](?=\S*\p{Ll})\S*+")


def detect(text: str) -> tuple[str, float] | None:
    """Return the language of a text as an ISO 639-1 code, and the probability that it is right.

    Args:
        text: the text, or enough of it; some thousand characters do.

    Returns:
        None if the text is too short to judge, if no language is likely enough, or if the words without a capital are rather in another.

    Raises:
        MissingExtraError: the extra `language` is not installed.
    """
    try:
        from py3langid import rank  # it keeps its model for the process
    except ImportError as error:
        raise MissingExtraError("py3langid", "language") from error
    sample = text[:SAMPLE]
    if sum(character.isalpha() for character in sample) < MIN_LETTERS:
        return None
    scores = rank(sample)  # (code, logarithm of a probability up to a constant), the best first
    tag, best = scores[0]
    confidence = 1 / sum(exp(score - best) for _, score in scores)
    rest = _CAPITALIZED.sub("", sample).strip()
    agree = not rest or rank(rest)[0][0] == tag
    return (tag, confidence) if agree and confidence >= MIN_CONFIDENCE else None
