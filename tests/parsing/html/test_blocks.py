"""Blocks of pages: what shows, in which order, apart by what, and of which kind."""

from __future__ import annotations

import pytest

from seedlib.components import Settings
from seedlib.parsing.html.page import Page, page_of


def page(source: str) -> Page:
    """Return a page read with the usual settings."""
    return page_of(source, Settings())


#: A label, the source, and the texts of its blocks.
TEXTS = [
    ("paragraphs", "<p>One.</p><p>Two.</p>", ["One.", "Two."]),
    ("ends of paragraphs left out", "<p>One.<p>Two.", ["One.", "Two."]),
    ("text outside of any block", "One.<p>Two.</p>Three.", ["One.", "Two.", "Three."]),
    ("text beside a block in a block", "<div>One.<div>Two.</div>Three.</div>", ["One.", "Two.", "Three."]),
    ("white space is collapsed", "<p> One\n\t two.  <b> Three</b> </p>", ["One two. Three"]),
    ("white space between words of two elements", "<p><b>One</b> <i>two</i>\n<i>three</i></p>", ["One two three"]),
    ("no white space between letters", "<p>sub<b>marine</b></p>", ["submarine"]),
    ("no-break spaces stay", "<p>5&nbsp;&nbsp;km&nbsp;</p>", ["5\xa0\xa0km"]),
    ("soft hyphens stay", "<p>sub&shy;marine</p>", ["sub\xadmarine"]),
    ("a line end", "<p>One <br> two</p>", ["One\ntwo"]),
    ("two line ends", "<td>One<br><br/>Two<br>&nbsp;<br>Three", ["One", "Two", "Three"]),
    ("a line end at either end", "<p><br>One<br></p>", ["One"]),
    ("a rule", "One<hr>Two", ["One", "Two"]),
    ("kept white space", "<pre>\n  One\n two  three\n</pre>", ["One\n two  three"]),
    ("an empty line in kept white space", "<pre>One\n\n \nTwo</pre>", ["One", "Two"]),
    ("kept white space in an element", "<pre><b>a</b>  <i>b</i></pre>", ["a  b"]),
    ("a list in a list", "<ul><li>One<ul><li>Two</ul><li>Three</ul>", ["One", "Two", "Three"]),
    ("a definition", "<dl><dt>Rain<dd>falls</dl>", ["Rain", "falls"]),
    ("a heading in a link", "<a href=x><h2>One</h2><p>Two</a>", ["One", "Two"]),
    ("what is closed and can be opened", "<details><summary>One</summary>Two</details>", ["One", "Two"]),
    ("references", "<p>A &amp; B &lt;c&gt; &#8220;d&#x201d; &#147;e&#148; &nosuch;</p>", ["A & B <c> “d” “e” &nosuch;"]),
    ("a NUL", "<p>a\0b</p>", ["ab"]),
    ("line ends of Windows", "<p>One\r\ntwo\rthree</p>", ["One two three"]),
    ("upper case", "<P>One<BR>two<P>Three", ["One\ntwo", "Three"]),
    ("tags that nothing closes", "<b><i><div>One</b><p>Two", ["One", "Two"]),
    ("end tags of nothing", "</p>One</div></span>two", ["Onetwo"]),
    ("text behind the end", "<body><p>One</p></body></html>Two", ["One", "Two"]),
    ("a comment", "<p>One<!-- <p>no</p> -->two</p>", ["Onetwo"]),
    ("elements of one's own", "<my-card><p>One</my-card>", ["One"]),
    ("right to left, and beyond the first plane", "<p>مطر 😀<p>𝔯", ["مطر 😀", "𝔯"]),
    ("reading aids", "<p><ruby>雨<rp>(</rp><rt>あめ</rt><rp>)</rp></ruby></p>", ["雨(あめ)"]),
    ("formulas", "<p>x <math><mi>y</mi></math></p>", ["x y"]),
    ("an empty page", "<html><body> &nbsp; &#8203;<p></p></body></html>", []),
    ("nothing", "", []),
    # tables
    ("a table of data", "<table><tr><th>Year<th>Rain<tr><td>2023<td><p>5 <b>mm</b></p></table>", ["Year\tRain", "2023\t5 mm"]),
    ("an empty cell", "<table><tr><td>1<td><td>2<tr><td><td>3<td>4</table>", ["1\t\t2", "3\t4"]),
    ("paragraphs in a cell", "<table><tr><td>1<td><p>a<p>b<br>c<tr><td>2<td>d</table>", ["1\ta b c", "2\td"]),
    ("a table that sets out the page", "<table><tr><td>One<td>Two</table>", ["One", "Two"]),
    ("a long cell", f"<table><tr><td>1<td>{'Rain. ' * 60}<tr><td>2<td>3</table>", ["1", ("Rain. " * 60).strip(), "2", "3"]),
    ("tables in a table", "<table><tr><td>1<td><table><tr><td>2<td>3</table><tr><td>4<td>5</table>", ["1", "2", "3", "4", "5"]),
    ("a table for looks", "<table role=presentation><tr><td>1<td>2<tr><td>3<td>4</table>", ["1", "2", "3", "4"]),
    ("text in a table outside of cells", "<p>One<table>two<tr><td>Three</table>four", ["Onetwo", "Three", "four"]),
    # what does not show
    ("scripts and styles", "<script>no</script><style>no</style><p>One<template>no</template><noscript>no</noscript>", ["One"]),
    ("controls", "One<select><option>no</select><textarea>no</textarea><datalist><option>no</datalist><input value=no>", ["One"]),
    ("media", "<svg><title/><text>no</text></svg>One<iframe>no</iframe><video>no</video><canvas>no</canvas><img alt=no>", ["One"]),
    ("hidden", "<p hidden>no<p style='color: red; DISPLAY : none'>no<p style=visibility:hidden>no<p>One", ["One"]),
    ("sent hidden, to be moved by a script", "<div hidden id='S:1'>One</div><p>Two<p hidden id=s>no", ["One", "Two"]),
    ("all hidden until a script has run", "<div hidden><p style='display:none'>One</div><script>no</script>", ["One"]),
    ("an icon", "<p>One<i class=icon aria-hidden=true>arrow</i>", ["One"]),
    ("a dialogue that is closed", "<dialog>no</dialog><dialog open>One</dialog>", ["One"]),
    ("a hidden body, until a script has run", "<body style='display:none'><p>One", ["One"]),
    ("the title of the window", "<title>no</title>One", ["One"]),
    ("shown though a style has the word", "<p style='--display: none-of-these'>One<p style='list-style:none'>Two", ["One", "Two"]),
    ("hidden from screen readers only", "<div aria-hidden=true>One</div>", ["One"]),
]


@pytest.mark.parametrize(("label", "source", "expected"), TEXTS, ids=[label for label, _, _ in TEXTS])
def test_what_shows_is_in_blocks(label: str, source: str, expected: list[str]) -> None:
    """In reading order, as a browser sets it."""
    found = page(source)
    assert expected == [found.text[block.start : block.end] for block in found.blocks], label
    assert found.text == "\n\n".join(expected)


#: The source, and the kinds of its blocks.
KINDS = [
    ("<h1>a</h1><h6>b</h6>", ["heading", "heading"]),
    ("<p>a</p>b<div>c</div>", ["paragraph", "paragraph", "paragraph"]),
    ("<ul><li>a<li><p>b</ul><dl><dt>c<dd>d</dl>", ["list-item"] * 4),
    ("<ul><li><h3>a</h3></ul>", ["heading"]),
    ("<ul><li><article><p>a</article></ul>", ["paragraph"]),
    ("<blockquote>a<p>b</blockquote>c", ["quote", "quote", "paragraph"]),
    ("<figure><img><figcaption>a <p>b</figcaption></figure>", ["caption", "caption"]),
    ("<table><caption>a</caption><tr><td>b</table>", ["caption", "paragraph"]),
    ("<table><caption>a<p>b</caption><tr><td>1<td>2<tr><td>3<td>4</table>", ["caption", "caption", "paragraph", "paragraph"]),
    ("<nav><ul><li><a href=x>a</a></ul><h2>b</h2></nav><button>c</button>", ["boilerplate"] * 3),
    ("<aside>a</aside><header>b</header><footer>c</footer><form>d</form>", ["paragraph"] * 4),
]


@pytest.mark.parametrize(("source", "expected"), KINDS)
def test_a_block_is_what_its_element_says(source: str, expected: list[str]) -> None:
    """The nearest element that says something decides; nothing in a menu is anything else."""
    assert expected == [block.kind for block in page(source).blocks]


def test_a_block_knows_its_element_and_its_links() -> None:
    """For those who judge what it is."""
    block, other = page("<div class=lead>One <a href=x>two</a> <a>three</a></div><a href=y><p>Four</a>").blocks
    assert (block.node.tag, block.node.attrs["class"], block.linked) == ("div", ["lead"], 3)
    assert (other.node.tag, other.linked) == ("p", 4)


def test_links_are_counted_in_the_block_they_stand_in() -> None:
    """Also where line ends cut what an element holds into several."""
    assert [block.linked for block in page("<p>a <a href=x>bc<br><br>de</a> f<br><br>g").blocks] == [2, 2, 0]
