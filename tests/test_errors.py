"""The tree of exceptions: what each is, what it says, and that it travels."""

from __future__ import annotations

import copy
import inspect
import pickle

import pytest

from seedlib import errors
from seedlib.errors import (
    ComponentError,
    ContractError,
    CorpusError,
    DeadlineError,
    LimitError,
    MissingExtraError,
    ModelError,
    ParseError,
    PluginError,
    PluginWarning,
    SeedlibError,
    UsageError,
    WireError,
)

#: What else than a SeedlibError each is, so that code that knows nothing of us catches it.
BASES = {
    ComponentError: SeedlibError,
    ContractError: SeedlibError,
    CorpusError: SeedlibError,
    DeadlineError: SeedlibError,
    LimitError: ParseError,
    MissingExtraError: ImportError,
    ModelError: ValueError,
    ParseError: SeedlibError,
    PluginError: SeedlibError,
    UsageError: ValueError,
    WireError: ValueError,
}


@pytest.mark.parametrize(("class_", "base"), BASES.items(), ids=lambda class_: class_.__name__)
def test_the_tree(class_: type[SeedlibError], base: type[Exception]) -> None:
    """One base for all, and the built-in one that fits."""
    assert issubclass(class_, SeedlibError)
    assert issubclass(class_, base)


def test_the_tree_is_whole() -> None:
    """Every public exception stands in this table and in the docstring's drawing; the warning is a warning."""
    found = {held for _, held in inspect.getmembers(errors, inspect.isclass) if held.__module__ == errors.__name__}
    assert found == {*BASES, SeedlibError, PluginWarning}
    assert {class_.__name__ for class_ in found} == set(errors.__all__)
    assert [name for name in errors.__all__ if name not in (errors.__doc__ or "")] == []
    assert issubclass(PluginWarning, UserWarning)


@pytest.mark.parametrize(
    ("where", "advice", "expected"),
    [
        ("", "", "found 5, expected 4"),
        ("a.csv, line 7", "", "a.csv, line 7: found 5, expected 4"),
        ("", "give 4", "found 5, expected 4 (give 4)"),
        ("Span", "give 4", "Span: found 5, expected 4 (give 4)"),
    ],
)
def test_an_error_says_where_what_and_what_to_do(where: str, advice: str, expected: str) -> None:
    """Place, message, advice; each but the message may be missing."""
    error = ModelError("found 5, expected 4", where=where, advice=advice)
    assert (str(error), error.message, error.where, error.advice) == (expected, "found 5, expected 4", where, advice)


def test_a_missing_extra_names_the_command() -> None:
    """The next step is a line to copy."""
    error = MissingExtraError("ftfy", "checks")
    assert str(error) == 'ftfy is not installed (pip install "seedlib[checks]")'
    assert (error.library, error.extra) == ("ftfy", "checks")


@pytest.mark.parametrize("class_", BASES, ids=lambda class_: class_.__name__)
def test_errors_travel_to_other_processes(class_: type[SeedlibError]) -> None:
    """A worker's error arrives whole."""
    error = MissingExtraError("ftfy", "checks") if class_ is MissingExtraError else class_("found 5", where="here", advice="give 4")
    for back in (pickle.loads(pickle.dumps(error)), copy.copy(error)):  # noqa: S301  # made here
        assert type(back) is class_
        assert (str(back), vars(back)) == (str(error), vars(error))
