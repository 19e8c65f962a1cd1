"""A report as a page: whole, by itself, each number with its claims, and no word that is more than a word."""

from __future__ import annotations

import io
import subprocess
import sys
from base64 import b64encode
from hashlib import sha256
from importlib.resources import files
from urllib.parse import parse_qs

import pytest
import regex

import seedlib
from seedlib.corpus import report, write_report
from seedlib.corpus.reporting.cells import FIRMNESS, KINDS
from seedlib.errors import MissingExtraError
from seedlib.exporting.page.visible import shown
from seedlib.model import CLAIM_KINDS, MODALITIES, Actor, Analysis, Claim, Document, Span
from tests.exporting.page.hostile import ATTACKS, hostile, hostile_input

from .making import ADA, BRUNO, NORWAY, said, story, written
from .reading import Page
from .test_report import STORIES

#: All elements that the templates have.
ELEMENTS = frozenset(
    {
        "html", "head", "meta", "title", "style", "body", "a", "header", "h1", "h2", "h3", "span", "nav", "ol", "ul", "li", "main", "p",
        "dl", "dt", "dd", "div", "section", "bdi", "strong", "i", "q", "code", "details", "summary", "form", "label", "select", "option",
        "input", "button", "table", "caption", "thead", "tbody", "tr", "th", "td", "script", "figure",
        "svg", "g", "rect", "line", "text", "desc", "defs", "marker", "path", "circle",
    }
)  # fmt: skip


def held_by(wanted: dict[str, str], claim: dict[str, str]) -> bool:
    """Say whether a claim's element has what a filter wants, as the script does."""
    for name, value in wanted.items():
        held = claim[f"data-{name}"]
        if name in {"speaker", "about"}:
            fits = value in held.split(" ")
        elif name == "date":
            fits = held == value[1:] if value.startswith("=") else held.startswith(value)
        else:
            fits = held == value
        if not fits:
            return False
    return True


def test_a_page_is_whole() -> None:
    """Every element is closed, every id is one, every link within the page leads somewhere, every label names something."""
    found = Page(written(*STORIES, hostile_input()))
    ids = found.attributes("id")
    assert found.open == []
    assert sorted(ids) == sorted(set(ids))
    assert {held[1:] for held in found.attributes("href") if held.startswith("#")} - set(ids) == set()
    assert {*found.attributes("aria-labelledby"), *found.attributes("aria-describedby")} - set(ids) == set()


def test_each_number_leads_to_as_many_claims() -> None:
    """By its filter; and by its anchor to a place that is there."""
    text = written(*STORIES, *(story(f"m{number}", said(0, ADA, about=[NORWAY]), published="2019-03") for number in range(4)))
    claims = [held for _, held in Page(text).elements if "data-kind" in held]
    links = regex.findall(r'<a href="#([\w-]+)" data-show="([^"]*)">([\d,]+)</a>', text)
    assert len(links) > 40
    for _, show, count in links:
        wanted = {name: values[0] for name, values in parse_qs(show.replace("&amp;", "&")).items()}
        assert (show, sum(held_by(wanted, claim) for claim in claims)) == (show, int(count))


def test_a_page_has_what_the_report_has() -> None:
    """Names, outlets, dates, problems, and each claim with where it stands."""
    text = Page(written(*STORIES, title="Dams & ports")).text
    for words in (
        *("Dams & ports", "Ada Poe", "Bruno Falk", "Norway", "warning", "possible", "speaker not known", "author not named"),
        *("The Ledger", "dock.example", "outlet not known", "Jun 2024", "2024, not stated more exactly", "no date", "mojibake"),
        *("1 of 4 documents have no date and are not drawn", "line 1", "the author’s own", "who speaks", "about whom"),
    ):
        assert words in text


def test_actors_of_one_name_are_told_apart() -> None:
    """By a number, and the page says why."""
    text = Page(written(story("1", said(0, BRUNO)), story("2", said(0, BRUNO, about=[NORWAY])))).text
    assert "Bruno Falk (2)" in text
    assert "Actors of one name" in text
    assert "Actors of one name" not in Page(written(story("1", said(0, ADA)))).text


def test_a_short_list_says_so() -> None:
    """How many claims it holds, of how many; the numbers stay."""
    text = Page(written(*STORIES, listed=2)).text
    assert "This list holds 2 of 6 claims" in text
    assert "This list holds" not in Page(written(*STORIES)).text


def test_a_list_may_hold_nothing() -> None:
    """The numbers stay, and lead to where it says so."""
    found = Page(written(*STORIES, listed=0))
    assert "This list holds 0 of 6 claims" in found.text
    assert "No claim was found" not in found.text
    assert ("Ada Poe" in found.text, found.attributes("data-kind")) == (True, [])


def test_what_came_twice_and_what_failed_is_told() -> None:
    """In words."""
    text = Page(written(STORIES[0], STORIES[0], hostile_input("no.txt"))).text
    assert "1 document came a second time and is counted once." in text
    assert "not read no.txt" in text


@pytest.mark.parametrize("results", [(), (Analysis(document=Document(text="It rains.", published="2024-06-24")),)], ids=["none", "one"])
def test_nothing_is_a_page_too(results: tuple[Analysis, ...]) -> None:
    """It says that there is nothing."""
    found = Page(written(*results))
    assert f"No claim was found in {len(results)} document" in found.text
    assert found.open == []
    ids = found.attributes("id")
    assert {held[1:] for held in found.attributes("href") if held.startswith("#")} - set(ids) == set()


def test_the_policy_allows_the_page_s_own_style_and_script_alone() -> None:
    """By their digests: neither can be changed, and no other runs."""
    text = written(hostile())
    digests = {}
    for name in ("style", "script"):
        (held,) = regex.findall(rf"(?s)<{name}>(.*?)</{name}>", text)
        digests[name] = b64encode(sha256(held.encode()).digest()).decode()
    policy = regex.search(r'Content-Security-Policy" content="([^"]*)"', text)
    allowed = f"style-src 'sha256-{digests['style']}'; script-src 'sha256-{digests['script']}'"
    assert policy is not None
    assert policy[1] == f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"


def test_nothing_is_fetched() -> None:
    """No element and no rule of the style names another file."""
    text = written(hostile())
    (style,) = regex.findall(r"(?s)<style>(.*?)</style>", text)
    assert regex.search(r"url\(|@import|src:", style) is None
    names = [name for _, held in Page(text).elements for name in held]
    assert {"src", "srcset", "action", "background", "poster", "data", "xlink:href"} & set(names) == set()


@pytest.mark.parametrize("attack", [*ATTACKS, " ".join(ATTACKS)])
def test_hostile_words_stay_words(attack: str) -> None:
    """In texts, names, ids, outlets, addresses, failures and the title: no element, attribute or address comes of them."""
    target = io.BytesIO()
    write_report(report([hostile(attack), hostile(f"{attack} "), hostile_input(attack)]), target, title=attack)
    found = Page(target.getvalue().decode())
    assert found.open == []
    assert {tag for tag, _ in found.elements} - ELEMENTS == set()
    assert [tag for tag, _ in found.elements].count("script") == 1
    assert {name for _, held in found.elements for name in held if name.startswith("on") or name == "style"} == set()
    assert [held for held in found.attributes("href") if not regex.match(r"#|https://example\.org/", held)] == []
    assert [held for held in found.attributes("id") if not regex.fullmatch(r"[\w-]+", held)] == []
    assert [held for held in found.attributes("class") if not regex.fullmatch(r"[\w -]+", held)] == []
    assert found.others == []


def test_only_addresses_of_the_web_are_links() -> None:
    """Others are left out; the claim stays."""
    for url in ("javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "https://example.org/ok"):
        text = written(Analysis(document=Document(text="It rains.", url=url), claims=[Claim(content=[Span(0, 2)])]))
        outside = [held for held in Page(text).attributes("href") if not held.startswith("#")]
        assert outside == (["https://example.org/ok#:~:text=It"] if url.startswith("https") else [])


def test_characters_that_act_are_shown() -> None:
    """A name that turns its surroundings around is isolated, and what has no picture gets one."""
    actor = Actor(id="doc:x", name="\u202eevil\x00")
    given = Analysis(document=Document(text="abc"), actors=[actor], claims=[Claim(content=[Span(0, 1)], speakers=["doc:x"])])
    text = written(given)
    assert "\u202e" not in text
    assert "\x00" not in text
    assert f"<bdi>{shown(actor.name)}</bdi>" in text


def test_a_line_of_two_million_characters_is_cut() -> None:
    """A page does not grow with the words of a claim."""
    text = "<b>x" * 500_000
    page = written(Analysis(document=Document(text=text), claims=[Claim(content=[Span(0, len(text))])]))
    assert len(page) < 60_000


def test_kinds_of_plugins_have_a_place() -> None:
    """Beside the library's, in a colour that they share."""
    text = written(story("1", said(0, ADA, kind="acme:pledge"), said(1, ADA)))
    assert 'data-kind="acme:pledge"' in text
    assert "mark-other" in text


def test_the_page_is_the_same_each_time() -> None:
    """No time and no place of the run is in it."""
    assert written(*STORIES) == written(*STORIES)


def test_without_the_library_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """And nothing is written."""
    monkeypatch.setitem(sys.modules, "jinja2", None)
    target = io.BytesIO()
    with pytest.raises(MissingExtraError, match=regex.escape("seedlib[pages]")):
        write_report(report([]), target)
    assert target.getvalue() == b""


def test_numbers_need_no_library() -> None:
    """Writing the page does."""
    code = "import sys, io; from seedlib.corpus import report, write_report\nfound = report([])\nassert 'jinja2' not in sys.modules\n"
    code += "write_report(found, io.BytesIO()); assert 'jinja2' in sys.modules and 'numpy' not in sys.modules"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr == ""


def test_kinds_and_modalities_are_those_of_claims_and_have_their_colours() -> None:
    """One that the model gets must find its place in the order of a reader, and its class in the style."""
    assert (frozenset(KINDS), frozenset(FIRMNESS)) == (CLAIM_KINDS, MODALITIES)
    style = files("seedlib.corpus.reporting").joinpath("report.css").read_text("utf-8")
    assert set(regex.findall(r"\.mark-([a-z]+)", style)) == {*KINDS, *FIRMNESS, "other"}


def test_where_namesakes_stand_apart_the_page_says_how_they_are_joined() -> None:
    """Both options are named; a reader of one matter's texts wants the first."""
    texts = ("Ada Poe said that it rained.", "Ada Poe said that it snowed.")
    results = [seedlib.analyze(seedlib.Document(id=text, text=text)) for text in texts]
    for least, expected in ((0.7, True), (0.6, False)):
        target = io.BytesIO()
        write_report(report(results, least=least), target)
        told = "<code>--least 0.6</code> joins" in target.getvalue().decode()
        assert told is expected, least
