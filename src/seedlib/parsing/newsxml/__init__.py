"""News in XML: agencies' formats (NITF, NewsML 1, NewsML-G2), and other XML with stories in it."""

from __future__ import annotations

from seedlib.parsing.newsxml.known import NEWS_XML

__all__ = ["NEWS_XML"]
