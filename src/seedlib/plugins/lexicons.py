"""What the entries of a lexicon may hold, by its type: looked at once, when a registry is built.

The library's components trust their lexicons, since they look at every word of every document; so a third party's or a user's
entry is checked here, and one that is wrong is left out: one that its type does not allow, that the same lexicon holds already, or
that contradicts an earlier one, so that no text could say which is meant.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from difflib import get_close_matches
from typing import Any

import attrs

from seedlib.components import ClaimKind, Lexicon
from seedlib.errors import ContractError, ModelError
from seedlib.matching import Entry
from seedlib.model import ACTOR_KINDS, MODALITIES, Actor, actor_id, is_actor_id, is_name

__all__ = ["CLAIM_KINDS_TYPE", "OF_ACTORS", "kinds_of", "unread_type", "without_bad_entries"]

#: The type of a lexicon that adds kinds of claim without code: phrase = the kind's name, value = its parent, if any.
CLAIM_KINDS_TYPE = "claim-kinds"

#: The types whose values are ids of actors. A third party's or a user's entry stands in the place of the library's of the same phrase:
#: whoever adds `Apple` means his own.
OF_ACTORS = frozenset({"names", "demonyms", "persons"})

#: Data by which entries of one phrase and one id are not the same: a people and its adjective, the two that Brussels stands for.
_TELL_APART = ("form", "stands_for")

#: A cue's value where the word is none of that sense: "no claim here".
_NO_KIND = "none"


def unread_type(lexicon: Lexicon, known: Collection[str]) -> list[ContractError]:
    """Return an error where nobody reads lexicons of this type: it is no known one, nor one with a plugin's prefix."""
    if lexicon.type in known or lexicon.type == CLAIM_KINDS_TYPE or ":" in lexicon.type:
        return []
    near = get_close_matches(lexicon.type, known, 1)
    guess = f"; did you mean {near[0]!r}?" if near else ""
    message = f"found a lexicon of the type {lexicon.type!r}, which nobody reads{guess}"
    return [ContractError(message, advice="the manual lists the types")]


def kinds_of(lexicon: Lexicon) -> list[ClaimKind]:
    """Return the kinds of claim that a lexicon of the type `claim-kinds` adds.

    Raises:
        ContractError: a name has no prefix.
    """
    for entry in lexicon.entries:
        if ":" not in entry.phrase or not is_name(entry.phrase):
            raise ContractError(f"found the claim kind {entry.phrase!r}, expected a name with a prefix, such as 'acme:pledge'")
    return [
        ClaimKind(name=entry.phrase, parent=entry.value or None, description=str(entry.data.get("description", "")))
        for entry in lexicon.entries
    ]


def without_bad_entries(lexicon: Lexicon, kinds: Collection[str]) -> tuple[Lexicon, list[ContractError]]:
    """Return a lexicon without the entries that its type does not allow, and an error for each of those.

    Args:
        lexicon: a third party's, or a user's.
        kinds: the kinds of claim there are.
    """
    check, told_apart = _CHECKS.get(lexicon.type), lexicon.type in OF_ACTORS
    seen = _Seen(lexicon.entries if told_apart else ())
    good, errors = [], []
    for entry in lexicon.entries:
        try:
            if check is not None:
                check(entry, kinds)
            seen.add(entry)
        except (ContractError, ModelError) as error:
            line = "" if entry.line is None else f", line {entry.line}"
            where = f"lexicon {lexicon.name}{line}"
            errors.append(ContractError(f"the entry {entry.phrase!r}: {error.message}", where=where, advice=error.advice))
        else:
            good.append(entry)
    return (attrs.evolve(lexicon, entries=good) if errors else lexicon), errors


class _Seen:
    """The entries of a lexicon that were looked at, to which the next one has to fit.

    Args:
        entries: all of the lexicon, if its values are ids of actors.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries: dict[Any, Entry] = {}
        self.by_id: dict[str, Entry] = {}
        #: By phrase, those that it may mean, by their country.
        self.candidates: dict[str, dict[str | None, Entry]] = {}
        ids: dict[str, set[str]] = {}
        for entry in entries:
            ids.setdefault(entry.phrase, set()).add(entry.value)
        #: The ids that some phrase means and no other: where it stands in a text, it settles the others.
        self.certain = {value for values in ids.values() if len(values) == 1 for value in values}
        self.of_actors = bool(ids)

    def add(self, entry: Entry) -> None:
        """Add an entry.

        Raises:
            ContractError: an earlier one says the same, or the opposite.
        """
        key = (entry.phrase, entry.value, *(entry.data.get(name) for name in _TELL_APART)) if self.of_actors else entry
        same = self.entries.setdefault(key, entry)
        if same is not entry:
            raise ContractError(f"found it twice{_line(same)}")
        if self.of_actors and entry.value:
            self._fit(entry)

    def _fit(self, entry: Entry) -> None:
        first = self.by_id.setdefault(entry.value, entry)
        for field in ("kind", "country"):
            held, expected = entry.data.get(field), first.data.get(field)
            if held and expected and held != expected:
                raise ContractError(f"found the {field} {held!r} of {entry.value}, which has {expected!r}{_line(first)}")
        candidates, country = self.candidates.setdefault(entry.phrase, {}), entry.data.get("country")
        other = candidates.get(country) or candidates.get(None) or (next(iter(candidates.values()), None) if country is None else None)
        if other is not None and other.value != entry.value and entry.value not in self.certain:
            raise ContractError(
                f"found the id {entry.value}, but {other.value}{_line(other)}, and nothing by which a text tells the two apart",
                advice="give it a longer name beside this one, or both a country",
            )
        candidates.setdefault(country, entry)


def _line(entry: Entry) -> str:
    return "" if entry.line is None else f" (line {entry.line})"


def _check_names(entry: Entry, _: Collection[str]) -> None:
    if entry.value and not is_actor_id(entry.value):
        raise ContractError(f"found the value {entry.value!r}, expected an id such as 'acme:1', or nothing")
    kind, country = entry.data.get("kind", "unknown"), entry.data.get("country")
    if not is_name(kind) or (kind not in ACTOR_KINDS and ":" not in kind):
        raise ContractError(f"found the kind {kind!r}, expected one of {', '.join(sorted(ACTOR_KINDS))}, or one with a prefix")
    Actor(id=actor_id(entry.phrase), name=entry.data.get("name", entry.phrase), country=country)  # its own checks see the rest


def _check_kind(entry: Entry, kinds: Collection[str]) -> None:
    if entry.value != _NO_KIND and entry.value not in kinds:
        raise ContractError(f"found the claim kind {entry.value!r}, expected {_NO_KIND} or one of {', '.join(sorted(kinds))}")


def _check_modality(entry: Entry, _: Collection[str]) -> None:
    if entry.value not in MODALITIES:
        raise ContractError(f"found the modality {entry.value!r}, expected one of {', '.join(sorted(MODALITIES))}")


#: By the type of a lexicon; types that are not here may hold anything.
_CHECKS: Mapping[str, Callable[[Entry, Collection[str]], None]] = {
    "names": _check_names,
    "demonyms": _check_names,
    "persons": _check_names,
    "cues": _check_kind,
    "acts": _check_kind,
    "openings": _check_kind,
    "evaluations": _check_kind,
    "harms": _check_kind,
    "modals": _check_modality,
    "hedges": _check_modality,
}
