"""What a format adds once the text has been judged: where blocks stand, and metadata for what the text leaves open.

Rules:

- What stands in the text goes before what a file's properties say: those are often a template's, or a typist's.
- A block that is part of what the format took for one gets that one's attributes.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import attrs
import regex

from seedlib.model import Analysis, Attributes, Document, Provenance
from seedlib.parsing.dates import iso_date

__all__ = ["Marked", "completed", "date_of", "real_title", "stated", "with_attributes"]

#: What programs put where a title should be: their own name, a file's name, nothing. `Microsoft Word - press3.doc`, `Untitled`,
#: `report_final.indd`, `PowerPoint Presentation`, `Document1`, `slide 1`, ` TeX output 2006.04.14:1650`.
_NO_TITLE = regex.compile(
    r"""
    (?i:
        (?:Microsoft[ ])?(?:Word|PowerPoint|Excel)[ ]-[ ] .*
      | PowerPoint[ ]Presentation | \s*TeX[ ]output .*
      | (?:untitled|unbenannt|sans[ ]nom|document|dokument|slide|layout|print|no[ ]job[ ]name)[ _-]?\d*
      | \S.* \. (?:docx?|dotx?|rtf|odt|pdf|indd|qxd|qxp|tex|dvi|pptx?|xlsx?|html?|txt|pub|wpd|pages|p65|ai|epub|cdr|tmp)
      | (?:https?|file)://.* | about:blank
    )
  | [^\p{L}]*                                     # 2024/17
  | [!-~]*[_\d][!-~]* | \p{Ll}[!-~]*              # press_3b, fake-memo
    """,
    regex.VERBOSE,
)

#: What has more characters is an abstract, or damage: twice as many as the longest title that a text may begin with.
_LONGEST_TITLE = 440


class Marked(NamedTuple):
    """A stretch of text, in code points, and the attributes of the blocks in it."""

    start: int
    end: int
    attributes: Attributes


def with_attributes(analysis: Analysis, marks: Sequence[Marked]) -> Analysis:
    """Return the analysis with attributes on the blocks whose beginning a mark covers.

    Args:
        analysis: of the whole text.
        marks: in text order, without overlaps.
    """
    starts = [mark.start for mark in marks]
    blocks = []
    for block in analysis.document.blocks:
        at = bisect_right(starts, block.span.start) - 1
        if at >= 0 and block.span.start < marks[at].end:
            merged = Attributes({**block.attributes, **marks[at].attributes})
            blocks.append(attrs.evolve(block, attributes=merged))
        else:
            blocks.append(block)
    return attrs.evolve(analysis, document=attrs.evolve(analysis.document, blocks=tuple(blocks)))


def completed(analysis: Analysis, facts: Mapping[str, Any], *, component: str, rule: str) -> Analysis:
    """Return the analysis with facts in those fields of the document that the text left open.

    A date of making is taken for the day of publication only where the text names its year.

    Args:
        analysis: of the whole text.
        facts: values by the names of the document's fields.
        component: the full name of the parser.
        rule: where the facts are from: `pdf-info`.
    """
    document = analysis.document
    taken = {name: held for name, held in facts.items() if held and not getattr(document, name)}
    if "published" in taken and taken["published"][:4] not in document.text:
        del taken["published"]
    if not taken:
        return analysis
    changed: Document = attrs.evolve(document, **taken)
    return stated(attrs.evolve(analysis, document=changed), taken, component=component, rule=rule)


def stated(analysis: Analysis, fields: Iterable[str], *, component: str, rule: str) -> Analysis:
    """Return the analysis with a word on where these fields of the document are from.

    Args:
        analysis: whose document has them already.
        fields: their names.
        component: the full name of the parser.
        rule: where they are from: `pdf-info`.
    """
    provenance = tuple(Provenance(about=name, component=component, rule=rule) for name in sorted(fields))
    changed: Document = attrs.evolve(analysis.document, provenance=(*analysis.document.provenance, *provenance))
    return attrs.evolve(analysis, document=changed)


def real_title(held: str | None) -> str | None:
    """Return a file's title if somebody wrote it, or None.

    >>> real_title("Microsoft Word - press3.doc"), real_title("Rain  in the north")
    (None, 'Rain in the north')
    """
    title = " ".join((held or "").split())
    return title if 0 < len(title) <= _LONGEST_TITLE and not _NO_TITLE.fullmatch(title) else None


def date_of(held: str | None) -> str | None:
    """Return a date of a file's properties as ISO 8601, or None if it is none."""
    found = iso_date(held or "", {})
    return found if found and found > "1970-01-02" else None  # 1970, and 1601 and 1904 too, are clocks that were never set
