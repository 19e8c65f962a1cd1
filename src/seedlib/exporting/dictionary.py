"""The data dictionary: what every column of every table means, and what it holds; from it come the types of all files that have types.

Rules:

- The columns are those of `rows.COLUMNS`, in that order; the test of this module holds both together.
- Files whose columns are fixed before the first row is written (Parquet, SQLite) have further ones, which are marked `kept`:
  `attributes`, and what it takes to read the results back to the letter.
- Within `seedlib-tables/1` columns and tables are only added; what a column means stays.
- The page of the manual about tables is made of this: `python -m seedlib.exporting.dictionary`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

from seedlib.exporting.rows import TABLES
from seedlib.model import value

__all__ = ["DICTIONARY", "HOLDS", "VERSION", "Column", "Holds", "columns_of"]

#: The version of all tables together; it stands in the metadata of the files.
VERSION = "seedlib-tables/1"

#: What a column may hold, in the words of this library; each format has a type for each.
Holds: TypeAlias = Literal["text", "integer", "number", "truth", "texts", "spans", "words", "json"]

#: What is meant by them.
HOLDS: Mapping[Holds, str] = {
    "text": "text, or nothing",
    "integer": "a whole number, or nothing",
    "number": "a number with a fraction",
    "truth": "true or false",
    "texts": "a list of texts",
    "spans": "a list of spans: start and end in code points of the document's text, the end not included",
    "words": "texts by name: which words say what",
    "json": "JSON as text",
}

#: Names of columns that only a database has, see `database`.
RESERVED = frozenset(
    {
        "document_key", "block_key", "problem_key", "actor_key", "mention_key", "claim_key", "notice_key", "failure_key", "within_key",
        "result",
    }
)  # fmt: skip


@value  # positional: a table of many
class Column:
    """A column of a table.

    >>> column = columns_of("claims")[1]
    >>> column.name, column.holds, column.meaning
    ('claim', 'text', 'the id, unique in its document')
    """

    #: As the first line of a CSV has it.
    name: str
    #: One of `HOLDS`.
    holds: Holds
    #: In a sentence, with its unit.
    meaning: str
    #: As JSON writes it.
    example: str
    #: Whether it stands only in files whose columns are fixed before the first row.
    kept: bool = False


_DOCUMENT = Column("document", "text", "the id of the document", '"article-7"')
_ATTRIBUTES = Column(
    "attributes",
    "json",
    "what an input table has beside, and what plugins add: the further columns of `to_rows`, by name; nothing if there are none",
    '"{\\"section\\": \\"world\\"}"',
    kept=True,
)
_WIRE = "the rest of the [wire format](wire-format.md)’s line, from which the result is read back"
_LINE = "the line in which it begins, counted from 1"
_START = "where it begins, in code points of the document’s text, counted from 0"
_END = "where it ends: the first code point after it"
_CONFIDENCE = "from 0 to 1"

#: Every column of every table, in order.
DICTIONARY: Mapping[str, tuple[Column, ...]] = {
    "documents": (
        _DOCUMENT,
        Column("title", "text", "its title", '"Dam talks end"'),
        Column("authors", "texts", "who wrote it", '["Ana Ito"]'),
        Column("publisher", "text", "the site or outlet that it is from", '"The Ledger"'),
        Column("first_publisher", "text", "where it stood first, if that is said", '"The Weekly"'),
        Column("published", "text", "when: ISO 8601, as precise as it is stated", '"2024-06-24"'),
        Column("updated", "text", "when it was last changed: ISO 8601", '"2024-06-25T08:00Z"'),
        Column("language", "text", "a BCP 47 tag", '"en"'),
        Column("genre", "text", "news, opinion, release, transcript, or a plugin’s", '"news"'),
        Column("url", "text", "its address", '"https://ledger.example/dam"'),
        Column("filename", "text", "the name of the file it was read from; its path in a run over many", '"articles.jsonl"'),
        Column("part", "text", "where in that file", '"line 7"'),
        Column("uri", "text", "where the input came from, if it was no file", '"https://ledger.example/feed"'),
        Column("media_type", "text", "the input’s media type", '"application/jsonl"'),
        Column("encoding", "text", "how its bytes were decoded", '"utf-8"'),
        Column("parser", "text", "which parser read it", '"seedlib:json"'),
        Column("sha256", "text", "of the input’s bytes, in hex digits", '"9f86d081884c7d65…"'),
        Column("characters", "integer", "the length of its text, in code points", "2841"),
        Column("problems", "integer", "how many rows it has in `problems`", "2"),
        Column("actors", "integer", "how many rows it has in `actors`", "5"),
        Column("mentions", "integer", "how many rows it has in `mentions`", "19"),
        Column("claims", "integer", "how many rows it has in `claims`", "8"),
        Column("failures", "integer", "how many rows it has in `failures`", "0"),
        _ATTRIBUTES,
        Column("text", "text", "its text, to the letter: what all offsets point into", '"Dam talks end\\nRuta Voss …"', kept=True),
        Column("wire", "json", _WIRE, '"{\\"schema\\": \\"seedlib/1\\", …}"', kept=True),
    ),
    "blocks": (
        _DOCUMENT,
        Column("kind", "text", "title, heading, paragraph, list-item, quote, caption, byline, …", '"paragraph"'),
        Column("words", "text", "its text, to the letter", '"Ruta Voss will not sign."'),
        Column("start", "integer", _START, "14"),
        Column("end", "integer", _END, "38"),
        Column("line", "integer", _LINE, "2"),
        _ATTRIBUTES,
    ),
    "problems": (
        _DOCUMENT,
        Column("kind", "text", "a kind of [text problem](findings.md)", '"stray-space"'),
        Column("words", "text", "where it stands, to the letter; nothing if it is about the whole text", '" ,"'),
        Column("start", "integer", _START, "61"),
        Column("end", "integer", _END, "63"),
        Column("line", "integer", _LINE, "2"),
        Column("note", "text", "what is wrong, in a sentence", '"a space stands before the comma"'),
        Column("suggestion", "text", "what should stand there", '","'),
        _ATTRIBUTES,
    ),
    "actors": (
        _DOCUMENT,
        Column("actor", "text", "the id; those that begin with `doc:` mean something in this document alone", '"doc:ruta-voss"'),
        Column("name", "text", "what the text calls it, at its longest", '"Ruta Voss"'),
        Column("kind", "text", "person, country, organization, group, publication, place or unknown", '"person"'),
        Column("country", "text", "its country: ISO 3166 alpha-3", '"LTU"'),
        Column("roles", "texts", "what the text says it is", '["minister"]'),
        Column("aliases", "texts", "its other names", '["Voss"]'),
        Column("same_as", "texts", "further ids of the same", '["wikidata:Q37"]'),
        Column("mentions", "integer", "how many rows it has in `mentions`", "4"),
        _ATTRIBUTES,
    ),
    "mentions": (
        _DOCUMENT,
        Column("actor", "text", "who is meant: an id of `actors`", '"doc:ruta-voss"'),
        Column("name", "text", "the actor’s name", '"Ruta Voss"'),
        Column("words", "text", "the words, to the letter", '"the minister"'),
        Column("start", "integer", _START, "49"),
        Column("end", "integer", _END, "61"),
        Column("line", "integer", _LINE, "3"),
        Column("form", "text", "name, nominal or pronoun", '"nominal"'),
        Column("use", "text", "literal, or metonym where a place’s name stands for its government, people or team", '"literal"'),
        Column("confidence", "number", _CONFIDENCE, "0.92"),
        _ATTRIBUTES,
    ),
    "claims": (
        _DOCUMENT,
        Column("claim", "text", "the id, unique in its document", '"5e0f3a9c41d2"'),
        Column("kind", "text", "statement, belief, prediction, demand, commitment, threat, denial, …, or a plugin’s", '"commitment"'),
        Column("speakers", "texts", "who makes it: ids of `actors`", '["doc:ruta-voss"]'),
        Column("speaker_names", "texts", "their names, in the same order", '["Ruta Voss"]'),
        Column("by_author", "truth", "whether the document’s own author makes it", "false"),
        Column("source", "text", "the words that name who makes it; empty if none do", '"the minister"'),
        Column("cue", "text", "the words that say that it is said", '"said"'),
        Column("content", "text", "what is claimed, to the letter; pieces are joined by ` … `", '"will not sign"'),
        Column("line", "integer", "the line in which the content begins, counted from 1", "2"),
        Column("quotation", "text", "direct, indirect or mixed", '"indirect"'),
        Column("modality", "text", "asserted, probable, possible, required, desired or hypothetical", '"asserted"'),
        Column("polarity", "text", "positive or negative", '"negative"'),
        Column("condition", "text", "the words of its condition; empty if there is none", '"if rain falls"'),
        Column("time", "text", "when it was said: ISO 8601, open parts allowed", '"2025-03"'),
        Column("addressees", "texts", "to whom it is said: ids of `actors`", '["iso3166:LTU"]'),
        Column("targets", "texts", "whom it is about: ids of `actors`", '["iso3166:LTU"]'),
        Column("within", "text", "the id of the claim that it stands in: A says that B says", '"07c1d2aa93fe"'),
        Column(
            "arguments", "words", "the words that show condition, addressee, time, modality, negation", '{"condition": "if rain falls"}'
        ),
        Column("confidence", "number", "the probability that it is found with the right source", "0.93"),
        Column("rule", "text", "which rule found its content; for people, it may change with any version", '"trailing"'),
        Column("source_spans", "spans", "where the source stands", "[[49, 61]]"),
        Column("cue_spans", "spans", "where the cue stands", "[[62, 66]]"),
        Column("content_spans", "spans", "where the content stands", "[[33, 46]]"),
        _ATTRIBUTES,
    ),
    "notices": (
        _DOCUMENT,
        Column("code", "text", "for programs", '"extra-absent"'),
        Column("message", "text", "for people", '"dates are read by rules alone"'),
        Column("component", "text", "who says so", '"seedlib:rules"'),
        _ATTRIBUTES,
    ),
    "failures": (
        _DOCUMENT,
        Column("filename", "text", "the name of the file", '"articles.jsonl"'),
        Column("part", "text", "where in that file", '"line 9"'),
        Column("stage", "text", "what was being done: reading, parsing, segmentation, …", '"parsing"'),
        Column("component", "text", "who failed", '"seedlib:json"'),
        Column("error", "text", "the class of the error", '"ParseError"'),
        Column("message", "text", "what was found and what was expected", '"found broken JSON, expected an object"'),
        Column("advice", "text", "what to do next", '"mend or drop it"'),
        _ATTRIBUTES,
        Column("wire", "json", f"{_WIRE}; in the first row of an input that gave no document", '"{\\"schema\\": …}"', kept=True),
    ),
}


def columns_of(table: str, *, kept: bool = True) -> tuple[Column, ...]:
    """Return the columns of a table in order, with or without those that only files of fixed columns have.

    >>> [column.name for column in columns_of("notices")]
    ['document', 'code', 'message', 'component', 'attributes']
    >>> [column.name for column in columns_of("notices", kept=False)]
    ['document', 'code', 'message', 'component']

    Args:
        table: one of `rows.TABLES`.
        kept: whether those are wanted too.
    """
    return tuple(column for column in DICTIONARY[table] if kept or not column.kept)


def as_markdown(table: str) -> str:
    """Return the columns of a table as a table of Markdown, as the manual has it.

    >>> print(as_markdown("notices").partition("| `message`")[0])
    | column | holds | meaning | example |
    |---|---|---|---|
    | `document` | text | the id of the document | `"article-7"` |
    | `code` | text | for programs | `"extra-absent"` |
    """
    head = "| column | holds | meaning | example |\n|---|---|---|---|\n"
    return head + "".join(
        f"| `{column.name}`{' ¹' if column.kept else ''} | {column.holds} | {column.meaning} | `{column.example}` |\n"
        for column in DICTIONARY[table]
    )


if __name__ == "__main__":
    print("\n".join(f"## {table}\n\n{as_markdown(table)}" for table in TABLES))  # noqa: T201  # made by hand
