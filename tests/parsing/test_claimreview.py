"""Fact checks: claims of linked data at their words in the text, who made them, and those that stand nowhere."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

import seedlib
from seedlib.model import Analysis, Claim
from seedlib.parsing.claimreview import Review, reviews_in
from seedlib.parsing.keys import CLAIM_DATE, RATING, REVIEWED

Parse = Callable[..., list[Any]]

WORDS = "The harbour bridge will be closed for ten years"

BODY = (
    "<p>Councillor Bruno Falk told a meeting on Thursday: “The harbour\n <b>bridge</b> will be closed – for ten years.”"
    " That is false, the plans show.</p>"
    "<p>The city’s plan, which we read, has the bridge closed for ten weeks in the summer, and open to buses all the time.</p>"
)


def review(claim: Any = WORDS, author: Any = None, **more: Any) -> dict[str, Any]:
    """Return a review in linked data."""
    author = {"@type": "Person", "name": "Bruno Falk"} if author is None else author
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "claimReviewed": claim,
        "itemReviewed": {"@type": "Claim", "author": author, "datePublished": "2024-06-20"},
        "reviewRating": {"@type": "Rating", "ratingValue": 1, "bestRating": 5, "alternateName": "False"},
        **more,
    }


def page(*data: Any, body: str = BODY) -> str:
    """Return a page with linked data."""
    scripts = "".join(f'<script type="application/ld+json">{json.dumps(held)}</script>' for held in data)
    return f'<html lang="en"><head>{scripts}</head><body><article><h1>Fact check</h1>{body}</article></body></html>'


def stated(analysis: Analysis) -> list[Claim]:
    """Return the claims that linked data stated."""
    return [claim for claim in analysis.claims if any(said.rule == "claim-review" for said in claim.provenance)]


def test_a_claim_is_stated_at_its_words(parse: Parse) -> None:
    """Line ends and stops aside, with who made it and what was found."""
    (found,) = parse(page(review()), "check.html")
    (claim,) = stated(found)
    assert [found.document[span] for span in claim.content] == ["The harbour bridge will be closed – for ten years"]
    assert [found.document[span] for span in claim.source] == ["Bruno Falk"]
    assert (claim.speakers, claim.quotation) == (("doc:bruno-falk",), "direct")
    assert (claim.attributes[RATING], claim.attributes[CLAIM_DATE]) == ("False", "2024-06-20")
    assert [(actor.id, actor.name, actor.kind) for actor in found.actors] == [("doc:bruno-falk", "Bruno Falk", "person")]


def test_it_stands_beside_the_claims_that_are_found() -> None:
    """Nothing is listed as stated; the same words are no second claim."""
    body = (
        "<p>Councillor Bruno Falk told a meeting: “The harbour bridge will be closed for ten years.”</p><p>It will not, the plans show.</p>"
    )
    read = seedlib.read(page(review(), body=body).encode())
    words = [read.quote(claim).words for claim in read.claims]
    assert sum("harbour" in held for held in words) == 1
    assert frozenset() == read.stated
    assert {"Bruno Falk"} <= {read.quote(claim).who for claim in read.claims}


@pytest.mark.parametrize(
    ("label", "data"),
    [
        ("a graph", [{"@graph": [{"@type": "WebPage"}, review()]}]),
        ("a list", [[{"@type": "WebPage"}, review()]]),
        ("several types", [review(**{"@type": ["Review", "ClaimReview"]})]),
        ("a type with its vocabulary", [review(**{"@type": "http://schema.org/ClaimReview"})]),
        ("a reference", [{"@graph": [review(author={"@id": "#b"}), {"@id": "#b", "@type": "Person", "name": "Bruno Falk"}]}]),
        (
            "a work instead of a claim",
            [review(itemReviewed={"@type": "CreativeWork", "author": {"@type": "Person", "name": "Bruno Falk"}})],
        ),
        ("the claim's own text", [review(claim=None, itemReviewed={"@type": "Claim", "text": WORDS, "author": {"name": "Bruno Falk"}})]),
        ("several items", [review(itemReviewed=[{"@type": "Claim", "author": [{"name": "Bruno Falk"}]}])]),
        ("an author's name alone", [review(author="Bruno Falk")]),
        ("a claim without a review", [{"@type": "Claim", "text": WORDS, "author": {"@type": "Person", "name": "Bruno Falk"}}]),
        ("twice", [review(), review()]),
    ],
)
def test_all_ways_to_state_it_are_read(parse: Parse, label: str, data: list[Any]) -> None:
    """As sites do."""
    (found,) = parse(page(*data), "check.html")
    assert [claim.speakers for claim in stated(found)] == [("doc:bruno-falk",)], label


@pytest.mark.parametrize(
    ("label", "rating", "expected"),
    [
        ("words", {"alternateName": "Mostly false", "ratingValue": "2"}, "Mostly false"),
        ("a name", {"name": "Unproven"}, "Unproven"),
        ("a number", {"ratingValue": 2, "bestRating": "5"}, "2 of 5"),
        ("a number alone", {"ratingValue": 2.5}, "2.5"),
        ("nothing", {}, ""),
        ("something else", ["x"], ""),
        ("a truth value", {"ratingValue": True}, ""),
    ],
)
def test_ratings_are_words(label: str, rating: Any, expected: str) -> None:
    """A number out of how many where there are none."""
    (found,) = reviews_in([review(reviewRating=rating)])
    assert expected == found.rating, label


def test_a_claim_whose_words_stand_nowhere_is_kept(parse: Parse) -> None:
    """As an attribute of the document, with a notice; short ones are not sought."""
    (found,) = parse(page(review("Nobody was asked about the closure"), review("Yes")), "check.html")
    assert stated(found) == []
    assert [held["claim"] for held in found.document.attributes[REVIEWED]] == ["Nobody was asked about the closure", "Yes"]
    assert {"author": ("Bruno Falk",), "rating": "False", "date": "2024-06-20"}.items() <= dict(
        found.document.attributes[REVIEWED][0]
    ).items()
    assert [notice.code for notice in found.notices] == ["claim-not-in-text"]


def test_the_article_goes_before_what_surrounds_it(parse: Parse) -> None:
    """A claim that stands twice is stated in the main text."""
    body = f"<nav>{WORDS}</nav>{BODY}"
    (found,) = parse(page(review(), body=body), "check.html")
    (claim,) = stated(found)
    assert "quote" not in {block.kind for block in found.document.blocks}
    (block,) = (block for block in found.document.blocks if block.span.covers(claim.content[0]))
    assert block.kind == "paragraph"


def test_a_page_without_reviews_is_as_it_was(parse: Parse) -> None:
    """Whatever else it states."""
    (found,) = parse(page({"@type": "NewsArticle", "headline": "Claim"}), "check.html")
    assert (found.claims, found.actors) == ((), ())


def test_a_review_alone_is_a_document(parse: Parse) -> None:
    """Of the claim, who made it, and what the review says."""
    data = review(
        headline="Fact check: bridge",
        url="https://example.org/1",
        datePublished="2024-06-24",
        author=None,
        reviewBody="The plans say ten weeks.",
        inLanguage="en",
    )
    data["author"] = {"@type": "Organization", "name": "Example Facts"}
    (found,) = parse(json.dumps(data), "check.json")
    document = found.document
    assert [(block.kind, document[block.span]) for block in document.blocks] == [
        ("title", "Fact check: bridge"),
        ("quote", WORDS),
        ("caption", "Bruno Falk"),
        ("paragraph", "The plans say ten weeks."),
    ]
    assert (
        document.publisher,
        document.authors,
        document.published,
        document.url,
    ) == ("Example Facts", (), "2024-06-24", "https://example.org/1")
    (claim,) = stated(found)
    assert ([document[span] for span in claim.source], claim.attributes[RATING]) == (["Bruno Falk"], "False")


def test_many_reviews_are_many_documents(parse: Parse) -> None:
    """As in a feed of fact checks."""
    feed = {"@type": "DataFeed", "dataFeedElement": [{"item": [review()]}, {"item": [review("The quay will be closed as well")]}]}
    found = parse(json.dumps(feed), "feed.json")
    assert [analysis.document.origin.part for analysis in found] == ["review 1", "review 2"]


def test_a_record_with_a_text_stays_a_record(parse: Parse) -> None:
    """A review inside it makes it none."""
    (found,) = parse(json.dumps({"text": "Rain fell.", "review": review()}), "a.json")
    assert (found.document.text, found.claims) == ("Rain fell.", ())


@pytest.mark.parametrize("odd", [None, 7, [], {}, "", [None, {"@type": 3}], {"author": []}, True])
@pytest.mark.parametrize("name", ["claimReviewed", "itemReviewed", "reviewRating", "@type", "@id", "author"])
def test_odd_values_are_no_error(parse: Parse, name: str, odd: Any) -> None:
    """Of any type under any name."""
    (found,) = parse(page(review(**{name: odd})), "check.html")
    assert "Fact check" in found.document.text


def test_reviews_are_values() -> None:
    """Compared without the object that states them."""
    assert Review(claim=WORDS, stated={"a": 1}) == Review(claim=WORDS)
