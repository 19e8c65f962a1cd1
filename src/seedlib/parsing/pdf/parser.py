"""The parser of PDF files: opens them, reads their pages, and says what cannot be read and why.

Rules:

- One document a file; its pages' text in reading order, heads and feet as boilerplate after the paragraph that they interrupt.
- A file without text is an error that names text recognition; a page without text is counted in a notice.
- What the file says of itself counts only where the text leaves it open, and a title only if somebody wrote it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

import attrs
import regex

from seedlib.components import Context, Hint, Parsed
from seedlib.errors import LimitError, ParseError
from seedlib.model import Analysis, Document, Notice, Origin, Provenance, Span, is_language
from seedlib.parsing.additions import completed, date_of, real_title, with_attributes
from seedlib.parsing.articles import Given, analysis_of
from seedlib.parsing.dates import find_date
from seedlib.parsing.furniture import above_body
from seedlib.parsing.layout import Piece
from seedlib.parsing.lines import Line, lists_of
from seedlib.parsing.pdf.characters import LOCK, Page, page_of
from seedlib.parsing.pdf.known import SIGNATURE
from seedlib.parsing.pdf.order import in_order
from seedlib.parsing.pdf.paragraphs import Paragraph, Shape, goes_on, paragraphs_of, shape_of, text_of, titles_among
from seedlib.parsing.pdf.running import furniture_of
from seedlib.parsing.people import persons_in

__all__ = ["parse"]

_NAME = "seedlib:pdf"

#: `D:20240624101500+02'00'`, and shorter (ISO 32000-1, 7.9.4).
_DATE = regex.compile(
    r"(?:D:)?(?P<y>\d{4})(?:(?P<m>\d\d)(?:(?P<d>\d\d)(?:(?P<H>\d\d)(?P<M>\d\d)(?P<S>\d\d)?(?P<zone>Z|[+-]\d\d'?\d\d)?)?)?)?"
)

#: Among so many blocks a title stands that is no bigger than the text.
_FIRST = 12

#: The length of a date to the day: `2024-06-24`.
_DAY = 10

#: So many captions and notes may interrupt a paragraph; notes are in letters smaller than the text's by this.
_ASIDE, _SMALLER = 4, 0.93

#: From this part on, lines whose letters the file does not name make its text doubtful.
_UNMAPPED = 0.2


def parse(stream: BinaryIO, hint: Hint, context: Context) -> Iterator[Parsed]:
    """Yield the document of a PDF file."""
    del hint
    limit = context.settings.max_bytes
    raw = stream.read(limit + 1)
    if len(raw) > limit:
        raise LimitError(f"found a PDF file of more than {limit:,} bytes, expected at most that many", advice="raise Settings.max_bytes")
    pages, info = _read(raw, context)
    yield _analysis(pages, info, context)


def _read(raw: bytes, context: Context) -> tuple[list[Page], dict[str, str]]:
    """Return a file's pages and what it says of itself.

    Raises:
        LimitError: it has too many pages or characters.
        ParseError: it cannot be opened, or the library is not installed.
    """
    try:
        import pypdfium2
    except ImportError as error:
        raise ParseError(
            "found a PDF file, and the library that reads them is not installed", advice='pip install "seedlib[pdf]"'
        ) from error
    with LOCK:
        try:
            document = pypdfium2.PdfDocument(raw)
        except pypdfium2.PdfiumError as error:
            raise _unopened(raw, error) from error
        try:
            return _pages(document, context, pypdfium2.PdfiumError), _info(document)
        finally:
            document.close()


def _unopened(raw: bytes, error: Any) -> ParseError:
    """Return the error for a file that PDFium does not open."""
    import pypdfium2.raw as pdfium

    if error.err_code == pdfium.FPDF_ERR_PASSWORD:
        return ParseError("found a PDF file that needs a password to be opened", advice="save a copy without a password")
    if error.err_code == pdfium.FPDF_ERR_SECURITY:
        return ParseError("found a PDF file encrypted in a way that cannot be read", advice="save a copy without encryption")
    if not SIGNATURE.search(raw, 0, 1032):
        return ParseError(f"found {raw[:16]!r} at the beginning, expected a PDF file", advice="check what the file is")
    cut = b"%%EOF" not in raw[-2048:]
    found = "a PDF file that is cut off: its end is missing" if cut else "a PDF file that is broken"
    return ParseError(f"found {found}", advice="fetch it again, or print it to a new file with a PDF viewer")


def _pages(document: Any, context: Context, failure: type[Exception]) -> list[Page]:
    count, settings = len(document), context.settings
    if count > settings.max_parts:
        raise LimitError(f"found a PDF file of {count:,} pages, expected at most {settings.max_parts:,}", advice="raise Settings.max_parts")
    pages: list[Page] = []
    characters = 0
    for number in range(1, count + 1):
        context.seconds_left()
        try:
            page = document[number - 1]
        except failure:
            pages.append(Page(number=number, bounds=(0, 0, 0, 0), lines=(), characters=-1, unmapped=0))
            continue
        try:
            pages.append(page_of(page, number))
        except (failure, AssertionError, UnicodeError):  # pypdfium2 asserts what PDFium promises
            pages.append(Page(number=number, bounds=(0, 0, 0, 0), lines=(), characters=-1, unmapped=0))
        finally:
            page.close()
        characters += max(0, pages[-1].characters)
        if characters > settings.max_characters:
            message = f"found a PDF file of more than {settings.max_characters:,} characters by page {number}"
            raise LimitError(message, advice="raise Settings.max_characters (--max-characters)")
    return pages


def _info(document: Any) -> dict[str, str]:
    """Return what a file says of itself, by the names of the fields of a document."""
    import ctypes

    import pypdfium2.raw as pdfium

    info = dict(document.get_metadata_dict())
    size = pdfium.FPDFCatalog_GetLanguage(document.raw, None, 0)
    if 2 < size < 64:
        buffer = ctypes.create_string_buffer(size)
        pdfium.FPDFCatalog_GetLanguage(document.raw, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
        info["Lang"] = buffer.raw[: size - 2].decode("utf-16-le", "replace")
    return info


def _analysis(pages: list[Page], info: dict[str, str], context: Context) -> Analysis:
    """Return the document of a file's pages.

    Raises:
        ParseError: they hold no text.
    """
    if not any(page.lines for page in pages):
        raise _without_text(pages)
    paragraphs, shape, doubtful = _paragraphs(pages, context)
    text, pieces, marks = text_of(paragraphs, shape)
    fields = {"language": _language(info.get("Lang", ""), text), "title": _visible_title(text, pieces, real_title(info.get("Title")))}
    given = Given(
        component=_NAME,
        origin=Origin(media_type="application/pdf"),
        fields={name: held for name, held in fields.items() if held},
        notices=tuple(_notices(pages, doubtful)),
    )
    analysis = with_attributes(_dated(analysis_of(text, given, context, pieces), context), marks)
    facts = {
        "title": real_title(info.get("Title")),
        "authors": persons_in(info.get("Author", ""), context),
        "published": _date(info.get("CreationDate", "")),
    }
    return completed(analysis, facts, component=_NAME, rule="pdf-info")


def _dated(analysis: Analysis, context: Context) -> Analysis:
    """Return the analysis with the one day that heads and feet of pages name as that of publication, unless the text says another."""
    document, months = analysis.document, lists_of(context).months
    days: dict[str, Span] = {}
    for span in document.spans_of({"boilerplate"}):
        found = find_date(document.text, months, span.start, span.end)
        if found and len(found.iso) >= _DAY and "/" not in document.text[found.start : found.end]:
            days.setdefault(found.iso[:_DAY], Span(found.start, found.end))  # 1/22/2025 is when somebody printed a page
    if document.published or len(days) != 1:
        return analysis
    ((day, span),) = days.items()
    provenance = (*document.provenance, Provenance(about="published", component=_NAME, rule="page-head", spans=(span,)))
    changed: Document = attrs.evolve(document, published=day, provenance=provenance)
    return attrs.evolve(analysis, document=changed)


def _language(held: str, text: str) -> str | None:
    """Return the language that a file declares. English is what programs put in where nobody chose, whatever the script."""
    held = held.strip()
    letters = [sign for sign in text[:5000] if sign.isalpha()]
    latin = sum(1 for sign in letters if sign < "\u0250")
    return held if is_language(held) and not (held.lower().startswith("en") and latin * 2 < len(letters)) else None


def _visible_title(text: str, pieces: list[Piece], stated: str | None) -> str | None:
    """Return the words of the title block, or the stated title if one of the first blocks has its words."""
    for piece in pieces:
        if piece.kind == "title":
            return " ".join(text[piece.start : piece.end].split())
    first = [" ".join(text[piece.start : piece.end].split()) for piece in pieces[:_FIRST]]
    return stated if stated and stated.casefold() in {words.casefold() for words in first} else None


def _without_text(pages: list[Page]) -> ParseError:
    if not pages:
        return ParseError("found a PDF file without pages", advice="check how it was made, or fetch it again")
    if all(page.characters < 0 for page in pages):
        return ParseError(
            f"found a PDF file none of whose {len(pages)} pages can be read", advice="fetch it again; it may be cut off or broken"
        )
    one = len(pages) == 1
    return ParseError(
        f"found a PDF file whose {'page holds' if one else f'{len(pages)} pages hold'} no text, expected some: scans are pictures of text",
        advice="run text recognition (OCR) on it first",
    )


def _paragraphs(pages: list[Page], context: Context) -> tuple[list[Paragraph], Shape, list[int]]:
    """Return all paragraphs, what is usual among their lines, and the pages whose order is a guess."""
    furniture = furniture_of(pages)
    shape = shape_of(line for page in pages for line in page.lines if line not in furniture)
    found: list[Paragraph] = []
    doubtful: list[int] = []
    for page in pages:
        turns = [line.turn for line in page.lines if line not in furniture for _ in line.text]
        main = max(set(turns), key=turns.count) if turns else 0
        flows, guessed = in_order([line for line in page.lines if line.turn == main and line not in furniture])
        if guessed:
            doubtful.append(page.number)
        paragraphs = [paragraphs_of(flow, shape) for flow in flows]
        aside = [line for line in page.lines if line in furniture or line.turn != main]
        edges = [Paragraph(lines=[line], kind="boilerplate") for line in aside]
        if page is pages[0]:
            _mark_title([p for flow in paragraphs for p in flow], shape, context)
        _append(found, paragraphs, edges, shape)
    return found, shape, doubtful


def _mark_title(paragraphs: list[Paragraph], shape: Shape, context: Context) -> None:
    """Make the paragraph with the biggest letters the title, unless it is furniture: `PRESS RELEASE`."""
    lists = lists_of(context)
    for paragraph in titles_among(paragraphs, shape):
        words = " ".join(line.text for line in paragraph.lines)
        if not above_body(Line(words, 0, len(words), lists)):
            paragraph.kind = "title"
            return


def _append(found: list[Paragraph], flows: list[list[Paragraph]], edges: list[Paragraph], shape: Shape) -> None:
    """Add a page's paragraphs to those before; what goes on is joined, and what stands between the parts comes after it."""
    for flow in flows:
        last = _interrupted(found, shape)
        if flow and last is not None and goes_on(found[last], flow[0]):
            whole, between = found[last], found[last + 1 :]
            del found[last + 1 :]
            whole.broken.update(len(whole.lines) + number for number in flow[0].broken)
            whole.lines += flow[0].lines
            whole.between += between
            flow = flow[1:]  # noqa: PLW2901  # the first is part of the one before
        found += flow
    if found:
        found[-1].between += edges
    else:
        found += edges


def _interrupted(found: list[Paragraph], shape: Shape) -> int | None:
    """Return which paragraph may go on: the last one, captions and notes in smaller letters after it aside."""
    for number in range(len(found) - 1, max(-1, len(found) - 1 - _ASIDE), -1):
        if found[number].kind != "caption" and found[number].lines[0].size >= _SMALLER * shape.size:
            return number
    return None


def _notices(pages: list[Page], doubtful: list[int]) -> Iterator[Notice]:
    """Yield what a reader should know: pages without text, pages whose order is a guess, letters that nobody names."""
    unread = [page.number for page in pages if page.characters < 0]
    if unread:
        yield Notice(code="page-unread", message=f"{_numbered(unread)} cannot be read, and {_is(unread)} left out", component=_NAME)
    empty = [page.number for page in pages if not page.lines and page.characters >= 0]
    if empty:
        yield Notice(
            code="page-without-text",
            message=f"{_numbered(empty)} of {len(pages)} without text: run text recognition on pictures of text",
            component=_NAME,
        )
    if doubtful:
        yield Notice(
            code="reading-order",
            message=f"the order of the lines of {_numbered(doubtful)} was made out from where they stand: check it",
            component=_NAME,
        )
    lines = sum(len(page.lines) for page in pages)
    if sum(page.unmapped for page in pages) > _UNMAPPED * lines:
        message = "the file does not say which letters its signs are: the text may be wrong; text recognition may help"
        yield Notice(code="unnamed-letters", message=message, component=_NAME)


def _numbered(pages: list[int]) -> str:
    """Return `page 3`, or `pages 3–5, 9`; at most ten stretches."""
    runs: list[list[int]] = []
    for number in pages:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    words = [str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs]
    more = f" and {len(words) - 10} more" if len(words) > 10 else ""
    return ("page " if len(pages) == 1 else "pages ") + ", ".join(words[:10]) + more


def _is(pages: list[int]) -> str:
    return "is" if len(pages) == 1 else "are"


def _date(held: str) -> str | None:
    found = _DATE.match(held.strip())
    if not found or not found["d"]:
        return None
    day = f"{found['y']}-{found['m']}-{found['d']}"
    zone = (found["zone"] or "").replace("'", "")
    zone = zone[:3] + ":" + zone[3:] if len(zone) == 5 else zone
    return date_of(f"{day}T{found['H']}:{found['M']}:{found['S'] or '00'}{zone}" if found["H"] else day)
