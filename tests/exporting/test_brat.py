"""Texts and annotations for brat: read back as they were, by our own reader and by another's."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import attrs
import pytest

from seedlib.components import Context, Settings
from seedlib.exporting.brat import annotations_of, write_brat
from seedlib.model import Actor, Analysis, Attributes, Claim, Document, Mention, Origin, Span, Unread
from seedlib.plugins import default_registry
from seedlib.reading import parse_many, read_many

#: Rules alone read the samples: it is not what is found that matters here.
RULES = Settings(options=Attributes({"tagger.weights": "none"}))

#: Words over a line end, in a text with characters beyond the first plane and marks that combine with letters.
TEXT = "🚢 Élan Poe said the ferry 🚢 would\r\nsail , if talks\n\nfail. She was\u2028glad.\n"


def span(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


def ferry() -> Analysis:
    """Return somebody who says something over a line end, under a condition over an empty line."""
    poe, union = "doc:élan-poe", "wikidata:Q42"
    return Analysis(
        document=Document(text=TEXT, origin=Origin(filename="a/ferry story.txt")),
        actors=[
            Actor(id=poe, name="Élan Poe", kind="person"),
            Actor(id=union, name="The Union", kind="organization", same_as=["doc:union"]),
        ],
        mentions=[
            Mention(span=span("Élan Poe"), actor=poe),
            Mention(span=span("She"), actor=poe, form="pronoun"),
            Mention(span=span("talks\n\nfail"), actor=union, form="nominal", use="metonym"),
        ],
        claims=[
            Claim(
                kind="prediction",
                content=[span("the ferry"), span("🚢 would\r\nsail")],
                source=[span("Élan Poe")],
                cue=[span("said")],
                speakers=[poe],
                addressees=[union],
                targets=[union, "doc:nobody"],
                quotation="mixed",
                modality="possible",
                polarity="negative",
                time="--05-09",
                arguments={"condition": [span("if talks\n\nfail")], "content-time": [span("if talks\n\nfail")]},
                id="outer",
            ),
            Claim(content=[span("sail")], source=[span("Élan Poe")], cue=[span("said")], within="outer"),
            Claim(content=[span("was\u2028glad")], by_author=True),
        ],
    )


def told(analysis: Analysis) -> dict[str, Any]:
    """Return what an annotated text says: all but confidences, provenance, and actors without a mention."""
    fields = (
        "kind",
        "content",
        "source",
        "cue",
        "speakers",
        "addressees",
        "by_author",
        "quotation",
        "modality",
        "polarity",
        "time",
        "arguments",
    )
    ids = {claim.id: number for number, claim in enumerate(analysis.claims)}
    return {
        "text": analysis.document.text,
        "claims": [{name: getattr(claim, name) for name in fields} | {"within": ids.get(claim.within or "")} for claim in analysis.claims],
        "mentions": [(m.span, m.actor, m.form, m.use) for m in analysis.mentions],
        "actors": [(actor.id, actor.name, actor.kind, actor.same_as) for actor in analysis.actors],
    }


def in_folder(results: list[Analysis | Unread], folder: Path) -> list[Analysis]:
    """Return what our own reader makes of a folder that is written."""
    write_brat(iter(results), folder, default_registry().context())
    return [result for result in parse_many(sorted(folder.glob("*.ann"))) if isinstance(result, Analysis)]


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    """Claims, mentions and actors; who is addressed, and what is cut at line ends, too."""
    (back,) = in_folder([ferry()], tmp_path)
    assert told(ferry()) == told(back)
    assert [claim.targets for claim in ferry().claims[:1]] == [
        (*back.claims[0].targets, "doc:nobody")
    ]  # who is mentioned nowhere is left out
    assert [notice.code for notice in back.notices] == []


def test_samples_are_read_back(tmp_path: Path) -> None:
    """Texts with damage, CRLF and turns; whoever is mentioned nowhere is left out, and so are authors of their own claims."""
    seeds = Path(__file__).parents[2] / "seeds"
    samples = [seeds / name for name in ("350_damaged.txt", "570_port_briefing.vtt", "630_wire.txt")]
    analyses = [result for result in read_many(samples, settings=RULES) if isinstance(result, Analysis)]
    for analysis, back in zip(analyses, in_folder([*analyses], tmp_path), strict=True):
        mentioned = {mention.actor for mention in analysis.mentions}
        claims = [attrs.evolve(claim, speakers=[name for name in claim.speakers if name in mentioned]) for claim in analysis.claims]
        actors = [actor for actor in analysis.actors if actor.id in mentioned]
        assert told(attrs.evolve(analysis, claims=claims, actors=actors)) == told(back)


def test_another_reader_finds_the_same(tmp_path: Path) -> None:
    """`pybrat` reads words, relations and what is equivalent; its offsets are code points too."""
    pybrat = pytest.importorskip("pybrat.parser", reason="pybrat, another reader of brat's files, is not installed")
    write_brat([ferry()], tmp_path, Context())
    (example,) = pybrat.BratParser(error="ignore").parse(tmp_path)  # it takes two types of the same words for a mistake
    words = {(entity.type, entity.mention, tuple((s.start, s.end) for s in entity.spans)) for entity in example.entities}
    assert ("Person", "Élan Poe", ((2, 10),)) in words
    assert ("Condition", "if talks fail", ((42, 50), (52, 56))) in words
    assert {"Equiv", "Source-of", "Cue-of", "Condition-of", "Speaks", "Spoken-of", "Within"} <= {r.type for r in example.relations}


def test_words_are_cut_at_line_ends() -> None:
    """Brat's server refuses them otherwise; its line of words has a blank there."""
    assert "T4\tContent 16 25;26 33;35 39\tthe ferry 🚢 would sail\nA5\tUnbroken T4\n" in annotations_of(ferry())


def test_words_that_several_claims_rest_on_stand_once() -> None:
    """Two claims of one source and one cue."""
    lines = annotations_of(ferry()).splitlines()
    assert sum("\tSource " in line for line in lines) == 1
    assert sum("\tSource-of " in line for line in lines) == 2


def test_a_claim_of_line_ends_alone_is_left_out() -> None:
    """Brat cannot hold it, nor a time that is no word."""
    document = Document(text="a\n\nb")
    claims = [Claim(content=[Span(1, 3)]), Claim(content=[Span(0, 1)], time="next week", within="none")]
    assert annotations_of(Analysis(document=document, claims=claims)) == "T1\tContent 0 1\ta\n"


def test_an_actor_of_a_plugins_kind_is_unknown() -> None:
    """Brat's types cannot hold a colon; a mention without an actor says its own kind, or none."""
    document = Document(text="Alba sails")
    ship = Actor(id="acme:alba", name="Alba\tof\nOban", kind="acme:ship")
    analysis = Analysis(document=document, actors=[ship], mentions=[Mention(span=Span(0, 4), actor=ship.id), Mention(span=Span(5, 10))])
    assert annotations_of(analysis) == "T1\tUnknown 0 4\tAlba\nT2\tUnknown 5 10\tsails\nN1\tReference T1 acme:alba\tAlba of Oban\n"


def test_a_folder_has_two_files_a_document_and_what_brat_must_know(tmp_path: Path, unread: Unread) -> None:
    """Numbered in order; the text is to the letter; what gave no document has none."""
    write_brat([ferry(), unread, Analysis(document=Document(text="", id="../x"))], tmp_path, Context())
    names = ["000001-ferry-story.ann", "000001-ferry-story.txt", "000002-x.ann", "000002-x.txt", "annotation.conf"]
    assert names == sorted(path.name for path in tmp_path.iterdir())
    assert TEXT.encode() == (tmp_path / names[1]).read_bytes()
    written = (tmp_path / "annotation.conf").read_text("utf-8")
    assert [line for line in written.splitlines() if line.startswith("[")] == ["[entities]", "[relations]", "[events]", "[attributes]"]


def test_a_stream_is_an_archive_of_the_folder(tmp_path: Path) -> None:
    """So that no text is without its annotations; our own reader takes it, and leaves out what is brat's alone."""
    target = io.BytesIO()
    write_brat([ferry(), ferry()], target, Context())
    write_brat([ferry(), ferry()], tmp_path, Context())
    with zipfile.ZipFile(target) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == held
    back = [result for result in parse_many([target.getvalue()]) if isinstance(result, Analysis)]
    assert [told(ferry())] * 2 == [told(analysis) for analysis in back]
    assert [notice.message for notice in back[0].notices] == ["Members of the archive were left out (configuration: 1)."]
