"""ninjs: stories in JSON, of all versions, alone, in lists and wrapped; and what is none."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from seedlib.components import Settings
from seedlib.model import Analysis, AttributeKey, Attributes, Unread
from seedlib.parsing.ninjs import is_ninjs

Parse = Callable[..., list[Any]]

LONG = "The harbour board said on Monday that it would close the old quay for two winters, and that nobody would lose a berth."

#: What every story here has.
BASE = {"uri": "urn:1", "versioncreated": "2024-06-24T10:00:00Z", "headline": "Quay closes", "language": "en"}


def blocks(analysis: Analysis) -> list[tuple[str, str]]:
    """Return kind and words of each block."""
    return [(block.kind, analysis.document[block.span]) for block in analysis.document.blocks]


def story(**names: Any) -> str:
    """Return a story in ninjs."""
    return json.dumps({**BASE, **names})


@pytest.mark.parametrize(
    ("label", "names"),
    [
        ("plain text", {"body_text": LONG}),
        ("XHTML", {"body_xhtml": f"<div><p>{LONG}</p></div>"}),
        ("HTML before plain text", {"body_html": f"<p>{LONG}</p>", "body_text": "Short."}),
        ("HTML under the name of text", {"body_text": f"<p>{LONG}</p>"}),
        ("version 2", {"bodies": [{"role": "main", "contenttype": "text/plain", "value": LONG}]}),
        (
            "version 3, the best of several",
            {"bodies": [{"contentType": "text/plain", "value": "Short."}, {"contentType": "text/html5", "value": f"<p>{LONG}</p>"}]},
        ),
        ("NITF", {"body_nitf": f"<nitf><body><body.content><p>{LONG}</p></body.content></body></nitf>"}),
        ("a piece of NITF", {"body_nitf": f"<block><p>{LONG}</p></block>"}),
        ("broken NITF beside text", {"body_nitf": "<nitf><p>", "body_text": LONG}),
        ("a body of another medium", {"body_text": LONG, "bodies": [{"contenttype": "application/pdf", "value": "JVBERi0="}]}),
    ],
)
def test_bodies_of_all_versions_are_read(parse: Parse, label: str, names: dict[str, Any]) -> None:
    """The best marked up of them."""
    (found,) = parse(story(**names), "story.json")
    assert blocks(found) == [("title", "Quay closes"), ("paragraph", LONG)], label


def test_fields_are_those_of_the_story(parse: Parse) -> None:
    """Names in any letters; the rest goes to attributes."""
    names = {
        "uri": "https://example.org/1",
        "firstCreated": "2024-06-24T09:00:00+0200",
        "by": "Von Ada Poe und Max Moe",
        "provider": "EXA",
        "ednote": "Adds union",
        "pubstatus": "usable",
        "genre": [{"name": "Opinion"}],
        "subject": [{"name": "ports"}],
        "body_text": LONG,
        "priority": 4,
    }
    (found,) = parse(story(**names), "story.json")
    document = found.document
    assert (
        document.title,
        document.authors,
        document.publisher,
        document.language,
        document.genre,
    ) == ("Quay closes", ("Ada Poe", "Max Moe"), "EXA", "en", "opinion")
    assert (document.published, document.updated) == ("2024-06-24T09:00:00+02:00", "2024-06-24T10:00:00Z")
    assert (document.url, document.attributes["subjects"], document.attributes["priority"]) == ("https://example.org/1", ("ports",), 4)
    assert blocks(found) == [
        ("boilerplate", "Adds union"),
        ("title", "Quay closes"),
        ("byline", "Von Ada Poe und Max Moe"),
        ("paragraph", LONG),
    ]


def test_headlines_of_version_3_have_roles(parse: Parse) -> None:
    """The main one is the title."""
    headlines = [{"role": "short", "value": "Quay"}, {"role": "main", "value": "Old quay closes"}]
    (found,) = parse(json.dumps({"uri": "urn:1", "headlines": headlines, "body_text": LONG}), "story.json")
    assert found.document.title == "Old quay closes"


def test_pictures_have_captions(parse: Parse) -> None:
    """Those that go with a story as well; lines of credit are none."""
    picture = {**BASE, "type": "picture", "description_text": "The old quay.", "description_creditline": "EXA"}
    (found,) = parse(json.dumps(picture), "story.json")
    assert blocks(found) == [("title", "Quay closes"), ("caption", "The old quay.")]
    (found,) = parse(story(body_text=LONG, associations={"featured": picture}), "story.json")
    assert blocks(found)[-1] == ("caption", "The old quay.")
    (found,) = parse(story(body_text=LONG, associations=[{**picture, "name": "one"}]), "story.json")
    assert blocks(found)[-1] == ("caption", "The old quay.")


def test_texts_that_go_with_a_story_are_documents(parse: Parse) -> None:
    """With their place."""
    other = {**BASE, "uri": "urn:2", "headline": "What the quay was", "body_text": LONG}
    found = parse(story(body_text=LONG, associations={"background": other}), "story.json")
    assert [(a.document.origin.part, a.document.title) for a in found] == [
        (None, "Quay closes"),
        ("association background", "What the quay was"),
    ]


def test_many_stories_are_many_documents(parse: Parse) -> None:
    """In an array, a line each, and wrapped in an agency's answer."""
    one = json.loads(story(body_text=LONG))
    wrapped = {"api": 1, "data": {"items": [{"meta": {}, "item": one}, {"item": one}]}}
    for label, raw, parts in (
        ("array", json.dumps([one, one]), ["item 1", "item 2"]),
        ("lines", f"{json.dumps(one)}\n{json.dumps(one)}\n", ["line 1", "line 2"]),
        ("wrapped", json.dumps(wrapped), ["item 1", "item 2"]),
        ("one wrapped", json.dumps({"data": {"item": one}}), [None]),
    ):
        found = parse(raw, "stories.json")
        assert parts == [a.document.origin.part for a in found], label
        assert {"Quay closes"} == {a.document.title for a in found}, label


def test_a_withdrawn_story_has_a_notice(parse: Parse) -> None:
    """It is read all the same."""
    (found,) = parse(story(body_text=LONG, pubstatus="canceled"), "story.json")
    assert [notice.code for notice in found.notices] == ["story-withdrawn"]


@pytest.mark.parametrize(
    ("label", "held"),
    [
        ("a record of one's own", {"id": "1", "headline": "Quay closes", "text": LONG}),
        ("with an address", {"uri": "https://example.org", "headline": "Quay closes", "content": LONG}),
        ("a text beside", {**BASE, "text": LONG}),
        ("nothing in it", {}),
    ],
)
def test_other_objects_are_no_ninjs(label: str, held: dict[str, Any]) -> None:
    """They are read as records are."""
    assert not is_ninjs(held), label


def test_a_chosen_column_goes_first(parse: Parse) -> None:
    """Whoever names the text's place means a record."""
    column = AttributeKey("text-column", str)
    (found,) = parse(story(body_text=LONG), "story.json", settings=Settings(options=Attributes().having(column, "body_text")))
    assert found.document.text == LONG


def test_a_story_without_text_is_unread(parse: Parse) -> None:
    """With a sentence that says so."""
    (found,) = parse(json.dumps({"uri": "urn:1", "versioncreated": "2024-06-24T10:00:00Z", "headline": " "}), "story.json")
    assert isinstance(found, Unread)
    assert "found a story without text" in found.failures[0].message


@pytest.mark.parametrize("odd", [["picture"], {}, 1, None])
def test_odd_types_of_what_goes_with_a_story_are_no_error(parse: Parse, odd: Any) -> None:
    """A list as `type`, found by fuzzing."""
    found = parse(story(body_text=LONG, associations=[{**BASE, "type": odd, "body_text": LONG}]), "story.json")
    assert len(found) == 2


@pytest.mark.parametrize("odd", [None, 7, [], {}, "", ["a"], {"a": 1}, True])
@pytest.mark.parametrize(
    "name",
    [
        "headline",
        "headlines",
        "bodies",
        "body_xhtml",
        "associations",
        "by",
        "genre",
        "subject",
        "versioncreated",
        "descriptions",
        "authors",
    ],
)
def test_odd_values_are_no_error(parse: Parse, name: str, odd: Any) -> None:
    """Of any type under any name."""
    (found,) = parse(story(**{"body_text": LONG, name: odd}), "story.json")
    assert LONG in found.document.text
