"""What stands for a text, and what two texts have in common: the same everywhere, whoever asks in which order."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("rensa", reason="the extra dedup is not installed")

from seedlib.corpus.copies import bands, groups, shingles, signature, similarity, words_of
from seedlib.corpus.copies.signing import estimate

STORY = "The talks on the northern dam have failed for the third time this year, officials of both sides said on Monday night."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We WON’T sign!”", ["we", "won", "t", "sign"]),
        ("caf\u00e9 cafe\u0301", ["café", "café"]),
        ("ﬁve 5,000 GROẞ", ["five", "5", "000", "gross"]),
        ("中国说 no", ["中", "国", "说", "no"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("– … “”", []),
        ("", []),
    ],
)
def test_words_are_without_case_and_marks(text: str, expected: list[str]) -> None:
    """A vowel sign belongs to its letter, and where nothing parts words a letter is one."""
    assert words_of(text) == expected


def test_a_signature_is_the_same_in_any_process() -> None:
    """Its first numbers, so that a library that signs in another way is noticed: signatures that were kept would not compare."""
    assert signature(STORY)[:8].hex() == "f4e13ac21409fc3b"


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (STORY, STORY.upper().replace(",", " – "), 1.0),
        (STORY, "Rain is expected in the north from Tuesday on, and in the south from Wednesday.", 0.0),
        ("one two three four five six seven eight", "one two three four five six seven nine", 5 / 7),
        ("No comment.", "no comment", 1.0),
        ("one two three four five six seven", "one two three four five six eight", 0.0),
        ("", "", 0.0),
    ],
)
def test_similarity_is_the_share_of_common_runs(first: str, second: str, expected: float) -> None:
    """Of short texts all words have to be the same; texts without words are like none."""
    assert similarity(shingles(words_of(first)), shingles(words_of(second))) == pytest.approx(expected)


def test_texts_that_are_alike_agree_in_a_band() -> None:
    """And those that are not do not."""
    near, far = STORY.replace("Monday", "Sunday"), "Rain is expected in the north from Tuesday on, and then for a week in the south."
    assert bool(set(bands(signature(STORY))) & set(bands(signature(near)))) is True
    assert bool(set(bands(signature(STORY))) & set(bands(signature(far)))) is False
    assert estimate(signature(STORY), signature(near)) == pytest.approx(0.74, abs=0.13)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9))))
def test_groups_are_what_pairs_connect(pairs: list[tuple[int, int]]) -> None:
    """As if every number took the least number that it can reach."""
    least = {number: number for pair in pairs for number in pair}
    for _ in least:
        for first, second in pairs:
            least[first] = least[second] = min(least[first], least[second])
    expected: dict[int, list[int]] = {}
    for number in sorted(least):
        expected.setdefault(least[number], []).append(number)
    assert groups(pairs) == [tuple(group) for group in expected.values() if len(group) > 1]


def test_groups_do_not_depend_on_the_order_of_pairs() -> None:
    """Whichever engine gives them."""
    pairs = [("b", "a"), ("c", "b"), ("e", "d"), ("a", "c")]
    assert {tuple(groups(held)) for held in permutations(pairs)} == {(("a", "b", "c"), ("d", "e"))}
