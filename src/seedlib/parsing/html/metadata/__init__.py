"""Metadata: what a page says of its article, and where it says so.

Rules:

- Everything that may say something is gathered in one walk over the tree; each field is then chosen among what several sources say.
- A field's provenance names the source that was taken, and the words where readers see them; what other sources say instead stands
  beside it with a low confidence.
- Nothing is fetched, nothing is asked of the clock, and nothing holds for a single site.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from seedlib.components import Context
from seedlib.model import EMPTY, Provenance, Span, value
from seedlib.parsing.html.metadata.clues import Choice, Line, Signs, folded
from seedlib.parsing.html.metadata.dates import dates_of
from seedlib.parsing.html.metadata.harvest import NOWHERE, Harvest, harvest_of
from seedlib.parsing.html.metadata.jsonld import linked_data, types_of
from seedlib.parsing.html.metadata.moments import calendar_of
from seedlib.parsing.html.metadata.people import Judge, authors_of
from seedlib.parsing.html.metadata.sites import first_publisher_of, genre_of, language_of, publisher_of, url_of
from seedlib.parsing.html.metadata.titles import site_names, title_of
from seedlib.parsing.html.metadata.words import page_words
from seedlib.parsing.locales import months_of

if TYPE_CHECKING:
    from seedlib.parsing.html.page import Page

__all__ = ["Facts", "facts_of"]

_COMPONENT = "seedlib:html"

#: How many values of other sources are named beside the one that was taken, and how much of each.
_MOST, _LONGEST = 3, 120

#: How many elements from the one that was chosen its block may begin.
_NEAR = 12

#: The confidence in a value that another one was preferred to.
_DOUBTED = 0.1


@value(kw_only=True)
class Facts:
    """What a page says of itself."""

    #: Fields of the document by name: `title`, `authors` (a tuple), `published` …; only those that are known.
    fields: Mapping[str, Any] = EMPTY
    provenance: tuple[Provenance, ...] = ()
    #: The texts of its scripts of linked data.
    scripts: tuple[str, ...] = ()


def facts_of(page: Page, *, url: str | None = None, context: Context | None = None) -> Facts:
    """Return what a page says of its article.

    Args:
        page: the page.
        url: its address, where somebody gives it from outside.
        context: whose lexicon knows the names of agencies; what is derived from data is kept in it.
    """
    context = context or Context()
    harvest = harvest_of(page.tree)
    signs = _signs(page, harvest, url or "")
    choices = _choices(signs, context)
    fields: dict[str, Any] = {}
    provenance: list[Provenance] = []
    for name, choice in choices.items():
        if choice is not None:
            fields[name] = choice.value
            provenance += _provenance(name, choice, page, harvest)
    return Facts(fields=fields, provenance=tuple(provenance), scripts=tuple(harvest.scripts))


def _signs(page: Page, harvest: Harvest, url: str) -> Signs:
    lines = tuple(
        Line(page.text[block.start : block.end], harvest.orders.get(block.node, 0), harvest.places.get(block.node, NOWHERE).region)
        for block in page.blocks
    )
    titles = [harvest.title, *harvest.metas.get("og:title", ())[:1], *(mark.text for mark in harvest.headings if mark.tag == "h1")]
    addresses = [held.get("href", "") for held in harvest.links.get("canonical", ())] + harvest.metas.get("og:url", []) + [url]
    return Signs(harvest, linked_data(harvest.scripts, titles[:5], addresses), lines, url)


def _choices(signs: Signs, context: Context) -> dict[str, Choice | None]:
    """Return what is chosen for each field."""
    words = page_words(context)
    names = site_names(signs)
    title, language, publisher = title_of(signs, names), language_of(signs), publisher_of(signs)
    at = title.order if title else 0
    calendar = calendar_of(months_of(context), language.value if language else None, signs.host())
    published, updated = dates_of(signs, calendar, words, at)
    judge = Judge(words, names, context.once(_agencies), _is_personal(signs), context.once(_given_names))
    return {
        "title": title,
        "authors": authors_of(signs, judge, at),
        "publisher": publisher,
        "first_publisher": first_publisher_of(signs, publisher),
        "published": published,
        "updated": updated,
        "language": language,
        "genre": genre_of(signs, words),
        "url": url_of(signs),
    }


def _agencies(context: Context) -> frozenset[str]:
    return frozenset(folded(entry.phrase) for entry in context.phrases("furniture").entries if entry.value == "agency")


def _given_names(context: Context) -> frozenset[str]:
    return frozenset(entry.phrase for entry in context.phrases("given-names").entries)


def _is_personal(signs: Signs) -> bool:
    """Say whether a person publishes the site."""
    held = signs.data.article.get("publisher") or signs.data.page.get("publisher")
    return isinstance(held, Mapping) and "Person" in types_of(signs.data.resolved(held))


def _provenance(name: str, choice: Choice, page: Page, harvest: Harvest) -> list[Provenance]:
    """Return where a value is from, and what other sources say."""
    found = [
        Provenance(about=name, component=_COMPONENT, rule=choice.source, confidence=choice.confidence, spans=_spans(choice, page, harvest)),
    ]
    for other in choice.others[:_MOST]:
        rule = f"{other.source} says {other.value[:_LONGEST]}"
        found.append(Provenance(about=name, component=_COMPONENT, rule=rule, confidence=_DOUBTED))
    return found


def _spans(choice: Choice, page: Page, harvest: Harvest) -> tuple[Span, ...]:
    """Return where readers see a value: its words in the blocks of its element and right behind it."""
    if not choice.order:
        return ()
    words = choice.value if isinstance(choice.value, tuple) else (choice.value,)
    near = [block for block in page.blocks if 0 <= harvest.orders.get(block.node, 0) - choice.order < _NEAR]
    parents = [block for block in page.blocks if 0 < choice.order - harvest.orders.get(block.node, 0) < _NEAR]
    found = []
    for word in words:
        for block in (*near, *reversed(parents)):
            at = page.text.find(word, block.start, block.end)
            if at >= 0:
                found.append(Span(at, at + len(word)))
                break
    return tuple(sorted(found))
