"""Foreign text on a terminal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedlib.exporting.display import fitted, shortened, visible, width, wrap


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain words", "plain words"),
        ("two\n lines\tand\u00a0spaces ", "two lines and spaces"),
        ("\x1b[2J", r"\x1b[2J"),
        ("a\x00b\x7f\x9b", r"a\x00b\x7f\x9b"),
        ("\u202egnp.exe", r"\u202egnp.exe"),
        ("zero\u200bwidth\ufeff", r"zero\u200bwidth\ufeff"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("half \ud83d", r"half \ud83d"),
        ("private \ue000", r"private \ue000"),
        ("“é” 北京", "“é” 北京"),
    ],
)
def test_what_could_act_on_a_terminal_is_written_out(text: str, expected: object) -> None:
    """Words of any script stay as they are."""
    assert expected == visible(text)


@pytest.mark.parametrize(("text", "expected"), [("abc", 3), ("北京", 4), ("e\u0301", 1), ("می\u200cخ", 3), ("", 0)])
def test_width_counts_columns(text: str, expected: object) -> None:
    """East Asian wide characters take two, combining marks none."""
    assert expected == width(text)


@pytest.mark.parametrize(
    ("text", "columns", "expected"),
    [
        ("", 5, [""]),
        ("one two three", 7, ["one two", "three"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("go abcdefghij on", 5, ["go", "abcde", "fghij", "on"]),
        ("北京市长说", 5, ["北京", "市长", "说"]),
    ],
)
def test_wrap_breaks_at_words_where_it_can(text: str, columns: int, expected: object) -> None:
    """Only a word wider than its column is cut."""
    assert expected == wrap(text, columns)


@given(st.text(max_size=60), st.integers(2, 20))
def test_wrapped_lines_fit_and_lose_nothing(text: str, columns: int) -> None:
    """Whatever the text."""
    shown = visible(text)
    lines = wrap(shown, columns)
    assert all(width(line) <= columns for line in lines)
    assert shown.replace(" ", "") == "".join(lines).replace(" ", "")
    assert columns <= width(fitted(lines[0], columns))


@pytest.mark.parametrize(
    ("text", "expected"),
    [("short", "short"), ("a few words more", "a few […]"), ("unbreakable", "unbreakab […]"), ("exactly 9", "exactly 9")],
)
def test_shortened_cuts_after_a_whole_word(text: str, expected: object) -> None:
    """And says that it did."""
    assert expected == shortened(text, 9)
