"""The words by which texts are compared: without case, marks and layout, which every outlet sets in its own way."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import normalize

import regex

from seedlib.model import Analysis, Claim, Document

__all__ = ["main_words", "quoted_words", "words_of"]

#: A run of letters and digits; of scripts that put no space between words, a letter. Apostrophes part words: *don't* and *don’t* are alike.
_WORD = regex.compile(
    r"""
    (?<letter> [\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}] \p{M}* )
    | (?<word> [\p{L}\p{N}] [\p{L}\p{N}\p{M}--[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]]* )
    """,
    regex.VERBOSE | regex.VERSION1,
)


def words_of(text: str) -> list[str]:
    """Return the words of a text.

    >>> words_of("“We’ll SIGN , ” she said: 中国")
    ['we', 'll', 'sign', 'she', 'said', '中', '国']
    """
    return [match.group() for match in _WORD.finditer(normalize("NFKC", text).casefold())]


def main_words(document: Document) -> list[str]:
    r"""Return the words of the article itself; of all the text where no block is one.

    >>> from seedlib.model import Block, Span
    >>> title, paragraph = Span(0, 13), Span(14, 26)
    >>> blocks = [Block(kind="title", span=title), Block(kind="paragraph", span=paragraph)]
    >>> main_words(Document(text="Dam talks end\nThey failed.", blocks=blocks))
    ['they', 'failed']
    """
    spans = document.main_text
    return words_of("\n".join(document[span] for span in spans) if spans else document.text)


def quoted_words(analysis: Analysis, claim: Claim) -> Sequence[str]:
    """Return the words of a claim that is told in the speaker's own words, wholly or in part; none of any other.

    >>> from seedlib.model import Span
    >>> analysis = Analysis(document=Document(text="“We’ll sign,” she said."))
    >>> quoted_words(analysis, Claim(content=[Span(1, 12)], quotation="direct"))
    ['we', 'll', 'sign']
    >>> quoted_words(analysis, Claim(content=[Span(1, 12)], quotation="indirect"))
    ()
    """
    if claim.quotation not in {"direct", "mixed"}:
        return ()
    return words_of("\n".join(analysis.document[span] for span in claim.content))
