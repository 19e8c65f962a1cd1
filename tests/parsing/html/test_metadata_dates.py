"""Dates of pages: as they are written, and which of them is the article's."""

from __future__ import annotations

from time import process_time

import pytest

from seedlib.components import Context, Settings
from seedlib.parsing.html.metadata import facts_of
from seedlib.parsing.html.metadata.moments import Calendar, calendar_of
from seedlib.parsing.html.page import page_of
from seedlib.parsing.locales import months_of
from tests.growth import assert_linear
from tests.parsing.html.test_metadata import BODY, article, data

#: How dates are written: the words, the language, the host, and the date; None where it is none.
WRITTEN = [
    ("2024-06-24T10:00:00+0200", "en", "", "2024-06-24T10:00:00+02:00"),
    ("2024-06-24 10:00", "en", "", "2024-06-24T10:00"),
    ("2024-06-24T10:00:00.123Z", "en", "", "2024-06-24T10:00:00Z"),
    ("2024-06-24T10:00:00+00:00", "en", "", "2024-06-24T10:00:00Z"),
    ("2024-06-24T10:00:00+02:00[Europe/Berlin]", "en", "", "2024-06-24T10:00:00+02:00"),
    ("20240624T100000Z", "en", "", "2024-06-24T10:00:00Z"),
    ("2024-6-4", "en", "", "2024-06-04"),
    ("2024-06", "en", "", "2024-06"),
    ("2024", "en", "", "2024"),
    ("1719216000", "en", "", "2024-06-24T08:00:00Z"),
    ("1719216000000", "en", "", "2024-06-24T08:00:00Z"),
    ("Mon, 24 Jun 2024 10:00:00 GMT", "en", "", "2024-06-24T10:00:00Z"),
    ("Mon Jun 24 2024 10:00:00 GMT+0200 (CEST)", "en", "", "2024-06-24T10:00:00+02:00"),
    ("Monday, June 24th, 2024 - 3:30pm", "en", "", "2024-06-24T15:30"),
    ("24th of June 2024", "en", "", "2024-06-24"),
    ("24-Jun-2024", "en", "", "2024-06-24"),
    ("24. Juni 2024, 10:05 Uhr", "de", "", "2024-06-24T10:05"),
    ("24.06.24", "de", "", "2024-06-24"),
    ("Publié le 24 juin 2024 à 10:05", "fr", "", "2024-06-24T10:05"),
    ("1er juin 2024", "fr", "", "2024-06-01"),
    ("24 de junio de 2024", "es", "", "2024-06-24"),
    ("24 czerwca 2024", "pl", "", "2024-06-24"),
    ("24 июня 2024", "ru", "", "2024-06-24"),
    ("24 Ιουνίου 2024", "el", "", "2024-06-24"),
    ("2024年6月24日 10:20", "ja", "", "2024-06-24T10:20"),
    ("2024. 6. 24. 오후 2:30", "ko", "", "2024-06-24"),
    ("24 listopada 2024", "pl", "", "2024-11-24"),
    ("24. listopada 2024", "hr", "", "2024-10-24"),
    ("03/04/2024", "en-US", "", "2024-03-04"),
    ("03/04/2024", "en-GB", "", "2024-04-03"),
    ("03/04/2024", "en", "example.co.uk", "2024-04-03"),
    ("03/04/2024", "fr", "", "2024-04-03"),
    ("03/04/2024", "", "", None),
    ("13/04/2024", "", "", "2024-04-13"),
    ("2024-02-30", "en", "", None),
    ("24 Foo 2024", "en", "", None),
    ("June 24", "en", "", None),
    ("version 1.2.2024.5", "en", "", None),
    ("soon", "en", "", None),
    ("", "en", "", None),
]


@pytest.mark.parametrize(("words", "language", "host", "expected"), WRITTEN)
def test_dates_are_read_as_they_are_stated(context: Context, words: str, language: str, host: str, expected: str | None) -> None:
    """Precision and zone are those stated; what says neither month nor day first is no date."""
    assert calendar_of(months_of(context), language, host).stated(words) == expected


#: A page's head and body, and when it was published and updated.
CHOSEN = [
    (
        "linked data before all",
        article(datePublished='"2024-06-24T10:00:00+02:00"'),
        "<time datetime=2024-06-25>25 June</time>",
        "2024-06-24T10:00:00+02:00",
        None,
    ),
    ("Open Graph's article", '<meta property="article:published_time" content="2024-06-24T10:00:00Z">', "", "2024-06-24T10:00:00Z", None),
    ("a value in the place of a content", '<meta name="article:published_time" value="2024-06-24">', "", "2024-06-24", None),
    ("an update", article(datePublished='"2024-06-24"', dateModified='"2024-06-26"'), "", "2024-06-24", "2024-06-26"),
    (
        "an update before the publication is none",
        article(datePublished='"2024-06-24"', dateModified='"2024-06-20"'),
        "",
        "2024-06-24",
        None,
    ),
    ("an update alone is better than nothing", '<meta property="og:updated_time" content="2024-06-24">', "", "2024-06-24", None),
    (
        "the day under the title before a vague one",
        '<meta name="date" content="2024-01-01">',
        "<h1>Ferry</h1><p class=date>24 June 2024</p>",
        "2024-06-24",
        None,
    ),
    ("a time element", "", "<h1>Ferry</h1><time datetime='2024-06-24T10:00'>Monday</time>", "2024-06-24T10:00", None),
    ("a line of words", "", "<h1>Ferry</h1><p>Published on June 24, 2024, 9:30 pm</p>", "2024-06-24T21:30", None),
    ("two lines of words", "", "<h1>Ferry</h1><p>Published 24 June 2024</p><p>Last updated 26 June 2024</p>", "2024-06-24", "2024-06-26"),
    ("both in a line", "", "<h1>Ferry</h1><p>Published 24 June 2024, updated 26 June 2024</p>", "2024-06-24", "2024-06-26"),
    ("not a comment's", "", "<h1>Ferry</h1><div class=comments><time datetime=2024-06-30>x</time></div>", None, None),
    (
        "not a related story's, where another is there",
        "",
        "<h1>Ferry</h1>" + "<i></i>" * 50 + "<aside><time datetime=2024-01-01>x</time></aside><p class=date>24 June 2024</p>",
        "2024-06-24",
        None,
    ),
    (
        "not one in the text",
        "",
        "<h1>Ferry</h1><p>The tax was made law on 1 May 1998, when the harbour was new and ferries were few, and has stood since then.</p>",
        None,
        None,
    ),
    ("the address", "<link rel=canonical href='https://example.org/2024/06/24/ferry'>", "", "2024-06-24", None),
    ("a day in the address that is none", "<link rel=canonical href='https://example.org/2024/02/31/ferry'>", "", None, None),
    ("microdata", "", "<h1>Ferry</h1><span itemprop=datePublished content=2024-06-24>today</span>", "2024-06-24", None),
    (
        "the day is made whole by a date that agrees",
        article(datePublished='"2024-06"'),
        "<h1>Ferry</h1><time datetime=2024-06-24>x</time>",
        "2024-06-24",
        None,
    ),
    (
        "UTC as the page shows it",
        article(datePublished='"2024-06-24T02:41:00Z"'),
        "<h1>Ferry</h1><p class=date>June 23, 2024 22:41</p>",
        "2024-06-23T22:41:00-04:00",
        None,
    ),
    (
        "UTC beside another day's date",
        article(datePublished='"2024-06-24T12:41:00Z"'),
        "<h1>Ferry</h1><p class=date>June 25, 2024</p>",
        "2024-06-24T12:41:00Z",
        None,
    ),
    (
        "the day that a text begins with before that of the last change",
        "",
        "<h1>Ferry</h1><p>OSLO, 24 June 2024 – The tax fell today, after a night of talks.</p><hr><p>Last changed 26.06.2024.</p>",
        "2024-06-24",
        "2024-06-26",
    ),
    (
        "the day under a title that is bold alone",
        "",
        "<b>Ferry tax falls</b><br><br>OSLO, 24 June 2024 – The tax fell today, after a night of talks.<hr>Last changed 26.06.2024.",
        "2024-06-24",
        "2024-06-26",
    ),
    ("the last change under the text alone", "", f"<h1>Ferry</h1>{BODY}<p>Last changed 26.06.2024.</p>", "2024-06-26", None),
    ("what is no date", article(datePublished='"today"'), "", None, None),
    (
        "not the data of another story",
        data('{"@type": "ItemList", "itemListElement": [{"@type": "Article", "datePublished": "2024-01-01"}]}'),
        "",
        None,
        None,
    ),
]


@pytest.mark.parametrize(("label", "head", "body", "expected"), [(*row[:3], row[3:]) for row in CHOSEN], ids=[row[0] for row in CHOSEN])
def test_published_and_updated(context: Context, label: str, head: str, body: str, expected: tuple[str | None, str | None]) -> None:
    """The first publication and the last change of the article, and of nothing else on the page."""
    page = page_of(f'<html lang="en-US"><head>{head}</head><body>{body}{BODY}</body></html>', Settings())
    fields = facts_of(page, context=context).fields
    assert (fields.get("published"), fields.get("updated")) == expected, label


def test_who_disagrees_is_named(context: Context) -> None:
    """A reader of the document can see that the page gives two days."""
    head = article(datePublished='"2024-06-24"') + '<meta property="article:published_time" content="2024-06-20">'
    found = facts_of(page_of(f"<html><head>{head}</head><body>{BODY}</body></html>", Settings()), context=context)
    assert [item.rule for item in found.provenance if item.about == "published"] == ["json-ld", "meta says 2024-06-20"]


@pytest.mark.parametrize("sign", ["1", "1.", "a ", "1 a ", "12/", "2024-"])
def test_long_lines_take_linear_time(sign: str) -> None:
    """A line of megabytes is no trap."""
    calendar = Calendar({"june": 6}, day_first=True)

    def seconds(size: int) -> float:
        begin = process_time()
        list(calendar.dates_in(sign * size + " 2024"))
        return process_time() - begin

    assert_linear(seconds, 3_000)
