"""The page as a file: whole, by itself, and with no word in it that is more than a word."""

import io
import subprocess
import sys
import weakref
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import regex

import seedlib
from seedlib.components import Context
from seedlib.errors import MissingExtraError
from seedlib.exporting.page import write_html
from seedlib.exporting.page.visible import shown
from seedlib.model import Actor, Analysis, Block, Claim, Document, Span, Unread
from tests.exporting.page.hostile import ATTACKS, hostile, hostile_input

#: All elements that the templates have.
ELEMENTS = frozenset(
    {
        "html", "head", "meta", "title", "style", "body", "a", "header", "h1", "h2", "h3", "h4", "span", "nav", "ol", "ul",
        "li", "main", "article", "p", "dl", "dt", "dd", "div", "section", "bdi", "b", "i", "code", "blockquote", "details",
        "summary", "form", "label", "select", "option", "output", "button", "table", "thead", "tbody", "tr", "th", "td",
        "script",
    }
)  # fmt: skip

#: Elements that have no end.
VOID = {"meta"}


class Page(HTMLParser):
    """What a page holds, as a browser would see it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.open: list[tuple[str, dict[str, str]]] = []
        self.texts: list[tuple[list[tuple[str, dict[str, str]]], str]] = []
        self.others: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: held or "" for name, held in attrs}))
        if tag not in VOID:
            self.open.append(self.elements[-1])

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(([*self.open], data))

    def handle_comment(self, data: str) -> None:
        self.others.append(data)

    def attributes(self, name: str) -> list[str]:
        """Return the values of an attribute."""
        return [held[name] for _, held in self.elements if name in held]

    def text(self, cls: str, *, without: str = "no such class") -> str:
        """Return the text in elements of a class."""

        def has(stack: list[tuple[str, dict[str, str]]], name: str) -> bool:
            return any(name in held.get("class", "").split() for _, held in stack)

        return "".join(data for stack, data in self.texts if has(stack, cls) and not has(stack, without))


def written(*results: Analysis | Unread) -> str:
    """Return the page of some results."""
    target = io.BytesIO()
    write_html(iter(results), target, Context())
    return target.getvalue().decode()


def page(*results: Analysis | Unread) -> Page:
    """Return the page of some results, read."""
    return Page(written(*results))


def test_a_page_is_whole(analysis: Analysis, unread: Unread) -> None:
    """Every element is closed, every id is one, every link within the page leads somewhere, every label names something."""
    found = page(analysis, unread, analysis)
    ids = found.attributes("id")
    assert found.open == []
    assert sorted(ids) == sorted(set(ids))
    assert {held[1:] for held in found.attributes("href") if held.startswith("#")} - set(ids) == set()
    assert {name for held in found.attributes("aria-labelledby") for name in held.split()} - set(ids) == set()


def test_a_page_has_what_the_analysis_has(analysis: Analysis) -> None:
    """Text, metadata, claims with where they are from, actors, problems, notices and failures."""
    text = " ".join(data for _, data in page(analysis).texts)
    for words in (
        *("Dam talks", "Ana Ito", "The Ledger", "The Weekly", "2024-06-24", "2024-06-25", "dam.txt"),
        *("will not sign", "commitment", "negative", "probable", "if rain falls", "seedlib:rules", "trailing", "acme:horizon"),
        *("Ruta Voss", "LTU", "doc:ruta-voss", "Voss", "minister", "stray-space", "a space stands before the comma", "two encodings"),
        *("extra-absent", "Something is absent.", "acme:check", "found 1, expected 2", "mend it", "line 3"),
    ):
        assert words in text


def test_an_input_that_was_not_read_is_told(unread: Unread) -> None:
    """With its name and why."""
    text = " ".join(data for _, data in page(unread).texts)
    assert "empty.txt" in text
    assert "found an empty file" in text


def test_claims_of_several_documents_have_addresses_of_their_own(analysis: Analysis) -> None:
    """The first document's need no number, whether others follow or not."""
    ids = page(analysis, analysis).attributes("id")
    assert {"claim-c0", "claim-c1", "about-claim-c1", "d2-claim-c0", "d2-claim-c1", "about-d2-claim-c1"} <= set(ids)


def test_documents_are_listed_where_there_are_several(analysis: Analysis, unread: Unread) -> None:
    """With a link each."""
    assert [href for href in page(analysis, unread).attributes("href") if regex.fullmatch(r"#d\d", href)] == ["#d1", "#d2"]
    assert [href for href in page(analysis).attributes("href") if regex.fullmatch(r"#d\d", href)] == []


def test_nothing_is_a_page_too() -> None:
    """It says that there is nothing."""
    assert "There are no documents." in written()


def test_overlapping_and_nested_claims_are_drawn_without_nesting() -> None:
    """Each piece of text stands in one element, which knows all claims over it."""
    claims = [
        Claim(content=[Span(0, 12)], id="a"),
        Claim(content=[Span(7, 20)], id="b"),
        Claim(content=[Span(8, 10)], cue=[Span(0, 3)], id="c"),
    ]
    found = page(Analysis(document=Document(text="0123456789abcdefghijkl"), claims=claims))
    marked = [(held["data-c"], data) for stack, data in found.texts for tag, held in stack[-1:] if tag == "span" and "data-c" in held]
    assert marked == [
        ("0:content 2:cue", "012"),
        ("0:content", "3456"),
        ("0:content 1:content", "7"),
        ("0:content 1:content 2:content", "89"),
        ("0:content 1:content", "ab"),
        ("1:content", "cdefghij"),
    ]


def test_the_policy_allows_the_page_s_own_style_and_script_alone() -> None:
    """By their digests: neither can be changed, and no other runs."""
    text = written(hostile())
    policy = regex.search(r'Content-Security-Policy" content="([^"]*)"', text)
    assert policy is not None
    digests = {}
    for name in ("style", "script"):
        (held,) = regex.findall(rf"(?s)<{name}>(.*?)</{name}>", text)
        digests[name] = b64encode(sha256(held.encode()).digest()).decode()
    allowed = f"style-src 'sha256-{digests['style']}'; script-src 'sha256-{digests['script']}'"
    assert policy[1] == f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"


def test_nothing_is_fetched() -> None:
    """No element and no rule of the style names another file."""
    text = written(hostile())
    (style,) = regex.findall(r"(?s)<style>(.*?)</style>", text)
    assert regex.search(r"url\(|@import|src:", style) is None
    found = Page(text)
    assert [
        name for _, held in found.elements for name in held if name in {"src", "srcset", "action", "background", "poster", "data"}
    ] == []


@pytest.mark.parametrize("attack", [*ATTACKS, " ".join(ATTACKS)])
def test_hostile_words_stay_words(attack: str) -> None:
    """In the text, in names, ids, rules, failures, addresses: no element, attribute or address comes of them."""
    text = written(hostile(attack), hostile_input(attack))
    found = Page(text)
    assert found.open == []
    assert regex.findall(r"[\p{Cc}--[\t\r\n]]|[\u202a-\u202e]", text, regex.VERSION1) == []
    assert {tag for tag, _ in found.elements} - ELEMENTS == set()
    assert [tag for tag, _ in found.elements].count("script") == 1
    assert {name for _, held in found.elements for name in held if name.startswith("on") or name == "style"} == set()
    assert [held for held in found.attributes("href") if not regex.match(r"#|https://example\.org/", held)] == []
    assert [held for held in found.attributes("id") if not regex.fullmatch(r"[\w:.-]+", held)] == []
    assert found.others == []


@pytest.mark.parametrize("attack", ATTACKS)
def test_hostile_words_are_shown_to_the_letter(attack: str) -> None:
    """What the article says is what the page says."""
    found = page(Analysis(document=Document(text=attack), claims=[Claim(content=[Span(2, 9)]), Claim(content=[Span(5, 12)])]))
    assert found.text("text", without="n").strip().removeprefix("Text").strip() == shown(attack).strip()


def test_bidirectional_text_keeps_to_itself() -> None:
    """Every name stands in an element of its own that isolates it, every block has its own direction."""
    text = "שלום said מרחבא."
    actor = Actor(id="doc:x", name="שרה")
    given = Analysis(document=Document(text=text, blocks=[Block(kind="paragraph", span=Span(0, len(text)))]), actors=[actor],
                     claims=[Claim(content=[Span(0, 4)], speakers=["doc:x"])])  # fmt: skip
    found = page(given)
    assert [stack[-1][0] for stack, data in found.texts if data == "שרה" and stack[-1][0] != "option"] == ["bdi", "bdi"]
    assert "auto" in found.attributes("dir")


def test_a_line_of_two_million_characters_is_written() -> None:
    """Once, whole."""
    text = "<b>x" * 500_000
    found = page(Analysis(document=Document(text=text), claims=[Claim(content=[Span(4, 1_999_999)])]))
    assert sum(data.count("<b>x") for _, data in found.texts) >= 499_999
    assert len("".join(data for _, data in found.texts)) < 2_100_000


def test_documents_are_taken_one_by_one() -> None:
    """When one is asked for, none is held but the one before."""
    alive, made = [], []

    def results() -> Iterator[Analysis]:
        for _ in range(4):
            alive.append(sum(held() is not None for held in made))
            one = hostile()
            made.append(weakref.ref(one))
            yield one
            del one

    write_html(results(), io.BytesIO(), Context())
    assert alive == [0, 1, 1, 1]


def test_the_page_is_the_same_each_time(analysis: Analysis) -> None:
    """No time and no place of the run is in it."""
    assert written(analysis, hostile()) == written(analysis, hostile())


def test_without_the_library_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """And nothing is written."""
    monkeypatch.setitem(sys.modules, "jinja2", None)
    target = io.BytesIO()
    with pytest.raises(MissingExtraError, match=regex.escape("seedlib[pages]")):
        write_html([], target, Context())
    assert target.getvalue() == b""


def test_kept_results_are_shown_without_being_analyzed_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A line of the wire format is taken as it is: what no component would find is on the page, and what they would find is not."""
    from seedlib.cli import main

    given = Analysis(
        document=Document(text="Ada Poe said that it rains.", id="d"), claims=[Claim(content=[Span(0, 3)], kind="threat", id="kept")]
    )
    kept = tmp_path / "out.jsonl"
    kept.write_text(seedlib.dumps(given) + "\n", "utf-8", newline="\n")
    out = tmp_path / "page.html"
    assert main(["read", str(kept), "-f", "html", "-o", str(out)]) == 0
    found = Page(out.read_text("utf-8"))
    assert [held for held in found.attributes("id") if held.startswith("claim-")] == ["claim-kept"]
    assert found.attributes("data-kind") == ["threat"]


def test_the_page_needs_no_more_than_its_extra() -> None:
    """Loading the exporter loads no template library; writing does."""
    code = "import sys, io, seedlib.exporting.page as page; from seedlib.components import Context\nassert 'jinja2' not in sys.modules\n"
    code += "page.write_html([], io.BytesIO(), Context()); assert 'jinja2' in sys.modules and 'numpy' not in sys.modules"
    done: Any = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr == ""
