"""What a page says of its site, its address, its language and its kind.

Rules:

- The publisher is who the article's own data names, then the site's name; an address is none.
- A canonical address of the front page is a fault of the site's templates, and not the article's.
- Of several languages that are declared, the one that most declare is taken; a theme's `en-US` stands on pages in any language.
- An article of a section of opinions is an opinion, whatever type its data has: most sites have one type for all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import regex

from seedlib.parsing.html.metadata.clues import Choice, Clue, Signs, distinct, folded, one_line, squashed
from seedlib.parsing.html.metadata.jsonld import types_of
from seedlib.parsing.html.metadata.words import PageWords

__all__ = ["first_publisher_of", "genre_of", "language_of", "publisher_of", "url_of"]

#: A tag of BCP 47 as pages write it: `en`, `pt_BR`, `zh-Hant-TW`.
_TAG = regex.compile(r"[A-Za-z]{2,3}(?:[-_](?:[A-Za-z]{4}|[A-Za-z]{2}|\d{3}))*")

#: What begins no name; what separates a title from a site's name; what ends a tag.
_ADDRESS = regex.compile(r"https?:|www\.|@|/")
_SEPARATOR = regex.compile(r"\s+[|•·»«–—-]+\s+|\s*\|\s*")
_ENDING = regex.compile(r"[,;\s]")

#: Tags in use that are none, and what they mean.
_MEANT = {"en-uk": "en-GB", "iw": "he", "jp": "ja", "cz": "cs", "gr": "el", "dk": "da", "se": "sv", "ua": "uk", "kr": "ko", "cn": "zh"}

#: Types whose articles are news (schema.org/NewsArticle and what is under it); and those of opinions.
_NEWS = frozenset({"NewsArticle", "ReportageNewsArticle", "BackgroundNewsArticle", "LiveBlogPosting", "AskPublicNewsArticle"})
_OPINION = frozenset({"OpinionNewsArticle"})


def publisher_of(signs: Signs) -> Choice | None:
    """Return the site or paper, or None where the page does not name it."""
    clues = [Clue(name, "json-ld") for name in signs.data.texts("publisher")]
    clues += [Clue(name, "open-graph") for name in signs.meta("og:site_name")]
    clues += [Clue(signs.data.site, "json-ld")] if signs.data.site else []
    clues += [Clue(held, "microdata") for mark, held in signs.items("publisher") if "\n" not in held and "itemscope" not in mark.attributes]
    clues += [
        Clue(name, "meta")
        for name in signs.meta("citation_publisher", "dc.publisher", "dcterms.publisher", "publisher", "application-name")
    ]
    clues += [Clue(name, "meta") for name in signs.meta("apple-mobile-web-app-title", "al:android:app_name")]
    clues = [clue for clue in clues if _is_name(clue.value)]
    clues += _in_title(signs)
    if not clues:
        return None
    best = clues[0]
    return Choice(best.value, best.source, 0, distinct(clues, best.value), confidence=0.9)


def _is_name(words: str) -> bool:
    return 1 < len(words) < 80 and not _ADDRESS.match(words) and any(sign.isalpha() for sign in words)


def _in_title(signs: Signs) -> list[Clue]:
    """Return the last or first part of the page's title where the address says that it is the site's name."""
    host = [squashed(label) for label in signs.host().split(".")[:-1] if len(label) > 2]
    parts = [part.strip() for part in _SEPARATOR.split(one_line(signs.harvest.title))]
    ends = [parts[-1], parts[0]] if len(parts) > 1 else []
    found = [part for part in ends for label in host if label in squashed(part) or (squashed(part) in label and len(part) > 3)]
    return [Clue(part, "title") for part in found[:1] if _is_name(part)]


def first_publisher_of(signs: Signs, publisher: Choice | None) -> Choice | None:
    """Return who published the article first, where markup says that it was somebody else."""
    host = signs.host()
    for held in signs.meta("syndication-source", "original-source", "article:original_source"):
        there = _host(held)
        if there and host and not (there.endswith(host) or host.endswith(there)):
            return Choice(there, "meta", confidence=0.8)
    based = signs.data.article.get("isBasedOn")
    if isinstance(based, Mapping):
        for name in signs.data.names_of(based.get("publisher")):
            if publisher is None or folded(name) != folded(publisher.value):
                return Choice(name, "json-ld", confidence=0.9)
    return None


def _host(url: str) -> str:
    try:
        return regex.sub(r"\Awww\d?\.", "", (urlsplit(url).hostname or "").lower())
    except ValueError:
        return ""


def url_of(signs: Signs) -> Choice | None:
    """Return the article's address, or None where nothing says it."""
    base = signs.given_url or signs.harvest.base
    clues = [Clue(url, "canonical") for url in signs.links("canonical")]
    clues += [Clue(url, "open-graph") for url in signs.meta("og:url")]
    clues += [Clue(url, "json-ld") for url in _addresses(signs.data.article)]
    clues += [Clue(signs.given_url, "given")] if signs.given_url else []
    clues += [Clue(url, "meta") for url in signs.meta("twitter:url", "parsely-link")]
    whole = [clue for clue in (Clue(_absolute(clue.value, base), clue.source) for clue in clues) if clue.value]
    if not whole:
        return None
    best = next((clue for clue in whole if urlsplit(clue.value).path.strip("/")), whole[0])
    others = {clue.value: clue for clue in reversed(whole) if clue.value.rstrip("/") != best.value.rstrip("/")}
    return Choice(best.value, best.source, 0, tuple(others.values()))


def _addresses(article: Mapping[str, Any]) -> Iterator[str]:
    for name in ("url", "mainEntityOfPage"):
        held = article.get(name)
        held = held.get("@id") or held.get("url") if isinstance(held, Mapping) else held
        if isinstance(held, str):
            yield held.strip()


def _absolute(url: str, base: str) -> str:
    try:
        whole = urljoin(base, url) if base else url
        parts = urlsplit(whole)
    except ValueError:
        return ""
    return whole if parts.scheme in {"http", "https"} and "." in parts.netloc and not regex.search(r"\s", whole) else ""


def language_of(signs: Signs) -> Choice | None:
    """Return the declared language as a BCP 47 tag, or None where none is declared."""
    held = [(signs.harvest.language, "html")]
    held += [(name, "json-ld") for name in signs.data.texts("inLanguage")] + [(name, "open-graph") for name in signs.meta("og:locale")]
    held += [(name, "meta") for name in signs.meta("content-language", "language", "dc.language", "dcterms.language", "lang", "inlanguage")]
    held += [(item, "microdata") for _, item in signs.items("inlanguage")]
    clues = [Clue(tag, source) for words, source in held if (tag := _tag(words))]
    if not clues:
        return None
    votes: dict[str, set[str]] = {}
    for clue in clues:
        votes.setdefault(clue.value[:2], set()).add(clue.source)
    primary = max(votes, key=lambda name: (len(votes[name]), -next(i for i, clue in enumerate(clues) if clue.value[:2] == name)))
    best = next(clue for clue in clues if clue.value[:2] == primary)
    others = tuple(clue for clue in clues if clue.value[:2] != primary)
    return Choice(best.value, best.source, 0, others, confidence=0.9 if not others else 0.7)


def _tag(words: str) -> str | None:
    first = _ENDING.split(words.strip())[0]
    if not _TAG.fullmatch(first):
        return None
    tag = first.replace("_", "-")
    tag = _MEANT.get(tag.lower(), tag)
    first, *rest = tag.split("-")
    return "-".join([first.lower(), *(part.title() if len(part) == 4 else part.upper() for part in rest)])


def genre_of(signs: Signs, words: PageWords) -> Choice | None:
    """Return the kind of article: news, opinion or release; None where nothing says it."""
    types = signs.data.types | types_of(signs.data.article)
    if types & _OPINION:
        return Choice("opinion", "json-ld")
    sections = [(name, "json-ld") for name in signs.data.texts("articleSection", "genre")]
    sections += [(name, "meta") for name in signs.meta("article:section", "parsely-section", "section", "cxenseparse:recs:articlesection")]
    sections += [(part, "url") for choice in [url_of(signs)] if choice for part in urlsplit(unquote(choice.value)).path.split("/")[1:-1]]
    for genre, names in (("opinion", words.opinion), ("release", words.release)):
        for name, source in sections:
            if folded(name) in names:
                return Choice(genre, source, confidence=0.9 if source != "url" else 0.8)
    return Choice("news", "json-ld", confidence=0.8) if types & _NEWS else None
