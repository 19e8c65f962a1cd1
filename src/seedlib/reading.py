"""From a path, bytes or an open file to analyses: the outer layer, which opens things.

Rules:

- A `str` is a path; a text is given to `seedlib.analyze`.
- Inputs are read one after the other, in the order given, and results are yielded as they are made.
- What cannot be opened or read becomes an `Unread`; only the functions that promise one document raise.
"""

from __future__ import annotations

import logging
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, nullcontext
from io import BytesIO
from pathlib import Path
from typing import IO, BinaryIO, Literal, TypeAlias

import attrs

from seedlib.components import Hint, Settings
from seedlib.dispatch import Asked, failure_of, parse_stream
from seedlib.errors import ParseError, SeedlibError, UsageError
from seedlib.finding import Found, files_beside, find_files, is_folder
from seedlib.model import EMPTY, Analysis, Document, Failure, FrozenMapping, Origin, TextProblem, Unread, value
from seedlib.pipeline import analyze_parsed
from seedlib.plugins.registry import Registry, default_registry

__all__ = [
    "FAILURES",
    "Explained",
    "Found",
    "Options",
    "Outcome",
    "Source",
    "explain",
    "find_files",
    "parse",
    "parse_input",
    "parse_many",
    "read",
    "read_many",
]

logger = logging.getLogger(__name__)
logger.addHandler(logging.NullHandler())  # silent unless the user's program sets logging up

#: What can be read: a path, the bytes themselves, or a file open for reading bytes.
Source: TypeAlias = str | os.PathLike[str] | bytes | BinaryIO

#: What to do with inputs that give no document: leave them out and log them, raise the first, or yield them.
FAILURES = ("skip", "raise", "yield")

#: What is unpacked, or cannot seek, is kept in memory up to this many bytes, and beyond that in a temporary file without a name.
_SPOOL = 1 << 24


@value(kw_only=True)
class Options:
    r"""How inputs are to be read: what `read`, `parse` and their kin take by keyword.

    >>> (analysis,) = parse_input(b"text,id\nIt rains.,a\n", Options(parser="csv"))
    >>> analysis.document.id, analysis.document.text
    ('a', 'It rains.')
    """

    #: The name of the parser; none for the one that fits best.
    parser: str | None = None
    #: The inputs' media type, where it is known from outside.
    media_type: str | None = None
    #: What the user chooses.
    settings: Settings = Settings()
    #: The components; all that are installed by default.
    registry: Registry = attrs.field(factory=default_registry)
    #: Raise the first failure of a component rather than report it.
    strict: bool = False


@value(kw_only=True)
class Outcome:
    """What came of an input, or of a part of one: a document that is not kept, or a failure.

    >>> outcome = explain(b"").outcomes[0]
    >>> outcome.read, outcome.failures[0].message
    (False, 'found an empty file, expected a document')
    """

    #: Where it is from, and who read it.
    origin: Origin
    #: What is wrong with its text, as far as its parser says.
    problems: tuple[TextProblem, ...] = ()
    #: Why there is no document; of a document, what is missing from it.
    failures: tuple[Failure, ...] = ()
    #: Whether it gave a document.
    read: bool = True


@value(kw_only=True)
class Explained:
    r"""How an input is read: which parsers were asked for it and for each of its parts, and what came of it.

    >>> explained = explain(b"Rain\n\nIt rains.")
    >>> len(explained.asked), [outcome.origin.parser for outcome in explained.outcomes]
    (1, ['seedlib:text'])
    """

    #: The input, then its parts as they were met, each with the parsers' answers, the one to take first.
    asked: tuple[Asked, ...]
    #: In the order in which they were read.
    outcomes: tuple[Outcome, ...]


def _options(
    parser: str | None,
    settings: Settings | None,
    registry: Registry | None,
    *,
    strict: bool,
    media_type: str | None = None,
) -> Options:
    registry = registry or default_registry()
    return Options(parser=parser, media_type=media_type, settings=settings or Settings(), registry=registry, strict=strict)


def read(
    source: Source,
    *,
    parser: str | None = None,
    settings: Settings | None = None,
    registry: Registry | None = None,
    strict: bool = False,
) -> Analysis:
    """Read the one document of an input, and analyze it.

    >>> analysis = read(b"Ada Poe, the minister, said on Monday that the talks had failed.")
    >>> [analysis.quote(claim).who for claim in analysis.claims]
    ['Ada Poe']

    Args:
        source: a path, bytes, or a file open for reading bytes.
        parser: the name of a parser; by default the one that fits best.
        settings: what the user chooses.
        registry: the components; all that are installed by default.
        strict: raise the first failure of a component rather than report it.

    Returns:
        The analysis; its `failures` and `notices` say what went wrong and what a user should know.

    Raises:
        ParseError: the input cannot be read, or holds no or several documents.
        TypeError: `source` is nothing that can be read.
    """
    return _one(source, read_many([source], failures="raise", parser=parser, settings=settings, registry=registry, strict=strict))


def parse(
    source: Source,
    *,
    parser: str | None = None,
    settings: Settings | None = None,
    registry: Registry | None = None,
) -> Document:
    r"""Read the one document of an input, without analyzing it: text, blocks and metadata. Arguments and errors as for `read`.

    >>> document = parse(b"Dam talks end\n\nThey failed.")
    >>> document.title, [block.kind for block in document.blocks]
    ('Dam talks end', ['title', 'paragraph'])
    """
    return _one(source, parse_many([source], failures="raise", parser=parser, settings=settings, registry=registry)).document


def read_many(  # noqa: PLR0913  # the arguments of `read` and one more, all behind the *
    sources: Iterable[Source],
    *,
    failures: Literal["skip", "raise", "yield"] = "skip",
    parser: str | None = None,
    settings: Settings | None = None,
    registry: Registry | None = None,
    strict: bool = False,
    media_type: str | None = None,
) -> Iterator[Analysis | Unread]:
    """Read and analyze every document of many inputs, lazily and in order.

    >>> sources = [b"Ada Poe, the minister, said on Monday that the talks had failed.", b""]
    >>> [type(result).__name__ for result in read_many(sources, failures="yield")]
    ['Analysis', 'Unread']

    Args:
        sources: paths, bytes, open files; a folder is an error, see `find_files`.
        failures: `skip` leaves out what gives no document, and logs and counts it; `raise` raises the first; `yield` yields an
            `Unread` for each in its place.
        parser: as for `read`.
        settings: as for `read`.
        registry: as for `read`.
        strict: as for `read`.
        media_type: the media type of all inputs, where it is known from outside.

    Yields:
        An `Analysis` for each document; an `Unread` only where `failures` is `yield`.

    Raises:
        ParseError: an input gives no document, and `failures` is `raise`.
        UsageError: `failures` is none of the three.
    """
    options = _options(parser, settings, registry, strict=strict, media_type=media_type)
    for parsed in _handled(sources, failures, options):
        if isinstance(parsed, Unread):
            yield parsed
        else:
            yield analyze_parsed(parsed, settings=options.settings, registry=options.registry, strict=strict)


def parse_many(  # noqa: PLR0913  # as for `read_many`
    sources: Iterable[Source],
    *,
    failures: Literal["skip", "raise", "yield"] = "skip",
    parser: str | None = None,
    settings: Settings | None = None,
    registry: Registry | None = None,
    media_type: str | None = None,
) -> Iterator[Analysis | Unread]:
    r"""Parse every document of many inputs without analyzing; arguments and errors as for `read_many`.

    >>> sources = [b"Rain\n\nIt rains.", b"Wind\n\nIt blows."]
    >>> [parsed.document.title for parsed in parse_many(sources)]
    ['Rain', 'Wind']

    Yields:
        The documents as parsers make them, each in an `Analysis` with what its format states.
    """
    yield from _handled(sources, failures, _options(parser, settings, registry, strict=False, media_type=media_type))


def explain(
    source: Source,
    *,
    parser: str | None = None,
    media_type: str | None = None,
    settings: Settings | None = None,
    registry: Registry | None = None,
) -> Explained:
    """Parse an input to say how it is read; keep none of its text.

    >>> explained = explain(b'{"id": "a", "text": "It rains."}')
    >>> first = explained.asked[0].answers[0]
    >>> first.component.full_name, first.rank.name
    ('seedlib:json', 'CONTENT')
    >>> explained.outcomes[0].read, explained.outcomes[0].origin.parser
    (True, 'seedlib:json')

    Args:
        source: a path, bytes, or a file open for reading bytes.
        parser: the name of a parser; by default the one that fits best.
        media_type: of the input, where it is known from outside.
        settings: what the user chooses.
        registry: the components; all that are installed by default.

    Returns:
        What the parsers answered, and what came of each document or piece.

    Raises:
        TypeError: `source` is nothing that can be read.
    """
    asked: list[Asked] = []
    outcomes: list[Outcome] = []
    for result in parse_input(source, _options(parser, settings, registry, strict=False, media_type=media_type), asked=asked.append):
        if isinstance(result, Unread):
            outcomes.append(Outcome(origin=result.origin, failures=result.failures, read=False))
        else:
            outcomes.append(Outcome(origin=result.document.origin, problems=result.problems, failures=result.failures))
    return Explained(asked=tuple(asked), outcomes=tuple(outcomes))


def _one(source: Source, results: Iterator[Analysis | Unread]) -> Analysis:
    name = _name(source) or "input"
    first = next(results)  # there is one: an input that gives none has raised
    if next(results, None) is not None:
        raise ParseError("found several documents, expected one", where=name, advice="use seedlib.read_many or parse_many")
    if isinstance(first, Unread):
        raise _error(first)
    return first


def _handled(sources: Iterable[Source], failures: str, options: Options) -> Iterator[Analysis | Unread]:
    if failures not in FAILURES:
        raise UsageError(f"found failures={failures!r}, expected one of {', '.join(FAILURES)}")
    lost = 0
    for source in sources:
        for parsed in parse_input(source, options):
            if isinstance(parsed, Unread) and failures != "yield":
                if failures == "raise":
                    raise _error(parsed)
                lost += 1
                logger.warning("%s", _error(parsed))
            else:
                yield parsed
    if lost:
        logger.warning("%d inputs or parts gave no document", lost)


def _error(unread: Unread) -> ParseError:
    failure = unread.failures[0]
    place = failure.part or unread.origin.part or unread.origin.filename or ""
    name = unread.origin.filename
    where = f"{name}, {place}" if name and name not in place else place
    return ParseError(failure.message, where=where, advice=failure.advice)


def parse_input(
    source: Source,
    options: Options,
    *,
    begin: Callable[[], None] | None = None,
    asked: Callable[[Asked], None] | None = None,
    opened: Callable[[BinaryIO], None] | None = None,
) -> Iterator[Analysis | Unread]:
    """Parse one input, and every input inside it: what `parse_many` does with each, for whoever has to know more of it.

    >>> told = []
    >>> (analysis,) = parse_input(b"It rains.", Options(), asked=told.append)
    >>> analysis.document.text, told[0].head
    ('It rains.', b'It rains.')

    Args:
        source: a path, bytes, or a file open for reading bytes.
        options: how it is to be read.
        begin: is called before parsers are asked, for the input and each part of it; what it raises is that part's failure.
        asked: is told what the parsers answer, for the same.
        opened: is given the stream that is read, which says how far that is.

    Yields:
        An `Analysis` for each document, in order, and an `Unread` for each piece that gave none.
    """
    name = _name(source)
    hint = Hint(filename=Path(name).name if name else None, media_type=options.media_type)
    context = options.registry.context(options.settings)
    try:
        stream = _open(source)
        hint = attrs.evolve(hint, beside=_read_beside(source, options))
    except (OSError, ValueError, ParseError) as error:  # ValueError: a NUL in a path, a file that is closed
        origin = Origin(filename=hint.filename)
        yield Unread(origin=origin, failures=(failure_of(_advised(error, name or "input"), "reading", part=name or "input"),))
        return
    with nullcontext() if stream is source else closing(stream):  # the caller's own is his to close
        if opened is not None:
            opened(stream)
        yield from parse_stream(stream, hint, context, options.registry, parser=options.parser, scratch=_scratch, begin=begin, asked=asked)


def _name(source: object) -> str | None:
    if isinstance(source, str | os.PathLike):
        return os.fspath(source)
    name = getattr(source, "name", None)
    return name if isinstance(name, str) else None


def _read_beside(source: Source, options: Options) -> FrozenMapping[bytes]:
    """Return the bytes of what lies beside a file and belongs to it, by suffix; no more of each than a text may have."""
    if not isinstance(source, str | os.PathLike):
        return EMPTY
    found: dict[str, bytes] = {}
    for path in files_beside(Path(source), options.registry):
        if path.is_file():
            with path.open("rb") as opened:
                found[path.suffix] = opened.read(options.settings.max_text_bytes + 1)
    return FrozenMapping(found)


def _open(source: Source) -> BinaryIO:
    """Return a stream that can seek; a file of the caller's that cannot is copied first."""
    if isinstance(source, bytes):
        return BytesIO(source)
    if isinstance(source, str | os.PathLike):
        opened = Path(source).open("rb")  # noqa: SIM115  # `parse_input` closes it
        if opened.seekable():
            return opened
        with opened:  # a named pipe
            return _copied(opened)
    if not hasattr(source, "read"):
        found = type(source).__name__
        raise TypeError(f"found {found}, expected a path, bytes or a file open for reading bytes; a text is given to seedlib.analyze")
    if not isinstance(source.read(0), bytes):
        raise ParseError("found a file open for text, expected one open for bytes", advice='open it with mode "rb"')
    return source if source.seekable() else _copied(source)


def _copied(source: BinaryIO) -> BinaryIO:
    """Return a copy of a stream that cannot seek; `parse_input` closes it."""
    copy = _scratch()
    while chunk := source.read(1 << 20):
        copy.write(chunk)
    copy.seek(0)
    return copy


def _scratch() -> BinaryIO:
    """Return an empty stream for bytes that may be many; its user closes it."""
    stream: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=_SPOOL)  # noqa: SIM115  # closed by its user
    return stream  # type: ignore[return-value]  # IO[bytes] is what BinaryIO says


def _advised(error: Exception, name: str) -> Exception:
    """Return an error of the operating system as one that says what to do."""
    if isinstance(error, FileNotFoundError):
        looks_like_text = " " in name.strip() and not Path(name).suffix
        advice = "a text itself is given to seedlib.analyze" if looks_like_text else "check the path"
        return ParseError("found no such file", where=name[:200], advice=advice)
    if isinstance(error, IsADirectoryError):
        return ParseError("found a folder, expected a file", where=name, advice="use seedlib.reading.find_files, or `seedlib read FOLDER`")
    if isinstance(error, PermissionError):
        what = "folder" if is_folder(Path(name)) else "file"
        return ParseError(f"found a {what} that may not be read", where=name, advice="check its permissions")
    if isinstance(error, OSError):
        return ParseError(f"found a file that cannot be read: {error.strerror or error}", where=name[:200], advice="check the path")
    if isinstance(error, ValueError) and not isinstance(error, SeedlibError):
        return ParseError(f"found what cannot be opened: {error}", where=name[:200], advice="check the path, or that the file is open")
    return error
