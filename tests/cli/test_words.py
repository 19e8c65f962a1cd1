"""What is said beside the data."""

import pytest

from seedlib.cli.words import failure_line
from seedlib.model import Failure


@pytest.mark.parametrize(
    ("part", "stage", "expected"),
    [
        ("", "parsing", "in/a.zip: odd (mend it)"),
        ("a.zip", "parsing", "in/a.zip: odd (mend it)"),
        ("in/a.zip", "reading", "in/a.zip: odd (mend it)"),
        ("a.zip!/b.eml", "parsing", "in/a.zip!/b.eml: odd (mend it)"),
        ("line 7", "parsing", "in/a.zip: line 7: odd (mend it)"),
        ("", "checking", "in/a.zip: acme:x: odd (mend it)"),
    ],
)
def test_a_failure_names_the_file_as_the_user_knows_it(part: str, stage: str, expected: str) -> None:
    """Once, and the place in it."""
    failure = Failure(stage=stage, component="acme:x", error="E", message="odd", advice="mend it", part=part)
    assert failure_line(failure, "in/a.zip", "a.zip") == expected


def test_a_failure_that_results_hold_names_the_file_that_failed() -> None:
    """So that nobody takes the results for broken."""
    failure = Failure(stage="parsing", component="acme:x", error="E", message="odd", part="a.zip!/b.eml")
    assert failure_line(failure, "out/results.jsonl", "a.zip") == "a.zip!/b.eml (kept in out/results.jsonl): odd"


def test_a_failure_in_an_archive_names_the_archive_once() -> None:
    """Also where the failure knows the file in it."""
    failure = Failure(stage="parsing", component="acme:x", error="E", message="odd", part="a.zip!/b.eml")
    assert failure_line(failure, "in/a.zip", "b.eml") == "in/a.zip!/b.eml: odd"
    assert failure_line(failure, "out/results.jsonl", "b.eml") == "a.zip!/b.eml (kept in out/results.jsonl): odd"
