r"""Annotated texts: claims, mentions and actors of `.ann` files, what lies beside them, and what is wrong in them."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

import seedlib
from seedlib import Settings
from seedlib.components import Hint, Rank
from seedlib.errors import LimitError, ParseError
from seedlib.model import Analysis
from seedlib.parsing.brat import BRAT
from seedlib.parsing.brat.standoff import standoff_of
from seedlib.parsing.keys import ANNOTATIONS
from seedlib.reading import find_files, parse_many
from tests.parsing.making_archives import RAIN, read, tarred, told, zipped

TEXT = "Ferry strike ends\n\nAda Poe, the minister, said that the ferries 🚢 would sail if\nthe wind dropped. She denied any deal.\n"


def bound(name: str, kind: str, *words: str) -> str:
    """Return the line of words, each found in the text."""
    starts = [(TEXT.index(held), len(held)) for held in words]
    spans = ";".join(f"{start} {start + size}" for start, size in starts)
    return f"{name}\t{kind} {spans}\t{' '.join(words).replace(chr(10), ' ')}"


LINES = [
    bound("T1", "Source", "Ada Poe, the minister,"),
    bound("T2", "Cue", "said"),
    bound("T3", "Content", "that the ferries 🚢 would sail if\nthe wind dropped"),
    bound("T4", "Condition", "if\nthe wind dropped"),
    bound("T5", "Person", "Ada Poe"),
    bound("T6", "Person", "She"),
    bound("T7", "Source", "She"),
    bound("T8", "Cue", "denied"),
    bound("T9", "Content", "any deal"),
    "R1\tCue-of Arg1:T2 Arg2:T3",
    "R2\tSource-of Arg1:T1 Arg2:T2",
    "R3\tCondition-of Arg1:T4 Arg2:T3",
    "*\tAlias T5 T6",
    "A1\tModality T3 possible",
    "A2\tKind T8 denial",
    "E1\tClaim:T8 Source:T7 Content:T9",
    "A3\tForm T6 pronoun",
    "N1\tReference T5 Wikidata:Q42\tAda Poe",
    "#1\tAnnotatorNotes T1\tsure",
]


def parsed(lines: list[str], text: str = TEXT, **settings: Any) -> Analysis:
    """Return the document of a text and the lines of its annotations."""
    hint = Hint(filename="doc.ann", beside={".txt": text.encode()})
    context = seedlib.plugins.default_registry().context(Settings(**settings))
    (analysis,) = BRAT.parse(io.BytesIO("\n".join(lines).encode()), hint, context)
    assert isinstance(analysis, Analysis)
    return analysis


def claims(analysis: Analysis) -> list[dict[str, Any]]:
    return [
        {
            "who": analysis.text_of(claim.source),
            "cue": analysis.text_of(claim.cue),
            "words": analysis.text_of(claim.content),
            "speakers": claim.speakers,
            "kind": claim.kind,
            "modality": claim.modality,
            "condition": analysis.text_of(claim.arguments.get("condition", ())),
        }
        for claim in analysis.claims
    ]


def test_annotations_become_claims_mentions_and_actors() -> None:
    """Relations and events alike; the speaker is the actor whose mention stands in the source."""
    analysis = parsed(LINES)
    assert claims(analysis) == [
        {
            "who": "Ada Poe, the minister,", "cue": "said", "words": "that the ferries 🚢 would sail if\nthe wind dropped",
            "speakers": ("wikidata:Q42",), "kind": "statement", "modality": "possible", "condition": "if\nthe wind dropped",
        },
        {
            "who": "She", "cue": "denied", "words": "any deal",
            "speakers": ("wikidata:Q42",), "kind": "denial", "modality": "asserted", "condition": "",
        },
    ]  # fmt: skip
    (actor,) = analysis.actors
    assert (actor.id, actor.name, actor.kind) == ("wikidata:Q42", "Ada Poe", "person")
    assert [(analysis.document[m.span], m.form, m.actor) for m in analysis.mentions] == [
        ("Ada Poe", "name", "wikidata:Q42"),
        ("She", "pronoun", "wikidata:Q42"),
    ]
    assert (set(analysis.stated), analysis.document.title) == ({"claims", "mentions", "actors"}, "Ferry strike ends")


def test_what_is_stated_is_what_the_file_has() -> None:
    """A file without annotations says that there are no claims; one with mentions alone leaves the rest to the pipeline."""
    assert parsed([]).stated == {"claims"}
    assert parsed(LINES[4:5]).stated == {"mentions"}
    assert parsed(LINES[:3]).stated == {"claims"}


def test_analysis_keeps_what_is_stated(tmp_path: Path) -> None:
    """`read` finds no claims beside those of the file."""
    (tmp_path / "doc.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "doc.ann").write_text("\n".join(LINES), encoding="utf-8")
    analysis = seedlib.read(tmp_path / "doc.ann")
    assert [claim.id for claim in analysis.claims] == [claim.id for claim in parsed(LINES).claims]
    assert analysis.quote(analysis.claims[1]).who == "Ada Poe"


JOINS = [
    ("source to content", ["R1\tsays Arg1:T1 Arg2:T3"], ("Ada Poe, the minister,", "")),
    ("the other way round", ["R1\tsaid-by Arg1:T3 Arg2:T1"], ("Ada Poe, the minister,", "")),
    ("both to the cue", ["R1\tx Arg1:T1 Arg2:T2", "R2\tx Arg1:T3 Arg2:T2"], ("Ada Poe, the minister,", "said")),
    ("an event", ["E1\tCue:T2 Source:T1 Content:T3"], ("Ada Poe, the minister,", "said")),
    ("two sources", ["E1\tCue:T2 Source:T1 Source2:T7 Content:T3"], ("Ada Poe, the minister, … She", "said")),
    ("nothing", [], ("", "")),
]


@pytest.mark.parametrize(("label", "lines", "expected"), JOINS, ids=[case[0] for case in JOINS])
def test_ways_to_connect(label: str, lines: list[str], expected: tuple[str, str]) -> None:
    """Relations of any name and direction, and events."""
    analysis = parsed([*LINES[:3], LINES[6], *lines])
    (found,) = claims(analysis)
    assert (found["who"], found["cue"]) == expected, label


def test_a_mention_may_be_the_source_itself() -> None:
    """Where an event says so."""
    analysis = parsed([*LINES[1:3], LINES[4], "E1\tClaim:T2 Source:T5 Content:T3", "N1\tReference T5 Wikidata:Q42\tAda Poe"])
    assert [(c["who"], c["speakers"]) for c in claims(analysis)] == [("Ada Poe", ("wikidata:Q42",))]


def test_words_in_several_stretches() -> None:
    """As brat writes them: spans apart by semicolons, words by a blank."""
    analysis = parsed([bound("T1", "Content", "that the ferries", "would sail")])
    assert claims(analysis)[0]["words"] == "that the ferries … would sail"


def test_claims_in_claims_and_the_authors_own() -> None:
    """`Within` and `By-author` are names that the exporter writes."""
    lines = [LINES[2], bound("T2", "Content", "would sail"), "R1\tWithin Arg1:T2 Arg2:T3", "A1\tBy-author T3", "A2\tNegated T3"]
    outer, inner = parsed(lines).claims
    assert (inner.within, outer.by_author, outer.polarity) == (outer.id, True, "negative")


def test_other_types_are_kept() -> None:
    """As an attribute of the document, and in a notice."""
    analysis = parsed([*LINES, bound("T20", "Ship", "ferries")])
    assert analysis.document.attributes[ANNOTATIONS] == {"Ship": (((56, 63),),)}
    assert [n.message for n in analysis.notices] == ["Annotations of types that are not known are kept as attributes (Ship: 1)."]


def test_what_says_nothing_known_is_counted() -> None:
    """Attributes by name or by value, events and relations; the notice has them by name."""
    ships = [bound("T20", "Ship", "ferries"), bound("T21", "Ship", "wind")]
    more = ["R9\tNear Arg1:T20 Arg2:T21", "E9\tSail:T20 By:T21", "A8\tSure T3 very", "A9\tModality T9 gloomy"]
    _, notice = parsed([*LINES, *ships, *more]).notices
    words = "Attributes, events and relations that say nothing known are left out (Near: 1, Sail: 1, modality: 1, sure: 1)."
    assert (notice.code, notice.message) == ("unknown-annotations", words)


def test_a_kind_that_nobody_registered_is_a_statement() -> None:
    """The pipeline would refuse the document."""
    assert parsed([LINES[2], "A1\tKind T3 sermon"]).claims[0].kind == "statement"


def test_limits() -> None:
    """Of the text, and of its annotations; neither is cut without a word."""
    with pytest.raises(LimitError, match="more than 20 characters"):
        parsed([], max_characters=20)
    with pytest.raises(LimitError, match="annotations of more than 672 bytes"):
        parsed(["#1\tAnnotatorNotes T1\tsure"] * 99, "It rained.", max_characters=20)


WRONG = [
    ("T1\tPerson 3 10\tAda Poe", "found 'ry stri' at 3-10 in the text, expected 'Ada Poe'", "to the letter"),
    ("T1\tPerson 0 9999\tAda Poe", "found the offsets 0 and 9999", "the text that was annotated"),
    ("T1\tPerson 9 9\tx", "expected a start before an end", "the text that was annotated"),
    ("T1\tX 0 5;3 8\tx", "found offsets that overlap: 0 5;3 8", "mend"),
    ("T1 Person 19 26 Ada Poe", "expected a line of brat's standoff format", "mend"),
    ("R1\tx Arg1:T1 Arg2:T2", "found 'T1' named in it, which no line defines", "missing"),
    (f"T1\tX {TEXT.index('would') + 1} {TEXT.index('would') + 6}\twould", "expected 'would'", "UTF-16"),
    (f"T1\tX {TEXT.index('would') + 3} {TEXT.index('would') + 8}\twould", "expected 'would'", "bytes"),
]


@pytest.mark.parametrize(("line", "message", "advice"), WRONG)
def test_wrong_lines_are_errors(line: str, message: str, advice: str) -> None:
    """What was found and what was expected, and what the offsets may count."""
    with pytest.raises(ParseError) as caught:
        parsed([line])
    assert message in caught.value.message
    assert advice in caught.value.advice


def test_words_may_hold_other_line_ends() -> None:
    """Line separators and the like end no line of the file; CRLF does."""
    found = standoff_of("T1\tPerson 0 3\ta\u2028b\r\nT2\tPerson 4 5\tc", "a\u2028b c")
    assert list(found.bounds) == ["T1", "T2"]


def test_errors_name_the_line() -> None:
    """Counted from 1, notes included."""
    with pytest.raises(ParseError) as caught:
        standoff_of("#1\tnote\n\nnonsense\n", TEXT)
    assert caught.value.where == "line 3"


def test_other_line_ends_are_named() -> None:
    """The commonest mistake after a copy on Windows."""
    with pytest.raises(ParseError) as caught:
        parsed([LINES[1]], TEXT.replace("\n", "\r\n"))
    assert "CRLF" in caught.value.advice


def test_pairs_in_folders_are_one_document(tmp_path: Path) -> None:
    """The text is read with its annotations, an empty file of annotations counts, annotations alone are an error."""
    for name, held in {"doc.txt": TEXT, "doc.ann": "\n".join(LINES), "none.txt": TEXT, "none.ann": "", "alone.ann": LINES[0]}.items():
        (tmp_path / name).write_text(held, encoding="utf-8")
    found = find_files([tmp_path])
    assert ([path.name for path in found.files], found.skipped) == (["alone.ann", "doc.ann", "none.ann"], ())
    alone, doc, none = parse_many(found.files, failures="yield")
    assert "put the text that was annotated beside it as alone.txt" in alone.failures[0].advice
    assert (len(doc.claims), len(none.claims), none.stated) == (2, 0, {"claims"})  # type: ignore[union-attr]  # both are analyses


@pytest.mark.parametrize("make", [zipped, tarred])
def test_pairs_in_archives_are_one_document(make: Any) -> None:
    """In whatever order they lie."""
    ann = "\n".join(LINES)
    results = read(make(("g/doc.txt", TEXT), ("g/other.txt", RAIN), ("g/doc.ann", ann)), "a")
    assert told(results) == [("a!/g/other.txt", "Ada Poe"), ("a!/g/doc.ann", "Ferry s")]
    assert len(results[1].claims) == 2


def test_only_files_of_its_suffix_are_taken() -> None:
    """A text may begin like annotations."""
    assert BRAT.accepts(b"T1\tPerson 0 7\tAda Poe", Hint(filename="a.txt")) == Rank.NO
    assert BRAT.accepts(b"T1\tPerson 0 7\tAda Poe", Hint(filename="a.ann")) == Rank.CONTENT


def test_relations_may_say_who_speaks_to_whom_and_of_whom() -> None:
    """Where one says it, the sources do not; who has no id is nobody."""
    lines = [*LINES, bound("T10", "Unknown", "the minister"), "N2\tReference T10 acme:minister\tThe Minister of Ferries"]
    roles = [
        "R8\tSpeaks Arg1:T10 Arg2:T3",
        "R9\tSpoken-to Arg1:T6 Arg2:T3",
        "R10\tSpoken-of Arg1:T5 Arg2:T9",
        "R11\tSpoken-of Arg1:T6 Arg2:T9",
    ]
    first, second = parsed([*lines, *roles]).claims
    assert (first.speakers, first.addressees, first.targets) == (("acme:minister",), ("wikidata:Q42",), ())
    assert (second.speakers, second.addressees, second.targets) == ((), (), ("wikidata:Q42",))
    named = {actor.id: (actor.name, actor.kind) for actor in parsed([*lines, *roles]).actors}
    assert named["acme:minister"] == ("The Minister of Ferries", "unknown")


@pytest.mark.parametrize(
    ("label", "lines", "expected"),
    [
        ("line ends", ["T1\tContent 0 2;4 6;7 9\tab cd ef", "A1\tUnbroken T1"], [(0, 6), (7, 9)]),
        ("as they stand", ["T1\tContent 0 2;4 6;7 9\tab cd ef"], [(0, 2), (4, 6), (7, 9)]),
    ],
)
def test_words_cut_at_line_ends_are_one(label: str, lines: list[str], expected: list[tuple[int, int]]) -> None:
    """Where the file says that nothing else cut them; a blank does."""
    analysis = parsed(lines, "ab\n\ncd ef")
    assert expected == [(span.start, span.end) for span in analysis.claims[0].content], label
    assert analysis.notices == ()
