"""Which documents and quotations are found to be copies, and which of them is the first."""

from __future__ import annotations

import sys
from random import Random

import pytest

pytest.importorskip("rensa", reason="the extra dedup is not installed")

from seedlib.corpus import Copies, find_copies
from seedlib.corpus.copies import COLUMNS, sketches
from seedlib.errors import MissingExtraError, UsageError
from seedlib.model import Analysis, Block, Claim, Document, Failure, Origin, Span, Unread

STORY = (
    "The talks on the northern dam have failed for the third time this year, officials of both sides said on Monday night. "
    "Nobody expects them to be taken up again before the elections in spring, and farmers on both banks fear for their harvest."
)
OTHER = "Rain is expected in the north from Tuesday on, and in the south from Wednesday. Boats should stay in the harbours."


def document(identifier: str, text: str = STORY, published: str | None = None) -> Document:
    """Return a document."""
    return Document(id=identifier, text=text, published=published)


def copies_of(copies: Copies) -> dict[str, str | None]:
    """Return of each document of a group which one it copies."""
    return {held.document: held.duplicate_of for held in copies.documents}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (STORY, True),
        (STORY.upper().replace(".", " ."), True),
        ("By our correspondent\n\n" + STORY + "\n\nMore in tomorrow’s edition.", True),
        (STORY.replace("northern", "southern"), True),
        (STORY[: len(STORY) * 2 // 3], True),
        (STORY[: len(STORY) // 3], False),
        (OTHER, False),
        ("", False),
    ],
)
def test_copies_are_found_in_spite_of_edits(text: str, found: bool) -> None:
    """Of which at least half of all runs of words are in both."""
    copies = find_copies([document("1"), document("2", text)])
    assert copies_of(copies) == ({"1": None, "2": "1"} if found else {})


@pytest.mark.parametrize(
    ("dates", "first"),
    [
        ((None, None, None), "0"),
        ((None, "2024-06-25", "2024-06-24"), "2"),
        (("2024-06-24", "2024-06", "2025"), "1"),
        (("2024-06-24T10:00+02:00", "2024-06-24T09:00Z", "2024-06-24T07:59Z"), "2"),
        (("2024-06-24", "2024-06-24", "2024-06-24"), "0"),
    ],
)
def test_the_first_is_the_one_published_first(dates: tuple[str | None, ...], first: str) -> None:
    """In order where dates do not tell."""
    copies = find_copies(document(str(number), published=date) for number, date in enumerate(dates))
    assert copies.documents[0].document == first
    assert {held.duplicate_of for held in copies.documents[1:]} == {first}
    assert [held.documents for held in copies.documents] == [3, 3, 3]


def test_headlines_and_furniture_do_not_count() -> None:
    """Where blocks say what is the article."""

    def framed(identifier: str, title: str, text: str) -> Document:
        blocks = [Block(kind="title", span=Span(0, len(title))), Block(kind="paragraph", span=Span(len(title), len(title + text)))]
        return Document(id=identifier, text=title + text, blocks=blocks)

    long = "One of the longest headlines that any paper has ever printed over any story about a dam and its enemies "
    copies = find_copies([framed("1", long, STORY), framed("2", "Dam ", STORY), framed("3", long, OTHER)])
    assert [(held.document, held.similarity) for held in copies.documents] == [("1", 1.0), ("2", 1.0)]


def test_texts_without_words_are_no_copies_and_short_ones_are_if_they_are_the_same() -> None:
    """A hundred empty pages are no group."""
    texts = ["", "…", "Read more", "READ MORE!", "Read more here"]
    assert copies_of(find_copies(document(str(number), text) for number, text in enumerate(texts))) == {"2": None, "3": "2"}


def test_an_id_counts_once_and_what_was_not_read_not_at_all() -> None:
    """What comes twice is said."""
    unread = Unread(origin=Origin(), failures=[Failure(stage="parsing", error="ParseError", message="found nothing")])
    copies = find_copies([document("1"), unread, document("1"), document("2", OTHER)])
    assert (copies.read, copies.repeated, copies.documents) == (2, 1, ())


def quoting(identifier: str, *quotes: str, quotation: str = "direct", published: str | None = None) -> Analysis:
    """Return an analysis whose claims are these quotations, one a line."""
    starts = [sum(len(held) + 1 for held in quotes[:number]) for number in range(len(quotes))]
    claims = [
        Claim(id=f"{number:012x}", content=[Span(start, start + len(held))], quotation=quotation)
        for number, (start, held) in enumerate(zip(starts, quotes, strict=True))
    ]
    return Analysis(document=Document(id=identifier, text="\n".join(quotes), published=published), claims=claims)


def test_repeated_quotations_have_one_id() -> None:
    """Short ones by their very words, long ones in spite of small changes; the id is over the words of the first."""
    short, long = "We will not sign it.", "We have waited nine long years for a dam that nobody on this river ever wanted."
    copies = find_copies(
        [
            quoting("late", short, long.replace("nobody", "no one"), published="2024-06-25"),
            quoting("early", short.upper(), long, "Something else is what nobody said.", published="2024-06-24"),
            quoting("near", "We will not sign that."),
            quoting("told", short, quotation="indirect"),
            quoting("brief", "No comment"),
            quoting("brief too", "No comment"),
        ]
    )
    rows = [(held.document, held.claim, held.similarity, held.claims, held.documents) for held in copies.quotations]
    assert rows == [
        ("early", "000000000000", 1.0, 2, 2),
        ("late", "000000000000", 1.0, 2, 2),
        ("early", "000000000001", 1.0, 2, 2),
        ("late", "000000000001", 0.6111, 2, 2),
    ]
    names = [held.quotation_group for held in copies.quotations]
    assert (names[0] == names[1], names[1] == names[2], names[2] == names[3]) == (True, False, True)
    again = find_copies([quoting("other", long), quoting("another", long.lower())])
    assert {held.quotation_group for held in again.quotations} == {names[2]}
    assert copies.quoted == 6


def test_a_quotation_in_two_pieces_is_the_one_in_one() -> None:
    """The cue between them is not the speaker's."""
    whole, parted = "We will never sign such a treaty here", "We will never sign,” she said, “such a treaty here"
    pieces = [Span(0, 18), Span(31, len(parted))]
    two = Analysis(document=Document(id="2", text=parted), claims=[Claim(id="b" * 12, content=pieces, quotation="mixed")])
    assert [held.claim for held in find_copies([quoting("1", whole), two]).quotations] == ["000000000000", "b" * 12]


def test_pages_of_one_mould_are_compared_with_their_neighbours(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two hundred of them are one group though each is compared with two."""
    monkeypatch.setattr(sketches, "NEIGHBOURS", 2)
    copies = find_copies(document(str(number), f"{STORY} Price {number}.") for number in range(200))
    assert [held.documents for held in copies.documents] == [200] * 200


def test_the_groups_do_not_depend_on_the_order() -> None:
    """Only which is the first of equals does."""
    words = STORY.split()
    held = [document(str(number), " ".join([*words[: 12 + number], f"end{number}"])) for number in range(0, 24, 2)]

    def found(order: list[Document]) -> set[frozenset[str]]:
        groups: dict[str, set[str]] = {}
        for row in find_copies(order).documents:
            groups.setdefault(row.duplicate_of or row.document, set()).add(row.document)
        return {frozenset(group) for group in groups.values()}

    mixed = Random(1).sample(held, len(held))  # noqa: S311  # the same in every run
    assert found(held) == found(mixed) == found(held[::-1])


def test_rows_have_the_columns() -> None:
    """And another table is refused."""
    copies = find_copies([quoting("1", STORY), quoting("2", STORY)])
    for table, columns in COLUMNS.items():
        assert [tuple(row) for row in copies.rows(table)] == [columns] * 2
    with pytest.raises(UsageError, match="found the table 'claims', expected one of copies, quotations"):
        copies.rows("claims")


def test_the_method_says_what_it_takes_to_do_it_again() -> None:
    """The library with its version, and all numbers."""
    method = find_copies([]).method
    assert (method.library.partition(" ")[0], method.permutations, method.bands, method.rows, method.run, method.least) == (
        "rensa", 128, 42, 3, 3, 0.5,
    )  # fmt: skip


def test_where_the_extra_is_absent_its_name_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before anything is read."""
    monkeypatch.setitem(sys.modules, "rensa", None)
    with pytest.raises(MissingExtraError, match="dedup"):
        find_copies([])
