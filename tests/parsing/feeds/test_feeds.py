"""Feeds: a document an entry, whatever the dialect, the encoding and the damage."""

from __future__ import annotations

import contextlib
import io
import json
import sys
import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seedlib import testing
from seedlib.components import Context, Hint, Settings
from seedlib.errors import LimitError, ParseError
from seedlib.model import Analysis, Unread
from seedlib.parsing.feeds import FEED
from tests.growth import assert_linear

pytest.importorskip("feedparser")

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Example Times</title><link>https://times.example/</link><language>en-GB</language>
<item><title>Talks end &amp; nobody signs</title><link>/2024/talks</link><guid isPermaLink="false">talks-1</guid>
<dc:creator>By Jane Doe and John Roe</dc:creator><pubDate>Mon, 24 Jun 2024 10:00:00 +0200</pubDate>
<category>north</category><category>talks</category>
<description>The talks on the river ended without an accord on Monday evening.</description>
<content:encoded><![CDATA[<p>The talks on the river ended without an accord on Monday evening, both sides said.</p>
<blockquote>We shall see, said the minister.</blockquote>]]></content:encoded></item>
<item><title>Dockers vote - Daily Globe</title><source url="https://globe.example/feed">Daily Globe</source>
<description>Dockers voted to stay out.</description></item>
<item><title>A headline alone</title></item>
<item><guid>empty</guid></item>
</channel></rss>
"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>Beispielzeitung</title>
<entry><title type="html">Regierung &amp;lt;gibt&amp;gt; nach</title><id>urn:x:1</id><updated>2024-06-24T10:00:00+02:00</updated>
<author><name>Jana Klein</name></author><link rel="alternate" href="https://zeitung.example/1"/>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Sie gab nach.</p></div></content></entry></feed>
"""

RDF = """<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>Old News</title></channel>
<item rdf:about="https://old.example/1"><title>Mine closes</title><link>https://old.example/1</link>
<description>The mine closed on Friday.</description><dc:date>2003-05-02T08:00:00Z</dc:date></item></rdf:RDF>
"""

CDF = """<CHANNEL HREF="https://cdf.example/"><TITLE>Channel</TITLE>
<ITEM HREF="https://cdf.example/1"><TITLE>Ferry sails again</TITLE><ABSTRACT>The ferry sails again.</ABSTRACT></ITEM></CHANNEL>
"""

JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Example Times",
        "language": "en",
        "authors": [{"name": "Jane Doe"}],
        "items": [
            {"id": 7, "url": "https://times.example/7", "title": "Rice", "content_text": "They planted rice.\n\nIt grew.",
             "date_published": "2024-06-24T10:00:00-04:00", "tags": ["farms"]},
            {"id": "8", "content_html": "<p>No title &amp; yet a text.</p>", "authors": [{"name": "newsroom"}]},
            "no item",
        ],
    },
)  # fmt: skip


def documents(answers: list[Any]) -> list[Any]:
    """Return the documents among answers."""
    return [answer.document for answer in answers if isinstance(answer, Analysis)]


def test_an_entry_is_a_document_with_what_it_states(parse: Callable[..., Any]) -> None:
    """Title, persons, date with its zone, link made whole, outlet, language, id and categories; the summary is not said twice."""
    document = documents(parse(RSS, "feed.xml"))[0]

    assert document.text == (
        "Talks end & nobody signs\n\nBy Jane Doe and John Roe\n\nMon, 24 Jun 2024 10:00:00 +0200\n\n"
        "The talks on the river ended without an accord on Monday evening, both sides said.\n\n"
        "We shall see, said the minister.\n\nnorth\ntalks\n\nExample Times"
    )
    assert [block.kind for block in document.blocks] == ["title", "byline", "dateline", "paragraph", "quote", "boilerplate", "boilerplate"]
    assert (document.title, document.authors) == ("Talks end & nobody signs", ("Jane Doe", "John Roe"))
    assert (document.published, document.updated) == ("2024-06-24T10:00:00+02:00", None)
    assert (document.publisher, document.language, document.url) == ("Example Times", "en-GB", "https://times.example/2024/talks")
    assert (document.attributes["entry-id"], document.attributes["tags"]) == ("talks-1", ("north", "talks"))
    assert (document.origin.part, document.origin.media_type, document.origin.encoding_by) == ("entry 1", "application/rss+xml", "declared")


def test_what_is_stated_has_its_evidence_in_the_text(parse: Callable[..., Any]) -> None:
    """Each name and date where a reader of the feed sees it; the outlet in the feed's title, or behind the headline."""
    first, second = documents(parse(RSS, "feed.xml"))[:2]

    assert {held.about: [first[span] for span in held.spans] for held in first.provenance} == {
        "title": ["Talks end & nobody signs"],
        "authors": ["Jane Doe", "John Roe"],
        "published": ["Mon, 24 Jun 2024 10:00:00 +0200"],
        "publisher": ["Example Times"],
    }
    assert [second[held.spans[0]] for held in second.provenance if held.about == "publisher"] == ["Daily Globe"]


def test_a_feed_says_what_it_is_once(parse: Callable[..., Any]) -> None:
    """Its title, description, date and rights stand at the end of its first document, and of no other; what is unread is none."""
    about = "<title>Example Times</title><description>&lt;p&gt;News of the &lt;b&gt;river&lt;/b&gt;.&lt;/p&gt;</description>"
    about += "<lastBuildDate>Mon, 24 Jun 2024 10:00:00 GMT</lastBuildDate><copyright>© Example Times</copyright>"
    items = "<item><guid>1</guid></item><item><title>Rain</title></item><item><title>Snow</title></item>"
    answers = parse(f"<rss version='2.0'><channel>{about}{items}</channel></rss>", "feed.xml")

    assert [document.text for document in documents(answers)] == [
        "Rain\n\nExample Times\n\nNews of the river.\n\nMon, 24 Jun 2024 10:00:00 GMT\n\n© Example Times",
        "Snow",
    ]
    assert [block.kind for block in documents(answers)[0].blocks] == ["title", *["boilerplate"] * 4]


def test_an_entry_without_text_is_its_title_and_one_without_both_is_unread(parse: Callable[..., Any]) -> None:
    """Headlines are news; an entry that says nothing is said to."""
    answers = parse(RSS, "feed.xml")

    assert [block.kind for block in answers[2].document.blocks] == ["title"]
    assert isinstance(answers[3], Unread)
    assert (answers[3].origin.part, answers[3].failures[0].part) == ("entry 4", "entry 4")


def test_the_source_of_an_entry_publishes_it(parse: Callable[..., Any]) -> None:
    """Its name behind the headline is not of the title, though it stays in the text."""
    document = documents(parse(RSS, "feed.xml"))[1]

    assert (document.title, document.publisher) == ("Dockers vote", "Daily Globe")
    assert [(block.kind, document[block.span]) for block in document.blocks[:2]] == [
        ("title", "Dockers vote"),
        ("boilerplate", "- Daily Globe"),
    ]


def test_atom_rdf_and_cdf_are_feeds(parse: Callable[..., Any]) -> None:
    """With their own names for things; escaped signs in a title are signs."""
    (atom,), (rdf,), (cdf,) = (documents(parse(source, "feed.xml")) for source in (ATOM, RDF, CDF))

    assert (atom.title, atom.authors, atom.language) == ("Regierung <gibt> nach", ("Jana Klein",), "de")
    assert (atom.published, atom.updated, atom.publisher) == (None, "2024-06-24T10:00:00+02:00", "Beispielzeitung")
    assert atom.text == "Regierung <gibt> nach\n\nJana Klein\n\n2024-06-24T10:00:00+02:00\n\nSie gab nach.\n\nBeispielzeitung"
    assert (rdf.title, rdf.published, rdf.url) == ("Mine closes", "2003-05-02T08:00:00Z", "https://old.example/1")
    assert (cdf.title, cdf.text) == ("Ferry sails again", "Ferry sails again\n\nThe ferry sails again.\n\nChannel")


def test_a_json_feed_is_a_feed(parse: Callable[..., Any], accepted: Callable[..., Any]) -> None:
    """Known by its version rather than by its name; what is no item is unread, and a user's name no person."""
    answers = parse(JSON_FEED, "feed.json")
    first, second = documents(answers)

    assert accepted(JSON_FEED.encode()[:4096], "feed.json") == "feed"
    assert accepted(b'{"version": "1", "items": []}', "feed.json") == "json"
    assert (first.title, first.authors, first.published) == ("Rice", ("Jane Doe",), "2024-06-24T10:00:00-04:00")
    assert first.attributes["entry-id"] == "7"
    assert first.text == "Rice\n\nJane Doe\n\n2024-06-24T10:00:00-04:00\n\nThey planted rice.\n\nIt grew.\n\nfarms\n\nExample Times"
    assert (second.text, second.authors, second.attributes["entry-authors"]) == ("newsroom\n\nNo title & yet a text.", (), ("newsroom",))
    assert isinstance(answers[2], Unread)


def item(inside: str, before: str = "", head: str = '<?xml version="1.0"?>') -> str:
    """Return a feed of one item."""
    return f"{head}<rss version='2.0'><channel>{before}<item>{inside}</item></channel></rss>"


CONTENT = 'xmlns:c="http://purl.org/rss/1.0/modules/content/"'

TEXTS = [
    ("plain text keeps its lines", "<description>One.\n\nTwo.</description>", "One.\n\nTwo."),
    ("an entity of HTML that nobody declared", "<description>Five&nbsp;o&#8217;clock</description>", "Five\xa0o’clock"),
    ("HTML of a blog, its paragraphs apart by blank lines",
     "<description>&lt;b&gt;One.&lt;/b&gt; More.\n\nTwo.</description>", "One. More.\n\nTwo."),
    ("an entity in CDATA is HTML’s", "<description><![CDATA[<p>A &amp; B &lt;c&gt;</p>]]></description>", "A & B <c>"),
    ("a summary that says something else stands before the content",
     f"<description>A deck.</description><c:encoded {CONTENT}>Body text.</c:encoded>", "A deck.\n\nBody text."),
    ("a content that begins with the title",
     "<title>Head</title><pubDate>3 May 2024</pubDate><description>&lt;h1&gt;Head&lt;/h1&gt;&lt;p&gt;Text.&lt;/p&gt;</description>",
     "Head\n\nText.\n\n3 May 2024"),
    ("an address of mail is what a reader sees where no name is stated", "<title>Head</title><author>desk@times.example</author>",
     "Head\n\ndesk@times.example"),
    ("what categories are called, rather than their terms", '<title>Head</title><category term="n1" label="North" />', "Head\n\nNorth"),
    ("an article's whole text under a name of Yandex",
     '<description>A deck.</description><yandex:full-text xmlns:yandex="http://news.yandex.ru">A deck. And the rest.</yandex:full-text>',
     "A deck. And the rest."),
    ("scripts are not text", "<description>&lt;p&gt;Seen.&lt;/p&gt;&lt;script&gt;x()&lt;/script&gt;</description>", "Seen."),
]  # fmt: skip


@pytest.mark.parametrize(("label", "inside", "text"), TEXTS, ids=[case[0] for case in TEXTS])
def test_texts_are_what_is_seen(label: str, inside: str, text: str, parse: Callable[..., Any]) -> None:
    """To the letter."""
    (document,) = documents(parse(item(inside), "feed.xml"))

    assert text == document.text, label


AUTHORS = [
    ("<author>jane@example.org (Jane Doe)</author>", ("Jane Doe",)),
    ("<author>newsroom@example.org</author>", ()),
    ('<dc:creator xmlns:dc="http://purl.org/dc/elements/1.1/">Doe, Jane</dc:creator>', ("Jane Doe",)),
    ('<dc:creator xmlns:dc="http://purl.org/dc/elements/1.1/">Reuters</dc:creator>', ()),
    ('<dc:creator xmlns:dc="http://purl.org/dc/elements/1.1/">王小明</dc:creator>', ("王小明",)),
]


@pytest.mark.parametrize(("inside", "authors"), AUTHORS)
def test_authors_are_persons(inside: str, authors: tuple[str, ...], parse: Callable[..., Any]) -> None:
    """Others are kept as they were stated, in an attribute; they stand in the text where no name of a person is sought."""
    (document,) = documents(parse(item(f"<title>Head</title>{inside}"), "feed.xml"))

    assert authors == document.authors
    assert document.blocks[1].kind == ("byline" if authors else "boilerplate")


ENCODED = [
    ("cp1250", '<?xml version="1.0" encoding="windows-1250"?>', {}, "cp1250", "declared"),
    ("cp1252", '<?xml version="1.0"?>', {"media_type": "application/rss+xml; charset=latin-1"}, "cp1252", "declared"),
    ("utf-16", "", {}, "utf-16-le", "bom"),
    ("utf-32-be", "", {}, "utf-32-be", "guess"),
    ("utf-8", '<?xml version="1.0" encoding="latin-1"?>', {}, "utf-8", "valid"),
]


@pytest.mark.parametrize("case", ENCODED, ids=lambda case: case[0])
def test_the_encoding_is_found_as_for_every_text(case: tuple[str, str, dict[str, str], str, str], parse: Callable[..., Any]) -> None:
    """Not by feedparser, whose answer depends on what else is installed."""
    codec, head, hint, encoding, by = case
    (document,) = documents(parse(item("<title>Café in Görlitz</title>", head=head).encode(codec), "feed.xml", **hint))

    assert (document.title, document.origin.encoding, document.origin.encoding_by) == ("Café in Görlitz", encoding, by)


def test_a_damaged_feed_is_read_as_far_as_it_goes(parse: Callable[..., Any]) -> None:
    """With a notice that says so."""
    broken = RSS.replace("</title><link>", "<link>", 1)[: RSS.index("A headline")]
    answers = parse(broken, "feed.rss")

    assert documents(answers)[-1].title == "Dockers vote"
    assert "feed-damaged" in [notice.code for notice in answers[0].notices]


def test_entities_of_its_own_are_not_expanded(parse: Callable[..., Any]) -> None:
    """Ten of them, each ten of the one before, would fill the memory; the text shows them as they are written."""
    lines = ['<!ENTITY a0 "ha">', *(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))]
    head = f'<?xml version="1.0"?><!DOCTYPE rss [{"".join(lines)}<!ENTITY file SYSTEM "file:///etc/passwd">]>'
    (analysis,) = parse(item("<description>Ha: &a9; &file;</description>", head=head), "feed.xml")

    assert analysis.document.text == "Ha: &a9; &file;"
    assert "entities-declared" in [notice.code for notice in analysis.notices]


REFUSED = [
    ("<rss version='2.0'><channel><title>Nothing yet</title></channel></rss>", "feed.xml", "a feed without entries", "empty by now"),
    ("<?xml version='1.0'?><opml version='2.0'><body/></opml>", "list.xml", "OPML", "fetch the feeds"),
    ('{"version": "https://jsonfeed.org/version/1", "items": {}}', "feed.json", "without a list", "how it was made"),
    ('{"version": "https://jsonfeed.org/version/1", "items": [', "feed.json", "broken JSON", "fetch it again"),
    ('{"version": "https://jsonfeed.org/version/1", "items": ' + "[" * 100_000, "feed.json", "cannot be read", ""),
    ("", "feed.rss", "an empty file", "fetched"),
    (" \n", "feed.rss", "expected a feed", "check what"),
    ("Not found.", "feed.rss", "expected a feed", "check what"),
]


@pytest.mark.parametrize(("source", "name", "found", "advice"), REFUSED)
def test_what_gives_no_document_says_why(source: str, name: str, found: str, advice: str, parse: Callable[..., Any]) -> None:
    """And what to do."""
    with pytest.raises(ParseError) as caught:
        parse(source, name)

    assert found in caught.value.message
    assert advice in caught.value.advice


ACCEPTED = [
    (b"<rss>", "a.txt", "feed"),
    (b"\xef\xbb\xbf\n<!-- x --><?xml-stylesheet?><atom:feed xmlns:atom='http://www.w3.org/2005/Atom'>", None, "feed"),
    (b"<?xml version='1.0'?><rdf:RDF><rdf:Description rdf:about='x'/></rdf:RDF>", "a.xml", None),
    (b"nothing", "a.rss", "feed"),
]


@pytest.mark.parametrize(("head", "name", "expected"), ACCEPTED)
def test_a_feed_is_known_by_its_root(head: bytes, name: str | None, expected: str | None, accepted: Callable[..., Any]) -> None:
    """Else by its suffix; other RDF is none."""
    assert (accepted(head, name) == "feed") is (expected == "feed")


def test_endless_feeds_are_bounded(parse: Callable[..., Any]) -> None:
    """By the number of entries and by size."""
    many = item("<title>A</title>", before="<item><title>B</title></item>" * 20)
    with pytest.raises(LimitError, match="max_parts"):
        parse(many, "feed.xml", settings=Settings(max_parts=10))
    with pytest.raises(LimitError, match="max_characters"):
        parse(many, "feed.xml", settings=Settings(max_characters=50))


ITUNES = 'xmlns:i="http://www.itunes.com/DTDs/PodCast-1.0.dtd"'

MANY_CATEGORIES = [
    "".join(f"<category>{number}</category>" for number in range(1_001)),
    f"<i:keywords {ITUNES}>{','.join(map(str, range(3_000)))}</i:keywords>",
]


@pytest.mark.parametrize("categories", MANY_CATEGORIES, ids=["elements", "a list"])
def test_the_categories_of_an_entry_are_bounded(categories: str, parse: Callable[..., Any]) -> None:
    """Since feedparser looks for each among all that it has."""
    with pytest.raises(LimitError, match="categories"):
        parse(item(f"<title>A</title>{categories}"), "feed.xml")


ENTRY = "<rss><channel><item><title>x</title>"

GROWING = [
    ("open items", "<rss><channel>", "<item>"),
    ("open tags", "<rss><channel><item><title>", "<b>"),
    ("ampersands", ENTRY, "&&&&"),
    ("smaller signs", ENTRY, "<<<<"),
    ("empty lines before the root", "", "\n\n\n\n"),
    ("a DOCTYPE without an end", "<!DOCTYPE ", "[[[["),
    ("open CDATA", ENTRY, "<![CDATA["),
    ("open comments", ENTRY, "<!--"),
    ("open paragraphs", ENTRY + "<description>", "&lt;p&gt;"),
    ("a date of many digits", ENTRY + "<pubDate>", "11-"),
    ("a link of many references", ENTRY + "<link>", "&a;"),
]


@pytest.mark.parametrize(("before", "unit"), [case[1:] for case in GROWING], ids=[case[0] for case in GROWING])
def test_time_grows_with_the_length(before: str, unit: str, parse: Callable[..., Any]) -> None:
    """Not with its square."""

    def seconds(count: int) -> float:
        source = before + unit * count
        began = time.process_time()
        with contextlib.suppress(ParseError):
            parse(source, "feed.rss")
        return time.process_time() - began

    assert_linear(seconds, 500)


SPOILS = [
    "<", ">", "</", "<![CDATA[", "]]>", "<!--", "<!DOCTYPE rss [", "<!ENTITY a '", "&", "&#x", "&#55296;", "&nbsp;", "<item>", "</item>",
    "<content type='xhtml'>", "<content type='html' mode='base64'>", "xml:base='http://[::1'", " xmlns:a='b'", "<source>", "<author>", "(",
    "<pubDate>", "<?", "<p>", "<script>", "=", "'", '"', "<category>", "<svg>", "<image>", "<gml:pos srsDimension='x'>", "\0", "1e999",
]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([RSS, ATOM, RDF, CDF, JSON_FEED]), st.text(), st.lists(st.sampled_from(SPOILS), max_size=8), st.integers(0, 10_000))
def test_damage_gives_a_document_or_an_error_of_ours(source: str, words: str, spoils: list[str], at: int) -> None:
    """Whatever stands wherever in a feed."""
    at %= len(source)
    spoilt = source[:at] + "".join(spoils) + words + source[at:]
    with contextlib.suppress(ParseError):
        for answer in FEED.parse(io.BytesIO(spoilt.encode("utf-8", "surrogatepass")), Hint(), Context()):
            assert isinstance(answer, Analysis | Unread)


def test_without_feedparser_the_error_names_the_extra(parse: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """JSON Feed needs none."""
    monkeypatch.setitem(sys.modules, "feedparser", None)

    assert len(documents(parse(JSON_FEED, "feed.json"))) == 2
    with pytest.raises(ParseError) as caught:
        parse(RSS, "feed.xml")
    assert caught.value.advice == 'pip install "seedlib[feeds]"'


def test_the_parser_keeps_its_contract() -> None:
    """Samples of each dialect, their halves, and what is no feed."""
    testing.check_parser(
        FEED, {f"{name}.xml": source.encode() for name, source in (("rss", RSS), ("atom", ATOM), ("rdf", RDF), ("cdf", CDF))}
    )
    testing.check_parser(FEED, {"feed.json": JSON_FEED.encode()})
