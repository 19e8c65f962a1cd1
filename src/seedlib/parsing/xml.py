"""XML, read safely: a tree of elements out of bytes that nobody vouches for.

Rules:

- Nothing is ever fetched. A DOCTYPE is passed over, and a document that declares entities of its own is refused: they can grow
  without end (CWE-776), and can name files (CWE-611).
- HTML's named entities are read wherever they stand in text: pages, feeds and books in XHTML have `&nbsp;`.
- Size, number of elements and nesting have limits, and nothing here recurses.
- What is encoded otherwise than expat knows is decoded first, as every text is (`seedlib.parsing.decoding`).
"""

from __future__ import annotations

import html.entities
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

import regex

from seedlib.components import Settings
from seedlib.errors import LimitError, ParseError
from seedlib.model import without_surrogates
from seedlib.parsing.decoding import Decoded, declared_inside, decode_declared

__all__ = ["attribute", "decode_xml", "local_name", "root_of", "root_tag", "text_of"]

#: The XML declaration: expat is given text that is decoded already, and need not know what encoding it was in. White space before
#: it is an error in XML, and common.
_DECLARATION = regex.compile(r"\s*<\?xml\b(?:[^?>]|\?(?!>))*+\?>")

#: A document may have one element for so many characters of the longest text that is allowed; the shortest element, `<a/>`, has as
#: many, and a file that is full of them would take forty times its size in memory.
_ELEMENT = 4

#: What expat says of a document that ends before its root does.
_CUT = frozenset(
    {
        expat.errors.XML_ERROR_NO_ELEMENTS,
        expat.errors.XML_ERROR_PARTIAL_CHAR,
        expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION,
        expat.errors.XML_ERROR_UNCLOSED_TOKEN,
    }
)


def decode_xml(raw: bytes, declared: str | None = None) -> Decoded:
    r"""Decode the bytes of an XML document; what it declares itself counts where nothing outside of it declares an encoding (RFC 7303).

    >>> decode_xml(b'<?xml version="1.0" encoding="cp1250"?><a>\x8a</a>').text[-5:-4]
    'Š'

    Args:
        raw: the bytes, whole.
        declared: an encoding that is declared outside, such as in an HTTP header.

    Raises:
        ParseError: they are no text.
    """
    return decode_declared(raw, declared, declared_inside(raw))


def root_of(raw: bytes | str, settings: Settings, what: str) -> Element:
    """Return the root element of an XML document; tags and attributes with their namespace, `{http://…}p`.

    >>> root_of("<p>fish&nbsp;<b>and</b> chips</p>", Settings(), "a menu")[0].tail
    ' chips'

    Args:
        raw: the document; bytes are decoded by `decode_xml`.
        settings: with the limits `max_characters` (of which it may have four times as many) and `max_nesting`.
        what: what errors call it, with its article: `a NITF story`, `content.xml of the OpenDocument text`.

    Raises:
        LimitError: it is too long, has too many elements, or they are nested too deeply.
        ParseError: it is not well-formed, or declares entities.
    """
    limit = settings.max_text_bytes
    if len(raw) > limit:
        raise LimitError(
            f"found {what} of {len(raw):,} bytes of XML, expected at most {limit:,}: four for each character that a text may have",
            advice="raise Settings.max_characters (--max-characters)",
        )
    text = decode_xml(raw).text if isinstance(raw, bytes) else without_surrogates(raw)[0]
    declaration = _DECLARATION.match(text)
    if declaration:  # white space in its place keeps lines and columns
        text = regex.sub(r"[^\n]", " ", declaration[0]) + text[declaration.end() :]
    reader = _Reader(settings, what)
    try:
        reader.parser.Parse(text, True)
    except expat.ExpatError as error:
        raise _not_well_formed(error, text, what) from error
    return reader.builder.close()


def root_tag(head: bytes) -> str | None:
    """Return the tag of the root element that the first bytes of a file show, with its namespace; None if they show none.

    >>> root_tag(b'<?xml version="1.0"?><!-- a --><feed xmlns="http://www.w3.org/2005/Atom">')
    '{http://www.w3.org/2005/Atom}feed'
    """
    found: list[str] = []
    parser = expat.ParserCreate(namespace_separator="}")
    parser.StartElementHandler = lambda tag, _: found.append(_full(tag))
    try:
        text = decode_xml(head).text
        declaration = _DECLARATION.match(text)
        parser.Parse(text[declaration.end() :] if declaration else text.lstrip())
    except (expat.ExpatError, ParseError):
        pass
    return found[0] if found else None


def local_name(element: Element) -> str:
    """Return an element's name without its namespace.

    >>> from seedlib import Settings
    >>> root = root_of('<feed xmlns="http://www.w3.org/2005/Atom"/>', Settings(), "a feed")
    >>> root.tag, local_name(root)
    ('{http://www.w3.org/2005/Atom}feed', 'feed')
    """
    return element.tag.rpartition("}")[2]


def attribute(element: Element | None, name: str) -> str:
    """Return an attribute's value whatever its namespace; empty if it is absent.

    >>> from seedlib import Settings
    >>> link = '<link xmlns:x="http://ledger.example" x:href="rain.html"/>'
    >>> attribute(root_of(link, Settings(), "a link"), "href")
    'rain.html'
    """
    held = element.attrib.items() if element is not None else ()
    return next((value for key, value in held if key.rpartition("}")[2] == name), "")


def text_of(element: Element | None) -> str:
    r"""Return all text in an element, runs of white space as one blank; empty for None.

    >>> from seedlib import Settings
    >>> text_of(root_of("<p>Rain\n <b>fell</b>.</p>", Settings(), "a page")), text_of(None)
    ('Rain fell.', '')
    """
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def _full(name: str) -> str:
    return "{" + name if "}" in name else name


class _Reader:
    """An expat parser that builds a tree within limits.

    Args:
        settings: with the limits.
        what: what errors call the document.
    """

    def __init__(self, settings: Settings, what: str) -> None:
        self.what = what
        self.depth, self.deepest = 0, settings.max_nesting
        self.count, self.most = 0, max(1, settings.max_characters // _ELEMENT)
        self.builder = TreeBuilder()
        self.parser = expat.ParserCreate(namespace_separator="}")
        self.parser.buffer_text = True
        self.parser.specified_attributes = True  # defaults of the DOCTYPE could give each element a mebibyte
        self.parser.UseForeignDTD(True)  # unknown entities go to `skipped` rather than end the document; fetches nothing
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.builder.data
        self.parser.SkippedEntityHandler = self.skipped
        self.parser.EntityDeclHandler = self.declared

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self.count += 1
        if self.depth > self.deepest:
            raise self.limit(f"elements nested more than {self.deepest:,} deep", "max_nesting")
        if self.count > self.most:
            raise self.limit(f"more than {self.most:,} elements", "max_characters")
        self.builder.start(_full(tag), {_full(name): held for name, held in attributes.items()})

    def end(self, tag: str) -> None:
        self.depth -= 1
        self.builder.end(_full(tag))

    def skipped(self, name: str, is_parameter: bool) -> None:
        """Read an entity that is HTML's; leave another as it is written."""
        if not is_parameter:
            self.builder.data(html.entities.html5.get(f"{name};", f"&{name};"))

    def declared(self, name: str, *rest: object) -> None:
        """Refuse a declaration of an entity, unless it is of data that is not XML, such as a picture."""
        if rest[-1] is None:
            raise ParseError(
                f"found {self.what} with an entity of its own, {name!r}, expected none: they can grow without end",
                where=f"line {self.parser.CurrentLineNumber}",
                advice="write its text out where it is used, and take the declaration away",
            )

    def limit(self, found: str, setting: str) -> LimitError:
        where = f"line {self.parser.CurrentLineNumber}"
        return LimitError(f"found {found} in {self.what}", where=where, advice=f"raise Settings.{setting} if you trust it")


def _not_well_formed(error: expat.ExpatError, text: str, what: str) -> ParseError:
    reason = expat.ErrorString(error.code) or "not well-formed"
    empty = not text.strip()
    found = f"nothing in {what}" if empty else f"{what} that is not well-formed XML ({reason})"
    return ParseError(
        f"found {found}, expected a whole document",
        where=f"line {error.lineno}, column {error.offset + 1}",
        advice="it may be cut: fetch or export it again" if reason in _CUT else "mend it there, or export it again",
    )
