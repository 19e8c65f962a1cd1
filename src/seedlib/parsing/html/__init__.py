"""HTML pages: the tree, its text in blocks with their places in the source, what is main text, and what the page says of itself.

`known` has the record, `page` the parser, `fragments` what other formats need of it.
"""

from __future__ import annotations

from seedlib.parsing.html.known import HTML

__all__ = ["HTML"]
