"""`seedlib read`: parse and analyze files, and write what was found."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from seedlib.cli import choices, inputs, words
from seedlib.cli.output import opened
from seedlib.components import Context, Settings
from seedlib.errors import SeedlibError
from seedlib.model import Analysis, Unread
from seedlib.plugins.registry import Component, Registry
from seedlib.reading import Source, read_many

__all__ = ["ExporterError", "add", "results_of", "write"]


class ExporterError(Exception):
    """An exporter raised; the exception itself is `__cause__`."""


def add(subparsers: argparse._SubParsersAction[Any]) -> None:
    """Add the command to the parser."""
    parser = subparsers.add_parser(
        "read",
        help="find who says what in files: the main job",
        description="Read files, find their actors and claims and what is wrong with their text, and show or write it.",
    )
    choices.add_inputs(parser)
    choices.add_output(parser, "table, html, jsonl, json, csv, csv-exact, parquet, sqlite, or a plugin's format")
    choices.add_choices(parser)
    parser.set_defaults(handler=run)


def run(arguments: argparse.Namespace) -> int:
    """Read, analyze, write; return the exit status."""
    registry = choices.registry_for(arguments)
    settings = choices.settings_for(arguments, registry)
    exporter = registry.find("exporters", arguments.format)
    tally = inputs.Tally()
    quiet = arguments.output in {None, "-"} and sys.stdout.isatty()
    given = inputs.sources(arguments.files, registry, tally, quiet=quiet, tables=arguments.text_column is not None)
    with given as sources, opened(arguments.output, exporter.record) as target:
        results = results_of(sources, arguments, settings, registry)
        write(exporter, tally.watch(results), target, registry.context(settings))
    tally.close()
    return tally.status


def results_of(
    sources: Iterable[Source], arguments: argparse.Namespace, settings: Settings, registry: Registry
) -> Iterator[Analysis | Unread]:
    """Read and analyze, as the options say that `choices.add_inputs` and `choices.add_choices` gave."""
    return read_many(
        sources,
        failures="raise" if arguments.strict else "yield",
        parser=arguments.parser,
        media_type=arguments.media_type,
        settings=settings,
        registry=registry,
        strict=arguments.strict,
    )


def write(exporter: Component, results: Iterable[Analysis | Unread], target: BinaryIO | Path, context: Context) -> None:
    """Call an exporter.

    Raises:
        ExporterError: it raised what is neither ours nor the operating system's.
    """
    try:
        exporter.record.write(results, target, context)
    except (SeedlibError, OSError):
        raise
    except (Exception, SystemExit) as error:  # a plugin's function may raise anything
        words.unexpected(error, exporter.full_name)
        raise ExporterError from error
