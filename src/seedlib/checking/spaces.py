"""Spaces where none belong: `ICP )`, `( see`, `Experts ‘ report`, `“ we left”`.

Rules:

- A space is a blank, a tab or a space that does not break; a line break is none, since lines are broken anywhere.
- No space belongs before `,` and `.` where white space or a closing sign follows, before `)` and `]`, nor after `(` and `[`.
- Before `;` `:` `!` `?` it counts only in a document that mostly does without: some languages want it there.
- No space belongs inside quotation marks but guillemets, which many languages space; nor between a word and an apostrophe that ends it.
- Ellipses (` ...`, ` . . .`), faces (` :)`) and numbers (` .5`) are none of these.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from seedlib.checking.places import matches, problem
from seedlib.components import Context
from seedlib.model import Analysis, Document, TextProblem

__all__ = ["check_spaces"]

#: A sign that may stand beside a space that does not belong. It is looked for first, what stands around it after: signs are fewer
#: than words.
_SIGN = regex.compile(
    r"""
      (?P<sign> [,.] (?<= [\ \t\xa0] . ) (?= [\s"”’)\]] | \Z ) (?! \s*+ [.,] ) | [)\]] (?<= [\ \t\xa0] . ) )   # ICP )
    | (?P<spaced> [;:!?] (?<= [\ \t\xa0] . ) (?= [\s"”’] | \Z ) )                                             # Why ?
    | (?P<apostrophe> ['’‘] (?<= [\ \t\xa0] . ) (?= [\ \t\xa0] ) )                                           # Experts ‘ report
    | (?P<bracket> [(\[] (?= [\ \t\xa0] ) )                                                                # ( see
    """,
    regex.VERBOSE,
)

#: The word that is reported together with a sign: a long one is cut.
_WORD = r"[\p{L}\p{M}\p{N}]{1,24}"
_WORD_BEFORE = regex.compile(r"(?r)" + _WORD)
_WORD_AFTER = regex.compile(_WORD)

_SPACES = " \t\xa0"

#: Signs that some languages put a space before, and that stand here without one: `Why?`
_UNSPACED = regex.compile(r"(?<= [\p{L}\p{N}] ) [;:!?] (?= \s )", regex.VERBOSE)

#: What stands beside a space inside quotation marks; a mark beside another is set off on purpose: `’ ”`.
_FIRST_WORD = regex.compile(r"[ \t\xa0]+(" + _WORD + ")")
_LAST_WORD = regex.compile(r"(?r)[\p{L}\p{M}\p{N}]{0,24}[.,!?;:]{0,3}")

_GUILLEMETS = frozenset("«»‹›")


def check_spaces(analysis: Analysis, context: Context) -> Iterator[TextProblem]:  # noqa: ARG001  # a component's signature
    """Find spaces before and after signs, and inside quotation marks, where none belong."""
    document = analysis.document
    spaced = []
    for found in matches(_SIGN, document):
        if found["spaced"]:
            spaced.append(found)
        elif found["bracket"]:
            yield from _after(document.text, found)
        else:
            yield from _before(document.text, found)
    if spaced and len(spaced) < sum(1 for _ in matches(_UNSPACED, document)):
        for found in spaced:
            yield from _before(document.text, found)
    if "quotations" not in analysis.stated:
        yield from _inside_quotations(analysis, document)


def _before(text: str, found: regex.Match[str]) -> Iterator[TextProblem]:
    """Yield the problem of a sign with a space before it, if a word stands before the space."""
    start, end = found.span()
    gap = start
    while gap > 0 and text[gap - 1] in _SPACES:
        gap -= 1
    word = _WORD_BEFORE.match(text, 0, gap)
    if word is None or (found["apostrophe"] and not word.group()[-1].isalpha()):  # 5 ' are feet
        return
    sign = "’" if found["apostrophe"] else found.group()
    yield problem("stray-space", word.start(), end, f"a space stands before {found.group()}", word.group() + sign)


def _after(text: str, found: regex.Match[str]) -> Iterator[TextProblem]:
    """Yield the problem of an opening bracket with a space after it, if a word stands after the space."""
    start, end = found.span()
    gap = end
    while gap < len(text) and text[gap] in _SPACES:
        gap += 1
    word = _WORD_AFTER.match(text, gap)
    if word is not None:
        yield problem("stray-space", start, word.end(), f"a space stands after {found.group()}", found.group() + word.group())


def _inside_quotations(analysis: Analysis, document: Document) -> Iterator[TextProblem]:
    """Yield spaces between a quotation's mark and its words."""
    text = document.text
    for quotation in analysis.layers.quotations or ():
        start, end, words = quotation.span.start, quotation.span.end, quotation.words
        if words is None or text[start] in _GUILLEMETS or not quotation.closed:
            continue
        first = _FIRST_WORD.match(text, start + 1, words.end)
        if first is not None and not text[start - 1 : start].isalnum():  # a mark right after a word is a wrong mark: Russia” as firm
            yield problem("stray-space", start, first.end(), "a space stands after the opening quotation mark", text[start] + first[1])
        last = _LAST_WORD.match(text, words.start, words.end)
        if last is not None and last.group() and words.end < end - 1 and text[words.end : end - 1].strip(" \t\xa0") == "":
            said = last.group() + text[end - 1]
            yield problem("stray-space", last.start(), end, "a space stands before the closing quotation mark", said)
