"""`seedlib corpus`: many documents at once; and `seedlib corpus actors`: the actors of many documents, as tables.

Rules:

- The inputs are results that were kept as JSON Lines, which are taken as they are; any other file is read and analyzed first,
  as `seedlib read` does.
- One table goes to a file or to standard output, both to a folder.
- Decisions that contradict each other, or cannot be read, make the status 1; those that match nothing do not.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from seedlib.cli import choices, copies, inputs, running, words
from seedlib.cli.output import opened
from seedlib.cli.read import results_of
from seedlib.cli.tables import FORMATS
from seedlib.corpus import COLUMNS, TABLES, index_actors

__all__ = ["add"]

#: The table that a single file holds.
_SINGLE = "actors"


def add(subparsers: argparse._SubParsersAction[Any]) -> None:
    """Add the command to the parser."""
    parser = subparsers.add_parser("corpus", help="work on many documents", description="Work on many documents at once.")
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    running.add(actions)
    copies.add(actions)
    actors = actions.add_parser(
        "actors",
        help="join the actors of many documents",
        description="Join the actors of many documents, and count in how many they are and what they say.",
    )
    choices.add_inputs(actors, "what seedlib read wrote as jsonl; or files, folders, or - to read first")
    choices.add_decisions(actors)
    actors.add_argument("--named", action="store_true", help="leave out actors that no name and no canonical id means, such as the mayor")
    actors.add_argument("-f", "--format", choices=list(FORMATS), default="csv", help="(default: csv)")
    actors.add_argument(
        "-o", "--output", metavar="OUT", help=f"a file for the table {_SINGLE}, a folder for {' and '.join(TABLES)}; - for standard output"
    )
    choices.add_choices(actors)
    actors.set_defaults(handler=run, layers=False)  # no table has them


def run(arguments: argparse.Namespace) -> int:
    """Read, join, write; return the exit status."""
    decisions = choices.decisions_for(arguments)
    registry = choices.registry_for(arguments)
    settings = choices.settings_for(arguments, registry)
    tally = inputs.Tally()
    quiet = arguments.output in {None, "-"} and sys.stdout.isatty()
    format_ = FORMATS[arguments.format]
    given = inputs.sources(arguments.files, registry, tally, quiet=quiet, tables=arguments.text_column is not None)
    with given as sources, opened(arguments.output, format_) as target:
        results = results_of(sources, arguments, settings, registry)
        index = index_actors(tally.watch(results), decisions=decisions, least=arguments.least, named=arguments.named)
        if isinstance(target, Path):
            for table in TABLES:
                with (target / f"{table}{format_.suffix}").open("wb") as file:
                    format_.write(index.rows(table), COLUMNS[table], file)
        else:
            format_.write(index.rows(_SINGLE), COLUMNS[_SINGLE], target)
    tally.close()
    for notice in index.notices:
        words.note(notice.message)
    for failure in index.failures:
        words.error(words.failure_line(failure, failure.part, None))
    return 1 if index.failures else tally.status
