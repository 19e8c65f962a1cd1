"""The source map: each run of a page's text and where it stands in the source."""

from __future__ import annotations

import gzip
import os
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seedlib.components import Settings
from seedlib.parsing.decoding import decode
from seedlib.parsing.html.page import Page, page_of


def page(source: str) -> Page:
    """Return a page read with the usual settings."""
    return page_of(source, Settings())


def runs(source: str) -> list[tuple[str, str, bool]]:
    """Return each run's text, its source, and whether it is exact."""
    found = page(source)
    return [(found.text[run.start : run.end], found.source[run.source_start : run.source_end], run.exact) for run in found.runs]


#: A label, the source, and its runs: text, source, exact.
RUNS = [
    ("plain", "<p>One two</p>", [("One two", "One two", True)]),
    ("elements", "<p>One <b>two</b></p>", [("One ", "One ", True), ("two", "two", True)]),
    ("a reference", "<p>A &amp; B", [("A ", "A ", True), ("&", "&amp;", False), (" B", " B", True)]),
    ("of cp1252", "<p>&#147;A", [("“", "&#147;", False), ("A", "A", True)]),
    ("that is none", "<p>A&B &x;", [("A&B &x;", "A&B &x;", True)]),
    ("long white space", "<p> A \n B", [("A", "A", True), (" ", " \n ", False), ("B", "B", True)]),
    ("a line end", "<p>A<br>B", [("A", "A", True), ("\n", "", False), ("B", "B", True)]),
    ("line ends of Windows", "<p>A\r\nB", [("A", "A", True), (" ", "\r\n", False), ("B", "B", True)]),
    ("kept ones", "<pre>\r\nA\r\nB\rC", [("A", "A", True), ("\n", "\r\n", False), ("B", "B", True), ("\n", "\r", False), ("C", "C", True)]),
    ("a NUL", "<p>A\0B C", [("AB C", "A\0B C", False)]),
    ("a comment", "<p>A<!-- x -->B", [("A", "A", True), ("B", "B", True)]),
    ("text in a table", "<p>A<table>B<tr><td>C</table>D", [("A", "A", True), ("B", "B", True), ("C", "C", True), ("D", "D", True)]),
    ("shown before what it stands behind", "<table><tr><td>C<tr>B</table>", [("B", "B", True), ("C", "C", True)]),
    ("an element that is opened anew", "<p>A<b>B<p>C</b>D", [(sign, sign, True) for sign in "ABCD"]),
    ("equal texts, one of them hidden", "<p hidden>A</p>A<p>A", [("A", "A", True), ("A", "A", True)]),
    ("text behind a long control", f"<p>A<select>{'<option>b' * 60}</select>C", [("A", "A", True), ("C", "C", True)]),
    ("what the tokenizer takes for text", "<svg><title/></svg>A<p>B<b>C", [("A", "", False), ("B", "B", True), ("C", "C", True)]),
    ("beyond the first plane", "<p>😀𝔯<b>é", [("😀𝔯", "😀𝔯", True), ("é", "é", True)]),
    ("at the end of the source", "A &lt", [("A ", "A ", True), ("<", "&lt", False)]),
    (
        "two cells",
        "<table><tr><td>A<td>B<tr><td>C<td>D",
        [("A", "A", True), ("\t", "", False), ("B", "B", True), ("C", "C", True), ("\t", "", False), ("D", "D", True)],
    ),
]


@pytest.mark.parametrize(("label", "source", "expected"), RUNS, ids=[label for label, _, _ in RUNS])
def test_runs_lead_back(label: str, source: str, expected: list[tuple[str, str, bool]]) -> None:
    """Exact where text and source are the same characters; what is not found stands where reading had come to."""
    assert expected == runs(source), label


def test_of_equal_texts_each_is_found_where_it_stands() -> None:
    """Not where the first one does."""
    source = "<div hidden>A</div><ul><li>A<li><b>A</b><li>B</ul>A"
    places = [run.source_start for run in page(source).runs]
    assert places == [27, 35, 44, 50]


#: What is hidden in front of the same text.
BEHIND = [
    "<p>By <span hidden>A</span>A",
    "<p>By <span style='display:none'>A&amp;<b>A</b></span>A&amp;A",
    "<p>By <svg><title>A</title><text>A</text></svg>A",
    "<p>By <template>A</template>A",
    "<p>By <noscript>A<b>A</b></noscript>A",
    "<p>By <script>A</script><iframe>A</iframe><textarea>A</textarea>A",
]


@pytest.mark.parametrize("source", BEHIND)
def test_text_is_not_found_in_what_is_hidden_before_it(source: str) -> None:
    """A mark for screen readers repeats a name at times."""
    last = page(source).runs[-1]
    assert (last.source_start, last.exact) == (len(source) - 1, True)


#: Pieces of which pages are made: texts, references, tags that fit and that do not.
PIECES = st.sampled_from(
    [
        "a", "Rain fell. ", " ", "\n", "\r\n", "\t", "é😀", "&amp;", "&nbsp;", "&#147;", "&#x1F600;", "&", "&lt", "\0",
        "<p>", "</p>", "<b>", "</b>", "<i>", "</i>", "<a href=x>", "</a>", "<br>", "<div>", "</div>", "<ul>", "<li>", "</ul>",
        "<table>", "<tr>", "<td>", "<th>x", "</table>", "<caption>", "<pre>", "\n", "</pre>", "<h2>", "</h2>",
        "<blockquote>", "</blockquote>", "<!-- c -->", "<!doctype html>", "<script>a<b</script>", "<style>", "</style>",
        "<svg>", "<title/>", "<title>", "</title>", "</svg>", "<math>", "<mi>", "</math>", "<select>", "<option>", "</select>",
        "<noscript>", "</noscript>", "<template>", "</template>", "<body>", "</body>", "</html>", "<html>", "<head>", "</head>",
        "<frameset>", "<textarea>", "</textarea>", "<button>", "<form>", "</form>", "<p hidden>", "<x-y>", "<![CDATA[x]]>",
        "<", ">", "</", "<plaintext>", "<font>", "</font>", "<nobr>", "<hr>", "<img alt=x>", "<iframe>", "</iframe>",
        "<rp>", "<rt>", "<xmp>",
    ]
)  # fmt: skip

SOURCES = st.lists(PIECES | st.text(max_size=3), max_size=40).map("".join)


def check(found: Page) -> None:
    """Assert all that holds of any page."""
    assert found.text == "\n\n".join(found.text[block.start : block.end] for block in found.blocks)
    covered = [(run.start, run.end) for run in found.runs]
    assert sum(end - start for start, end in covered) == sum(block.end - block.start for block in found.blocks)
    assert all(first[1] <= second[0] for first, second in pairwise(covered))
    assert all(run.start < run.end and run.source_end <= len(found.source) for run in found.runs)
    assert [
        run for run in found.runs if run.exact and found.text[run.start : run.end] != found.source[run.source_start : run.source_end]
    ] == []
    for block in found.blocks:
        words = found.text[block.start : block.end]
        assert words == words.strip()
        assert words
        assert 0 <= block.linked <= block.end - block.start


@settings(max_examples=200, deadline=None)
@given(SOURCES)
def test_every_character_has_a_run_and_exact_ones_read_the_same(source: str) -> None:
    """Whatever the page looks like."""
    check(page(source))


DATA = Path(os.environ.get("SEEDLIB_DATA", "/nowhere"), "pages", "pages")


@pytest.mark.skipif(not DATA.is_dir(), reason="SEEDLIB_DATA names no folder of pages")
def test_runs_of_real_pages() -> None:
    """At least 99.5 % of the characters of blocks have a place in the source, and 95 % an exact one."""
    size = placed = exact = 0
    for path in sorted(DATA.glob("*.html.gz"))[::20]:
        found = page(decode(gzip.decompress(path.read_bytes())).text)
        check(found)
        size += sum(run.end - run.start for run in found.runs)
        placed += sum(run.end - run.start for run in found.runs if run.source_end > run.source_start)
        exact += sum(run.end - run.start for run in found.runs if run.exact)
    assert placed >= 0.995 * size
    assert exact >= 0.95 * size
