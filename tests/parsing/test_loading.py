"""What is loaded with the records of the parsers, and what when the first file of a kind is read."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec

#: Prints which modules an import of the parsers loads, then which of them reading a plain text adds.
_PROGRAM = """
import io, sys
from seedlib.components import Context, Hint
from seedlib.parsing import PARSERS
for parser in PARSERS:
    parser.accepts(b"It rained.", Hint(filename="a.txt"))
text = next(parser for parser in PARSERS if parser.name == "text")
list(text.parse(io.BytesIO(b"It rained."), Hint(filename="a.txt"), Context()))
print(*(name for name in sys.modules if name.startswith("seedlib.parsing")))
"""

#: What reads other formats, one module for each.
_READERS = {
    "seedlib.parsing.brat.parser", "seedlib.parsing.claimreview", "seedlib.parsing.feeds.parser", "seedlib.parsing.html.metadata",
    "seedlib.parsing.html.page", "seedlib.parsing.mail.parser", "seedlib.parsing.newsxml.parser", "seedlib.parsing.ninjs",
    "seedlib.parsing.office.epub", "seedlib.parsing.office.opendocument", "seedlib.parsing.office.word", "seedlib.parsing.pdf.parser",
    "seedlib.parsing.subtitles.parser", "seedlib.parsing.wiretext.parser",
}  # fmt: skip


def test_a_plain_text_loads_no_other_reader() -> None:
    """Each of them has patterns that take their time to compile, and that nobody needs who reads plain text."""
    run = subprocess.run([sys.executable, "-c", _PROGRAM], capture_output=True, text=True, check=True)

    assert set() == _READERS & set(run.stdout.split())
    assert [name for name in sorted(_READERS) if find_spec(name) is None] == []
