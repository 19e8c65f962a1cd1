"""Parliamentary debates for seedlib: a parser for Akoma Ntoso, and what debates need beside it.

- `reading`: the parser. It states who speaks in each turn; claims inside of the turns are found as in any transcript.
- `members`: `the hon. Member for Marlow North`, who has a seat rather than a name.
- `notes`: the reporters' notes in a speech, each a sentence of its own.
- `pledges`: a kind of claim, `debates:pledge`, and the qualifier that finds it.
- `checking`: turns whose markup names another speaker than their words.
- `writing`: a table of speeches, and the command `seedlib pledges`.
"""

import seedlib
from seedlib_debates.checking import CHECK
from seedlib_debates.members import RECOGNIZER
from seedlib_debates.notes import SEGMENTER
from seedlib_debates.pledges import PLEDGE, QUALIFIER
from seedlib_debates.reading import PARSER, SECTION, SITTING
from seedlib_debates.writing import COMMAND, EXPORTER

__all__ = [
    "CHECK",
    "COMMAND",
    "EXPORTER",
    "PARSER",
    "PLEDGE",
    "QUALIFIER",
    "RECOGNIZER",
    "SECTION",
    "SEGMENTER",
    "SITTING",
    "seedlib_attribute_keys",
    "seedlib_claim_kinds",
    "seedlib_commands",
    "seedlib_exporters",
    "seedlib_parsers",
    "seedlib_qualifiers",
    "seedlib_recognizers",
    "seedlib_segmenters",
    "seedlib_text_checks",
]


@seedlib.hookimpl
def seedlib_parsers():
    """Supply the parser."""
    return [PARSER]


@seedlib.hookimpl
def seedlib_attribute_keys():
    """Supply the names of what the parser puts on blocks and documents."""
    return [SECTION, SITTING]


@seedlib.hookimpl
def seedlib_segmenters():
    """Supply the cutter of notes."""
    return [SEGMENTER]


@seedlib.hookimpl
def seedlib_recognizers():
    """Supply the finder of members by their seats."""
    return [RECOGNIZER]


@seedlib.hookimpl
def seedlib_claim_kinds():
    """Supply the kind of claim."""
    return [PLEDGE]


@seedlib.hookimpl
def seedlib_qualifiers():
    """Supply the finder of pledges."""
    return [QUALIFIER]


@seedlib.hookimpl
def seedlib_text_checks():
    """Supply the check of speakers."""
    return [CHECK]


@seedlib.hookimpl
def seedlib_exporters():
    """Supply the table of speeches."""
    return [EXPORTER]


@seedlib.hookimpl
def seedlib_commands():
    """Supply `seedlib pledges`."""
    return [COMMAND]
