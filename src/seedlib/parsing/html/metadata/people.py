"""Authors: the persons that a page names as those who wrote its article.

Rules:

- An author is a person. An agency, a paper, a desk or a role is none; where markup names only such, the byline that readers see is asked.
- A name of one word is taken only where markup says that it is an author's: blogs have such names.
- Names are kept as they are written; of two ways to write one, that in mixed case is kept, and the longer one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import NamedTuple

import regex

from seedlib.parsing.html.metadata.clues import Choice, Clue, Signs, folded, is_aside, is_within, one_line
from seedlib.parsing.html.metadata.harvest import Mark, Region
from seedlib.parsing.html.metadata.jsonld import LinkedData, types_of
from seedlib.parsing.html.metadata.titles import SiteNames
from seedlib.parsing.html.metadata.words import PageWords

__all__ = ["Judge", "authors_of"]

#: Names of `meta` elements that hold authors: HTML, Open Graph, Dublin Core, Google Scholar, Parse.ly, Sailthru, Cxense, and those of
#: large papers.
_META = (
    "citation_author", "author", "authors", "article:author", "article:author_name", "og:article:author", "og:author", "dc.creator",
    "dcterms.creator", "dc.author", "parsely-author", "sailthru.author", "cxenseparse:author", "cxenseparse:recs:author",
    "mediator_author", "byl", "byline", "rbauthors", "shareaholic:article_author_name", "creator", "page.author", "article.author",
    "twitter:data1", "author_name", "author-name", "vr:author", "og:book:author", "book:author",
)  # fmt: skip

#: A word of a name: letters, with what stands inside and after one: `O’Neill`, `J.`, `Edwards-Levy`, `MarkusR`.
_WORD = regex.compile(r"[\p{L}][\p{L}\p{M}'’`´.\-]*")

#: A name that somebody gave himself: letters, and digits behind some.
_HANDLE = regex.compile(r"\p{L}[\p{L}\p{M}]+[\p{L}\p{M}\p{N}'’_.\-]*(?<!\.[a-z]{2,3})")

#: A date behind a name: `Jane Doe on 3 May 2024`, `Jane am 29.12.2010`.
_DATED = regex.compile(r"\s+(?:\p{Ll}{1,3}\s+)?\d[\d./:\s-]*.*\Z")

#: What stands between names, or between a name and what is none.
_SEPARATOR = regex.compile(r"\s*(?:[,;|/•·\n\t，、；]|\s[–—-]+\s|\s{3,}|\s+:\s+)\s*")

#: What is no part of a name: addresses, handles, brackets with what is in them.
_OUTSIDE = regex.compile(r"https?://\S+|www\.\S+|\S+@\S+\.\w+|(?<!\w)@\w+|\([^()]*\)|\[[^\[\]]*\]|[©®™*†‡]")

#: What stands in brackets; letters without case, as in Chinese; classes of names: `fn`, `author-name`.
_BRACKET = regex.compile(r"[(\[]([^()\[\]]+)[)\]]")
_NO_CASE = regex.compile(r"\p{Lo}")
_IS_NAME = regex.compile(r"(?<![a-z])(?:fn|name)(?![a-z])")

#: An abbreviation, as agencies and writers have them: `dpa`, `AFP`, `tmi`.
_SHORT = regex.compile(r"\p{Lu}{2,5}|\p{Ll}{2,3}")

#: So many sources are compared with one another; lists of articles have a byline for each.
_MOST_SOURCES = 200

#: The longest byline, in characters, how many names one holds, and how many words a name.
_LONGEST, _MOST, _LONGEST_NAME = 300, 20, 5


class Judge(NamedTuple):
    """What a name is judged by."""

    words: PageWords
    site: SiteNames
    #: Folded names of agencies.
    agencies: frozenset[str]
    #: Whether the site is a person's: `Person` publishes it.
    personal: bool = False
    #: Given names.
    given: frozenset[str] = frozenset()

    def names_in(self, held: str, *, single: bool = True) -> list[str]:
        """Return the persons named in a byline or in the value of a field.

        Args:
            held: `By Jane Doe and John Roe, Staff Writers`.
            single: whether a name may be one word.
        """
        if len(held) > _LONGEST:
            return []
        bracket = _BRACKET.search(held)
        if bracket and self.site.mean(bracket[1]):
            return []  # Deutsche Welle (www.dw.com)
        held, opening = self._opened(_OUTSIDE.sub(" ", held).strip())
        joined = [part for piece in _SEPARATOR.split(held) for part in self.words.joiner.split(piece)]
        parts = [part for words in joined for part in self._without_place(words)]
        placed = any(self.words.at.match(f" {words.strip()} ") for words in joined)  # By TPN, in News, Portugal, Business
        if len(parts) > 1 and not opening and self.site.mean(parts[0]):
            return []  # example.org, Frankfurt, Germany
        alone = [not placed and (single or (opening and part.strip()[:1].isupper())) for part in parts]
        names = [name for part, one in zip(parts, alone, strict=True) if (name := self.person(part, single=one))]
        if len(parts) == 2 and len(names) == 2 and "," in held and all(len(name.split()) == 1 for name in names):
            return [f"{names[1]} {names[0]}"]  # Doe, Jane
        return names[:_MOST]

    def _without_place(self, words: str) -> list[str]:
        """Return who writes `in Paris`; two names where the latter begins with a given one, since `in` is `and` in Slovene."""
        parts = self.words.at.split(words, maxsplit=1)
        return parts if len(parts) > 1 and parts[1].split()[:1] and parts[1].split()[0] in self.given else parts[:1]

    def _opened(self, held: str) -> tuple[str, bool]:
        """Return a byline without the words that precede its names, and whether there were any."""
        found = False
        for _ in range(3):  # Byby Jane Doe: a label for screen readers stands before the one that is seen
            opening = self.words.by.match(held)
            if opening is None or opening.end() == len(held):
                break
            held, found = held[opening.end() :], True
        return held, found

    def person(self, words: str, *, single: bool = True) -> str | None:
        """Return words as the name of a person, without a title; None if they are none."""
        words = one_line(self._opened(words)[0]).strip(" .:-–—\"“”'‘’_~><=#!?")
        words = _DATED.sub("", self.words.name_title.sub("", words))
        parts = words.split()
        if not 0 < len(parts) <= _LONGEST_NAME or self._is_known(words, parts):
            return None
        if len(parts) == 1:
            return words if single and _HANDLE.fullmatch(words) and not _SHORT.fullmatch(words) else None
        if folded(parts[-1]) in self.words.roles and (len(parts) > 2 or not parts[-1].isascii()):
            return self.person(" ".join(parts[:-1]), single=single)
        if folded(parts[0]) in self.words.roles and len(parts) > 2:
            return self.person(" ".join(parts[1:]), single=single)
        if len(parts) > 2 and all(len(part) == 2 and part.isupper() for part in parts):
            return None  # DE FR IT: the page's languages
        return words if self._is_full(parts) or (single and _is_plain(parts)) else None

    def _is_known(self, words: str, parts: list[str]) -> bool:
        """Say whether words are known to be something else: a role, an outlet, the words of a button."""
        key = folded(words)
        known = (self.words.not_names, self.words.roles, self.words.staff, self.agencies)
        if not key or key.endswith("admin") or any(key in names for names in known) or self.words.by.fullmatch(words):
            return True
        if any(part in self.words.staff or part in self.words.not_name_words for part in key.split()):
            return True
        return self.site.mean(words) and not self._own_site(parts)

    def _is_full(self, parts: list[str]) -> bool:
        """Say whether words have the shape of a full name: capitals, and small particles between them."""
        small = [part for part in parts if part[0].islower()]
        shaped = len(small) < len(parts) and all(_WORD.fullmatch(part) for part in parts)
        return shaped and all(part.casefold() in self.words.particles for part in small) and folded(parts[0]) not in self.words.roles

    def _own_site(self, parts: list[str]) -> bool:
        """Say whether a name that is the site's is a person's: a blog is called after its writer at times."""
        named = self.personal or parts[0] in self.given
        return named and len(parts) in {2, 3} and all(_WORD.fullmatch(part) and part[0].isupper() for part in parts)


class _Source(NamedTuple):
    """Who a source says the authors are."""

    source: str
    #: The number of the element where readers see it; else 0.
    order: int
    names: tuple[str, ...]
    worth: float

    @property
    def keys(self) -> frozenset[str]:
        """The names as they are compared."""
        return frozenset(folded(name) for name in self.names)


def _is_plain(parts: list[str]) -> bool:
    """Say whether two words are a name that somebody wrote without care, in a field for names: `Jane harper`."""
    return len(parts) == 2 and parts[0][0].isupper() and all(_WORD.fullmatch(part) and len(part) > 3 for part in parts)


def authors_of(signs: Signs, judge: Judge, title: int) -> Choice | None:
    """Return the article's authors, or None where the page names no person as one.

    Args:
        signs: the page's.
        judge: what tells persons from others.
        title: the number of the title's element; 0 if it is not known.
    """
    sources = list(islice((source for source in _sources(signs, judge, title) if source.names), _MOST_SOURCES))
    if any(signs.data.texts("author")) and not any(source.source in {"json-ld", "meta"} for source in sources):
        sources = [source for source in sources if _way(source.order, title) < _NEAR]
    if not sources:
        return None
    best = max(sources, key=lambda item: (_score(item, sources), -sources.index(item)))
    if _alone(best.names):
        whole = [item for item in sources if len(item.names) == 1 and is_within(folded(best.names[0]), folded(item.names[0]))]
        best = max(whole, key=lambda item: (" " in item.names[0], item.worth))
    fuller = [item for item in sources if item.source == "meta" and best.keys < item.keys and len(item.names) <= _BESIDE_ONE]
    best = fuller[0] if fuller and best.source != "byline" else best  # markup that names the first author alone
    spelled = {folded(name): name for item in reversed(sources) for name in item.names if not name.isupper()}
    names = tuple(spelled.get(folded(name), name) if name.isupper() else name for name in best.names)
    agreed = sum(best.keys == item.keys for item in sources)
    others = [Clue(", ".join(item.names), item.source) for item in sources if item.keys != best.keys]
    return Choice(names, best.source, best.order, tuple(others[:5]), confidence=0.95 if agreed > 1 else 0.8)


def _score(item: _Source, sources: list[_Source]) -> float:
    """Return how much a source counts: what it is worth, and which other kinds of source agree with it."""
    agreement: dict[str, float] = {}
    keys = item.keys
    for other in sources:
        if other is not item and other.source != item.source:
            agreed = 1.5 if other.keys == keys else 1.0 if keys < other.keys or other.keys < keys else 0.0
            agreement[other.source] = max(agreement.get(other.source, 0.0), agreed)
    alone = _alone(item.names)
    return item.worth + sum(agreement.values()) + 0.01 * len(keys) - (0.0 if not alone else 1.8 if alone.islower() else 1.2)


def _alone(names: tuple[str, ...]) -> str:
    """Return the only name if it is one word, in a script that has words; else nothing."""
    return names[0] if len(names) == 1 and " " not in names[0] and not _NO_CASE.search(names[0]) else ""


def _distinct(names: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for name in names:
        if (key := folded(name)) not in seen:
            seen.add(key)
            yield name


def _sources(signs: Signs, judge: Judge, title: int) -> Iterator[_Source]:
    """Yield who the page says its authors are, surest first."""
    stated = () if _is_review_by_outlet(signs.data) else signs.data.texts("author", "creator")
    yield _Source("json-ld", 0, _persons(judge, stated), 3.0)
    for name in _META:
        found = _persons(judge, signs.meta(name))
        if found:
            yield _Source("meta", 0, found, 2.0)
    yield from _in_items(signs, judge, title)
    yield from _in_bylines(signs, judge, title)
    yield from _in_lines(signs, judge, title)


def _is_review_by_outlet(data: LinkedData) -> bool:
    """Say whether all that is stated is a fact check (schema.org/ClaimReview), whose author is most often the outlet."""
    author = data.article.get("author")
    return "ClaimReview" in data.types and isinstance(author, Mapping) and "Organization" in types_of(data.resolved(author))


def _persons(judge: Judge, values: Iterable[str], *, single: bool = True) -> tuple[str, ...]:
    return tuple(_distinct(name for held in values for name in judge.names_in(held, single=single)))[:_MOST]


def _way(order: int, title: int) -> int:
    """Return how far an element is from the title; the way back is twice as far."""
    return order - title if order >= title else 2 * (title - order)


def _in_items(signs: Signs, judge: Judge, title: int) -> Iterator[_Source]:
    """Yield the authors in microdata and RDFa: those nearest to the title, and those beside them."""
    found: list[tuple[int, list[str]]] = []
    for mark, held in signs.items("author", "creator", "name"):
        if mark.region & (Region.COMMENT | Region.ASIDE) or any(
            prop in _OTHERS or kind in {"Comment", "Review"} for kind, prop in mark.scopes
        ):
            continue
        own = {word.split(":")[-1] for word in f"{mark.attributes.get('itemprop', '')} {mark.attributes.get('property', '')}".split()}
        inner = bool(mark.scopes) and mark.scopes[-1][1].split(":")[-1] in {"author", "creator"} and "itemscope" not in mark.attributes
        if inner if own == {"name"} else not ("itemscope" in mark.attributes or "typeof" in mark.attributes):
            found.append((mark.order, judge.names_in(held)))
        elif own != {"name"}:
            found.append((mark.order, judge.names_in(mark.text.split("\n")[0], single=False)))
    found = [item for item in found if item[1]]
    if found:
        nearest = min(found, key=lambda item: _way(item[0], title))[0]
        names = tuple(_distinct(name for order, held in found if abs(order - nearest) < _BESIDE for name in held))
        yield _Source("microdata", nearest, names[:_MOST], 1.8)


#: Items in which an author is somebody else's: of a comment, of a work that is cited.
_OTHERS = frozenset({"comment", "citation", "review", "reviews", "isBasedOn", "mentions", "hasPart"})

#: How many authors markup may name where other markup names fewer of them.
_BESIDE_ONE = 6

#: How many elements apart the authors of one article stand.
_BESIDE = 60


def _in_bylines(signs: Signs, judge: Judge, title: int) -> Iterator[_Source]:
    """Yield the names in elements that are called after authors, and in links to an author's page; the nearest to the title first."""
    marks = {mark.order: mark for mark in (*signs.harvest.named, *signs.harvest.marked) if _is_byline(mark)}
    near = sorted(marks.values(), key=lambda mark: (is_aside(mark.order, mark.region, title), _way(mark.order, title)))[:_LOOKED_AT]
    used: set[int] = set()
    for mark in near:
        if mark.order in used:
            continue
        inner = [other for other in near if 0 < other.order - mark.order < _BESIDE and other.text in mark.text]
        names = _persons(judge, (other.text for other in inner if _is_link(other)), single=True)
        names = names or _persons(judge, (other.text for other in inner if "\n" not in other.text), single=False)
        names = names or _persons(judge, mark.text.split("\n") if _is_link(mark) else _rows(judge, mark.text), single=_is_link(mark))
        names = tuple(name for name in names if " " in name) or names  # beside whole names one word is a link to something else
        far = _way(mark.order, title) > _NEAR and title > 0
        if names and not (far and _alone(names)):  # one word in a menu is a page's name: `/redaktion/kontakt`
            used |= {mark.order, *(other.order for other in inner)}
            worth = 1.6 - min(_way(mark.order, title), 400) / 400 - (1.0 if is_aside(mark.order, mark.region, title) else 0.0)
            yield _Source("byline", mark.order, names, worth)


#: How many elements after the title a byline stands where markup names an outlet alone.
_NEAR = 150

#: How many elements that are called after authors are looked at.
_LOOKED_AT = 40


#: Addresses of authors' pages.
_PROFILE = regex.compile(
    r"/(?:by|profiles?|people|users?|staff|team|redaktion|person|writers?|journalists?|u|contributors?)/|aut[eoh]+u?r|@"
)


def _is_link(mark: Mark) -> bool:
    """Say whether an element is an author's name and nothing else: a link to an author's page, or one that its class calls a name."""
    names = f"{mark.attributes.get('class', '')} {mark.attributes.get('itemprop', '')}".lower()
    leads = mark.tag == "a" and (
        "author" in mark.attributes.get("rel", "") or _PROFILE.search(mark.attributes.get("href", "").lower()) is not None
    )
    return leads or _IS_NAME.search(names) is not None


def _rows(judge: Judge, text: str) -> list[str]:
    """Return the lines of a byline that name persons: those that begin as bylines do, else the first one that names any."""
    rows = text.split("\n")
    opened = [row for row in rows if judge.words.by.match(row)]
    return opened[:1] or [row for row in rows if judge.names_in(row, single=False)][:1]


def _is_byline(mark: Mark) -> bool:
    author = mark.says & Region.AUTHOR or "author" in mark.attributes.get("rel", "").split()
    return (
        bool(author)
        and not mark.region & (Region.COMMENT | Region.CAPTION)
        and 0 < len(mark.text) <= _LONGEST
        and mark.tag not in {"h1", "time"}
    )


def _in_lines(signs: Signs, judge: Judge, title: int) -> Iterator[_Source]:
    """Yield the names in short lines that begin as bylines do: near the title and at the end, elsewhere where a long word says so."""
    at = next((index for index, line in enumerate(signs.lines) if line.order >= title), 0) if title else 0
    near = [*signs.lines[at : at + 12], *reversed(signs.lines[max(0, at - 5) : at])]
    for number, line in enumerate((*near, *reversed(signs.lines[at + 12 :]))):
        aside = is_aside(line.order, line.region, title)
        close = number < len(near) + _AT_END
        if line.region & (Region.COMMENT | Region.CAPTION) or len(line.text) > _LONGEST_LINE or (aside and number >= len(near)):
            continue
        for whole in line.text.split("\n"):
            row = _behind_day(judge, whole) if number < len(near) else whole
            opening = judge.words.by.match(row)
            if opening is None or opening.end() == len(row) or not (close or opening.end() > _PLAIN):
                continue
            names = judge.names_in(row, single=False)
            if row is not whole:
                names = [name for name in names if " " in name]  # 6 de Mayo de 2022
            if names:
                yield _Source("byline", line.order, tuple(names), 0.5 if aside else 1.0 if close else 0.8)


def _behind_day(judge: Judge, row: str) -> str:
    """Return the byline that stands behind the day in a line under the title, or between signs; the line itself if there is none.

    `Posted on September 21, 2020 by Jane Doe`, `Health | By Jane Doe | April 13, 2020`
    """
    if judge.words.by.match(row) or not _YEAR.search(row):
        return row
    for part in _SIGN.split(row)[1:]:
        if judge.words.by.match(part):
            return part
    found = _BY_LATER.search(row)
    if found is None or not (row[0].isdigit() or judge.words.date_label.match(row)) or not judge.words.by.match(row, found.start()):
        return row
    return row[found.start() :] if _YEAR.search(row, 0, found.start()) and len(row[: found.start()].split()) <= _DAY_WORDS else row


#: A year in a line of a byline; signs between its parts; a small word before a name; and how many words a day has with its label.
_YEAR = regex.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SIGN = regex.compile(r"\s*[|•·]\s*")
_BY_LATER = regex.compile(r"(?<=\s)\p{Ll}{2,5}(?=\s+\p{Lu})(?=[^,.]*\Z)")
_DAY_WORDS = 6

#: A byline line is no longer; so many lines at a page's end may be one; elsewhere what precedes the names has more characters: `Author: `.
_LONGEST_LINE, _AT_END, _PLAIN = 150, 30, 6
