"""Subtitles: cues, markup, paragraphs, who speaks, and what live captions repeat."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from seedlib.errors import ParseError
from seedlib.model import Analysis
from seedlib.parsing.keys import END, START
from seedlib.parsing.subtitles import SUBTITLES
from seedlib.parsing.subtitles.cues import cues_of, header_of
from seedlib.testing import check_parser
from tests.parsing.conftest import Parse

VTT = """WEBVTT - Evening line
Kind: captions
Language: en-GB

NOTE made by hand

STYLE
::cue { color: red }

intro
00:01.000 --> 00:04.000 align:start
<v Anna Poe>Good evening. The <i>ban</i> begins
in January &amp; stays.

00:04.500 --> 00:06.000
<v Anna Poe>That is the law.</v>

00:07.000 --> 00:09.000
<v.loud Bruno Falk>We will sue. <v Anna Poe>Do so.

00:09.500 --> 00:10.000
[door slams]

01:00:10.000 --> 01:00:12.000
<v Bruno Falk>Tomorrow.
"""

SRT = """1
00:00:01,000 --> 00:00:02,000
>> ANNA: Good evening.

2
00:00:02,100 --> 00:00:04,000
Will it <b>rain</b>?
3
00:00:05,000 --> 00:00:06,000 X1:100
>> FALK: {\\an8}No.

Not ever.

4
00:00:06,000 --> 00:00:07,000
ANNA: 12 men say so.
"""


def read(parse: Parse, raw: str | bytes, name: str) -> Analysis:
    """Return the document of a file."""
    (analysis,) = parse(raw, name)
    assert isinstance(analysis, Analysis)
    return analysis


def blocks(analysis: Analysis) -> list[tuple[str, str]]:
    return [(block.kind, analysis.document[block.span]) for block in analysis.document.blocks]


def turns(analysis: Analysis) -> list[tuple[str, str]]:
    found = analysis.layers.quotations or ()
    return [(analysis.document[turn.speaker], analysis.document[turn.span]) for turn in found if turn.speaker]


def test_voices_of_webvtt_are_turns(parse: Parse) -> None:
    """Names, styles, notes and times are no text; who speaks stands before it, once for each turn."""
    analysis = read(parse, VTT, "talk.vtt")
    assert blocks(analysis) == [
        ("paragraph", "Anna Poe: Good evening. The ban begins\nin January & stays.\nThat is the law."),
        ("paragraph", "Bruno Falk: We will sue."),
        ("paragraph", "Anna Poe: Do so."),
        ("boilerplate", "[door slams]"),
        ("paragraph", "Bruno Falk: Tomorrow."),
    ]
    assert turns(analysis) == [
        ("Anna Poe", "Good evening. The ban begins\nin January & stays.\nThat is the law."),
        ("Bruno Falk", "We will sue."),
        ("Anna Poe", "Do so."),
        ("Bruno Falk", "Tomorrow."),
    ]
    assert (set(analysis.stated), analysis.document.genre, analysis.document.language) == ({"quotations"}, "transcript", "en-GB")


def test_a_note_in_a_voice_names_nobody(parse: Parse) -> None:
    """The first words behind it do."""
    raw = "WEBVTT\n\n00:01 --> 00:02\n<v Anna>[laughs]\n\n00:02 --> 00:03\n<v Anna>Good evening.\n"
    assert blocks(read(parse, raw, "a.vtt")) == [("boilerplate", "[laughs]"), ("paragraph", "Anna: Good evening.")]


def test_blocks_know_when_they_are_shown(parse: Parse) -> None:
    """In seconds, from the first cue of a paragraph to its last."""
    analysis = read(parse, VTT, "talk.vtt")
    times = [(block.attributes[START], block.attributes[END]) for block in analysis.document.blocks]
    assert times == [(1.0, 6.0), (7.0, 9.0), (7.0, 9.0), (9.5, 10.0), (3610.0, 3612.0)]


@pytest.mark.parametrize(("raw", "name"), [(VTT, "a.vtt"), (SRT, "a.srt"), (SRT.replace("\n", "\r\n"), "a.srt")])
def test_text_leads_back_to_the_source(raw: str, name: str, parse: Parse) -> None:
    """Every word but the colons after names has a place; what is exact is there to the letter."""
    analysis = read(parse, raw, name)
    document = analysis.document
    runs = document.origin.source_map
    exact = [run for run in runs if run.exact]
    assert [document.text[run.start : run.end] for run in exact] == [raw[run.source_start : run.source_end] for run in exact]
    covered = {at for run in runs for at in range(run.start, run.end)}
    assert {sign for at, sign in enumerate(document.text) if at not in covered} <= {":", " ", "\n"}


@pytest.mark.parametrize("raw", [SRT, SRT.replace("\n", "\r\n"), "\ufeff" + SRT, "\n\n" + SRT, SRT.replace("\n\n", "\n")])
def test_speakers_in_capitals_are_turns(raw: str, parse: Parse) -> None:
    """Whatever the line ends, and with blank lines missing or too many."""
    analysis = read(parse, raw.encode(), "talk.srt")
    assert turns(analysis) == [("ANNA", "Good evening.\nWill it rain?"), ("FALK", "No.\nNot ever."), ("ANNA", "12 men say so.")]


LIVE = """WEBVTT

00:00.000 --> 00:02.000
the<00:00:00.200><c> minister</c><00:00:00.400><c> said</c>

00:02.000 --> 00:02.010
the minister said

00:02.010 --> 00:04.000
the minister said
that rice will

00:04.000 --> 00:06.000
that rice will
stay.
"""


def test_live_captions_show_a_line_once(parse: Parse) -> None:
    """What comes up again with the next line is left out, and counted."""
    analysis = read(parse, LIVE, "live.vtt")
    assert analysis.document.text == "the minister said\nthat rice will\nstay."
    assert [notice.code for notice in analysis.notices] == ["repeated-lines"]


def test_what_somebody_says_twice_is_there_twice(parse: Parse) -> None:
    """A whole cue that is said again is no live caption."""
    raw = "1\n00:00:01,000 --> 00:00:02,000\nNo.\n\n2\n00:00:02,000 --> 00:00:03,000\nNo.\n"
    assert read(parse, raw, "a.srt").document.text == "No.\nNo."


PARAGRAPHS = [
    ("a sentence over two cues", ["00:01 --> 00:02\nIt rained", "00:09 --> 00:10\non Monday."], 2),
    ("a pause inside a sentence", ["00:01 --> 00:02\nIt rained", "00:05 --> 00:06\non Monday."], 1),
    ("a pause after a sentence", ["00:01 --> 00:02\nIt rained.", "00:05 --> 00:06\nIt snowed."], 2),
    ("no pause after a sentence", ["00:01 --> 00:02\nIt rained.", "00:02 --> 00:03\nIt snowed."], 1),
    ("two speak in one cue", ["00:01 --> 00:02\n- Did it rain?\n- It did."], 2),
    ("a note", ["00:01 --> 00:02\nIt rained.", "00:02 --> 00:03\n(thunder)", "00:03 --> 00:04\nIt snowed."], 3),
    ("a colon inside a sentence", ["00:01 --> 00:02\nI say", "00:02 --> 00:03\nOne thing: it rained."], 1),
]


@pytest.mark.parametrize(("label", "cues", "count"), PARAGRAPHS, ids=[case[0] for case in PARAGRAPHS])
def test_paragraphs(label: str, cues: list[str], count: int, parse: Parse) -> None:
    """Sentences go on over cues; pauses and speakers part them."""
    analysis = read(parse, "WEBVTT\n\n" + "\n\n".join(cues) + "\n", "a.vtt")
    assert len(analysis.document.blocks) == count, label


def test_long_talks_without_stops_have_paragraphs(parse: Parse) -> None:
    """Machines write none."""
    cues = "\n\n".join(
        f"{at // 60:02}:{at % 60:02}.000 --> {at // 60:02}:{at % 60:02}.900\nso many words that nobody stops them" for at in range(600)
    )
    analysis = read(parse, f"WEBVTT\n\n{cues}\n", "a.vtt")
    sizes = [block.span.end - block.span.start for block in analysis.document.blocks]
    assert (len(sizes) > 5, max(sizes) < 2_200) == (True, True)


MARKUP = [
    ("<i>It</i> <font color='#fff'>rained</font>", "It rained"),
    ("{\\an8}It {i}rained{/i}", "It rained"),
    ("It &lt;rained&gt; &amp; &quot;snowed&quot;", 'It <rained> & "snowed"'),
    ("2 < 3 and 5 > 4", "2 < 3 and 5 > 4"),
    ("<lang fr>Il pleut</lang> <ruby>it<rt>rt</rt></ruby>", "Il pleut itrt"),
    ("A {sic} brace", "A {sic} brace"),
    ("<b>It rained", "It rained"),
]


@pytest.mark.parametrize(("raw", "text"), MARKUP)
def test_markup_is_no_text(raw: str, text: str) -> None:
    """All other signs are."""
    (cue,) = cues_of(f"1\n00:00:01,000 --> 00:00:02,000\n{raw}\n")
    assert cue.lines[0].text == text


TIMES = [
    ("00:00:06,500 --> 00:00:09,000", 6.5, 9.0),
    ("00:06.500 --> 01:09.000 position:10%", 6.5, 69.0),
    ("123:00:06,5-->123:00:09,050", 442806.5, 442809.05),
    ("0:6 -> 0:9", 6.0, 9.0),
]


@pytest.mark.parametrize(("line", "start", "end"), TIMES)
def test_times(line: str, start: float, end: float) -> None:
    """As the formats have them, and a little beside."""
    (cue,) = cues_of(f"{line}\nIt rained.\n")
    assert (cue.start, cue.end) == (start, end)


def test_cues_without_blank_lines_between_keep_their_words() -> None:
    """Only a number, or a name below a blank line, belongs to the next cue."""
    cues = cues_of("00:01 --> 00:02\nIt rained.\n00:02 --> 00:03\nIt snowed.\n7\n00:03 --> 00:04\nIt hailed.\n")
    assert [[line.text for line in cue.lines] for cue in cues] == [["It rained."], ["It snowed."], ["It hailed."]]


def test_header_of_webvtt() -> None:
    """Names in small letters; SubRip has none."""
    assert header_of(VTT) == {"kind": "captions", "language": "en-GB"}
    assert header_of(SRT) == {}


TAKEN = [
    (SRT.encode(), "a.txt", "subtitles"),
    (SRT.encode("utf-16"), "a.txt", "subtitles"),
    (VTT.encode(), None, "subtitles"),
    (b"WEBVTTX is no header", None, "text"),
    (b"1\nIt rained at 00:00:01 --> no.", "a.txt", "text"),
    (b"It rained.", "a.srt", "subtitles"),
    (b"[Script Info]\nTitle: Rain", "a.ass", "refused"),
]


@pytest.mark.parametrize(("head", "name", "expected"), TAKEN)
def test_who_takes_them(head: bytes, name: str | None, expected: str, accepted: Callable[..., Any]) -> None:
    """By what they begin with, whatever the name; else by the name."""
    assert accepted(head, name) == expected


@pytest.mark.parametrize("raw", ["It rained.", "1\n00:00:01,000 --> 00:00:02,000\n\n", "WEBVTT\n\nNOTE nothing\n"])
def test_files_without_words_are_refused(raw: str, parse: Parse) -> None:
    """The error shows what a cue looks like."""
    with pytest.raises(ParseError, match="found no cue with words"):
        parse(raw, "a.srt", media_type="text/vtt")


def test_damage_is_found_where_it_is(parse: Parse) -> None:
    """A byte that means nothing points at the text, not at the file."""
    analysis = read(parse, b"\xef\xbb\xbf" + SRT.encode().replace(b"Good", b"G\xffod"), "a.srt")
    (problem,) = analysis.problems
    assert problem.span is not None
    assert analysis.document[problem.span] == "\ufffd"


def test_contract() -> None:
    """It goes through the checks for parsers."""
    check_parser(SUBTITLES, {"a.vtt": VTT.encode(), "a.srt": SRT.encode(), "b.srt": SRT.encode("utf-16")})
