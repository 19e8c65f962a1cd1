"""Signs that part or join: which dash ends a clause, which hyphen does not, and where a clause begins behind a coordinator."""

from __future__ import annotations

from seedlib.qualification.texts import Text, is_word

__all__ = ["BREAKS", "begins_clause", "is_dash", "joins", "opens_quotation"]

#: Signs that end a clause, in any language.
BREAKS = frozenset({";", ":", "—", "–", "--", "…"})

#: Signs that may join two words.
_JOINS = frozenset({"-", "‐"})

#: Classes of words with which a clause begins behind a coordinator: its subject, its finite verb.
_BEGINS = frozenset({"clause-words:pronoun", "clause-words:auxiliary", "negations:negation"})


def opens_quotation(text: Text, index: int) -> bool:
    """Say whether a sign opens a quotation: a straight one does where it is tied to what follows alone."""
    if text.words.texts[index] != '"':
        return True
    tied = [_tied(text, index - 1), _tied(text, index)]
    return tied == [False, True]


def is_dash(text: Text, index: int, last: int) -> bool:
    """Say whether a sign is a hyphen that parts rather than joins, "late-it was", or the first of several full stops."""
    texts = text.words.texts
    if texts[index] == ".":
        return texts[index + 1 : index + 2] == ["."]
    return texts[index] in _JOINS and not (joins(text, index) and not begins_clause(text, index + 1, last))


def joins(text: Text, index: int) -> bool:
    """Say whether a hyphen joins two words, rather than being a dash."""
    texts = text.words.texts
    if not (0 < index < len(texts) - 1 and texts[index] in _JOINS):
        return False
    return _tied(text, index - 1) and _tied(text, index) and is_word(texts[index - 1]) and is_word(texts[index + 1])


def _tied(text: Text, index: int) -> bool:
    """Say whether nothing stands between a word and the next."""
    tokens = text.words.tokens
    return 0 <= index < len(tokens) - 1 and tokens.ends[index] == tokens.starts[index + 1]


def begins_clause(text: Text, index: int, last: int) -> bool:
    """Say whether a clause begins at a word: with a pronoun as its subject, or with its finite verb."""
    mark = text.vocabulary.at(text.words, index, last) if index < last else None
    return mark is not None and ("modals" in mark.entries or not _BEGINS.isdisjoint(mark.senses))
