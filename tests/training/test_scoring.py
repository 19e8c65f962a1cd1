"""Scores of made-up attributions, reckoned by hand."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from seedlib.training.scoring import Attribution, Bin, Count, TextWords, bins_of, calibration_error, count, judge, source_accuracy

#: Words:  0   1    2  3    4    5   6   7     8    9  10
TEXT = "“We will go,” said Ann Poe. Bob Low added that it rained."


def spans(*words: str) -> list[tuple[int, int]]:
    """Return where words stand in the text."""
    return [(TEXT.index(held), TEXT.index(held) + len(held)) for held in words]


def attribution(source: str = "", cue: str = "", content: str = "") -> Attribution:
    """Return an attribution by its words."""
    parts = {"source": source, "cue": cue, "content": content}
    return Attribution.of(TextWords(TEXT), {role: spans(words) if words else [] for role, words in parts.items()})


ANN = attribution("Ann Poe", "said", "“We will go,”")
BOB = attribution("Bob Low", "added", "that it rained")


class Case(NamedTuple):
    """What was marked, what was found, and how many are found, exact and full."""

    label: str
    expected: list[Attribution]
    found: list[Attribution]
    counts: tuple[int, int, int]


CASES = [
    Case("the same", [ANN, BOB], [BOB, ANN], (2, 2, 2)),
    Case("nothing found", [ANN, BOB], [], (0, 0, 0)),
    Case("nothing marked", [], [ANN], (0, 0, 0)),
    Case("marks at the edge do not count", [ANN], [attribution("Ann Poe", "said", "We will go")], (1, 1, 1)),
    Case("a word less is found, not exact", [ANN], [attribution("Ann Poe", "said", "We will")], (1, 0, 1)),
    Case("one word of three is too few", [ANN], [attribution("Ann Poe", "said", "will")], (0, 0, 0)),
    Case("half of the words are enough", [attribution("Ann Poe", "", "We will")], [attribution("Ann Poe", "", "We")], (1, 0, 1)),
    Case("one common word of the source is enough", [ANN], [attribution("Poe", "said", "We will go")], (1, 1, 1)),
    Case("another source is not full", [ANN], [attribution("Bob Low", "said", "We will go")], (1, 1, 0)),
    Case("no source where one was marked is not full", [ANN], [attribution("", "said", "We will go")], (1, 1, 0)),
    Case("a source where none was marked is not full", [attribution("", "", "We will go")], [ANN], (1, 1, 0)),
    Case("no source on either side is full", [attribution("", "said", "We will go")], [attribution("", "", "We will go")], (1, 1, 1)),
    Case("each is found once", [ANN], [ANN, ANN], (1, 1, 1)),
    Case("the most alike are paired first", [ANN], [attribution("Bob Low", "", "We will"), ANN], (1, 1, 1)),
    Case("no word in the content counts for nothing", [ANN, attribution("Bob", "", "“")], [ANN, attribution("Low", "", ",”")], (1, 1, 1)),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.label)
def test_counts_are_those_reckoned_by_hand(case: Case) -> None:
    """Found, exact and full, over those with words in their content."""
    counts = count([judge(case.expected, case.found)])
    assert tuple(counts[name].right for name in ("found", "exact", "full")) == case.counts
    kept = [sum(bool(held.content) for held in side) for side in (case.found, case.expected)]
    assert [counts["found"].found, counts["found"].expected] == kept


def test_roles_count_words_of_all_attributions_once() -> None:
    """Two claims of one source: its words count once; so do words that were found twice."""
    twice = [ANN, attribution("Ann Poe", "said", "it rained")]
    counts = count([judge(twice, [attribution("Poe", "said", "We will go"), attribution("Poe", "", "go")])])
    assert counts["source"] == Count(right=1, found=1, expected=2)
    assert counts["content"] == Count(right=3, found=3, expected=5)


def test_texts_add_up() -> None:
    """Figures are over all texts, not means of texts."""
    counts = count([judge([ANN, BOB], [ANN, BOB]), judge([ANN, BOB], [attribution("Bob", "", "We will go")])])
    assert counts["full"] == Count(right=2, found=3, expected=4)
    assert (counts["found"].precision, counts["found"].recall) == (1.0, 0.75)
    assert counts["found"].f1 == pytest.approx(6 / 7)
    assert source_accuracy(counts) == pytest.approx(2 / 3)


def test_nothing_at_all_is_zero() -> None:
    """No division by nothing."""
    counts = count([judge([], [])])
    assert (counts["full"].f1, source_accuracy(counts), calibration_error([])) == (0.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("½ mile", ["½", "mile"]),
        ("don’t", ["don", "t"]),
        ("U.S.-led", ["U", "S", "led"]),
        ("a_b", ["a_b"]),
        ("—", []),
        ("e\u0301t", ["e", "t"]),
    ],
)
def test_words_are_those_of_the_standard_library(text: str, expected: list[str]) -> None:
    """The program that other systems were measured by cuts words so."""
    words = TextWords(text)
    assert [text[start:end] for start, end in zip(words.starts, words.ends, strict=True)] == expected


def test_a_span_touches_words_that_it_cuts() -> None:
    """A span that ends inside of a word holds it; one between words holds none."""
    words = TextWords("one two three")
    assert words.touched([(2, 5)]) == {0, 1}
    assert words.touched([(3, 4)]) == frozenset()
    assert words.touched([(0, 13)]) == {0, 1, 2}


def test_bins_have_equal_counts_and_lose_no_claim() -> None:
    """Ten bins of twenty-three claims have two or three each."""
    claims = [(number / 22, number % 2 == 0) for number in range(23)]
    bins = bins_of(claims)
    assert sum(held.claims for held in bins) == 23
    assert {held.claims for held in bins} == {2, 3}
    assert [held.said for held in bins] == sorted(held.said for held in bins)


def test_fewer_claims_than_bins() -> None:
    """There is a bin for each."""
    assert bins_of([(0.5, True), (0.25, False)]) == [Bin(1, 0.25, 0.0), Bin(1, 0.5, 1.0)]


def test_calibration_error_weighs_bins_by_their_claims() -> None:
    """A bin of three that is off by 0.2, and one of one that is off by 0.6."""
    assert calibration_error([Bin(3, 0.8, 1.0), Bin(1, 0.9, 0.3)]) == pytest.approx((3 * 0.2 + 0.6) / 4)
