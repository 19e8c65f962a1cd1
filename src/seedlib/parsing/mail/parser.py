"""Mail: a message as a document, with what it carries as further ones; and pages saved as MHTML.

Rules:

- The text is the subject, who wrote and when, and what a reader sees: of alternatives the plain one where it is real, else the HTML.
- A mail inside a mail is read in its place. Attached texts, pages, PDF and Word files are parts that the pipeline parses in their turn;
  pictures and the like are counted in a notice.
- What is encrypted, or lies inside a signature, is refused with words that say so.
- A message that is damaged is read as far as it goes (`seedlib.parsing.mail.mime`).
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any, BinaryIO

import attrs
import regex

from seedlib.components import Context, Hint, Parsed, Part
from seedlib.errors import LimitError, ParseError, SeedlibError
from seedlib.model import Analysis, Notice, Origin, TextProblem, value
from seedlib.parsing.articles import Given, analysis_of
from seedlib.parsing.decoding import Decoded
from seedlib.parsing.formats import OLE, media_type_of
from seedlib.parsing.layout import Piece
from seedlib.parsing.mail.content import SEALED, SIGNATURES, Content, content_of
from seedlib.parsing.mail.headers import fields_in, sender_of, title_of
from seedlib.parsing.mail.known import MAIL_TYPE, PAGE_TYPE
from seedlib.parsing.mail.mime import Entity, decoded_text, entity_of, payload_of
from seedlib.parsing.mail.replies import mail_pieces, with_replies
from seedlib.parsing.records import Place, unplaced, unread, with_evidence
from seedlib.parsing.sections import Section, html_section, joined, title_section, words_section
from seedlib.parsing.streams import line_limit

__all__ = ["parse"]

_NAME = "seedlib:mail"

#: How deep mails in mails are read: each forwarding as an attachment adds a level.
_DEEPEST_MAIL = 10

#: The line before a mail in a file of Apple Mail, `.emlx`: its size in bytes. Settings of the program stand behind the mail.
_SIZED = regex.compile(rb"(?P<size>\d{1,12})[ ]*\r?\n(?=[!-9;-~]{1,76}:)")

#: What is handed on of what a mail carries, by media type and by suffix where the type says little.
_CARRIED = frozenset(
    {
        "application/epub+zip", "application/pdf", "application/vnd.oasis.opendocument.text",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "application/xhtml+xml",
        "text/html", "text/markdown", "text/plain",
    }
)  # fmt: skip
_CARRIED_SUFFIXES = (".docx", ".eml", ".epub", ".htm", ".html", ".md", ".mht", ".mhtml", ".odt", ".pdf", ".txt", ".xhtml")
_VAGUE = frozenset({"application/binary", "application/download", "application/octet-stream", "application/x-download"})

#: Who saves pages as MHTML, and the header that some write.
_SAVED = regex.compile(rb"<?Saved by ", regex.IGNORECASE)

#: The beginning of an encrypted text in its plain form.
_ENCRYPTED = regex.compile(r"\s*-----BEGIN PGP MESSAGE-----")


def parse(stream: BinaryIO, hint: Hint, context: Context) -> Iterator[Parsed]:
    """Yield the document of a mail, and what it carries; of a saved page, the page."""
    limit = line_limit(context.settings)
    raw = stream.read(limit + 1)
    if len(raw) > limit:
        raise LimitError(
            f"found a mail of more than {limit:,} bytes, expected fewer: four for each of Settings.max_characters, and a mebibyte",
            advice="raise Settings.max_characters (--max-characters)",
        )
    if raw.startswith(OLE):
        raise ParseError("found a message in Outlook's own format (.msg), expected a mail", advice="save it as .eml")
    if not raw.strip():
        raise ParseError("found an empty file, expected a mail", advice="check how it was made or fetched")
    message = entity_of(_without_mark(raw))
    if _is_page(message, hint):
        yield _page(message)
    else:
        yield from _documents(message, Place(component=_NAME, origin=Origin(media_type=MAIL_TYPE)), context, 0)


def _without_mark(raw: bytes) -> bytes:
    """Return a mail without what may stand around it: a byte order mark, empty lines, the line of an mbox file, what Apple Mail adds."""
    raw = raw.removeprefix(b"\xef\xbb\xbf").lstrip()
    if sized := _SIZED.match(raw):
        raw = raw[sized.end() : sized.end() + int(sized["size"])]
    if raw.startswith((b"From ", b">From ")):
        raw = raw.partition(b"\n")[2]
    return raw


def _is_page(message: Entity, hint: Hint) -> bool:
    """Say whether a message is a page that a browser saved with its pictures."""
    if not message.kind.startswith("multipart/") and message.kind != "text/html":
        return False
    saved = "snapshot-content-location" in message.headers or _SAVED.match(message.headers.get("from", b""))
    return bool(saved) or hint.suffix in {".mht", ".mhtml"} or media_type_of(hint) == PAGE_TYPE


def _page(message: Entity) -> Part:
    """Return the page of an MHTML file (RFC 2557).

    Raises:
        ParseError: there is none.
    """
    pages = [part for part in content_of(message).parts() if part.kind in {"text/html", "application/xhtml+xml"}]
    start = (message.parameter("start") or "").strip("<>")
    page = next((page for page in pages if start and page.header("content-id").strip("<>") == start), pages[0] if pages else None)
    if page is None:
        raise ParseError("found an MHTML file without a page in it, expected one", advice="save the page again")
    address = page.header("content-location") or message.header("snapshot-content-location")
    uri = address if regex.match(r"https?:", address) else None
    hint = Hint(media_type=page.kind, encoding=page.parameter("charset"), uri=uri)
    return Part(stream=io.BytesIO(payload_of(page)[0]), hint=hint, locator=page.number or "1")


def _documents(message: Entity, place: Place, context: Context, depth: int) -> Iterator[Parsed]:
    """Yield the document of a message, and what it carries."""
    content = content_of(message)
    carried, counted = _carried(content.others)
    if counted:
        held = ", ".join(f"{kind} ({count})" if count > 1 else kind for kind, count in sorted(Counter(counted).items()))
        notice = Notice(code="attachments-unread", message=f"attached and not read: {held}", component=_NAME)
        content = attrs.evolve(content, notices=(*content.notices, notice))
    try:
        if content.texts or message.header("subject") or not carried:
            yield _document(message, content, place, context)
        else:  # it only carries
            yield from content.notices
    except SeedlibError as error:
        if not carried:
            raise
        yield unread(error, place)
        yield from content.notices
    for entity in carried:
        yield from _of_carried(entity, place, context, depth)


def _of_carried(entity: Entity, place: Place, context: Context, depth: int) -> Iterator[Parsed]:
    """Yield what an attached file holds: a mail's documents, or a part."""
    name = entity.filename
    locator = "!/".join(filter(None, (place.origin.part, f"{entity.number}/{name}" if name else entity.number)))
    raw = payload_of(entity)[0]
    if entity.kind != MAIL_TYPE:
        kind = None if entity.kind in _VAGUE else entity.kind
        hint = Hint(filename=name, media_type=kind, encoding=entity.parameter("charset"))
        yield Part(stream=io.BytesIO(raw), hint=hint, locator=locator)
        return
    inner = attrs.evolve(place, origin=attrs.evolve(place.origin, part=locator))
    try:
        if depth == _DEEPEST_MAIL:
            raise LimitError(f"found mails in mails {_DEEPEST_MAIL} deep and more, expected fewer", advice="read the inner ones alone")
        yield from _documents(entity_of(_without_mark(raw)), inner, context, depth + 1)
    except SeedlibError as error:
        yield unread(error, inner)


def _carried(others: Sequence[Entity]) -> tuple[list[Entity], list[str]]:
    """Return which of the other parts are read, and the kinds of those that are not, signatures aside."""
    carried: list[Entity] = []
    counted: list[str] = []
    for entity in others:
        suffix = PurePosixPath(entity.filename or "").suffix.lower()
        wanted = entity.kind in _CARRIED or entity.kind == MAIL_TYPE or (entity.kind in _VAGUE and suffix in _CARRIED_SUFFIXES)
        if wanted and entity.body.strip():
            carried.append(entity)
        elif entity.kind not in SIGNATURES:
            counted.append(entity.kind)
    return carried, counted


def _document(message: Entity, content: Content, place: Place, context: Context) -> Analysis:
    """Return the document of a message.

    Raises:
        ParseError: it has no text and no subject, or is encrypted.
    """
    if not content.texts and any(entity.kind in SEALED for entity in content.others):
        raise _sealed(content.others)
    read = [_read(alternatives, context) for alternatives in content.texts]
    body = [section for found in read for section in found.sections]
    said = fields_in(message, context, _NAME)
    head = [
        title_section(message.header("subject"), title_of(message, context)),
        words_section(sender_of(message), "byline" if said.fields.get("authors") else "boilerplate"),
        words_section(message.header("date"), "dateline"),
    ]
    if not any(section.pieces for section in (head[0], *body)):
        raise ParseError("found a mail without text and without a subject, expected one of them", advice="check how it was saved")
    kinds = {piece.kind for section in body for piece in section.pieces}
    if kinds == {"boilerplate"} and any(_ENCRYPTED.match(section.text) for section in body):
        raise _sealed(())
    first = read[0].decoded if read else None
    origin = attrs.evolve(place.origin, encoding=first.encoding, encoding_by=first.by) if first else place.origin
    text, pieces = joined([*head, *body])
    given = Given(
        component=_NAME,
        origin=origin,
        fields=said.fields,
        attributes=said.attributes,
        problems=tuple(problem for found in read for problem in found.problems),
        notices=(*content.notices, *said.notices, *(notice for found in read for notice in found.notices)),
    )
    return analysis_of(text, with_evidence(given, text, _sought(text, pieces, head, said.fields), "headers"), context, pieces)


def _sought(text: str, pieces: list[Piece], head: list[Section], fields: Mapping[str, Any]) -> Iterator[tuple[str, str, Piece]]:
    """Yield what the headers of a mail say, each with its field and the piece of the text that it may stand in."""
    first = pieces[: sum(len(section.pieces) for section in head)]
    for piece in first:
        if piece.kind == "title":
            yield "title", text[piece.start : piece.end], piece
        elif piece.kind == "dateline":
            yield "published", text[piece.start : piece.end], piece
        else:
            yield from (("authors", person, piece) for person in fields.get("authors", ()) if piece.kind == "byline")
            yield "publisher", fields.get("publisher", ""), piece


def _sealed(others: Sequence[Entity]) -> ParseError:
    """Return the error for a mail whose text cannot be reached."""
    kinds = {entity.kind for entity in others if entity.kind in SEALED}
    signed = any((entity.parameter("smime-type") or "").lower() == "signed-data" for entity in others)
    if signed and kinds:
        return ParseError("found a mail whose text lies inside its signature (S/MIME), expected it in the open", advice="save it as text")
    return ParseError("found an encrypted mail, expected one in the open", advice="decrypt it in your mail program, and save it again")


@value(kw_only=True)
class _Read:
    """A text of a message that was read."""

    sections: tuple[Section, ...] = ()
    decoded: Decoded | None = None
    problems: tuple[TextProblem, ...] = ()
    notices: tuple[Notice, ...] = ()


def _read(alternatives: Sequence[Entity], context: Context) -> _Read:
    """Return the first of some alternatives that can be read and has words, with a notice where another one was meant.

    Raises:
        ParseError: none can be read.
    """
    error: SeedlibError | None = None
    best = _Read()
    for entity in alternatives:
        try:
            found = _sections(entity, context)
        except SeedlibError as caught:
            error = error or caught
            continue
        if best.decoded is None or any(section.pieces for section in found.sections):
            best = found
        if any(section.pieces for section in best.sections):
            break
    if error is None:
        return best
    if not any(section.pieces for section in best.sections):
        raise error
    message = f"the HTML of the mail was not read, but its plain text: {error.message}" + (f" ({error.advice})" if error.advice else "")
    notice = Notice(code="plain-text-read", message=message, component=_NAME)
    return attrs.evolve(best, notices=(*best.notices, notice))


def _sections(entity: Entity, context: Context) -> _Read:
    """Return a part's text, and apart from it what stands behind its base64."""
    raw, behind = payload_of(entity)
    decoded = decoded_text(raw, entity)
    if entity.kind == "text/html":
        section = html_section(decoded.text, context.settings)
        section = attrs.evolve(section, pieces=tuple(with_replies(section.text, section.pieces, context)))
    else:
        flowed = (entity.parameter("format") or "").lower() == "flowed"
        section = Section(text=decoded.text, pieces=tuple(mail_pieces(decoded.text, context, flowed=flowed)))
    sections = [section]
    if behind.strip():
        rest = decoded_text(behind, entity).text
        sections.append(Section(text=rest, pieces=tuple(mail_pieces(rest, context))))
    problems = unplaced(decoded.problems)
    return _Read(sections=tuple(sections), decoded=decoded, problems=problems, notices=decoded.notices)
