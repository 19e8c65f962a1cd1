"""`seedlib corpus copies`: which documents and quotations are copies, as two tables (extra `dedup`).

Rules:

- The inputs are results that were kept, as JSON Lines or as the tables of `seedlib corpus run`, which are taken as they are; any other
  file is read and analyzed first, as `seedlib read` does.
- Nothing is left out of the results: the tables say what is to be counted once. How they were made stands beside them.
- The folder of a run gets them as tables of its own, Parquet like the others, unless another place is named.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Any, BinaryIO

import attrs

from seedlib.cli import choices, inputs, words
from seedlib.cli.output import opened
from seedlib.cli.read import results_of
from seedlib.cli.tables import FORMATS, TableFormat
from seedlib.components import Settings
from seedlib.corpus.copies.values import COLUMNS, TABLES, TYPES
from seedlib.errors import UsageError
from seedlib.exporting.arrow import library
from seedlib.exporting.dictionary import VERSION
from seedlib.exporting.kept import scrubbed
from seedlib.finding import is_run
from seedlib.model import Analysis, Unread
from seedlib.plugins.registry import Registry
from seedlib.reading import read_many

__all__ = ["METHOD", "add", "add_to_run"]

#: The file that says how copies were found.
METHOD = "copies-method.json"

#: Where a table stands in the folder of a run: in a folder of its own, as the others do.
_PART = "{table}/part-000000.parquet"

#: How many rows are written as one group.
_GROUP = 1 << 16


def _write_parquet(rows: Iterable[Mapping[str, Any]], columns: Sequence[str], target: BinaryIO) -> None:
    pa = library()
    from pyarrow.parquet import ParquetWriter

    (table,) = [name for name, held in COLUMNS.items() if held == tuple(columns)]  # writers are told columns alone, and no two tables agree
    fields = [pa.field(column, getattr(pa, type_)()) for column, type_ in TYPES[table].items()]
    schema = pa.schema(fields, metadata={"seedlib.schema": VERSION, "seedlib.table": table})
    with ParquetWriter(target, schema, compression="zstd") as writer:
        for group in _groups(rows):
            writer.write_table(pa.Table.from_pylist(group, schema=schema))


def _groups(rows: Iterable[Mapping[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    left = iter(rows)
    while group := list(islice(left, _GROUP)):
        yield [{name: scrubbed(held) if isinstance(held, str) else held for name, held in row.items()} for row in group]


_FORMATS = {**FORMATS, "parquet": TableFormat(name="parquet", suffix=".parquet", write=_write_parquet, text=False)}


def add(subparsers: argparse._SubParsersAction[Any]) -> None:
    """Add the action to the command `corpus`."""
    parser = subparsers.add_parser(
        "copies",
        help="find copies of documents and repeated quotations",
        description="Find which documents are copies of one another, and which quotations stand in several places.",
    )
    choices.add_inputs(parser, "what seedlib corpus run or seedlib read -f jsonl wrote; or files, folders, or - to read first")
    parser.add_argument("-f", "--format", choices=list(_FORMATS), help="(default: csv, and parquet in the folder of a run)")
    parser.add_argument(
        "-o", "--output", metavar="DIR", help=f"the folder for {' and '.join(TABLES)} (default: the folder of the run, if FILE is one)"
    )
    choices.add_choices(parser)
    parser.set_defaults(handler=run, layers=False)  # no table has them


def run(arguments: argparse.Namespace) -> int:
    """Read, compare, write; return the exit status."""
    if arguments.output == "-":
        raise UsageError("found -o -, expected a folder: there are two tables", advice="-o copies/")
    registry = choices.registry_for(arguments)
    settings = choices.settings_for(arguments, registry)
    if arguments.output is None:
        return add_to_run(_own_folder(arguments), settings, registry)
    tally = inputs.Tally()
    given = inputs.sources(arguments.files, registry, tally, quiet=False, tables=arguments.text_column is not None)
    with given as sources:
        results = tally.watch(results_of(sources, arguments, settings, registry))
        _write(results, arguments.output, _FORMATS[arguments.format or "csv"], "{table}{suffix}")
    tally.close()
    return tally.status


def _own_folder(arguments: argparse.Namespace) -> str:
    """Return the folder of the run that gets the tables.

    Raises:
        UsageError: there is none, or another format is asked for.
    """
    first, *others = arguments.files
    if others or not is_run(Path(first)):
        advice = "-o copies/; what seedlib corpus run wrote gets the tables itself, if it is the only FILE"
        raise UsageError("found no -o, expected a folder for the tables", advice=advice)
    if arguments.format not in {None, "parquet"}:
        found = f"found -f {arguments.format} without -o, expected parquet, as all tables of a run are"
        raise UsageError(found, advice="-o copies/")
    return str(first)


def add_to_run(folder: str, settings: Settings, registry: Registry) -> int:
    """Find the copies in what a run wrote, and write them as further tables of it; return the exit status.

    What the run has told of its documents is not told again; of those that cannot be read back all is said.
    """
    tally = inputs.Tally()
    with inputs.sources([str(Path(folder, "documents"))], registry, tally, quiet=False) as sources:
        results = read_many(sources, failures="yield", settings=settings, registry=registry)
        told = chain.from_iterable(tally.watch([result]) if isinstance(result, Unread) else (result,) for result in results)
        _write(told, folder, _FORMATS["parquet"], _PART)
    tally.close()
    return tally.status


def _write(results: Iterable[Analysis | Unread], output: str, format_: TableFormat, name: str) -> None:
    """Find copies, write the tables and the method into a folder, and say what was found."""
    from seedlib.corpus.copies import find_copies

    with opened(f"{output}/", format_) as target:
        copies = find_copies(results)
        folder = Path(str(target))
        for table in TABLES:
            place = folder / name.format(table=table, suffix=format_.suffix)
            place.parent.mkdir(exist_ok=True)
            with place.open("wb") as file:
                format_.write(copies.rows(table), COLUMNS[table], file)
        method = json.dumps(attrs.asdict(copies.method), ensure_ascii=False, indent=2)
        (folder / METHOD).write_text(f"{method}\n", "utf-8")
    found = sum(held.duplicate_of is not None for held in copies.documents)
    groups = len({held.quotation_group for held in copies.quotations})
    words.note(
        f"{found:,} of {inputs.counted(copies.read, 'document')} are copies of another;"
        f" {inputs.counted(groups, 'quotation')} of {copies.quoted:,} claims in the speaker’s words stand in several places"
    )
    if copies.repeated:
        words.note(f"{inputs.counted(copies.repeated, 'document')} left out whose id an earlier one has")
