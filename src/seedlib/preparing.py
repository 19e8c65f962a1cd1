"""What stands before the stages: a text as a document with blocks, and the language that it is read in."""

from __future__ import annotations

import io

import regex

from seedlib.components import Hint, Settings
from seedlib.dispatch import failure_of, parse_stream
from seedlib.errors import MissingExtraError, SeedlibError
from seedlib.languages import detection
from seedlib.model import Analysis, Document, Failure, Notice, Provenance, Unread, evolved, without_surrogates
from seedlib.plugins.registry import DEFAULT_LANGUAGE, Registry

__all__ = ["from_text", "language_of", "with_blocks"]

#: BCP 47 for "not determined": such a document is read by the components of all languages.
_UNDETERMINED = "und"

_LETTER = regex.compile(r"\p{L}")
_LATIN_LETTER = regex.compile(r"\p{Script=Latin}")

#: How many characters of a text are looked at to find its script.
_SAMPLE = 2_000


def from_text(text: str, settings: Settings, registry: Registry) -> Analysis:
    """Return what the plain-text parser makes of a text; the text alone, with the failure, where that does not work."""
    clean, problems = without_surrogates(text)
    if not clean.strip():
        return Analysis(document=Document(text=clean), problems=problems)
    failures: tuple[Failure, ...]
    try:
        parsed = _as_plain_text(clean, settings, registry)
        if isinstance(parsed, Analysis):
            document = parsed.document
            origin = evolved(document.origin, sha256=None, encoding=None, encoding_by=None)  # it never was bytes
            return evolved(parsed, document=evolved(document, origin=origin), problems=(*parsed.problems, *problems))
        failures = parsed.failures if parsed is not None else ()
    except SeedlibError as error:  # the plain-text parser is disabled
        failures = (failure_of(error, "parsing"),)
    return Analysis(document=Document(text=clean), problems=problems, failures=failures)


def _as_plain_text(text: str, settings: Settings, registry: Registry) -> Analysis | Unread | None:
    hint = Hint(media_type="text/plain", encoding="utf-8")
    context = registry.context(settings)
    for parsed in parse_stream(io.BytesIO(text.encode()), hint, context, registry, parser="text"):
        if isinstance(parsed, Unread) or parsed.document.text == text:
            return parsed
    return None


def with_blocks(document: Document, settings: Settings, registry: Registry) -> Document:
    """Return a document that has blocks: its own, else those that the plain-text parser finds."""
    if document.blocks or not document.text.strip():
        return document
    try:
        parsed = _as_plain_text(document.text, settings, registry)
    except SeedlibError:  # the plain-text parser is disabled
        parsed = None
    return evolved(document, blocks=parsed.document.blocks) if isinstance(parsed, Analysis) else document


def language_of(document: Document, settings: Settings) -> tuple[str, list[Notice], Document]:
    """Return the primary subtag to read a document by, what to say about it, and the document with what was detected."""
    given = document.language or settings.language
    if given is not None:
        return given.partition("-")[0].lower(), [], document
    sample = document.text[:_SAMPLE]
    notices = []
    try:
        found = detection.detect(sample)
    except MissingExtraError as error:
        found = None
        notices.append(Notice(code="extra-absent", message=f"The language is not detected: {error}.", component="seedlib:language"))
    if found is not None:
        tag, confidence = found
        provenance = Provenance(about="language", component="seedlib:language", rule="py3langid", confidence=confidence)
        return tag, [], evolved(document, language=tag, provenance=(*document.provenance, provenance))
    if 2 * len(_LATIN_LETTER.findall(sample)) < len(_LETTER.findall(sample)):
        return _UNDETERMINED, notices, document
    message = "The document declares no language; it was read as English. Set Settings.language (--language) if that is wrong."
    return DEFAULT_LANGUAGE, [*notices, Notice(code="language-assumed", message=message, component="seedlib:language")], document
