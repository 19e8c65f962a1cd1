"""Whether a text is opinion, and why: its metadata say so, its title or byline does, or its author judges all the time.

Rules:

- What is stated decides: a title's label ("Opinion | …", "Letters: …", "Interview: …"), the metadata, the byline of a board of editors.
- Else the author's marked sentences are counted among all sentences, those of others too: reporters hedge as well, but what they write
  is mostly what others say. Of a text whose author says "I" or "we" outside of quotations, or asks his readers, fewer are asked.
- What decides is a provenance about `genre`, which each of the author's claims carries where no metadata state one.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from seedlib.components import Context
from seedlib.matching import WORD, Words, fold
from seedlib.model import Document, Provenance, Span, Spans
from seedlib.qualification.covered import Covered
from seedlib.qualification.texts import Text

__all__ = ["SHOWN", "find_opinion", "is_self", "stated_genre"]

#: From which share of marked sentences a text of no known genre is opinion: with an author who speaks of himself or to his readers, and
#: without. Of the 84 articles of PolNeAR's dev part 15 are so read; by their titles most are columns and essays, a few reports.
_OPINION_SHARE = {True: 0.15, False: 0.3}

#: From how many sentences on a share says something; fewer need an author who names himself.
_ENOUGH = 8

#: How often an author names himself or asks his readers (engagement after Hyland, Metadiscourse, 2005) who does more than tell how he came
#: by his facts: "told me". In a text too short for that, once in every `_ENOUGH` sentences.
_ENGAGED = 3

#: What parts a title from its label.
_BESIDE_LABEL = frozenset({":", "|", "–", "—", "-"})

#: How many spans a provenance names.
SHOWN = 3


def stated_genre(document: Document, context: Context) -> tuple[str | None, Provenance | None]:
    """Return the genre that a document states, and the reason where its metadata do not: its title's label, or its byline.

    A label says more than metadata that call it news: most sites call all their articles so.
    """
    label = _label(document, context) if document.genre in {None, "news"} else None
    if label is not None:
        return label, _because("title", 0.9)
    if document.genre is None and document.authors:
        boards = tuple(fold(entry.phrase) for entry in context.phrases("author-voice").entries if entry.value == "byline")
        if any(fold(author).endswith(boards) for author in document.authors):
            return "opinion", _because("byline", 0.9)
    return document.genre, None


def find_opinion(text: Text, marked: Sequence[Span], asked: Sequence[Span], sentences: int) -> Provenance | None:
    """Return why a text of which nothing states a genre is opinion; None where it is not.

    Args:
        text: the text.
        marked: what marks the author's judgement, for each of his marked sentences.
        asked: his questions.
        sentences: how many sentences the main text has, those of others too.
    """
    selves = _selves(text)
    engaged = len(selves) + len(asked) >= min(_ENGAGED, max(1, sentences // _ENOUGH))
    if len(marked) < _OPINION_SHARE[engaged] * sentences or not (marked and (engaged or sentences >= _ENOUGH)):
        return None
    return _because("first-person", 0.8, selves) if engaged and selves else _because("marked-sentences", 0.7, marked)


def _because(rule: str, confidence: float, spans: Sequence[Span] = ()) -> Provenance:
    return Provenance(about="genre", component="seedlib:rules", rule=rule, confidence=confidence, spans=tuple(spans[:SHOWN]))


def _label(document: Document, context: Context) -> str | None:
    """Return the genre that a title's label names, in front of it or behind: `Opinion | Sell the pier`."""
    if not document.title:
        return None
    words = Words(document.title, Spans(found.span() for found in WORD.finditer(document.title)))
    for match in context.phrases("furniture").find(words, 0, len(words)):
        beside = words.texts[match.last : match.last + 1] if match.first == 0 else words.texts[match.first - 1 : match.first]
        if (match.first == 0 or match.last == len(words)) and _BESIDE_LABEL.issuperset(beside) and beside:
            genre = next((entry.data.get("genre") for entry in match.entries if entry.value == "genre"), None)
            if genre is not None:
                return str(genre)
    return None


def is_self(text: Text, index: int) -> bool:
    """Say whether a word means whoever writes or speaks, with others or alone: `I`, `our`, but no `US`."""
    word, vocabulary = text.words.texts[index], text.vocabulary
    return (len(word) == 1 or not word.isupper()) and text.words.folded[index] in vocabulary.first_person | vocabulary.ourselves


def _selves(text: Text) -> list[Span]:
    """Return where the author names himself in main text, outside of quotations: "with whose elders I sat", "we believe"."""
    document, tokens = text.analysis.document, text.words.tokens
    names = text.vocabulary.first_person | text.vocabulary.ourselves
    indices = [index for index, word in enumerate(text.words.folded) if word in names and is_self(text, index)]
    places = [Span(tokens.starts[index], tokens.ends[index]) for index in indices]
    if not places:
        return []
    quoted = Covered(quotation.span for quotation in text.analysis.layers.quotations or ())
    main = Covered(document.main_text) if document.blocks else None
    outside = (at for at in places if quoted.share(at) == 0 and (main is None or main.share(at) > 0))
    return list(islice(outside, _ENGAGED))
