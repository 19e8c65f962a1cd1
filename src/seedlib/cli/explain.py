"""`seedlib explain`: why a claim stands as it does, and what lost; without a claim, which there are.

Rules:

- A claim is named by its id, or by the line that it begins in; several claims may begin in one.
- A claim that no document of the inputs has is misuse: the list, which is there without `--claim`, has all.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator
from typing import Any

from seedlib.cli import choices, inputs
from seedlib.cli.output import stdout
from seedlib.cli.reasons import claims_listing, plain, reasons
from seedlib.components import Settings
from seedlib.errors import UsageError
from seedlib.explanation import Explanation, Recorded, explained, record
from seedlib.exporting.listing import Listing
from seedlib.exporting.table import draw
from seedlib.model import Analysis, Claim
from seedlib.plugins.registry import Registry
from seedlib.reading import parse_many

__all__ = ["add"]

#: How wide the lists are: as those of `seedlib plugins`.
_WIDTH = 100


def add(subparsers: argparse._SubParsersAction[Any]) -> None:
    """Add the command to the parser."""
    parser = subparsers.add_parser(
        "explain",
        help="say why a claim stands as it does, and what lost",
        description="Say which components made a claim, by which rules and on which words, and what was proposed beside it and lost.",
    )
    choices.add_inputs(parser)
    parser.add_argument("--claim", metavar="ID", help="the claim's id, or the line it begins in; without it the claims are listed")
    parser.add_argument("--json", action="store_true", help="as JSON, complete")
    choices.add_choices(parser)
    parser.set_defaults(handler=run, format="explain", output=None, layers=False)


def run(arguments: argparse.Namespace) -> int:
    """Explain or list; return the exit status."""
    registry = choices.registry_for(arguments)
    settings = choices.settings_for(arguments, registry)
    tally = inputs.Tally()
    out = stdout()
    found = documents = 0
    given = inputs.sources(arguments.files, registry, tally, quiet=True, tables=arguments.text_column is not None)
    with given as sources:
        parsed = parse_many(
            sources,
            failures="raise" if arguments.strict else "yield",
            parser=arguments.parser,
            media_type=arguments.media_type,
            settings=settings,
            registry=registry,
        )
        for recorded in _recorded(parsed, tally, settings, registry):
            documents += 1
            for text in _texts(recorded, arguments):
                out.write(f"{text}\n".encode() if found == 0 or arguments.json else f"\n{text}\n".encode())
                out.flush()
                found += 1
    tally.close()
    if arguments.claim is not None and documents and not found:
        advice = "seedlib explain FILE without --claim lists them"
        raise UsageError(f"found no claim {arguments.claim!r}, expected the id of one, or a line that one begins in", advice=advice)
    return tally.status


def _recorded(parsed: Iterable[Any], tally: inputs.Tally, settings: Settings, registry: Registry) -> Iterator[Recorded]:
    """Yield each document analyzed, with what components answered; what fails is said as `seedlib read` says it."""
    for result in parsed:
        if not isinstance(result, Analysis):
            list(tally.watch([result]))
            continue
        recorded = record(result, settings=settings, registry=registry)
        list(tally.watch([recorded.analysis]))
        yield recorded


def _texts(recorded: Recorded, arguments: argparse.Namespace) -> Iterator[str]:
    """Yield what is written for a document: a text a claim that is asked for, or the list of its claims."""
    if arguments.claim is None:
        listed = claims_listing(recorded.analysis)
        yield json.dumps(_listed(recorded.analysis), ensure_ascii=False) if arguments.json else _drawn(listed)
        return
    for claim in _asked(recorded.analysis, arguments.claim):
        why = explained(recorded, claim.id)
        yield json.dumps(_explained(why), ensure_ascii=False) if arguments.json else _drawn(reasons(why))


def _drawn(listing: Listing) -> str:
    return draw(listing, _WIDTH).rstrip("\n")


def _asked(analysis: Analysis, named: str) -> list[Claim]:
    """Return the claim of this id, else those that begin in this line."""
    found = [claim for claim in analysis.claims if claim.id == named]
    if found or not named.isdecimal():
        return found
    return [claim for claim in analysis.claims if analysis.document.line_of(claim.content[0].start) == int(named)]


def _listed(analysis: Analysis) -> dict[str, Any]:
    held = [{"id": claim.id, **analysis.quote(claim)._asdict(), "kind": claim.kind} for claim in analysis.claims]
    return {"document": analysis.document.id, "claims": held}


def _explained(why: Explanation) -> dict[str, Any]:
    return {"document": why.analysis.document.id, **plain(why)}
