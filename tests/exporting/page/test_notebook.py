"""What notebooks show of an analysis, and of several."""

import sys
from collections.abc import Iterator

import pytest
import regex

import seedlib
from seedlib.errors import MissingExtraError
from seedlib.exporting.page.notebook import Shown, html_of, show
from seedlib.model import Analysis, Claim, Document, Span, Unread


def test_an_analysis_shows_its_text_and_claims(analysis: Analysis) -> None:
    """Marked in place, and as a table, without anything that acts."""
    html = analysis._repr_html_()
    assert html is not None
    for words in ("Ruta Voss", "stray-space", "commitment", "minister", 'class="m source'):
        assert words in html
    assert regex.search(r"<script|\son\w+=|\sid=|https?://", html) is None


def test_the_style_reaches_nothing_else(analysis: Analysis) -> None:
    """Every rule begins at the fragment."""
    style = regex.search(r"(?s)<style>(.*)</style>", analysis._repr_html_() or "")
    assert style is not None
    selectors = regex.findall(r"(?m)^([^/{}\n][^{}\n]*)\{", style[1])
    assert [one for selector in selectors for one in selector.split(",") if not one.strip().startswith(".seedlib-shown")] == []


def test_an_input_that_was_not_read_says_why(unread: Unread) -> None:
    """With what to do."""
    assert "found an empty file" in (unread._repr_html_() or "")


def test_without_the_extra_there_is_no_answer(analysis: Analysis, monkeypatch: pytest.MonkeyPatch) -> None:
    """The notebook then shows the value's `repr`; whoever asks for `show` is told what is absent."""
    monkeypatch.setitem(sys.modules, "jinja2", None)
    assert html_of(analysis) is None
    with pytest.raises(MissingExtraError, match=regex.escape("seedlib[pages]")):
        show([analysis])


def test_several_are_folded_and_no_more_is_read_than_is_shown(analysis: Analysis, unread: Unread) -> None:
    """One more than is shown, which tells that there is more."""
    read = []

    def results() -> Iterator[Analysis | Unread]:
        for number in range(100):
            read.append(number)
            yield unread if number == 1 else analysis

    shown = show(results(), most=3)
    assert (shown.documents, len(read)) == (3, 4)
    assert "and more" in shown.html
    assert shown.html.count("not read") == 1
    assert shown._repr_html_() == shown.html


@pytest.mark.parametrize("many", [0, 1, 2])
def test_what_is_shown_says_how_many_there_are(many: int, analysis: Analysis) -> None:
    """Where no notebook draws it."""
    expected = [
        "<0 documents, to be shown by a notebook>",
        "<1 document, to be shown by a notebook>",
        "<2 documents, to be shown by a notebook>",
    ]
    assert repr(show([analysis] * many)) == expected[many]


def test_one_alone_looks_as_it_does_by_itself(analysis: Analysis) -> None:
    """`show` takes an analysis, too."""
    assert show(analysis) == Shown(documents=1, html=analysis._repr_html_() or "")


def test_a_long_text_is_cut_and_says_so() -> None:
    """A notebook is no place for two million characters."""
    claims = [Claim(content=[Span(30 * n, 30 * n + 9)], id=f"c{n}") for n in range(2_000)]
    html = html_of(Analysis(document=Document(text="x" * 100_000), claims=claims)) or ""
    assert "and 80,000 more characters" in html
    assert "and 1800 more" in html
    assert len(html) < 250_000


def test_hostile_words_stay_words() -> None:
    """What is markup in a text is text in a notebook."""
    text = '<script>alert(1)</script> <img src=x onerror="alert(1)">'
    document = Document(text=text, title=text, authors=[text])
    html = seedlib.show(Analysis(document=document, claims=[Claim(content=[Span(0, len(text))], speakers=[text])])).html
    assert html.count("<script") == 0
    assert html.count("<img") == 0
