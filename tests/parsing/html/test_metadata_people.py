"""Authors of pages: persons, whole names, and nobody else."""

from __future__ import annotations

import pytest

from seedlib.components import Context, Settings
from seedlib.parsing.html.metadata import facts_of
from seedlib.parsing.html.metadata.people import Judge
from seedlib.parsing.html.metadata.titles import SiteNames
from seedlib.parsing.html.metadata.words import page_words
from seedlib.parsing.html.page import page_of
from tests.parsing.html.test_metadata import BODY, article, data

#: Bylines and fields, and the persons in them.
NAMED = [
    ("By Jane Doe and John Roe", ["Jane Doe", "John Roe"]),
    ("by Jane Doe, John Roe & Max Moe", ["Jane Doe", "John Roe", "Max Moe"]),
    ("ByJane Doe", ["Jane Doe"]),
    ("Byby Jane Doe", ["Jane Doe"]),
    ("Von Anna Muster und Karl Beispiel", ["Anna Muster", "Karl Beispiel"]),
    ("Par Marie Durand et Luc Petit", ["Marie Durand", "Luc Petit"]),
    ("Por Ana Pérez y Juan Ruiz", ["Ana Pérez", "Juan Ruiz"]),
    ("di Marco Rossi", ["Marco Rossi"]),
    ("Door Jan de Vries", ["Jan de Vries"]),
    ("Av Kari Nordmann", ["Kari Nordmann"]),
    ("Autor: Jan Kowalski", ["Jan Kowalski"]),
    ("Jane Doe, Staff Writer", ["Jane Doe"]),
    ("Jane Doe | 24.06.2024 - 10:00", ["Jane Doe"]),
    ("Jane Doe on 24 June 2024", ["Jane Doe"]),
    ("Jane Doe in Paris and Max Moe in New York", ["Jane Doe", "Max Moe"]),
    ("Example agency in San Juan", []),
    ("Jane Doe (Example Times)", []),
    ("Jane Doe (Reuters)", ["Jane Doe"]),
    ("Dr. Jane Doe", ["Jane Doe"]),
    ("Doe, Jane", ["Jane Doe"]),
    ("JANE DOE", ["JANE DOE"]),
    ("Ursula von der Leyen", ["Ursula von der Leyen"]),
    ("Seán O’Neill", ["Seán O’Neill"]),
    ("Jane Edwards-Levy, PhD", ["Jane Edwards-Levy"]),
    ("김철수 기자", ["김철수"]),
    ("记者 王小明", ["王小明"]),
    ("Daniel Bader", ["Daniel Bader"]),
    ("Jane Doe jane@example.org", ["Jane Doe"]),
    ("Jane Doe @janedoe", ["Jane Doe"]),
    ("https://www.facebook.com/example", []),
    ("Reuters", []),
    ("AFP", []),
    ("dpa", []),
    ("Example Times", []),
    ("Example Times, Berlin, Germany", []),
    ("example.org", []),
    ("News Desk", []),
    ("Die Redaktion", []),
    ("Smart Shopping Team", []),
    ("By TPN, in News, Portugal, Business", []),
    ("By Jane Doe, in News, Portugal", ["Jane Doe"]),
    ("FR IT EN", []),
    ("Erstellt von Anna Muster", ["Anna Muster"]),
    ("admin", []),
    ("Email the author", []),
    ("Follow Jane Doe", []),
    ("More from this author", []),
    ("View all posts", []),
    ("the people of the harbour", []),
    ("", []),
]


@pytest.fixture(scope="module")
def judge(context: Context) -> Judge:
    """Return what tells persons from others, on the site of the Example Times."""
    return Judge(page_words(context), SiteNames(frozenset({"exampletimes"}), frozenset({"exampleorg"})), frozenset({"reuters"}))


@pytest.mark.parametrize(("words", "expected"), NAMED)
def test_persons_in_bylines(judge: Judge, words: str, expected: list[str]) -> None:
    """Names are whole, apart, and without what stands around them."""
    assert judge.names_in(words) == expected


PERSON = '{"@type": "Person", "name": "Jane Doe"}'
OUTLET = '{"@type": "Organization", "name": "Example Times"}'

#: A page's head and body, and its authors.
CHOSEN = [
    ("linked data", article(author=PERSON), "", ("Jane Doe",)),
    ("several", article(author=f'[{PERSON}, "John Roe"]'), "", ("Jane Doe", "John Roe")),
    (
        "by their ids",
        data('{"@graph": [{"@type": "Article", "author": {"@id": "#j"}}, {"@id": "#j", "@type": "Person", "name": "Jane Doe"}]}'),
        "",
        ("Jane Doe",),
    ),
    (
        "the byline where data name the outlet",
        article(author=OUTLET, publisher=OUTLET),
        "<h1>Ferry</h1><p class=byline>By Jane Doe</p>",
        ("Jane Doe",),
    ),
    ("nobody where all name the outlet", article(author=OUTLET, publisher=OUTLET), "<h1>Ferry</h1><p class=byline>Example Times</p>", None),
    (
        "the byline where a fact check names the outlet",
        data('{"@type": "ClaimReview", "author": {"@type": "Organization", "name": "Example Facts"}}'),
        "<h1>Ferry</h1><p>By Jane Doe</p>",
        ("Jane Doe",),
    ),
    ("behind the day", "", "<h1>Ferry</h1><p>Posted on September 21, 2020 by Jane Doe</p>", ("Jane Doe",)),
    ("between signs, with the day", "", "<h1>Ferry</h1><p>Health | By Jane Doe | April 13, 2020</p>", ("Jane Doe",)),
    ("no month", "", "<h1>Ferry</h1><p>6 de Mayo de 2022</p>", None),
    ("nobody whom a line with a day tells of", "", "<h1>Ferry</h1><p>On 5 May 2020 the tax was ended by John Roe</p>", None),
    ("a page of one word in a menu", "", "<h1>Ferry</h1>" + "<i></i>" * 160 + "<a href='/autor/kontakt/'>Fernweh</a>", None),
    ("a field", '<meta name="author" content="Jane Doe">', "", ("Jane Doe",)),
    (
        "a field for each",
        '<meta name="citation_author" content="Doe, Jane"><meta name="citation_author" content="Roe, John">',
        "",
        ("Jane Doe", "John Roe"),
    ),
    ("an address in a field", '<meta property="article:author" content="https://www.facebook.com/jane.doe">', "", None),
    ("capitals give way to mixed case", article(author='"JANE DOE"'), "<h1>Ferry</h1><p class=byline>By Jane Doe</p>", ("Jane Doe",)),
    ("a name of one word gives way to the whole", article(author='"jane"'), "<h1>Ferry</h1><p class=byline>By Jane Doe</p>", ("Jane Doe",)),
    ("a link to the author's page", "", "<h1>Ferry</h1><div><a rel=author href=/author/jane>Jane Doe</a></div>", ("Jane Doe",)),
    (
        "names in elements of their own",
        "",
        "<h1>Ferry</h1><div class=authors><a href=/author/1>Jane Doe</a> <a href=/author/2>John Roe</a></div>",
        ("Jane Doe", "John Roe"),
    ),
    ("a role glued to the name", "", "<h1>Ferry</h1><div class=author><b>Jane Doe</b><i>Staff Writer</i></div>", ("Jane Doe",)),
    ("a line that begins as bylines do", "", "<h1>Ferry</h1><p>Von Anna Muster</p>", ("Anna Muster",)),
    ("not a comment's", "", "<h1>Ferry</h1><div class=comments><div class=comment-author>Jane Doe</div></div>", None),
    ("not a photographer's", "", "<h1>Ferry</h1><figure><figcaption class=author>Jane Doe</figcaption></figure>", None),
    (
        "not a sentence",
        "",
        "<h1>Ferry</h1><p>By Monday the council had heard from islanders, from fishers and from the owner of the largest ferry.</p>",
        None,
    ),
    (
        "microdata",
        "",
        "<h1>Ferry</h1><p itemprop=author itemscope itemtype=http://schema.org/Person><span itemprop=name>Jane Doe</span></p>",
        ("Jane Doe",),
    ),
    ("not the author of a review", "", "<h1>Ferry</h1><div itemprop=review itemscope><span itemprop=author>Jane Doe</span></div>", None),
]


@pytest.mark.parametrize(("label", "head", "body", "expected"), CHOSEN, ids=[row[0] for row in CHOSEN])
def test_authors(context: Context, label: str, head: str, body: str, expected: tuple[str, ...] | None) -> None:
    """The persons who wrote the article, and nobody else on the page."""
    page = page_of(f"<html><head>{head}</head><body>{body}{BODY}</body></html>", Settings())
    assert facts_of(page, context=context).fields.get("authors") == expected, label
