"""OpenDocument texts, packed and flat: paragraphs, lists, tables, notes, and clear errors."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest

from seedlib.components import Context, Hint, Settings
from seedlib.errors import LimitError, ParseError
from seedlib.model import Analysis
from seedlib.parsing.office import OPENDOCUMENT
from seedlib.testing import check_parser
from tests.parsing.office.making_office import archive, fodt, odt

Parse = Callable[..., list[Analysis]]

LONG = "The harbour board said on Monday that it would close the old quay for two winters, and that nobody would lose a berth."


def blocks(analysis: Analysis) -> list[tuple[str, str]]:
    """Return kind and words of each block."""
    return [(block.kind, analysis.document[block.span]) for block in analysis.document.blocks]


def p(words: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{words}</text:p>'


def table(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<table:table-cell>{cell}</table:table-cell>" for cell in row) for row in rows)
    return f"<table:table>{''.join(f'<table:table-row>{row}</table:table-row>' for row in cells)}</table:table>"


STYLES = (
    "<office:styles>"
    '<style:style style:name="Title"/><style:style style:name="Text_20_body"/>'
    '<style:style style:name="Illustration" style:parent-style-name="Caption"/><style:style style:name="Caption"/>'
    '<style:style style:name="Loop" style:parent-style-name="Loop"/>'
    "</office:styles><office:automatic-styles>"
    '<style:style style:name="P1" style:parent-style-name="Title"/>'
    '<style:style style:name="P2" style:parent-style-name="Quotations"/>'
    '<style:style style:name="T1"><style:text-properties fo:font-weight="bold"/></style:style>'
    "</office:automatic-styles>"
)

NOTE = (
    "It rained.<text:note><text:note-citation>1</text:note-citation><text:note-body>" + p("By the gauge.") + "</text:note-body></text:note>"
)
BOX = "It rained.<draw:frame><draw:text-box>" + p("In a box.") + "</draw:text-box></draw:frame>"


@pytest.mark.parametrize(
    ("label", "xml", "expected"),
    [
        ("spans", p("It <text:span>rai<text:span>n</text:span>ed</text:span>."), [("paragraph", "It rained.")]),
        ("white space", p("It\n  rained<text:span> </text:span> now<text:s text:c='3'/>."), [("paragraph", "It rained now   .")]),
        ("blanks without end", p("a<text:s text:c='99999999'/>b"), [("paragraph", "a" + " " * 1000 + "b")]),
        ("signs", p("a<text:tab/>b<text:line-break/>c<text:soft-page-break/>d"), [("paragraph", "a\tb\ncd")]),
        ("two line breaks", p("a<text:line-break/><text:line-break/>b"), [("paragraph", "a"), ("paragraph", "b")]),
        ("a link and a field", p("<text:a>It</text:a> <text:date>rained</text:date>."), [("paragraph", "It rained.")]),
        ("a title", p("Rain", "P1"), [("title", "Rain")]),
        ("a style that is not in the file", p("Rain", "Heading_20_2"), [("heading", "Rain")]),
        ("a quotation", p("“Rain.”", "P2"), [("quote", "“Rain.”")]),
        ("a caption", p("The quay", "Illustration"), [("caption", "The quay")]),
        ("a style made from itself", p("It rained.", "Loop"), [("paragraph", "It rained.")]),
        ("a heading", '<text:h text:outline-level="1">Rain</text:h>', [("heading", "Rain")]),
        ("bold words alone", p('<text:span text:style-name="T1">Rain and snow</text:span>'), [("heading", "Rain and snow")]),
        ("bold in part", p('<text:span text:style-name="T1">Rain</text:span> and snow'), [("paragraph", "Rain and snow")]),
        (
            "a list in a list",
            f"<text:list><text:list-item>{p('Rain')}<text:list><text:list-item>{p('Snow')}</text:list-item></text:list></text:list-item></text:list>",
            [("list-item", "Rain"), ("list-item", "Snow")],
        ),
        ("a numbered heading", "<text:list><text:list-item><text:h>Rain</text:h></text:list-item></text:list>", [("heading", "Rain")]),
        ("a section", f"<text:section>{p('It rained.')}</text:section>", [("paragraph", "It rained.")]),
        ("a note", p(NOTE), [("paragraph", "It rained."), ("paragraph", "By the gauge.")]),
        ("a text box", p(BOX), [("paragraph", "It rained."), ("paragraph", "In a box.")]),
        (
            "a picture's words",
            p("It rained.<draw:frame><draw:image/><svg:title xmlns:svg='s'>x</svg:title></draw:frame>"),
            [("paragraph", "It rained.")],
        ),
        (
            "ruby",
            p("<text:ruby><text:ruby-base>新</text:ruby-base><text:ruby-text>xin</text:ruby-text></text:ruby>"),
            [("paragraph", "新")],
        ),
        (
            "contents",
            f"<text:table-of-content><text:index-body>{p('Rain 3')}</text:index-body></text:table-of-content>",
            [("boilerplate", "Rain 3")],
        ),
        ("a table", table((p("Grain"), p("1,204")), (p("Fish"), "")), [("paragraph", "Grain\t1,204"), ("paragraph", "Fish")]),
        (
            "a table that sets a page",
            table((p(LONG) * 3, p("Side") + p("Notes."))),
            [("paragraph", LONG)] * 3 + [("paragraph", "Side"), ("paragraph", "Notes.")],
        ),
        (
            "a table in a table",
            table((p("Grain"), table((p(BOX),)))),
            [("paragraph", "Grain"), ("paragraph", "It rained."), ("paragraph", "In a box.")],
        ),
    ],
)
@pytest.mark.parametrize("flat", [False, True], ids=["packed", "flat"])
def test_blocks(label: str, xml: str, expected: list[tuple[str, str]], flat: bool, parse: Parse) -> None:
    """Each kind of element and style becomes its block, in both forms of a file."""
    body = p(LONG) + xml + p(LONG)
    (analysis,) = parse(fodt(body, styles=STYLES), "a.fodt") if flat else parse(odt(body, styles=STYLES), "a.odt")
    assert blocks(analysis) == [("paragraph", LONG), *expected, ("paragraph", LONG)], label


def test_heads_feet_changes_and_comments(parse: Parse) -> None:
    """Heads and feet are boilerplate; deletions and comments are no text, and counted."""
    edges = f"<style:header>{p('Harbour News')}</style:header><style:footer>{p('Page 1')}</style:footer>"
    pages = f"<style:master-page>{edges}</style:master-page>"
    deletion = f"<text:changed-region><text:deletion>{p('denied')}</text:deletion></text:changed-region>"
    changes = f"<text:tracked-changes>{deletion}</text:tracked-changes>"
    body = changes + p("It rained<office:annotation><dc:creator>Ada</dc:creator>" + p("Sure?") + "</office:annotation>.") + p(LONG)
    (analysis,) = parse(odt(p(LONG) + body, styles=f"<office:master-styles>{pages}</office:master-styles>"), "a.odt")
    assert blocks(analysis) == [
        ("boilerplate", "Harbour News"),
        ("paragraph", LONG),
        ("paragraph", "It rained."),
        ("paragraph", LONG),
        ("boilerplate", "Page 1"),
    ]
    assert [notice.message for notice in analysis.notices] == [
        "1 comment is not part of the text",
        "of tracked changes, 1 deletion is left out",
    ]


META = (
    "<dc:title>Rain in the north</dc:title><meta:initial-creator>Ada Poe</meta:initial-creator><dc:creator>Bruno Falk</dc:creator>"
    "<meta:creation-date>2024-06-24T10:15:00.123</meta:creation-date><dc:language>en-GB</dc:language>"
)


def test_properties(parse: Parse) -> None:
    """They count where the text leaves a field open, a date only where the text has its year."""
    (analysis,) = parse(odt(p(LONG) + p("In 2024 it rained."), META), "a.odt")
    document = analysis.document
    assert (document.title, document.authors, document.language) == ("Rain in the north", ("Ada Poe",), "en-GB")
    assert (document.published or "")[:19] == "2024-06-24T10:15:00"
    (analysis,) = parse(odt(p("Quay to close", "Title") + p(LONG), META, STYLES), "a.odt")
    assert (analysis.document.title, analysis.document.published) == ("Quay to close", None)


def test_a_flat_file_in_another_encoding(parse: Parse) -> None:
    """It is text, and has one."""
    raw = fodt(p(LONG + " Łódź")).replace("UTF-8", "iso-8859-2").encode("iso-8859-2")
    (analysis,) = parse(raw, "story.xml")
    assert (analysis.document.text[-4:], analysis.document.origin.encoding, analysis.document.origin.encoding_by) == (
        "Łódź",
        "iso8859-2",
        "declared",
    )


@pytest.mark.parametrize(
    ("label", "raw", "found", "advice"),
    [
        ("no text", odt(p(" ")), "without text", "text recognition"),
        (
            "a password",
            odt(p(LONG), manifest="<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"),
            "needs a password",
            "without",
        ),
        ("a table file", archive({"content.xml": "<a><body><spreadsheet/></body></a>"}), "is no text", "CSV"),
        ("another archive", archive({"a.txt": "It rained."}), "without its member content.xml", "save it again"),
        ("text", b"This is not a zip file", "found text that begins with b'This is not a zi'", "--parser text"),
        ("cut", odt(p(LONG))[:700], "cut off", "again"),
        ("broken XML", odt("<text:p>"), "not well-formed XML", "mend it"),
    ],
)
def test_refused(label: str, raw: bytes, found: str, advice: str, context: Context) -> None:
    """A file that gives no text says what it is and what to do."""
    with pytest.raises(ParseError) as caught:
        list(OPENDOCUMENT.parse(io.BytesIO(raw), Hint(filename="a.odt"), context))
    assert (found in caught.value.message, advice in caught.value.advice) == (True, True), (label, str(caught.value))


def test_limits(context: Context, parse: Parse) -> None:
    """What it unpacks to, its nesting and its length are bounded; what is allowed ends no process."""
    for raw, settings in (
        (archive({"content.xml": " " * 3_000_000 + "<a/>"}), Settings()),
        (odt("<text:section>" * 600 + p(LONG) + "</text:section>" * 600), Settings()),
        (odt(p(LONG) * 30), Settings(max_characters=500)),
    ):
        with pytest.raises(LimitError, match="raise Settings"):
            list(OPENDOCUMENT.parse(io.BytesIO(raw), Hint(), Context(lexicons=context.lexicons, settings=settings)))
    boxes = "<text:p><draw:frame><draw:text-box>" * 160 + p(LONG) + "</draw:text-box></draw:frame></text:p>" * 160
    (analysis,) = parse(odt(boxes), "a.odt")
    assert analysis.document.text == LONG


@pytest.mark.parametrize(
    ("head", "name", "hint", "parser"),
    [
        (odt(p(LONG))[:200], "a.zip", {}, "opendocument"),
        (odt(p(LONG))[:200], None, {}, "opendocument"),
        (odt(p(LONG), mimetype="spreadsheet")[:200], "a.ods", {}, "zip"),
        (fodt(p(LONG)).encode()[:2000], "a.xml", {}, "opendocument"),
        (fodt(p(LONG)).encode("utf-16")[:4096], "a.xml", {}, "opendocument"),
        (b"This is not a zip file", "a.odt", {}, "opendocument"),
    ],
)
def test_accepts(head: bytes, name: str | None, hint: dict[str, str], parser: str, accepted: Callable[..., Any]) -> None:
    """By its first bytes, by its name."""
    assert accepted(head, name, **hint) == parser


def test_contract() -> None:
    """As every parser."""
    check_parser(OPENDOCUMENT, {"a.odt": odt(p(NOTE) + p(LONG), META, STYLES), "b.fodt": fodt(p(LONG)).encode()})
