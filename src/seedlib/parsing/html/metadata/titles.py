"""The title: one of the page's headings, or what its markup calls it, without the site's name.

Rules:

- The visible heading goes before the titles for search and sharing where they agree in part; those are often shortened or reworded.
- Sources that agree count more than one that does not: a logo, a rubric or a list's heading stands in no other source.
- A site's name is cut only where the page itself or its address says that it is one.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import regex

from seedlib.parsing.html.metadata.clues import Choice, Clue, Signs, distinct, folded, is_within, one_line, squashed
from seedlib.parsing.html.metadata.harvest import Mark, Region

__all__ = ["SiteNames", "site_names", "title_of"]

#: What stands between a title and a site's name.
_SEPARATOR = regex.compile(r"\s+[|•·»«›:/~_><–—−-]+\s+|\s*[|ㅣ»«]\s*|\s*::\s*|(?<=[\p{Lo}\p{Po}])[-_](?=\p{Lo})|:\s+|(?<=\p{Lo})[-_](?=\w)")

#: Names of `meta` elements that hold a page's title, after Open Graph's and Twitter's: Dublin Core, Google Scholar, Parse.ly, Sailthru.
_META = (
    "dc.title",
    "dcterms.title",
    "citation_title",
    "parsely-title",
    "sailthru.title",
    "headline",
    "title",
    "fulltitle",
    "cxenseparse:title",
)

#: How much a source is worth by itself. Set by hand on two thirds of the sites of the pages for development.
_WORTH = {"open-graph": 1.6, "json-ld": 1.8, "json-ld name": 1.0, "twitter": 1.0, "title": 1.2, "meta": 1.5}

#: What a bold line is worth where a page has no heading; how long the paragraph under it is, in characters, and the year in its dateline.
_BOLD, _PARAGRAPH = 1.8, 80
_YEAR = regex.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")

#: The least characters of a title that another contains, for that to be no chance.
_TELLING = 14

#: So many headings are looked at, which are compared with one another: an article has its title above the others.
_MOST_HEADINGS = 500

#: A longer heading is none; and how much of a title in markup is looked at.
_LONGEST, _LONGEST_STATED = 400, 1_000


class SiteNames(NamedTuple):
    """What the page's site is called, as names are compared."""

    names: frozenset[str]
    labels: frozenset[str]

    def mean(self, words: str) -> bool:
        """Say whether words are the site's name, or nearly: `Example Times Online` on `exampletimes.com`."""
        name = squashed(words)
        if not name or name in self.names or name in self.labels:
            return True
        for known in self.names | self.labels:
            short, long = sorted((known, name), key=len)
            if len(short) > 3 and short in long and len(short) * 1.6 >= len(long):
                return True
        parts = folded(words).split()
        return len(parts) > 1 and "".join(part[0] for part in parts) in self.labels  # British Broadcasting Corporation on bbc.co.uk


class _Stated(NamedTuple):
    """A title in markup, without the site's name."""

    source: str
    words: str
    key: str
    #: The folded words with the site's name.
    full: str


class _Candidate(NamedTuple):
    words: str
    key: str
    source: str
    worth: float
    order: int = 0


def site_names(signs: Signs) -> SiteNames:
    """Return what the page and its address call the site."""
    given = (*signs.meta("og:site_name", "application-name", "apple-mobile-web-app-title", "publisher", "dc.publisher"), signs.data.site)
    names = {squashed(name) for name in (*given, *signs.data.texts("publisher"), *_ending(signs))}
    parts = signs.host().split(".")
    labels = {squashed(".".join(parts[i:j])) for i in range(len(parts)) for j in (len(parts) - 1, len(parts)) if i < j}
    return SiteNames(frozenset(names - {""}), frozenset(label for label in labels if len(label) > 2))


def _ending(signs: Signs) -> list[str]:
    """Return the end of the page's title where a heading says the end and another says the beginning: `Talks begin | Example`."""
    parts = [part.strip() for part in _SEPARATOR.split(one_line(signs.harvest.title))]
    keys = {folded(mark.text) for mark in signs.harvest.headings if not mark.region & Region.ASIDE or mark.tag == "h1"}
    return [parts[-1]] if len(parts) > 1 and {folded(parts[0]), folded(parts[-1])} <= keys else []


def title_of(signs: Signs, names: SiteNames) -> Choice | None:
    """Return the article's title, or None where the page has none."""
    stated = _stated(signs, names)
    candidates = [*_headings(signs, names), *_named(signs), *_strong(signs)]
    visible = {candidate.key for candidate in candidates}
    stated = [_shortened(item, visible | {other.key for other in stated}) for item in stated]
    candidates += [_Candidate(item.words, item.key, item.source, _WORTH[item.source]) for item in stated]
    best, most = None, 0.0
    for candidate in candidates:
        score = _score(candidate, stated, visible, names)
        if best is None or score > most:
            best, most = candidate, score
    if best is None:
        return None
    agreed = sum(best.key == item.key for item in stated)
    others = distinct((Clue(item.words, item.source) for item in stated), best.words)
    order = best.order or next((item.order for item in candidates if item.order and item.key == best.key), 0) or _main_order(signs, names)
    source = "json-ld" if best.source == "json-ld name" else best.source
    return Choice(best.words, source, order, others, confidence=0.95 if agreed > 1 else 0.9 if agreed else 0.7)


def _stated(signs: Signs, names: SiteNames) -> list[_Stated]:
    """Return the titles in markup, without the site's name."""
    found = [("open-graph", next(signs.meta("og:title"), "")), ("twitter", next(signs.meta("twitter:title"), ""))]
    found += [("json-ld", next(signs.data.texts("headline"), "")), ("json-ld name", next(signs.data.texts("name"), ""))]
    found += [("meta", next(signs.meta(name), "")) for name in _META]
    found += [("title", one_line(signs.harvest.title))]
    stated = []
    for source, words in found:
        proper = _without_site(words[:_LONGEST_STATED], names)
        if folded(proper):
            stated.append(_Stated(source, proper, folded(proper), folded(words)))
    return stated


def _without_site(title: str, names: SiteNames) -> str:
    """Return a title without the parts at its ends that name the site."""
    borders = [(0, 0), *(found.span() for found in _SEPARATOR.finditer(title)), (len(title), len(title))]
    parts = [(left[1], right[0]) for left, right in pairwise(borders)]
    first, last = 0, len(parts) - 1
    while first < last and names.mean(title[parts[last][0] : parts[last][1]]):
        last -= 1
    while first < last and names.mean(title[parts[first][0] : parts[first][1]]):
        first += 1
    return title[parts[first][0] : parts[last][1]].strip()


def _shortened(item: _Stated, keys: set[str]) -> _Stated:
    """Return a title without what follows or goes before a title that another source has."""
    for found in _SEPARATOR.finditer(item.words):
        for part in (item.words[: found.start()], item.words[found.end() :]):
            key = folded(part)
            if len(key) > _TELLING and key in keys:
                return item._replace(words=part.strip(), key=key)
    return item


def _headings(signs: Signs, names: SiteNames) -> list[_Candidate]:
    """Return the page's headings, and the lines of the highest ones: a kicker stands over the title at times."""
    headings = signs.harvest.headings[:_MOST_HEADINGS]
    main = [mark for mark in headings if mark.tag == "h1" and _is_main(mark, names)]
    main = [mark for mark in main if not mark.region & Region.ASIDE] or main
    found: list[_Candidate] = []
    highest = others = 0
    for mark in headings:
        lines = mark.text.split("\n")
        if mark.tag == "h1":
            worth = 2.5 - 0.15 * min(highest, 4) + (2.0 if main == [mark] else 0.5 if mark in main else 0.0)
            worth += 0.3 if mark in main and len(main) > 1 and mark.region & Region.ARTICLE else 0.0
            highest += 1
        else:
            others += 1
            worth = (1.0 if mark.tag == "h2" else 0.6) + (0.6 if mark.says & Region.TITLE else 0.0) - 0.05 * min(others, 10)
        worth += _penalty(mark.region)
        found += _candidate(" ".join(lines), mark.tag, worth, mark.order)
        if mark.whole:
            found += _candidate(" ".join(mark.whole.split()), mark.tag, worth - 1.0, mark.order)
        if mark.tag == "h1" and len(lines) > 1:
            found += [item for line in lines for item in _candidate(line, mark.tag, worth - 2.3, mark.order)]
    return found


def _main_order(signs: Signs, names: SiteNames) -> int:
    """Return the number of the page's one main heading, under which dates and bylines stand though the title is worded otherwise."""
    main = [mark for mark in signs.harvest.headings if mark.tag == "h1" and _is_main(mark, names)]
    return main[0].order if len(main) == 1 else 0


def _is_main(mark: Mark, names: SiteNames) -> bool:
    return bool(mark.text) and len(mark.text) < _LONGEST and not mark.region & (Region.COMMENT | Region.HOME) and not names.mean(mark.text)


def _penalty(region: int) -> float:
    return -(1.0 if region & Region.ASIDE else 0.0) - (2.5 if region & Region.COMMENT else 0.0) - (3.0 if region & Region.HOME else 0.0)


def _candidate(words: str, source: str, worth: float, order: int) -> list[_Candidate]:
    key = folded(words)
    return [_Candidate(words, key, source, worth, order)] if key and len(words) < _LONGEST else []


def _named(signs: Signs) -> list[_Candidate]:
    """Return what microdata calls a headline, and elements whose class calls them titles."""
    found: list[_Candidate] = []
    for mark, held in signs.items("headline"):
        if mark.tag != "h1" and held:
            found += _candidate(" ".join(held.split()), "microdata", 2.0 + _penalty(mark.region), mark.order if mark.text else 0)
    for mark in signs.harvest.named:
        if mark.says & Region.TITLE and mark.tag not in {"h1", "h2", "h3", "a"} and len(mark.text) < 200 and "\n" not in mark.text:
            found += _candidate(mark.text, "class", 0.5 + _penalty(mark.region), mark.order)
    return found


def _strong(signs: Signs) -> list[_Candidate]:
    """Return the line of a page without headings that is bold as a whole and stands right over a paragraph with its day: a title by look.

    `<b>Minister opens market</b><br><br>SKAGERUP, 12 March 2003 – The minister …`
    """
    bold = {mark.text: mark for mark in reversed(signs.harvest.strong) if not mark.region & (Region.ASIDE | Region.COMMENT)}
    for line, follower in pairwise(signs.lines) if bold else ():
        mark = bold.get(" ".join(line.text.split()))
        if mark and len(follower.text) > max(_PARAGRAPH, len(line.text)) and _YEAR.search(follower.text, 0, _PARAGRAPH):
            return _candidate(mark.text, "bold", _BOLD, line.order)  # of the element that holds the text, too
    return []


def _score(candidate: _Candidate, stated: list[_Stated], visible: set[str], names: SiteNames) -> float:
    """Return how likely a candidate is the title: what its source is worth, and how far the other sources agree."""
    agreement: dict[str, float] = {}
    words = set(candidate.key.split())
    for item in stated:
        if item.source == candidate.source:
            continue
        family = _FAMILIES.get(item.source, item.source)
        agreement[family] = max(agreement.get(family, 0.0), _agreement(candidate.key, words, item))
    score = candidate.worth + 0.8 * sum(agreement.values())
    if not candidate.order and candidate.key in visible:
        score += 1.0
    if max(agreement.values(), default=0.0) < 0.3:
        score -= 0.8
    if names.mean(candidate.words):
        score -= 4.0
    return score - (2.0 if len(candidate.key) < 3 else 0.0)


#: Titles that are of one making: what is shared by Twitter is what Open Graph says.
_FAMILIES = {"twitter": "open-graph", "json-ld name": "json-ld"}


def _agreement(key: str, words: set[str], item: _Stated) -> float:
    if key in {item.key, item.full}:
        return 1.5
    if is_within(key, item.full) and (len(words) > 2 or len(key) > _TELLING):
        return 1.0
    if is_within(item.key, key) and len(item.key) > _TELLING:
        return 0.8
    others = set(item.key.split())
    share = len(words & others) / max(1, len(words | others))
    return share if share > 0.3 else 0.0
