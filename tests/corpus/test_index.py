"""The actors of a corpus."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import seedlib
from seedlib.corpus import COLUMNS, ActorIndex, index_actors, parse_decisions
from seedlib.errors import UsageError
from seedlib.model import Actor, Analysis, Failure, Origin, Unread
from tests.growth import assert_linear
from tests.strategies import analyses as any_analyses

from .making import actor, analysis, groups, member_of

RUSSIA = actor("Russia", "RUS", kind="country", id="iso3166:RUS")
ROE = actor("Jane Roe", "GBR", "minister")


def shown(index: ActorIndex) -> list[Any]:
    """Return all that an index says."""
    return [index.actors, list(index.members()), index.notices, index.failures, index.unmatched]


def decided(analyses: list[Analysis], *rows: str) -> ActorIndex:
    """Return the index under decisions."""
    return index_actors(analyses, decisions=parse_decisions("\n".join(["decision,actor,other", *rows]), "mine.csv"))


def test_an_id_joins_and_everything_is_counted() -> None:
    """Names, roles and countries are those of most documents; what is said is counted by who says it and about whom."""
    federation = actor("Russian Federation", "RUS", kind="country", id="wikidata:Q159", same_as=("iso3166:RUS",))
    index = index_actors([analysis("1", RUSSIA, ROE), analysis("2", RUSSIA), analysis("3", federation)])
    first, roe = index.actors
    assert (first.id, first.same_as, first.name, first.aliases) == ("iso3166:RUS", ("wikidata:Q159",), "Russia", ("Russian Federation",))
    assert (first.documents, first.mentions, first.claims, first.targeted, first.addressed) == (3, 3, 3, 4, 0)
    assert (first.reasons, first.confidence) == (("id",), 1.0)
    assert (roe.documents, roe.reasons, roe.country, roe.roles) == (1, ("alone",), "GBR", ("minister",))


def test_a_person_is_shown_by_a_full_name() -> None:
    """However often the family name stands alone."""
    by_id = [actor(name, id="acme:1") for name in ("Roe", "Roe", "Jane Roe")]
    (found,) = index_actors(analysis(str(n), held) for n, held in enumerate(by_id)).actors
    assert (found.name, found.aliases) == ("Jane Roe", ("Roe",))


def test_members_lead_from_a_document_s_claims_to_the_actor() -> None:
    """Each actor of each document has a row, and an id that stays."""
    index = index_actors([analysis("b", ROE), analysis("a", ROE), analysis("c", actor("Roe"))])
    rows = list(index.rows("members"))
    assert [(row["document"], row["actor"], row["reason"], row["confidence"]) for row in rows] == [
        ("a", "doc:jane-roe", "name+country+role", 0.95),
        ("b", "doc:jane-roe", "name+country+role", 0.95),
        ("c", "doc:roe", "alone", 1.0),
    ]
    assert rows[0]["corpus_actor"] == rows[1]["corpus_actor"] == min(row["member"] for row in rows[:2])
    assert {tuple(row) for row in rows} == {COLUMNS["members"]}
    assert {tuple(row) for row in index.rows("actors")} == {COLUMNS["actors"]}
    with pytest.raises(UsageError, match="found the table 'claims', expected one of: actors, members"):
        list(index.rows("claims"))


def test_ids_stay_when_documents_are_added() -> None:
    """A member's id is that of its document and its own in it."""
    before = member_of(index_actors([analysis("a", ROE)]), "a")
    assert member_of(index_actors([analysis("0", ROE), analysis("a", ROE), analysis("z", RUSSIA)]), "a") == before
    assert before.startswith("corpus:jane-roe-")


def test_ids_stay_when_an_actor_gets_a_canonical_one() -> None:
    """A resolver that links it keeps the document's own id, so decisions find it still."""
    linked = actor("Jane A. Roe", "GBR", id="acme:1", same_as=("doc:jane-roe",))
    before, after = (member_of(index_actors([analysis("a", held)]), "a") for held in (ROE, linked))
    assert before.rpartition("-")[2] == after.rpartition("-")[2]
    assert [found.id for found in decided([analysis("a", linked)], f"split,{before},acme:1").actors] == [after]


def test_namesakes_are_counted() -> None:
    """They are what a user looks at first to decide."""
    index = index_actors(analysis(country, actor("Jane Roe", country)) for country in ("GBR", "USA", "NOR"))
    assert [found.namesakes for found in index.actors] == [2, 2, 2]


def test_a_document_that_comes_twice_counts_once_and_two_of_one_id_are_told() -> None:
    """The same line in two files is one document; other actors under the same id are another document."""
    twice = index_actors([analysis("1", ROE), analysis("1", ROE)])
    assert ([found.documents for found in twice.actors], twice.notices) == ([1], ())
    other = index_actors([analysis("1", ROE), analysis("1", actor("Jane Roe", "USA"))])
    assert ([found.documents for found in other.actors], [n.code for n in other.notices]) == ([1, 1], ["document-twice"])
    assert len({member.member for member in other.members()}) == 2


def test_what_was_not_read_is_left_out() -> None:
    """As `read_many` yields it."""
    unread = Unread(origin=Origin(filename="x"), failures=[Failure(stage="reading", error="E", message="m")])
    assert index_actors([unread]).actors == ()


def test_actors_without_a_name_can_be_left_out() -> None:
    """With their members; one that has an id, or that the user merges with somebody who has a name, stays."""
    analyses = [analysis("1", ROE), analysis("2", actor("the mayor"), form="nominal"), analysis("3", RUSSIA, form="pronoun")]
    mayor = member_of(index_actors(analyses), "2")
    assert [found.name for found in index_actors(analyses).actors] == ["Jane Roe", "the mayor", "Russia"]
    index = index_actors(analyses, named=True)
    assert [found.name for found in index.actors] == ["Jane Roe", "Russia"]
    assert [member.document for member in index.members()] == ["1", "3"]
    decisions = parse_decisions(f"decision,actor,other\nmerge,{mayor},{member_of(index, '1')}\n")
    index = index_actors(analyses, decisions=decisions, named=True)
    assert [(found.name, found.documents) for found in index.actors] == [("Jane Roe", 2), ("Russia", 1)]
    assert [member.document for member in index.members()] == ["1", "2", "3"]


# Decisions


def test_a_merge_joins_whole_actors_and_may_give_an_id() -> None:
    """The group of a member goes with it; an id that no document has is the user's."""
    analyses = [analysis("1", ROE), analysis("2", ROE), analysis("3", actor("Roe"))]
    roe, family = (member_of(index_actors(analyses), name) for name in ("1", "3"))
    index = decided(analyses, f"merge,{roe},wikidata:Q5", f"merge,{family},wikidata:Q5")
    (found,) = index.actors
    assert (found.id, found.documents, found.reasons) == ("wikidata:Q5", 3, ("decision", "name+country+role"))
    assert (index.failures, index.notices) == ((), ())


def test_a_split_takes_one_out_and_leaves_the_others() -> None:
    """Out of a name's group, and out of an id's; merges put it elsewhere."""
    analyses = [analysis(name, ROE) for name in "123"]
    one = member_of(index_actors(analyses), "1")
    assert groups(decided(analyses, f"split,{one},")) == {frozenset("23")}
    assert groups(decided([*analyses, analysis("4", RUSSIA)], f"split,{one},", f"merge,iso3166:RUS,{one}")) == {
        frozenset("23"),
        frozenset("14"),
    }
    linked = [analysis(name, RUSSIA) for name in "12"]
    wrong = member_of(index_actors(linked), "2")
    for row in (f"split,{wrong},iso3166:RUS", f"split,iso3166:RUS,{wrong}"):
        index = decided(linked, row)
        assert [(found.id, found.documents) for found in index.actors] == [(wrong, 1), ("iso3166:RUS", 1)]


def test_a_split_parts_two_ids() -> None:
    """Though an analysis says that they are the same."""
    both = actor("Gull Bank", kind="organization", id="acme:1", same_as=("acme:2",))
    analyses = [analysis("1", both), analysis("2", actor("Gull Holdings", kind="organization", id="acme:2"))]
    assert len(index_actors(analyses).actors) == 1
    assert [(found.id, found.same_as) for found in decided(analyses, "split,acme:2,acme:1").actors] == [("acme:1", ()), ("acme:2", ())]


def test_decisions_that_contradict_each_other_are_named_with_their_lines() -> None:
    """Through others too; the actors stay merged, and the split does nothing else either."""
    analyses = [analysis(name, actor(f"Jane {name} Roe")) for name in ("aa", "bb", "cc")]
    one, two, three = (member_of(index_actors(analyses), name) for name in ("aa", "bb", "cc"))
    index = decided(analyses, f"merge,{one},{two}", f"split,{one},{three}", f"merge,{two},{three}")
    (failure,) = index.failures
    assert (failure.part, "mine.csv, line 4" in failure.message) == ("mine.csv, line 3", True)
    assert len(index.actors) == 1
    alike = [analysis(name, ROE) for name in "123"]
    first = member_of(index_actors(alike), "1")
    index = decided(alike, f"split,{first},wikidata:Q5", f"merge,{first},wikidata:Q5")
    assert [(found.id, found.documents) for found in index.actors] == [("wikidata:Q5", 3)]
    assert [failure.part for failure in index.failures] == ["mine.csv, line 2"]


def test_a_merge_by_hand_is_a_reason() -> None:
    """Of the actor, of the member that is named, and of those whose id another takes the place of; the others keep theirs."""
    bank = [analysis(name, actor("Gull Bank", kind="organization", id=name)) for name in ("acme:1", "acme:2")]
    index = decided(bank, "merge,acme:1,acme:2")
    assert [found.reasons for found in index.actors] == [("decision", "id")]
    assert [(member.document, member.reason) for member in index.members()] == [("acme:1", "id"), ("acme:2", "decision")]
    alike = [analysis(name, ROE) for name in "12"]
    index = decided([*alike, analysis("3", RUSSIA)], f"merge,{member_of(index_actors(alike), '1')},iso3166:RUS")
    assert [(member.document, member.reason) for member in index.members()] == [("1", "decision"), ("2", "name+country+role"), ("3", "id")]
    (given,) = decided([analysis("3", RUSSIA)], "merge,iso3166:RUS,acme:1").actors
    assert (given.same_as, given.reasons) == (("acme:1",), ("decision", "id"))


@pytest.mark.parametrize(
    ("one", "other", "row", "differing"),
    [
        (ROE, actor("Roe", kind="organization"), "{0},{1}", "kind person and organization"),
        (ROE, actor("Roe", "USA"), "{0},{1}", "country GBR and USA"),
        (ROE, actor("Roe", "USA", kind="place"), "{0},{1}", "kind person and place; country GBR and USA"),
        (actor("Roe", id="acme:1"), actor("Jane Roe", id="other:1"), "acme:1,other:1", "id acme:1 and other:1"),
        (actor("Roe", id="acme:1"), ROE, "acme:1,acme:2", "id acme:1 and acme:2"),
        (ROE, actor("Roe", kind="unknown"), "{0},{1}", ""),
        (ROE, actor("Roe", "GBR"), "{0},{1}", ""),
        (ROE, actor("Roe", id="acme:1"), "{0},acme:1", ""),
        (actor("Roe", id="acme:1"), ROE, "acme:1,other:1", ""),
    ],
)
def test_a_merge_of_what_is_told_apart_gives_a_notice_and_is_done(one: Actor, other: Actor, row: str, differing: str) -> None:
    """Kinds, countries and ids are looked at; what is unknown differs from nothing, and an id that the user gives is a name."""
    analyses = [analysis("1", one), analysis("2", other)]
    names = [member_of(index_actors(analyses), document) for document in "12"]
    row = row.format(*names)
    index = decided(analyses, f"merge,{row}")
    pair = row.replace(",", " and ")
    expected = f"mine.csv, line 2 merges {pair}, which differ: {differing}. They are one actor now; take the line out if that is wrong."
    assert [(notice.code, notice.message) for notice in index.notices] == ([("decision-unlike", expected)] if differing else [])
    assert (index.failures, index.unmatched) == ((), ())
    assert max(found.documents for found in index.actors) == (1 if other is ROE else 2)


def test_merges_are_looked_at_in_their_order() -> None:
    """What an earlier row joined is one actor for the next; an id that a row gives may be what another row merges."""
    analyses = [analysis("1", ROE), analysis("2", actor("Roe", kind="unknown")), analysis("3", actor("Gull Bank", kind="organization"))]
    one, two, three = (member_of(index_actors(analyses), name) for name in "123")
    index = decided(analyses, "merge,acme:1,wikidata:Q5", f"merge,{one},acme:1", f"merge,{two},acme:1", f"merge,{two},{three}")
    assert [notice.message.partition(" merges")[0] for notice in index.notices] == ["mine.csv, line 5"]
    assert [(found.id, found.same_as, found.documents) for found in index.actors] == [("wikidata:Q5", ("acme:1",), 3)]
    assert index.unmatched == ()


def test_a_decision_that_matches_nothing_is_reported_and_kept(tmp_path: Path) -> None:
    """The file is as it was; another corpus may have the actor."""
    path = tmp_path / "mine.csv"
    rows = "decision,actor,other\nmerge,acme:1,acme:2\nsplit,acme:1,\nmerge,corpus:jane-roe-0123456789ab,iso3166:RUS\n"
    path.write_text(rows, "utf-8")
    index = index_actors([analysis("1", RUSSIA)], decisions=path)
    assert [decision.where for decision in index.unmatched] == ["mine.csv, line 2", "mine.csv, line 3", "mine.csv, line 4"]
    assert ([n.code for n in index.notices], index.failures) == (["decision-unmatched"], ())
    assert path.read_text("utf-8") == rows


# Order and growth

_people = st.builds(
    lambda name, country, roles, identifier: actor(name, country, *roles, id=identifier),
    st.sampled_from(["Jane Roe", "Jane Roe", "Roe", "Ann Poe"]),
    st.sampled_from([None, "GBR", "USA"]),
    st.lists(st.sampled_from(["minister", "trade minister", "striker"]), max_size=2),
    st.sampled_from(["", "", "", "acme:1", "acme:2"]),
)


@given(st.lists(_people, min_size=2, max_size=7), st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_the_order_of_documents_makes_no_difference(people: list[Actor], random: Any) -> None:
    """Nor do two ids ever become one by a name, nor two countries."""
    analyses = [analysis(str(number), held) for number, held in enumerate(people)]
    first = index_actors(analyses)
    random.shuffle(analyses)
    assert shown(index_actors(analyses)) == shown(first)
    for found in first.actors:
        assert found.same_as == ()
    held: dict[str, set[str]] = {}
    for member in first.members():
        if member.country and not member.corpus_actor.startswith("acme:"):
            held.setdefault(member.corpus_actor, set()).add(member.country)
    assert all(len(countries) == 1 for countries in held.values())


@given(st.lists(any_analyses(), max_size=3))
@settings(max_examples=25)
def test_any_analysis_can_be_taken(given: list[Analysis]) -> None:
    """Whatever the wire can hold, every actor of every document is a member of one actor."""
    index = index_actors(given)
    members = list(index.members())
    assert {member.corpus_actor for member in members} == {found.id for found in index.actors}
    assert len({found.id for found in index.actors}) == len(index.actors)


def test_time_grows_with_the_documents() -> None:
    """Though all speak of people of one name, of whom hardly two agree."""

    def seconds(count: int) -> float:
        analyses = [
            analysis(str(n), RUSSIA, actor("Jane Roe", ("GBR", "USA", None)[n % 3], f"role{n} of{n % 50}", *(["member"] if n % 7 else [])))
            for n in range(count)
        ]
        begin = time.process_time()
        list(index_actors(analyses).members())
        return time.process_time() - begin

    assert_linear(seconds, 400)


def test_texts_are_analyzed_and_indexed() -> None:
    """From texts to actors in one go."""
    texts = ["Ada Poe, the minister of trade, said no to Norway.", "Minister Ada Poe said yes to Norway."]
    rules = seedlib.Settings(language="en", options={"tagger.weights": "none"})
    index = index_actors(seedlib.analyze(text, settings=rules) for text in texts)
    assert {(found.name, found.documents) for found in index.actors} >= {("Ada Poe", 2), ("Norway", 2)}
