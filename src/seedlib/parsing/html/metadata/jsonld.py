"""Linked data in a page's scripts (JSON-LD): the node that is the page's article, and what it says.

Rules:

- A block that is no JSON is read as far as it goes: raw line ends, comments around it, trailing commas, several values in a row.
- A reference (`{"@id": …}`) means the node of that id, in whatever block it stands.
- Nodes that stand for something else on the page (lists of other stories, comments, videos inside) are never the article.
- Nothing is fetched: a context's address is not looked at.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from typing import Any, NamedTuple

import regex

from seedlib.parsing.html.metadata.harvest import bare_name

__all__ = ["LinkedData", "linked_data", "types_of", "values_in"]

#: schema.org/Article and all its subtypes, and CreativeWork's that hold a page's own text (schema.org 28.1).
_ARTICLES = frozenset(
    {
        "AdvertiserContentArticle", "AnalysisNewsArticle", "Article", "AskPublicNewsArticle", "BackgroundNewsArticle", "BlogPosting",
        "DiscussionForumPosting", "LiveBlogPosting", "MedicalScholarlyArticle", "NewsArticle", "OpinionNewsArticle", "Report",
        "ReportageNewsArticle", "ReviewNewsArticle", "SatiricalArticle", "ScholarlyArticle", "SocialMediaPosting", "TechArticle",
    }
)  # fmt: skip

#: Works that are the page where it has no article: a recipe, a review, a podcast, a question.
_WORKS = frozenset(
    {
        "AudioObject", "ClaimReview", "CreativeWork", "CreativeWorkSeries", "Episode", "HowTo", "PodcastEpisode", "QAPage", "Question",
        "RadioEpisode", "Recipe", "Review", "TVEpisode", "VideoObject",
    }
)  # fmt: skip

#: Pages as such; what they say of dates and names is often said of the article in them.
_PAGES = frozenset({"AboutPage", "CollectionPage", "FAQPage", "ItemPage", "MediaGallery", "MedicalWebPage", "ProfilePage", "WebPage"})

#: Under these names stands something else than what the page is about.
_OTHERS = frozenset(
    {
        "about", "associatedMedia", "citation", "comment", "hasPart", "image", "isBasedOn", "isPartOf", "itemListElement", "liveBlogUpdate",
        "mentions", "relatedLink", "review", "reviews", "subjectOf", "suggestedAnswer", "video", "workExample",
    }
)  # fmt: skip

#: Comments and CDATA marks, which older pages put around a script against browsers that did not know it.
_WRAPPING = regex.compile(
    r"\A\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>|;)\s*\Z"
)
_TRAILING_COMMA = regex.compile(r",(?=\s*[}\]])")
#: A backslash before what JSON does not escape: `it\'s`.
_BAD_ESCAPE = regex.compile(r'\\(?!["\\/bfnrtu])')
_COMMENT = regex.compile(r"/\*.*?\*/", regex.DOTALL)
_COMMENT_LINE = regex.compile(r"(?<=[\s,])//[^\n]*$", regex.MULTILINE)
_SINGLE = regex.compile(r"(?<=:\s{0,8})'([^'\n]*)'(?=\s*[,}])")
_START = regex.compile(r"[{\[]")

#: What of an address does not count when two are compared; words; tags and control characters that are left in strings.
_UNCOMPARED = regex.compile(r"\A(?:https?:)?//(?:www\.)?|[?#].*\Z")
_WORD = regex.compile(r"[\p{L}\p{N}]+")
_TAG = regex.compile(r"<[^<>]{0,300}>")
_CONTROL = regex.compile(r"[\x00-\x08\x0e-\x1b\x7f]")

#: No more nodes are looked at: the largest honest block that was seen has two thousand.
_MOST_NODES = 20_000

#: Nor more of the values in a list that names somebody: the authors of a paper are a hundred at times.
_MOST_NAMES = 100

#: No deeper values are looked at.
_DEEPEST = 40


class _Node(NamedTuple):
    held: Mapping[str, Any]
    types: frozenset[str]
    #: Whether it stands for the page or its article, rather than inside something else.
    own: bool


class LinkedData(NamedTuple):
    """What the scripts of a page state."""

    #: The article, or what comes nearest to it; empty if there is none.
    article: Mapping[str, Any]
    #: Types of the article: `NewsArticle`.
    types: frozenset[str]
    #: The page's own node (`WebPage`), if it is another one than the article; else empty.
    page: Mapping[str, Any]
    #: Nodes by their id.
    by_id: Mapping[str, Mapping[str, Any]]
    #: The names of the site and of organizations that are publishers.
    site: str = ""

    def texts(self, *names: str) -> Iterator[str]:
        """Yield the strings under the first of these names that has some, references and nested names followed."""
        for name in names:
            found = list(self.names_of(self.article.get(name)))
            if found:
                yield from found
                return

    def names_of(self, held: Any) -> Iterator[str]:
        """Yield what a value is called: itself if it is a string, else its name; each node is asked once, since references may meet."""
        stack, asked = [held], set[int]()
        while stack:
            item = stack.pop()
            if isinstance(item, str):
                if words := _clean(item):
                    yield words
            elif isinstance(item, list):
                stack += reversed(item[:_MOST_NAMES])
            elif isinstance(item, Mapping):
                node = self.resolved(item)
                if id(node) not in asked:
                    asked.add(id(node))
                    stack.append(node.get("name"))

    def resolved(self, held: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the node that a reference means; the value itself if it is none or leads nowhere."""
        identity = held.get("@id")
        if isinstance(identity, str) and not ("name" in held or "givenName" in held):
            return self.by_id.get(identity, held)
        return held


def types_of(held: Mapping[str, Any]) -> frozenset[str]:
    """Return a node's types without their vocabulary: `http://schema.org/NewsArticle` is `NewsArticle`."""
    given = held.get("@type", held.get("type"))
    items = given if isinstance(given, list) else [given]
    return frozenset(bare_name(item) for item in items if isinstance(item, str))


def linked_data(scripts: Iterable[str], titles: Iterable[str] = (), addresses: Iterable[str] = ()) -> LinkedData:
    """Return what a page's scripts state of its article.

    Args:
        scripts: the texts of its `application/ld+json` scripts.
        titles: what else the page calls itself, to choose among several articles.
        addresses: what it says its address is, for the same.
    """
    nodes = list(_nodes([held for script in scripts for held in values_in(script)]))
    by_id: dict[str, Mapping[str, Any]] = {}
    for node in nodes:
        identity = node.held.get("@id")
        if isinstance(identity, str) and len(node.held) > 1 and len(node.held) > len(by_id.get(identity, ())):
            by_id[identity] = node.held
    best = _article(nodes, [_folded(title) for title in titles if title], [_address(url) for url in addresses if url])
    page = next((node.held for node in nodes if node.own and node.types & _PAGES), {})
    if best is None:
        return LinkedData({}, frozenset(), page, by_id, _site(nodes))
    return LinkedData(best.held, best.types, page if page is not best.held else {}, by_id, _site(nodes))


def values_in(script: str) -> Iterator[Any]:
    """Yield the JSON values of a script, mended where they are broken in one of the usual ways."""
    text = script.strip()
    for _ in range(2):
        text = _WRAPPING.sub("", text).strip()
    if not text:
        return
    decoder = json.JSONDecoder(strict=False)
    for mend in (str, _mended):
        mended = mend(text)
        found = list(_in_a_row(decoder, mended))
        if found:
            yield from found
            return


def _mended(text: str) -> str:
    """Return JSON without what is none of it and often stands in it: comments, commas at ends, other escapes, single quotes."""
    commented, end, rest = text.rpartition("*/")  # no comment ends behind it: sought there, each that begins would be read to the end
    text = _COMMENT_LINE.sub("", _COMMENT.sub("", commented + end) + rest)
    text = _SINGLE.sub(lambda found: json.dumps(found[1]), text)
    return _BAD_ESCAPE.sub(r"\\\\", _TRAILING_COMMA.sub("", text))


def _in_a_row(decoder: json.JSONDecoder, text: str) -> Iterator[Any]:
    at = 0
    while start := _START.search(text, at):
        try:
            held, at = decoder.raw_decode(text, start.start())
        except (ValueError, RecursionError):
            return
        yield held


def _nodes(roots: list[Any]) -> Iterator[_Node]:
    """Yield all objects, outer before inner, in the page's order."""
    stack: list[tuple[Any, bool, int]] = [(root, True, 0) for root in reversed(roots)]
    count = 0
    while stack and count < _MOST_NODES:
        held, own, depth = stack.pop()
        count += 1
        if depth > _DEEPEST:
            continue
        if isinstance(held, list):
            stack += [(item, own, depth + 1) for item in reversed(held) if isinstance(item, dict | list)]
        elif isinstance(held, dict):
            yield _Node(held, types_of(held), own)
            inner = [(item, own and name not in _OTHERS, depth + 1) for name, item in held.items() if isinstance(item, dict | list)]
            stack += reversed(inner)


def _article(nodes: list[_Node], titles: list[str], addresses: list[str]) -> _Node | None:
    """Return the node that is the page's article: by its type, then by its title and address, then the first."""
    best, most = None, (-1, -1, -1)
    for node in nodes:
        rank = 3 if node.types & _ARTICLES else 2 if node.types & _WORKS else 1 if node.types & _PAGES else 0
        if not rank or not node.own:
            continue
        agreed = _agrees(node.held, titles) + (2 if _at(node.held, addresses) else 0)
        score = (rank, agreed, len(node.held) > 4)
        if score > most:
            best, most = node, score
    return best


def _agrees(held: Mapping[str, Any], titles: list[str]) -> int:
    words = held.get("headline") or held.get("name")
    folded = _folded(words) if isinstance(words, str) else ""
    return int(bool(folded) and any(folded in title or title in folded for title in titles))


def _at(held: Mapping[str, Any], addresses: list[str]) -> bool:
    for name in ("url", "mainEntityOfPage", "@id"):
        given = held.get(name)
        given = given.get("@id") or given.get("url") if isinstance(given, Mapping) else given
        if isinstance(given, str) and given and _address(given) in addresses:
            return True
    return False


def _address(url: str) -> str:
    """Return an address as it is compared: no scheme, query, fragment or last slash."""
    return _UNCOMPARED.sub("", url.strip()).rstrip("/")


def _site(nodes: list[_Node]) -> str:
    for node in nodes:
        if "WebSite" in node.types and isinstance(node.held.get("name"), str):
            return _clean(node.held["name"])
    return ""


def _folded(words: str) -> str:
    return " ".join(_WORD.findall(_clean(words).casefold()))


def _clean(words: str) -> str:
    """Return a string without the entities, tags and line ends that some sites leave in it; entities are escaped twice at times."""
    if "&" in words:
        words = unescape(unescape(words))
    if "<" in words:
        words = _TAG.sub(" ", words)
    try:
        words.encode()
    except UnicodeEncodeError:  # half of an escaped pair: \ud83d
        words = words.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return " ".join(_CONTROL.sub("", words).split())
