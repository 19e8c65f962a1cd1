"""ninjs: news in JSON (IPTC, versions 1 to 3, and as editing systems and agencies' services write it).

Rules:

- An object is a story if it has an address or id, a mark of ninjs, and words under a name of ninjs. So a record of one's own with a
  `headline` stays a record.
- Of several bodies the best marked up is read: HTML, then NITF, then plain text.
- Descriptions are summaries of a text, and captions of anything else. Pictures that go with a story give their captions; texts that
  go with it are stories of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from xml.etree.ElementTree import Element

import regex

from seedlib.components import Context
from seedlib.errors import ParseError
from seedlib.parsing.newsxml.nitf import nitf_story
from seedlib.parsing.sections import NOTHING, Section, html_section, joined, plain_section, words_section
from seedlib.parsing.stories import Story, genre_of, moment
from seedlib.parsing.xml import local_name, root_of

__all__ = ["is_ninjs", "ninjs_items", "ninjs_story"]

#: Names of ninjs with words under them, and names that show that it is ninjs; in small letters, as all names here.
_WORDED = frozenset({"bodies", "body_html", "body_nitf", "body_text", "body_xhtml", "descriptions", "headline", "headlines"})
_MARKS = frozenset(
    {
        "associations", "bodies", "body_xhtml", "copyrightholder", "ednote", "firstcreated", "headlines", "pubstatus",
        "renditions", "standard", "usageterms", "versioncreated",
    }
)  # fmt: skip

#: Types of things that have captions.
_PICTURES = frozenset({"picture", "image", "photo", "graphic", "video", "audio", "animation"})

#: What is told elsewhere, or is of no use as an attribute.
_TOLD = frozenset(
    {
        "associations", "authors", "bodies", "body_html", "body_nitf", "body_text", "body_xhtml", "by", "byline",
        "copyrightholder", "descriptions", "ednote", "firstcreated", "genre", "genres", "guid", "headline", "headlines",
        "infosource", "infosources", "language", "provider", "pubstatus", "renditions", "source", "subject", "subjects", "title",
        "uri", "versioncreated", "$schema",
    }
)  # fmt: skip

#: The best first: `text/html`, `text/html5`, `application/xhtml+xml`; NITF; anything else that is text.
_TYPES = tuple(regex.compile(words, regex.IGNORECASE) for words in (r".*html.*", r".*nitf.*", r"|text.*"))

#: HTML that does not say so.
_TAGS = regex.compile(r"\s*<(?:!doctype|[a-z][a-z0-9]*)\b[^<>]*>", regex.IGNORECASE)

#: How many stories an answer of an agency's service may wrap, level by level: `{"data": {"items": [{"item": …}]}}`.
_WRAPPING = ("data", "items", "item")


def _small(held: Mapping[str, Any]) -> dict[str, Any]:
    """Return an object with its names in small letters: version 3 writes `versionCreated`, the others `versioncreated`."""
    return {name.lower(): value for name, value in held.items()}


def is_ninjs(held: Mapping[str, Any]) -> bool:
    """Say whether an object is a story in ninjs.

    >>> is_ninjs({"uri": "tag:1", "headline": "Talks end", "versioncreated": "2024-06-24T10:00:00Z"})
    True
    """
    names = {name.lower() for name in held}
    described = any(name.startswith("description_") for name in names)
    return bool(not names.isdisjoint({"uri", "guid"}) and "text" not in names and (names & _WORDED or described) and names & _MARKS)


def ninjs_items(held: Mapping[str, Any]) -> Iterator[tuple[str | None, Mapping[str, Any]]]:
    """Yield the stories in an object, each with its place in it: the object itself, those it wraps, and texts that go with them."""
    if is_ninjs(held):
        yield None, held
        for name, item in _associated(held):
            small = _small(item)
            if is_ninjs(item) and _string(small.get("type")).lower() not in _PICTURES and _bodies(small):
                yield f"association {name}", item
        return
    inner: Any = held
    for name in _WRAPPING:
        inner = inner.get(name, inner) if isinstance(inner, Mapping) else inner
        if isinstance(inner, list):
            break
    for number, wrapped in enumerate(inner if isinstance(inner, list) else [inner], 1):
        item = wrapped.get("item", wrapped) if isinstance(wrapped, Mapping) else wrapped
        if isinstance(item, Mapping) and item is not held and is_ninjs(item):
            for place, story in ninjs_items(item):
                numbered = f"item {number}" if isinstance(inner, list) else None
                yield " ".join(words for words in (numbered, place) if words) or None, story


def _associated(held: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield what goes with a story: an object by name up to version 1.4, a list from 2.0 on."""
    found = _small(held).get("associations")
    if isinstance(found, list):
        found = {str(item.get("name") or number): item for number, item in enumerate(found, 1) if isinstance(item, Mapping)}
    for name, item in found.items() if isinstance(found, Mapping) else ():
        if isinstance(item, Mapping):
            yield name, item


def ninjs_story(item: Mapping[str, Any], context: Context) -> Story:
    """Return the story of an item.

    Raises:
        SeedlibError: its body cannot be read.
    """
    held = _small(item)
    body, inner = _body(held, context)
    told = list(_described(held))
    is_text = _string(held.get("type")).lower() not in _PICTURES
    captions = [words_section(words, "caption") for role, words in told if "caption" in role or not is_text]
    captions += [words_section(words, "caption") for _, other in _associated(item) for words in _captions(other)]
    line = _string(held.get("byline")) or _string(held.get("by"))
    head = words_section(line, "byline") if line and line.casefold() not in inner.head.text.casefold() else NOTHING
    text, pieces = joined([inner.head, head])
    return Story(
        title=_headline(held) or inner.title,
        notes=tuple(note for note in (_string(held.get("ednote")), *inner.notes) if note),
        head=Section(text=text, pieces=tuple(pieces)),
        summaries=tuple(words_section(words) for role, words in told if is_text and "caption" not in role),
        body=body,
        captions=tuple(captions),
        authors=tuple(_authors(held)) or ((line,) if line else inner.authors),
        status=_string(held.get("pubstatus")),
        record=_record(item, held),
    )


def _string(held: Any) -> str:
    return held.strip() if isinstance(held, str) else ""


def _headline(held: Mapping[str, Any]) -> str:
    listed = held.get("headlines")
    named = [(_string(line.get("role")), _string(line.get("value"))) for line in _mappings(listed)]
    named.sort(key=lambda line: line[0] not in {"", "main", "headline"})
    found = [_string(held.get("headline")), *(words for _, words in named), _string(held.get("title")), _string(held.get("name"))]
    words = next(filter(None, found), "")
    return " ".join(regex.sub(r"<[^<>]{1,200}>", " ", words).split()) if "<" in words else words


def _mappings(held: Any) -> Iterator[dict[str, Any]]:
    """Yield the objects of a list, with names in small letters."""
    for item in held if isinstance(held, list) else ():
        if isinstance(item, Mapping):
            yield _small(item)


def _described(held: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield role and words of the descriptions, but of lines of credit and the like."""
    found = [(name.removeprefix("description_"), _string(words)) for name, words in held.items() if name.startswith("description_")]
    found += [(_string(item.get("role")).lower(), _string(item.get("value"))) for item in _mappings(held.get("descriptions"))]
    for role, words in found:
        if words and "credit" not in role and role not in {"usageterms", "rights"}:
            yield role, _plain(words)


def _plain(words: str) -> str:
    return regex.sub(r"<[^<>]{1,200}>", " ", words).strip() if _TAGS.match(words) else words


def _captions(item: Mapping[str, Any]) -> Iterator[str]:
    """Yield the captions of a picture that goes with a story."""
    held = _small(item)
    if _string(held.get("type")).lower() in _PICTURES:
        yield from dict.fromkeys(words for _, words in _described(held))


def _bodies(held: Mapping[str, Any]) -> list[tuple[int, str]]:
    """Return the bodies of a story, each with how well it is marked up, the best first."""
    found = [(0, held.get("body_xhtml")), (0, held.get("body_html")), (1, held.get("body_nitf")), (2, held.get("body_text"))]
    for item in _mappings(held.get("bodies")):
        kind = _string(item.get("contenttype")) or ("html" if "html" in _string(item.get("role")) else "")
        rank = next((rank for rank, pattern in enumerate(_TYPES) if pattern.fullmatch(kind)), None)
        if rank is not None:
            found.append((rank, item.get("value")))
    return sorted(((rank, words) for rank, words in found if isinstance(words, str) and words.strip()), key=lambda body: body[0])


def _body(held: Mapping[str, Any], context: Context) -> tuple[Section, Story]:
    """Return the body, and the story in it if it is NITF; the next best where the best cannot be read or has no text."""
    failed: ParseError | None = None
    for rank, words in _bodies(held):
        try:
            if rank == 1:
                story = nitf_story(_nitf(words, context))
                section = story.body
            else:
                story = Story()
                marked = rank == 0 or _TAGS.match(words)
                section = html_section(words, context.settings) if marked else plain_section(words)
        except ParseError as error:
            failed = failed or error
            continue
        if section.pieces:
            return section, story
    if failed:
        raise failed
    return NOTHING, Story()


def _nitf(words: str, context: Context) -> Element:
    """Return an element `nitf`; what is only a piece of its body is put into one."""
    if not regex.match(r"\s*<(?:\?xml|!DOCTYPE|nitf\b)", words):
        words = f"<nitf><body>{words}</body></nitf>"
    root = root_of(words, context.settings, "NITF of the story")
    return root if local_name(root) == "nitf" else root_of(f"<nitf><body>{words}</body></nitf>", context.settings, "NITF of the story")


def _authors(held: Mapping[str, Any]) -> Iterator[str]:
    people = [person for person in _mappings(held.get("people")) if _string(person.get("rel")).lower() in {"author", "creator", "byline"}]
    for person in (*_mappings(held.get("authors")), *people):
        if name := _string(person.get("name")):
            yield name


def _names(held: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for item in _mappings(held) if (name := _string(item.get("name")))))


def _record(item: Mapping[str, Any], held: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the item says of itself, by the names of fields and attributes; what has no name of ours as it is."""
    uri = _string(held.get("uri")) or _string(held.get("guid"))
    sources = (*_names(held.get("infosources")), *_names(held.get("infosource")))
    publishers = (_string(held.get("provider")), _string(held.get("source")), *sources, _string(held.get("copyrightholder")))
    genres = [*_names(held.get("genres")), *_names(held.get("genre"))]
    rest = {name: value for name, value in item.items() if name.lower() not in _TOLD and not name.lower().startswith("description_")}
    return {
        **rest,
        "published": moment(_string(held.get("firstcreated"))) or moment(_string(held.get("versioncreated"))),
        "updated": moment(_string(held.get("versioncreated"))),
        "publisher": next(filter(None, publishers), ""),
        "language": _string(held.get("language")),
        "genre": genre_of(genres),
        "url": uri if uri.startswith(("http://", "https://")) else "",
        "item-id": uri,
        "subjects": (*_names(held.get("subjects")), *_names(held.get("subject"))),
    }
