"""What the parts of metadata share: values with their sources, and the choice of one of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import regex

from seedlib.parsing.html.metadata.harvest import Harvest, Mark, Region, bare_name
from seedlib.parsing.html.metadata.jsonld import LinkedData

__all__ = ["Choice", "Clue", "Signs", "distinct", "folded", "is_aside", "is_within", "one_line", "squashed"]

#: Words as values are compared: letters, marks and digits.
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")

#: The first label of addresses that are editions or hosts rather than names: `www.example.com`, `m.example.com`.
_HOST_LABEL = regex.compile(r"(?:www\d?|m|mobile|amp|web|blogs?)\.")

#: How many elements after the title's belong to it.
_UNDER = 40


class Clue(NamedTuple):
    """A value, and where the page says it."""

    value: str
    #: `json-ld`, `microdata`, `open-graph`, `meta`, `h1`, `byline`, `time` …
    source: str
    #: The number of the element that it stands in, if readers see it; else 0.
    order: int = 0


class Choice(NamedTuple):
    """A value that was chosen, where it is from, and what other sources say instead."""

    value: Any
    source: str
    order: int = 0
    others: tuple[Clue, ...] = ()
    #: The probability that it is right, in [0, 1].
    confidence: float = 1.0


class Signs(NamedTuple):
    """All that a page's metadata is read from."""

    harvest: Harvest
    data: LinkedData
    #: The page's blocks: text, and the number and region of the element.
    lines: tuple[Line, ...] = ()
    #: The address that somebody gives from outside.
    given_url: str = ""

    def meta(self, *names: str) -> Iterator[str]:
        """Yield the contents of `meta` elements of these names, one line each."""
        for name in names:
            for held in self.harvest.metas.get(name, ()):
                if words := one_line(held):
                    yield words

    def links(self, relation: str) -> Iterator[str]:
        """Yield the addresses of `link` elements of this relation."""
        return (held["href"].strip() for held in self.harvest.links.get(relation, ()) if held.get("href", "").strip())

    def addresses(self) -> Iterator[str]:
        """Yield what the page says, or somebody says, its address is."""
        yield from (url for url in (*self.links("canonical"), *self.meta("og:url", "twitter:url"), self.given_url) if url)

    def host(self) -> str:
        """Return the page's host in small letters without what is no name in it; empty if nothing says it."""
        for url in self.addresses():
            try:
                host = urlsplit(url if "//" in url else "").hostname or ""
            except ValueError:
                continue
            if "." in host:
                return _HOST_LABEL.sub("", host.lower(), count=1)
        return ""

    def items(self, *names: str) -> Iterator[tuple[Mark, str]]:
        """Yield the microdata and RDFa properties of these names, in small letters and without prefix, with what they hold."""
        for mark in self.harvest.marked:
            if mark.tag == "meta" and "itemprop" not in mark.attributes:
                continue
            given = f"{mark.attributes.get('itemprop', '')} {mark.attributes.get('property', '')}"
            if any(bare_name(word).lower() in names for word in given.split()):
                yield mark, one_line(mark.attributes.get("content", "")) or mark.text


class Line(NamedTuple):
    """A block of the page as metadata sees it."""

    text: str
    order: int
    region: int


def is_aside(order: int, region: int, title: int) -> bool:
    """Say whether an element stands beside the article: right under the title stands nothing else, whatever it is called."""
    return bool(region & Region.ASIDE) and not (title and 0 <= order - title <= _UNDER)


def one_line(words: str) -> str:
    """Return words without line ends and without entities that were escaped twice."""
    if "&" in words:
        words = unescape(words)
    return " ".join(words.split())


def folded(words: str) -> str:
    """Return words as they are compared: letters and digits in one case, a blank between words.

    >>> folded("“Rain”, he said")
    'rain he said'
    """
    return " ".join(_WORD.findall(words.replace("\u00ad", "").casefold()))


def squashed(words: str) -> str:
    """Return words as names of sites are compared: without blanks, as in a domain."""
    return "".join(_WORD.findall(words.casefold()))


def is_within(small: str, large: str) -> bool:
    """Say whether folded words stand in other folded words, in a row."""
    return bool(small) and f" {small} " in f" {large} "


def distinct(clues: Iterable[Clue], chosen: str) -> tuple[Clue, ...]:
    """Return the clues that say something else than what was chosen, each value once."""
    seen = {folded(chosen)}
    found = []
    for clue in clues:
        key = folded(clue.value)
        if key and key not in seen:
            seen.add(key)
            found.append(clue)
    return tuple(found)
