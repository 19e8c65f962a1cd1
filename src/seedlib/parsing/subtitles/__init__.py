"""Subtitles: SubRip and WebVTT, read as a transcript.

Modules: `cues` (a file to cues: times, lines, voices), `parser` (cues to turns and paragraphs; the record).
"""

from __future__ import annotations

from seedlib.parsing.subtitles.parser import END, START, SUBTITLES

__all__ = ["END", "START", "SUBTITLES"]
