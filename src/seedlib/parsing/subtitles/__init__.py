"""Subtitles: SubRip and WebVTT, read as a transcript.

Modules: `cues` (a file to cues: times, lines, voices), `parser` (cues to turns and paragraphs), `known` (the record).
"""

from __future__ import annotations

from seedlib.parsing.subtitles.known import SUBTITLES

__all__ = ["SUBTITLES"]
