"""Web annotations, as a reader of the standard takes them, and as the recommendation asks for them."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

import attrs
import pytest

from seedlib.components import Context, Settings
from seedlib.exporting.webannotation import UTF16, annotations_of, source_of, write_webannotation
from seedlib.model import NO_ATTRIBUTES, Actor, Analysis, Claim, Document, Mention, Span, Unread


def written(*results: Analysis | Unread, **options: Any) -> Any:
    """Return the collection that is written."""
    target = io.BytesIO()
    held = NO_ATTRIBUTES.having(UTF16, True) if options.get("utf16") else NO_ATTRIBUTES
    write_webannotation(iter(results), target, Context(settings=Settings(options=held)))
    return json.loads(target.getvalue())


def selectors(annotation: Any) -> list[tuple[str, str, str, int, int]]:
    """Return what an annotation's targets select."""
    targets = annotation["target"] if isinstance(annotation["target"], list) else [annotation["target"]]
    found = []
    for target in targets:
        words, place = target["selector"]
        assert (words["type"], place["type"]) == ("TextQuoteSelector", "TextPositionSelector")
        found.append((words["prefix"], words["exact"], words["suffix"], place["start"], place["end"]))
    return found


def test_a_claim_is_an_annotation_of_its_content(analysis: Analysis) -> None:
    """In words for people, as tags for clients, and field by field for programs."""
    (_, claim, *_) = annotations_of(analysis)
    assert claim["id"] == "urn:seedlib:document:d1#claim-c1"
    describing, *tags, fields = claim["body"]
    assert describing["value"] == "Ruta Voss: commitment, asserted, negative"
    assert [tag["value"] for tag in tags] == ["commitment", "asserted", "negative"]
    assert fields == {
        "id": "urn:seedlib:document:d1#claim-c1-fields",
        "type": "Dataset",
        "seedlib:kind": "commitment",
        "seedlib:modality": "asserted",
        "seedlib:polarity": "negative",
        "seedlib:quotation": "indirect",
        "seedlib:byAuthor": False,
        "seedlib:speaker": [{"id": "urn:seedlib:document:d1#actor-ruta-voss", "type": "Person", "name": "Ruta Voss"}],
        "seedlib:confidence": 1.0,
    }
    assert selectors(claim) == [("am talks – The Ledger\nRuta Voss ", "will not sign", " , the\nminister said, if rain fa", 33, 46)]


def test_source_cue_and_evidence_link_to_the_claim(analysis: Analysis) -> None:
    """Each says what it is to the claim."""
    linking = [a for a in annotations_of(analysis) if a["motivation"] == "linking"]
    assert [(a["body"][0]["source"], a["body"][1]["value"], selectors(a)[0][1]) for a in linking] == [
        ("urn:seedlib:document:d1#claim-c1", "source", "the\nminister"),
        ("urn:seedlib:document:d1#claim-c1", "cue", "said"),
        ("urn:seedlib:document:d1#claim-c1", "condition", "if rain falls"),
    ]


def test_mentions_identify_actors_and_problems_comment(analysis: Analysis) -> None:
    """A problem of the whole text has the document for its target."""
    held = list(annotations_of(analysis))
    identifying = [a["body"] for a in held if a["motivation"] == "identifying"]
    assert [body[-1]["value"] for body in identifying] == ["Ruta Voss (person)", "Ruta Voss (person)", "unknown"]
    assert identifying[0][0]["source"] == "urn:seedlib:document:d1#actor-ruta-voss"
    whole, stray = [a for a in held if a["motivation"] == "commenting"]
    assert whole["target"] == "urn:seedlib:document:d1"
    assert [(body["purpose"], body["value"]) for body in stray["body"]] == [
        ("commenting", "a space stands before the comma"), ("tagging", "stray-space"), ("editing", ","),
    ]  # fmt: skip


@pytest.mark.parametrize(("utf16", "expected"), [(False, (9, 16)), (True, (10, 18))])
def test_positions_are_code_points_unless_utf16_is_asked_for(utf16: bool, expected: tuple[int, int]) -> None:
    """🌧 is one code point and two units; é of two code points is two of either."""
    text = "🌧 Rain (e\u0301 🌧 e\u0301) fell 🌧"
    analysis = Analysis(document=Document(text=text), claims=[Claim(content=[Span(9, 16)])])
    collection = written(analysis, utf16=utf16)
    ((_, exact, _, *place),) = selectors(collection["first"]["items"][0])
    assert (text[9:16], expected) == (exact, tuple(place))
    if utf16:
        units = text.encode("utf-16-le")
        assert exact == units[2 * place[0] : 2 * place[1]].decode("utf-16-le")


def test_what_stands_around_is_not_cut_between_a_letter_and_its_marks() -> None:
    """A quotation's surroundings are 32 characters at most."""
    text = "e\u0301" * 20 + "x" + "e\u0301" * 20
    analysis = Analysis(document=Document(text="a" + text + "a"), claims=[Claim(content=[Span(41, 42)])])
    ((before, _, after, *_),) = selectors(next(annotations_of(analysis)))
    assert (before, after) == ("e\u0301" * 16, "e\u0301" * 16)
    odd = Analysis(document=Document(text=text), claims=[Claim(content=[Span(40, 42)])])
    ((before, _, after, *_),) = selectors(next(annotations_of(odd)))
    assert (before, after) == ("e\u0301" * 16, "\u0301" + "e\u0301" * 15)


def test_each_piece_is_a_target_of_its_own() -> None:
    """Selectors of one target mean the same words."""
    analysis = Analysis(document=Document(text="We will, she said, go."), claims=[Claim(content=[Span(0, 7), Span(19, 21)])])
    (claim,) = annotations_of(analysis)
    assert [(exact, start, end) for _, exact, _, start, end in selectors(claim)] == [("We will", 0, 7), ("go", 19, 21)]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org/a?b=ü#c", "https://example.org/a?b=%C3%BC#c"),
        ("https://example.org/a%20b", "https://example.org/a%20b"),
        ('https://example.org/"><script>', "https://example.org/%22%3E%3Cscript%3E"),
        ("javascript:alert(1)", "urn:seedlib:document:a%23b"),
        ("https://[", "urn:seedlib:document:a%23b"),
        ("/story", "urn:seedlib:document:a%23b"),
        (None, "urn:seedlib:document:a%23b"),
    ],
)
def test_the_source_is_an_address_of_the_web_or_a_urn(url: str | None, expected: str) -> None:
    """Nothing else would be found there."""
    assert expected == source_of(Document(text="x", id="a#b", url=url))


@pytest.mark.parametrize(
    ("identifier", "expected"),
    [
        ("wikidata:Q7747", "http://www.wikidata.org/entity/Q7747"),
        ("iso3166:LTU", "urn:seedlib:actor:iso3166:LTU"),
        ("doc:poe", "urn:seedlib:document:d#actor-poe"),
        ("acme:a/b", "urn:seedlib:actor:acme:a%2Fb"),
    ],
)
def test_actors_have_addresses_where_there_is_one(identifier: str, expected: str) -> None:
    """An id that holds within a document is one of the document; an actor that nobody lists goes by his id."""
    mention = Mention(span=Span(0, 3), actor=identifier)
    for actors, words in (([], identifier), ([Actor(id=identifier, name="Poe", kind="place")], "Poe (place)")):
        (held,) = annotations_of(Analysis(document=Document(text="Poe", id="d"), actors=actors, mentions=[mention]))
        assert [held["body"][0]["source"], held["body"][1]["value"]] == [expected, words]


def test_the_collection_is_one_page(analysis: Analysis, unread: Unread) -> None:
    """With its number, and an id that depends on nothing but its annotations."""
    collection = written(analysis, unread, analysis)
    items = collection["first"].pop("items")
    assert len(items) == collection.pop("total")
    identifier = collection.pop("id")
    assert identifier.startswith("urn:seedlib:annotations:")
    assert collection == {
        "@context": ["http://www.w3.org/ns/anno.jsonld", {"seedlib": "urn:seedlib:schema:1#"}],
        "type": "AnnotationCollection",
        "label": "Claims, mentions and text problems found by seedlib",
        "first": {"type": "AnnotationPage", "startIndex": 0, "id": f"{identifier}#page"},
    }
    assert identifier != written(analysis)["id"]


def test_nothing_found_is_a_collection_without_a_page(unread: Unread) -> None:
    """A page has at least one annotation."""
    collection = written(unread)
    assert (collection["total"], "first" in collection) == (0, False)


def test_annotations_are_written_as_they_are_made(analysis: Analysis) -> None:
    """Whoever reads the other end sees the first document's before the second is made."""
    target = io.BytesIO()
    seen = []

    def results() -> Iterator[Analysis]:
        yield analysis
        seen.append(target.getvalue().count(b"#problem-2"))
        yield analysis

    write_webannotation(results(), target, Context())
    assert seen == [1]


def test_another_reader_takes_them(analysis: Analysis) -> None:
    """`iiif_prezi3` checks annotations against its schema of the standard."""
    iiif = pytest.importorskip("iiif_prezi3", reason="iiif-prezi3, a reader of web annotations, is not installed")
    several = attrs.evolve(analysis, claims=[attrs.evolve(analysis.claims[1], content=[Span(0, 3), Span(33, 46)], cue=(), arguments={})])

    def bare(held: Any) -> Any:
        return getattr(held, "root", held)

    for item in written(analysis, several)["first"]["items"]:
        held = bare(iiif.Annotation(**item).target)
        targets = [bare(target) for target in held] if isinstance(held, list) else [held]
        expected = item["target"] if isinstance(item["target"], list) else [item["target"]]
        for target, wanted in zip(targets, expected, strict=True):
            if not isinstance(wanted, str):
                words, place = map(bare, target.selector)
                assert (wanted["selector"][0]["exact"], wanted["selector"][1]["start"]) == (words.exact, place.start)
