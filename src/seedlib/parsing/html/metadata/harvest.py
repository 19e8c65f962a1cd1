"""One walk over a page's tree: all elements that may say something of the article, as plain values.

Rules:

- What is gathered is not judged here: every value is as the page has it, with the place and surroundings of its element.
- A page's classes and ids are code of its makers, not language: their words are English or the makers' own.
- Surroundings are flags: an element in a list of related stories or under comments says little of the article.
"""

from __future__ import annotations

import re  # for what is asked of each class and id of a page: three times as fast as regex here, and their words are ASCII
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from seedlib.parsing.html.metadata.wording import UNSEEN, leads_home, string_of, visible_text, without_labels

if TYPE_CHECKING:
    from turbohtml import Document, Element

__all__ = ["NOWHERE", "Harvest", "Mark", "Place", "Region", "bare_name", "harvest_of"]


class Region:
    """Flags for what an element stands in; plain numbers, since a page has thousands of elements."""

    #: Beside the article: navigation, related stories, footers.
    ASIDE = 1
    COMMENT = 2
    #: In an `article` or `main`.
    ARTICLE = 4
    HEADER = 8
    CAPTION = 16
    #: It links to the site's front page: a logo.
    HOME = 32
    #: In a box about the author.
    AUTHOR_BOX = 64
    #: It, or what it stands in, is named after an author, a date, a title.
    AUTHOR = 128
    DATE = 256
    TITLE = 512


class Mark(NamedTuple):
    """An element that may say something."""

    #: Its number among the page's elements.
    order: int
    tag: str
    attributes: dict[str, str]
    #: Its visible text; lines apart by line ends. Empty where it is long.
    text: str
    region: int
    #: Types and properties of the microdata or RDFa items around it, outermost first: `(("NewsArticle", ""), ("Person", "author"))`.
    scopes: tuple[tuple[str, str], ...]
    #: What its own class and id say.
    says: int = 0
    #: Of a heading: its text with the rubric or line that stands in it over or under the title, if there is one.
    whole: str = ""


class Place(NamedTuple):
    """What an element stands in; elements that stand in the same share one."""

    region: int
    scopes: tuple[tuple[str, str], ...]
    seen: bool


class Harvest(NamedTuple):
    """What a page's tree holds for its metadata; each list in document order."""

    language: str
    base: str
    #: The `title` element.
    title: str
    #: Of `meta` elements: names in small letters, and contents.
    metas: dict[str, list[str]]
    #: Attributes of `link` elements, by the words of their `rel`.
    links: dict[str, list[dict[str, str]]]
    #: Texts of JSON-LD scripts.
    scripts: list[str]
    #: `h1` to `h3`.
    headings: list[Mark]
    #: What is set in bold type on a page without headings, the first of it.
    strong: list[Mark]
    times: list[Mark]
    #: Elements with `itemprop`, `property` or `rel=author`, `meta` and `link` too.
    marked: list[Mark]
    #: Elements whose class or id speaks of an author, a date, a title.
    named: list[Mark]
    #: The number of each element, and what it stands in.
    orders: Mapping[Element, int]
    places: Mapping[Element, Place]


#: What the names of elements say of where they stand; each is looked for in a class or id of its own, folded to small letters.
_ASIDE = re.compile(
    r"""
    (?<![a-z]) (?: advert\w* | also | aside | breaking | card-?list | carousel | cookie\w* | footer | latest | links? | menu | modal
      | more-?(?:from|news|posts|stories|articles) | most-?read | nav(?:bar|igation)? | newsletter | outbrain | popup | promo\w* | rail
      | read-?(?:also|more|next) | share\w* | social\w* | sponsor\w* | taboola | ticker | trending | up-?next | widget\w* ) (?![a-z])
    | related | recommend | similar | popular | side-?bar | teaser
    """,
    re.VERBOSE,
)
_COMMENT = re.compile(
    r"(?<![a-z])(?:comments?|discussion|disqus|repl(?:y|ies)|respond)(?![a-z])|comment-?(?:list|er|author|body|meta|section)"
)
_AUTHOR_BOX = re.compile(r"(?:author|writer)s?[-_]*(?:bio|box|card|about|desc)|about[-_]*(?:the[-_]*)?author")

#: Names of authors, dates and titles in classes and ids, in the languages that sites are written in.
_AUTHOR = re.compile(r"author|autor|auteur|by-?line|contribut|creator|journalist|redakt|reporter|signature|vcard|verfasser|writer|writt?en")
_DATE = re.compile(r"date|datum|fecha|time|publi[sc]|posted|stamp|created|pubdate|meta|info")
_TITLE = re.compile(r"headline|(?<![a-z])hed(?![a-z])|title|titel|titulo|titre")

#: What any of those patterns can find: most words of classes and ids hold none of it.
_ANY = re.compile(
    r"""
    advert|also|aside|aut[eho]|breaking|by-?line|card-?list|carousel|change|comment|contribut|cookie|creat|date|datum|disc|disqus|fecha|footer|hed|headline|info
    |journalist|latest|link|menu|meta|modal|more|nav|news|outbrain|popul|popup|post|promo|publi|rail|read|recommend|redakt|relat|repl|reporter|respon
    |share|side|signature|similar|social|sponsor|stamp|taboola|teaser|ticker|time|tit[eru]|titl|trending|up-?next|vcard|verfass|widget|writ
    """,
    re.VERBOSE,
)

#: What frameworks of style put into classes: `md:flex`, `w-[20px]`, `mt-4`.
_STYLING = re.compile(r".*[:\[\]/].*|-?[a-z]{1,3}-[\w.]{1,4}")

#: Attributes that name an element for styles, scripts and tests.
_NAMING = frozenset({"class", "id", "data-testid", "data-component", "data-qa", "data-test-id", "data-test"})

#: A longer text is no byline, date or title.
_LONGEST = 1_200
_LONGEST_HEADING = 500

#: How deep items may lie in items.
_DEEPEST = 12

#: What elements say of what is in them, and names that make an element worth a look.
_REGIONS = {
    **dict.fromkeys(("nav", "aside", "footer"), Region.ASIDE),
    **dict.fromkeys(("article", "main"), Region.ARTICLE),
    **dict.fromkeys(("figure", "figcaption"), Region.CAPTION),
    "header": Region.HEADER,
}

#: What the addresses of authors' pages hold.
_PROFILES = ("/author", "/autor", "/auteur", "/Author", "/Autor", "author=", "journalist", "redakt", "reporter", "writer", "/profile")
_TELLING = Region.AUTHOR | Region.DATE | Region.TITLE

#: Elements that change what stands in them, whatever they are called.
_MATTERING = frozenset(_REGIONS) | UNSEEN

#: Wrappers of whole pages, whose classes say what else is on the page: `has-sidebar`.
_WHOLE = frozenset({"html", "body", "main", "article", "h1"})


def harvest_of(tree: Document) -> Harvest:
    """Return what a page's tree holds for its metadata."""
    picker = _Picker()
    for element in tree.iter_elements():
        picker.take(element)
    return picker.finished()


NOWHERE = Place(0, (), seen=True)

#: Elements that are looked at whatever they are called.
_PLAIN = frozenset({"address", "h1", "h2", "h3", "time"})


#: What sets words in bold type, and how many of them are kept: pages without headings have their title so.
_STRONG, _MOST_STRONG = frozenset({"b", "strong"}), 30


class _Picker:
    """Takes the elements of a tree in document order."""

    __slots__ = (
        "_judged", "_order", "_orders", "_places", "_plain", "headings", "links", "marked", "metas", "named", "scripts", "strong", "times",
    )  # fmt: skip

    def __init__(self) -> None:
        #: The page's language, base address and title.
        self._plain = {"language": "", "base": "", "title": ""}
        self.metas: dict[str, list[str]] = {}
        self.links: dict[str, list[dict[str, str]]] = {}
        self.scripts: list[str] = []
        self.headings: list[Mark] = []
        self.strong: list[Mark] = []
        self.times: list[Mark] = []
        self.marked: list[Mark] = []
        self.named: list[Mark] = []
        self._orders: dict[Element, int] = {}
        self._places: dict[Element, Place] = {}
        #: What classes and ids say, by their words: pages repeat them.
        self._judged: dict[str, int] = {}
        self._order = 0

    def take(self, element: Element) -> None:
        """Take the next element."""
        self._order += 1
        tag, given = element.tag, dict(element.attrs)
        self._orders[element] = self._order
        place = self._places.get(element.parent, NOWHERE)  # type: ignore[arg-type]  # a document is no element, and not there
        says = self._says(given) if given else 0
        if says or tag in _MATTERING or "itemscope" in given or "typeof" in given:
            place = _place(tag, given, 0 if tag in _WHOLE else says, place)
        self._places[element] = place
        reader = _READERS.get(tag)
        if reader is not None:
            reader(self, element, given, place)
        elif place.seen and (given or tag in _PLAIN):
            self._pick(element, tag, given, says, place)
        if tag in _STRONG and place.seen and not self.headings and len(self.strong) < _MOST_STRONG:
            self.strong.append(Mark(self._order, tag, {}, " ".join(element.text[:_LONGEST_HEADING].split()), place.region, place.scopes))

    def _says(self, given: Mapping[str, Any]) -> int:
        """Return what an element's classes, id and other names say of it."""
        says, judged = 0, self._judged
        for name, held in given.items():
            if held and name in _NAMING:
                for word in held if isinstance(held, list) else held.split():
                    found = judged.get(word)
                    if found is None:
                        found = judged[word] = _judge(word.lower())
                    says |= found
        return says

    def _pick(self, element: Element, tag: str, given: Mapping[str, Any], says: int, place: Place) -> None:
        """Keep an element that may say something."""
        heading = tag in {"h1", "h2", "h3"}
        marked = "itemprop" in given or "property" in given or ("rel" in given and "author" in string_of(given["rel"]).split())
        named = bool(says & _TELLING) or tag == "address"
        if tag == "a" and not named and (href := string_of(given.get("href"))) and any(word in href for word in _PROFILES):
            named, says = True, says | Region.AUTHOR
        if not (heading or marked or named or tag == "time"):
            return
        text = element.text
        if not (heading or marked or tag == "time") and _is_idle(says, given, text, place.region):
            return
        long = len(text) > (_LONGEST_HEADING if heading else _LONGEST)
        if long and not marked:
            return
        region = place.region | says | (Region.HOME if heading and leads_home(element) else 0)
        attributes = {name: string_of(held) for name, held in given.items()}
        words = "" if long else visible_text(element, text)
        proper = without_labels(element) if heading and words else ""
        mark = Mark(self._order, tag, attributes, proper or words, region, place.scopes, says, words if proper else "")
        if heading:
            self.headings.append(mark)
        if tag == "time":
            self.times.append(mark)
        if marked:
            self.marked.append(mark)
        if named:
            self.named.append(mark)

    def meta(self, element: Element, given: Mapping[str, Any], place: Place) -> None:
        """Take a `meta` element."""
        del element
        content = string_of(given.get("content") or given.get("value")).strip()
        if not content:
            return
        for name in ("property", "name", "itemprop", "http-equiv"):
            for word in string_of(given.get(name)).lower().split():
                self.metas.setdefault(word, []).append(content)
        if "itemprop" in given or "property" in given:
            attributes = {name: string_of(held) for name, held in given.items()}
            self.marked.append(Mark(self._order, "meta", attributes, "", place.region, place.scopes))

    def link(self, element: Element, given: Mapping[str, Any], place: Place) -> None:
        """Take a `link` element."""
        del element
        attributes = {name: string_of(held) for name, held in given.items()}
        for word in attributes.get("rel", "").lower().split():
            self.links.setdefault(word, []).append(attributes)
        if "itemprop" in attributes:
            self.marked.append(Mark(self._order, "link", attributes, "", place.region, place.scopes))

    def script(self, element: Element, given: Mapping[str, Any], place: Place) -> None:
        """Take a script of linked data."""
        del place
        if "ld+json" in string_of(given.get("type")).lower():
            self.scripts.append(element.text)

    def whole(self, element: Element, given: Mapping[str, Any], place: Place) -> None:
        """Take the `html` element."""
        del element, place
        self._plain["language"] = string_of(given.get("lang") or given.get("xml:lang"))

    def base(self, element: Element, given: Mapping[str, Any], place: Place) -> None:
        """Take a `base` element."""
        del element, place
        self._plain["base"] = self._plain["base"] or string_of(given.get("href"))

    def title(self, element: Element, given: Mapping[str, Any], place: Place) -> None:
        """Take the `title` element; that of a drawing is another."""
        del given
        if place.seen:
            self._plain["title"] = self._plain["title"] or " ".join(element.text[:_LONGEST].split())

    def finished(self) -> Harvest:
        """Return all that was kept."""
        return Harvest(
            **self._plain,
            metas=self.metas,
            links=self.links,
            scripts=self.scripts,
            headings=self.headings,
            strong=[] if self.headings else self.strong,
            times=self.times,
            marked=self.marked,
            named=self.named,
            orders=self._orders,
            places=self._places,
        )


_READERS: Mapping[str, Callable[[_Picker, Element, Mapping[str, Any], Place], None]] = {
    "meta": _Picker.meta,
    "link": _Picker.link,
    "script": _Picker.script,
    "html": _Picker.whole,
    "base": _Picker.base,
    "title": _Picker.title,
}


def _is_idle(says: int, given: Mapping[str, Any], text: str, region: int) -> bool:
    """Say whether an element that is called after a date has none, or one that is called after a title is another story's."""
    if says & Region.AUTHOR:
        return False
    if says & Region.DATE and (
        _DIGIT.search(text) or any(_DIGIT.search(string_of(held)) for name, held in given.items() if name not in _NAMING)
    ):
        return False
    return not says & Region.TITLE or bool(region & (Region.ASIDE | Region.COMMENT)) or len(text) > _LONGEST_HEADING


_DIGIT = re.compile(r"\d")


def _judge(word: str) -> int:
    """Return what a class or id says."""
    if not _ANY.search(word) or _STYLING.fullmatch(word):
        return 0
    says = Region.COMMENT if _COMMENT.search(word) else 0
    if _AUTHOR_BOX.search(word):
        says |= Region.AUTHOR_BOX
    elif _ASIDE.search(word) and not word.startswith(("has-", "with-", "no-")):
        says |= Region.ASIDE
    for pattern, flag in ((_AUTHOR, Region.AUTHOR), (_DATE, Region.DATE), (_TITLE, Region.TITLE)):
        if pattern.search(word):
            says |= flag
    return says


def _place(tag: str, given: Mapping[str, Any], says: int, around: Place) -> Place:
    """Return where an element stands, by what is around it and what it says itself."""
    region = around.region | says | _REGIONS.get(tag, 0)
    scopes = around.scopes
    if given and ("itemscope" in given or "typeof" in given) and len(scopes) < _DEEPEST:
        kind = string_of(given.get("itemtype") or given.get("typeof")).rstrip("/")
        scopes = (*scopes, (bare_name(kind), string_of(given.get("itemprop") or given.get("property"))))
    return Place(region, scopes, around.seen and tag not in UNSEEN)


def bare_name(name: str) -> str:
    """Return a type or property without its vocabulary: `http://schema.org/NewsArticle` is `NewsArticle`, `dc:creator` `creator`."""
    return name.replace("/", ":").replace("#", ":").rpartition(":")[2]
