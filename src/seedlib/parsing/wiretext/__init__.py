"""Wire text: what agencies send over teleprinter lines (IPTC 7901, ANPA 1312).

`known` has the record, `parser` the rest.
"""

from __future__ import annotations

from seedlib.parsing.wiretext.known import WIRE_TEXT

__all__ = ["WIRE_TEXT"]
