"""Words of bylines and date lines in many languages: data, read once for each registry."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

import regex

from seedlib.components import Context
from seedlib.model import value
from seedlib.parsing.html.metadata.clues import folded
from seedlib.parsing.locales import alternatives, bylines_of

__all__ = ["PageWords", "page_words"]


@value(kw_only=True)
class PageWords:
    """The words of `words.json`, as patterns and sets of folded words."""

    #: What precedes authors, at the beginning of a line: `By`, `Von`, `Text:`.
    by: regex.Pattern[str]
    #: What joins two names: ` and `, ` und `.
    joiner: regex.Pattern[str]
    #: What stands between a name and the place where somebody writes: ` in `.
    at: regex.Pattern[str]
    roles: frozenset[str]
    staff: frozenset[str]
    not_names: frozenset[str]
    #: Words that stand in the buttons and links around names, and in no name: `Latest posts`, `Follow Jane`.
    not_name_words: frozenset[str]
    #: Titles before names, each with its blank: `Prof. Dr. `, `Mag.-Ing. `.
    name_title: regex.Pattern[str]
    #: Small words inside names.
    particles: frozenset[str]
    #: Names of sections, folded, of articles with opinions and of press releases.
    opinion: frozenset[str]
    release: frozenset[str]
    #: What says of what a date is; group `updated` or `published`.
    date_label: regex.Pattern[str]


def page_words(context: Context) -> PageWords:
    """Return the words, read once."""
    return context.once(_read)


def _read(context: Context) -> PageWords:
    bylines = bylines_of(context)
    held: dict[str, Any] = json.loads((resources.files(__package__) / "words.json").read_text("utf-8"))
    published, updated = (alternatives(held[name]) for name in ("published", "updated"))
    return PageWords(
        by=bylines.by,
        joiner=bylines.joiner,
        at=regex.compile(rf"\s(?:{alternatives(held['at'])})\s", regex.IGNORECASE),
        roles=frozenset(held["roles"]),
        staff=frozenset(held["staff"]),
        not_names=frozenset(held["not-names"]),
        not_name_words=frozenset(held["not-name-words"]),
        name_title=regex.compile(rf"\A(?:(?:{alternatives(held['name-titles'])})\.?(?:-\w+\.?)?\s+)+(?=\p{{L}})"),
        particles=frozenset(held["name-particles"]),
        opinion=frozenset(folded(word) for word in held["opinion"]),
        release=frozenset(folded(word) for word in held["release"]),
        date_label=regex.compile(
            rf"(?<![\p{{L}}\p{{M}}])(?:(?P<updated>{updated})|(?P<published>{published}))(?:(?![\p{{L}}\p{{M}}])|(?<=\p{{Lo}}))",
            regex.IGNORECASE,
        ),
    )
