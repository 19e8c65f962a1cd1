"""Lexicon files: JSON or CSV text in, a `Lexicon` record out.

JSON is an object with `type`, `language` (or `languages`) and `entries`, a list of objects with `phrase`, `value` and whatever
else the type asks for; any other name of the outer object, such as `source`, is for its readers. CSV has a header with the columns
`type`, `language`, `phrase`, `value`, and others by name; all rows have one type and language.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from typing import Any

from seedlib.components import Lexicon
from seedlib.errors import ModelError, ParseError
from seedlib.matching import Entry

__all__ = ["parse_lexicon"]


def parse_lexicon(text: str, *, name: str) -> Lexicon:
    """Turn the text of a lexicon file into a Lexicon.

    Args:
        text: JSON (its first sign is `{`), or CSV with a header.
        name: the record's name; also the place that errors name.

    Raises:
        ParseError: the text is neither, or a row cannot be an entry; the message names the row.
    """
    if text.lstrip("\ufeff").lstrip().startswith("{"):
        return _from_json(text.lstrip("\ufeff"), name)
    return _from_csv(text.lstrip("\ufeff"), name)


def _from_json(text: str, name: str) -> Lexicon:
    try:
        held = json.loads(text)
    except json.JSONDecodeError as error:
        raise ParseError(f"found no valid JSON: {error.msg}", where=f"{name}, line {error.lineno}") from error
    except (RecursionError, ValueError) as error:  # lists in lists in lists, or a number of five thousand digits
        raise ParseError(f"found JSON that cannot be read: {error}", where=name) from error
    rows = held.get("entries")
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ParseError("found no list of objects under 'entries'", where=name, advice="see the manual's page on lexicons")
    languages = held.get("languages") or [held.get("language") or "*"]
    if not isinstance(languages, list):
        raise ParseError(f"found {languages!r:.80} under 'languages', expected a list of primary subtags such as 'en'", where=name)
    return _lexicon(name, held.get("type"), languages, enumerate(rows, 1))


def _from_csv(text: str, name: str) -> Lexicon:
    reader = csv.DictReader(io.StringIO(text, newline=""), restkey="")
    try:
        rows = [{key: held for key, held in row.items() if key and held} for row in reader]
    except csv.Error as error:  # a field of more than 131,072 characters: most often a quotation mark that is never closed
        raise ParseError(f"found no valid CSV: {error}", where=f"{name}, line {reader.line_num + 1}") from error
    if "phrase" not in (reader.fieldnames or ()):
        raise ParseError(f"found the columns {reader.fieldnames}, expected 'phrase' among them", where=name)
    settled: dict[str, str] = {}
    for column in ("type", "language"):
        found = sorted({row.pop(column) for row in rows if column in row})
        if len(found) > 1:
            raise ParseError(f"found several values of {column}: {', '.join(found)}; expected one", where=name, advice="one file each")
        settled.update((column, held) for held in found)
    return _lexicon(name, settled.get("type"), [settled.get("language", "*")], enumerate(rows, 2))


def _lexicon(name: str, type_: str | None, languages: Iterable[str], rows: Iterable[tuple[int, Mapping[str, Any]]]) -> Lexicon:
    entries = []
    for number, row in rows:
        try:
            more = {key: held for key, held in row.items() if key not in {"phrase", "value"}}
            entries.append(Entry(phrase=row.get("phrase", ""), value=row.get("value", ""), data=more))
        except ModelError as error:
            raise ParseError(error.message, where=f"{name}, row {number}", advice=error.advice) from error
    try:
        return Lexicon(name=name, type=type_ or "", entries=entries, languages=tuple(languages))
    except ModelError as error:
        raise ParseError(error.message, where=name, advice=error.advice) from error
