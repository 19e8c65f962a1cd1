"""What surrounds an article: what of it is about the article, and what is of the page alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from seedlib.components import Context, Settings
from seedlib.model import Provenance, Span
from seedlib.parsing.articles import Given, analysis_of
from seedlib.parsing.html.metadata import Facts
from seedlib.parsing.html.page import page_of
from seedlib.parsing.html.surrounding import completed, sorted_out

#: The article in the middle of each case.
ARTICLE = [
    ("title", "Ferry tax falls"),
    ("paragraph", "The council voted on Monday to end the tax on ferries."),
    ("paragraph", "The vote was eleven to two, and nobody in the hall was surprised."),
]


Kinds = Callable[..., list[str]]


@pytest.fixture
def kinds(context: Context) -> Kinds:
    """Return a function that says what becomes of blocks around the article that were judged to be boilerplate.

    It is given those between its title and its text, those below, and the evidence for fields: the field and the words.
    """

    def found(above: list[str], below: list[str], evidence: tuple[tuple[str, str], ...] = ()) -> list[str]:
        top, bottom = ([("boilerplate", words) for words in part] for part in (above, below))
        blocks = [("boilerplate", "Home"), ARTICLE[0], *top, *ARTICLE[1:], *bottom]
        page = page_of("".join(f"<p>{words}" for _, words in blocks), Settings())
        spans = {words: Span(page.text.index(words), page.text.index(words) + len(words)) for _, words in evidence}
        provenance = [Provenance(about=field, component="seedlib:html", spans=[spans[words]]) for field, words in evidence]
        given = sorted_out(page.text, page.blocks, [kind for kind, _ in blocks], Facts(provenance=tuple(provenance)), context)
        analysis = completed(analysis_of(page.text, Given(component="seedlib:html"), context, given.article), given)
        assert [words for _, words in blocks] == [analysis.document[block.span] for block in analysis.document.blocks]
        names = [block.kind for block in analysis.document.blocks]
        assert names[:2] == ["boilerplate", "title"]
        assert names[2 + len(above) : 4 + len(above)] == ["paragraph", "paragraph"]
        return [*names[2 : 2 + len(above)], *names[4 + len(above) :]]

    return found


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [
        (["By Jane Doe"], [], ["byline"]),
        (["Share", "By Jane Doe", "Monday, 24 June 2024"], [], ["boilerplate", "byline", "dateline"]),
        (["Harbour news"], [], ["boilerplate"]),
        ([], ["This article was first published by The Quay."], ["republication-note"]),
        ([], ["Jane Doe is a reporter at The Quay."], ["biography"]),
        ([], ["Pilots warn of fog", "Subscribe to our newsletter"], ["boilerplate", "boilerplate"]),
        ([], ["By John Roe" + " and others of his kind" * 12], ["boilerplate"]),
    ],
)
def test_furniture_of_the_article_is_told_from_that_of_the_page(
    above: list[str], below: list[str], expected: list[str], kinds: Kinds
) -> None:
    """Nothing that was judged to be no main text becomes main text."""
    assert kinds(above, below) == expected


def test_blocks_with_evidence_are_bylines_and_date_lines(kinds: Kinds) -> None:
    """In any language: the markup said whose name it is."""
    evidence = (("authors", "Eva Stein"), ("published", "27.12.2023"), ("title", "Mehr"))
    assert kinds(["Von Eva Stein", "27.12.2023, 17:42 Uhr"], ["Mehr"], evidence) == ["byline", "dateline", "boilerplate"]


def test_what_is_left_of_a_block_of_furniture_is_boilerplate(context: Context) -> None:
    """The rest of a block that begins with a byline was no main text either."""
    source = "<h1>Ferry tax falls</h1><div>By Jane Doe<br>24 June 2024<br>4 min</div><p>The council voted. The vote was clear."
    page = page_of(source, Settings())
    given = sorted_out(page.text, page.blocks, ["title", "boilerplate", "paragraph"], Facts(), context)
    document = completed(analysis_of(page.text, Given(component="seedlib:html"), context, given.article), given).document
    assert [block.kind for block in document.blocks] == ["title", "byline", "dateline", "boilerplate", "paragraph"]


def test_a_paragraph_that_names_its_author_is_no_byline(kinds: Kinds) -> None:
    """It is too long for one."""
    assert kinds([], ["Eva Stein" + " sah dem Regen zu." * 12], (("authors", "Eva Stein"),)) == ["boilerplate"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("By Jane Doe, Columnist", "byline"),
        ("Por Jane Doe", "byline"),
        ("Jane Doe", "byline"),
        ("24 June 2024 | Jane Doe", "byline"),
        ("Posted yesterday by Jane Doe", "byline"),
        ("Jane Doe at the quay on Monday", "boilerplate"),
        ("By John Roe", "boilerplate"),
        ("The fog, by Jane Doe", "boilerplate"),
        ("24. Juni 2024", "dateline"),
        ("23. Juni 2024", "boilerplate"),
        ("Storms of 24 June 2024: how the pilots of the bay saw it coming", "boilerplate"),
    ],
)
def test_a_line_under_a_standfirst_with_what_markup_states_is_typed(context: Context, words: str, expected: str) -> None:
    """The author and the day of linked data, where readers see them; between the first paragraph and the second, too."""
    kinds = ["title", "paragraph", "boilerplate", "paragraph", "boilerplate", "paragraph"]
    texts = ["Ferry tax falls", "Islanders cheer.", words, "The council voted on Monday.", words, "The vote was eleven to two."]
    page = page_of("".join(f"<p>{text}" for text in texts), Settings())
    facts = Facts(fields={"authors": ("Jane Doe",), "published": "2024-06-24T10:00:00Z"})

    given = sorted_out(page.text, page.blocks, kinds, facts, context)
    analysis = completed(analysis_of(page.text, Given(component="seedlib:html", fields=facts.fields), context, given.article), given)

    assert [block.kind for block in analysis.document.blocks] == [*kinds[:2], expected, *kinds[3:]]
