"""Words that stand twice: `to the the east`.

Rules:

- Two words are the same whatever their capitals, but two with a capital may be a name: `Bora Bora`, `Sirhan Sirhan`.
- The lexicon `doubled-words` says which words may stand twice (value `allowed`: `had had`) and which of one letter may not
  (value `reported`: `a a`); a language without it is not checked, since many languages double words on purpose.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

import regex

from seedlib.checking.places import matches, problem
from seedlib.components import Context
from seedlib.model import Analysis, TextProblem

__all__ = ["check_doubled_words"]

#: A word and itself again, on the same line or the next; not the end or the beginning of a compound, `to do do-gooders good`.
_DOUBLED = regex.compile(
    r"""
    (?<! [\p{L}\p{N}\p{M}'’.-] ) (?P<word> \p{L}++ )
    [^\S\n]*+ \n?+ [^\S\n]*+ (?<= \s )
    (?i: (?P=word) ) (?! [\p{L}\p{N}\p{M}] | ['’.-] [\p{L}\p{N}] )
    """,
    regex.VERBOSE,
)


def check_doubled_words(analysis: Analysis, context: Context) -> Iterator[TextProblem]:
    """Find words that stand twice in a row; the suggestion is the word once."""
    values = context.once(_values)
    if not values:
        return
    folded = context.words(analysis).folded
    if folded and not any(one == other and one.isalpha() for one, other in pairwise(folded)):  # the pattern is slow
        return
    text = analysis.document.text
    for found in matches(_DOUBLED, analysis.document):
        first, second = found["word"], text[found.end() - len(found["word"]) : found.end()]
        said = values.get(first.lower())
        if said == "allowed" or (first[0].isupper() and second[0].isupper()) or (len(first) == 1 and said != "reported"):
            continue
        yield problem("doubled-word", *found.span(), f"{first!r} stands twice", first)


def _values(context: Context) -> Mapping[str, str]:
    return {entry.phrase: entry.value for entry in context.phrases("doubled-words").entries}
