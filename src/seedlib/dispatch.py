"""From a stream to documents: which parser reads it, and the limits on inputs inside inputs.

Rules:

- The stream can seek, and nothing here opens one; `seedlib.reading` does.
- Every parser's `accepts` is asked; the highest rank wins, then the preferred, then third parties', then by full name.
- Parsers yield parts; this module alone parses them in their turn and holds the limits of depth, count, size and ratio. What is too
  deep or unpacks to too much ends the archive that it lies in; so a mail with a bomb does not end its box. Too many parts or bytes,
  or too many such archives, end the whole input.
- A part is unpacked into a stream that the caller makes: in memory, unless `seedlib.reading` says otherwise.
- A parser's notice goes to the document before it, or to the next one; where there is none, a failure tells it.
- Whatever happens with one input, it ends in values: an `Analysis` for each document, an `Unread` for what gave none.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import closing
from hashlib import sha256
from typing import BinaryIO

import attrs

from seedlib.components import Context, Hint, Part, Rank, Settings
from seedlib.errors import ContractError, LimitError, ParseError, SeedlibError
from seedlib.model import Analysis, Document, Failure, Notice, Origin, Unread, document_id, value
from seedlib.plugins.contracts import check_stated
from seedlib.plugins.registry import Component, Registry

__all__ = ["HEAD", "Acceptance", "Asked", "acceptances", "check_length", "failure_of", "parse_stream"]

#: How many bytes of an input `accepts` is shown.
HEAD = 4096

#: How many bytes are read at a time, and how many an input may unpack to before its ratio counts.
_CHUNK = 1 << 20


@value
class Acceptance:
    """A parser's answer to an input: what `seedlib parse --explain` shows."""

    component: Component
    rank: Rank
    #: Why it did not answer, if it raised.
    failure: Failure | None = None


@value
class Asked:
    """An input, or a part of one, and what the parsers answered when they were asked for it."""

    #: As errors name it: `a.zip!/b.eml`.
    place: str
    #: The bytes that they were shown.
    head: bytes
    hint: Hint
    #: The one to take first.
    answers: tuple[Acceptance, ...]


@value
class _Input:
    """An input on its way: the stream, what is known of it, and where it lies."""

    stream: BinaryIO
    hint: Hint
    #: Locators from the outermost input inwards; empty for the input itself.
    path: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """The input as errors name it: `a.zip!/b.eml`."""
        return "!/".join(self.path) or self.hint.filename or self.hint.uri or "input"


def failure_of(error: BaseException, stage: str, *, component: str = "", part: str = "") -> Failure:
    """Return an error as a value."""
    ours = isinstance(error, SeedlibError)
    return Failure(
        stage=stage,
        component=component,
        error=type(error).__name__,
        message=(error.message if ours else str(error)) or "no message",  # type: ignore[attr-defined]  # ours have one
        advice=error.advice if ours else "",  # type: ignore[attr-defined]  # as above
        part=(error.where if ours else "") or part,  # type: ignore[attr-defined]  # as above
    )


def check_length(text: str, settings: Settings, what: str) -> None:
    """Raise a LimitError if a text is longer than the settings allow.

    Args:
        text: the text.
        settings: with the limit.
        what: what the error calls it.
    """
    if len(text) > settings.max_characters:
        raise LimitError(
            f"found a {what} of {len(text)} characters, expected at most {settings.max_characters}",
            advice="raise Settings.max_characters (--max-characters)",
        )


def acceptances(head: bytes, hint: Hint, registry: Registry) -> tuple[Acceptance, ...]:
    """Ask every parser whether it accepts an input; return their answers, the one to take first."""
    answers = []
    for component in registry.components.get("parsers", ()):
        try:
            rank = component.record.accepts(head, hint)
            if not isinstance(rank, int) or isinstance(rank, bool) or not Rank.NO <= rank <= Rank.CONTENT:
                raise ContractError(f"found {rank!r}, expected a seedlib.components.Rank")
            answers.append(Acceptance(component, Rank(rank)))
        except (Exception, SystemExit) as error:  # noqa: BLE001  # a plugin's function may raise anything
            answers.append(Acceptance(component, Rank.NO, failure_of(error, "parsing", component=component.full_name)))
    return tuple(sorted(answers, key=lambda a: (-a.rank, registry.preference(a.component))))


def parse_stream(  # noqa: PLR0913  # the last three are options
    stream: BinaryIO,
    hint: Hint,
    context: Context,
    registry: Registry,
    *,
    parser: str | None = None,
    scratch: Callable[[], BinaryIO] = io.BytesIO,
    begin: Callable[[], None] | None = None,
    asked: Callable[[Asked], None] | None = None,
) -> Iterator[Analysis | Unread]:
    """Parse an input, and every input inside it.

    Args:
        stream: bytes; can seek, and is read from its start.
        hint: what is known of it.
        context: settings and deadline for the parsers.
        registry: where the parsers are.
        parser: the name of the parser to take for the input itself; none for the one that fits best.
        scratch: makes an empty stream that can seek, for the bytes of a part; it is closed when the part is parsed.
        begin: is called before parsers are asked, for the input and each part of it.
        asked: is told what the parsers answer, for the same.

    Yields:
        An `Analysis` for each document, in order, and an `Unread` for each piece that gave none.

    Raises:
        UsageError: no parser has the name `parser`.
    """
    chosen = registry.find("parsers", parser) if parser is not None else None
    yield from _parse(_Input(stream, hint), _Work(context, registry, _Budget(context.settings, scratch), begin, asked), chosen)


#: After so many archives that end at a limit the whole input does: a bomb may be made of a million small ones.
_MOST_BOMBS = 100


class _Budget:
    """What the parts of one input have used of its limits so far."""

    def __init__(self, settings: Settings, scratch: Callable[[], BinaryIO]) -> None:
        self.settings, self.scratch = settings, scratch
        self.parts = 0
        self.size = 0
        self.bombs = 0

    @property
    def spent(self) -> bool:
        """Whether nothing more is to be read."""
        settings = self.settings
        return self.parts > settings.max_parts or self.size > settings.max_bytes or self.bombs > _MOST_BOMBS

    def take(self, part: Part, depth: int, outer: int) -> BinaryIO:
        """Return the bytes of a part, in a stream of their own.

        Raises:
            LimitError: a limit of the settings is passed.
        """
        unpacked = self.scratch()
        try:
            self._count(depth)
            self._unpack(part, unpacked, outer)
        except BaseException as error:
            unpacked.close()
            if isinstance(error, LimitError):
                self.bombs += 1
            raise
        return unpacked

    def _count(self, depth: int) -> None:
        self.parts += 1
        if self.parts > self.settings.max_parts:
            raise LimitError(f"found more than {self.settings.max_parts} parts", advice="raise Settings.max_parts")
        if self.bombs >= _MOST_BOMBS:
            message = f"found {self.bombs} parts of it that end at a limit; what follows is not read"
            raise LimitError(message, advice="unpack it first, and see what it holds")
        if depth > self.settings.max_depth:
            raise LimitError(f"found parts {depth} deep, expected at most {self.settings.max_depth}", advice="raise Settings.max_depth")

    def _unpack(self, part: Part, unpacked: BinaryIO, outer: int) -> None:
        size = self._count_bytes(sum(map(len, part.hint.beside.values())), 0, outer)
        while chunk := part.stream.read(_CHUNK):
            size = self._count_bytes(len(chunk), size, outer)
            unpacked.write(chunk)

    def _count_bytes(self, more: int, size: int, outer: int) -> int:
        """Count bytes of a part, of which so many were unpacked before; return how many there are now."""
        size += more
        self.size += more
        if self.size > self.settings.max_bytes:
            raise LimitError(f"found more than {self.settings.max_bytes} bytes unpacked", advice="raise Settings.max_bytes")
        if size > max(_CHUNK, outer * self.settings.max_ratio):
            raise LimitError(
                f"found a part that unpacks to more than {self.settings.max_ratio:g} times the {outer} bytes it lies in",
                advice="raise Settings.max_ratio if you trust it",
            )
        return size


@value
class _Work:
    """What parsing an input and all inputs inside it shares."""

    context: Context
    registry: Registry
    budget: _Budget
    begin: Callable[[], None] | None = None
    asked: Callable[[Asked], None] | None = None


@value
class _Reader:
    """The parser taken for an input, and what to add to the documents that it yields."""

    component: Component
    origin: Origin
    notices: tuple[Notice, ...] = ()
    #: Of parsers that raised when they were asked whether they accept the input.
    failures: tuple[Failure, ...] = ()

    @property
    def place(self) -> str:
        """The input as errors name it."""
        return self.origin.part or self.origin.filename or self.origin.uri or "input"


def _parse(given: _Input, work: _Work, chosen: Component | None = None) -> Iterator[Analysis | Unread]:
    hint = given.hint
    origin = Origin(filename=hint.filename, uri=hint.uri, media_type=hint.media_type, part="!/".join(given.path) or None)
    name = ""
    notices = _Notices()
    try:
        size = given.stream.seek(0, io.SEEK_END)
        given.stream.seek(0)
        origin = attrs.evolve(origin, sha256=_digest(given.stream))
        if size == 0 and not hint.beside:
            raise ParseError("found an empty file, expected a document", advice="check how it was made or fetched")
        reader = _choose(given, origin, work, chosen)
        name = reader.component.full_name
        given.stream.seek(0)
        for answer in reader.component.record.parse(given.stream, given.hint, work.context):
            if isinstance(answer, Notice):
                notices.add(answer)
                continue
            results = _parse_part(answer, given, work, size) if isinstance(answer, Part) else (_located(answer, reader, work),)
            for result in results:
                yield from notices.after(result)
            if work.budget.spent:
                break
        if not notices.found:
            message = "found no document in it, expected at least one"
            raise ParseError(message, advice="seedlib parse --explain shows which parser read it")
    except (Exception, SystemExit) as error:  # noqa: BLE001  # a plugin's function may raise anything
        failure = failure_of(error, "parsing", component=name, part=given.place)
        yield from notices.after(Unread(origin=attrs.evolve(origin, parser=name or None), failures=(failure,)))
    yield from notices.last()


class _Notices:
    """The results of an input, each held back until the next is there, so that a notice can be added to the one before it."""

    def __init__(self) -> None:
        self.held: Analysis | Unread | None = None
        #: Notices that no document has taken yet.
        self.waiting: tuple[Notice, ...] = ()
        self.found = False

    def add(self, notice: Notice) -> None:
        """Give a notice to the document before it, or keep it for the next."""
        self.waiting = (*self.waiting, notice)
        self._give()

    def after(self, result: Analysis | Unread) -> Iterator[Analysis | Unread]:
        """Yield the result before this one, and hold this one."""
        yield from self._let_go()
        self.held, self.found = result, True
        self._give()

    def last(self) -> Iterator[Analysis | Unread]:
        """Yield the result that is held, if there is one; a failure tells what no document has taken."""
        if isinstance(self.held, Unread) and self.waiting:
            first, *rest = self.held.failures
            told = "; ".join([first.message, *(notice.message for notice in self.waiting)])
            self.held, self.waiting = attrs.evolve(self.held, failures=(attrs.evolve(first, message=told), *rest)), ()
        yield from self._let_go()

    def _let_go(self) -> Iterator[Analysis | Unread]:
        held, self.held = self.held, None
        if held is not None:
            yield held

    def _give(self) -> None:
        if isinstance(self.held, Analysis) and self.waiting:
            self.held = attrs.evolve(self.held, notices=(*self.held.notices, *self.waiting))
            self.waiting = ()


def _parse_part(part: Part, outer: _Input, work: _Work, size: int) -> Iterator[Analysis | Unread]:
    path = (*(outer.path or (outer.place,)), part.locator)
    place = "!/".join(path)
    try:
        unpacked = work.budget.take(part, len(path) - 1, size)
    except LimitError as error:  # the input that it lies in is at an end
        raise LimitError(error.message, where=place, advice=error.advice) from error
    except (Exception, SystemExit) as error:  # noqa: BLE001  # a broken archive's stream may raise anything
        yield Unread(origin=Origin(filename=part.hint.filename, part=place), failures=(failure_of(error, "parsing", part=place),))
        return
    with closing(unpacked):
        yield from _parse(_Input(unpacked, part.hint, path), work)


def _digest(stream: BinaryIO) -> str:
    digest = sha256()
    while chunk := stream.read(_CHUNK):
        digest.update(chunk)
    stream.seek(0)
    return digest.hexdigest()


def _choose(given: _Input, origin: Origin, work: _Work, chosen: Component | None) -> _Reader:
    """Return the parser to take, with a notice where another one was as sure, and the failures of those that raised.

    Raises:
        ParseError: none accepts it.
    """
    if work.begin:
        work.begin()
    if chosen and not work.asked:
        return _Reader(chosen, origin)
    head, registry = given.stream.read(HEAD), work.registry
    answers = acceptances(head, given.hint, registry)
    if work.asked:
        work.asked(Asked(given.place, head, given.hint, answers))
    if chosen:
        return _Reader(chosen, origin)
    taken = [answer for answer in answers if answer.rank > Rank.NO]
    failures = tuple(answer.failure for answer in answers if answer.failure is not None)
    if not taken:
        names = ", ".join(a.component.full_name for a in answers) or "none"
        failed = "; ".join(f"{failure.component} raised {failure.error}: {failure.message}" for failure in failures)
        raise ParseError(
            f"found {head[:16]!r}…, which no parser accepts (asked: {names})" + (f"; {failed}" if failed else ""),
            advice="choose one with --parser, or install a plugin or extra that reads this format",
        )
    best, rest = taken[0].component, [a.component for a in taken[1:] if a.rank == taken[0].rank]
    rivals = [c.full_name for c in rest if not c.builtin and not best.builtin]
    if not rivals or registry.preference(best)[0] != registry.preference(rest[0])[0]:
        return _Reader(best, origin, failures=failures)
    message = f"{best.full_name} and {', '.join(rivals)} accept this input alike; the first was taken. Choose with --parser or --prefer."
    return _Reader(best, origin, (Notice(code="parser-tie", message=message, component=best.full_name),), failures)


def _located(answer: object, reader: _Reader, work: _Work) -> Analysis | Unread:
    """Return what a parser yielded with where it is from: the digest, the names, the locator, the parser."""
    if isinstance(answer, Unread):
        return answer if answer.stated else attrs.evolve(answer, origin=_joined(answer.origin, reader))
    if not isinstance(answer, Analysis):
        name = reader.component.full_name
        raise ContractError(f"found {type(answer).__name__} from {name}, expected an Analysis, a Part or an Unread")
    document = answer.document
    try:
        _check(answer, reader, work)
    except SeedlibError as error:  # this document alone is lost
        failure = failure_of(error, "parsing", component=reader.component.full_name, part=document.origin.part or reader.place)
        return Unread(origin=_joined(document.origin, reader), failures=(failure,))
    if "analysis" in answer.stated:  # a `seedlib/1` line says itself where it is from
        return answer
    joined = _joined(document.origin, reader)
    own_id = document.id == document_id(document.text, document.origin.part, document.url)
    identifier = document_id(document.text, joined.part, document.url) if own_id else document.id
    changed: Document = attrs.evolve(document, origin=joined, id=identifier)
    return attrs.evolve(
        answer,
        document=changed,
        notices=(*reader.notices, *answer.notices),
        failures=(*reader.failures, *answer.failures),
    )


def _check(answer: Analysis, reader: _Reader, work: _Work) -> None:
    """Raise a SeedlibError unless what a parser yielded is within the limits and, if it is a third party's, as it must be."""
    check_length(answer.document.text, work.context.settings, "document")
    if not reader.component.builtin:
        check_stated(answer, work.registry)


def _joined(inner: Origin, reader: _Reader) -> Origin:
    """Return a parser's origin completed by what is known of the input."""
    outer = reader.origin
    part = "!/".join(p for p in (outer.part, inner.part) if p) or None
    return attrs.evolve(
        inner,
        sha256=inner.sha256 or outer.sha256,
        filename=inner.filename or outer.filename,
        uri=inner.uri or outer.uri,
        media_type=inner.media_type or outer.media_type,
        parser=reader.component.full_name,
        part=part,
    )
