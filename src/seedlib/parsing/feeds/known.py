"""How a feed is known, and its parser, which is loaded when the first feed is read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

import regex

from seedlib.components import Context, Hint, Parsed, Parser, Rank
from seedlib.parsing.formats import media_type_of

__all__ = ["FEED", "JSON", "PROLOGUE", "ROOT", "XML"]

XML, JSON = "application/rss+xml", "application/feed+json"

#: What may stand before the root of an XML file: white space, comments, instructions, and a DOCTYPE with declarations of its own or not.
PROLOGUE = r"""
    (?:
        \s+ | <!--[\s\S]*?--> | <\?[\s\S]*?\?>
      | <!DOCTYPE (?: [^\[>"'] | "[^"]*" | '[^']*' )*+
        (?: \[ (?P<own> (?: [^\]"'] | "[^"]*" | '[^']*' )*+ ) \] \s* )? >
    )*+
    """

#: The beginning of a feed, and of a list of feeds: `<rss`, `<rdf:RDF`, `<atom:feed`, `<CHANNEL HREF=` (CDF), `<opml`.
ROOT = regex.compile(
    PROLOGUE.encode()
    + rb"""
    < (?: [\w.-]{1,40} : )?
    (?:
        (?P<root> rss | feed | opml )\b
      | (?P<root> rdf )\b [\s\S]*? (?: purl\.org/rss | my\.netscape\.com/rdf | <item\b )
      | (?P<root> channel )\b [^>]* \bhref\b
    )
    """,
    regex.IGNORECASE | regex.VERBOSE,
)

#: A feed in JSON: `"version": "https://jsonfeed.org/version/1.1"`, its strokes escaped or not.
_VERSION = regex.compile(rb"\s*\{[\s\S]*?\"version\"\s*:\s*\"https?:(?:\\?/){2}(?:www\.)?jsonfeed\.org(?:\\?/)")


def _accepts(head: bytes, hint: Hint) -> Rank:
    head = _narrow(head)
    if ROOT.match(head) or _VERSION.match(head):
        return Rank.CONTENT
    if media_type_of(hint) in FEED.media_types:
        return Rank.MEDIA_TYPE
    return Rank.SUFFIX if hint.suffix in FEED.suffixes and hint.suffix != ".xml" else Rank.NO


def _narrow(head: bytes) -> bytes:
    """Return the markup of a file's beginning as ASCII, whichever Unicode encoding it is in."""
    return head.replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")


def _parse(stream: BinaryIO, hint: Hint, context: Context) -> Iterator[Parsed]:
    from seedlib.parsing.feeds.parser import parse  # not before a file is read

    return parse(stream, hint, context)


#: Reads feeds. Many end in `.xml`, but what else does so is not one.
FEED = Parser(
    name="feed",
    accepts=_accepts,
    parse=_parse,
    suffixes=(".atom", ".cdf", ".rdf", ".rss", ".xml"),
    media_types=("application/atom+xml", JSON, "application/rdf+xml", XML),
)
