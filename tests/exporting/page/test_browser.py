"""The page in a real browser; see `tests.browsing` for when this is left out."""

from __future__ import annotations

import http.server
import io
import threading
from collections.abc import Callable, Iterator
from functools import partial
from html import escape
from pathlib import Path
from typing import Any

import pytest

from seedlib.components import Context
from seedlib.exporting.page import write_html
from seedlib.exporting.page.fragments import text_link
from seedlib.exporting.page.notebook import show
from seedlib.model import Actor, Analysis, Block, Claim, Document, Mention, Provenance, Span, TextProblem, Unread
from tests.browsing import MARKS, PATIENCE, Open, chromium, needs_axe, opening, violations
from tests.exporting.page.hostile import hostile, hostile_input

pytestmark = MARKS

SENTENCES = (
    "Ruta Voss said that the dam would hold if rain fell.",
    "Bruno Falk denied that Ruta Voss had promised that the town would pay.",
    "The plan is a mistake , and it will fail.",
)


def article() -> Analysis:
    """Return three claims of two actors and the author's own, one in another, with a text problem and a condition."""
    text = "Home | News\n\nDam talks\n\n" + "\n\n".join(SENTENCES) + "\n"

    def span(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    def why(rule: str, confidence: float) -> list[Provenance]:
        return [Provenance(about="content", component="seedlib:rules", version="1", rule=rule, confidence=confidence)]

    ruta, bruno, author = "doc:ruta-voss", "doc:bruno-falk", "doc:ana-ito"
    return Analysis(
        document=Document(
            id="d",
            text=text,
            title="Dam talks",
            authors=["Ana Ito"],
            published="2024-06-24",
            language="en",
            url="https://news.example/dam",
            blocks=[
                Block(kind="boilerplate", span=span("Home | News")),
                Block(kind="title", span=span("Dam talks")),
                *(Block(kind="paragraph", span=span(sentence)) for sentence in SENTENCES),
            ],
        ),
        problems=[TextProblem(kind="stray-space", span=span(" ,"), note="a space stands before the comma", suggestion=",")],
        actors=[
            Actor(id=ruta, name="Ruta Voss", kind="person"),
            Actor(id=bruno, name="Bruno Falk", kind="person"),
            Actor(id=author, name="Ana Ito", kind="person", roles=["author"]),
        ],
        mentions=[
            Mention(span=span("Ruta Voss"), actor=ruta),
            Mention(span=span("Bruno Falk"), actor=bruno),
            Mention(span=Span(text.rindex("Ruta Voss"), text.rindex("Ruta Voss") + 9), actor=ruta),
        ],
        claims=[
            Claim(
                id="hold",
                kind="prediction",
                content=[span("that the dam would hold")],
                source=[span("Ruta Voss")],
                cue=[span("said")],
                speakers=[ruta],
                arguments={"condition": [span("if rain fell")]},
                confidence=0.93,
                provenance=why("trailing", 0.9),
            ),
            Claim(
                id="deny",
                kind="denial",
                content=[span("that Ruta Voss had promised that the town would pay")],
                source=[span("Bruno Falk")],
                cue=[span("denied")],
                speakers=[bruno],
                targets=[ruta],
                polarity="negative",
                provenance=why("labels", 0.81),
            ),
            Claim(
                id="pay",
                kind="commitment",
                content=[span("that the town would pay")],
                speakers=[ruta],
                within="deny",
                provenance=why("labels", 0.6),
            ),
            Claim(id="own", content=[span("The plan is a mistake")], by_author=True, speakers=[author], modality="asserted"),
        ],
    )


def thousand() -> Analysis:
    """Return a thousand claims in as many paragraphs."""
    sentence = "Somebody said that the port would close before the winter unless a new pier was paid for."
    text = "\n\n".join([sentence] * 1_000)
    starts = range(0, len(text), len(sentence) + 2)
    kinds = ("statement", "denial", "demand", "threat")
    claims = [
        Claim(id=f"c{n}", kind=kinds[n % 4], content=[Span(at + 14, at + 60)], source=[Span(at, at + 8)], cue=[Span(at + 9, at + 13)])
        for n, at in enumerate(starts)
    ]
    blocks = [Block(kind="paragraph", span=Span(at, at + len(sentence))) for at in starts]
    return Analysis(document=Document(text=text, title="Long", blocks=blocks), claims=claims)


def page_of(*results: Analysis | Unread) -> bytes:
    """Return the page of some results."""
    target = io.BytesIO()
    write_html(results, target, Context())
    return target.getvalue()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Start Chromium once."""
    with chromium() as started:
        yield started


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Open]:
    """Open the page of some results, see `opening`."""
    with opening(browser, tmp_path / "page.html") as open_:
        yield lambda *results, **options: open_(page_of(*results), **options)


def visible(page: Any) -> list[str]:
    """Return the anchors of the claims that the panel shows."""
    return [
        held.removeprefix("about-claim-") for held in page.eval_on_selector_all(".claim:not([hidden])", "all => all.map(one => one.id)")
    ]


def test_filters_combine_and_the_count_is_told(opened: Open) -> None:
    """Each takes more away; one button takes all back; what is filtered out is not marked in the text either."""
    page = opened(article())
    count = page.locator(".filters output")
    assert (count.get_attribute("aria-live"), count.inner_text()) == ("polite", "all 4 claims")
    page.select_option("select[name=voice]", "quoted")
    assert (visible(page), count.inner_text()) == (["hold", "deny", "pay"], "3 of 4 claims")
    page.select_option("select[name=polarity]", "positive")
    assert visible(page) == ["hold", "pay"]
    page.select_option("select[name=kind]", "commitment")
    assert (visible(page), count.inner_text()) == (["pay"], "1 of 4 claims")
    assert page.locator(".text .m.content:not(.off)").all_inner_texts() == ["that the town would pay"]
    page.click("button[type=reset]")
    page.wait_for_selector(".claim[hidden]", state="detached")
    assert (count.inner_text(), page.locator(".off").count()) == ("all 4 claims", 0)


def test_a_filter_that_nothing_fits_leaves_nothing(opened: Open) -> None:
    """And says so."""
    page = opened(article())
    page.select_option("select[name=voice]", "author")
    page.select_option("select[name=kind]", "denial")
    assert (visible(page), page.inner_text(".filters output")) == ([], "0 of 4 claims")


def test_an_actor_is_chosen_in_the_panel(opened: Open) -> None:
    """The claims that he makes, and those about him; his mentions stand out; a second click lets go."""
    page = opened(article())
    page.click(".actors summary")
    button = page.locator(".actor button", has_text="Ruta Voss")
    button.click()
    assert (visible(page), button.get_attribute("aria-pressed")) == (["hold", "deny", "pay"], "true")
    assert set(page.locator(".text .here").all_inner_texts()) == {"Ruta Voss"}
    page.select_option("select[name=part]", "by")
    assert visible(page) == ["hold", "pay"]
    page.select_option("select[name=part]", "of")
    assert visible(page) == ["deny"]
    button.click()
    assert (len(visible(page)), button.get_attribute("aria-pressed")) == (4, "false")


def test_an_address_chooses_a_claim(opened: Open) -> None:
    """All its pieces and its entry stand out, on loading and later; one that a filter hides is shown again."""
    page = opened(article(), address="#claim-deny")
    assert page.locator(".claim.on").get_attribute("id") == "about-claim-deny"
    assert "".join(page.locator(".m.on").all_inner_texts()) == "Bruno Falkdeniedthat Ruta Voss had promised that the town would pay"
    page.select_option("select[name=kind]", "prediction")
    page.evaluate("location.hash = '#claim-pay'")
    page.wait_for_selector("#about-claim-pay.on")
    assert (page.locator(".m.on").all_inner_texts(), len(visible(page))) == (["that the town would pay"], 4)


def test_an_address_leads_into_what_is_folded(opened: Open) -> None:
    """A text problem's entry is unfolded."""
    page = opened(article())
    page.click(".n.p")
    page.wait_for_selector(".problems[open] .problem-entry:target")
    assert page.locator(".problem-entry:target").is_visible()


def test_a_claim_s_number_and_its_entry_lead_to_each_other(opened: Open) -> None:
    """By plain links."""
    page = opened(article())
    page.click("#claim-pay")
    page.wait_for_selector("#about-claim-pay.on")
    page.click("#about-claim-hold .to")
    page.wait_for_selector("#about-claim-hold.on")
    assert page.locator("#claim-hold.on").count() == 1


def test_marked_words_choose_their_innermost_claim(opened: Open) -> None:
    """By a click."""
    page = opened(article())
    page.click(".m.content.deep")
    assert page.locator(".claim.on").get_attribute("id") == "about-claim-pay"


def test_what_is_known_is_told_under_the_pointer_and_the_focus(opened: Open) -> None:
    """Component, rule, confidence and condition; the escape key takes it away; a problem tells what is wrong."""
    page = opened(article())
    tip = page.locator("#tip")
    page.hover(".m.cue >> nth=0")
    tip.wait_for(state="visible")
    assert [
        words for words in ("Ruta Voss", "seedlib:rules 1, trailing", "0.93", "if rain fell", "cue") if words not in tip.inner_text()
    ] == []
    page.keyboard.press("Escape")
    assert tip.is_hidden()
    page.locator(".skip").focus()
    page.keyboard.press("Tab")  # the address of the page's origin
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "claim-hold"
    tip.wait_for(state="visible")
    assert page.locator("#claim-hold").get_attribute("aria-describedby") == "tip"
    page.hover(".m.problem >> nth=0")
    tip.filter(has_text="a space stands before the comma").wait_for()


def test_everything_is_reached_by_keyboard(opened: Open) -> None:
    """The skip link first; every claim's number, the filters, the folded panels; a fold opens by the enter key."""
    page = opened(article())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    reached = []
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("(e => e.id || e.name || e.type || e.tagName)(document.activeElement)"))
        if reached[-1] == "SUMMARY" and reached.count("SUMMARY") == 1:
            page.keyboard.press("Enter")
    for name in ("claim-hold", "claim-deny", "claim-pay", "claim-own", "problem-1", "actor", "part", "kind", "polarity", "voice", "reset"):
        assert name in reached
    assert page.locator(".problems").get_attribute("open") is not None


def test_hostile_words_do_nothing(opened: Open) -> None:
    """No script ran, no element came of them, wherever the pointer goes."""
    page = opened(hostile(), hostile_input(), hostile())
    page.hover(".m.content >> nth=0")
    page.locator("#tip").wait_for(state="visible")
    for summary in page.locator("summary").all():
        summary.click()
    assert page.evaluate("window.hit") is None
    assert page.evaluate("document.querySelectorAll('img, svg, base, textarea, iframe').length") == 0
    assert page.evaluate("document.scripts.length") == 1


def test_two_million_characters_in_a_line_wrap(opened: Open) -> None:
    """At the width of a phone."""
    page = opened(Analysis(document=Document(text="x" * 2_000_000), claims=[Claim(content=[Span(10, 900)])]), width=360)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_nothing_goes_over_the_side(opened: Open, width: int) -> None:
    """On a phone as on a desk; with everything unfolded."""
    page = opened(article(), hostile(), width=width)
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_it_reads_without_script(opened: Open) -> None:
    """Text, marks and panels; no control that does nothing."""
    page = opened(article(), java_script_enabled=False)
    assert page.locator(".filters").is_hidden()
    assert page.locator(".actor button").count() == 0
    page.click("#about-claim-hold .more summary")
    assert page.locator("#about-claim-hold .facts").is_visible()
    assert "that the dam would hold" in page.locator(".text").inner_text()


def test_a_printed_page_has_text_and_panels(opened: Open) -> None:
    """What is folded is unfolded, and what is pressed is left out."""
    page = opened(article())
    page.emulate_media(media="print")
    assert page.locator(".filters").is_hidden()
    assert page.locator(".actor >> nth=0").is_visible()
    assert page.evaluate(
        "document.querySelector('.side').getBoundingClientRect().top >= document.querySelector('.text').getBoundingClientRect().bottom"
    )


def test_a_thousand_claims_are_filtered_at_once(opened: Open) -> None:
    """By marks and entries that are hidden, not made anew: no element is made or dropped."""
    page = opened(thousand())
    before = page.evaluate("document.querySelectorAll('*').length")
    page.select_option("select[name=kind]", "threat")
    assert (page.inner_text(".filters output"), len(visible(page))) == ("250 of 1000 claims", 250)
    assert page.evaluate("document.querySelectorAll('*').length") == before
    page.evaluate("location.hash = '#claim-c999'")
    page.wait_for_selector("#claim-c999.on")
    assert page.evaluate(
        "(box => box.top >= 0 && box.bottom <= innerHeight)(document.getElementById('claim-c999').getBoundingClientRect())"
    )


@needs_axe
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 1280), ("light", 360)])
def test_axe_finds_nothing(browser: Any, tmp_path: Path, analysis: Analysis, scheme: str, width: int) -> None:
    """In either colours, on a phone too, with everything unfolded, a claim chosen and another under the pointer."""
    path = tmp_path / "page.html"
    path.write_bytes(page_of(article(), analysis, hostile_input(), hostile()))
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 800}, reduced_motion="reduce", bypass_csp=True)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(f"{path.as_uri()}#claim-deny")
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    page.locator(".actor button").first.click()
    page.hover(".m.content >> nth=0")
    page.locator("#tip").wait_for(state="visible")
    found = violations(page)
    context.close()
    assert found == []


@needs_axe
def test_axe_finds_nothing_in_a_notebook(browser: Any, tmp_path: Path, analysis: Analysis) -> None:
    """The fragment in a page of the notebook's; whether colours suffice is the notebook's to say."""
    path = tmp_path / "notebook.html"
    html = show([article(), analysis]).html
    path.write_text(f"<!DOCTYPE html><html lang=en><meta charset=utf-8><title>n</title><main><h1>n</h1>{html}</main>", "utf-8")
    context = browser.new_context(bypass_csp=True)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(path.as_uri())
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    found = violations(page)
    context.close()
    assert found == []


class _Quiet(http.server.SimpleHTTPRequestHandler):
    """Says nothing of what is asked of it."""

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Callable[[str], str]]:
    """Serve a text as a web page of paragraphs far below its head: browsers follow text fragments on the web."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(tmp_path)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()

    def serve(text: str) -> str:
        blocks = "".join(f"<p style='margin-top:3000px'>{escape(block)}</p>" for block in text.split("\n\n"))
        (tmp_path / "served.html").write_text(f"<!DOCTYPE html><meta charset=utf-8><link rel=icon href=data:,>{blocks}", "utf-8")
        return f"http://127.0.0.1:{server.server_port}/served.html"

    yield serve
    server.shutdown()
    thread.join()
    server.server_close()


LONG = (
    "the council, which met on Monday – in the town’s old well-house – would not pay for the pier & the ferries until spring came, she said"
)


@pytest.mark.parametrize(
    ("words", "paragraph"),
    [("It will hold", 1), ("well-known, old & tired", 2), (LONG, 3), ("Rain fell on the town", 4), ("tired.\n\nThen", 2)],
    ids=["words", "signs", "long", "twice", "over blocks"],
)
def test_links_to_the_source_lead_to_the_words(browser: Any, served: Callable[[str], str], words: str, paragraph: int) -> None:
    """The browser scrolls to the paragraph in which they stand."""
    text = "Head.\n\nIt will hold, she said.\n\nThe dam is well-known, old & tired."
    text += f"\n\nThen {LONG}.\n\nRain fell on the dam. Rain fell on the town."
    address = served(text)
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(text_link(address, Document(text=text), [Span(text.rindex(words), text.rindex(words) + len(words))]))
    page.wait_for_function("scrollY > 0")
    inside = "n => (box => box.top < innerHeight && box.bottom > 0)(document.querySelectorAll('p')[n].getBoundingClientRect())"
    page.wait_for_function(f"() => ({inside})({paragraph})")
    context.close()
