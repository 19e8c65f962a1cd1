"""Names as they are compared."""

import pytest

from seedlib.corpus.names import compared, is_acronym, is_full, parts_of, role_words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Yoon Suk-yeol", "YOON SUK YEOL"),
        ("Angela Müller", "Angela Muller"),
        ("J.R. Poe", "J. R. Poe"),
        ("O’Neill", "O'Neill"),
        ("Jiří Novák", "Jiri Novak"),
        ("राम कुमार", "राम  कुमार"),
    ],
)
def test_spellings_of_one_name_are_equal(one: str, other: str) -> None:
    """Capitals, signs, Latin accents and white space are no difference."""
    assert compared(one) == compared(other) != ""


@pytest.mark.parametrize(("one", "other"), [("Ann Poe", "Anna Poe"), ("राम", "रम"), ("Иван", "Йван"), ("", "A")])
def test_other_names_are_not(one: str, other: str) -> None:
    """A vowel sign, or the breve of another script's letter, is part of the name."""
    assert compared(one) != compared(other)


@pytest.mark.parametrize(
    ("name", "full"),
    [
        ("Ann Poe", True),
        ("Poe", False),
        ("J. Poe", False),
        ("J. R. Poe", False),
        ("习近平", True),
        ("安倍", False),
        ("윤석열", True),
        ("—", False),
    ],
)
def test_a_full_name_has_two_words_that_are_no_initials(name: str, full: bool) -> None:
    """Scripts without spaces write three signs or more."""
    assert is_full(compared(name)) is full


def test_acronyms_are_short_and_in_capitals() -> None:
    """A long word in capitals is shouted; two words are a name."""
    assert [is_acronym(name) for name in ("ICP", "UNESCO", "Unesco", "GREENPEACE", "EU ICP")] == [True, True, False, False, False]


def test_a_role_has_parts_unless_it_is_long() -> None:
    """Each part is what a shorter role may say; the empty one is none."""
    assert set(parts_of([role_words("trade minister")])) == {
        frozenset({"trade"}),
        frozenset({"minister"}),
        frozenset({"trade", "minister"}),
    }
    long = role_words("a b c d e f g")
    assert list(parts_of([long])) == [long]
