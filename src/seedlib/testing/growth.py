"""The check of what much input costs: a text of a million characters is borne, and work grows with its input as it should.

Rules:

- Only ratios are judged, never seconds: CPU time for n, 2n and 4n, each the best of up to five tries, since other work only adds to it;
  and that for a million characters beside it.
- What a component is given is an ordinary paragraph found out once, over and over: nobody else's time is counted.
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

import attrs

from seedlib import wire
from seedlib.components import Exporter, Hint, Parser
from seedlib.errors import ContractError, SeedlibError
from seedlib.model import EMPTY, Analysis, Block, Document, FrozenMapping, Layers, Provenance, Span, Spans, evolved
from seedlib.pipeline import analyze
from seedlib.plugins.registry import Registry, default_registry
from seedlib.testing.guarding import SAMPLE, answered, named
from seedlib.testing.stages import STAGES, context_of, functions

__all__ = ["check_growth", "large", "tiled"]

#: Makes an input of so many characters, and returns what runs a component on it.
_Work: TypeAlias = Callable[[int], Callable[[], object]]

#: n in characters at first, and at last; it is raised while the work is too short to be timed.
_SMALL, _GREATEST = 1_000, 4_000

#: Seconds of CPU below which a time says little of the work; and what counts as no time at all.
_TELLING, _LEAST = 0.02, 0.002

#: Four times the input may take so many times as long: n takes 4, n log n not much more, n² takes 16.
_MOST = 8.0

_TRIES = 5

#: What to do about work that grows too fast.
_ADVICE = "look for a loop over the whole text within a loop over it, and for patterns that go back and forth"

#: The characters of a large text.
_MILLION = 1_000_000


def check_growth(record: Any, samples: Mapping[str, bytes] = EMPTY, *, registry: Registry | None = None) -> None:
    """Check that a component bears a million characters, and that four times the input takes it at most eight times as long.

    A million characters take at most eight times as long, too, as so many characters in small texts.

    >>> from seedlib.components import TextCheck
    >>> check_growth(TextCheck(name="quick", check=lambda analysis, context: ()))
    >>> check_growth(TextCheck(name="ratio", check=lambda analysis, context: [1 / 0]))
    Traceback (most recent call last):
        ...
    seedlib.errors.ContractError: TextCheck ratio: raised ZeroDivisionError: division by zero (a component answers for every text; what is
        not there has no answer)

    Args:
        record: a parser, an exporter, or a component of a stage; other records do no work.
        samples: for a parser, the bytes of files by their names, which are repeated; a parser may refuse them then, in good time.
        registry: the components that prepare the text; by default all that are installed.

    Raises:
        ContractError: it raises on a large text, or its work grows faster than its input.
    """
    registry = registry or default_registry()
    with named(record):
        for what, work in _works(record, samples, registry):
            if isinstance(record, Exporter):  # it is given a line of a megabyte by its own check
                _check_ratio(what, work)
                continue
            million = work(_MILLION)
            first = _seconds(million)
            size, seconds = _check_ratio(what, work)
            _check_million(what, million, first, most=_MOST * max(seconds, _LEAST) * _MILLION / size)


def _works(record: Any, samples: Mapping[str, bytes], registry: Registry) -> Iterator[tuple[str, _Work]]:
    """Yield what a record can be asked to do, and how."""
    if isinstance(record, Parser):
        suffix = next(iter(record.suffixes), ".txt")
        for name, data in (samples or {f"x{suffix}": SAMPLE.encode() + b"\n\n"}).items():
            yield f"sample {name}", _parsing(record, name, data, registry)
        return
    if type(record) not in STAGES and not isinstance(record, Exporter):
        return
    base = analyze(f"{SAMPLE}\n\n", registry=registry)
    if isinstance(record, Exporter):
        yield "results", _exporting(record, base, registry)
        return
    for stage, function in functions(record):
        yield stage, _answering(record, function, base, registry)


def _answering(record: Any, function: Callable[..., Any], base: Analysis, registry: Registry) -> _Work:
    def work(size: int) -> Callable[[], object]:
        analysis = large(base, size) if size == _MILLION else tiled(base, size)
        return lambda: answered(function(analysis, context_of(record, registry)))

    return work


def _parsing(parser: Parser, name: str, data: bytes, registry: Registry) -> _Work:
    def work(size: int) -> Callable[[], object]:
        repeated = data * max(1, size // max(1, len(data)))
        return lambda: _read(parser, name, repeated, registry)

    return work


def _read(parser: Parser, name: str, data: bytes, registry: Registry) -> None:
    try:
        for _ in parser.parse(io.BytesIO(data), Hint(filename=name), registry.context()):
            pass
    except SeedlibError as error:  # a repeated file may be none
        if isinstance(error, ContractError):
            raise


def _exporting(exporter: Exporter, base: Analysis, registry: Registry) -> _Work:
    line = wire.dumps(base)

    def work(size: int) -> Callable[[], object]:
        results = [wire.loads(line) for _ in range(max(1, size // len(base.document.text)))]
        return lambda: exporter.write(results, io.BytesIO(), registry.context())

    return work


def _check_ratio(what: str, work: _Work) -> tuple[int, float]:
    """Return the greatest size that was timed, and its seconds; raise a ContractError if the work grows too fast."""
    size = _SMALL
    while size < _GREATEST and _seconds(work(4 * size)) < _TELLING:
        size *= 2
    runs = [work(times * size) for times in (1, 2, 4)]
    best = [float("inf")] * len(runs)
    for tried in range(_TRIES):
        best = [min(held, _seconds(run)) for held, run in zip(best, runs, strict=True)]
        if tried and best[-1] <= _MOST * max(best[0], _LEAST):  # the first try may have been cold
            return 4 * size, best[-1]
    one, two, four = best
    message = f"found that {4 * size:,} characters take {four / max(one, _LEAST):.1f} times as long as {size:,}, expected at most {_MOST:g}"
    raise ContractError(f"{message} ({what}; n, 2n, 4n: {one:.3f} s, {two:.3f} s, {four:.3f} s)", advice=_ADVICE)


def _check_million(what: str, run: Callable[[], object], seconds: float, *, most: float) -> None:
    """Raise a ContractError if a large text takes longer than small ones would: some work shows only there.

    `parsers:text` once looked at the whole text for each of its lines, too quickly to be seen in 16,000 characters.
    """
    if seconds > most and (seconds := min(seconds, _seconds(run))) > most:  # the machine may have been busy
        message = f"found that {_MILLION:,} characters take {seconds:.2f} s, expected at most {most:.2f} s"
        raise ContractError(f"{message}, {_MOST:g} times as long as in small texts ({what})", advice=_ADVICE)


def _seconds(run: Callable[[], object]) -> float:
    """Return the CPU seconds of a run, those of its threads included."""
    began = time.process_time()
    run()
    return time.process_time() - began


def large(base: Analysis, size: int) -> Analysis:
    """Return an analysis of a text repeated up to a size: words and sentences throughout, what else was found in its beginning alone.

    That is a text as it can be made quickly: what a component finds in it is its own.
    """
    text, layers = base.document.text, base.layers
    offsets = range(0, max(1, size // len(text)) * len(text), len(text))
    spans = {name: _repeated(held, offsets) for name in ("tokens", "sentences") if (held := getattr(layers, name)) is not None}
    document = Document(text=text * len(offsets), language=base.document.language, blocks=_blocks(base, offsets))
    return attrs.evolve(base, document=document, layers=evolved(layers, **spans))


def tiled(base: Analysis, size: int) -> Analysis:
    """Return an analysis of a text repeated up to a size, with all that was found in it found again in each place."""
    whole = large(base, size)
    length = len(base.document.text)
    offsets = range(0, len(whole.document.text), length)
    layers = whole.layers
    moved = [(_at(base.mentions, by), _at(base.claims, by), _at(base.problems, by), _at(base.layers, by)) for by in offsets]
    there: list[Layers] = [held[3] for held in moved]
    return attrs.evolve(
        whole,
        mentions=[mention for held in moved for mention in held[0]],
        claims=[attrs.evolve(claim, id=f"{number}-{claim.id}", within=None) for number, held in enumerate(moved) for claim in held[1]],
        problems=[problem for held in moved for problem in held[2]],
        layers=attrs.evolve(
            layers,
            quotations=None if layers.quotations is None else [held for one in there for held in one.quotations or ()],
            labels=[label for one in there for label in one.labels],
            links=[link for one in there for link in one.links],
        ),
    )


def _repeated(spans: Spans, offsets: range) -> Spans:
    return Spans((start + by, end + by) for by in offsets for start, end in spans.pairs())


def _blocks(base: Analysis, offsets: range) -> list[Block]:
    return [attrs.evolve(block, span=Span(block.span.start + by, block.span.end + by)) for by in offsets for block in base.document.blocks]


def _at(held: Any, by: int) -> Any:
    """Return a value with all spans in it moved, but for the evidence of its provenance, which is for people."""
    if isinstance(held, str | Provenance):
        return held
    if isinstance(held, Span):
        return Span(held.start + by, held.end + by)
    if isinstance(held, tuple):
        return tuple(_at(one, by) for one in held)
    if isinstance(held, FrozenMapping):
        return FrozenMapping({name: _at(one, by) for name, one in held.items()})
    if attrs.has(type(held)) and not isinstance(held, Spans):
        moved = {field.name: _at(getattr(held, field.name), by) for field in attrs.fields(type(held)) if field.init}
        return attrs.evolve(held, **{name: one for name, one in moved.items() if one is not getattr(held, name)})
    return held
