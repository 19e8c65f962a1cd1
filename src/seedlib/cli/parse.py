"""`seedlib parse`: the documents alone, and which parser would read a file and why."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from seedlib.cli import choices, inputs
from seedlib.cli.explaining import explanation
from seedlib.cli.output import opened
from seedlib.cli.read import write
from seedlib.components import Context, Exporter
from seedlib.errors import ParseError
from seedlib.exporting.display import visible
from seedlib.exporting.listing import Listing
from seedlib.exporting.table import draw, write_documents
from seedlib.model import Analysis, Unread
from seedlib.plugins.registry import Component, Registry
from seedlib.reading import Source, explain, parse_many

__all__ = ["add", "is_terminal"]


def add(subparsers: argparse._SubParsersAction[Any]) -> None:
    """Add the command to the parser."""
    parser = subparsers.add_parser(
        "parse",
        help="read files without looking for claims",
        description="Read files into documents: their text, its parts and what is known about them.",
    )
    choices.add_inputs(parser)
    choices.add_output(parser, "table, jsonl, text (the text to the letter), main (the article alone), or another that `read` has")
    choices.add_choices(parser)
    parser.add_argument("--explain", action="store_true", help="show which parser reads each file and each part of it, and why")
    parser.set_defaults(handler=run)


def run(arguments: argparse.Namespace) -> int:
    """Parse and write; return the exit status."""
    registry = choices.registry_for(arguments)
    settings = choices.settings_for(arguments, registry)
    exporter = _exporter("table" if arguments.explain else arguments.format, registry)
    tally = inputs.Tally()
    quiet = sys.stdout.isatty()
    given = inputs.sources(arguments.files, registry, tally, quiet=quiet, tables=arguments.text_column is not None)
    with given as sources, opened(arguments.output, exporter.record) as target:
        if arguments.explain:
            _write_listings(_explained(sources, arguments, registry, tally), target)
            return tally.status
        results = parse_many(
            sources,
            failures="raise" if arguments.strict else "yield",
            parser=arguments.parser,
            media_type=arguments.media_type,
            settings=settings,
            registry=registry,
        )
        write(exporter, tally.watch(results), target, registry.context(settings))
    tally.close()
    return tally.status


def _exporter(name: str, registry: Registry) -> Component:
    """Return the writer of this format: one of the three that only documents have, else an exporter."""
    writers = {"table": write_documents, "text": _text, "main": _main}
    own = {name: Exporter(name=name, write=writer, suffix=".txt") for name, writer in writers.items()}
    if name in own:
        return Component(full_name=f"seedlib:{name}", plugin="seedlib", version="", record=own[name])
    return registry.find("exporters", name)


def _text(results: Iterable[Analysis | Unread], target: BinaryIO, context: Context) -> None:  # noqa: ARG001  # an exporter's signature
    """Write the texts to the letter, a blank line between two."""
    _write_texts((result.document.text for result in results if isinstance(result, Analysis)), target)


def _main(results: Iterable[Analysis | Unread], target: BinaryIO, context: Context) -> None:
    """Write the blocks in which claims may stand, title and main text unless the settings say otherwise, a blank line between two."""
    found = (result.document for result in results if isinstance(result, Analysis))
    _write_texts(("\n\n".join(document[span] for span in document.spans_of(context.settings.blocks)) + "\n" for document in found), target)


def _write_texts(texts: Iterable[str], target: BinaryIO) -> None:
    """Write texts; to a terminal with what could act on it written out."""
    terminal = is_terminal(target)
    for number, text in enumerate(texts):
        shown = "\n".join(map(visible, text.split("\n"))) if terminal else text
        target.write((f"\n\n{shown}" if number else shown).encode())
        target.flush()


def is_terminal(target: BinaryIO) -> bool:
    """Say whether a stream is a terminal."""
    return target.isatty()


def _write_listings(shown: Iterable[Listing], target: Any) -> None:
    """Write listings to a stream: `opened` gives no folder for tables."""
    for one in shown:
        target.write(f"{draw(one, 100)}\n".encode())
        target.flush()


def _explained(sources: Iterator[Source], arguments: argparse.Namespace, registry: Registry, tally: inputs.Tally) -> Iterator[Listing]:
    for source in sources:
        named = str(source) if isinstance(source, Path) else "<stdin>"
        told = explain(
            source,
            parser=arguments.parser,
            media_type=arguments.media_type,
            settings=choices.settings_for(arguments, registry),
            registry=registry,
        )
        if told.asked or not told.outcomes:
            yield explanation(told, named, arguments.parser and registry.find("parsers", arguments.parser).full_name)
            continue
        failure = told.outcomes[0].failures[0]
        tally.lose(ParseError(failure.message, where=named, advice=failure.advice))
