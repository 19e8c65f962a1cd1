"""The check of parsers: their samples in both orders, halves of them, and bytes that are nobody's format.

Rules:

- A parser may refuse what is broken, or not its own, with a `ParseError` or another `SeedlibError`; nothing else is raised.
- Only what its samples give has to be a document.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from seedlib.components import Hint, Parser, Part, Rank
from seedlib.errors import ContractError, SeedlibError
from seedlib.model import EMPTY, Analysis, Notice, Unread
from seedlib.plugins.contracts import check_stated
from seedlib.plugins.registry import Registry, default_registry
from seedlib.testing.guarding import TEXTS, is_a, named, round_trip, same

__all__ = ["check_parser"]

#: Inputs that no parser may choke on: nothing, a NUL, bytes that are no UTF-8, a lone bracket, half a BOM.
_ODD = (b"", b"\0", b"\xff\xfe\xfa", b"{", b"<", b"\xef\xbb")


def check_parser(parser: Parser, samples: Mapping[str, bytes] = EMPTY, *, registry: Registry | None = None) -> None:
    """Check a parser on samples of its format, on their halves, and on what is not its format.

    >>> from seedlib import Analysis, Document
    >>> from seedlib.components import Parser, Rank
    >>> def accepts(head, hint):
    ...     return Rank.CONTENT if head.startswith(b"ACME") else Rank.NO
    >>> def parse(stream, hint, context):
    ...     yield Analysis(document=Document(text=stream.read().decode("ascii", "replace")))
    >>> parser = Parser(name="acme", accepts=accepts, parse=parse)
    >>> check_parser(parser, {"a.acme": b"ACME It rains."})
    >>> check_parser(parser, {"b.acme": b"It rains."})
    Traceback (most recent call last):
        ...
    seedlib.errors.ContractError: Parser acme: found that it does not accept its sample b.acme, expected a rank above NO

    Args:
        parser: the record.
        samples: the bytes of files by their names; the more shapes, the better.
        registry: where kinds and keys are registered; by default all that is installed.

    Raises:
        ContractError: it accepts none of its samples, raises what is no SeedlibError, gives two different documents for one
            input, or a document that the contract does not allow.
    """
    registry = registry or default_registry()
    is_a(parser, Parser)
    odd = (*_ODD, *(text.encode() for text in TEXTS))
    for data in odd:
        with named(parser, data[:40].decode(errors="replace")):
            first, second = (_rank(parser, data[:4096], Hint(filename="x")) for _ in range(2))
            same(first, second, "ranks")
    with named(parser):
        firsts = {name: _sampled(parser, data, name, registry) for name, data in samples.items()}
        for name in reversed(firsts):
            _check_again(parser, samples[name], name, firsts[name], registry)
    for data in odd:
        with named(parser, data[:40].decode(errors="replace")):
            _parsed(parser, data, f"x{next(iter(parser.suffixes), '')}", registry, broken=True)


def _sampled(parser: Parser, data: bytes, name: str, registry: Registry) -> list[Any]:
    """Return what a parser makes of a sample."""
    if _rank(parser, data[:4096], Hint(filename=name)) is Rank.NO:
        raise ContractError(f"found that it does not accept its sample {name}, expected a rank above NO")
    results = _parsed(parser, data, name, registry)
    if not any(isinstance(result, Analysis | Part) for result in results):
        raise ContractError(f"found no document in its sample {name}, expected at least one")
    _parsed(parser, data[: len(data) // 2], name, registry, broken=True)
    return results


def _check_again(parser: Parser, data: bytes, name: str, first: list[Any], registry: Registry) -> None:
    """Raise a ContractError unless a parser reads a sample as it did when other inputs had gone before."""
    if _parsed(parser, data, name, registry) == first:
        return
    second, third = (_parsed(parser, data, name, registry) for _ in range(2))
    same(second, third, "documents")
    advice = "keep nothing between calls: files come in any order, and in several processes"
    raise ContractError(f"found documents in {name} that depend on the files before, expected them to depend on it alone", advice=advice)


def _rank(parser: Parser, head: bytes, hint: Hint) -> Rank:
    rank = parser.accepts(head, hint)
    if not isinstance(rank, Rank):
        raise ContractError(f"found {rank!r} from accepts, expected a seedlib.components.Rank")
    return rank


def _parsed(parser: Parser, data: bytes, name: str, registry: Registry, *, broken: bool = False) -> list[Any]:
    """Return what a parser yields, all of which is as it must be; what came before an error, where the input is broken."""
    stream = io.BytesIO(data)
    results = []
    try:
        for result in parser.parse(stream, Hint(filename=name), registry.context()):
            if type(result) not in {Analysis, Part, Unread, Notice}:
                raise ContractError(f"found {type(result).__name__} from parse, expected an Analysis, a Part, an Unread or a Notice")
            if isinstance(result, Analysis):
                check_stated(result, registry)
            if isinstance(result, Analysis | Unread):
                round_trip(result)
            results.append(result)
    except SeedlibError as error:
        if isinstance(error, ContractError) or not broken:
            raise
    if stream.closed:
        raise ContractError("found the stream closed, expected parse to leave it open")
    return results
