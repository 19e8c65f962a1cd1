"""The outline of a page: the elements around its blocks, and what their names, classes and ids say they hold.

Rules:

- Elements are numbered so that a parent comes before its children; `-1` is the parent of the first.
- Words of classes and ids are code, the same in pages of all languages; no word of a text is looked at.
- No word decides alone: each is one sign of many.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import regex

if TYPE_CHECKING:
    from turbohtml import Element

    from seedlib.parsing.html.writing import PageBlock

__all__ = ["SECTIONS", "WORDS", "Outline", "outline_of"]

#: What stands in classes and ids of elements that hold a thing, as seen in the pages that `make_forest` reads and in the rules of
#: Readability.js and trafilatura: `article-body`, `postRelated`, `js-share-bar`, `wp-caption-text`. A word between hyphens is a whole
#: one; others may stand within longer ones, and hyphens in those do not count.
WORDS: Mapping[str, str] = {
    "advert": "-ad- -ads- advert sponsor promo banner commercial anzeige affiliate shop product price -cta- offer deal",
    "author": "byline author autor credit contributor writer profile -bio- reporter journalist vcard",
    "body": "richtext wysiwyg paragraph -prose- artikel textblock textmodule",
    "caption": "caption figure -fig- image photo picture gallery -img slideshow media video legend bild foto player audio embed",
    "comment": "comment disqus discuss reply replies respond kommentar coment reactie forum",
    "content": "content article post entry story text body main single",
    "cookie": "cookie consent gdpr privacy cmp modal popup overlay lightbox dialog notif alert toast",
    "date": "date datetime -time- publish posted meta stamp",
    "foot": "foot copyright legal imprint colophon disclaim",
    "head": "header masthead topbar -head- logo branding",
    "hidden": "hidden hide sronly screenreader visually accessib noprint printonly mobileonly collapse accordion",
    "lead": "lead intro summary standfirst -dek- deck subtitle subhead subline excerpt abstract description vorspann chapo ingress",
    "letter": "newsletter subscri signup signin email mailing -abo- register login account donat supportus member paywall premium regwall",
    "menu": "nav menu crumb pagina pager toolbar -tab- -tabs- skip toc prev next",
    "note": "correct clarif editorsnote editornote -note- disclosure footnote reference bibliograph endnote",
    "related": (
        "relat recommend also moreon morefrom morestor morenews readmore readnext similar popular trend mostread mostview mostpop latest"
        " recent teaser taboola outbrain card carousel slider suggest onward recirc feed listitem itemlist grid tile further mehr infobox"
    ),
    "share": "shar social follow tweet twitter facebook whatsapp addthis bookmark",
    "side": "side aside rail widget secondary rightcol gadget",
    "tag": "-tag- -tags- keyword topic categor label kicker sectionname sectiontitle eyebrow rubrik rubric hashtag",
}

#: Whose body it is, and what bodies are called: `article-body`, `entryContent`.
_WHOSE = ("article", "post", "story", "news", "entry", "content", "main", "text", "body", "page")
_BODIES = ("body", "content", "text", "copy", "detail", "entry", "article", "main")

#: Elements that say what they hold, and the roles (WAI-ARIA 1.2, 5.3.4) that say the same of others.
SECTIONS: Mapping[str, tuple[str, ...]] = {
    "article": ("article",),
    "aside": ("aside", "complementary"),
    "figure": ("figure",),
    "footer": ("footer", "contentinfo"),
    "form": ("form", "fieldset", "search"),
    "header": ("header", "banner"),
    "list": ("ul", "ol", "dl"),
    "main": ("main",),
    "nav": ("nav", "navigation", "menu"),
    "quote": ("blockquote",),
    "table": ("table",),
}

_BITS = {name: 1 << bit for bit, name in enumerate(WORDS)}
_WHOLE = [(_BITS[name], word) for name, words in WORDS.items() for word in words.split() if "-" in word]
_WITHIN = [(_BITS[name], word) for name, words in WORDS.items() for word in words.split() if "-" not in word]
_WITHIN += [(_BITS["body"], whose + body) for whose in _WHOSE for body in _BODIES]
_SECTIONS = {name: 1 << bit for bit, names in enumerate(SECTIONS.values()) for name in names}

#: Attributes whose values name what an element holds.
_NAMING = ("class", "id", "itemprop", "role", "data-testid", "data-component")

#: Where words meet: `articleBody`, `post_content`, `post:12`.
_JOINT = regex.compile(r"(?<=[a-z])(?=[A-Z])|[^A-Za-z ]+")

#: No more characters of a name are looked at; style sheets of single classes make names of thousands.
_LONGEST_NAME = 300

#: No more elements around a block are looked at; of 1,100 pages none has 60.
_DEEPEST = 100


class Outline(NamedTuple):
    """The elements around a page's blocks, each by its number."""

    #: The element of each block.
    places: list[int]
    parents: list[int]
    tags: list[str]
    depths: list[int]
    #: Tag and class: elements made alike have it in common.
    makes: list[tuple[str, str]]
    #: Bits for the `WORDS` that the element's own attributes hold, and for those of all elements around it, too.
    own: list[int]
    words: list[int]
    #: A bit for the kind of section that the element is, and bits for all that it stands in.
    section: list[int]
    sections: list[int]

    def chain(self, place: int) -> list[int]:
        """Return an element and those around it, from the inside out; of pages nested for the sake of it the innermost hundred."""
        found: list[int] = []
        while place >= 0 and len(found) < _DEEPEST:
            found.append(place)
            place = self.parents[place]
        return found


def outline_of(blocks: Sequence[PageBlock]) -> Outline:
    """Return the elements around the blocks of a page."""
    numbers: dict[Element, int] = {}
    found = Outline([], [], [], [], [], [], [], [], [])
    seen: dict[str, int] = {}
    for block in blocks:
        element: Element | None = block.node
        new: list[Element] = []
        while element is not None and element not in numbers:
            new.append(element)
            element = _parent(element)
        parent = numbers[element] if element is not None else -1
        for child in reversed(new):
            numbers[child] = len(numbers)
            _add(found, child, parent, seen)
            parent = numbers[child]
        found.places.append(parent)
    return found


def _parent(element: Element) -> Element | None:
    """Return the element around an element; none around the outermost."""
    from turbohtml import Element

    parent = element.parent
    return parent if isinstance(parent, Element) else None


def _add(found: Outline, element: Element, parent: int, seen: dict[str, int]) -> None:
    """Add an element to the lists of an outline.

    Args:
        found: the outline, which grows.
        element: the element.
        parent: the number of the element around it.
        seen: what names say, by name.
    """
    tag, attributes = element.tag, element.attrs
    own = 0 if tag in {"html", "body"} else _words_in(attributes, seen)  # what a body's class says holds for all of the page
    section = _SECTIONS.get(tag, 0) | _SECTIONS.get(str(attributes.get("role")), 0)
    found.parents.append(parent)
    found.tags.append(tag)
    found.depths.append(found.depths[parent] + 1 if parent >= 0 else 0)
    found.makes.append((tag, str(attributes.get("class"))))
    found.own.append(own)
    found.words.append(found.words[parent] | own if parent >= 0 else own)
    found.section.append(section)
    found.sections.append(found.sections[parent] | section if parent >= 0 else section)


def _words_in(attributes: Mapping[str, Any], seen: dict[str, int]) -> int:
    """Return bits for the `WORDS` that the names in an element's attributes hold."""
    values = [attributes[name] for name in _NAMING if attributes.get(name)]
    if not values:
        return 0
    name = " ".join(" ".join(held) if isinstance(held, list) else str(held) for held in values)[:_LONGEST_NAME]
    if name not in seen:
        words = f"-{_JOINT.sub('-', name).lower().replace(' ', '- -')}-"
        joined = words.replace("-", "")
        bits = 0
        for bit, word in _WHOLE:
            if word in words:
                bits |= bit
        for bit, word in _WITHIN:
            if word in joined:
                bits |= bit
        seen[name] = bits
    return seen[name]
