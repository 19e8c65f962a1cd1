"""The tables, indexes, views and search of an SQLite file of results, as SQL.

Rules:

- The columns are those of `dictionary`; lists, spans and words by name are JSON, truth is 0 or 1.
- Ids are the text's, and stand in a database as often as they like: two files may be the same text. So each row has a key, a whole
  number, and the columns that end in `_key` refer to it. Those are always right, whatever an analysis says.
- `claim_actors` and `spans` say once more, a row each, what columns of `claims` have as lists.
- What is indexed and searched is filled at the end (`FINISHING`), when all rows are there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from seedlib.exporting.dictionary import Column, Holds, columns_of
from seedlib.exporting.rows import TABLES

__all__ = ["APPLICATION_ID", "FINISHING", "KEYS", "OWN_TABLES", "creating", "insertion", "quoted"]

#: What tells a database of ours by its first bytes (`PRAGMA application_id`): "seed".
APPLICATION_ID = 0x73656564

#: The key of each table.
KEYS: Mapping[str, str] = {
    "documents": "document_key",
    "blocks": "block_key",
    "problems": "problem_key",
    "actors": "actor_key",
    "mentions": "mention_key",
    "claims": "claim_key",
    "notices": "notice_key",
    "failures": "failure_key",
}

_OF_DOCUMENT = "document_key INTEGER {}REFERENCES documents (document_key)"

#: What else refers to a row of another table, or says where a result stood.
_REFERENCES: Mapping[str, tuple[str, ...]] = {
    "documents": (),
    "mentions": (_OF_DOCUMENT.format("NOT NULL "), "actor_key INTEGER REFERENCES actors (actor_key)"),
    "claims": (_OF_DOCUMENT.format("NOT NULL "), "within_key INTEGER REFERENCES claims (claim_key)"),
    "failures": ("result INTEGER NOT NULL", _OF_DOCUMENT.format("")),
}

_TYPES: Mapping[Holds, str] = {"integer": "INTEGER", "number": "REAL", "truth": "INTEGER"}

#: Tables that only a database has: a row a speaker, addressee or target; and a row a span.
OWN_TABLES: Mapping[str, tuple[str, ...]] = {
    "claim_actors": (
        "claim_key INTEGER NOT NULL REFERENCES claims (claim_key)",
        "actor_key INTEGER REFERENCES actors (actor_key)",
        "role TEXT NOT NULL",
        "position INTEGER NOT NULL",
        "actor TEXT NOT NULL",
        "name TEXT NOT NULL",
    ),
    "spans": (
        "claim_key INTEGER NOT NULL REFERENCES claims (claim_key)",
        "role TEXT NOT NULL",
        "position INTEGER NOT NULL",
        "start INTEGER NOT NULL",
        '"end" INTEGER NOT NULL',
        "words TEXT NOT NULL",
    ),
    "meta": ("name TEXT PRIMARY KEY", "value TEXT"),
}

_INDEXED = (
    ("documents", "document"), ("documents", "published"), ("blocks", "document_key"), ("problems", "document_key"), ("problems", "kind"),
    ("actors", "document_key"), ("actors", "actor"), ("actors", "name"), ("mentions", "document_key"), ("mentions", "actor_key"),
    ("claims", "document_key"), ("claims", "claim"), ("claims", "kind"), ("claims", "within_key"), ("notices", "document_key"),
    ("failures", "document_key"), ("failures", "result"), ("claim_actors", "claim_key"), ("claim_actors", "actor_key"),
    ("claim_actors", "actor"), ("spans", "claim_key"),
)  # fmt: skip

#: Who makes a claim, in words: the speakers' names, else the source's words, else the author, else nobody.
_WHO = """
    CASE
        WHEN claims.speaker_names <> '[]' THEN (SELECT group_concat(value, ', ') FROM json_each(claims.speaker_names))
        WHEN claims.source <> '' THEN claims.source
        WHEN claims.by_author THEN 'the author'
    END AS who
"""

_ABOUT = """
    claims.kind, claims.modality, claims.polarity, claims.content, claims.condition, claims.time, claims.quotation, claims.by_author,
    claims.confidence, claims.line, documents.title, documents.publisher, documents.published, documents.url,
    claims.document_key, claims.claim_key
"""

#: What is made of the rows when all are there: indexes, search, views.
FINISHING: tuple[str, ...] = (
    *(f"CREATE INDEX {table}_{column} ON {table} ({column})" for table, column in _INDEXED),
    """CREATE VIRTUAL TABLE documents_fts USING fts5 (
        title, text, content='documents', content_rowid='document_key', tokenize='unicode61 remove_diacritics 2')""",
    "INSERT INTO documents_fts (documents_fts) VALUES ('rebuild')",
    """CREATE VIRTUAL TABLE claims_fts USING fts5 (
        source, content, content='claims', content_rowid='claim_key', tokenize='unicode61 remove_diacritics 2')""",
    "INSERT INTO claims_fts (claims_fts) VALUES ('rebuild')",
    f"CREATE VIEW who_says_what AS SELECT {_WHO}, {_ABOUT} FROM claims JOIN documents USING (document_key)",  # noqa: S608  # of ours alone
    f"""CREATE VIEW claims_by_actor AS
        SELECT claim_actors.role, claim_actors.name, claim_actors.actor, actors.kind AS actor_kind, actors.country, {_ABOUT}, actor_key
        FROM claim_actors JOIN claims USING (claim_key) JOIN documents USING (document_key) LEFT JOIN actors USING (actor_key)""",  # noqa: S608  # of ours alone
)


def quoted(name: str) -> str:
    """Return a name as SQL writes it, whatever it is.

    >>> print(quoted('a "name" of theirs'))
    "a ""name"" of theirs"
    """
    return '"' + name.replace('"', '""') + '"'


def _type(column: Column) -> str:
    return f"{quoted(column.name)} {_TYPES.get(column.holds, 'TEXT')}"


def creating(spread: Sequence[str]) -> Iterator[str]:
    """Yield what makes the tables; `spread` are attributes that get a column in each."""
    for table in TABLES:
        references = _REFERENCES.get(table, (_OF_DOCUMENT.format("NOT NULL "),))
        columns = [
            f"{KEYS[table]} INTEGER PRIMARY KEY",
            *references,
            *map(_type, columns_of(table)),
            *(f"{quoted(n)} TEXT" for n in spread),
        ]
        yield f"CREATE TABLE {table} ({', '.join(columns)})"
    for table, own in OWN_TABLES.items():
        yield f"CREATE TABLE {table} ({', '.join(own)})"


def insertion(table: str, columns: Sequence[str]) -> str:
    """Return what adds a row with these columns."""
    marks = ", ".join("?" * len(columns))
    return f"INSERT INTO {table} ({', '.join(map(quoted, columns))}) VALUES ({marks})"  # noqa: S608  # names of ours, and quoted ones
