"""What `seedlib parse --explain` says of an input: which parser reads it and each part of it, why, and how its text was decoded."""

from __future__ import annotations

from collections.abc import Iterable

import regex

from seedlib.components import Hint, Rank
from seedlib.dispatch import Acceptance, Asked
from seedlib.exporting.display import visible
from seedlib.exporting.listing import Column, Listing, Section
from seedlib.model import Failure
from seedlib.parsing.formats import REFUSED, refusal_of
from seedlib.reading import Explained, Outcome

__all__ = ["explanation"]

#: How many parts and texts of one input are shown.
_MOST = 100

#: How much of a file's beginning is shown, in bytes.
_SHOWN = 20

_PARSERS = (Column("parser", 30), Column("rank", 10), Column("why"))
_PARTS = (Column("part", 40), Column("parser", 24), Column("rank", 10), Column("why"))
_TEXTS = (Column("text", 40), Column("encoding", 14), Column("known by"))
_LOST = (Column("not read", 40), Column("why"))

#: How an encoding was found, by `Origin.encoding_by`.
_KNOWN_BY = {
    "bom": "a byte order mark",
    "declared": "what is declared",
    "valid": "the bytes, which are valid UTF-8",
    "guess": "a guess from the bytes",
    "fallback": "nothing; it is the way of last resort",
}

#: The first element of markup, or what a page of HTML begins with.
_FIRST = regex.compile(
    rb"(?:\xef\xbb\xbf)?\s*+(?:<\?[^>]{0,500}+>\s*+|<!--(?:(?!-->).){0,2000}+-->\s*+)*+<(?P<name>(?:!DOCTYPE\s+)?[A-Za-z][\w:.-]{0,60})",
    regex.DOTALL | regex.IGNORECASE,
)


#: What can be shown as it is.
_PRINTABLE = regex.compile(rb"[!-~][ -~]+")


def explanation(told: Explained, named: str, chosen: str | None) -> Listing:
    """Return how an input is read, as a person is shown it.

    Args:
        told: what is known of it.
        named: how the user named it.
        chosen: the full name of the parser that he chose.
    """
    first, *parts = told.asked
    taken = tuple(a for a in first.answers if a.rank > Rank.NO or a.failure is not None)
    refusing = ", ".join(visible(a.component.full_name).removeprefix("seedlib:") for a in first.answers if a not in taken)
    rows = tuple((visible(a.component.full_name), a.rank.name.lower(), _why(a, first)) for a in taken)
    facts = [_verdict(told, chosen), *([_encoding(told.outcomes[0])] if len(told.outcomes) == 1 else [])]
    facts += [f"asked too, and not theirs: {refusing}"] if refusing else []
    return Listing(
        title=visible(named),
        facts=tuple(fact for fact in facts if fact),
        sections=tuple(
            section
            for section in (
                Section(title="Parsers", columns=_PARSERS, rows=rows),
                _section("Parts", _PARTS, (_part(part, first.place) for part in parts)),
                _section("Texts", _TEXTS, _texts(told, first.place)),
                _section("Not read", _LOST, _lost(told, first.place)),
            )
            if section.rows
        ),
    )


def _verdict(told: Explained, chosen: str | None) -> str:
    best = next((a.component.full_name for a in told.asked[0].answers if a.rank > Rank.NO), None)
    name = chosen or best
    if name is None:
        return "no parser accepts it"
    read = sum(outcome.read for outcome in told.outcomes)
    verdict = f"read by {visible(name)}" + (" (--parser)" if chosen else "")
    if read:
        return verdict + (f": {read:,} documents" if read > 1 else "")
    failures = [failure for outcome in told.outcomes for failure in outcome.failures]
    return f"{verdict}, in vain: {_words(failures[0])}" if failures and name != f"seedlib:{REFUSED.name}" else _refusal(failures)


def _refusal(failures: list[Failure]) -> str:
    return f"not read: {_words(failures[0])}" if failures else "not read"


def _words(failure: Failure) -> str:
    return visible(failure.message + (f" ({failure.advice})" if failure.advice else ""))


def _why(answer: Acceptance, asked: Asked) -> str:
    """Return why a parser answered as it did, as far as it can be seen from outside."""
    if answer.failure is not None:
        return visible(f"it raised {answer.failure.error}: {answer.failure.message}")
    record, hint = answer.component.record, asked.hint
    if record is REFUSED:
        return visible(refusal_of(asked.head).message)
    if answer.rank is Rank.CONTENT:
        return visible(f"it begins with {_beginning(asked.head)}")
    if answer.rank is Rank.MEDIA_TYPE:
        return visible(f"it is declared as {_declared(hint)}")
    if hint.suffix and hint.suffix in record.suffixes:
        return visible(f"its name ends in {hint.suffix}")
    return "nothing speaks against it"


def _declared(hint: Hint) -> str:
    return hint.media_type or "one of its media types"


def _beginning(head: bytes) -> str:
    """Return what a file begins with, as short as it can be said."""
    if found := _FIRST.match(head):
        return f"<{found['name'].decode('ascii')}"
    words = _PRINTABLE.match(head[:_SHOWN])
    return words[0].decode("ascii").rstrip() if words else f"the bytes {head[:4].hex(' ')}"


def _part(asked: Asked, place: str) -> tuple[str, ...]:
    best = asked.answers[0] if asked.answers else None
    if best is None or best.rank is Rank.NO:
        return (_inside(asked.place, place), "none", "no", "no parser accepts it")
    return (_inside(asked.place, place), visible(best.component.full_name), best.rank.name.lower(), _why(best, asked))


def _inside(part: str, place: str) -> str:
    return visible(part.removeprefix(f"{place}!/"))


def _encoding(outcome: Outcome) -> str:
    if outcome.origin.encoding is None:
        return ""
    return f"encoding {outcome.origin.encoding}, known by {_known_by(outcome)}"


def _known_by(outcome: Outcome) -> str:
    conflicts = [problem.note for problem in outcome.problems if problem.kind == "encoding-conflict"]
    by = outcome.origin.encoding_by or ""
    return visible("; ".join([_KNOWN_BY.get(by, by), *conflicts]))


def _texts(told: Explained, place: str) -> Iterable[tuple[str, ...]]:
    if len(told.outcomes) < 2:
        return
    for outcome in told.outcomes:
        if outcome.read and outcome.origin.encoding:
            yield _inside(outcome.origin.part or place, place), outcome.origin.encoding, _known_by(outcome)


def _lost(told: Explained, place: str) -> Iterable[tuple[str, ...]]:
    if not any(outcome.read for outcome in told.outcomes) and len(told.outcomes) < 2:
        return  # the verdict says it
    for outcome in told.outcomes:
        for failure in outcome.failures:
            yield _inside(outcome.origin.part or failure.part or place, place), _words(failure)


def _section(title: str, columns: tuple[Column, ...], rows: Iterable[tuple[str, ...]]) -> Section:
    """Return a section with its first rows, and a line that says how many more there are."""
    found = tuple(rows)
    more = (f"… and {len(found) - _MOST:,} more", *[""] * (len(columns) - 1))
    return Section(title=title, columns=columns, rows=(*found[:_MOST], more) if len(found) > _MOST else found)
