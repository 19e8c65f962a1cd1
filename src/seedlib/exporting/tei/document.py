"""A document as a TEI element: its header, its text, and beside the text its actors and what could not be marked in it."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from seedlib.exporting.markup import attributes, element
from seedlib.exporting.tei.body import Body
from seedlib.exporting.tei.marks import Ids, category, ids_of, marks_of
from seedlib.model import Actor, Analysis, Document

__all__ = ["NAMESPACE", "header_of", "tei_of"]

#: The namespace of TEI's elements.
NAMESPACE = "http://www.tei-c.org/ns/1.0"

#: The dates that `when` may hold: those of W3C's XML Schema, to the day or with a whole time.
_WHEN = regex.compile(
    r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01])(T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-](0\d|1[0-3]):[0-5]\d)?)?)?)?"
)

#: What the file says of itself.
_ENCODING = (
    "The text is as it was read, to the letter; characters that XML cannot hold are U+FFFD. Claims, their sources and cues, "
    "and mentions were marked by seedlib; cert is the probability that a claim is found with the right source."
)

#: The elements of lists of actors: the list, the item and the name, by the kinds of actors; of all others that of organizations.
_LISTS = {"person": ("listPerson", "person", "persName"), "place": ("listPlace", "place", "placeName")}
_LISTS["country"] = _LISTS["place"]
_OTHERS = ("listOrg", "org", "orgName")


def tei_of(analysis: Analysis, number: int, *, alone: bool) -> Iterator[str]:
    """Yield a document as a TEI element, piece by piece.

    Args:
        analysis: the document with what was found in it.
        number: its number in the file; ids begin with it.
        alone: whether it is the root, which names the namespace.
    """
    document, ids = analysis.document, ids_of(analysis, number)
    yield f"<TEI{attributes({'xmlns': NAMESPACE if alone else None, 'xml:id': f'd{number}'})}>\n"
    yield from _header(analysis, ids)
    body = Body(document, marks_of(analysis, ids), ids.prefix)
    yield f"<text{attributes({'xml:lang': document.language})}>"
    yield from body.markup()
    yield "</text>\n"
    beside = [*_actors(analysis, ids), *(["<spanGrp>", *body.beside, "</spanGrp>"] if body.beside else [])]
    if beside:
        yield "\n".join(["<standOff>", *beside, "</standOff>\n"])
    yield "</TEI>\n"


def header_of(title: str, source: str, *more: str) -> str:
    """Return a header with a title, what the file was made from, and further parts."""
    publication = "<publicationStmt><p>Written by seedlib.</p></publicationStmt>"
    return f"<teiHeader><fileDesc>{title}{publication}<sourceDesc>{source}</sourceDesc></fileDesc>{''.join(more)}</teiHeader>\n"


def _header(analysis: Analysis, ids: Ids) -> Iterator[str]:
    document = analysis.document
    title = element("title", document.title or document.origin.filename or document.id)
    authors = "".join(element("author", author) for author in document.authors)
    encoding = f"<encodingDesc>{element('p', _ENCODING)}{_classes(analysis, ids)}</encodingDesc>"
    yield header_of(f"<titleStmt>{title}{authors}</titleStmt>", _source(document), encoding, _profile(document))


def _source(document: Document) -> str:
    """Return where a document is from, as a `bibl`."""
    parts = [element("title", document.title)] if document.title else []
    parts += [element("author", author) for author in document.authors]
    parts += [element("publisher", name) for name in (document.publisher, document.first_publisher) if name]
    parts += [_date(held, type_) for type_, held in (("published", document.published), ("updated", document.updated)) if held]
    ids = {"document": document.id, "URL": document.url, "filename": document.origin.filename, "sha256": document.origin.sha256}
    parts += [element("idno", held, type=type_) for type_, held in ids.items() if held]
    return f"<bibl>{''.join(parts)}</bibl>"


def _date(held: str, type_: str) -> str:
    return element("date", held, type=type_, when=held if _WHEN.fullmatch(held) else None)


def _classes(analysis: Analysis, ids: Ids) -> str:
    """Return the kinds, modalities and polarities of the claims, for `ana` to point to."""
    taxonomies = []
    for axis in ("kind", "modality", "polarity"):
        names = sorted({getattr(claim, axis) for claim in analysis.claims})
        held = "".join(f"<category{attributes({'xml:id': category(ids, axis, n)})}>{element('catDesc', n)}</category>" for n in names)
        taxonomies.append(f"<taxonomy{attributes({'xml:id': f'{ids.prefix}{axis}'})}>{held}</taxonomy>")
    return f"<classDecl>{''.join(taxonomies)}</classDecl>" if analysis.claims else ""


def _profile(document: Document) -> str:
    language = f"<langUsage>{element('language', document.language, ident=document.language)}</langUsage>" if document.language else ""
    genre = f"<textClass><keywords>{element('term', document.genre)}</keywords></textClass>" if document.genre else ""
    return f"<profileDesc>{language}{genre}</profileDesc>" if language or genre else ""


def _actors(analysis: Analysis, ids: Ids) -> Iterator[str]:
    """Yield the lists of persons, organizations and places."""
    lists: dict[str, list[str]] = {}
    for number, actor in enumerate(analysis.actors, 1):
        name, item, called = _LISTS.get(actor.kind, _OTHERS)
        lists.setdefault(name, []).append(_actor(actor, item, called, f"{ids.prefix}a{number}"))
    for name, items in sorted(lists.items()):
        yield f"<{name}>{''.join(items)}</{name}>"


def _actor(actor: Actor, item: str, called: str, identifier: str) -> str:
    names = [element(called, actor.name), *(element(called, alias, type="alias") for alias in actor.aliases)]
    roles = [element("occupation", role) if item == "person" else element("note", role, type="role") for role in actor.roles]
    known = [element("idno", name.partition(":")[2], type=name.partition(":")[0]) for name in (actor.id, *actor.same_as)]
    held = {"xml:id": identifier, "type": None if item == "person" else actor.kind}
    return f"<{item}{attributes(held)}>{''.join([*names, *known, *roles])}</{item}>"  # notes last, as TEI orders an org
