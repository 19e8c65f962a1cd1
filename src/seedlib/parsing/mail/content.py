"""What a mail is made of: which of its parts are the text that a reader sees, and which are carried along.

Rules:

- Of alternatives the plain text is taken where it is real, else the HTML; the other one stands by where it cannot be read.
- Of a page with its pictures, and of what is signed, the first part is the text.
- Parts that are in their order, one after the other, make one text.
"""

from __future__ import annotations

from itertools import chain

import attrs
import regex

from seedlib.errors import LimitError
from seedlib.model import Notice, value
from seedlib.parsing.mail.mime import DEEPEST, MOST_PARTS, Entity, children_of, payload_of

__all__ = ["SEALED", "SIGNATURES", "Content", "content_of"]

#: What hides a text, and what only vouches for one (RFC 8551, RFC 3156).
SEALED = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime", "multipart/encrypted"})
SIGNATURES = frozenset({"application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"})

#: Texts that are no words to read.
_NO_WORDS = frozenset(
    {
        "text/calendar", "text/css", "text/directory", "text/javascript", "text/rfc822-headers", "text/rtf", "text/vcard",
        "text/x-amp-html", "text/x-vcard",
    }
)  # fmt: skip

#: A plain text with less than this share of the words of its HTML only stands for it: `Your program cannot show this mail. Open it at …`.
#: Newsletters leave links and buttons out of theirs, about a third of the words.
_REAL = 0.4

#: What is no word in HTML and in plain text.
_MARKUP = regex.compile(
    rb"<(?:script|style|title)\b[\s\S]*?(?:</(?:script|style|title)|\Z)|<[^>]*>?|&[#\w]{1,10};|https?://\S+",
    regex.IGNORECASE,
)
_WORD = regex.compile(rb"[\w\x80-\xff]+")

#: A body without a type that is a page all the same.
_PAGE = regex.compile(rb"\s*<(?:!doctype\s+html|html)\b", regex.IGNORECASE)


@value(kw_only=True)
class Content:
    """What a message is made of."""

    #: The texts in order; of each its alternatives, the one to take first.
    texts: tuple[tuple[Entity, ...], ...] = ()
    #: The other parts.
    others: tuple[Entity, ...] = ()
    notices: tuple[Notice, ...] = ()

    def parts(self) -> list[Entity]:
        """Return all parts in the order in which they stand in the message."""
        return sorted((*chain.from_iterable(self.texts), *self.others), key=_place)


def content_of(message: Entity) -> Content:
    """Return what a message is made of.

    Raises:
        LimitError: its parts are too many, or nested too deeply.
    """
    found = _content(message, 0, [])
    return attrs.evolve(found, others=tuple(sorted(found.others, key=_place)))


def _place(entity: Entity) -> tuple[int, ...]:
    """Return where a part stands, to be sorted by: 2, then 2.1, then 10."""
    return tuple(int(number) for number in entity.number.split(".") if number)


def _content(entity: Entity, depth: int, seen: list[Entity]) -> Content:
    seen.append(entity)
    if len(seen) > MOST_PARTS:
        raise LimitError(f"found a mail of more than {MOST_PARTS:,} parts, expected fewer", advice="check how the mail was made")
    kind = entity.kind
    if kind in SEALED:
        return Content(others=(entity,))
    if kind.startswith("multipart/"):
        children = children_of(entity)
        if children and depth == DEEPEST:
            raise LimitError(f"found parts in parts {DEEPEST} deep and more, expected fewer", advice="check how the mail was made")
        if children:
            return _together(kind, children, [_content(child, depth + 1, seen) for child in children])
        entity, kind = attrs.evolve(entity, headers={}), "text/plain"  # its boundary is lost: what is there is text
    if not kind.startswith("text/") or kind in _NO_WORDS or (entity.is_attachment and depth):
        return Content(others=(entity,))
    if "content-type" not in entity.headers and _PAGE.match(entity.body):
        entity = attrs.evolve(entity, default="text/html")
    return Content(texts=((entity,),))


def _together(kind: str, children: list[Entity], contents: list[Content]) -> Content:
    """Return what the parts of a multipart make together."""
    others = tuple(other for content in contents for other in content.others)
    notices = tuple(notice for content in contents for notice in content.notices)
    if kind == "multipart/alternative":
        return Content(texts=_alternatives(contents), others=others, notices=notices)
    if kind == "multipart/signed":
        message = "the mail is signed; whether the signature is right was not looked at"
        notices = (*notices, Notice(code="signature-unchecked", message=message, component="seedlib:mail"))
    if kind in {"multipart/related", "multipart/signed"}:
        main = next((content for content in contents if content.texts), contents[0])
        rest = tuple(entity for content in contents if content is not main for text in content.texts for entity in text)
        return Content(texts=main.texts, others=(*others, *rest), notices=notices)
    texts: list[tuple[Entity, ...]] = []
    files: list[Entity] = []
    for child, content in zip(children, contents, strict=True):
        if content.texts and texts and child.filename and not child.kind.startswith("multipart/") and not child.is_inline:
            files.append(child)
        else:
            texts += content.texts
    return Content(texts=tuple(texts), others=(*others, *files), notices=notices)


def _alternatives(contents: list[Content]) -> tuple[tuple[Entity, ...], ...]:
    """Return the texts of that alternative which says most, the others standing by."""
    held = [content.texts for content in contents if content.texts]
    pages = [texts for texts in held if any(text[0].kind == "text/html" for text in texts)]
    plain = [texts for texts in held if texts not in pages]
    if not pages or not plain:
        return held[0] if held else ()
    page, words = pages[-1], plain[0]
    real = _words(words) >= _REAL * _words(page)
    first, second = (words, page) if real else (page, words)
    if len(first) == len(second) == 1:
        return ((*first[0], *second[0]),)
    return first


def _words(texts: tuple[tuple[Entity, ...], ...]) -> int:
    """Count the words of texts, roughly."""
    return sum(len(_WORD.findall(_MARKUP.sub(b" ", payload_of(text[0])[0]))) for text in texts)
