"""Web archives: WARC and ARC files, each answer with text a part (extra `warc`, by warcio).

Modules: `bodies` (an answer's body, with what HTTP wrapped it in taken off), `parser` (the record, which records count, errors).
"""

from __future__ import annotations

from seedlib.parsing.warc.parser import WARC

__all__ = ["WARC"]
