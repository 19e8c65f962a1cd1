"""Expectations: what holds, what does not, what is known to fail, and files that are malformed."""

from __future__ import annotations

from typing import Any

import pytest

from seedlib import Actor, Analysis, Block, Claim, Document, Mention, Origin, Span, TextProblem
from seedlib.errors import ParseError
from seedlib.expectations import check, propose

TEXT = "By Ada Poe\nBob Falk said that  prices\nmay rise if talks fail ."


@pytest.fixture
def analysis() -> Analysis:
    claim = Claim(
        content=[Span(25, 46)],
        source=[Span(11, 19)],
        cue=[Span(20, 24)],
        speakers=["doc:bob-falk"],
        modality="possible",
        arguments={"condition": [Span(47, 60)]},
    )
    return Analysis(
        document=Document(
            id="a",
            text=TEXT,
            authors=["Ada Poe"],
            origin=Origin(encoding="utf-8"),
            blocks=[Block(kind="byline", span=Span(0, 10))],
        ),
        actors=[Actor(id="doc:bob-falk", name="Bob Falk", kind="person", roles=["farmer", "reader"])],
        claims=[claim, Claim(content=[Span(38, 46)], within=claim.id)],
        mentions=[Mention(span=Span(11, 19), actor="doc:bob-falk")],
        problems=[TextProblem(kind="stray-space", span=Span(60, 62)), TextProblem(kind="mojibake")],
    )


def expectations(**wanted: Any) -> dict[str, Any]:
    return {"documents": [wanted]}


HOLDS: list[dict[str, Any]] = [
    {},
    {"authors": ["Ada Poe"], "title": None, "encoding": "utf-8"},
    {"id": "a", "blocks": {"must": [{"kind": "byline", "words": "Ada"}], "must_not": [{"kind": "title"}]}},
    {"problems": {"must": [{"kind": "stray-space", "words": " ."}, {"kind": "mojibake"}]}},
    {"actors": {"must": [{"name": "Bob Falk", "roles": ["reader"], "country": None}], "must_not": [{"name": "Bob"}]}},
    {"claims": {"must": [{"who": "Bob", "words": "that prices may rise", "condition": "talks fail"}]}},
    {"claims": {"must": [{"words": "that … rise", "by_author": False}], "must_not": [{"words": "prices … rise"}]}},
    {"claims": {"must": [{"modality": "required", "known_failure": "no rule yet"}]}},
    {"claims": {"must_not": [{"who": "Bob", "known_failure": "a false speaker"}]}},
    {"claims": {"must": [{"words": "may rise", "within": "that prices"}]}},
    {"mentions": {"must": [{"words": "Bob", "around": "Poe Bob Falk said", "actor": "Bob Falk"}], "must_not": [{"use": "metonym"}]}},
    {"title": "Rain", "known_failures": {"title": "no rule yet"}},
]


@pytest.mark.parametrize("wanted", HOLDS)
def test_expectation_that_holds_is_no_mismatch(analysis: Analysis, wanted: dict[str, Any]) -> None:
    """Partial words, lists contained in the found ones, known failures that do fail."""
    assert check([analysis], expectations(**wanted)) == ()


FAILS = [
    ({"title": "Rain"}, "title", "'Rain'", "None"),
    ({"claims": {"must": [{"who": "Ada"}]}}, "claims.must[0]", "who 'Ada'", "who 'Bob Falk'"),
    ({"claims": {"must": [{"words": "that … prices"}]}}, "claims.must[0]", "words 'that … prices'", "words 'that  prices\\nmay rise'"),
    ({"claims": {"must_not": [{"who": "Bob"}]}}, "claims.must_not[0]", "nothing like who 'Bob'", "who 'Bob Falk', cue 'said'"),
    ({"actors": {"must": [{"roles": ["king"]}]}}, "actors.must[0]", "roles ['king']", "roles ['farmer', 'reader']"),
    (
        {"claims": {"must": [{"who": "Bob", "known_failure": "x"}]}},
        "claims.must[0]",
        "who 'Bob' to be a known failure",
        "that it holds now",
    ),
    ({"mentions": {"must": [{"words": "Bob", "use": "metonym"}]}}, "mentions.must[0]", "words 'Bob', use 'metonym'", "words 'Bob Falk'"),
    ({"authors": ["Ada Poe"], "known_failures": {"authors": "x"}}, "authors", "['Ada Poe'] to be a known failure", "that it holds now"),
    ({"id": "b"}, "documents[0]", "a document", "none"),
]


@pytest.mark.parametrize(("wanted", "path", "expected", "found"), FAILS)
def test_expectation_that_does_not_hold_says_what_was_found(
    analysis: Analysis, wanted: dict[str, Any], path: str, expected: str, found: str
) -> None:
    """The place, what was expected, and the nearest finding."""
    (mismatch,) = check([analysis], expectations(**wanted))
    assert (mismatch.path, mismatch.expected) == (path, expected)
    assert mismatch.found.startswith(found)


def test_number_of_documents_is_expected(analysis: Analysis) -> None:
    """A document too many or too few is a mismatch."""
    assert [m.path for m in check([analysis, analysis], expectations())] == ["documents"]
    assert [m.path for m in check([], expectations())] == ["documents", "documents[0]"]


@pytest.mark.parametrize(
    ("held", "words"),
    [
        ([], "no list of objects under 'documents'"),
        ({"documents": [7]}, "no list of objects under 'documents'"),
        (expectations(colour="red"), r"x.json, documents\[0\]: found colour, expected names among"),
        (expectations(claims=[]), r"documents\[0\].claims: found \[\], expected an object"),
        (expectations(actors={"must": [{"country": ["RUS"]}]}), r"found \['RUS'\] for country, expected one value"),
        (expectations(actors={"must": [{"roles": "king"}]}), "found 'king' for roles, expected a list of strings"),
        (expectations(claims={"may": []}), "found may, expected names among must, must_not"),
        (expectations(claims={"must": {"who": "x"}}), r"claims.must: found .*, expected a list"),
        (expectations(known_failures={"colour": "x"}), r"documents\[0\].known_failures: found colour"),
        (expectations(actors={"must": [{"nom": "x"}]}), r"actors.must\[0\]: found nom"),
        (expectations(id=["x"]), r"documents\[0\]: found \['x'\] for id, expected one value"),
        (expectations(authors="Ada Poe"), r"documents\[0\]: found 'Ada Poe' for authors, expected a list of strings"),
        (expectations(actors={"must_not": [{"roles": [["x"]]}]}), r"actors.must_not\[0\]: found \[\['x'\]\] for roles"),
    ],
)
def test_malformed_expectations_are_an_error_that_says_where(held: Any, words: str) -> None:
    """A misspelt name must not pass as an expectation that holds."""
    with pytest.raises(ParseError, match=words):
        check([], held, where="x.json")


def test_proposed_expectations_hold_and_keep_what_was_decided(analysis: Analysis) -> None:
    """A draft from a result agrees with it; `must_not` and known failures of the old file stay."""
    old = expectations(
        id="a",
        claims={"must_not": [{"who": "Eve"}], "must": [{"modality": "required", "known_failure": "x"}, {"who": "gone"}]},
    )
    draft = propose([analysis], old)
    assert check([analysis], draft) == ()
    assert draft["documents"][0]["id"] == "a"
    assert draft["documents"][0]["claims"]["must_not"] == [{"who": "Eve"}]
    assert [item.get("known_failure") for item in draft["documents"][0]["claims"]["must"]] == [None, None, "x"]
    assert "id" not in propose([analysis])["documents"][0]


def test_proposal_ends_known_failures_that_hold_and_expects_only_the_mentions_asked_for(analysis: Analysis) -> None:
    """The mark goes, the expectation stays; other mentions are not drafted; documents are found by their id."""
    old = expectations(
        id="a",
        title="Rain",
        authors=["Ada Poe"],
        known_failures={"title": "x", "authors": "y"},
        mentions={"must": [{"words": "Bob", "known_failure": "x"}, {"words": "gone"}, {"use": "metonym", "known_failure": "y"}]},
        problems={"must_not": [{"kind": "doubled-word", "known_failure": "x"}, {"kind": "mojibake", "known_failure": "y"}]},
    )
    old["documents"].insert(0, {"id": "b", "title": "Snow"})
    (draft,) = propose([analysis], old)["documents"]
    assert check([analysis], {"documents": [draft]}) == ()
    assert (draft["title"], draft["known_failures"]) == ("Rain", {"title": "x"})
    assert draft["mentions"] == {"must": [{"words": "Bob"}, {"use": "metonym", "known_failure": "y"}]}
    assert draft["problems"]["must_not"] == [{"kind": "doubled-word"}, {"kind": "mojibake", "known_failure": "y"}]
    assert "mentions" not in propose([analysis])["documents"][0]
