"""What all checks share: the texts that are tried, and errors that name the record and what it was given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from seedlib import wire
from seedlib.errors import ContractError, MissingExtraError
from seedlib.model import Analysis, Layers, Unread
from seedlib.pipeline import analyze
from seedlib.plugins.registry import Registry

__all__ = ["CLEAN", "SAMPLE", "TEXTS", "answered", "given", "is_a", "named", "round_trip", "same"]

#: An ordinary text: a direct quotation, a role, a country, a denial.
SAMPLE = "“We will leave on Monday if talks fail,” said Angela Poe, the foreign minister of Norway. Officials in Oslo denied it."

#: What components must bear: nothing, blanks, one sign (a letter, one beyond the first plane, a mark that combines with nothing), one
#: word, quotation marks of all kinds, signs beyond the first plane to the very end (whoever counts bytes or UTF-16 leaves the text),
#: combining marks, all line ends, other scripts, a text without an end, and an ordinary one.
TEXTS = (
    "",
    " \n\n ",
    "A",
    "🌧",
    "\u0301",
    "No",
    "”‘“'\"«»„ said “‘’”",
    "Rain 🌧 fell, e\u0301lan said. \u202eback\u202c \x00 \ufffd 🌧🌧🌧🌧",
    "Ann Poe said:\r\n\r\n“No.”\r\n\rOslo denied it.\r\n",
    "Москва заявила: «Нет». 北京说：“不。”",
    "word " * 2000,
    SAMPLE,
)

#: What to do about answers that change from call to call.
_PURE = "keep nothing between calls, and seed what is random"

#: What to do about an input that was changed.
CLEAN = "answer new values: change is attrs.evolve"


@contextmanager
def named(record: Any, text: str | None = None) -> Iterator[None]:
    """Name the record, and the text that it was given, in every error; turn what its functions raise into a ContractError."""
    name = f"{type(record).__name__} {getattr(record, 'name', record)!s}"
    about = "" if text is None else f", given the text {text[:40]!r}{'…' * (len(text) > 40)}"
    try:
        yield
    except MissingExtraError:  # nothing is wrong with it: its library is not installed, and the error says how it is
        raise
    except ContractError as error:
        raise ContractError(error.message + about, where=name, advice=error.advice) from error
    except (Exception, SystemExit) as error:
        message = f"raised {type(error).__name__}: {error}{about}"
        raise ContractError(message, where=name, advice="a component answers for every text; what is not there has no answer") from error


def is_a(record: object, expected: type) -> None:
    """Raise a ContractError unless a record is of this class."""
    if type(record) is not expected:
        raise ContractError(f"found {type(record).__name__} {record!r:.80}, expected a {expected.__name__}")


def same(first: object, second: object, what: str, advice: str = _PURE) -> None:
    """Raise a ContractError unless two answers to one input are equal."""
    if first != second:
        raise ContractError(f"found two different {what} for one input, expected equal ones", advice=advice)


def answered(answer: Any) -> list[Any]:
    """Return what a stage's function answered as a list, as the pipeline does."""
    return [answer] if isinstance(answer, Layers) else list(answer if answer is not None else ())


def given(texts: Iterable[str], registry: Registry) -> list[Analysis]:
    """Return what a component would be given for these texts, everything found already."""
    return [analyze(text, registry=registry) for text in texts]


def round_trip(result: Analysis | Unread) -> None:
    """Raise a ContractError unless a result is the same after it was written as JSON and read back, its layers too."""
    advice = "values hold text, finite numbers and what JSON has; attributes are of their key's type"
    try:
        line = wire.dumps(result, layers=True).encode()
        back = wire.loads(line.decode())
        again = wire.dumps(back, layers=True).encode()
    except Exception as error:
        raise ContractError(f"found a value that JSON cannot carry: {type(error).__name__}: {error}", advice=advice) from error
    if back != result or again != line:
        raise ContractError("found a value that is another one after a round trip through JSON", advice=advice)
