"""How news in XML is known, and its parser, which is loaded when the first file of it is read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from seedlib.components import Context, Hint, Parsed, Parser, Rank
from seedlib.parsing.formats import media_type_of
from seedlib.parsing.xml import root_tag

__all__ = ["ANY", "ITEMS", "NEWS_XML", "ROOTS"]

#: Elements that are an item of some kind (NewsML-G2 2.35).
ITEMS = frozenset({"newsitem", "packageitem", "conceptitem", "knowledgeitem", "planningitem", "catalogitem"})

#: Roots that say what a file is, in small letters, and its media type.
ROOTS = {
    "nitf": "application/nitf+xml",
    "newsmessage": "application/vnd.iptc.g2.newsmessage+xml",
    "contentset": "application/vnd.iptc.g2.newsitem+xml",
    "newsml": "text/vnd.iptc.newsml",
    **{name: f"application/vnd.iptc.g2.{name}+xml" for name in ITEMS},
}
ANY = "application/xml"


def _accepts(head: bytes, hint: Hint) -> Rank:
    tag = root_tag(head)
    if tag is None:
        return Rank.SUFFIX if hint.suffix in NEWS_XML.suffixes and b"<" in head[:64].replace(b"\0", b"") else Rank.NO
    if tag.rpartition("}")[2].casefold() in ROOTS:
        return Rank.CONTENT
    if media_type_of(hint) in NEWS_XML.media_types:
        return Rank.MEDIA_TYPE
    declared = head.replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<?xml")
    return Rank.SUFFIX if hint.suffix in NEWS_XML.suffixes or declared else Rank.NO


def _parse(stream: BinaryIO, hint: Hint, context: Context) -> Iterator[Parsed]:
    from seedlib.parsing.newsxml.parser import parse  # not before a file is read

    return parse(stream, hint, context)


#: Reads news in XML.
NEWS_XML = Parser(
    name="news-xml",
    accepts=_accepts,
    parse=_parse,
    suffixes=(".xml", ".nitf", ".newsml"),
    media_types=("application/xml", "text/xml", "text/vnd.iptc.nitf", *sorted(set(ROOTS.values()))),
)
