"""Out of debates: a table of speeches, one a turn, and the list of pledges."""

import csv
import io
import sys

import seedlib
from seedlib.components import Command, Exporter
from seedlib_debates.pledges import PLEDGE
from seedlib_debates.reading import SECTION

__all__ = ["COLUMNS", "COMMAND", "EXPORTER", "speeches"]

COLUMNS = ("document", "day", "section", "speaker", "id", "words", "claims", "pledges")

#: What spreadsheets take for the beginning of a formula (CWE-1236); a name may begin so where a stranger wrote the file.
FORMULA = tuple("=+-@\t\r")


def speeches(analysis):
    """Yield a row for each turn of a debate; none for a text without turns."""
    document = analysis.document
    names = {actor.id: actor.name for actor in analysis.actors}
    meant = {mention.span: mention.actor for mention in analysis.mentions}
    for turn in analysis.layers.quotations or ():
        if turn.speaker is None or turn.words is None:
            continue
        inside = [claim for claim in analysis.claims if turn.span.covers(claim.span)]
        block = next((block for block in document.blocks if block.span.overlaps(turn.span)), None)
        actor = meant.get(turn.speaker) or ""
        yield {
            "document": document.id,
            "day": document.published or "",
            "section": block.attributes.get(SECTION, "") if block else "",
            "speaker": names.get(actor, document[turn.speaker]),
            "id": actor,
            "words": len(document[turn.words].split()),
            "claims": len(inside),
            "pledges": sum(claim.kind == PLEDGE.name for claim in inside),
        }


def write(results, target, context):
    """Write CSV in UTF-8 as the results come; an input that could not be read has no speeches."""

    def row(held):
        line = io.StringIO()
        csv.writer(line, lineterminator="\n").writerow(
            [f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell for cell in held]
        )
        target.write(line.getvalue().encode())

    row(COLUMNS)
    for result in results:
        if isinstance(result, seedlib.Analysis):
            for speech in speeches(result):
                row(speech.values())


def add(subparsers):
    """Add `seedlib pledges FILE …`."""
    parser = subparsers.add_parser("pledges", help="list what speakers of debates pledge", description="List the pledges in debates.")
    parser.add_argument("inputs", nargs="+", metavar="FILE")
    parser.set_defaults(handler=run)


def run(arguments):
    """Print a line a pledge: the day, who, and the words; the exit status is 1 where a file could not be read."""
    status = 0
    for result in seedlib.read_many(arguments.inputs, failures="yield"):
        if not isinstance(result, seedlib.Analysis):
            sys.stderr.write("".join(f"{failure.message}\n" for failure in result.failures))
            status = 1
            continue
        for claim in result.claims:
            if claim.kind == PLEDGE.name:
                who, _, words, _ = result.quote(claim)
                sys.stdout.write(f"{result.document.published or '?'}\t{who}\t{' '.join(words.split())}\n")
    return status


EXPORTER = Exporter(name="speeches", write=write, suffix=".csv")

COMMAND = Command(name="pledges", add=add)
