"""All exporters at once: each keeps its contract, has its section in the manual, and writes strangers' words as words."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import zipfile
from collections.abc import Callable, Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest
import regex

from seedlib import testing
from seedlib.cli import main
from seedlib.components import Context
from seedlib.exporting import EXPORTERS
from seedlib.testing import HOSTILE
from seedlib.testing.exporters import hostile_result

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "exports.md"

#: By name.
ALL = {exporter.name: exporter for exporter in EXPORTERS}

#: The words of strangers that fit on a line of a test's output: all but the megabyte.
WORDS = HOSTILE[:-1]

#: What XML cannot hold, and is written U+FFFD.
_NOT_XML = regex.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@pytest.mark.parametrize("name", ALL)
def test_every_exporter_keeps_its_contract(name: str) -> None:
    """On texts that are meant to do harm, too; and each lets go of its results."""
    testing.check_exporter(ALL[name])
    assert ALL[name].streams


def test_every_exporter_has_its_section_and_its_row() -> None:
    """The manual has one for each, with its suffix and whether it fills a folder, and for nothing else."""
    text = PAGE.read_text("utf-8")
    assert regex.findall(r"(?m)^## (.+)$", text) == [name for name in dict.fromkeys(regex.findall(r"(?m)^## (.+)$", text)) if name in ALL]
    assert set(ALL) == set(regex.findall(r"(?m)^## (.+)$", text))
    rows = [row.split("|") for row in text.splitlines() if row.startswith("| [")]
    told = {name: (row[2].strip(), row[4].strip() != "–") for row in rows for name in regex.findall(r"\[([\w-]+)\]", row[1])}
    assert told == {name: (f"`{exporter.suffix}`", exporter.folder) for name, exporter in ALL.items()}


def test_every_exporter_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    """`seedlib plugins` knows each."""
    assert main(["plugins", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    listed = {component for plugin in told["plugins"] for component in plugin["components"]}
    assert {f"seedlib:{name}" for name in ALL} <= listed


def exported(name: str, text: str) -> bytes:
    """Return what is written of a document in which everything is called after these words."""
    target = io.BytesIO()
    ALL[name].write([hostile_result(text, "d")], target, Context())
    return target.getvalue()


class _Page(HTMLParser):
    """The elements of a page, its attributes, and the text that is not its own style and script."""

    def __init__(self) -> None:
        super().__init__()
        self.handlers: list[str] = []
        self.scripts = 0
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.scripts += tag == "script"
        self.handlers += [name for name, _ in attrs if name.startswith("on")]
        self.addresses += [held or "" for name, held in attrs if name in {"href", "src", "action"}]


def from_page(data: bytes) -> Iterator[str]:
    """Check that a page has no script but its own; its words are shown with controls as signs, which its own tests look at."""
    page = _Page()
    page.feed(data.decode())
    assert (page.scripts <= 1, page.handlers) == (True, [])
    assert [address for address in page.addresses if address.startswith("javascript:")] == []
    yield from ()


def from_lines(data: bytes) -> Iterator[str]:
    yield json.loads(data)["text"]


def from_array(data: bytes) -> Iterator[str]:
    yield json.loads(data)[0]["text"]


def from_cells(data: bytes) -> Iterator[str]:
    yield from (row["content"] for row in csv.DictReader(io.StringIO(data.decode(), newline="")) if len(row["content"]) > 1)


def from_safe_cells(data: bytes) -> Iterator[str]:
    """Yield cells without the sign that makes them safe; none begins as a formula does."""
    for cell in from_cells(data):
        assert cell[:1] not in {"=", "+", "-", "@", "\t", "\r"}
        if len(cell) > len("'="):  # the other claim's content is the first character
            yield cell.removeprefix("'")


def from_parquet(data: bytes) -> Iterator[str]:
    from pyarrow.parquet import read_table

    yield from (row["content"] for row in read_table(io.BytesIO(data)).to_pylist() if len(row["content"]) > 1)


def from_database(data: bytes) -> Iterator[str]:
    with sqlite3.connect(":memory:") as database:
        database.deserialize(data)
        yield from (content for (content,) in database.execute("SELECT content FROM claims") if len(content) > 1)
    database.close()


def from_annotations(data: bytes) -> Iterator[str]:
    for item in json.loads(data)["first"]["items"]:
        if item["motivation"] == "describing" and len(item["target"]["selector"][0]["exact"]) > 1:
            yield item["target"]["selector"][0]["exact"]


def from_archive(data: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert [Path(name).name for name in archive.namelist()] == archive.namelist()
        yield from (archive.read(name).decode() for name in archive.namelist() if name.endswith(".txt"))


def from_graph(data: bytes) -> Iterator[str]:
    graph = fromstring(data)  # noqa: S314  # our own markup
    nodes = [{held.get("key"): held.text or "" for held in node} for node in graph.findall(".//{*}node")]
    yield from (node["node.label"] for node in nodes if node["node.type"] == "claim" and node["node.by_author"] == "false")


def from_tei(data: bytes) -> Iterator[str]:
    body = fromstring(data).find(".//{*}body")  # noqa: S314  # our own markup
    assert body is not None
    yield "".join(body.itertext())


#: What reads each format back, by another's parser, and yields the texts in it.
READERS: Mapping[str, Callable[[bytes], Iterator[str]]] = {
    "brat": from_archive,
    "csv": from_safe_cells,
    "csv-exact": from_cells,
    "graphml": from_graph,
    "html": from_page,
    "json": from_array,
    "jsonl": from_lines,
    "parquet": from_parquet,
    "sqlite": from_database,
    "tei": from_tei,
    "webannotation": from_annotations,
}


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("number", range(len(WORDS)))
def test_words_of_strangers_come_out_as_words(name: str, number: int) -> None:
    """Another's parser reads the very text back; in XML with U+FFFD for what that cannot hold."""
    text: Any = WORDS[number] * 4  # longer than what is shortened
    expected = _NOT_XML.sub("\ufffd", text) if name in {"graphml", "tei"} else text
    read = list(READERS[name](exported(name, text)))
    assert read == ([] if name == "html" else [expected])


def test_all_formats_but_the_one_for_eyes_are_read_back() -> None:
    """A new one needs its reader here."""
    assert set(ALL) - {"table"} == set(READERS)


@pytest.mark.parametrize("number", range(len(WORDS)))
def test_nothing_acts_on_a_terminal(number: int) -> None:
    """No control character and no sign that turns the direction of text is left in what is for eyes."""
    written = exported("table", WORDS[number]).decode()
    assert regex.findall(r"[\p{Cc}\p{Bidi_Control}--\n]", written, regex.VERSION1) == []
