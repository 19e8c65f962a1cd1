"""A report in a real browser; see `tests.browsing` for when this is left out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from seedlib.model import Analysis
from tests.browsing import MARKS, Open, chromium, needs_axe, opening, violations
from tests.exporting.page.hostile import hostile, hostile_input

from .making import ADA, BRUNO, NORWAY, said, story, written
from .test_report import STORIES

pytestmark = MARKS


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Start Chromium once."""
    with chromium() as started:
        yield started


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Open]:
    """Open the report of some results, see `opening`."""
    with opening(browser, tmp_path / "report.html") as open_:
        yield lambda *results, listed=None, **options: open_(written(*results, listed=listed).encode(), **options)


def status(page: Any) -> str:
    """Return what the list of claims says that it shows."""
    return str(page.inner_text(".status"))


def shown(page: Any) -> int:
    """Return how many claims are shown."""
    return int(page.evaluate("[...document.querySelectorAll('.group li')].filter(one => one.checkVisibility()).length"))


def test_every_number_shows_as_many_claims(opened: Open) -> None:
    """By a click on each; the list says how many it shows and of what."""
    page = opened(*STORIES)
    found = page.evaluate("""[...document.querySelectorAll('a[data-show]')].map(link => {
        link.click();
        const claims = [...document.querySelectorAll('.group:not([hidden]) li:not([hidden])')].length;
        return [link.dataset.show, link.textContent, String(claims), document.querySelector('.status').textContent.split(' ')[0]];
    })""")
    assert len(found) > 40
    assert [held for held in found if len(set(held[1:])) > 1] == []


def test_going_back_shows_what_was_shown(opened: Open) -> None:
    """The choice stands in the address, which can be opened too."""
    page = opened(*STORIES)
    page.click("a[data-show='kind=warning']")
    page.click("a[data-show='kind=statement']")
    assert (shown(page), status(page)) == (5, "5 claims: statement")
    page.go_back()
    page.wait_for_function("document.querySelector('.status').textContent === '1 claim: warning'")
    page.go_back()
    page.wait_for_function("document.querySelector('.status').textContent === '6 claims'")
    page = opened(*STORIES, address="#show:kind=warning&polarity=negative")
    assert (shown(page), status(page)) == (0, "0 claims: warning, negative")


def test_filters_combine_and_one_button_shows_all(opened: Open) -> None:
    """Lists and words; the choice is told to screen readers."""
    page = opened(*STORIES)
    assert page.get_attribute(".status", "role") == "status"
    page.select_option("select[name=speaker]", label="Ada Poe")
    page.select_option("select[name=about]", label="Norway")
    assert (shown(page), status(page)) == (2, "2 claims: Ada Poe, Norway")
    page.fill("input[name=words]", "JUN")
    assert shown(page) == 0
    page.fill("input[name=words]", "the ledger")
    assert (shown(page), status(page)) == (2, "2 claims: Ada Poe, Norway, “the ledger”")
    page.click("button[type=reset]")
    assert (shown(page), status(page), page.input_value("input[name=words]")) == (6, "6 claims", "")


def test_dates_lead_to_their_claims(opened: Open) -> None:
    """Those that are not known, and those that are less exact than the axis, too."""
    page = opened(*STORIES[:3], story("5", said(0, ADA), published="2024"))
    for label, count in (("no date", 1), ("2024", 1), ("Jun 2024", 3)):
        page.select_option("select[name=date]", label=label)
        assert (label, shown(page)) == (label, count)


def test_marks_of_charts_lead_to_claims_too(opened: Open) -> None:
    """A part of a bar, an arrow, a column; for the pointer alone: the tables have the same numbers."""
    page = opened(*STORIES)
    page.locator(".network .arrow").first.dispatch_event("click")
    assert "Ada Poe" in status(page)
    page.locator(".columns g").first.dispatch_event("click")
    assert status(page) == "3 claims: Jun 2024"
    page.locator(".bar g[data-show] rect").first.dispatch_event("click")
    assert "Ada Poe" in status(page)


def test_a_short_list_says_what_it_leaves_out(opened: Open) -> None:
    """Of every number."""
    page = opened(*(story(str(number), *(said(place, ADA) for place in range(10))) for number in range(10)), listed=20)
    assert status(page) == "20 of 100 claims in this list"
    page.click("a[data-show^='speaker=0']")
    assert status(page) == "20 of 100 claims in this list: Ada Poe"
    page.fill("input[name=words]", "statement")
    assert status(page) == "20 claims among those in this list: Ada Poe, “statement”"


def test_a_number_of_problems_unfolds_them(opened: Open) -> None:
    """The list of their kind."""
    page = opened(*STORIES)
    page.click("section[aria-labelledby=problems] td a")
    page.wait_for_selector("details#problems-0[open]")


def test_everything_is_reached_by_keyboard(opened: Open) -> None:
    """The skip link first; a number's claims by the enter key, where the focus goes."""
    page = opened(*STORIES)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.dataset.show") == ""
    page.locator("a[data-show='kind=warning']").focus()
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.id === 'claims'")
    assert shown(page) == 1


def test_it_works_without_script(opened: Open) -> None:
    """Numbers lead to lists by speaker; what needs a script is not there."""
    page = opened(*STORIES, java_script_enabled=False)
    assert page.locator(".filters").is_hidden()
    assert page.locator(".status").is_hidden()
    href = page.locator("section[aria-labelledby=speakers] td a").first.get_attribute("href")
    assert (page.locator(f"h3{href}").text_content() or "").startswith("Ada Poe")
    assert page.locator(".group li").count() == 6


def test_hostile_words_do_nothing(opened: Open) -> None:
    """No script ran, no element came of them."""
    page = opened(hostile(), hostile_input(), *STORIES)
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    for link in page.locator("a[data-show]").all()[:10]:
        link.click()
    assert page.evaluate("window.hit") is None
    assert page.evaluate("document.querySelectorAll('img, base, textarea, iframe').length") == 0
    assert page.evaluate("document.scripts.length") == 1


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_nothing_goes_over_the_side(opened: Open, width: int) -> None:
    """On a phone as on a desk; wide tables scroll by themselves."""
    page = opened(hostile(), *STORIES, width=width)
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_labels_of_the_network_keep_apart(opened: Open) -> None:
    """As the browser draws them."""
    page = opened(*STORIES, *(story(f"m{number}", said(0, BRUNO, about=[NORWAY])) for number in range(20)))
    overlaps = """() => {
        const boxes = [...document.querySelectorAll('.network text')].map(one => one.getBoundingClientRect());
        const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
        return boxes.filter((a, i) => boxes.some((b, j) => i < j && meet(a, b))).length;
    }"""
    assert page.locator(".network text").count() > 20
    assert page.evaluate(overlaps) == 0


def test_a_printed_report_has_its_claims(opened: Open) -> None:
    """And no controls."""
    page = opened(*STORIES)
    page.emulate_media(media="print")
    assert page.locator(".filters").is_hidden()
    assert page.locator(".group li").first.is_visible()


@needs_axe
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("results", [(*STORIES, hostile(), hostile_input()), ()], ids=["much", "nothing"])
def test_axe_finds_nothing(browser: Any, tmp_path: Path, scheme: str, width: int, results: tuple[Analysis, ...]) -> None:
    """In either colours, at either width, with everything unfolded."""
    path = tmp_path / "report.html"
    path.write_text(written(*results), "utf-8")
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 800}, reduced_motion="reduce", bypass_csp=True)
    page = context.new_page()
    page.goto(path.as_uri())
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    found = violations(page)
    context.close()
    assert found == []
