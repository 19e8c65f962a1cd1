"""Metonyms: whether a place’s name stands for its government, people or team.

    Oslo withdrew                              it acts (module `acts`)
    Oslo’s decision, a decision of Oslo        it owns what people own
    talks between Oslo and Bergen              it is a side of what people have with each other
    they accused Oslo                          something is done to it that is done to people
    against Oslo, an Oslo-led group            it is opposed, or takes part
    according to Oslo                          it is a source

Rules:

- What stands before places (`in`, `flew to`) makes a name a place, and no more is the complement of a noun an actor (`the mayor of
  Oslo said`), unless the noun before the preposition is one that people have.
- Of a country less is needed than of a town: by default its genitive is its people’s, but for what places have (`Norway’s coast`),
  and `with Norway` is with its people.
- A capital means its state’s government only by what governments do; by what teams do it means its own people (`they beat London`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, TypeAlias

import attrs

from seedlib.matching import Words
from seedlib.model import value
from seedlib.recognition.acts import acts, past_adverbs
from seedlib.recognition.making import Found
from seedlib.recognition.vocabulary import Vocabulary

__all__ = ["Rank", "in_use", "is_site", "stands_for_people"]

#: The longest cue before a source, `in the opinion of`, has so many words.
_LONGEST_SOURCE = 4

#: So many words after a genitive are looked at: `Norway’s most recent decision`.
_OWNED = 5

#: So far before a preposition stands the verb whose side a name is: `sell 180 new howitzers to`.
_BEFORE = 8

#: Signs that part what stands before them from what stands after.
_STOPS = frozenset(".,;:!?()—–")

#: Signs that tie two words: `US-led`, `Norway–Sweden`.
_HYPHENS = frozenset("-‐‑–")

#: What a place’s name is: a state’s, that of a state’s capital, or another.
Rank: TypeAlias = Literal["state", "seat", "place"]


@value(kw_only=True)
class _Name:
    """A name among words."""

    words: Words
    known: Vocabulary
    #: The first word, an article before it included.
    first: int
    #: The word after it.
    last: int
    rank: Rank
    #: Whether it is several names: `Oslo and Bergen`.
    plural: bool

    def before(self, steps: int = 1) -> str:
        """Return the word so many steps before; nothing where there is none."""
        return self.words.folded[self.first - steps] if self.first >= steps else ""

    def after(self, steps: int = 0) -> str:
        """Return the word so many steps behind the next one; nothing where there is none."""
        return self.words.folded[self.last + steps] if self.last + steps < len(self.words) else ""


def stands_for_people(words: Words, name: range, known: Vocabulary, rank: Rank, *, plural: bool = False) -> bool | None:
    """Say whether a place’s name means its people; that of a seat, whether it means the state’s government; None where nothing tells.

    Args:
        words: the document’s words.
        name: the words of the name, or of all names that it stands in coordination with.
        known: what is known of the language.
        rank: what the name is.
        plural: whether it stands in coordination.
    """
    first = _without_article(words, name.start, known)
    held = _Name(words=words, known=known, first=first, last=name.stop, rank=rank, plural=plural)
    if _is_compound(held):
        return _takes_part(held)
    site = is_site(words, name.start, known)
    if held.after() in known.genitives:
        return _owns(held) or (rank == "state" and not site and _has(held))
    if held.after() in known.metonyms.members:
        return rank != "seat"
    if _is_source(words, name.start, known) or _belongs(held) or (not site and _is_to_do(held)):
        return True
    return False if site or held.after() in known.metonyms.sited else _is_object(held) or _does(held) or None


def in_use(found: Found, words: Words, known: Vocabulary) -> Found:
    """Return a find with the use `metonym` where it is a place’s name that stands for its people; else as it is."""
    if found.kind != "place" or found.form != "name" or found.use != "literal":
        return found
    return attrs.evolve(found, use="metonym") if stands_for_people(words, range(found.first, found.last), known, "place") else found


def _is_source(words: Words, first: int, known: Vocabulary) -> bool:
    """Say whether a cue that takes a source stands before a name: `according to Moscow`."""
    return known.sources.ending(words, first, first - _LONGEST_SOURCE) is not None


def is_site(words: Words, first: int, known: Vocabulary) -> bool:
    """Say whether the words before are those that stand before places: `in Moscow`, `outside the Kremlin`."""
    first = _without_article(words, first, known)
    return known.locatives.ending(words, first, first - 2) is not None


def _without_article(words: Words, first: int, known: Vocabulary) -> int:
    return first - 1 if first and words.folded[first - 1] in known.articles else first


def _is_locative(words: Words, start: int, stop: int, known: Vocabulary) -> bool:
    match = known.locatives.at(words, start, stop)
    return match is not None and match.last == stop


def _is_whole(name: _Name) -> bool:
    """Say whether no noun follows that a name describes: not `with Norway officials`."""
    after, known = name.after(), name.known
    if not after[:1].isalpha() or after in known.closed or after.endswith((*known.adverb_endings, *known.metonyms.past_endings)):
        return True
    return after in known.verbs or after in known.metonyms.deeds.finite  # talks with Norway began


def _is_compound(name: _Name) -> bool:
    """Say whether a hyphen ties a name to a word: `Norway-led`, `Norway–Sweden`; not `to Norway - and back`."""
    tokens = name.words.tokens
    if name.before() in _HYPHENS and tokens.ends[name.first - 1] == tokens.starts[name.first]:
        return True
    return name.after() in _HYPHENS and tokens.ends[name.last - 1] == tokens.starts[name.last]


def _takes_part(name: _Name) -> bool:
    """Say whether a hyphen joins a name to what its people do or have: `Norway-led`, `Norway-Sweden talks`; not `Norway-based`."""
    after = [word for word in name.words.folded[name.last : name.last + _OWNED] if word not in _HYPHENS]
    return bool(after) and (
        after[0] in name.known.metonyms.agents or any(word in name.known.metonyms.owned for word in _before_stop(after, name.known))
    )


def _is_object(name: _Name) -> bool:
    """Say whether before a name stands what is done to people: `accused Oslo`, `against Oslo`; of a state `with Norway`."""
    verb, known = name.before(), name.known
    if verb in known.metonyms.objects and (_is_whole(name) or name.after() in known.metonyms.deeds.base):  # helped Oslo win
        return (
            name.rank != "seat" or verb in known.metonyms.acts.finite or verb not in known.metonyms.deeds.finite
        )  # who beat London beat no government
    if not _is_whole(name):
        return False
    return verb in known.metonyms.opposite or (
        name.rank != "place" and verb in known.metonyms.partners and name.before(2) not in known.metonyms.sited
    )


def _belongs(name: _Name) -> bool:
    """Say whether a preposition ties a name to what people have or do with people: `talks with`, `sold two ships to`."""
    known, first = name.known, name.first
    if first < 2 or name.before() not in known.metonyms.ties or not _is_whole(name):
        return False
    if _is_locative(name.words, first - 2, first, known):  # the invasion of Norway
        return False
    if name.before(2) in known.metonyms.owned:
        return True
    for word in reversed(name.words.folded[max(0, first - 1 - _BEFORE) : first - 1]):
        if word in known.metonyms.receivers:
            return True
        if word in known.metonyms.sited or word in known.metonyms.ties or word in _STOPS:
            return False
    return False


def _is_to_do(name: _Name) -> bool:
    """Say whether an infinitive follows of what people do: after `for Norway` `to compete`."""
    if name.before() not in name.known.metonyms.ties or name.after() not in name.known.infinitives:
        return False
    return name.after(1) in name.known.metonyms.deeds.base or name.after(1) in name.known.verbs


def _owns(name: _Name) -> bool:
    """Say whether what is owned is what people own."""
    return any(word in name.known.metonyms.owned or word in name.known.nouns for word in _owned(name))


def _has(name: _Name) -> bool:
    """Say whether what is owned is not what places have."""
    return not any(word in name.known.metonyms.sited for word in _owned(name))


def _owned(name: _Name) -> list[str]:
    """Return the noun after a genitive, and what stands before it."""
    return list(_before_stop(name.words.folded[name.last + 1 : name.last + 1 + _OWNED], name.known))


def _before_stop(after: Iterable[str], known: Vocabulary) -> Iterator[str]:
    """Yield words up to a preposition, a sign or what places have; the last too."""
    for word in after:
        if word in _STOPS or word in known.prepositions:
            return
        yield word
        if word in known.metonyms.sited:
            return


def _does(name: _Name) -> bool:
    """Say whether a name is the subject of what people do; not `the mayor of Oslo said`, but `after Oslo said`."""
    words, known = name.words, name.known
    comma = name.after() == ","
    if name.after(comma) in known.relatives:  # Norway, which has accused
        return acts(words, name.last + comma + 1, known, known.metonyms.acts) or (not comma and _is_cleft(name))
    if name.before() in known.prepositions and name.before() not in known.subordinators:
        return False
    inverted = name.before() in known.auxiliaries  # how can Norway respond
    doing = known.metonyms.acts if name.rank == "seat" else known.metonyms.deeds
    return acts(words, name.last, known, doing, plural=name.plural or inverted) or (name.rank == "state" and _does_anything(name))


def _is_cleft(name: _Name) -> bool:
    """Say whether a name is set apart as who does something to something: `It isn’t Oslo that sets it`."""
    known, at = name.known, name.first - 1
    while at > 0 and (name.words.folded[at] in known.auxiliaries or name.words.folded[at] in known.adverbs):
        at -= 1
    verb, what = name.after(1), name.after(2)
    cleft = at < name.first - 1 and at >= 0 and known.pronouns.get(name.words.folded[at]) == "it"
    return cleft and verb not in known.auxiliaries and (what in known.determiners or what in known.pronouns)


def _does_anything(name: _Name) -> bool:
    """Say whether any verb but "be" and "have" follows a modal, or a past form whatever stands before it: `Norway has mapped`."""
    words, known = name.words, name.known
    stop = min(len(words), name.last + _OWNED)
    after = past_adverbs(words, name.last, stop, known)
    verb = past_adverbs(words, after + 1, stop, known) if after < stop and words.folded[after] in known.auxiliaries else after
    if verb >= stop or words.folded[after] in known.bes or words.folded[verb] in known.auxiliaries or words.folded[verb] in known.bes:
        return False
    if words.folded[after] in known.modals:
        return True
    by = words.folded[verb + 1 : verb + 2]  # Norway hit by floods
    return words.folded[verb].endswith(known.metonyms.past_endings) and not (by and by[0] in known.prepositions)
