"""Negations and what each covers, read without a parser: every one of a stretch of words, in whatever clause it stands.

Theory of operation. The scope of a negation is what stands between its cue and the end of its clause, as in the SFU review corpus
(Konstantinova et al., LREC 2012, after the guidelines of BioScope, Vincze et al., 2008): the cue and what precedes it, the subject too,
are left out, and all that follows is taken, objects, adjuncts and clauses of complement. *SEM 2012 (Morante and Blanco) counts the subject
too, and affixes as cues ("un" of "unhappy"); here they are none. Without a tree a clause ends where a sign or a word ends it: the scanner
reads the words once, from the right, and remembers the last such end.

Rules:

- One pass, however many cues there are: linear, whatever the text.
- A hyphen that joins two words ends nothing, and a cue that it joins to another word is none: "a no-show".
- A coordinator ends a scope where a new clause follows, with a subject or a finite verb: "is not here and will be late".
- What asks in the negative denies nothing: "isn't it?", "Don't they know?", "Didn't the mayor resign?" (Quirk et al., 1985, 11.7 and 11.8);
  nor does an answer: "No, it is open"; nor a "no" that is short for a number: "No 10".
- A verb that implies a negation, "failed to", counts only where it decides its claim's polarity: neither corpus has it as a cue.
- Cues and what ends a scope are data of the language's `negations`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from seedlib.matching import Entry
from seedlib.model import Span, value
from seedlib.qualification.findings import Finding
from seedlib.qualification.signs import BREAKS, begins_clause, is_dash, joins
from seedlib.qualification.texts import REACH, Run, Text, is_word, overlap
from seedlib.qualification.vocabulary import Mark

__all__ = ["Negation", "find_negations", "is_number", "negates", "negations"]

#: Signs that end a clause, in any language; so does a dash.
_ENDS = BREAKS | {",", "?", "!", "(", ")", "[", "]"}

#: Signs behind an answer: "No, it has not."
_STOPS = _ENDS | {"."}

#: Signs that end a sentence, of which the first tells whether it asks.
_FINAL = frozenset({".", "?", "!"})

#: The classes of a word that ties a sentence to the one before: "But".
_TIES = frozenset({"clause-words:connective", "clause-words:coordinate"})

#: The values of `negations` that negate.
_CUES = frozenset({"negation", "absence"})


@value  # positional: made once a cue
class Negation:
    """A negation: the words that negate, and what they cover."""

    cue: Run
    #: None where nothing follows: "They do not."
    scope: Run | None


def negations(text: Text, content: Iterable[Span], mark: Mark | None) -> Iterator[Finding]:
    """Yield the negations in a content and what they cover.

    Args:
        text: the text.
        content: the content of a claim.
        mark: the negation that decides its polarity, if one does.
    """
    deciding = None if mark is None else (mark.first, mark.last)
    found = [each for run in text.pieces(content) for each in find_negations(text, *run, deciding=deciding)]
    cues = {each.cue for each in found}
    if deciding is not None and not any(overlap(cue, deciding) for cue in cues):
        cues.add(deciding)  # "is unable to"
    if cues:
        spans = tuple(text.span(*cue) for cue in sorted(cues))
        yield Finding("arguments.negation", spans, 0.8, "negation", spans)
    scopes = _merged([each.scope for each in found if each.scope is not None])
    if scopes:
        spans = tuple(text.span(*scope) for scope in scopes)
        yield Finding("arguments.negation-scope", spans, 0.75, "clause-end", spans)


def _merged(runs: list[Run]) -> list[Run]:
    """Return runs in order, those that overlap as one."""
    merged: list[Run] = []
    for first, last in runs:
        if merged and first < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return merged


def find_negations(text: Text, first: int, last: int, *, deciding: Run | None = None) -> tuple[Negation, ...]:
    """Return the negations among the words `first` to `last` of one sentence, each with its scope, in text order."""
    held = [(match.first, match.last, match.entries[0]) for match in text.vocabulary.negations.find(text.words, first, last)]
    found: list[Negation] = []
    end, index = last, last
    for begin, stop, entry in reversed(held):
        end = _first_sign(text, stop, index, end)
        index = begin
        if _negates(text, (begin, stop), entry, (first, last)) and (entry.data.get("scope") != "implicit" or (begin, stop) == deciding):
            scope = text.trim(stop, end)
            found.append(Negation((begin, stop), scope if scope[0] < scope[1] else None))
        ends = entry.data.get("ends")
        if ends == "always" or (ends == "clause" and begins_clause(text, stop, last)):
            end = begin
    return tuple(reversed(found))


def _first_sign(text: Text, first: int, last: int, end: int) -> int:
    """Return the first sign among the words `first` to `last` that ends a clause; `end` if there is none."""
    texts = text.words.texts
    for index in range(first, last):
        if texts[index] in _ENDS or is_dash(text, index, last):
            return index
    return end


def negates(text: Text, mark: Mark) -> bool:
    """Say whether a mark negates the clause that it stands in."""
    entry = mark.entries.get("negations")
    return entry is not None and entry.value == "negation" and _negates(text, (mark.first, mark.last), entry, text.sentence(mark.first))


def _negates(text: Text, cue: Run, entry: Entry, sentence: Run) -> bool:
    """Say whether what may be a cue negates where it stands."""
    (begin, stop), last = cue, sentence[1]
    texts, folded = text.words.texts, text.words.folded
    if entry.value not in _CUES or joins(text, begin - 1) or joins(text, stop):
        return False
    if entry.data.get("answer") and (stop >= last or texts[stop] in _STOPS or folded[stop] == folded[begin]):
        return False
    if entry.data.get("number") and is_number(text, begin):
        return False
    return not _asks(text, cue, sentence)


#: How many digits a year has, which no office or house is numbered by.
_YEAR = 4


def is_number(text: Text, index: int) -> bool:
    """Say whether a "no" is short for a number, as its capital and the figure behind it tell: "No 10 said", "the No. 2 of the bank"."""
    word, *after = text.words.texts[index : index + 3]
    if after[:1] == ["."]:
        del after[0]
    # a year is none: No 2024 budget was passed
    return word.istitle() and bool(after) and after[0][0].isdecimal() and len(after[0]) < _YEAR


def _asks(text: Text, cue: Run, sentence: Run) -> bool:
    """Say whether a negated verb asks: one that opens its clause, its subject behind it, or that of a tag, "it is late isn't it?".

    A subject that is no pronoun is told from an object by the question mark, and by no comma before: "Didn't the mayor resign?", but
    not "The pier, they say, isn't a ruin?".
    """
    texts, (begin, stop), (first, last) = text.words.texts, cue, sentence
    if stop >= last:
        return False
    verb, subject = (text.vocabulary.at(text.words, index, last) for index in cue)
    if verb is None or not verb.is_verb:
        return False
    pronoun = subject is not None and "clause-words:pronoun" in subject.senses
    opens = begin == first or not is_word(texts[begin - 1])
    if opens and pronoun:
        return True
    tag = pronoun and (stop + 1 == last or texts[stop + 1] in _STOPS)
    inverted = (pronoun or _begins_noun(text, stop)) and (_is_tied(text, begin, first) or (opens and texts[begin - 1 : begin] != [","]))
    return (tag or inverted) and _is_question(text, stop)


def _is_tied(text: Text, index: int, first: int) -> bool:
    """Say whether only a word that ties a sentence to the one before stands before a word: "But | didn't"."""
    tie = text.vocabulary.at(text.words, first, index) if index == first + 1 else None
    return tie is not None and tie.senses >= _TIES


def _begins_noun(text: Text, index: int) -> bool:
    """Say whether a noun phrase begins at a word: "the mayor", "Poe"."""
    return text.words.texts[index][0].isupper() or text.words.folded[index] in text.vocabulary.noun_start


def _is_question(text: Text, index: int) -> bool:
    """Say whether the first sign behind a word that ends a sentence is a question mark."""
    end = min(text.sentence(index)[1], index + REACH)
    return next((sign for sign in text.words.texts[index:end] if sign in _FINAL), "") == "?"
