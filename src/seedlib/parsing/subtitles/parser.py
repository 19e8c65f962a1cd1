"""Subtitles (SubRip, WebVTT): what is said, as paragraphs, with the seconds at which each is shown.

Rules:

- The text is that of the cues in order; numbers, times and markup are not in it. Lines of a paragraph keep their line ends.
- A paragraph ends where another one speaks, at a pause behind the end of a sentence, and where it gets long.
- Where markup names who speaks, the name stands before his words as in any transcript, `Anna Poe: …`; such turns are stated.
- Live captions that show a line again while the next comes up have it once, and a notice counts what was left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import BinaryIO

import attrs
import regex

from seedlib.components import Context, Hint, Parsed
from seedlib.errors import ParseError
from seedlib.model import Attributes, Notice, SourceRun, is_language, value
from seedlib.parsing.additions import Marked, with_attributes
from seedlib.parsing.articles import analysis_of, given_by
from seedlib.parsing.decoding import read_decoded
from seedlib.parsing.keys import END, START
from seedlib.parsing.layout import SENTENCE_END, Piece, turn_at
from seedlib.parsing.subtitles.cues import Cue, Spoken, Stretch, cues_of, header_of
from seedlib.parsing.turns import Turn

__all__ = ["parse"]

_NAME = "seedlib:subtitles"

#: A pause of so many seconds parts paragraphs behind the end of a sentence, and anywhere.
_PAUSE, _LONG_PAUSE = 1.5, 6.0

#: A paragraph with more characters ends with its sentence, and one with far more with its line: machines write no stops.
_LONG, _TOO_LONG = 500, 2_000

#: So many seconds may lie between two cues of live captions that show the same line.
_AT_ONCE = 0.3

#: A cue that is shown for no longer only moves the lines of live captions.
_FLASH = 0.1

#: Who begins to speak before a colon in capitals: `ANNA: `, `MR. POE: `.
_CAPITALS = regex.compile(r"[^\p{Ll}:]{2,40}:\s")

#: A line that is no speech: `[Applause]`, `(music playing)`, `♪ ♪`.
_NOTE = regex.compile(r"-?\s*(?:\[[^\[\]]{1,100}\]|\([^()]{1,100}\)|[♪♫#\s]+)")


@value(kw_only=True)
class _Paragraph:
    """Lines that belong together."""

    start: float
    end: float
    lines: tuple[Spoken, ...]
    #: Whether it is a note of sounds.
    note: bool = False

    @property
    def size(self) -> int:
        """How many characters it has, about."""
        return sum(len(line.text) for line in self.lines)


def _fresh(cues: Sequence[Cue]) -> Iterator[Cue]:
    """Yield the cues, each without the lines that the one before it shows already."""
    before: Cue | None = None
    for cue in cues:
        texts = [line.text.strip() for line in cue.lines]
        same = 0
        if before is not None and cue.start - before.end < _AT_ONCE:
            shown = [line.text.strip() for line in before.lines]
            sizes = range(min(len(shown), len(texts)), 0, -1)
            same = next((size for size in sizes if shown[-size:] == texts[:size]), 0)
            if same == len(texts) and cue.end - cue.start > _FLASH:
                same = 0  # somebody says it again
        yield attrs.evolve(cue, lines=cue.lines[same:])
        before = cue


def _paragraphs(cues: Sequence[Cue]) -> list[_Paragraph]:
    found: list[_Paragraph] = []
    for cue in cues:
        for line in cue.lines:
            note = _NOTE.fullmatch(line.text.strip()) is not None
            if found and not note and not found[-1].note and not _parted(found[-1], cue, line):
                found[-1] = attrs.evolve(found[-1], end=max(cue.end, found[-1].end), lines=(*found[-1].lines, line))
            else:
                found.append(_Paragraph(start=cue.start, end=max(cue.start, cue.end), lines=(line,), note=note))
    return found


def _parted(paragraph: _Paragraph, cue: Cue, line: Spoken) -> bool:
    """Say whether a line begins a paragraph of its own after the lines of another."""
    last = paragraph.lines[-1]
    words = line.text.strip()
    if line.changed or (line.voice and line.voice.text) != (last.voice and last.voice.text) or words.startswith(("- ", "– ", "— ")):
        return True
    ended = SENTENCE_END.search(last.text.rstrip()) is not None
    if _CAPITALS.match(words) or (ended and turn_at(words, 0, len(words))):
        return True
    pause = cue.start - paragraph.end
    if pause >= _LONG_PAUSE or paragraph.size >= _TOO_LONG:
        return True
    return ended and (pause >= _PAUSE or paragraph.size >= _LONG)


@value(kw_only=True)
class _Set:
    """The text of paragraphs, and what lies where in it."""

    text: str
    pieces: list[Piece]
    runs: tuple[SourceRun, ...]
    marks: list[Marked]
    turns: tuple[Turn, ...]
    #: Whether markup names the speaker of every paragraph but notes.
    voiced: bool


def _set(paragraphs: Sequence[_Paragraph]) -> _Set:
    """Put the paragraphs together."""
    writing = _Writing()
    pieces, marks, turns = [], [], []
    before: str | None = None
    for number, paragraph in enumerate(paragraphs):
        if number:
            writing.add("\n\n")
        start = writing.size
        voice = paragraph.lines[0].voice
        if voice and voice.text != before and not paragraph.note:
            writing.copy(voice)
            turns.append(Turn(index=number, speaker=(start, writing.size), start=writing.size + 2, begin=start))
            writing.add(": ")
        if not paragraph.note:
            before = voice.text if voice else None
        for index, line in enumerate(paragraph.lines):
            if index:
                writing.add("\n")
            writing.line(line)
        pieces.append(Piece("boilerplate" if paragraph.note else "paragraph", start, writing.size))
        marks.append(Marked(start, writing.size, Attributes().having(START, paragraph.start).having(END, paragraph.end)))
    voiced = all(paragraph.note or paragraph.lines[0].voice for paragraph in paragraphs) and bool(turns)
    return _Set(text="".join(writing.texts), pieces=pieces, runs=tuple(writing.runs), marks=marks, turns=tuple(turns), voiced=voiced)


class _Writing:
    """A text on its way, and where its stretches are from."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.runs: list[SourceRun] = []
        self.size = 0

    def add(self, text: str) -> None:
        """Write what is not in the source."""
        self.texts.append(text)
        self.size += len(text)

    def copy(self, stretch: Stretch) -> None:
        """Write a stretch of the source."""
        start = self.size
        self.add(stretch.text)
        self.runs.append(SourceRun(start=start, end=self.size, source_start=stretch.start, source_end=stretch.end, exact=stretch.exact))

    def line(self, line: Spoken) -> None:
        """Write a line without the white space at its ends."""
        stretches = [stretch for stretch in line.stretches if stretch.text]
        while stretches and not stretches[0].text.strip():
            del stretches[0]
        while stretches and not stretches[-1].text.strip():
            del stretches[-1]
        for index, stretch in enumerate(stretches):
            text, start, end = stretch.text, stretch.start, stretch.end
            if stretch.exact and index == 0:
                start += len(text) - len(text.lstrip())
                text = text.lstrip()
            if stretch.exact and index == len(stretches) - 1:
                end -= len(text) - len(text.rstrip())
                text = text.rstrip()
            self.copy(Stretch(text, start, end, stretch.exact))


def parse(stream: BinaryIO, hint: Hint, context: Context) -> Iterator[Parsed]:
    """Yield the document of a file of subtitles."""
    decoded = read_decoded(stream, hint, context.settings)
    cues = list(cues_of(decoded.text))
    if not cues:
        advice = "check what the file is, or how it was made or fetched"
        raise ParseError(
            "found no cue with words in it, expected lines such as 00:00:06,500 --> 00:00:09,000 with text below", advice=advice
        )
    fresh = [cue for cue in _fresh(cues) if cue.lines]
    header = header_of(decoded.text)
    written = _set(_paragraphs(fresh))
    given = given_by(decoded, _NAME, "text/vtt" if decoded.text.lstrip("\ufeff").startswith("WEBVTT") else "application/x-subrip")
    fields = {"genre": "transcript"}
    if is_language(header.get("language", "")):
        fields["language"] = header["language"]
    again = sum(len(cue.lines) for cue in cues) - sum(len(cue.lines) for cue in fresh)
    message = f"{again} lines that captions show again while the next one comes up are in the text once."
    given = attrs.evolve(
        given,
        fields=fields,
        origin=attrs.evolve(given.origin, source_map=written.runs),
        notices=(*given.notices, Notice(code="repeated-lines", message=message, component=_NAME)) if again else given.notices,
        turns=written.turns if written.voiced else None,
        is_speech=True,
    )
    yield with_attributes(analysis_of(written.text, given, context, written.pieces), written.marks)
