"""Words in two alphabets: `Pуtin` with a Cyrillic у.

Rules:

- A word with Latin and Cyrillic letters is reported; one with Latin and Greek letters only where each Greek letter looks like a
  Latin one, since `ΔT` and `β2` are formulas.
- The suggestion has all letters in the alphabet that has most of them, where each has its twin there.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from seedlib.checking.places import matches, problem
from seedlib.components import Context
from seedlib.model import Analysis, TextProblem

__all__ = ["check_mixed_script"]

#: Letters that look alike, from Unicode's table of confusables (technical standard 39), those that are the same in most typefaces.
_CYRILLIC, _AS_LATIN = "асеіјорѕухһАВЕЅІЈКМНОРСТУХ", "aceijopsyxhABESIJKMHOPCTYX"
_GREEK, _AS_LATIN_TOO = "ονΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ovABEZHIKMNOPTYX"

_TO_LATIN = str.maketrans(_CYRILLIC + _GREEK, _AS_LATIN + _AS_LATIN_TOO)
_TO_CYRILLIC = str.maketrans(_AS_LATIN, _CYRILLIC)

_OTHER = regex.compile(r"[\p{Cyrillic}\p{Greek}]")
_WORD = regex.compile(r"(?<! \p{L} ) (?: (?<latin> \p{Latin} ) | (?<other> [\p{Cyrillic}\p{Greek}] ) )++ (?! \p{L} )", regex.VERBOSE)


def check_mixed_script(analysis: Analysis, context: Context) -> Iterator[TextProblem]:  # noqa: ARG001  # a component's signature
    """Find words in which letters of another alphabet stand for those they look like."""
    text = analysis.document.text
    if text.isascii() or not _OTHER.search(text):
        return
    for found in matches(_WORD, analysis.document):
        if found["latin"] is None or found["other"] is None:
            continue
        word = found.group()
        latin = word.translate(_TO_LATIN)
        if not regex.search(r"\p{Cyrillic}", word) and _OTHER.search(latin):
            continue
        cyrillic = word.translate(_TO_CYRILLIC)
        meant = None
        if not _OTHER.search(latin):
            meant = latin
        elif not regex.search(r"\p{Latin}", cyrillic):
            meant = cyrillic
        scripts = " and ".join(name for name in ("Latin", "Cyrillic", "Greek") if regex.search(rf"\p{{{name}}}", word))
        yield problem("mixed-script", *found.span(), f"{word!r} has letters of the scripts {scripts}", meant)
