"""EPUB books: chapters in the order of the spine, what a book says of itself, and clear errors."""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Callable
from typing import Any

import pytest

from seedlib.components import Context, Hint, Settings
from seedlib.errors import LimitError, ParseError
from seedlib.model import Analysis
from seedlib.parsing.keys import CHAPTER
from seedlib.parsing.office import EPUB
from seedlib.testing import check_parser
from tests.parsing.office.making_office import archive, epub

Parse = Callable[..., list[Analysis]]

ONE = "<h1>The old quay</h1><p>The harbour board said on Monday that it would close the old quay&nbsp;for two winters.</p>"
TWO = "<h1>The new quay</h1><p>“Nobody will lose a berth,” said Ada Poe, who heads the board.</p><ul><li>A crane</li></ul>"
CONTENTS = "<nav><ol><li><a href='one.xhtml'>The old quay</a></li></ol></nav>"


def test_chapters_in_order(parse: Parse) -> None:
    """One document; each block names its chapter's file; a table of contents is boilerplate."""
    chapters = {"nav.xhtml": CONTENTS, "b.xhtml": ONE, "a.xhtml": TWO}
    (analysis,) = parse(epub(chapters, contents="nav.xhtml"), "a.epub")
    document = analysis.document
    assert [(block.kind, block.attributes[CHAPTER], document[block.span][:12]) for block in document.blocks] == [
        ("boilerplate", "OPS/nav.xhtml", "The old quay"),
        ("title", "OPS/b.xhtml", "The old quay"),
        ("paragraph", "OPS/b.xhtml", "The harbour "),
        ("heading", "OPS/a.xhtml", "The new quay"),
        ("paragraph", "OPS/a.xhtml", "“Nobody will"),
        ("list-item", "OPS/a.xhtml", "A crane"),
    ]
    assert "quay\u00a0for" in document.text


METADATA = (
    "<dc:title>Two  quays</dc:title><dc:creator opf:role='aut'>Ada Poe</dc:creator><dc:creator opf:role='ill'>Ina Roth</dc:creator>"
    "<dc:creator>Bruno Falk</dc:creator><dc:publisher>Quay Press</dc:publisher><dc:date>2024-06</dc:date><dc:language>en-GB</dc:language>"
)


def test_what_a_book_says_of_itself(parse: Parse) -> None:
    """Its title, the persons who wrote it, its publisher, its date and its language."""
    (analysis,) = parse(epub({"one.xhtml": ONE}, METADATA), "a.epub")
    document = analysis.document
    assert (document.title, document.authors, document.publisher, document.published, document.language) == (
        "Two quays",
        ("Ada Poe", "Bruno Falk"),
        "Quay Press",
        "2024-06",
        "en-GB",
    )
    assert {item.about for item in document.provenance if item.rule == "package-metadata"} == {
        "title",
        "authors",
        "publisher",
        "published",
        "language",
    }


def test_roles_of_creators_as_version_3_states_them(parse: Parse) -> None:
    """Beside them, by their ids."""
    creators = "".join(
        f"<dc:creator id='{id_}'>{name}</dc:creator>" for id_, name in (("a", "Ada Poe"), ("b", "Ina Roth"), ("c", "Bo Falk"))
    )
    roles = "".join(f"<meta refines='#{id_}' property='role'>{role}</meta>" for id_, role in (("a", "aut"), ("b", "ill")))
    (analysis,) = parse(epub({"one.xhtml": ONE}, creators + roles), "a.epub")
    assert analysis.document.authors == ("Ada Poe", "Bo Falk")


def test_a_chapter_that_is_not_there_is_left_out(parse: Parse) -> None:
    """With a notice."""
    raw = epub({"one.xhtml": ONE, "two.xhtml": TWO}).replace(b"OPS/two.xhtml", b"OPS/tow.xhtml")
    (analysis,) = parse(raw, "a.epub")
    assert [(notice.code, notice.message.partition(":")[0]) for notice in analysis.notices] == [
        ("chapter-unread", "OPS/two.xhtml cannot be read, and is left out")
    ]
    assert analysis.document.text.startswith("The old quay")


def test_damage_to_a_chapter_is_said(parse: Parse) -> None:
    """A chapter in another encoding than it declares is a finding; one that is no text is left out, and the others are read."""
    with zipfile.ZipFile(io.BytesIO(epub({"one.xhtml": ONE, "two.xhtml": TWO, "three.xhtml": ONE}))) as book:
        members: dict[str, str | bytes] = {name: book.read(name) for name in book.namelist()}
    members["OPS/one.xhtml"] = b"<?xml version='1.0' encoding='utf-8'?>" + "“Grüße”".encode() * 20 + ONE.encode().replace(b"old", b"\xffld")
    members["OPS/two.xhtml"] = bytes(range(256))
    (analysis,) = parse(archive(members), "a.epub")
    assert [(problem.kind, problem.span) for problem in analysis.problems] == [("encoding-conflict", None)]
    assert [notice.code for notice in analysis.notices] == ["chapter-unread"]


ENCRYPTED = '<e xmlns:c="urn:c"><c:CipherReference URI="OPS/{0}"/></e>'


def test_hidden_fonts_are_no_rights_management(parse: Parse) -> None:
    """Only chapters count."""
    (analysis,) = parse(epub({"one.xhtml": ONE}, encryption=ENCRYPTED.format("font.otf")), "a.epub")
    assert analysis.document.text.startswith("The old quay")


@pytest.mark.parametrize(
    ("label", "raw", "found", "advice"),
    [
        ("rights management", epub({"one.xhtml": ONE}, encryption=ENCRYPTED.format("one.xhtml")), "rights management (DRM)", "without it"),
        ("no chapters", epub({}), "without chapters", "check how it was made"),
        ("no text", epub({"one.xhtml": "<img src='a.png'/>"}), "have no text", "text recognition"),
        ("another archive", archive({"a.txt": "It rained."}), "without its member META-INF/container.xml", "save it again"),
        ("text", b"It rained.", "found text that begins with", "--parser text"),
        ("cut", epub({"one.xhtml": ONE})[:900], "cut off", "again"),
    ],
)
def test_refused(label: str, raw: bytes, found: str, advice: str, context: Context) -> None:
    """A file that gives no text says what it is and what to do."""
    with pytest.raises(ParseError) as caught:
        list(EPUB.parse(io.BytesIO(raw), Hint(filename="a.epub"), context))
    assert (found in caught.value.message, advice in caught.value.advice) == (True, True), (label, str(caught.value))


def test_limits(context: Context) -> None:
    """What it unpacks to and its length are bounded."""
    for raw, settings in (
        (epub({"one.xhtml": ONE + " " * 3_000_000}), Settings()),
        (epub({f"{n}.xhtml": ONE for n in range(9)}), Settings(max_characters=600)),
    ):
        with pytest.raises(LimitError, match="raise Settings"):
            list(EPUB.parse(io.BytesIO(raw), Hint(), Context(lexicons=context.lexicons, settings=settings)))


@pytest.mark.parametrize(
    ("head", "name", "parser"),
    [(epub({"one.xhtml": ONE})[:200], "a.zip", "epub"), (epub({"one.xhtml": ONE})[:200], None, "epub"), (b"PK\x03\x04", "a.epub", "epub")],
)
def test_accepts(head: bytes, name: str | None, parser: str, accepted: Callable[..., Any]) -> None:
    """By its first bytes, by its name."""
    assert accepted(head, name) == parser


def test_without_the_library(monkeypatch: pytest.MonkeyPatch, parse: Parse) -> None:
    """The error names the extra."""
    monkeypatch.setitem(sys.modules, "turbohtml", None)
    with pytest.raises(ParseError, match=r'pip install "seedlib\[html\]"'):
        parse(epub({"one.xhtml": ONE}), "a.epub")


def test_contract() -> None:
    """As every parser."""
    check_parser(EPUB, {"a.epub": epub({"one.xhtml": ONE, "two.xhtml": TWO}, METADATA), "b.epub": epub({"one.xhtml": ONE})})
