"""The report of a run, from made-up articles and scores."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from seedlib.training.configuration import read_configuration
from seedlib.training.drawing import Curve, curves, reliability_diagram
from seedlib.training.evaluating import Compared
from seedlib.training.reporting import ERRORS, confusion, mistakes, report, scored_epochs
from seedlib.training.scoring import Attribution, Bin, TextWords, judge
from seedlib.training.sets import Article, Spans
from tests.training.test_configuration import LEAST

TEXT = "Ann Poe said it rained. Bob Low denied that."


def spans(source: str, cue: str, content: str) -> Spans:
    """Return an attribution by its words."""
    parts = {"source": source, "cue": cue, "content": content}
    return {role: [(TEXT.index(words), TEXT.index(words) + len(words))] if words else [] for role, words in parts.items()}


def compared(marked: list[Spans], found: list[Spans]) -> Compared:
    """Return what was found in the text beside what was marked."""
    words = TextWords(TEXT)
    judged = judge(*([Attribution.of(words, held) for held in side] for side in (marked, found)))
    return Compared(
        article=Article(id="a", text=TEXT, attributions=tuple(marked)),
        marked=tuple(marked),
        found=tuple(found),
        confidence=(1.0,) * len(found),
        judged=judged,
        labelled=judged,
        notices=(),
    )


ANN = spans("Ann Poe", "said", "it rained")
BOB = spans("Bob Low", "denied", "that")


@pytest.mark.parametrize(
    ("marked", "found", "kinds"),
    [
        ([ANN, BOB], [BOB, ANN], []),
        ([ANN, BOB], [ANN], ["content missed"]),
        ([ANN], [ANN, BOB], ["content made up"]),
        ([ANN], [spans("Ann Poe", "said", "it")], ["wrong boundary"]),
        ([ANN], [spans("Bob Low", "said", "it rained")], ["wrong source"]),
        ([ANN], [spans("Bob Low", "said", "said it rained")], ["wrong boundary", "wrong source"]),
        ([ANN], [spans("Bob Low", "", TEXT)], ["wrong boundary"]),
        ([ANN], [spans("", "said", "it rained")], ["source missed"]),
        ([spans("", "said", "it rained")], [ANN], ["source made up"]),
        ([spans("", "said", "it rained")], [spans("", "", "it rained")], []),
    ],
)
def test_mistakes_are_of_their_kinds(marked: list[Spans], found: list[Spans], kinds: list[str]) -> None:
    """A pair may be wrong in two ways; of contents that share too few words only the boundary is."""
    assert [mistake.kind for mistake in mistakes([compared(marked, found)])] == kinds
    assert set(kinds) <= set(ERRORS)


def test_words_are_counted_by_role() -> None:
    """Every word once, by what it was marked and found as."""
    counts = confusion([compared([ANN], [spans("Poe", "said", "it rained. Bob")])])
    assert counts == Counter(
        {("source", "source"): 1, ("source", "O"): 1, ("cue", "cue"): 1, ("content", "content"): 2, ("O", "content"): 1, ("O", "O"): 3}
    )


def test_the_inner_role_of_a_word_counts() -> None:
    """A source inside of another claim's content is a source."""
    counts = confusion([compared([ANN, spans("", "", TEXT)], [])])
    assert (counts["source", "O"], counts["cue", "O"]) == (2, 1)


def test_a_report_shows_words_as_they_are(tmp_path: Path) -> None:
    """No sign of a text is read as Markdown, and of a kind without errors only the number is shown."""
    (tmp_path / "least.toml").write_text(LEAST, "utf-8")
    report(read_configuration(tmp_path / "least.toml"), tmp_path, [compared([ANN], [BOB])], {"torch": "2"})
    page = (tmp_path / "report.md").read_text("utf-8")
    wanted = ["| version of torch | 2 |", "## Content missed: 1", "  - marked: `Ann Poe` | `said` | `it rained`", "## Wrong source: 0"]
    assert [line for line in wanted if line not in page.splitlines()] == []
    assert "Scores after every epoch" not in page


def test_of_an_epoch_that_was_scored_twice_the_last_scores_count(tmp_path: Path) -> None:
    """So does a line that was cut off not count at all."""
    (tmp_path / "scores.jsonl").write_text('{"epoch": 2, "full": 3}\n{"epoch": 1, "full": 1}\n{"epoch": 2, "full": 2}\n{"epo', "utf-8")
    assert scored_epochs(tmp_path) == [{"epoch": 1, "full": 1}, {"epoch": 2, "full": 2}]


# Drawings


def points(drawing: str) -> list[list[tuple[float, float]]]:
    """Return the points of each line."""
    lines = ET.fromstring(drawing).iter("{http://www.w3.org/2000/svg}polyline")  # noqa: S314  # our own
    return [[(float(x), float(y)) for x, y in (pair.split(",") for pair in line.attrib["points"].split())] for line in lines]


def test_curves_rise_where_numbers_do() -> None:
    """Upwards is a smaller number in SVG; names are escaped; a panel without points is left out."""
    line = Curve(name="a & b", points=((0, 1.0), (10, 3.0), (20, 2.0)))
    drawing = curves("Title", [("P", "step", "loss", [line]), ("Q", "x", "y", [Curve(name="none", points=())])])
    (held,) = points(drawing)
    assert [x for x, _ in held] == sorted(x for x, _ in held)
    assert held[1][1] < held[2][1] < held[0][1]
    assert "a &amp; b" in drawing


def test_one_point_is_drawn() -> None:
    """A curve of one epoch has no height."""
    assert len(points(curves("T", [("P", "x", "y", [Curve(name="a", points=((1, 5.0),))])]))[0]) == 1


def test_nothing_is_drawn_of_nothing() -> None:
    """A run that has just begun has no curve yet."""
    assert points(curves("T", [("P", "x", "y", [])])) == points(reliability_diagram([]))[1:] == []


def test_the_reliability_diagram_says_its_error() -> None:
    """In words too, for those who do not see it."""
    drawing = reliability_diagram([Bin(2, 0.3, 0.5), Bin(2, 0.85, 0.8)])
    (held,) = points(drawing)
    assert held[0][0] < held[1][0]
    assert held[0][1] > held[1][1]
    assert "4 claims in 2 bins of equal count; expected calibration error 0.125." in drawing
