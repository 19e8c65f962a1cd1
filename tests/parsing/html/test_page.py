"""The parser of pages: what it takes, what it makes of it, and what it refuses."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from time import process_time
from typing import Any

import pytest

from seedlib.components import Context, Hint, Settings
from seedlib.errors import LimitError, ParseError
from seedlib.model import Analysis, Span, in_source
from seedlib.parsing.html import HTML
from seedlib.parsing.html.fragments import fragment_of
from seedlib.parsing.html.page import page_of
from seedlib.testing import check_parser
from tests.growth import assert_linear

Parse = Callable[..., list[Any]]

#: A page as they come: with a menu, an article and what surrounds it. Written for this project.
STORY = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Ferry tax falls - Example Times</title></head>
<body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
<article>
<h1>Ferry tax falls</h1>
<p class="byline">By Jane Doe</p>
<p>The harbour&rsquo;s council voted on Monday to end the tax on ferries, which islanders had called &ldquo;unfair&rdquo; for years.</p>
<p>&ldquo;We pay it every day,&rdquo; said Mary Roe, who runs a bakery on the quay. The vote was eleven to two.</p>
<h2>What comes next</h2>
<p>The council will look for the money elsewhere, its chair said. A plan is due in the spring, before the new season begins.</p>
</article>
<footer><p>© 2024 Example Times</p></footer>
</body></html>
"""


def document(parse: Parse, raw: bytes | str, **hint: Any) -> Any:
    """Return the document of a page."""
    (analysis,) = parse(raw, **{"filename": "story.html", **hint})
    assert isinstance(analysis, Analysis)
    return analysis.document


def test_a_page_becomes_a_document(parse: Parse) -> None:
    """All its text in blocks, its origin, and a way back to the source."""
    found = document(parse, STORY)
    assert [block.kind for block in found.blocks if block.kind != "boilerplate"].count("paragraph") >= 3
    assert found.text.startswith("Home\n\nWorld\n\n")
    assert found.text.endswith("© 2024 Example Times")
    assert (found.origin.media_type, found.origin.encoding, found.origin.encoding_by) == ("text/html", "utf-8", "declared")
    at = found.text.index("Mary Roe")
    run = in_source(found, Span(at, at + 8))
    assert run is not None
    assert run.exact
    assert STORY[run.source_start : run.source_end] == "Mary Roe"


#: The first bytes of an input, its name and media type, and who takes it.
TAKEN = [
    (b"<!DOCTYPE html>", None, None, "html"),
    (b"\n <HTML>", "a.txt", None, "html"),
    (b"\xef\xbb\xbf<!doctype HTML PUBLIC '-//W3C//DTD HTML 4.01//EN'>", "a", None, "html"),
    (b"<?xml version='1.0'?>\n<!-- x --><!DOCTYPE html>", "a.xml", None, "html"),
    (b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'>", "a.xhtml", None, "html"),
    ("<html><body>Rain.".encode("utf-16"), None, None, "html"),
    ("<html><body>Rain.".encode("utf-16-le"), None, None, "html"),
    (b"<!-- " + b"x" * 4091, "a.html", None, "html"),
    (b"<p>Rain", None, None, "html"),
    (b"<p>Rain", "a.md", None, "markdown"),
    (b"<p>Rain", "a.txt", None, "text"),
    (b"<title>Rain", None, None, "html"),
    (b"Rain <b>fell</b>", "a.html", None, "html"),
    (b"Rain <b>fell</b>", "a.htm", None, "html"),
    (b"Rain <b>fell</b>", "a.txt", None, "text"),
    (b"Rain <b>fell</b>", None, "text/html; charset=utf-8", "html"),
    (b"<html", None, "application/xhtml+xml", "html"),
    (b"%PDF-1.7", "a.html", None, "pdf"),
    (b"<htmlx>", "a.txt", None, "text"),
    (b'{"text": "a"}', "a.html", None, "json"),
]


@pytest.mark.parametrize(("head", "filename", "media_type", "expected"), TAKEN)
def test_what_it_takes(
    head: bytes, filename: str | None, media_type: str | None, expected: str, accepted: Callable[..., str | None]
) -> None:
    """By the first tags, also in wide encodings; a text with tags in it stays one where its name says so."""
    assert expected == accepted(head, filename, media_type=media_type)


WORDS = "Ça pleut à Łódź"

#: A label, the bytes of a page, what the server says, the encoding it is read in and how that was found, and words of the finding.
ENCODINGS = [
    ("stated in the page", '<meta charset="iso-8859-2"><p>Łódź'.encode("iso-8859-2"), None, ("iso8859-2", "declared"), None),
    (
        "as older pages do",
        "<meta http-equiv=Content-Type content='text/html; charset=windows-1251'><p>Дождь".encode("cp1251"),
        None,
        ("cp1251", "declared"),
        None,
    ),
    ("in an XML declaration", "<?xml version='1.0' encoding='koi8-r'?><html><p>Дождь".encode("koi8-r"), None, ("koi8-r", "declared"), None),
    ("in a comment", "<!-- <meta charset=koi8-r> --><p>Łódź".encode(), None, ("utf-8", "valid"), None),
    ("not at all", "<p>Łódź".encode(), None, ("utf-8", "valid"), None),
    ("by the server", "<p>Дождь".encode("koi8-r"), "koi8-r", ("koi8-r", "declared"), None),
    ("by a mark", "<meta charset=iso-8859-1><p>Łódź".encode("utf-8-sig"), None, ("utf-8", "bom"), "byte order mark"),
    ("by a wide mark", "<meta charset=iso-8859-1><p>Łódź".encode("utf-16"), None, ("utf-16-le", "bom"), None),
    ("wrongly: UTF-8 it is", "<meta charset=iso-8859-1><p>Łódź".encode(), None, ("utf-8", "valid"), "the bytes are utf-8"),
    ("as wide, in narrow bytes", "<meta charset=utf-16><p>Łódź".encode(), None, ("utf-8", "valid"), "the bytes are utf-8"),
    ("twice, and alike", "<meta charset=UTF8><p>Łódź".encode(), "utf-8", ("utf-8", "declared"), None),
    ("twice: the server first", "<meta charset=koi8-r><p>Дождь".encode("cp1251"), "windows-1251", ("cp1251", "declared"), "koi8-r in it"),
    ("twice: the server wrongly", "<meta charset=shift_jis><p>雨が".encode("shift_jis"), "utf-8", ("cp932", "declared"), "utf-8 outside"),
    ("as nothing that is known", "<meta charset=klingon><p>Łódź".encode(), None, ("utf-8", "valid"), "none that is known"),
]


@pytest.mark.parametrize("case", ENCODINGS, ids=[case[0] for case in ENCODINGS])
def test_encodings_are_read_and_their_conflicts_found(case: tuple[Any, ...], parse: Parse) -> None:
    """A mark, the server, the page, a guess: in this order, but never against the bytes."""
    _, raw, server, expected, words = case
    (analysis,) = parse(raw, "a.html", encoding=server)
    origin = analysis.document.origin
    assert expected == (origin.encoding, origin.encoding_by)
    assert "\ufffd" not in analysis.document.text
    notes = [problem.note for problem in analysis.problems if problem.kind == "encoding-conflict"]
    assert bool(words) == bool(notes)
    assert not words or any(words in note for note in notes)


#: A label, the source, and what the document's text is.
ODD = [
    (
        "XHTML",
        '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title/><script src="x" /></head><body><p>Rain.',
        "Rain.",
    ),
    ("no XHTML", "<html><head><title/></head><body><p>Rain.</title><p>Sun.", "Sun."),
    ("nothing but text", "Rain fell.", "Rain fell."),
    ("an accelerated page", "<html amp><style amp-boilerplate>body{visibility:hidden}</style><amp-img></amp-img><p>Rain.", "Rain."),
    ("frames with a text of their own", "<html><body><iframe src=x></iframe><p>Rain.", "Rain."),
    ("three thousand levels", "<div>" * 3000 + "Rain.", "Rain."),
    ("a NUL and a lone surrogate", "<p>Ra\0in.&#xD800;", "Rain.\ufffd"),
]


@pytest.mark.parametrize(("label", "source", "expected"), ODD, ids=[case[0] for case in ODD])
def test_odd_pages_are_read(label: str, source: str, expected: str, parse: Parse) -> None:
    """As a browser reads them."""
    assert expected == document(parse, source).text, label


#: Why a page gives no document: a label, the source, and words of the error and of its advice.
REFUSED = [
    ("frames", "<html><frameset><frame src=a.html></frameset></html>", "frames", "pages that its frames name"),
    ("a frame in it", "<html><body><iframe src=a.html></iframe></body></html>", "frames", "pages that its frames name"),
    ("scripts", "<html><body><div id=root></div><script src=app.js></script>", "scripts", "save it from a browser"),
    ("scripts, and it says so", "<body><noscript>Enable JavaScript</noscript><script></script>", "scripts", "save it from a browser"),
    ("nothing", "<html><body></body></html>", "without visible text", "how it was made"),
    ("a picture", "<html><body><img src=x alt=Rain></body></html>", "without visible text", "how it was made"),
    ("blanks", "<html>&nbsp;", "without visible text", "how it was made"),
]


@pytest.mark.parametrize(("label", "source", "message", "advice"), REFUSED, ids=[case[0] for case in REFUSED])
def test_pages_without_text_say_why(label: str, source: str, message: str, advice: str, parse: Parse) -> None:
    """And what to do."""
    with pytest.raises(ParseError, match=message) as caught:
        parse(source, "a.html")
    assert advice in caught.value.advice, label


def test_a_page_that_is_too_long_is_refused(parse: Parse) -> None:
    """With the limit's name."""
    with pytest.raises(LimitError, match="expected at most 20") as caught:
        parse("<p>" + "x" * 30, "a.html", settings=Settings(max_characters=20))
    assert "max_characters" in caught.value.advice


def test_an_absent_extra_is_named(parse: Parse, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the command that installs it; whether an input is a page needs no library."""
    monkeypatch.setitem(sys.modules, "turbohtml", None)
    with pytest.raises(ParseError, match="not installed") as caught:
        parse(STORY, "a.html")
    assert 'pip install "seedlib[html]"' in caught.value.advice


@pytest.mark.parametrize(
    "note",
    [
        "<!-- saved from url=(0026)https://example.org/ferry -->",
        "<!--\n Page saved with SingleFile \n url: https://example.org/ferry \n-->",
    ],
)
def test_a_saved_page_knows_its_address(note: str, parse: Parse) -> None:
    """From what the browser noted."""
    assert document(parse, STORY.replace("<html", f"{note}\n<html")).url == "https://example.org/ferry"


def test_the_contract_is_kept() -> None:
    """On pages of several shapes, on their halves, and on what is no page."""
    samples = {
        "story.html": STORY.encode(),
        "utf16.htm": STORY.encode("utf-16"),
        "old.html": b"<HTML><BODY><TABLE><TR><TD>Rain fell.<BR><BR>It was wet.</TABLE>",
        "book.xhtml": b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><body><p>Rain fell.</p></body></html>",
    }
    check_parser(HTML, samples)


def test_fragments_are_text_in_blocks() -> None:
    """For feeds, mail and books: nothing is judged."""
    found = fragment_of("<h2>One</h2>two &amp; <a href=x>three</a><ul><li>four</ul>", Settings())
    assert found.text == "One\n\ntwo & three\n\nfour"
    assert [piece.kind for piece in found.pieces] == ["heading", "paragraph", "list-item"]
    assert found.runs[0].source_start == 4
    assert fragment_of("", Settings()).text == ""


#: What a page is made of a thousand times over.
UNITS = [
    "<div>x",
    "<p><b>x",
    "<i></i>",
    "x<br>",
    "<table><tr><td>x",
    "&amp; ",
    "<svg><title/></svg><p>x",
    "<a href=x>y</a><br><br>",
    "x\r\n",
]


@pytest.mark.parametrize("unit", UNITS)
def test_time_grows_with_the_page(unit: str) -> None:
    """Nested deeply, made of nothing but tags, or in one table."""

    def seconds(size: int) -> float:
        start = process_time()
        page_of(unit * size, Settings())
        return process_time() - start

    assert_linear(seconds, 500)


def test_a_giant_attribute_takes_no_time() -> None:
    """Nor does one that looks like a style that hides."""
    start = process_time()
    assert page_of(f"<p style='display{' ' * 1_000_000}x'>Rain.", Settings()).text == "Rain."
    assert process_time() - start < 2


def test_reading_goes_by_the_stream() -> None:
    """The stream stays open, and nothing but it is read."""
    stream = io.BytesIO(STORY.encode())
    assert len(list(HTML.parse(stream, Hint(), Context()))) == 1
    assert not stream.closed
