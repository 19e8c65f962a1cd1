"""Examples: what the network is to answer for the pieces of a text, by people and by a teacher."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from seedlib.model import Analysis, Block, Document, Layers, Span, Spans
from seedlib.tagging.wordpieces import WordPieces
from seedlib.training.configuration import Head
from seedlib.training.examples import NOTHING, UNKNOWN, Example, Scores, examples_of, read_scores
from seedlib.training.sets import Marked, Pointed, Text

#: Pieces:  0     1    2  3  4   5     6   7
WORDS = ["Ann", "Poe", "said", "it", "had", "rain", "##ed", "."]
TEXT = "Ann Poe said it had rained."

HEAD = Head(
    name="attribution",
    labels=("attribution:source", "attribution:cue", "attribution:content"),
    links=("attribution:of-cue", "attribution:from-source"),
)
#: Tags by number: O, source (1, 2), cue (3, 4), content (5, 6).
SOURCE, CUE, CONTENT = (0, 7), (8, 12), (13, 26)

CUT = WordPieces(["[UNK]", *(word.lower() for word in WORDS)])


def windows(text: Text, *, size: int = 64, scores: Scores | None = None, trust: float = 0.0, head: Head = HEAD) -> list[Example]:
    """Return the examples of a text of one paragraph and one sentence."""
    spans = Spans([(0, len(text.text))])
    document = Document(text=text.text, blocks=(Block(kind="paragraph", span=Span(0, len(text.text))),))
    analysis = Analysis(document=document, layers=Layers(sentences=spans))
    return list(examples_of(text, analysis, CUT, head, size=size, scores=scores, trust=trust))


def text(**held: Any) -> Text:
    """Return the text with labels and links."""
    return Text(id="a", text=TEXT, **held)


LABELLED = text(
    marked=(Marked("attribution:source", SOURCE), Marked("attribution:cue", CUE), Marked("attribution:content", CONTENT)),
    pointed=(
        *(Pointed("attribution:of-cue", span, CUE) for span in (SOURCE, CUE, CONTENT)),
        Pointed("attribution:from-source", CUE, SOURCE),
    ),
)


def test_the_first_piece_of_a_run_begins_it() -> None:
    """The others go on, whether they begin a word or not; what nobody labelled is outside."""
    (example,) = windows(LABELLED)
    assert example.tags.tolist() == [1, 2, 3, 5, 6, 6, 6, 0]
    assert example.soft is None


def test_pieces_point_to_the_first_piece_of_what_is_pointed_to() -> None:
    """All pieces of a part do."""
    (example,) = windows(LABELLED)
    assert example.arrows["attribution:of-cue"] == [(piece, 2, 1.0) for piece in range(7)]
    assert example.arrows["attribution:from-source"] == [(2, 0, 1.0)]


def test_a_cue_without_a_source_points_to_nothing() -> None:
    """Which is not the same as not being known."""
    (example,) = windows(text(marked=(Marked("attribution:cue", CUE),), pointed=(Pointed("attribution:from-source", CUE, None),)))
    assert example.arrows["attribution:from-source"] == [(2, NOTHING, 1.0)]


def test_of_a_text_that_nobody_labelled_nothing_is_known() -> None:
    """It is not said that there is nothing in it."""
    (example,) = windows(text())
    assert set(example.tags.tolist()) == {UNKNOWN}
    assert example.trust == 1.0


def test_of_a_labelled_text_without_labels_all_is_outside() -> None:
    """That is known."""
    (example,) = windows(text(marked=(), pointed=()))
    assert set(example.tags.tolist()) == {0}


def test_labels_of_other_heads_do_not_count() -> None:
    """A text may teach several heads."""
    (example,) = windows(text(marked=(Marked("mention:person", SOURCE),), pointed=(Pointed("coreference:same", CUE, SOURCE),)))
    assert set(example.tags.tolist()) == {0}
    assert set(example.arrows) == set(HEAD.links)


def test_a_head_may_take_some_forms_only() -> None:
    """Names and nominals are two heads."""
    nominals = Head(name="nominals", labels=("mention:person",), value="nominal")
    held = text(marked=(Marked("mention:person", SOURCE, "name"), Marked("mention:person", CUE, "nominal")), unsure=((13, 15),))
    (example,) = windows(held, head=nominals)
    assert example.tags.tolist() == [0, 0, 1, UNKNOWN, 0, 0, 0, 0]  # and where nobody is sure, nothing is known


@pytest.mark.parametrize(
    ("link", "targets", "expected"),
    [
        ("attribution:of-cue", [SOURCE], []),
        ("coreference:same", [SOURCE], [(3, NOTHING, 1.0)]),
        ("coreference:same", [SOURCE, (17, 20)], [(3, 0, 1.0)]),  # the one that is inside
        ("coreference:same", [None], [(3, NOTHING, 1.0)]),
    ],
)
def test_coreference_may_leave_a_window(link: str, targets: list[Any], expected: list[tuple[int, int, float]]) -> None:
    """Then it points to nothing of it; what leaves it otherwise tells nothing."""
    head = Head(name="any", labels=("attribution:cue",), links=(link,))
    _, second = windows(text(marked=(), pointed=tuple(Pointed(link, (26, 27), target) for target in targets)), head=head, size=4)
    assert second.arrows[link] == expected


def test_a_span_that_cuts_a_piece_holds_it() -> None:
    """Labels are of whole pieces."""
    (example,) = windows(text(marked=(Marked("attribution:cue", (9, 11)),), pointed=()))
    assert example.tags.tolist() == [0, 0, 3, 0, 0, 0, 0, 0]


def test_arrows_that_leave_a_window_are_left_out() -> None:
    """Places count from the first piece of the window; none is lost that stays inside."""
    first, second = windows(LABELLED, size=4)
    assert (len(first.ids), len(second.ids)) == (4, 4)
    assert first.arrows["attribution:of-cue"] == [(piece, 2, 1.0) for piece in range(4)]
    assert second.arrows["attribution:of-cue"] == []
    assert second.tags.tolist() == [6, 6, 6, 0]


# Teachers

STARTS = [0, 4, 8, 13, 16, 20, 24, 26]


def taught(starts: list[int], tags: list[list[float]], arrows: list[tuple[int, int, float]]) -> Scores:
    """Return what a teacher says; tags by their first columns."""
    rows = np.zeros((len(starts), len(HEAD.tags)), dtype=np.float16)
    for at, row in enumerate(tags):
        rows[at, : len(row)] = row
    to = np.array([arrow[:2] for arrow in arrows], dtype=np.int32).reshape(-1, 2)
    return Scores(
        np.array(starts, dtype=np.int32), rows, {"attribution:of-cue": (to, np.array([arrow[2] for arrow in arrows], dtype=np.float16))}
    )


def test_a_teacher_s_pieces_are_found_by_where_they_begin() -> None:
    """A piece of his that begins elsewhere says nothing, nor do arrows from it or to it."""
    scores = taught([0, 4, 6, 8], [[0, 1], [0, 0, 1], [1], [0, 0, 0, 1]], [(0, 3, 0.75), (2, 3, 0.5), (1, 2, 0.5)])
    (example,) = windows(text(), scores=scores)
    assert example.soft is not None
    assert example.soft.sum(1).tolist() == [1, 1, 1, 0, 0, 0, 0, 0]
    assert example.soft[2].argmax() == 3
    assert example.arrows == {"attribution:of-cue": [(0, 2, 1.0)], "attribution:from-source": []}


def test_a_teacher_may_point_to_nothing() -> None:
    """As people may."""
    (example,) = windows(text(), scores=taught(STARTS, [[1]] * 8, [(2, NOTHING, 0.5)]))
    assert example.arrows["attribution:of-cue"] == [(2, NOTHING, 1.0)]


def test_arrows_of_people_and_teacher_are_shared_by_trust() -> None:
    """Where both speak each piece's arrows add up to one; where one speaks alone he has all."""
    scores = taught(STARTS, [[1]] * 8, [(0, 2, 0.6), (0, 3, 0.2), (7, 2, 0.4)])
    (example,) = windows(LABELLED, scores=scores, trust=0.5)
    held = {(a, b): 0.0 for a, b, _ in example.arrows["attribution:of-cue"]}
    for a, b, weight in example.arrows["attribution:of-cue"]:
        held[a, b] += weight
    assert held[0, 2] == pytest.approx(0.5 + 0.5 * 0.75, abs=1e-3)
    assert held[0, 3] == pytest.approx(0.5 * 0.25, abs=1e-3)
    assert (held[1, 2], held[7, 2]) == (1.0, 1.0)
    assert example.trust == 0.5


def test_scores_come_back_as_they_were_written(tmp_path: Path) -> None:
    """By the names that `score` gives them."""
    path = tmp_path / "0.npz"
    np.savez(path, **{"starts": [0, 4], "tags": [[1.0], [0.5]], "of:x|from-to": [[0, 1]], "of:x|weight": [0.5]})
    scores = read_scores(path)
    assert scores.starts.tolist() == [0, 4]
    assert [(name, held[0].tolist(), held[1].tolist()) for name, held in scores.links.items()] == [("of:x", [[0, 1]], [0.5])]
