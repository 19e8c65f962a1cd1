"""A user's own decisions about who is who: a CSV of merges and splits, read on every run and never written.

Rules:

- A row says `merge`, and two ids, whose actors are one; or `split`, and an id that is to be joined to nothing by itself, with the id
  from which it is taken where one cares.
- An id is a canonical one (`iso3166:RUS`, `wikidata:Q7747`, one of the user's own), or the `corpus:` id of a document's actor.
- What a row says badly becomes a failure with its file and line; the other rows count.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from seedlib.corpus.ids import CORPUS, is_member_id
from seedlib.errors import ParseError, UsageError
from seedlib.languages.files import delimiter_of
from seedlib.model import Failure, is_actor_id, is_local_id, value

__all__ = ["COLUMNS", "NO_DECISIONS", "Decision", "Decisions", "parse_decisions", "read_decisions"]

#: The columns that are read; others are the user's own.
COLUMNS = ("decision", "actor", "other")

_KINDS = ("merge", "split")


@value(kw_only=True)
class Decision:
    r"""A row of the file.

    >>> table = "decision,actor,other\nsplit,wikidata:Q5,\n"
    >>> (decision,) = parse_decisions(table, "who.csv").decisions
    >>> decision.kind, decision.actor, decision.where
    ('split', 'wikidata:Q5', 'who.csv, line 2')
    """

    #: `merge` or `split`.
    kind: str
    #: An actor's id: a canonical one, or the `corpus:` id of a document's actor.
    actor: str
    #: The other actor; empty for a split from whatever it was joined to.
    other: str = ""
    #: The file and the line: `decisions.csv, line 3`.
    where: str = ""


@value(kw_only=True)
class Decisions:
    r"""What a file of decisions says.

    >>> table = "decision,actor,other\nmerge,acme:1,wikidata:Q5\njoin,acme:1,acme:2\n"
    >>> made = parse_decisions(table)
    >>> len(made.decisions), made.failures[0].part, made.failures[0].message
    (1, 'decisions, line 3', "found the decision 'join', expected merge or split")
    """

    #: The rows that can be done, in the file's order.
    decisions: tuple[Decision, ...] = ()
    #: A failure for each row that says nothing that can be done.
    failures: tuple[Failure, ...] = ()


#: Those of a user who has made none.
NO_DECISIONS = Decisions()


def read_decisions(path: str | os.PathLike[str]) -> Decisions:
    r"""Read a file of decisions.

    >>> import tempfile
    >>> from pathlib import Path
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "decisions.csv")
    ...     written = path.write_text("decision,actor,other\nmerge,acme:1,wikidata:Q5\n")
    ...     made = read_decisions(path)
    >>> [(decision.kind, decision.where) for decision in made.decisions]
    [('merge', 'decisions.csv, line 2')]

    Args:
        path: a CSV file in UTF-8 with the columns `decision`, `actor` and `other`; what else it has is left alone.

    Raises:
        UsageError: it cannot be read, or lacks a column.
    """
    try:
        text = Path(path).read_text("utf-8-sig")
    except OSError as error:
        advice = "check the path"
        raise UsageError(f"found decisions that cannot be read: {error.strerror}", where=os.fspath(path), advice=advice) from error
    except UnicodeDecodeError as error:
        raise UsageError("found bytes that are no UTF-8", where=os.fspath(path), advice="save the table as CSV in UTF-8") from error
    return parse_decisions(text, Path(path).name)


def parse_decisions(text: str, name: str = "decisions") -> Decisions:
    r"""Read decisions from the text of a CSV.

    >>> parse_decisions("decision,actor,other\nmerge,acme:1,wikidata:Q5\n").decisions[0].other
    'wikidata:Q5'

    Args:
        text: the table, its cells parted by commas or semicolons.
        name: what to call it where something is wrong.

    Raises:
        UsageError: a column is missing.
    """
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter_of(text), restval="")
    decisions, failures = [], []
    try:
        missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
        if missing:
            raise UsageError(f"found no column {' nor '.join(missing)}, expected {', '.join(COLUMNS)}", where=name)
        for line, row in _rows(reader):
            where = f"{name}, line {line}"
            try:
                decisions.append(_decision(row, where))
            except ParseError as error:
                failures.append(_failure(error, where))
    except csv.Error as error:  # a field of more than 131,072 characters: most often a quotation mark that is never closed
        failures.append(_failure(ParseError(f"found no valid CSV: {error}"), f"{name}, line {reader.line_num}"))
    return Decisions(decisions=tuple(decisions), failures=tuple(failures))


def _rows(reader: csv.DictReader[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows that say something, each with its first line."""
    line = reader.line_num + 1
    for row in reader:
        cells = {column: row[column].strip() for column in COLUMNS}
        if any(cells.values()):
            yield line, cells
        line = reader.line_num + 1


def _decision(row: Mapping[str, str], where: str) -> Decision:
    kind, actor, other = row["decision"].lower(), row["actor"], row["other"]
    if kind not in _KINDS:
        raise ParseError(f"found the decision {row['decision']!r}, expected {' or '.join(_KINDS)}")
    for identifier in (actor, *((other,) if other or kind == "merge" else ())):
        if is_local_id(identifier):
            advice = "take the actor's id from the column `member` of members.csv"
            raise ParseError(f"found {identifier!r}, which means another actor in every document", advice=advice)
        if not is_actor_id(identifier) or (identifier.startswith(CORPUS) and not is_member_id(identifier)):
            raise ParseError(f"found the id {identifier!r}, expected one such as 'wikidata:Q7747' or 'corpus:a-name-0123456789ab'")
    if actor == other:
        raise ParseError(f"found {actor!r} twice, expected two ids")
    return Decision(kind=kind, actor=actor, other=other, where=where)


def _failure(error: ParseError, where: str) -> Failure:
    return Failure(
        stage="reading", component="seedlib:corpus", error=type(error).__name__, message=error.message, advice=error.advice, part=where
    )
