"""Texts cut at the borders of what is marked in them."""

from hypothesis import given
from hypothesis import strategies as st

from seedlib.exporting.page.marking import Mark, cut, marks_of
from seedlib.model import Analysis, Span

LENGTH = 40

MARKS = st.lists(
    st.tuples(st.integers(0, LENGTH + 5), st.integers(1, 20), st.sampled_from(["content", "source"]), st.integers(0, 3)).map(
        lambda held: Mark(held[0], held[0] + held[1], held[2], held[3])
    ),
    max_size=8,
)


@given(MARKS)
def test_every_place_is_under_the_marks_that_stand_over_it(marks: list[Mark]) -> None:
    """And the runs follow one another from the text's beginning to its end."""
    runs = list(cut(LENGTH, marks))
    assert [place for run in runs for place in range(run.start, run.end)] == list(range(LENGTH))
    for run in runs:
        for place in range(run.start, run.end):
            assert set(run.marks) == {mark for mark in marks if mark.start <= place < mark.end}


@given(MARKS)
def test_the_order_of_marks_does_not_matter(marks: list[Mark]) -> None:
    """Outer ones come first, however they are given."""
    first = [(run.start, run.end, set(run.marks)) for run in cut(LENGTH, marks)]
    assert first == [(run.start, run.end, set(run.marks)) for run in cut(LENGTH, reversed(marks))]


def test_outer_marks_come_first() -> None:
    """A claim before the one that stands in it, whether they begin together or not."""
    outer, inner, same = Mark(0, 9, "content", 0), Mark(4, 6, "content", 1), Mark(0, 3, "content", 2)
    runs = {(run.start, run.end): [mark.number for mark in run.marks] for run in cut(10, [inner, same, outer])}
    assert runs == {(0, 3): [0, 2], (3, 4): [0], (4, 6): [0, 1], (6, 9): [0], (9, 10): []}


def test_marks_over_the_same_words_stay_in_their_order() -> None:
    """The page is the same in every run, whatever a string's hash is there."""
    marks = [Mark(0, 4, "source", number) for number in range(20)]
    assert [run.marks for run in cut(4, marks)] == [tuple(marks)]


def test_blocks_are_borders_too() -> None:
    """No run goes on from one block to the next."""
    assert [(run.start, run.end) for run in cut(9, [Mark(2, 8, "content", 0)], [Span(0, 4), Span(5, 99)])] == [
        (0, 2), (2, 4), (4, 5), (5, 8), (8, 9),
    ]  # fmt: skip


def test_an_empty_text_has_no_runs() -> None:
    """Nor has one all of whose marks lie beyond it."""
    assert list(cut(0, [Mark(3, 5, "content", 0)])) == []


def test_what_an_analysis_marks(analysis: Analysis) -> None:
    """The parts of claims, mentions of actors that are known, and problems that have a place."""
    found = {(mark.role, mark.number, analysis.document.text[mark.start : mark.end]) for mark in marks_of(analysis)}
    assert found == {
        ("content", 0, "Dam talks"),
        ("content", 1, "will not sign"),
        ("source", 1, "the\nminister"),
        ("cue", 1, "said"),
        ("condition", 1, "if rain falls"),
        ("mention", 0, "Ruta Voss"),
        ("mention", 0, "the\nminister"),
        ("problem", 1, " ,"),
    }
