r"""The check of exporters: what they are given, how they read it, and where they write.

Rules:

- Results may come from a stream: they are read once, in order, to the end, and let go of unless the exporter says that it cannot.
- A target may be a pipe: it can be written to, and nothing else. A folder may hold files of others.
- Texts are of strangers: whatever stands in one is written as text.
"""

from __future__ import annotations

import io
import tempfile
import weakref
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeAlias

from seedlib import wire
from seedlib.components import Exporter
from seedlib.errors import ContractError
from seedlib.model import Actor, Analysis, Attributes, Block, Claim, Document, Failure, Mention, Origin, Span, TextProblem, Unread
from seedlib.plugins.registry import Registry, default_registry
from seedlib.testing.guarding import CLEAN, TEXTS, given, is_a, named, same

__all__ = ["HOSTILE", "check_exporter", "hostile_results"]

Result: TypeAlias = "Analysis | Unread"

#: What stands in texts of strangers, on purpose or not: markup and script, formulas, controls, signs that turn the direction of text,
#: line ends of all kinds, CSV, SQL and paths, and a line of more than two megabytes.
HOSTILE = (
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)> <p onmouseover='alert(1)' style=\"display:none\">",
    "]]></text><!-- --> <?php ?> &lt;b&gt; &nbsp; &#0; &undefined; {{ 7 * 7 }} {% raw %} ${7*7} `id`",
    "=HYPERLINK(\"https://example.org\") +1 -1 @SUM(A1) =cmd|' /C calc'!A0",
    "\0 \x01\x1b[31m \x7f \x85 \ufeff \ufffe \uffff \U000e0001 e\u0301",
    "\u202eright to left\u202c \u2066isolated\u2069 \u200e\u200f \u061c שלום עליכם",
    "one\r\ntwo\rthree\nfour\x0bfive\x0csix\u2028seven\u2029eight\tnine",
    "a,b;\"c\",'d'\\'; DROP TABLE claims; -- ../../etc/passwd C:\\x | rm -rf ~",
    "🌧 word " * 2**18,
)

#: Of so many results an exporter that lets go of them may hold so many at a time: it may write them by the batch.
_MANY, _HELD = 300, 150

#: The file that lies in a folder before anything is written.
_OTHER = "notes of somebody else.txt"


def check_exporter(exporter: Exporter, *, registry: Registry | None = None) -> None:
    r"""Check an exporter on full, empty, hostile and unread results.

    It must write the same twice, to a file, a pipe and, if it says that it can, into a folder; read the results once and to the end;
    let go of them while it writes unless `Exporter.streams` is false; and leave the stream, and other files of the folder, as they are.

    >>> from seedlib.components import Exporter
    >>> def write(results, target, context):
    ...     for result in results:
    ...         target.write(b"a result\n")
    >>> check_exporter(Exporter(name="lines", write=write))
    >>> def write(results, target, context):
    ...     target.write(b"a result\n")
    >>> check_exporter(Exporter(name="first", write=write))
    Traceback (most recent call last):
        ...
    seedlib.errors.ContractError: Exporter first: found that it left results unread, expected all of them to be read

    Args:
        exporter: the record.
        registry: by default all that is installed.

    Raises:
        ContractError: it breaks its contract; the message says how.
        MissingExtraError: it needs a library that is not installed, so that nothing can be checked.
    """
    is_a(exporter, Exporter)
    registry = registry or default_registry()
    failure = Failure(stage="parsing", error="ParseError", message="found nothing, expected something")
    bare = (Analysis(document=Document(text=text)) for text in TEXTS)
    found = given(TEXTS[-1:], registry)  # one is enough: what is found in the others changes nothing for who writes it
    results: list[Result] = [*found, *bare, *hostile_results(), Unread(origin=Origin(filename="x"), failures=[failure])]
    with named(exporter):
        before = [wire.dumps(result) for result in results]
        first, nothing = _streamed(exporter, results, registry), _streamed(exporter, [], registry)
        same(first, _streamed(exporter, results, registry), "outputs")  # another run of it lay between
        same(nothing, _streamed(exporter, [], registry), "outputs")
        same(before, [wire.dumps(result) for result in results], "states of the results it was given", CLEAN)
        _check_pipe(exporter, results, registry)
        _check_held(exporter, registry)
        if exporter.folder:
            same(_in_folder(exporter, results, registry), _in_folder(exporter, results, registry), "outputs")
            _in_folder(exporter, [], registry)


def hostile_results() -> Iterator[Analysis]:
    """Yield an analysis of each of `HOSTILE`, with the same words wherever words of strangers may stand."""
    for number, text in enumerate(HOSTILE):
        yield hostile_result(text, f"{number} {text[:80]}")


def hostile_result(text: str, identifier: str) -> Analysis:
    """Return an analysis of a text in which everything is called after it."""
    words = text[:200]
    whole, first = Span(0, len(text)), Span(0, 1)
    actor = Actor(id="doc:stranger", name=words, kind="person", roles=[words], aliases=[words])
    return Analysis(
        document=Document(
            id=identifier,
            text=text,
            title=words,
            authors=[words],
            publisher=words,
            first_publisher=words,
            url=f"javascript:{words}",
            blocks=[Block(kind="paragraph", span=whole)],
            origin=Origin(filename=f"{words}.txt", uri=words, part=words),
            attributes=Attributes({words: words}),
        ),
        problems=[TextProblem(kind="control-character", span=first, note=words, suggestion=words)],
        actors=[actor],
        mentions=[Mention(span=whole, actor=actor.id), Mention(span=first, actor=actor.id, form="pronoun")],
        claims=[
            Claim(content=[whole], cue=[first], source=[first], speakers=[actor.id], time=words, arguments={"condition": [first]}),
            Claim(content=[first], by_author=True, speakers=["doc:nobody"], within=words),
        ],
    )


class _Results:
    """Results that can be read once, as those of a stream; it knows how many were read."""

    def __init__(self, results: Iterable[Result]) -> None:
        self._results = results
        self._begun = False
        self.left = True

    def __iter__(self) -> Iterator[Result]:
        if self._begun:
            raise ContractError("found that it reads the results twice, expected once", advice="they may come from a stream")
        self._begun = True
        return self._all()

    def _all(self) -> Iterator[Result]:
        yield from self._results
        self.left = False


def _write(exporter: Exporter, results: Iterable[Result], target: object, registry: Registry) -> None:
    given = _Results(results)
    exporter.write(given, target, registry.context())
    if given.left:
        raise ContractError("found that it left results unread, expected all of them to be read")


def _streamed(exporter: Exporter, results: Iterable[Result], registry: Registry) -> bytes:
    target = io.BytesIO()
    _write(exporter, results, target, registry)
    if target.closed:
        raise ContractError("found the stream closed, expected write to leave it open")
    return target.getvalue()


class _Pipe(io.RawIOBase):
    """A stream that takes bytes, and that is all."""

    def writable(self) -> bool:
        return True

    def write(self, data: object, /) -> int:
        return memoryview(data).nbytes  # type: ignore[arg-type]  # what is no buffer is the exporter's mistake


def _check_pipe(exporter: Exporter, results: Iterable[Result], registry: Registry) -> None:
    try:
        _write(exporter, results, _Pipe(), registry)
    except (io.UnsupportedOperation, AttributeError) as error:
        advice = "write from the beginning to the end; make a temporary file where the format asks for more"
        raise ContractError(f"found that a pipe is not enough for it: {error}, expected write alone", advice=advice) from error


def _check_held(exporter: Exporter, registry: Registry) -> None:
    """Raise a ContractError if an exporter that streams holds more and more results."""
    line = wire.dumps(hostile_result("Rain fell.", "rain"))
    alive: list[weakref.ref[Result]] = []
    most = 0

    def results() -> Iterator[Result]:
        nonlocal most
        for _ in range(_MANY):
            most = max(most, sum(held() is not None for held in alive))
            result = wire.loads(line)
            alive.append(weakref.ref(result))
            yield result
            del result

    _streamed(exporter, results(), registry)
    if exporter.streams and most > _HELD:
        advice = "write each, or a batch, before the next is read; or say streams=False where the format needs all of them"
        raise ContractError(f"found that it holds {most} of {_MANY} results, expected at most {_HELD}", advice=advice)


def _in_folder(exporter: Exporter, results: Iterable[Result], registry: Registry) -> dict[str, bytes]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / _OTHER).write_bytes(b"mine")
        _write(exporter, results, folder, registry)
        held = {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
    if held.pop(_OTHER, b"") != b"mine":
        raise ContractError("found another file of the folder changed, expected it to be left alone")
    return held
