"""Word files: what Word shows with all changes accepted, typed by styles, and clear errors."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest

from seedlib.components import Context, Hint, Settings
from seedlib.errors import LimitError, ParseError
from seedlib.model import Analysis
from seedlib.parsing.office import DOCX
from seedlib.testing import check_parser
from tests.parsing.office.making_office import archive, docx, paragraph, table

Parse = Callable[..., list[Analysis]]


def run(words: str, properties: str = "") -> str:
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}<w:t xml:space='preserve'>{words}</w:t></w:r>"


def blocks(analysis: Analysis) -> list[tuple[str, str]]:
    """Return kind and words of each block."""
    return [(block.kind, analysis.document[block.span]) for block in analysis.document.blocks]


LONG = "The harbour board said on Monday that it would close the old quay for two winters, and that nobody would lose a berth."
BOX = f"<w:r><w:pict><v:textbox xmlns:v='urn:v'><w:txbxContent>{paragraph('In a box.')}</w:txbxContent></v:textbox></w:pict></w:r>"
CHOICE = "<mc:AlternateContent xmlns:mc='urn:mc'><mc:Choice>{0}</mc:Choice><mc:Fallback>{0}</mc:Fallback></mc:AlternateContent>"


@pytest.mark.parametrize(
    ("label", "xml", "expected"),
    [
        ("runs", paragraph(run("It rai") + run("ned.", "<w:b/>")), [("paragraph", "It rained.")]),
        ("title and kin", paragraph("Rain", "Titel") + paragraph("A lot", "Untertitel"), [("title", "Rain"), ("heading", "A lot")]),
        ("a second title", paragraph("One", "Titel") + paragraph("Two", "Titel"), [("title", "One"), ("heading", "Two")]),
        ("a heading", paragraph("Rain", "berschrift1"), [("heading", "Rain")]),
        ("a style made from a heading's", paragraph("Rain", "Zwischenzeile"), [("heading", "Rain")]),
        ("a style with a level in the outline", paragraph("Rain", "Gliederung"), [("heading", "Rain")]),
        ("a level of its own", paragraph("Rain", "", '<w:outlineLvl w:val="0"/>'), [("heading", "Rain")]),
        ("the level of text", paragraph("It rained.", "", '<w:outlineLvl w:val="9"/>'), [("paragraph", "It rained.")]),
        ("a style made from itself", paragraph("It rained.", "Kreis"), [("paragraph", "It rained.")]),
        ("a style that is not there", paragraph("It rained.", "Nix"), [("paragraph", "It rained.")]),
        (
            "a quote and a caption",
            paragraph("“Rain.”", "Zitat") + paragraph("Rain, 2024", "Beschriftung"),
            [("quote", "“Rain.”"), ("caption", "Rain, 2024")],
        ),
        ("an item by its style", paragraph("Rain", "Liste"), [("list-item", "Rain")]),
        ("an item", paragraph("Rain", "", "<w:numPr><w:numId w:val='3'/></w:numPr>"), [("list-item", "Rain")]),
        (
            "no item: numbering is off",
            paragraph("It rained.", "Liste", "<w:numPr><w:numId w:val='0'/></w:numPr>"),
            [("paragraph", "It rained.")],
        ),
        ("bold words alone", paragraph(run("Rain and snow", "<w:b/>")), [("heading", "Rain and snow")]),
        ("a bold sentence", paragraph(run("It rained.", "<w:b/>")), [("paragraph", "It rained.")]),
        ("bold that is off", paragraph(run("Rain and snow", '<w:b w:val="0"/>')), [("paragraph", "Rain and snow")]),
        ("bold in part", paragraph(run("Rain", "<w:b/>") + run(" and snow")), [("paragraph", "Rain and snow")]),
        ("a line break", paragraph("<w:r><w:t>one</w:t><w:br/><w:t>two</w:t></w:r>"), [("paragraph", "one\ntwo")]),
        (
            "two line breaks",
            paragraph("<w:r><w:t>one</w:t><w:br/><w:br/><w:t>two</w:t></w:r>"),
            [("paragraph", "one"), ("paragraph", "two")],
        ),
        ("a page break", paragraph("<w:r><w:t>one </w:t><w:br w:type='page'/><w:t>two</w:t></w:r>"), [("paragraph", "one two")]),
        (
            "tabs and hyphens",
            paragraph("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:noBreakHyphen/><w:t>c</w:t></w:r>"),
            [("paragraph", "a\tb\u2011c")],
        ),
        (
            "a sign of a symbol font",
            paragraph('<w:r><w:sym w:char="F0B7"/><w:sym w:char="2192"/><w:t> rain</w:t></w:r>'),
            [("paragraph", "→ rain")],
        ),
        ("an empty paragraph", paragraph(" ") + paragraph("It rained."), [("paragraph", "It rained.")]),
        ("hidden words", paragraph(run("It rained.") + run("secret", "<w:vanish/>")), [("paragraph", "It rained.")]),
        ("a link", paragraph("<w:hyperlink>" + run("It rained.") + "</w:hyperlink>"), [("paragraph", "It rained.")]),
        (
            "a field",
            paragraph("<w:r><w:instrText>PAGE</w:instrText></w:r><w:fldSimple>" + run("7") + "</w:fldSimple>"),
            [("paragraph", "7")],
        ),
        (
            "a content control",
            f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('It rained.')}</w:sdtContent></w:sdt>",
            [("paragraph", "It rained.")],
        ),
        ("one in a line", paragraph(f"<w:sdt><w:sdtContent>{run('It rained.')}</w:sdtContent></w:sdt>"), [("paragraph", "It rained.")]),
        (
            "a text box, twice in the file",
            paragraph(run("It rained.") + CHOICE.format(BOX)),
            [("paragraph", "It rained."), ("paragraph", "In a box.")],
        ),
        (
            "ruby",
            paragraph(f"<w:r><w:ruby><w:rt>{run('xin')}</w:rt><w:rubyBase>{run('新')}</w:rubyBase></w:ruby></w:r>"),
            [("paragraph", "新")],
        ),
        (
            "a formula",
            paragraph("<m:oMath xmlns:m='urn:math'><m:f><m:num><m:r><m:t>x</m:t></m:r></m:num></m:f></m:oMath>"),
            [("paragraph", "x")],
        ),
        ("a table", table(("Grain", "1,204"), ("Fish", "640")), [("paragraph", "Grain\t1,204"), ("paragraph", "Fish\t640")]),
        ("an empty cell", table(("Grain", "", "tons"), ("", "", "")), [("paragraph", "Grain\t\ttons")]),
        (
            "a table that sets a page",
            table((LONG * 3, paragraph("Side") + paragraph("Notes."))),
            [("paragraph", LONG * 3), ("paragraph", "Side"), ("paragraph", "Notes.")],
        ),
        (
            "a table in a table",
            table(("Grain", "<w:p/>" + table(("one", "two")))),
            [("paragraph", "Grain"), ("paragraph", "one"), ("paragraph", "two")],
        ),
    ],
)
def test_blocks(label: str, xml: str, expected: list[tuple[str, str]], parse: Parse) -> None:
    """Each kind of element and style becomes its block."""
    (analysis,) = parse(docx(paragraph(LONG) + xml + paragraph(LONG)), "a.docx")
    assert blocks(analysis) == [("paragraph", LONG), *expected, ("paragraph", LONG)], label


CHANGED = paragraph(
    run("The board ")
    + "<w:del><w:r><w:delText>denied</w:delText></w:r></w:del><w:ins>"
    + run("said")
    + "</w:ins>"
    + run(" that it rained.")
    + "<w:moveFrom>"
    + run("Gone.")
    + "</w:moveFrom><w:r><w:commentReference w:id='1'/></w:r>"
)


def test_changes_and_comments(parse: Parse) -> None:
    """Insertions are text, deletions and comments are none; notices count them."""
    (analysis,) = parse(docx(CHANGED + paragraph(LONG)), "a.docx")
    assert analysis.document.text == f"The board said that it rained.\n\n{LONG}"
    assert [(notice.code, notice.message) for notice in analysis.notices] == [
        ("comments-left-out", "1 comment is not part of the text"),
        ("tracked-changes", "of tracked changes, 1 insertion is read and 2 deletions are left out"),
    ]


def test_notes_heads_and_feet(parse: Parse) -> None:
    """A note follows its paragraph; heads and feet are boilerplate, once each."""
    reference = run("It rained.") + "<w:r><w:footnoteReference w:id='2'/></w:r>"
    raw = docx(
        paragraph(LONG) + paragraph(reference) + paragraph(LONG),
        footnotes=f"<w:footnote w:id='0' w:type='separator'>{paragraph('-')}</w:footnote>"
        f"<w:footnote w:id='2'>{paragraph('By the gauge.')}</w:footnote>",
        header1=paragraph("Harbour News"),
        header2=paragraph("Harbour News"),
        footer1=paragraph("Page 1"),
    )
    (analysis,) = parse(raw, "a.docx")
    assert blocks(analysis) == [
        ("boilerplate", "Harbour News"),
        ("paragraph", LONG),
        ("paragraph", "It rained."),
        ("paragraph", "By the gauge."),
        ("paragraph", LONG),
        ("boilerplate", "Page 1"),
    ]


def test_a_note_that_refers_to_itself_is_read_once(parse: Parse) -> None:
    """It would go round for ever."""
    reference = "<w:r><w:footnoteReference w:id='2'/></w:r>"
    notes = f"<w:footnote w:id='2'>{paragraph(run('By the gauge.') + reference)}</w:footnote>"
    (analysis,) = parse(docx(paragraph(LONG) + paragraph(run("It rained.") + reference * 2), footnotes=notes), "a.docx")
    assert analysis.document.text == f"{LONG}\n\nIt rained.\n\nBy the gauge."


def test_embedded_documents_are_told(parse: Parse) -> None:
    """What other programs leave for Word to take in is not read."""
    (analysis,) = parse(docx(paragraph(LONG) + "<w:altChunk/>"), "a.docx")
    assert [notice.code for notice in analysis.notices] == ["embedded-left-out"]
    with pytest.raises(ParseError, match="open and save it in Word"):
        parse(docx("<w:altChunk/>"), "a.docx")


CORE = {"dc:title": "Rain in the north", "dc:creator": "Ada Poe; jdoe3", "dcterms:created": "2024-06-24T08:15:00Z", "dc:language": "en-GB"}


@pytest.mark.parametrize(
    ("label", "core", "body", "expected"),
    [
        (
            "all",
            CORE,
            paragraph(LONG) + paragraph("In 2024 it rained."),
            ("Rain in the north", ("Ada Poe",), "2024-06-24T08:15:00Z", "en-GB"),
        ),
        (
            "the text goes first",
            CORE,
            paragraph("Quay to close", "Titel") + paragraph(LONG),
            ("Quay to close", ("Ada Poe",), None, "en-GB"),
        ),
        (
            "nothing real",
            {"dc:title": "Document1", "dc:creator": "Admin", "dcterms:created": "soon"},
            paragraph(LONG),
            (None, (), None, None),
        ),
    ],
)
def test_properties(label: str, core: dict[str, str], body: str, expected: tuple[Any, ...], parse: Parse) -> None:
    """They count where the text leaves a field open, a date only where the text has its year."""
    (analysis,) = parse(docx(body, core), "a.docx")
    document = analysis.document
    assert (document.title, document.authors, document.published, document.language) == expected, label


def test_another_name_of_the_document(parse: Parse) -> None:
    """It is found by the package's relations."""
    (analysis,) = parse(docx(paragraph(LONG), main="word/document2.xml"), "a.docx")
    assert analysis.document.text == LONG


def test_broken_styles_are_done_without(parse: Parse) -> None:
    """The text is read, and a notice says what was not."""
    (analysis,) = parse(docx(paragraph("Rain", "Titel") + paragraph(LONG), styles="<w:style>"), "a.docx")
    assert analysis.document.text == f"Rain\n\n{LONG}"
    assert [(notice.code, notice.message.partition(" cannot")[0]) for notice in analysis.notices] == [("member-unread", "word/styles.xml")]


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("label", "raw", "found", "advice"),
    [
        ("no text", docx(paragraph(" ")), "without text", "text recognition"),
        ("a password", OLE + "EncryptedPackage".encode("utf-16-le"), "needs a password", "without a password"),
        ("an old Word file", OLE, "old Microsoft Office file", "save it"),
        ("text", b"It rained.", "found text that begins with b'It rained.'", "--parser text"),
        ("a picture", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a picture, expected a Word file", "text recognition"),
        ("another archive", archive({"a.txt": "It rained."}), "without its member word/document.xml", "save it again"),
        ("cut", docx(paragraph(LONG))[:900], "cut off", "again"),
        ("broken XML", docx(paragraph(LONG) + "<w:p>"), "not well-formed XML", "mend it"),
        (
            "an entity",
            archive({"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
            "an entity of its own",
            "write its text out",
        ),
        ("no body", archive({"word/document.xml": "<a/>"}), "has no body", "save it again"),
    ],
)
def test_refused(label: str, raw: bytes, found: str, advice: str, context: Context) -> None:
    """A file that gives no text says what it is and what to do."""
    with pytest.raises(ParseError) as caught:
        list(DOCX.parse(io.BytesIO(raw), Hint(filename="a.docx"), context))
    assert (found in caught.value.message, advice in caught.value.advice) == (True, True), (label, str(caught.value))


@pytest.mark.parametrize(
    ("label", "raw", "settings"),
    [
        ("bomb", archive({"word/document.xml": " " * 3_000_000 + "<a/>"}), Settings()),
        ("deep", docx("<w:sdt><w:sdtContent>" * 300 + paragraph(LONG) + "</w:sdtContent></w:sdt>" * 300), Settings()),
        ("long", docx(paragraph(LONG) * 20), Settings(max_characters=500)),
    ],
)
def test_limits(label: str, raw: bytes, settings: Settings, context: Context) -> None:
    """What it unpacks to, its nesting and its length are bounded."""
    with pytest.raises(LimitError, match="raise Settings"):
        list(DOCX.parse(io.BytesIO(raw), Hint(), Context(lexicons=context.lexicons, settings=settings)))


def test_nested_as_deep_as_allowed(parse: Parse) -> None:
    """Tables in tables and boxes in boxes end no process."""
    tables = "".join("<w:tbl><w:tr><w:tc>" for _ in range(150)) + paragraph(LONG) + "</w:tc></w:tr></w:tbl>" * 150
    boxes = "<w:p><w:r><w:pict><w:txbxContent>" * 110 + paragraph(LONG) + "</w:txbxContent></w:pict></w:r></w:p>" * 110
    for body in (tables, boxes):
        (analysis,) = parse(docx(body), "a.docx")
        assert analysis.document.text == LONG


@pytest.mark.parametrize(
    ("head", "name", "hint", "parser"),
    [
        (b"PK\x03\x04", "a.docx", {}, "docx"),
        (b"PK\x03\x04", "a.docm", {}, "docx"),
        (OLE, "a.docx", {}, "docx"),
        (OLE, "a.doc", {}, "refused"),
        (b"PK\x03\x04", "a.zip", {}, "zip"),
        (b"PK\x03\x04", None, {"media_type": DOCX.media_types[0]}, "docx"),
    ],
)
def test_accepts(head: bytes, name: str | None, hint: dict[str, str], parser: str, accepted: Callable[..., Any]) -> None:
    """By its name or media type; what it is inside shows when it is read."""
    assert accepted(head, name, **hint) == parser


def test_contract() -> None:
    """As every parser."""
    check_parser(DOCX, {"a.docx": docx(CHANGED + paragraph(LONG), CORE), "b.docx": docx(table(("Grain", "1,204")) + paragraph(LONG))})
