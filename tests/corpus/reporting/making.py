"""Analyses made by hand, of which the claims matter: who says how much about whom, where and when."""

from __future__ import annotations

import io
from collections.abc import Iterable

from seedlib.corpus import report, write_report
from seedlib.model import Actor, Analysis, Claim, Document, Mention, Span, TextProblem, Unread

__all__ = ["ADA", "BRUNO", "NORWAY", "said", "story", "written"]

#: A text with room for twenty claims, three lines of it.
TEXT = "\n".join("abcdefghijklmnopqrst"[:20] for _ in range(3))

ADA = Actor(id="wikidata:Q1", name="Ada Poe", kind="person")
BRUNO = Actor(id="doc:bruno-falk", name="Bruno Falk", kind="person")
NORWAY = Actor(id="iso3166:NOR", name="Norway", kind="country")


def said(
    place: int, *speakers: Actor, about: Iterable[Actor] = (), kind: str = "statement", modality: str = "asserted", **more: object
) -> Claim:
    """Return a claim of one letter of the text."""
    return Claim(
        content=[Span(place, place + 1)],
        speakers=[held.id for held in speakers],
        targets=[held.id for held in about],
        kind=kind,
        modality=modality,
        **more,  # type: ignore[arg-type]  # fields of a claim
    )


def story(identifier: str, *claims: Claim, problems: Iterable[TextProblem] = (), **known: str) -> Analysis:
    """Return an analysis with these claims; of actors it has those that the claims have."""
    used = {held for claim in claims for held in (*claim.speakers, *claim.targets)}
    actors = [held for held in (ADA, BRUNO, NORWAY) if held.id in used]
    return Analysis(
        document=Document(id=identifier, text=TEXT, **known),  # type: ignore[arg-type]  # fields of a document
        actors=actors,
        mentions=[Mention(span=Span(number, number + 1), actor=held.id) for number, held in enumerate(actors)],
        claims=claims,
        problems=problems,
    )


def written(*results: Analysis | Unread, listed: int | None = None, title: str = "Who claims what") -> str:
    """Return the page of a report."""
    target = io.BytesIO()
    write_report(report(results, listed=listed), target, title=title)
    return target.getvalue().decode()
