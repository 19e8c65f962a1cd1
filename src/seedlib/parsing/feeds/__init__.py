"""Feeds: RSS, RDF, Atom, CDF, WordPress exports and JSON Feed, a document an entry (extra `feeds`, by feedparser).

Modules: `known` (the record), `parser` (feeds in XML), `jsonfeed` (feeds in JSON), `entries` (an entry of either to a document).
"""

from __future__ import annotations

from seedlib.parsing.feeds.known import FEED

__all__ = ["FEED"]
