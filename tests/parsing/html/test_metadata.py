"""What pages say of their articles: titles, sites, addresses, languages and kinds, and where they say it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from time import process_time
from typing import Any

import pytest

from seedlib.components import Context, Settings
from seedlib.model import Span
from seedlib.parsing.html.metadata import Facts, facts_of
from seedlib.parsing.html.metadata.jsonld import linked_data, values_in
from seedlib.parsing.html.page import page_of
from tests.growth import assert_linear

#: A paragraph, so that a page has text.
BODY = "<p>The harbour’s council voted on Monday to end the tax on ferries, which islanders had called unfair for years.</p>"


def facts(context: Context, head: str = "", body: str = "<h1>Ferry tax falls</h1>" + BODY, url: str | None = None) -> Facts:
    """Return what a page says of its article."""
    return facts_of(page_of(f"<html><head>{head}</head><body>{body}</body></html>", Settings()), url=url, context=context)


def data(content: str) -> str:
    """Return a script of linked data."""
    return f'<script type="application/ld+json">{content}</script>'


def article(**fields: str) -> str:
    """Return a script of linked data with a news article."""
    more = "".join(f', "{name}": {held}' for name, held in fields.items())
    return data('{"@context": "https://schema.org", "@type": "NewsArticle"' + more + "}")


TITLES = [
    (
        "the heading, not the title for sharing",
        '<meta property="og:title" content="You won’t believe this ferry tax">',
        "<h1>Ferry tax falls</h1>",
        "Ferry tax falls",
    ),
    (
        "a site's name behind it",
        "<title>Ferry tax falls - Example Times</title><meta property='og:site_name' content='Example Times'>",
        "",
        "Ferry tax falls",
    ),
    (
        "a site's name before it",
        "<title>Example Times: Ferry tax falls</title><meta property='og:site_name' content='Example Times'>",
        "",
        "Ferry tax falls",
    ),
    (
        "a name that only the address knows",
        "<title>Ferry tax falls | exampletimes</title><link rel=canonical href='https://www.exampletimes.org/a/1'>",
        "",
        "Ferry tax falls",
    ),
    ("a subtitle is no site", "<title>Ferry tax falls - islanders cheer</title>", "", "Ferry tax falls - islanders cheer"),
    (
        "a logo as a heading",
        "<title>Ferry tax falls | Example</title>",
        "<h1><a href='/'>Example</a></h1><h2>Ferry tax falls</h2>",
        "Ferry tax falls",
    ),
    (
        "a rubric over the title in the heading",
        "<title>Ferry tax falls</title>",
        "<h1><span class='kicker'>The islands</span> <span>Ferry tax falls</span></h1>",
        "Ferry tax falls",
    ),
    ("a heading of labels alone stays", "", "<h1><span class='topic'>Ferry tax falls</span></h1>", "Ferry tax falls"),
    (
        "a heading of another story",
        "<title>Ferry tax falls</title>",
        "<h1>Ferry tax falls</h1><aside><h1>Bridge closes</h1></aside>",
        "Ferry tax falls",
    ),
    ("linked data where nothing is seen", article(headline='"Ferry tax falls"'), "", "Ferry tax falls"),
    ("entities in linked data", article(headline='"Ferry &amp;amp; tax"'), "", "Ferry & tax"),
    ("line ends in the heading", "", "<h1>Ferry<br>tax falls</h1>", "Ferry tax falls"),
    ("soft hyphens are no letters", "", "<h1>Ferry tax re&shy;form</h1>", "Ferry tax reform"),
    (
        "the class of a title",
        "<title>Ferry tax falls :: Example</title>",
        "<div class='entry-title'>Ferry tax falls</div>",
        "Ferry tax falls",
    ),
    (
        "the bold line over a dateline on a page without headings",
        "<title>Ministry of Ferries: press</title>",
        "<b>Ferry tax falls</b><br><br>OSLO, 4 March 2003 – The ministers of both countries agreed today to end the tax on ferries.",
        "Ferry tax falls",
    ),
    (
        "a bold line over a paragraph without its day",
        "<title>Ferry tax falls</title>",
        "<b>The islands</b><br><br>The ministers of both countries agreed today to end the tax on ferries, and to build new quays.",
        "Ferry tax falls",
    ),
    (
        "a bold word in a line",
        "<title>Ferry tax falls</title>",
        "By <b>Jane Doe</b><br><br>OSLO, 4 March 2003 – The ministers of both countries agreed today to end the tax on ferries.",
        "Ferry tax falls",
    ),
    ("a title of a drawing is none", "<title>Ferry tax falls</title>", "<svg><title>Menu</title></svg>", "Ferry tax falls"),
    (
        "Chinese, glued to the site's name",
        "<title>渡轮税取消_示例网</title><meta property='og:site_name' content='示例网'>",
        "",
        "渡轮税取消",
    ),
    ("none at all", "", "", None),
]


@pytest.mark.parametrize(("label", "head", "body", "expected"), TITLES, ids=[row[0] for row in TITLES])
def test_titles(context: Context, label: str, head: str, body: str, expected: str | None) -> None:
    """The title is the article's, without the site's name, rubrics and other stories."""
    assert facts(context, head, body + BODY).fields.get("title") == expected, label


FIELDS: list[tuple[str, str, str, Mapping[str, Any]]] = [
    (
        "the publisher of the data",
        article(publisher='{"@type": "Organization", "name": "Example Times"}'),
        "",
        {"publisher": "Example Times"},
    ),
    (
        "the publisher by its id",
        data('{"@graph": [{"@type": "Article", "publisher": {"@id": "#o"}}, {"@id": "#o", "name": "Example Times"}]}'),
        "",
        {"publisher": "Example Times"},
    ),
    ("the site's name", '<meta property="og:site_name" content="Example Times">', "", {"publisher": "Example Times"}),
    ("an address is no name", '<meta name="publisher" content="https://example.org/">', "", {"publisher": None}),
    (
        "the end of the title that is the domain",
        "<title>Ferry tax falls | The Example</title><link rel=canonical href='https://example.org/a'>",
        "",
        {"publisher": "The Example"},
    ),
    (
        "the canonical address",
        "<link rel=canonical href='https://example.org/a/1'><meta property='og:url' content='https://example.org/a/1?s=t'>",
        "",
        {"url": "https://example.org/a/1"},
    ),
    (
        "a canonical front page",
        "<link rel=canonical href='https://example.org/'><meta property='og:url' content='https://example.org/a/1'>",
        "",
        {"url": "https://example.org/a/1"},
    ),
    (
        "a relative address, and a base",
        "<base href='https://example.org/a/'><link rel=canonical href='1.html'>",
        "",
        {"url": "https://example.org/a/1.html"},
    ),
    ("no address of a script", "<link rel=canonical href='javascript:void(0)'>", "", {"url": None}),
    (
        "a republication",
        "<link rel=canonical href='https://example.org/a'><meta name='syndication-source' content='https://first.example.net/b'>",
        "",
        {"first_publisher": "first.example.net"},
    ),
    (
        "its own syndication",
        "<link rel=canonical href='https://example.org/a'><meta name='syndication-source' content='https://www.example.org/a'>",
        "",
        {"first_publisher": None},
    ),
    ("opinions by the section", article(articleSection='"Meinung"'), "", {"genre": "opinion"}),
    ("opinions by the type", data('{"@type": "OpinionNewsArticle"}'), "", {"genre": "opinion"}),
    ("opinions by the address", "<link rel=canonical href='https://example.org/opinion/2024/a'>", "", {"genre": "opinion"}),
    (
        "a word of the address is no section",
        "<link rel=canonical href='https://example.org/world/opinion-poll-surprises'>",
        "",
        {"genre": None},
    ),
    ("a press release", "<link rel=canonical href='https://example.org/press-releases/a'>", "", {"genre": "release"}),
    ("news by the type", article(), "", {"genre": "news"}),
    ("a blog is nothing of it", data('{"@type": "BlogPosting"}'), "", {"genre": None}),
    ("an underscore in the tag", '<meta property="og:locale" content="pt_BR">', "", {"language": "pt-BR"}),
    ("a tag that is none", '<meta name="language" content="English">', "", {"language": None}),
]


@pytest.mark.parametrize(("label", "head", "body", "expected"), FIELDS, ids=[row[0] for row in FIELDS])
def test_site_address_language_and_kind(context: Context, label: str, head: str, body: str, expected: Mapping[str, Any]) -> None:
    """What the page says of its site, its address, its language and its kind."""
    fields = facts(context, head, body + BODY).fields
    assert {name: fields.get(name) for name in expected} == expected, label


def test_the_language_is_what_most_say(context: Context) -> None:
    """A theme's `en-US` stands on pages in any language."""
    page = (
        '<html lang="en-US"><head><meta property="og:locale" content="de_DE">'
        + data('{"@type": "Article", "inLanguage": "de"}')
        + "</head>"
        + BODY
    )
    found = facts_of(page_of(page, Settings()), context=context)
    assert found.fields["language"] == "de"
    assert "html says en-US" in {item.rule for item in found.provenance if item.about == "language"}


def test_provenance_names_the_source_the_words_and_who_disagrees(context: Context) -> None:
    """The evidence is the words on the page, and other values stand beside the one that was taken."""
    head = '<meta property="og:title" content="Ferry tax: islanders cheer">'
    page = page_of(f"<html><head>{head}</head><body><h1>Ferry tax falls</h1>{BODY}</body></html>", Settings())
    found = [item for item in facts_of(page, context=context).provenance if item.about == "title"]
    assert [(item.rule, item.spans) for item in found] == [("h1", (Span(0, 15),)), ("open-graph says Ferry tax: islanders cheer", ())]
    assert found[0].confidence > 0.5 > found[1].confidence


def test_the_given_address_stands_where_the_page_says_none(context: Context) -> None:
    """A server knows where it got the page from."""
    assert facts(context, url="https://example.org/a/1").fields["url"] == "https://example.org/a/1"


ARTICLES = [
    (
        "a graph",
        '{"@graph": [{"@type": "WebSite", "name": "Example"}, {"@type": ["Article", "NewsArticle"], "headline": "Ferry"}]}',
        "Ferry",
    ),
    ("a list", '[{"@type": "BreadcrumbList"}, {"@type": "Article", "headline": "Ferry"}]', "Ferry"),
    ("inside a page", '{"@type": "WebPage", "mainEntity": {"@type": "Article", "headline": "Ferry"}}', "Ferry"),
    ("with its vocabulary", '{"@type": "http://schema.org/NewsArticle", "headline": "Ferry"}', "Ferry"),
    ("related stories are not it", '{"@type": "ItemList", "itemListElement": [{"@type": "Article", "headline": "Bridge"}]}', None),
    ("parts are not it", '{"@type": "WebPage", "hasPart": {"@type": "Article", "headline": "Bridge"}, "name": "Ferry"}', None),
    ("raw line ends", '{"@type": "Article", "headline": "Ferry\n"}', "Ferry\n"),
    ("a comma at the end", '{"@type": "Article", "headline": "Ferry",}', "Ferry"),
    ("comments around it", '<!-- {"@type": "Article", "headline": "Ferry"} -->', "Ferry"),
    ("CDATA around it", '//<![CDATA[\n{"@type": "Article", "headline": "Ferry"}\n//]]>', "Ferry"),
    ("a line of comment in it", '{"@type": "Article", //"Person",\n "headline": "Ferry"}', "Ferry"),
    ("single quotes", '{"@type": "Article", "headline": \'Ferry\'}', "Ferry"),
    ("a wrong escape", '{"@type": "Article", "headline": "it\\\'s"}', "it\\'s"),
    ("two values in a row", '{"@type": "WebSite"} {"@type": "Article", "headline": "Ferry"}', "Ferry"),
    ("a semicolon", '{"@type": "Article", "headline": "Ferry"};', "Ferry"),
    ("no JSON", "window.data = 1", None),
    ("a number", "7", None),
    ("deep", "[" * 100_000, None),
]


@pytest.mark.parametrize(("label", "script", "expected"), ARTICLES, ids=[row[0] for row in ARTICLES])
def test_linked_data(label: str, script: str, expected: str | None) -> None:
    """The article is found in all shapes, and broken blocks are read as far as they go."""
    assert linked_data([script]).article.get("headline") == expected, label


def test_of_several_articles_the_one_with_the_pages_title_is_taken() -> None:
    """Some sites put the data of related stories on the page, in blocks of their own."""
    scripts = ['{"@type": "NewsArticle", "headline": "Bridge closes"}', '{"@type": "NewsArticle", "headline": "Ferry tax falls"}']
    assert linked_data(scripts, ["Ferry tax falls - Example"]).article["headline"] == "Ferry tax falls"
    assert linked_data(scripts).article["headline"] == "Bridge closes"


def test_a_reference_to_itself_ends() -> None:
    """`@id` may lead in a circle."""
    found = linked_data(['{"@type": "Article", "author": {"@id": "#a"}}', '{"@id": "#a", "name": {"@id": "#a", "x": 1}}'])
    assert list(found.texts("author")) == []


def test_references_that_meet_are_followed_once() -> None:
    """A few nodes that name one another in lists would have as many names as there are ways through them."""
    nodes = [{"@id": f"#{n}", "x": 1, "name": [{"@id": f"#{(n + 1) % 9}"}] * 9 + [f"Name {n}"]} for n in range(9)]
    found = linked_data(['{"@type": "Article", "author": {"@id": "#0"}}', json.dumps(nodes)])
    assert sorted(found.texts("author")) == [f"Name {n}" for n in range(9)]


@pytest.mark.parametrize("part", ['{"a": "' + "x " * 20 + '"},', "/* ", "// ", "*/ /* "])
def test_scripts_are_read_in_time_that_grows_with_them(part: str) -> None:
    """A script of megabytes is no trap."""

    def seconds(size: int) -> float:
        begin = process_time()
        list(values_in("[" + part * size))
        return process_time() - begin

    assert_linear(seconds, 2_000)


PAGES = [
    ("elements in elements", lambda size: "<div class=author>" * size + "By Jane Doe" + "</div>" * size),
    ("a title of a thousand parts", lambda size: "<title>" + "Ferry tax - " * size + "</title>" + BODY),
    ("many authors", lambda size: '<meta name="author" content="Jane Doe">' * size + BODY),
    ("many bylines", lambda size: "<h1>Ferry tax falls</h1>" + "<p>By Jane Doe</p>" * 10 * size),
    ("many dates", lambda size: "<h1>Ferry</h1>" + "<time datetime=2024-06-24>x</time>" * size),
    ("many headings", lambda size: "<h1>Ferry tax falls</h1>" * size),
    ("items in items", lambda size: "<div itemscope itemprop=author><i itemprop=name>Jane Doe</i>" * size),
]


@pytest.mark.parametrize(("label", "made"), PAGES, ids=[row[0] for row in PAGES])
def test_pages_are_read_in_time_that_grows_with_them(context: Context, label: str, made: Callable[[int], str]) -> None:
    """No page is a trap, however its makers repeat themselves."""
    del label

    def seconds(size: int) -> float:
        page = page_of(made(size), Settings())
        begin = process_time()
        facts_of(page, context=context)
        return process_time() - begin

    assert_linear(seconds, 400)
