"""`seedlib report`: a page over many documents.

Rules:

- The inputs are results that were kept as JSON Lines, which are taken as they are; any other file is read and analyzed first,
  as `seedlib read` does.
- There is no page over no documents: what stood in its place stays.
- Decisions that contradict each other, or cannot be read, make the status 1; those that match nothing do not.
"""

from __future__ import annotations

import argparse
from typing import Any, BinaryIO, cast

from seedlib import corpus
from seedlib.cli import choices, inputs, words
from seedlib.cli.output import opened
from seedlib.cli.read import results_of
from seedlib.corpus.reporting import load_template
from seedlib.corpus.reporting.making import LISTED
from seedlib.errors import ParseError, UsageError
from seedlib.model import value

__all__ = ["add"]

#: Where nothing can be read.
_ADVICE = "name texts, what seedlib corpus run wrote, or what seedlib read -f jsonl wrote"


@value(kw_only=True)
class _Page:
    name: str = "report"
    folder: bool = False
    suffix: str = ".html"
    text: bool = False  # nobody reads a page's source in a terminal


def add(subparsers: argparse._SubParsersAction[Any]) -> None:
    """Add the command to the parser."""
    parser = subparsers.add_parser(
        "report",
        help="who claims what in many documents, as a page",
        description="Count who claims most, about whom, when and where, and write a page whose numbers lead to their claims.",
    )
    choices.add_inputs(parser, "what seedlib read wrote as jsonl; or files, folders, or - to read first")
    parser.add_argument("-o", "--output", metavar="OUT", help="a file that ends in .html; - for standard output, if it is no terminal")
    parser.add_argument("--title", metavar="T", default="Who claims what", help="the page's heading")
    parser.add_argument("--list", type=int, default=LISTED, metavar="N", help=f"how many claims are listed at most (default: {LISTED})")
    choices.add_decisions(parser)
    choices.add_choices(parser)
    parser.set_defaults(handler=run, layers=False, format=_Page().name)


def run(arguments: argparse.Namespace) -> int:
    """Read, count, write; return the exit status."""
    if arguments.list < 0:
        raise UsageError(f"found --list {arguments.list}, expected a number from 0 on")
    load_template()  # where its library is absent, that is said before many documents are read
    decisions = choices.decisions_for(arguments)
    registry = choices.registry_for(arguments)
    settings = choices.settings_for(arguments, registry)
    tally = inputs.Tally()
    given = inputs.sources(arguments.files, registry, tally, quiet=False, tables=arguments.text_column is not None)
    with given as sources, opened(arguments.output, _Page()) as target:
        results = tally.watch(results_of(sources, arguments, settings, registry))
        found = corpus.report(results, decisions=decisions, least=arguments.least, listed=arguments.list)
        if not found.documents:
            tally.close()
            raise ParseError("found no document, expected one: no page is written", advice=_ADVICE)
        corpus.write_report(found, cast(BinaryIO, target), title=arguments.title)  # a folder was refused
    tally.close()
    for notice, documents in found.notices:
        if not documents:  # of the joining of actors; those of documents were said when they were read
            words.note(notice.message)
    for held in found.undecided:
        words.error(f"{held.place}: {held.message}" + (f" ({held.advice})" if held.advice else ""))
    return 1 if found.undecided else tally.status
