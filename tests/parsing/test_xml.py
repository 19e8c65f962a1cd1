"""XML is read without trust: nothing is fetched, nothing grows, and errors say where."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from seedlib.components import Settings
from seedlib.errors import LimitError, ParseError
from seedlib.parsing.xml import decode_xml, local_name, root_of, root_tag, text_of

SETTINGS = Settings(max_characters=1_000_000, max_nesting=100)


@pytest.mark.parametrize(
    ("label", "raw", "text"),
    [
        ("utf-8", "<a>Łódź</a>".encode(), "Łódź"),
        ("utf-8 with a mark", "\ufeff<a>Łódź</a>".encode(), "Łódź"),
        ("a declaration that is right", '<?xml version="1.0" encoding="iso-8859-2"?><a>Łódź</a>'.encode("iso-8859-2"), "Łódź"),
        ("an encoding that expat does not know", '<?xml version="1.0" encoding="Big5"?><a>新聞</a>'.encode("big5"), "新聞"),
        ("another", "<?xml version='1.0' encoding='shift_jis'?><a>新聞</a>".encode("shift_jis"), "新聞"),
        ("a declaration that is wrong", '<?xml version="1.0" encoding="iso-8859-1"?><a>Łódź</a>'.encode(), "Łódź"),
        ("utf-16 with a mark", '<?xml version="1.0" encoding="utf-16"?><a>Łódź</a>'.encode("utf-16"), "Łódź"),
        ("utf-16 without one", '<?xml version="1.0"?><a>It rained on Monday.</a>'.encode("utf-16-be"), "It rained on Monday."),
        ("declared as utf-16, and is not", b'<?xml version="1.0" encoding="utf-16"?><a>rain</a>', "rain"),
        ("white space before the declaration", b'\n <?xml version="1.0" encoding="utf-8"?><a>rain</a>', "rain"),
        ("XML 1.1, alone", b'<?xml version="1.1" standalone="yes"?><a>rain&nbsp;now</a>', "rain\u00a0now"),
        ("HTML's entities", b"<a>fish &amp; chips&nbsp;&mdash; &#8364;5&hellip;</a>", "fish & chips\u00a0— €5…"),
        ("an unknown entity is as it is written", b"<a>&unknown; &amp;</a>", "&unknown; &"),
        ("an entity in CDATA is text", b"<a><![CDATA[<b>&nbsp;</b>]]></a>", "<b>&nbsp;</b>"),
        ("a DOCTYPE", b'<!DOCTYPE nitf PUBLIC "-//IPTC//DTD NITF 3.5//EN" "http://example.org/nitf.dtd"><nitf>rain</nitf>', "rain"),
        ("a DOCTYPE with a picture", b'<!DOCTYPE a [<!NOTATION gif SYSTEM "g"><!ENTITY p SYSTEM "p.gif" NDATA gif>]><a>rain</a>', "rain"),
        ("comments and instructions", b'<!-- one --><?xml-stylesheet href="s.css"?><a>ra<!-- two -->in<?x y?></a>', "rain"),
        ("CRLF is one line end", b"<a>one\r\ntwo</a>", "one\ntwo"),
    ],
)
def test_text(label: str, raw: bytes, text: str) -> None:
    """Whatever the encoding, the declaration and the entities, the text is right."""
    assert "".join(root_of(raw, SETTINGS, "a story").itertext()) == text, label


def test_names_have_their_namespace() -> None:
    """As in the standard library, `{http://…}name`; a default of the DOCTYPE adds no attribute."""
    root = root_of('<!DOCTYPE a [<!ATTLIST a z CDATA "wide">]><a xmlns="urn:one" xmlns:t="urn:two" t:x="1" y="2"/>', SETTINGS, "a story")
    assert (root.tag, root.attrib, local_name(root)) == ("{urn:one}a", {"{urn:two}x": "1", "y": "2"}, "a")


def test_text_of_an_element() -> None:
    """White space is collapsed, and no element has no text."""
    assert (text_of(root_of("<a> one\n <b>two</b></a>", SETTINGS, "a story")), text_of(None)) == ("one two", "")


@pytest.mark.parametrize(
    ("label", "raw", "found", "where"),
    [
        ("an entity of its own", '<!DOCTYPE a [\n<!ENTITY b "c">]><a>&b;</a>', "found a story with an entity of its own, 'b'", "line 2"),
        ("one that names a file", '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', "'b'", "line 1"),
        ("one for the DOCTYPE", '<!DOCTYPE a [<!ENTITY % b SYSTEM "http://example.org/x"> %b;]><a/>', "'b'", "line 1"),
        ("cut", "<a><b>rain</b>", "a story that is not well-formed XML (no element found)", "line 1, column 15"),
        ("cut in a tag", "<a>\n<b clas", "(unclosed token)", "line 2, column 1"),
        ("nothing", "", "found nothing in a story", "line 1, column 1"),
        ("blanks", b" \n ", "found nothing in a story", "line 2, column 2"),
        ("crossed", "<a><b></a></b>", "(mismatched tag)", "line 1, column 9"),
        ("a control sign", "<a>\x08</a>", "(not well-formed (invalid token))", "line 1, column 4"),
        ("text alone", "It rained.", "not well-formed", "line 1, column 1"),
    ],
)
def test_refused(label: str, raw: str | bytes, found: str, where: str) -> None:
    """A document that is no XML, or unsafe, is an error that names it, what is wrong, and where."""
    with pytest.raises(ParseError) as caught:
        root_of(raw, SETTINGS, "a story")
    assert (found in caught.value.message, caught.value.where, bool(caught.value.advice)) == (True, where, True), label


@pytest.mark.parametrize(
    ("label", "raw", "found"),
    [
        ("deep", "<a>" * 101 + "</a>" * 101, "found elements nested more than 100 deep in a story"),
        ("many", "<a>" + "<b/>" * 300_000 + "</a>", "found more than 250,000 elements in a story"),
        ("long", "<a>" + "x" * 4_000_000 + "</a>", "found a story of 4,000,007 bytes of XML, expected at most 4,000,004"),
    ],
)
def test_limits(label: str, raw: str, found: str) -> None:
    """Nesting, elements and size are bounded, and the error names the setting."""
    with pytest.raises(LimitError, match=r"raise Settings\.max_") as caught:
        root_of(raw, SETTINGS, "a story")
    assert caught.value.message.startswith(found), label


def test_a_hundred_levels_are_read() -> None:
    """The limit itself is allowed."""
    assert root_of("<a>" * 100 + "</a>" * 100, SETTINGS, "a story").tag == "a"


def test_time_grows_with_length_alone() -> None:
    """A giant attribute, a giant text and a million comments take no more than a moment."""
    for raw in ('<a b="' + "x" * 3_900_000 + '"/>', "<a>" + "&nbsp;" * 600_000 + "</a>", "<a>" + "<!---->" * 500_000 + "</a>"):
        start = time.perf_counter()
        root_of(raw, SETTINGS, "a story")
        assert time.perf_counter() - start < 2


def test_nothing_is_fetched(tmp_path: Path) -> None:
    """A DTD that lies beside the document is not opened, though it would change the text."""
    (tmp_path / "story.dtd").write_text('<!ENTITY rain "snow">', "utf-8")
    uri = (tmp_path / "story.dtd").as_uri()
    assert root_of(f'<!DOCTYPE a SYSTEM "{uri}"><a>&rain;</a>', SETTINGS, "a story").text == "&rain;"


@pytest.mark.parametrize(
    ("head", "tag"),
    [
        (b'<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "n.dtd"><nitf><head>', "nitf"),
        ('\ufeff<feed xmlns="urn:feed" x="'.encode(), None),
        ('<feed xmlns="urn:feed"><entry>'.encode("utf-16"), "{urn:feed}feed"),
        (b"  <a><b></a>", "a"),
        (b"It rained.", None),
        (b"", None),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", None),
    ],
)
def test_root_tag(head: bytes, tag: str | None) -> None:
    """The first bytes show which XML it is, or none."""
    assert root_tag(head) == tag


def test_decoding_is_told() -> None:
    """An encoding that was declared and is not the bytes' is a finding."""
    decoded = decode_xml('<?xml version="1.0" encoding="iso-8859-1"?><a>Łódź</a>'.encode())
    assert (decoded.encoding, decoded.by, [p.kind for p in decoded.problems]) == ("utf-8", "valid", ["encoding-conflict"])
    assert decode_xml(b"<a>\xe9</a>", "latin-1").text == "<a>é</a>"
