"""The numbers of a report."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seedlib.corpus import Report, parse_decisions, report
from seedlib.model import Actor, Analysis, Claim, Document, Failure, Notice, Origin, Span, TextProblem, Unread
from tests.strategies import analyses as any_analyses

from .making import ADA, BRUNO, NORWAY, said, story

STORIES = (
    story(
        "1",
        said(0, ADA, about=[NORWAY], kind="warning", modality="possible"),
        said(1, ADA, BRUNO, polarity="negative"),
        said(2, by_author=True),
        publisher="The Ledger",
        published="2024-06-24",
        problems=[TextProblem(kind="mojibake", span=Span(21, 23), note="n"), TextProblem(kind="mojibake"), TextProblem(kind="stray-space")],
    ),
    story("2", said(0, ADA, about=[NORWAY, BRUNO]), said(1), publisher="The Ledger", published="2024-07"),
    story("3", said(0, BRUNO, about=[BRUNO]), url="https://www.dock.example/a", problems=[TextProblem(kind="mojibake")]),
    story("4", published="2024"),
)


def test_speakers_are_counted_with_how_they_speak() -> None:
    """In all documents, by kind, modality and time; a joint claim counts for each."""
    ada, bruno = report(STORIES).speakers[:2]
    assert (ada.id, ada.name, ada.kind, ada.claims, ada.documents, ada.negative) == ("wikidata:Q1", "Ada Poe", "person", 3, 2, 1)
    assert (dict(ada.kinds), dict(ada.modalities)) == ({"statement": 2, "warning": 1}, {"asserted": 2, "possible": 1})
    assert dict(ada.periods) == {"2024-06": 2, "2024-07": 1}
    assert (bruno.name, bruno.claims) == ("Bruno Falk", 1)


def test_claims_of_nobody_known_are_counted_apart() -> None:
    """Those of an author who is not named too."""
    assert [(held.id, held.claims, held.by_author) for held in report(STORIES).nameless] == [("unknown", 1, 0), ("author", 1, 1)]


def test_targets_and_pairs_say_who_speaks_about_whom() -> None:
    """Nobody is paired with himself, though a claim about oneself counts."""
    found = report(STORIES)
    assert [(held.name, held.claims) for held in found.targets] == [("Norway", 2), ("Bruno Falk", 1), ("Bruno Falk", 1)]
    names = {held.id: held.name for held in (*found.speakers, *found.targets)}
    assert [(names[pair.speaker], names[pair.target], pair.claims) for pair in found.pairs] == [
        ("Ada Poe", "Norway", 2),
        ("Ada Poe", "Bruno Falk", 1),
    ]


def test_all_claims_count_once_in_all() -> None:
    """However many speak."""
    total = report(STORIES).total
    assert (total.claims, total.documents, total.by_author, total.negative, dict(total.kinds)) == (
        6, 3, 1, 1, {"statement": 5, "warning": 1},
    )  # fmt: skip


def test_dates_stay_as_exact_as_they_are_stated() -> None:
    """A year beside months is no month, and what has no date is counted as such."""
    line = report(STORIES).timeline
    assert line.precision == 7
    assert [(held.key, held.documents, held.claims) for held in line.periods] == [("2024-06", 1, 3), ("2024-07", 1, 2)]
    assert [(held.key, held.documents, held.claims) for held in line.coarse] == [("2024", 1, 0)]
    assert (line.unknown.documents, line.unknown.claims) == (1, 1)


def test_outlets_are_publishers_else_sites() -> None:
    """What names neither stands last."""
    found = [(held.name, held.documents, held.counts.claims, held.speakers, held.problems) for held in report(STORIES).outlets]
    assert found == [("The Ledger", 2, 5, 2, 3), ("dock.example", 1, 1, 1, 1), ("", 1, 0, 0, 0)]


def test_text_problems_are_counted_by_kind_and_outlet() -> None:
    """And listed with their lines; one of a whole text has none."""
    found = report(STORIES)
    assert [(held.kind, held.outlet, held.problems, held.documents) for held in found.problems] == [
        ("mojibake", "The Ledger", 2, 1),
        ("mojibake", "dock.example", 1, 1),
        ("stray-space", "The Ledger", 1, 1),
    ]
    assert ("mojibake", 2, "ab") in [(held.kind, held.line, held.words) for held in found.problem_list]
    assert ("stray-space", 0, "") in [(held.kind, held.line, held.words) for held in found.problem_list]


def test_claims_are_kept_short_with_where_they_stand() -> None:
    """The words on one line, cut after three hundred characters."""
    text = f"She said\n{'word ' * 100}"
    claim = Claim(content=[Span(9, len(text))], cue=[Span(4, 8)], source=[Span(0, 3)], quotation="direct")
    document = Document(id="1", text=text, url="https://example.org/a", title="T", published="2024", origin=Origin(filename="a.txt"))
    (found,) = report([Analysis(document=document, claims=[claim])]).claims
    assert (found.who, found.cue, found.line, found.quotation, found.document.place) == ("She", "said", 2, "direct", "a.txt")
    assert found.words == f"{('word ' * 60).strip()} […]"
    assert found.link.startswith("https://example.org/a#:~:text=word")


def test_a_document_that_comes_twice_counts_once() -> None:
    """Another with the same id counts, and a notice says so."""
    found = report([STORIES[0], STORIES[0], STORIES[1]])
    assert (found.documents, found.repeated, found.total.claims) == (2, 1, 5)
    other = report([STORIES[0], story("1", said(0, BRUNO))])
    assert (other.documents, other.repeated, other.total.claims) == (2, 0, 4)
    assert [notice.code for notice, _ in other.notices] == ["document-twice"]


def test_what_failed_and_what_is_good_to_know_is_kept() -> None:
    """An input that was not read, a component that failed, a notice that two documents have."""
    failure = Failure(stage="checking", component="acme:check", error="E", message="found 1", advice="mend it", part="line 3")
    notice = Notice(code="extra-absent", message="Something is absent.")
    analyses = [Analysis(document=Document(id=name, text="x"), failures=[failure], notices=[notice, notice]) for name in "ab"]
    unread = Unread(
        origin=Origin(filename="no.txt"), failures=[Failure(stage="parsing", component="c", error="E", message="found nothing")]
    )
    found = report([*analyses, unread])
    assert (found.documents, found.unread, found.failures) == (2, 1, 3)
    assert [(held.place, held.component, held.message, held.unread) for held in found.failure_list] == [
        ("a, line 3", "acme:check", "found 1", False),
        ("b, line 3", "acme:check", "found 1", False),
        ("no.txt", "", "found nothing", True),
    ]
    assert [(held.message, documents) for held, documents in found.notices] == [("Something is absent.", 2)]


def test_decisions_join_actors_and_what_they_cannot_do_is_kept() -> None:
    """As for the index of actors."""
    decisions = parse_decisions("decision,actor,other\nmerge,wikidata:Q1,iso3166:NOR\nmarry,a,b\n", "mine.csv")
    found = report(STORIES, decisions=decisions)
    assert found.targets[0].id == found.speakers[0].id
    assert [held.place for held in found.undecided] == ["mine.csv, line 3"]


def test_speakers_who_are_in_no_analysis_are_known_by_their_ids() -> None:
    """As another program may write them: an id that holds everywhere is one actor, a `doc:` one is another in each document."""
    claims = [Claim(content=[Span(0, 1)], speakers=["wikidata:Q9", "doc:x"])]
    found = report([Analysis(document=Document(id=name, text="x"), claims=claims) for name in "ab"])
    assert [(held.id, held.name, held.claims) for held in found.speakers] == [
        ("wikidata:Q9", "wikidata:Q9", 2),
        ("a doc:x", "doc:x", 1),
        ("b doc:x", "doc:x", 1),
    ]


def test_an_actor_is_found_by_any_of_its_ids() -> None:
    """A claim may name one that the actor is the same as."""
    ada = Actor(id="wikidata:Q1", name="Ada Poe", same_as=["acme:1"])
    claim = Claim(content=[Span(0, 1)], speakers=["acme:1", "wikidata:Q1"])
    found = report([Analysis(document=Document(id="a", text="x"), actors=[ada], claims=[claim])])
    assert [(held.id, held.name, held.claims) for held in found.speakers] == [("wikidata:Q1", "Ada Poe", 1)]


def test_results_are_taken_one_by_one() -> None:
    """And asked for once."""
    asked = []

    def results() -> Iterator[Analysis]:
        for held in STORIES:
            asked.append(held.document.id)
            yield held

    assert (report(results()).documents, asked) == (4, ["1", "2", "3", "4"])


def test_nothing_gives_a_report_too() -> None:
    """Of nothing."""
    found = report([])
    assert (found.documents, found.total.claims, found.speakers, found.outlets, found.timeline.periods) == (0, 0, (), (), ())


def numbers(found: Report) -> list[object]:
    """Return what must not depend on the order of documents."""
    line = found.timeline
    return [found.total, found.speakers, found.targets, found.pairs, line, found.outlets, found.problems, len(found.claims)]


def test_the_numbers_do_not_depend_on_the_order_of_documents() -> None:
    """Nor on how often one comes."""
    assert numbers(report([*reversed(STORIES), *STORIES])) == numbers(report(STORIES))


@settings(max_examples=25)  # each makes whole analyses
@given(st.lists(any_analyses(), max_size=3))
def test_sums_agree(analyses: list[Analysis]) -> None:
    """Whatever the documents hold: each claim is in one kind, one modality, one period, one outlet."""
    found = report(analyses, listed=None)
    total = found.total
    assert len(found.claims) == total.claims
    for counts in (total.kinds, total.modalities, total.periods):
        assert sum(counts.values()) == total.claims
    assert sum(outlet.counts.claims for outlet in found.outlets) == total.claims
    line = found.timeline
    assert sum(held.claims for held in (*line.periods, *line.coarse, line.unknown)) == total.claims
    assert sum(held.documents for held in (*line.periods, *line.coarse, line.unknown)) == found.documents


# The list


@pytest.mark.parametrize("listed", [0, 1, 10, 25, 100])
def test_the_list_is_as_long_as_asked_for_and_the_numbers_are_whole(listed: int) -> None:
    """In the order of the documents."""
    stories = [story(str(number), *(said(place, ADA, BRUNO) for place in range(5))) for number in range(5)]
    found = report(stories, listed=listed)
    assert (len(found.claims), found.total.claims) == (min(listed, 25), 25)
    places = [(held.document.id, held.line, held.words) for held in found.claims]
    assert places == sorted(places)


def test_every_number_has_some_of_its_claims_in_a_short_list() -> None:
    """A kind of which there is one claim among a thousand; and the choice is the same in every run."""
    stories = [story(f"{number:03}", *(said(place, ADA) for place in range(10))) for number in range(100)]
    stories.append(story("x", said(0, BRUNO, about=[NORWAY], kind="threat"), publisher="The Ledger"))
    found = report(stories, listed=40)
    assert [held.kind for held in found.claims].count("threat") == 1
    assert report(stories, listed=40).claims == found.claims
    assert len({held.document.id for held in found.claims}) > 20
