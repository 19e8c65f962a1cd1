"""The judge: which blocks of a page are its main text."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib.resources import files
from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seedlib.components import Context, Settings
from seedlib.errors import ModelError, ParseError
from seedlib.model import BLOCK_KINDS
from seedlib.parsing.html.judge import main_of
from seedlib.parsing.html.judge.forest import FOREST_FILE, forest_of, read_forest
from seedlib.parsing.html.judge.gold import Gold, figures, labels_of, read_gold, shares_of
from seedlib.parsing.html.judge.make_forest import main as make
from seedlib.parsing.html.judge.make_forest import trees_of
from seedlib.parsing.html.judge.measures import NAMES, measures_of, same_words
from seedlib.parsing.html.judge.outline import WORDS, outline_of
from seedlib.parsing.html.page import Page, page_of
from tests.growth import assert_linear

pytest.importorskip("turbohtml")

#: Sentences of an article, written for this project.
BODY = (
    "The harbour of Norddeich opened again on Monday after two weeks of storms, the port authority said.",
    "Ferries to the islands leave every hour, and the first ships with food have arrived, said Jan Harms, who runs the port.",
    "Some islanders had waited on the mainland since the middle of the month, and slept in schools and gyms.",
    "“We are glad to be home,” said Antje Meyer, who has a bakery on the largest of the islands.",
    "Forecasters expect more wind on Friday, when the ferries may have to stop once more, according to the authority.",
)

GERMAN = (
    "Der Hafen von Norddeich ist seit Montag wieder offen, nachdem zwei Wochen lang Stürme getobt hatten, teilte die Verwaltung mit.",
    "Die Fähren zu den Inseln fahren jede Stunde, und die ersten Schiffe mit Lebensmitteln sind da, sagte Hafenmeister Jan Harms.",
    "Viele Insulaner hatten seit Mitte des Monats auf dem Festland gewartet und in Schulen und Turnhallen geschlafen.",
    "Für Freitag wird mehr Wind erwartet; dann müssen die Fähren womöglich noch einmal im Hafen bleiben, hieß es.",
)

JAPANESE = (
    "港は二週間の嵐のあと、月曜日に再び開かれた、と港湾局が発表した。島へのフェリーは一時間ごとに出ている。",
    "食料を積んだ最初の船はすでに着いた、と港長は話した。多くの島民は月の半ばから本土で待っていた。",
    "金曜日にはさらに強い風が予想され、フェリーは再び止まるかもしれない、と港湾局は声明で述べた。",
)

MENU = "".join(f'<li><a href="/{name}">{name}</a></li>' for name in ("Home", "World", "Sport", "Culture", "Weather"))
FRAME = """<html><head><title>{title} - Example Times</title></head><body class="single">
<header class="site-header"><nav class="menu"><ul>{menu}</ul></nav></header>{main}
<footer class="site-footer"><p>© 2024 Example Times. All rights reserved.</p><ul>{menu}</ul></footer></body></html>"""
TITLE = "Harbour opens again"


def paragraphs(texts: tuple[str, ...]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def page(main: str, title: str = TITLE) -> Page:
    return page_of(FRAME.format(title=title, menu=MENU, main=main), Settings())


def judged(found: Page, title: str | None = TITLE) -> list[tuple[str, str]]:
    kinds = main_of(found, Context(), title=title)
    return [(kind, found.text[block.start : block.end]) for kind, block in zip(kinds, found.blocks, strict=True)]


def main_text(found: Page, title: str | None = TITLE) -> list[str]:
    return [text for kind, text in judged(found, title) if kind in {"heading", "paragraph", "list-item", "quote"}]


#: What stands in or beside the article and is none of it.
BESIDE = {
    "comments": """<section class="comments"><h3>Comments</h3><ol>
        <li class="comment"><p>Good news for all of us here. I waited ten days!</p></li>
        <li class="comment"><p>They should have built the new pier years ago. Nobody listens.</p></li></ol></section>""",
    "related": """<div class="related-articles"><h3>Read also</h3><ul>
        <li><a href="/a">A ship sank off the coast in March, the navy says</a></li>
        <li><a href="/b">Why storms grow stronger in autumn, and what it means</a></li></ul></div>""",
    "newsletter": """<div class="newsletter-signup"><h4>Never miss a story</h4>
        <p>Get our morning mail.</p><form><button>Sign up</button></form></div>""",
    "share bar": """<ul class="social-share"><li><a href="#f">Facebook</a></li><li><a href="#t">Twitter</a></li>
        <li><a href="#m">Mail</a></li></ul>""",
    "cookies": """<div id="cookie-banner" class="cookie-consent">
        <p>We use cookies to make this site better. You can change this at any time.</p><button>Accept</button></div>""",
    "sidebar": """<aside class="sidebar"><h3>Most read</h3><ol><li><a href="/c">Bread prices rise</a></li>
        <li><a href="/d">Rain on Friday</a></li></ol></aside>""",
    "tags": '<div class="tags"><a href="/t/ports">Ports</a> <a href="/t/storms">Storms</a> <a href="/t/islands">Islands</a></div>',
}


@pytest.mark.parametrize("label", BESIDE)
@pytest.mark.parametrize("inside", [True, False], ids=["inside", "behind"])
def test_what_stands_beside_an_article_is_boilerplate(label: str, *, inside: bool) -> None:
    """Comments, lists of links, forms and banners are none of it, in its element or behind it; all of its own paragraphs are."""
    markup = BESIDE[label]
    body = f'<div class="article-body">{paragraphs(BODY)}</div>'
    main = f"<main><article><h1>{TITLE}</h1>{body}{markup if inside else ''}</article>{'' if inside else markup}</main>"
    assert main_text(page(main)) == list(BODY)


def test_captions_of_other_stories_are_boilerplate() -> None:
    """Teasers with pictures stand before the title and behind the article; their captions are none of the article's."""
    teasers = "".join(f"<figure><img src=x><figcaption>{name} wins again</figcaption></figure>" for name in ("Ada", "Bo", "Cy"))
    found = judged(page(f"<div>{teasers}</div><article><h1>{TITLE}</h1>{paragraphs(BODY)}</article><div><p>More</p>{teasers}</div>"))
    assert [text for kind, text in found if kind == "caption"] == []


@pytest.mark.parametrize(
    "texts",
    [BODY, GERMAN, JAPANESE, BODY[:2]],
    ids=["English", "German", "Japanese", "two paragraphs"],
)
@pytest.mark.parametrize(
    "around",
    ["<article><h1>{title}</h1>{body}</article>", '<div id="c12"><h1>{title}</h1><div>{body}</div></div>'],
    ids=["named", "unnamed"],
)
def test_no_language_and_no_name_is_needed(texts: tuple[str, ...], around: str) -> None:
    """An article is found in any language, short ones too, and where no element says what it holds."""
    assert main_text(page(around.format(title=TITLE, body=paragraphs(texts)))) == list(texts)


def test_old_pages_without_paragraphs_are_read() -> None:
    """Text that only line ends part, in a table that sets out the page, is main text."""
    cell = "<br><br>".join(BODY)
    main = f'<table width="90%"><tr><td width="150">{MENU}</td><td><h1>{TITLE}</h1>{cell}</td></tr></table>'
    assert main_text(page(main)) == list(BODY)


def test_what_belongs_to_the_text_stays() -> None:
    """Headings between paragraphs, lists and quotes in an article are main text; a caption stays one."""
    main = (
        f"<article><h1>{TITLE}</h1><p>{BODY[0]}</p>"
        "<figure><img src=x><figcaption>Ferries wait in the harbour on Sunday.</figcaption></figure>"
        f"<p>{BODY[1]}</p><h2>How they waited</h2><p>{BODY[2]}</p><blockquote><p>{BODY[3]}</p></blockquote><p>{BODY[4]}</p></article>"
    )
    kinds = [kind for kind, _ in judged(page(main)) if kind != "boilerplate"]
    assert kinds == ["title", "paragraph", "caption", "paragraph", "heading", "paragraph", "quote", "paragraph"]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>{0}</p><h1>{0}</h1>", [1]),
        ("<p>{0}</p><p>Other words</p><p>{0}</p>", [0]),
        ("<h2>{0}</h2><h1>{0}</h1>", [1]),
        ("<h1>HARBOUR OPENS, AGAIN.</h1>", [0]),
        ("<h1>Harbour opens</h1>", []),
    ],
)
def test_one_block_is_the_title(markup: str, expected: list[int]) -> None:
    """The heading that says it, or else the first block; letter case and signs aside, and never two."""
    found = page_of(f"<body>{markup.format(TITLE)}</body>", Settings())
    assert [index for index, kind in enumerate(main_of(found, Context(), title=TITLE)) if kind == "title"] == expected


#: Pages that are no plain articles, and the paragraphs of `BODY` that are their main text.
OTHERS = {
    "live blog": (
        f"<main><h1>{TITLE}</h1><div class=live>{{0}}</div></main>",
        '<article class="live-entry"><h3>Update</h3><p>{0}</p></article>',
        BODY,
    ),
    "forum": (
        f"<main><h1>{TITLE}</h1>{{0}}</main>",
        '<div class="post"><div class="post-author">user</div><div class="post-body">{0}</div></div>',
        BODY,
    ),
    "questions": (
        f'<main><h1>{TITLE}</h1><div class="question"><p>{BODY[0]}</p></div><div class="answers">{{0}}</div></main>',
        '<div class="answer"><p>{0}</p></div>',
        (BODY[0], *BODY),
    ),
    "teaser of what has to be paid for": (
        f"""<article><h1>{TITLE}</h1><p>{BODY[0]}</p>
        <div class="paywall"><h3>Read on</h3><p>Subscribe now for one euro a week. You can cancel at any time.</p></div></article>{{0}}""",
        "",
        BODY[:1],
    ),
    "one sentence": (f"<article><h1>{TITLE}</h1><p>{BODY[0]}</p></article>{{0}}", "", BODY[:1]),
}


@pytest.mark.parametrize("label", OTHERS)
def test_other_pages_have_main_text(label: str) -> None:
    """Entries, posts and answers are main text; a notice that more has to be paid for is not."""
    outer, inner, expected = OTHERS[label]
    found = main_text(page(outer.format("".join(inner.format(text) for text in BODY))))
    assert [text for text in found if text not in {"Update", "user"}] == list(expected)


def test_a_front_page_is_read() -> None:
    """A page of teasers has no article; nothing of it is lost, and its menu is no main text."""
    teasers = "".join(
        f'<div class="teaser"><h3><a href="/{n}">Headline number {n}</a></h3><p>{text}</p></div>' for n, text in enumerate(BODY)
    )
    found = judged(page(f"<main>{teasers}</main>"), None)
    assert [kind for kind, text in found if text in {"Home", "World", "Sport"}] == ["boilerplate"] * 6
    assert len(found) == 2 * len(BODY) + 11


def test_pages_are_judged_alone() -> None:
    """The same page is judged alike after another one, and whether or not the forest has been read before."""
    one, context = page(f"<article>{paragraphs(BODY)}</article>"), Context()
    first = main_of(one, context)
    main_of(page('<div class="comments"><p>Something else altogether. And more.</p></div>'), context)
    assert main_of(one, context) == first == main_of(one, Context())


def test_a_page_without_prose_has_kinds() -> None:
    """Single words, and no sentence at all."""
    assert set(main_of(page_of("<p>One</p><p>Two</p>", Settings()), Context())) <= BLOCK_KINDS
    assert main_of(page_of("<p> </p>", Settings()), Context()) == ()


#: Tags and text in any order.
PIECES = st.sampled_from(
    [
        "<div>", "</div>", "<p>", "</p>", "<article class=a>", "<aside id=related>", "</table>", "<table><tr><td>", "<li>", "<h1>",
        "<br><br>", "<a href=x>", "</a>", "Rain fell on Monday, and all day on Tuesday, in the north of the country.", "Home", "。",
        "x", " ", "\u0301", "&nbsp;",
    ]
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES, max_size=40).map("".join), st.none() | st.sampled_from(["x", "", "Home", "。"]))
def test_every_block_has_a_kind(source: str, title: str | None) -> None:
    """Whatever the tags, each block is given one of the library's kinds, and each measure is a number."""
    found = page_of(source, Settings())
    kinds = main_of(found, Context(), title=title)
    assert len(kinds) == len(found.blocks)
    assert set(kinds) <= BLOCK_KINDS
    assert all(len(row) == len(NAMES) for row in measures_of(found, title))


@pytest.mark.parametrize(
    "make_page",
    [
        lambda size: "<p>Rain fell on Monday, and all day on Tuesday, in the north.</p>" * size,
        lambda size: "<div>word" * size,
        lambda size: f'<p class="{"a b" * 20 * size}">word</p>',
        lambda size: "".join(f'<p class="c{n}">word</p>' for n in range(size)),
    ],
    ids=["blocks", "nested", "one long class", "many classes"],
)
def test_time_grows_with_the_page(make_page: Callable[[int], str]) -> None:
    """Many blocks, deep nesting and long names take time in proportion."""
    context = Context()

    def seconds(size: int) -> float:
        found = page_of(make_page(size), Settings())
        begin = process_time()
        main_of(found, context)
        return process_time() - begin

    assert_linear(seconds, 150)


def test_names_are_words_of_code() -> None:
    """Whole words and parts of words, joined, hyphenated or in capitals, are known; a word that merely looks like one is not."""

    def said(name: str) -> set[str]:
        outline = outline_of(page_of(f'<div class="{name}">word</div>', Settings()).blocks)
        return {word for bit, word in enumerate(WORDS) if outline.own[outline.places[0]] >> bit & 1}

    assert said("articleBody") == said("article-body") == said("article_body") == {"body", "content"}
    assert said("js-ad") == said("ads") == {"advert"}
    assert said("shade") == said("badge") == said("") == set()
    assert said("read-more") == said("ReadMore") == {"related"}


def test_the_forest_is_that_of_the_measures() -> None:
    """The library's data name the measures that are counted, weigh less than 100 kB, and odds are probabilities."""
    text = files("seedlib.parsing.html.judge").joinpath(FOREST_FILE).read_text("utf-8")
    assert read_forest().measures == NAMES
    assert len(text) < 100_000
    assert 0 < read_forest().probability([0.0] * len(NAMES)) < 1


def test_a_tree_is_walked() -> None:
    """At most the border to the first tree, above it to the second; trees add up."""
    held = {"measures": ["length", "linked"], "border": 0.5, "trees": [[0, 3.0, -1.0, [1, 0.5, 2.0, -2.0]], 0.0]}
    forest = forest_of(json.dumps(held), ("length", "linked"))
    found = [forest.probability(row) for row in ([3.0, 0.0], [4.0, 0.5], [4.0, 0.6])]
    assert [round(number, 3) for number in found] == [0.269, 0.881, 0.119]


def test_a_forest_of_other_measures_is_refused() -> None:
    """Trees count measures by number; of another list they would be nonsense."""
    held = json.dumps({"measures": ["length"], "border": 0.5, "trees": []})
    with pytest.raises(ModelError, match="1 measures that are not the 2"):
        forest_of(held, ("length", "linked"))


def test_titles_are_compared_by_words() -> None:
    """Case and signs aside; nothing is the same as nothing."""
    assert same_words("“Harbour” opens", "harbour opens!")
    assert not same_words("Harbour", "Harbours")
    assert not same_words("…", "!")


@pytest.mark.parametrize(
    ("texts", "gold", "expected"),
    [
        (("Home", "Rain fell on the north of it.", "More rain"), "Rain fell on the north of it.\nMore rain", [0, 1, 0]),
        (("Rain fell in the north on Monday and Tuesday.", "And snow."), "Rain fell in the north on Monday and Tuesday. And snow.", [1, 1]),
        (("And snow.", "x y z a b c d e f"), "Rain fell. And snow.", [0, 0]),
        (("!", "Rain fell in the north."), "Rain fell in the north.", [None, 1]),
    ],
)
def test_blocks_are_labelled_by_a_text(texts: tuple[str, ...], gold: str, expected: list[float | None]) -> None:
    """By runs of four words; a short block only where its neighbours are main text, in order; one without words not at all."""
    assert labels_of(texts, Gold(id="1", source="x", site="x", text=gold)) == expected


def test_a_copy_elsewhere_is_none() -> None:
    """A sentence that stands in a teaser too is main text where the rest of the article is."""
    texts = [BODY[1], "Home", *["Menu"] * 7, *BODY]
    labels = labels_of(texts, Gold(id="1", source="x", site="x", text="\n".join(BODY)))
    assert labels == [0, 0, *[0] * 7, 1, 1, 1, 1, 1]


def test_blocks_are_labelled_by_phrases() -> None:
    """A phrase that must stand in the text, one that must not; of all else nothing is known."""
    gold = Gold(id="1", source="x", site="x", must=("rain  fell",), must_not=("Home",))
    assert labels_of(["Then rain fell.", "Home | World", "Home, where rain fell", "Snow"], gold) == [1, 0, None, None]


def test_figures_are_means() -> None:
    """Precision and recall of runs a page; phrases over all pages."""
    gold = Gold(id="1", source="x", site="x", text="a b c d e", must=("a b",), must_not=("x y",))
    found = figures([(gold, "a b c d x y"), (gold, "a b c d e")])
    assert found["text precision"] == round(100 * (1 / 3 + 1) / 2, 1)
    assert found["text recall"] == 75.0
    assert (found["phrases precision"], found["phrases recall"]) == (66.7, 100.0)


def test_sites_are_named() -> None:
    """Without subdomain and ending, so that pages of one paper stay together."""
    urls = ("https://www.bbc.co.uk/x", "https://de.example.com/y", "https://localhost/z")
    lines = [json.dumps({"id": "1", "source": "x", "url": url}) for url in urls]
    assert [gold.site for gold in read_gold(lines)] == ["bbc", "example", "localhost"]
    with pytest.raises(ParseError, match="found no object"):
        list(read_gold(["[]"]))


def test_shares_of_another_text_are_counted() -> None:
    """Of its runs of four words; of fewer, whether it is a line."""
    assert shares_of(["a b c d e", "Home", "b"], "A b c d x\nhome") == [0.5, 1.0, 0.0]


def test_trees_are_written_as_they_are_read() -> None:
    """LightGBM's trees become nested lists."""

    class Model:
        def dump_model(self) -> dict[str, object]:
            leaf = {"leaf_value": 0.123456}
            return {
                "tree_info": [{"tree_structure": {"split_feature": 3, "threshold": 1.00000001, "left_child": leaf, "right_child": leaf}}]
            }

    assert trees_of(Model()) == [[3, 1.0, 0.1235, 0.1235]]


def test_the_script_says_how_it_is_used(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a folder it makes nothing."""
    assert make([]) == 2
    assert "FOLDER" in capsys.readouterr().err
