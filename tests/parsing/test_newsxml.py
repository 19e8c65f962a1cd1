"""News in XML: NITF, NewsML-G2, NewsML 1, other XML with stories in it, and clear errors."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seedlib.components import Context, Hint, Rank, Settings
from seedlib.errors import LimitError, ParseError, SeedlibError
from seedlib.model import Analysis, Unread
from seedlib.parsing.newsxml import NEWS_XML
from seedlib.testing import check_parser
from tests.growth import assert_linear

Parse = Callable[..., list[Any]]

LONG = "The harbour board said on Monday that it would close the old quay for two winters, and that nobody would lose a berth."


def blocks(analysis: Analysis) -> list[tuple[str, str]]:
    """Return kind and words of each block."""
    return [(block.kind, analysis.document[block.span]) for block in analysis.document.blocks]


def nitf(body: str = f"<p>{LONG}</p>", above: str = "", head: str = "") -> str:
    """Return a story in NITF."""
    return f"<nitf><head>{head}</head><body><body.head>{above}</body.head><body.content>{body}</body.content></body></nitf>"


def item(
    content: str = "", meta: str = "", inside: str = f"<inlineXML><html><body><p>{LONG}</p></body></html></inlineXML>", **names: str
) -> str:
    """Return an item of NewsML-G2."""
    attributes = "".join(f' {name}="{held}"' for name, held in names.items())
    return (
        f'<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/"{attributes}><itemMeta><itemClass qcode="ninat:text"/>{meta}</itemMeta>'
        f"<contentMeta>{content}</contentMeta><contentSet>{inside}</contentSet></newsItem>"
    )


def content(data: str, medium: str = "Text") -> str:
    """Return a content of NewsML 1."""
    return f"<ContentItem><MediaType FormalName='{medium}'/><DataContent>{data}</DataContent></ContentItem>"


def newsml(component: str, management: str = "") -> str:
    """Return an item of NewsML 1."""
    return (
        "<NewsML><NewsItem><Identification><NewsIdentifier><ProviderId>example.org</ProviderId>"
        "<PublicIdentifier>urn:1</PublicIdentifier></NewsIdentifier></Identification>"
        f"<NewsManagement>{management}</NewsManagement>{component}</NewsItem></NewsML>"
    )


@pytest.mark.parametrize(
    ("label", "body", "expected"),
    [
        ("white space", "<p>It\n   rained  <em>all</em>\n day.</p>", [("paragraph", "It rained all day.")]),
        ("marked-up names", "<p><person>Ada Poe</person>, of <org>Acme</org>, left.</p>", [("paragraph", "Ada Poe, of Acme, left.")]),
        ("lists", "<ul><li>One.</li><li><p>Two.</p></li></ul>", [("list-item", "One."), ("list-item", "Two.")]),
        ("quotes", "<bq><block><p>“No.”</p></block></bq>", [("quote", "“No.”")]),
        ("headings", "<hl2>Rain</hl2><p>It rained.</p>", [("heading", "Rain"), ("paragraph", "It rained.")]),
        ("line ends", "<p>One<br/>two</p>", [("paragraph", "One\ntwo")]),
        ("text kept as it is", "<pre>a  b\n c</pre>", [("paragraph", "a  b\n c")]),
        (
            "tables",
            "<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table>",
            [("paragraph", "A\tB"), ("paragraph", "1\t2")],
        ),
        (
            "tables that set out",
            f"<table><tr><td><p>{LONG * 3}</p><p>It rained.</p></td></tr></table>",
            [("paragraph", LONG * 3), ("paragraph", "It rained.")],
        ),
        ("captions", "<media><media-reference source='a.jpg'/><media-caption>Rain.</media-caption></media>", [("caption", "Rain.")]),
        (
            "pictures in the file",
            "<media><media-object encoding='base64'>aGFo</media-object></media><p>It rained.</p>",
            [("paragraph", "It rained.")],
        ),
        (
            "notes",
            "<note noteclass='editorsnote'>Do not use.</note><p>It rained.</p>",
            [("boilerplate", "Do not use."), ("paragraph", "It rained.")],
        ),
        ("entities", "<p>caf&eacute;&nbsp;bar &amp; co</p>", [("paragraph", "café\u00a0bar & co")]),
    ],
)
def test_elements_of_nitf_become_blocks(parse: Parse, label: str, body: str, expected: list[tuple[str, str]]) -> None:
    """Of the kinds that they say."""
    (found,) = parse(nitf(f"<p>{LONG}</p>{body}<p>{LONG}</p>", "<hedline><hl1>Quay closes</hl1></hedline>"), "story.xml")
    assert [("title", "Quay closes"), ("paragraph", LONG), *expected, ("paragraph", LONG)] == blocks(found), label


def test_head_of_nitf_gives_fields(parse: Parse) -> None:
    """Dates with their zones, persons of the byline, who distributes it."""
    head = (
        '<title>slug</title><tobject tobject.type="News"/><docdata><doc-id id-string="a.1"/><urgency ed-urg="3"/>'
        '<date.issue norm="20240624T174512+0200"/><ed-msg info="Corrects name"/><doc.copyright holder="Example Agency"/></docdata>'
        '<revision-history norm="20240624T181000+0200"/>'
    )
    above = (
        "<hedline><hl1>Quay\n closes</hl1></hedline><byline>By Ada Poe, <byttl>Staff Reporter</byttl></byline>"
        "<dateline>SOLVIK, June 24</dateline>"
    )
    (found,) = parse(nitf(above=above, head=head), "story.xml")
    document = found.document
    assert (document.title, document.authors, document.publisher) == ("Quay closes", ("Ada Poe",), "Example Agency")
    assert (document.published, document.updated, document.genre) == ("2024-06-24T17:45:12+02:00", "2024-06-24T18:10:00+02:00", "news")
    assert (document.attributes["item-id"], document.attributes["urgency"]) == ("a.1", "3")
    assert blocks(found) == [
        ("boilerplate", "Corrects name"),
        ("title", "Quay closes"),
        ("byline", "By Ada Poe, Staff Reporter"),
        ("dateline", "SOLVIK, June 24"),
        ("paragraph", LONG),
    ]


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        ("By <person>Ada Poe</person> and <person>Max Moe</person>", ("Ada Poe", "Max Moe")),
        ("Von Ada Poe und Max Moe, dpa", ("Ada Poe", "Max Moe")),
        ("<byttl>Example News Agency</byttl>", ()),
    ],
)
def test_bylines_name_persons(parse: Parse, byline: str, authors: tuple[str, ...]) -> None:
    """Marked up or not, in many languages."""
    (found,) = parse(nitf(above=f"<hedline><hl1>Quay closes</hl1></hedline><byline>{byline}</byline>"), "story.xml")
    assert authors == found.document.authors


def test_a_summary_that_begins_the_body_is_not_repeated(parse: Parse) -> None:
    """One of other words stands before the body."""
    (same,) = parse(nitf(above=f"<abstract><p>{LONG}</p></abstract>"), "story.xml")
    (other,) = parse(nitf(above="<abstract><p>An old quay closes for two winters.</p></abstract>"), "story.xml")
    assert blocks(same) == [("paragraph", LONG)]
    assert blocks(other) == [("paragraph", "An old quay closes for two winters."), ("paragraph", LONG)]


def test_items_of_newsml_g2_give_fields(parse: Parse) -> None:
    """The item's headline is the title; of codes without a name the code is the name."""
    content = (
        "<contentModified>2024-06-24T09:00:00Z</contentModified><creator><name>Ada Poe</name></creator><by>By Ada Poe</by>"
        '<language tag="en-GB"/><subject><name>ports</name></subject><genre qcode="genre:Opinion"/><slugline>quay</slugline>'
        "<headline>Quay closes</headline>"
    )
    meta = (
        '<provider qcode="nprov:EXA"/><versionCreated>2024-06-24T10:30:00+01:00</versionCreated>'
        '<firstCreated>2024-06-24T08:00:00+01:00</firstCreated><pubStatus qcode="stat:usable"/><edNote>Adds union</edNote>'
    )
    (found,) = parse(item(content, meta, guid="urn:1"), "story.xml")
    document = found.document
    assert (document.title, document.authors, document.publisher, document.language) == ("Quay closes", ("Ada Poe",), "EXA", "en-GB")
    assert (document.published, document.updated, document.genre) == ("2024-06-24T08:00:00+01:00", "2024-06-24T10:30:00+01:00", "opinion")
    assert tuple(document.attributes[name] for name in ("item-id", "subjects", "slugline")) == ("urn:1", ("ports",), "quay")
    assert blocks(found) == [("boilerplate", "Adds union"), ("title", "Quay closes"), ("byline", "By Ada Poe"), ("paragraph", LONG)]


@pytest.mark.parametrize(
    ("label", "inside"),
    [
        ("NITF", f"<inlineXML>{nitf()}</inlineXML>"),
        ("plain text", f'<inlineData contenttype="text/plain">{LONG}</inlineData>'),
        ("escaped HTML", f'<inlineData contenttype="text/html">&lt;p&gt;{LONG}&lt;/p&gt;</inlineData>'),
        (
            "the longest of several",
            f'<inlineData>Short.</inlineData><inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><p>{LONG}</p></html></inlineXML>',
        ),
        ("a picture beside it", f'<inlineXML><p>{LONG}</p></inlineXML><inlineData encoding="base64">{"aGFo" * 100}</inlineData>'),
    ],
)
def test_content_is_read_in_all_its_forms(parse: Parse, label: str, inside: str) -> None:
    """Marked up, escaped or plain."""
    (found,) = parse(item(inside=inside), "story.xml")
    assert blocks(found) == [("paragraph", LONG)], label


def test_messages_hold_many_items(parse: Parse) -> None:
    """Each is a document; a package lists what is elsewhere; what holds no story is an `Unread`."""
    package = (
        '<packageItem guid="urn:3"><itemMeta><title>Noon list</title></itemMeta><groupSet><group>'
        '<itemRef residref="urn:1"><headline>Here already</headline></itemRef>'
        '<itemRef residref="urn:9"><headline>Copper falls</headline><description>By two per cent.</description></itemRef>'
        "</group></groupSet></packageItem>"
    )
    only = (
        '<packageItem guid="urn:4"><groupSet><itemRef residref="urn:1"><headline>Here already</headline></itemRef></groupSet></packageItem>'
    )
    items = item("<headline>Quay closes</headline>", guid="urn:1") + package + only + "<conceptItem guid='urn:5'/>"
    found = parse(f"<newsMessage><itemSet>{items}</itemSet></newsMessage>", "story.xml")
    assert [a.document.origin.part if isinstance(a, Analysis) else a.origin.part for a in found] == ["item 1", "item 2", "item 3", "item 4"]
    assert blocks(found[1]) == [("title", "Noon list"), ("list-item", "Copper falls"), ("paragraph", "By two per cent.")]
    assert [
        next(words for words in ("only points at items", "conceptItem") if words in unread.failures[0].message) for unread in found[2:]
    ] == ["only points at items", "conceptItem"]


def test_a_picture_has_its_caption(parse: Parse) -> None:
    """And a withdrawn one a notice."""
    meta = '<itemClass qcode="ninat:picture"/><pubStatus qcode="stat:canceled"/>'
    content = "<headline>Quay</headline><description>The old quay on Monday.</description>"
    text = item(content, meta, inside="<remoteContent href='a.jpg'/>").replace('<itemClass qcode="ninat:text"/>', "")
    (found,) = parse(text, "story.xml")
    assert blocks(found) == [("title", "Quay"), ("caption", "The old quay on Monday.")]
    assert [notice.code for notice in found.notices] == ["story-withdrawn"]


def test_newsml_1_puts_components_together(parse: Parse) -> None:
    """Lines, texts in order, captions; of equivalents the longest."""
    caption = "<NewsComponent><Role FormalName='Caption'/>" + content("<p>The quay.</p>") + "</NewsComponent>"
    several = content("Short."), content(f"&lt;p&gt;It rained. {LONG}&lt;/p&gt;")
    equivalents = "".join(f"<NewsComponent>{inner}</NewsComponent>" for inner in several)
    text = (
        "<NewsComponent><NewsLines><HeadLine>Quay closes</HeadLine><ByLine>By Ada Poe</ByLine>"
        '<DateLine>Solvik, 24 June</DateLine></NewsLines><Provider><Party FormalName="EXA"/></Provider><Language FormalName="en"/>'
        f"<NewsComponent>{content(f'<p>{LONG}</p>', 'Text')}</NewsComponent>{caption}"
        f"<NewsComponent EquivalentsList='yes'>{equivalents}</NewsComponent>"
        f"<NewsComponent>{content('aGFo', 'Photo')}</NewsComponent></NewsComponent>"
    )
    management = "<FirstCreated>20240624T100000Z</FirstCreated><ThisRevisionCreated>20240624T110000+0000</ThisRevisionCreated>"
    (found,) = parse(newsml(text, management), "story.xml")
    document = found.document
    assert [
        ("title", "Quay closes"),
        ("byline", "By Ada Poe"),
        ("dateline", "Solvik, 24 June"),
        ("paragraph", LONG),
        ("paragraph", f"It rained. {LONG}"),
        ("caption", "The quay."),
    ] == blocks(found)
    assert (document.publisher, document.language, document.attributes["item-id"], document.authors) == ("EXA", "en", "urn:1", ("Ada Poe",))
    assert (document.published, document.updated) == ("2024-06-24T10:00:00Z", "2024-06-24T11:00:00Z")


def test_other_xml_is_read_by_the_names_of_its_elements(parse: Parse) -> None:
    """With a notice; what has no name that is known is an attribute."""
    record = (
        "<Story><headline>Quay closes</headline><by_line>Ada Poe</by_line><PublishDate>2024-06-24T10:00:00Z</PublishDate>"
        f"<content>&lt;p&gt;{LONG}&lt;/p&gt;</content><desk>ports</desk></Story>"
    )
    first, second = parse(f"<?xml version='1.0'?><export><list>{record * 2}</list></export>", "export.xml")
    assert blocks(first) == [("title", "Quay closes"), ("byline", "Ada Poe"), ("paragraph", LONG)]
    assert (
        first.document.published,
        first.document.authors,
        first.document.attributes["desk"],
    ) == ("2024-06-24T10:00:00Z", ("Ada Poe",), "ports")
    assert ([notice.code for notice in first.notices], second.document.origin.part) == (["format-guessed"], "item 2")


@pytest.mark.parametrize(
    ("label", "raw", "words"),
    [
        ("no stories", "<?xml version='1.0'?><config><name>a</name></config>", "root is config"),
        ("a headline alone", "<?xml version='1.0'?><menu><title>Fish</title><price>3</price></menu>", "root is menu"),
        ("cut", nitf()[:200], "not well-formed"),
        ("an entity of its own", "<!DOCTYPE nitf [<!ENTITY a 'b'>]>" + nitf("<p>&a;</p>"), "an entity of its own"),
        ("no items", "<newsMessage><itemSet/></newsMessage>", "without items"),
        ("empty", "", "empty"),
    ],
)
def test_what_cannot_be_read_is_refused_clearly(context: Context, label: str, raw: str, words: str) -> None:
    """By what was found."""
    with pytest.raises(ParseError, match=words):
        list(NEWS_XML.parse(io.BytesIO(raw.encode()), Hint(filename="a.xml"), context))
    assert label


@pytest.mark.parametrize("raw", [nitf(" "), item(inside=""), newsml("<NewsComponent/>")])
def test_a_story_without_text_is_unread(parse: Parse, raw: str) -> None:
    """With a sentence that says so."""
    (found,) = parse(raw, "story.xml")
    assert isinstance(found, Unread)
    assert "found a story without text" in found.failures[0].message


@pytest.mark.parametrize(
    ("head", "filename", "parser"),
    [
        (b"<nitf>", "a.txt", "news-xml"),
        (b"<?xml version='1.0' encoding='utf-16'?><NewsML>".decode().encode("utf-16"), "a.xml", "news-xml"),
        (b'<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/">', None, "news-xml"),
        (b"<?xml version='1.0'?><export>", "a.xml", "news-xml"),
        (b"<?xml version='1.0'?><rss version='2.0'>", "a.xml", "feed"),
        (b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'>", "a.xml", "html"),
        (b"Rain fell.", "a.txt", "text"),
    ],
)
def test_the_root_says_what_a_file_is(accepted: Callable[..., str | None], head: bytes, filename: str | None, parser: str) -> None:
    """Whatever its name; feeds and pages go to their own parsers."""
    assert parser == accepted(head, filename)


def test_limits_hold(context: Context) -> None:
    """Stories, nesting and length are bounded."""
    few = Context(lexicons=context.lexicons, settings=Settings(max_parts=2))
    with pytest.raises(LimitError, match="more than 2 stories"):
        list(NEWS_XML.parse(io.BytesIO(f"<newsMessage>{item() * 3}</newsMessage>".encode()), Hint(), few))
    deep = nitf("<div>" * 5_000 + LONG + "</div>" * 5_000)
    with pytest.raises(LimitError, match="nested"):
        list(NEWS_XML.parse(io.BytesIO(deep.encode()), Hint(), context))


def test_time_grows_with_length(context: Context) -> None:
    """Of many rows, titles and unclosed lines, no more than in proportion."""

    def seconds(size: int) -> float:
        body = "<p>a <byttl>b</byttl> c</p>" * size + "<byline>" + "<byttl>b</byttl>" * size + "</byline>"
        body += "<table><tr>" + "<td>1</td>" * size + "</tr></table>"
        start = time.process_time()
        list(NEWS_XML.parse(io.BytesIO(nitf(body).encode()), Hint(), context))
        return time.process_time() - start

    assert_linear(seconds, 1_000)


def test_contract() -> None:
    """What is promised of every parser holds for this one."""
    assert NEWS_XML.accepts(b"Rain fell.", Hint(filename="a.txt")) == Rank.NO
    check_parser(
        NEWS_XML,
        {
            "a.xml": nitf(above="<hedline><hl1>Quay</hl1></hedline>").encode(),
            "b.xml": item("<headline>Quay</headline>").encode("utf-16"),
            "c.xml": newsml(f"<NewsComponent>{content(LONG)}</NewsComponent>").encode(),
        },
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from([nitf(), item("<headline>Quay</headline>"), newsml("<NewsComponent/>")]), st.integers(0, 400), st.binary(max_size=12)
)
def test_damaged_files_are_documents_or_clear_errors(context: Context, source: str, at: int, put: bytes) -> None:
    """Whatever stands in them."""
    raw = source.encode()
    with suppress(SeedlibError):
        for found in NEWS_XML.parse(io.BytesIO(raw[:at] + put + raw[at + len(put) :]), Hint(filename="a.xml"), context):
            assert isinstance(found, Analysis | Unread)
