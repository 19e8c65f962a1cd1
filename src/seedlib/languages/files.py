"""Lexicon files: JSON or CSV text in, a `Lexicon` record out.

JSON is an object with `type`, `language` (or `languages`) and `entries`, a list of objects with `phrase`, `value` and whatever
else the type asks for; a list of phrases stands for as many entries that are alike; any other name of the outer object, such as
`source`, is for its readers. CSV has a header with the columns `type`, `language`, `phrase`, `value`, and others by name, its cells
parted by commas or semicolons; all rows have one type and language.
"""

from __future__ import annotations

import csv
import io
import itertools
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias

import regex

from seedlib.components import Lexicon
from seedlib.errors import ModelError, ParseError
from seedlib.matching import Entry
from seedlib.model import EMPTY, freeze

__all__ = ["parse_lexicon"]

#: A row of a lexicon file: the line that it begins in, its number and what it holds.
_Row: TypeAlias = tuple[int | None, int, Mapping[str, Any]]

#: What an entry has beside its data.
_FIELDS = frozenset({"phrase", "value"})

#: White space between the parts of JSON (RFC 8259, 2).
_SPACE = " \t\n\r"

#: The ends of lines inside a cell of CSV.
_LINE_END = regex.compile(r"\r\n?|\n")


def parse_lexicon(text: str, *, name: str, lines: bool = True) -> Lexicon:
    r"""Turn the text of a lexicon file into a Lexicon.

    >>> table = "type,language,phrase,value\nnames,en,Port Ash,acme:port-ash\n"
    >>> lexicon = parse_lexicon(table, name="ports")
    >>> lexicon.type, lexicon.languages, lexicon.entries[0].value
    ('names', ('en',), 'acme:port-ash')

    Args:
        text: JSON (its first sign is `{`), or CSV with a header.
        name: the record's name; also the place that errors name.
        lines: whether entries keep the line that they are from, which errors about them name.

    Raises:
        ParseError: the text is neither, or a row cannot be an entry; the message names the row.
    """
    if text.lstrip("\ufeff").lstrip().startswith("{"):
        return _from_json(text.lstrip("\ufeff"), name, lines=lines)
    return _from_csv(text.lstrip("\ufeff"), name)


def _from_json(text: str, name: str, *, lines: bool) -> Lexicon:
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
    begins = itertools.chain(_lines_of_rows(text) if lines else (), itertools.repeat(None))
    return _lexicon(name, held.get("type"), languages, zip(begins, itertools.count(1), rows, strict=False))


def _lines_of_rows(text: str) -> Iterator[int]:
    """Yield the line in which each of the entries begins; `text` is an object of valid JSON that has some."""
    decode, end = json.JSONDecoder().raw_decode, _past(text, text.index("{") + 1)
    name = ""
    while text[end] != "}" and name != "entries":
        name, end = decode(text, end)
        start = _past(text, _past(text, end) + 1)  # past the colon
        end = _past(text, decode(text, start)[1])
        end = _past(text, end + 1) if text[end] == "," else end
    line, counted, end = 1, 0, _past(text, start + 1)
    while text[end] != "]":
        line, counted = line + text.count("\n", counted, end), end
        yield line
        end = _past(text, decode(text, end)[1])
        end = _past(text, end + 1) if text[end] == "," else end


def _past(text: str, index: int) -> int:
    """Return the first place from `index` on that is no white space."""
    while text[index] in _SPACE:
        index += 1
    return index


def delimiter_of(text: str) -> str:
    r"""Return what parts the cells of a CSV that a user wrote: a semicolon where spreadsheets write one, else a comma.

    >>> delimiter_of("phrase;value\nAcme, Inc.;acme:1"), delimiter_of("phrase,note\nAcme,old; new")
    (';', ',')
    """
    header = text.partition("\n")[0]
    return ";" if ";" in header and "," not in header else ","


def _from_csv(text: str, name: str) -> Lexicon:
    reader = csv.DictReader(io.StringIO(text, newline=""), restkey="", delimiter=delimiter_of(text))
    rows: list[dict[str, str]] = []
    begins: list[int] = []
    try:
        for row in reader:
            rows.append({key: held for key, held in row.items() if key and held})
            begins.append(reader.line_num - sum(len(_LINE_END.findall(held)) for held in rows[-1].values()))
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
    numbered = zip(begins, itertools.count(2), rows, strict=False)
    return _lexicon(name, settled.get("type"), [settled.get("language", "*")], numbered)


def _lexicon(name: str, type_: str | None, languages: Iterable[str], rows: Iterable[_Row]) -> Lexicon:
    entries: list[Entry] = []
    for line, number, row in rows:
        try:
            more = {key: held for key, held in row.items() if key not in _FIELDS} or EMPTY
            phrases, value = row.get("phrase", ""), row.get("value", "")
            if isinstance(phrases, list) and phrases:
                more = freeze(more, "Entry.data")  # once for all
                entries += [Entry(phrase=phrase, value=value, data=more, line=line) for phrase in phrases]
            else:
                entries.append(Entry(phrase=phrases, value=value, data=more, line=line))
        except ModelError as error:
            raise ParseError(error.message, where=f"{name}, row {number}", advice=error.advice) from error
    try:
        return Lexicon(name=name, type=type_ or "", entries=entries, languages=tuple(languages))
    except ModelError as error:
        raise ParseError(error.message, where=name, advice=error.advice) from error
