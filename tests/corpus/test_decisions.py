"""A user's file of decisions."""

from pathlib import Path

import pytest

from seedlib.corpus import parse_decisions, read_decisions
from seedlib.errors import UsageError

MEMBER = "corpus:jane-roe-0123456789ab"


def test_rows_become_decisions_with_their_lines() -> None:
    """Notes of the user's own may have line ends; empty rows say nothing."""
    text = f'note,decision,actor,other\n"two\nlines",merge,{MEMBER},wikidata:Q5\n,,,\nwhy,Split,acme:1,\n'
    found = parse_decisions(text, "mine.csv")
    assert [(d.kind, d.actor, d.other, d.where) for d in found.decisions] == [
        ("merge", MEMBER, "wikidata:Q5", "mine.csv, line 2"),
        ("split", "acme:1", "", "mine.csv, line 5"),
    ]
    assert found.failures == ()


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("join,acme:1,acme:2", "found the decision 'join', expected merge or split"),
        ("merge,doc:jane-roe,acme:2", "found 'doc:jane-roe', which means another actor in every document"),
        ("merge,acme:1,", "found the id '', expected one such as 'wikidata:Q7747' or 'corpus:a-name-0123456789ab'"),
        ("split,corpus:jane-roe,", "found the id 'corpus:jane-roe', expected one such as"),
        ("merge,acme:1,acme:1", "found 'acme:1' twice, expected two ids"),
    ],
)
def test_a_row_that_cannot_be_done_is_named_and_the_others_count(row: str, message: str) -> None:
    """File and line are in the failure."""
    found = parse_decisions(f"decision,actor,other\n{row}\nmerge,acme:1,acme:2\n", "mine.csv")
    (failure,) = found.failures
    assert (failure.part, failure.message[: len(message)]) == ("mine.csv, line 2", message)
    assert [d.where for d in found.decisions] == ["mine.csv, line 3"]


def test_a_spreadsheet_s_file_is_read(tmp_path: Path) -> None:
    """With a mark before it, and semicolons, as some of them write."""
    path = tmp_path / "mine.csv"
    path.write_text("decision;actor;other\r\nmerge;acme:1;acme:2\r\n", "utf-8-sig")
    assert [d.other for d in read_decisions(path).decisions] == ["acme:2"]


def test_what_is_no_such_file_is_refused(tmp_path: Path) -> None:
    """A missing file, other bytes, a missing column; and a quotation mark that is never closed is a failure."""
    path = tmp_path / "mine.csv"
    with pytest.raises(UsageError, match="cannot be read"):
        read_decisions(path)
    path.write_bytes(b"decision,actor,other\n\xff")
    with pytest.raises(UsageError, match="no UTF-8"):
        read_decisions(path)
    with pytest.raises(UsageError, match="found no column other, expected decision, actor, other"):
        parse_decisions("decision,actor\n")
    (failure,) = parse_decisions('decision,actor,other\nmerge,"' + "a" * 200_000).failures
    assert "no valid CSV" in failure.message
