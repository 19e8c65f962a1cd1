"""Mentions from what a tagger labelled: `mention:person`, `mention:organization`, `mention:place`, `mention:group`.

    the | transport minister               labels that part one nominal are one
    Ann | Roe                              and so are those that part a person's name
    their | coast guards                   a nominal has its determiner
    Residents | ’ groups                   and what its plural owns
    the president | of Norway              and its country
    no family                              is nobody
    the Prosecutor | ’s | Office           a head word alone is no name, but with its owner
    the Wibblers | ’ Union of Norway       which has it also where it has no label
    Robert C. | "Bobby" | Scott            a nickname in quotation marks is inside a name
    Roe | , | Wibbleton, Ontario           a place and the one around it are two
    the | Wibble Party | that              articles, signs and small words at its ends are no part of a name

Rules:

- Any tagger will do: the label's name is the kind of actor, its value the form (a name unless it says otherwise), its score the
  confidence. A value that is no form is not ours to read.
- A mention is whole words. What has no capital where its script has some is no name, and no more is a word at the beginning of a sentence
  that the text has in small letters as well.
- What a lexicon has is left to the recogniser `lexicon`, which knows who it is: a tagger that is surer would take the id away. The agency
  of a dateline is left to the rules, which know it for a publication.
- What else a text's words say of a name's kind, and where the name stands without a label, is for module `agreement`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from seedlib.components import Context
from seedlib.matching import Words
from seedlib.model import FORMS, LABELS, Analysis, Label, Mention, evolved
from seedlib.recognition.agreement import agreed
from seedlib.recognition.datelines import datelines
from seedlib.recognition.evidence import as_told
from seedlib.recognition.kinds import follows_role
from seedlib.recognition.making import MENTION, Found, Maker
from seedlib.recognition.metonyms import in_use
from seedlib.recognition.nominals import with_country
from seedlib.recognition.runs import is_capital
from seedlib.recognition.vocabulary import Vocabulary, vocabulary

__all__ = ["recognize"]

#: Signs that are no part of a name at its ends.
_SIGNS = frozenset(",;:-–—")

#: Signs around a nickname inside a name (`Robert C. “Bobby” Scott`), those that open and those that close; no part of a name at its ends.
_OPENING, _CLOSING = frozenset("\"'“„‘«("), frozenset("\"'“”’»)")
_QUOTES = _OPENING | _CLOSING

#: The kinds of actor that labels may name; `mention:publication` is nobody's label.
_KINDS = frozenset(name.removeprefix(MENTION) for name in LABELS if name.startswith(MENTION))


def recognize(analysis: Analysis, context: Context) -> Iterator[Mention]:
    """Yield a mention for each label of one."""
    labels = [label for label in analysis.layers.labels if label.name.startswith(MENTION)]
    if not labels or not analysis.layers.tokens:
        return
    words, known = context.words(analysis), context.once(vocabulary)
    maker = Maker(words, "seedlib:labels")
    found = sorted((held for label in labels for held in _found(label, words)), key=lambda held: (held.first, held.last))
    told = {(held.first, held.last) for held in datelines(words, analysis.document.blocks, known)}
    named = [held for held in found if held.form == "name" and (held.first, held.last) not in told]
    parts = [part for held in named for part in _parts(held, words, known)]
    names = [name for held in _joined(parts, words, known) for name in _named(held, words, known)]
    names = list(_without_words(names, words, known, (analysis.layers.sentences or words.tokens).starts))
    names = list(as_told(names, words, known))
    nominals = _joined([held for held in found if held.form == "nominal"], words, known)
    nominals = [whole for nominal in nominals for whole in _whole(nominal, words, known)]
    pronouns = [held for held in found if held.form == "pronoun"]
    for held in agreed([*names, *nominals, *pronouns], words, known, analysis.document.authors):
        yield maker.mention(in_use(held, words, known))


def _found(label: Label, words: Words) -> Iterator[Found]:
    """Yield the words of a label."""
    kind, form = label.name.removeprefix(MENTION), label.value or "name"
    first, last = bisect_right(words.tokens.ends, label.span.start), bisect_left(words.tokens.starts, label.span.end)
    if kind in _KINDS and form in FORMS and first < last:
        yield Found(first, last, kind, "label", label.score, form)


def _joined(found: Iterable[Found], words: Words, known: Vocabulary) -> list[Found]:
    """Return finds of which those that are one are joined: of the last one's kind, as sure as the least sure."""
    made: list[Found] = []
    for held in found:
        whole = held
        if made and _is_one(made[-1], held, words, known):
            before = made.pop()
            whole = evolved(held, first=before.first, confidence=min(before.confidence, held.confidence))
        made.append(whole)
    return made


def _is_one(one: Found, other: Found, words: Words, known: Vocabulary) -> bool:
    """Say whether two labels part one nominal, one person's name, or one body's with its owner."""
    persons = one.kind == other.kind == "person"
    if persons and _is_nickname(words, one, other):
        return True
    if one.last == other.first:
        return _near(words, one.last) and (one.form == "nominal" or persons)
    owned = one.last + 1 == other.first and _is_possessive(words.folded[one.last], known)
    bodies = one.kind == other.kind == "organization" and words.folded[other.first] in known.heads
    return owned and bodies and not _is_known(words, one.first, one.last, known)


def _is_nickname(words: Words, one: Found, other: Found) -> bool:
    """Say whether two labels part a name before or behind the nickname inside it: `Robert C. | “Bobby | ” Scott`."""
    opens = one.last if other.first == one.last + 1 else -1
    for at in (opens, opens - 2):  # before the nickname, behind it
        inside = words.texts[at : at + 4] if at > one.first else []
        quoted = len(inside) == 4 and inside[0] in _OPENING and inside[2] in _CLOSING and is_capital(inside[1]) and is_capital(inside[3])
        if quoted and (inside[0] != "(" or at < opens or other.last > at + 3):  # brackets where a label has one inside: Robert ( | Bob) Roe
            return True
    return False


def _is_possessive(word: str, known: Vocabulary) -> bool:
    """Say whether a word is the mark of an owner, or of several: `’s`, `’`."""
    return word in known.genitives or word in known.plural_genitives


def _near(words: Words, at: int) -> bool:
    """Say whether a blank, and no more, stands before a word."""
    return words.tokens.starts[at] == words.tokens.ends[at - 1] + 1


def _parts(held: Found, words: Words, known: Vocabulary) -> Iterator[Found]:
    """Yield the names of a label, each without what is none of it; nothing where no name is left, or a title alone."""
    for part in _places(held.first, held.last, words) if held.kind == "place" else [(held.first, held.last)]:
        first, last = _trimmed(*part, words, known)
        title = known.titles.at(words, first, last) if first < last else None
        if any(map(_is_written_large, words.texts[first:last])) and (title is None or title.last < last):
            yield _between(held, first, last)


def _named(held: Found, words: Words, known: Vocabulary) -> Iterator[Found]:
    """Yield a name with a given name that no label has seen; nothing where it is a lexicon's."""
    if held.kind == "person":
        held = _between(held, _with_given(held.first, words, known), held.last)
    if held.kind == "organization":
        held = _between(held, held.first, _with_head(held, words, known))
    if not _is_known(words, held.first, held.last, known):
        yield held


def _between(held: Found, first: int, last: int) -> Found:
    """Return a find with other borders; itself, as most often, where they are its own."""
    return held if (held.first, held.last) == (first, last) else evolved(held, first=first, last=last)


def _is_written_large(word: str) -> bool:
    """Say whether a word has letters, and not small ones alone; a script without capitals has no small ones either."""
    return any(map(str.isalpha, word)) and not word.islower()


def _places(first: int, last: int, words: Words) -> Iterator[tuple[int, int]]:
    """Yield the places of a label: two in `Paris, Texas`."""
    for at in range(first, last):
        if words.texts[at] == ",":
            yield first, at
            first = at + 1
    yield first, last


def _trimmed(first: int, last: int, words: Words, known: Vocabulary) -> tuple[int, int]:
    """Return a name without what is none of it at its ends: articles, signs, a possessive, small words (`northern Wibbleton`)."""
    while first < last and (words.folded[first] in known.articles or (first + 1 < last and _is_small(words.texts[first]))):
        if words.folded[first] in known.particles:
            break
        first += 1
    while first < last and _is_after(words, first, last - 1, known):
        last -= 1
    return first, last


def _is_small(word: str) -> bool:
    return word.islower() or word in _SIGNS or word in _QUOTES


def _is_after(words: Words, first: int, at: int, known: Vocabulary) -> bool:
    """Say whether the last word of a name is none of it: a sign, a possessive, a small one not tied by a hyphen (`Umm al-Fahm`)."""
    if words.folded[at] in known.genitives or words.folded[at] in known.prepositions or words.texts[at] in _SIGNS:
        return True
    if words.texts[at] in _QUOTES:
        return _QUOTES.isdisjoint(words.texts[first:at])  # but `Wibble Bank (Norway)`
    return first < at and words.texts[at].islower() and words.texts[at - 1] not in _SIGNS


def _with_given(first: int, words: Words, known: Vocabulary) -> int:
    """Return where a person's name begins, with a word before it that stands after a role and a comma: `its chief, Per | Lunde`."""
    at = first - 1
    given = at > 0 and words.texts[at].istitle() and _near(words, first) and follows_role(words, at, known)
    return at if given and known.titles.at(words, at, first) is None else first


def _with_head(held: Found, words: Words, known: Vocabulary) -> int:
    """Return where a body's name ends, with the head word that its only word owns: `the Seamen | ’s Union of Norway`."""
    last = held.last
    if held.last - held.first > 1 or last + 1 >= len(words) or not _is_possessive(words.folded[last], known):
        return last
    heads = words.folded[last + 1] in known.heads and is_capital(words.texts[last + 1])
    return with_country(words, last + 2, known) if heads and not _is_known(words, held.first, last, known) else last


def _without_words(names: Sequence[Found], words: Words, known: Vocabulary, sentences: Sequence[int]) -> Iterator[Found]:
    """Yield names without the single words that are none.

    A word at the beginning of a sentence that the text has in small letters as well (`Museum to close`); a direction of which a longer
    name is made (`the North`, after `North Wibble`).
    """
    opening, written = frozenset(sentences), frozenset(words.texts)
    inside = {words.texts[name.first] for name in names if words.tokens.starts[name.first] not in opening}
    longer = {one for one, after in pairwise(words.texts) if is_capital(after)}
    for name in names:
        word, single = words.texts[name.first], name.last - name.first == 1
        opens = words.tokens.starts[name.first] in opening and word not in inside and word.lower() in written
        if not (single and (opens or (words.folded[name.first] in known.directions and word in longer))):
            yield name


def _whole(held: Found, words: Words, known: Vocabulary) -> Iterator[Found]:
    """Yield a nominal with its determiner, country and what its plural owns, of the kind of its noun; nothing where it has none (`the`)."""
    first, last = held.first, held.last
    first += words.folded[first] in known.genitives  # Ann Poe | ’s | wife
    if first == last or words.folded[last - 1] in known.closed:
        return
    if first and not _determines(words.folded[first], known) and _determines(words.folded[first - 1], known):
        first -= 1
    if words.folded[first] in known.denials:
        return
    role = known.roles.at(words, last - 1)
    last = max(last, role.last) if role else last  # chief | executive
    if last + 1 < len(words) and words.folded[last] in known.plural_genitives and words.folded[last - 1].endswith(known.plural_endings):
        owned = known.generics.at(words, last + 1)
        last = owned.last if owned else last
    kind = _noun_kind(held.kind, words, last - 1, known)
    whole = _between(held, first, with_country(words, last, known))
    yield whole if kind == held.kind else evolved(whole, kind=kind)


def _determines(word: str, known: Vocabulary) -> bool:
    return word in known.determiners and word not in known.genitives


def _noun_kind(labelled: str, words: Words, at: int, known: Vocabulary) -> str:
    """Return the kind that a noun, word `at`, has in the lexicons, else what it is labelled; several persons are a group."""
    noun = known.generics.at(words, at, at + 1)
    if noun is not None:
        return str(noun.entries[0].value)
    if known.organizations.at(words, at, at + 1) is not None:
        return "organization"
    return "group" if labelled == "person" and _is_plural(words.folded[at], known) else labelled


def _is_plural(word: str, known: Vocabulary) -> bool:
    return word.endswith(known.plural_endings) and not word.endswith("ss")


def _is_known(words: Words, first: int, last: int, known: Vocabulary) -> bool:
    """Say whether words are wholly a name of the lexicons, or an adjective of a people, which names nobody."""
    matches = (phrases.at(words, first, last) for phrases in (known.names, known.demonyms))
    return any(match is not None and match.last == last for match in matches)
