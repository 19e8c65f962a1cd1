"""What all checks share: the texts that are tried, and errors that name the record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from seedlib.errors import ContractError, MissingExtraError
from seedlib.model import Analysis
from seedlib.pipeline import analyze
from seedlib.plugins.registry import Registry

__all__ = ["TEXTS", "given", "is_a", "named", "same"]

#: What components must bear: nothing, blanks, one word, quotation marks of all kinds, signs beyond the first plane, combining
#: marks, other scripts, a text without an end, and an ordinary one.
TEXTS = (
    "",
    " \n\n ",
    "No",
    "”‘“'\"«»„ said “‘’”",
    "Rain 🌧 fell, e\u0301lan said. \u202eback\u202c \x00 \ufffd",
    "Москва заявила: «Нет». 北京说：“不。”",
    "word " * 2000,
    "“We will leave on Monday if talks fail,” said Angela Poe, the foreign minister of Norway. Officials in Oslo denied it.",
)


@contextmanager
def named(record: Any) -> Iterator[None]:
    """Name the record in every error, and turn what its functions raise into a ContractError."""
    name = f"{type(record).__name__} {getattr(record, 'name', record)!s}"
    try:
        yield
    except MissingExtraError:  # nothing is wrong with it: its library is not installed, and the error says how it is
        raise
    except ContractError as error:
        raise ContractError(error.message, where=name, advice=error.advice) from error
    except Exception as error:
        message = f"raised {type(error).__name__}: {error}"
        raise ContractError(message, where=name, advice="a component answers for every text; what is not there has no answer") from error


def is_a(record: object, expected: type) -> None:
    """Raise a ContractError unless a record is of this class."""
    if type(record) is not expected:
        raise ContractError(f"found {type(record).__name__} {record!r:.80}, expected a {expected.__name__}")


def same(first: object, second: object, what: str) -> None:
    """Raise a ContractError unless two answers to one input are equal."""
    if first != second:
        advice = "keep nothing between calls, and seed what is random"
        raise ContractError(f"found two different {what} for one input, expected equal ones", advice=advice)


def given(texts: Iterable[str], registry: Registry) -> list[Analysis]:
    """Return what a component would be given for these texts, everything found already."""
    return [analyze(text, registry=registry) for text in texts]
