"""`seedlib parse`."""

import gzip
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from seedlib.components import Parser

from .conftest import STORY, Ran


def test_a_person_sees_the_parts_of_the_text(run: Callable[..., Ran], story: Path) -> None:
    """And nothing of claims."""
    ran = run("parse", story)
    assert (ran.status, ran.said) == (0, "")
    for words in ("Dam talks stall", "by Ana Ito", "Blocks: ", "byline", "paragraph"):
        assert words in ran.text
    assert "Claims" not in ran.text


def test_text_is_to_the_letter(run: Callable[..., Ran], story: Path) -> None:
    """Byte by byte."""
    assert run("parse", story, "-f", "text").text == STORY


def test_texts_stand_apart(run: Callable[..., Ran], story: Path) -> None:
    """By a blank line."""
    assert run("parse", story, story, "-f", "text").text == f"{STORY}\n\n{STORY}"


def test_the_article_alone_is_its_title_and_main_text(run: Callable[..., Ran], story: Path) -> None:
    """Bylines and other furniture are left out."""
    title, _, _, body = STORY.splitlines()
    assert run("parse", story, "-f", "main").text == f"{title}\n\n{body}\n"


def test_lines_of_json_are_not_analyzed(run: Callable[..., Ran], story: Path) -> None:
    """They have no claims."""
    held = json.loads(run("parse", story, "-f", "jsonl").text)
    assert (held["text"], held["claims"]) == (STORY, [])


def test_any_exporter_will_do(run: Callable[..., Ran], story: Path, tmp_path: Path) -> None:
    """The tables of documents and blocks, say."""
    assert run("parse", story, "-f", "csv", "-o", f"{tmp_path}/out/").status == 0
    assert "Dam talks stall" in (tmp_path / "out" / "documents.csv").read_text("utf-8")


def test_bad_input_does_not_stop_the_others(run: Callable[..., Ran], story: Path, tmp_path: Path) -> None:
    """The status is 1."""
    ran = run("parse", tmp_path / "absent.txt", story, "-f", "text")
    assert (ran.status, ran.text) == (1, STORY)
    assert "absent.txt: found no such file" in ran.said
    assert "absent.txt: not read" in run("parse", tmp_path / "absent.txt").text


def test_explain_shows_who_accepts_what_and_why(
    run: Callable[..., Ran], story: Path, stdin: Callable[[bytes], None], tmp_path: Path
) -> None:
    """With how the text was decoded, and who was asked in vain."""
    stdin(b'{"text": "Rain."}\n')
    ran = run("parse", "--explain", story, "-", tmp_path / "absent.txt")
    assert ran.status == 1
    assert "read by seedlib:text\nencoding utf-8, known by the bytes, which are valid UTF-8\nasked too, and not theirs: brat" in ran.text
    assert f"its name ends in {story.suffix}" in ran.text
    assert "<stdin>\n=======\nread by seedlib:json" in ran.text
    assert f"seedlib: error: {tmp_path}/absent.txt: found no such file (check the path)\n" == ran.said


#: Label, the file's name, its bytes, further words, what is shown.
EXPLAINED = [
    ("magic bytes", "a", b"%PDF-1.7\n", [], "it begins with %PDF-1.7"),
    ("bytes that cannot be shown", "a.gz", gzip.compress(b"Rain fell."), [], "it begins with the bytes 1f 8b 08 00"),
    ("an element", "a", b"<?xml version='1.0'?>\n<!-- x --><rss><channel/></rss>", [], "it begins with <rss"),
    ("a media type", "a", b"# Rain\n\nIt fell.", ["--media-type", "text/markdown"], "it is declared as text/markdown"),
    ("a name", "a.md", b"# Rain\n\nIt fell.", [], "its name ends in .md"),
    ("nothing", "a.log", b"Rain fell.", [], "nothing speaks against it"),
    ("what nobody reads", "a.txt", b"\x89PNG\r\n\x1a\n", [], "not read: found a picture, expected text (run text recognition on it first)"),
    ("what cannot be read", "a.txt", b"  ", [], "read by seedlib:text, in vain: found nothing but white space"),
    (
        "a wrong declaration",
        "a.xml",
        b"<?xml version='1.0' encoding='cp1252'?><nitf><body><p>Caf\xc3\xa9s close.</p></body></nitf>",
        [],
        "declared as cp1252, but",
    ),
]


@pytest.mark.parametrize("case", EXPLAINED, ids=lambda case: case[0])
def test_explain_says_why(run: Callable[..., Ran], tmp_path: Path, case: tuple[str, str, bytes, list[str], str]) -> None:
    """The bytes, the first element, the media type, the suffix."""
    _, name, held, words, shown = case
    (tmp_path / name).write_bytes(held)
    assert shown in " ".join(run("parse", "--explain", tmp_path / name, *words).text.split())


def test_explain_looks_into_archives(run: Callable[..., Ran], tmp_path: Path) -> None:
    """Each part has its parser; each text its encoding; what is lost is named."""
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("b.txt", "Caf\xe9s close.".encode("utf-8-sig"))
        archive.writestr("c.md", "# Rain\n\nIt fell.")
        archive.writestr("d.csv", "x")
    shown = " ".join(run("parse", "--explain", tmp_path / "a.zip").text.split())
    for words in ("read by seedlib:zip: 2 documents", "b.txt utf-8 a byte order mark", "c.md seedlib:markdown suffix", "Not read", "d.csv"):
        assert words in shown


def test_explain_says_what_was_asked_for(run: Callable[..., Ran], story: Path) -> None:
    """`--parser` decides."""
    words = ("parse", "--explain", story, "--parser", "markdown")
    assert "read by seedlib:markdown (--parser)" in (shown := run(*words).text)
    out = story.with_name("why.txt")
    assert (run(*words, "-o", out).text, out.read_text("utf-8")) == ("", shown)


def test_explain_shows_a_parser_that_raises(run: Callable[..., Ran], installed: Callable[..., None], story: Path) -> None:
    """And goes on with the others."""

    def accepts(head: bytes, hint: object) -> object:
        raise ValueError("no luck")

    installed(parsers=[Parser(name="bad", accepts=accepts, parse=lambda stream, hint, context: ())])
    ran = run("parse", "--explain", story)
    assert "it raised ValueError: no luck" in ran.text
    assert "read by seedlib:text" in ran.text


def test_explain_says_when_nobody_accepts(run: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An input that is no text."""
    monkeypatch.setattr("seedlib.dispatch.acceptances", lambda *_: ())
    (tmp_path / "x").write_bytes(b"\0")
    assert "no parser accepts it" in run("parse", "--explain", tmp_path / "x").text
