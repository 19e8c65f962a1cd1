r"""Cues: what a subtitle file shows, from when to when, as lines of text with their places in the source.

SubRip (`.srt`) has no specification; its files are read as VLC and ffmpeg read them. WebVTT is read as the W3C's recommendation says,
but that text behind a blank line is kept.

Rules:

- A line with two times and an arrow begins a cue; the number or name above it is no text.
- Markup (`<i>`, `<c.yellow>`, `{\an8}`) is no text; all other signs are.
- A file with parts missing gives the cues that are there: nothing here raises.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import NamedTuple

import regex

from seedlib.model import value
from seedlib.parsing.subtitles.known import TIMES

__all__ = ["Cue", "Spoken", "Stretch", "cues_of", "header_of"]

#: Blocks of WebVTT that are no cues.
_ASIDE = regex.compile(r"(?:NOTE|STYLE|REGION)(?=[ \t]|\Z)")

#: Tags of both formats, timestamps inside a cue, and the positions of SubStation Alpha that SubRip files have taken over. A voice
#: names who speaks: `<v.loud Anna Poe>`.
_TAG = regex.compile(
    r"""
      < (?: v (?:\.[^\s>]*)? (?: [ \t]+ (?P<voice>[^<>\n]{1,100}) )
        | /? (?: b | i | u | s | c | v | ruby | rt | lang | font | span ) (?: [.\s] [^<>\n]{0,200} )? /?
        | br [ ]* /?
        | [\d:.]{5,15}
        ) >
    | \{ \\ [^{}\n]{1,80} \}
    | \{ /? [biusyBIUSY] (?: : [^{}\n]{1,40} )? \}
    """,
    regex.VERBOSE,
)

#: What WebVTT writes signs as that it needs itself; SubRip files have them too.
_REFERENCE = regex.compile(r"&(?:amp|lt|gt|nbsp|lrm|rlm|quot|apos|\#\d{1,7}|\#[xX][\da-fA-F]{1,6});")

#: Signs that say that another one speaks, in captions for the deaf: `>> `, `>>> `.
_OTHER_SPEAKER = regex.compile(r"[ \t]*(?:>>|&gt;&gt;)")

_NUMBER = regex.compile(r"\d{1,6}")


class Stretch(NamedTuple):
    """Text of a line, and its place in the source; `exact` where it is the source's to the letter."""

    text: str
    start: int
    end: int
    exact: bool


@value(kw_only=True)
class Spoken:
    """A line of a cue without its markup."""

    stretches: tuple[Stretch, ...]
    #: Who speaks it, where markup says so, with the place of the name.
    voice: Stretch | None = None
    #: Whether signs say that another one begins to speak.
    changed: bool = False

    @property
    def text(self) -> str:
        """The words."""
        return "".join(stretch.text for stretch in self.stretches)


@value(kw_only=True)
class Cue:
    """Lines that are shown together."""

    #: Seconds from the beginning.
    start: float
    end: float
    lines: tuple[Spoken, ...]


class _Line(NamedTuple):
    text: str
    #: Where it stands in the source.
    start: int


def header_of(text: str) -> dict[str, str]:
    """Return what the header of a WebVTT file says: `Language`, `Kind`; empty for SubRip."""
    lines = text.lstrip("\ufeff").splitlines()
    if not lines or not lines[0].startswith("WEBVTT"):
        return {}
    found = {}
    for line in lines[1:20]:
        name, colon, held = line.partition(":")
        if not line.strip() or not colon or TIMES.match(line):
            break
        found[name.strip().lower()] = held.strip()
    return found


def cues_of(text: str) -> Iterator[Cue]:
    """Yield the cues of a file in order; those without words are left out."""
    lines = _lines(text)
    times = [(index, found) for index, line in enumerate(lines) if (found := TIMES.match(line.text))]
    borders = [*(index for index, _ in times[1:]), len(lines)]
    for (start, found), border in zip(times, borders, strict=False):  # without times there is one border all the same
        end = _without_label(lines, start, border) if border < len(lines) else border
        spoken: list[Spoken] = []
        for line in _without_asides(lines[start + 1 : end]):
            spoken += _spoken(line, spoken[-1].voice if spoken else None)  # a voice ends with its cue
        worded = tuple(part for part in spoken if part.text.strip())
        if worded:
            yield Cue(start=_seconds(found["from"]), end=_seconds(found["to"]), lines=worded)


def _lines(text: str) -> list[_Line]:
    found, start = [], 0
    for line in regex.split(r"\r\n|\r|\n", text):
        found.append(_Line(line, start))
        start += len(line) + (2 if text.startswith("\r\n", start + len(line)) else 1)
    return found


def _without_label(lines: list[_Line], start: int, border: int) -> int:
    """Return where the lines of a cue end, before the number or name of the next one at `border`."""
    label = border - 1
    if label <= start:
        return border
    words = lines[label].text.strip()
    below_blank = label - 1 > start and not lines[label - 1].text.strip()
    is_label = words and (_NUMBER.fullmatch(words) or below_blank)
    return label if is_label else border


def _without_asides(lines: list[_Line]) -> Iterator[_Line]:
    """Yield the lines of a cue without blank ones, and without the notes and styles that stand after it."""
    aside = False
    blank = False
    for line in lines:
        if not line.text.strip():
            blank, aside = True, False
        elif not aside:
            aside = blank and _ASIDE.match(line.text) is not None
            blank = False
            if not aside:
                yield line


def _seconds(words: str) -> float:
    main, *fraction = regex.split(r"[,.]", words)
    total = 0
    for number in main.split(":"):
        total = total * 60 + int(number)
    return total + (float(f"0.{fraction[0]}") if fraction else 0.0)


def _spoken(line: _Line, voice: Stretch | None) -> Iterator[Spoken]:
    """Yield a line without its markup, in parts where the voice changes in it."""
    stretches: list[Stretch] = []
    at = 0
    changed = _OTHER_SPEAKER.match(line.text) is not None
    for tag in _TAG.finditer(line.text):
        stretches += _stretches(line, at, tag.start())
        at = tag.end()
        if tag["voice"] or tag[0] == "</v>":
            if any(stretch.text.strip() for stretch in stretches):
                yield Spoken(stretches=tuple(stretches), voice=voice, changed=changed)
                stretches, changed = [], False
            voice = _named(line, tag) if tag["voice"] else None
    stretches += _stretches(line, at, len(line.text))
    yield Spoken(stretches=tuple(stretches), voice=voice, changed=changed)


def _named(line: _Line, tag: regex.Match[str]) -> Stretch | None:
    """Return the name in the tag of a voice."""
    name = tag["voice"].strip()
    start = line.start + tag.start("voice") + tag["voice"].index(name)
    return Stretch(name, start, start + len(name), exact=True) if name else None


def _stretches(line: _Line, start: int, end: int) -> Iterator[Stretch]:
    """Yield a piece of a line, its character references apart."""
    at = start
    for found in _REFERENCE.finditer(line.text, start, end):
        if found.start() > at:
            yield Stretch(line.text[at : found.start()], line.start + at, line.start + found.start(), exact=True)
        yield Stretch(html.unescape(found[0]), line.start + found.start(), line.start + found.end(), exact=False)
        at = found.end()
    if at < end:
        yield Stretch(line.text[at:end], line.start + at, line.start + end, exact=True)
