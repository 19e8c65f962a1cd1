"""What the entries of a lexicon may hold, by its type: looked at once, when a registry is built.

The library's components trust their lexicons, since they look at every word of every document; so a third party's or a user's
entry is checked here, and one that is wrong is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from difflib import get_close_matches

import attrs

from seedlib.components import ClaimKind, Lexicon
from seedlib.errors import ContractError, ModelError
from seedlib.matching import Entry
from seedlib.model import ACTOR_KINDS, MODALITIES, Actor, is_actor_id, is_name

__all__ = ["CLAIM_KINDS_TYPE", "kinds_of", "unread_type", "without_bad_entries"]

#: The type of a lexicon that adds kinds of claim without code: phrase = the kind's name, value = its parent, if any.
CLAIM_KINDS_TYPE = "claim-kinds"

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
    check = _CHECKS.get(lexicon.type)
    if check is None:
        return lexicon, []
    good, errors = [], []
    for entry in lexicon.entries:
        try:
            check(entry, kinds)
        except (ContractError, ModelError) as error:
            errors.append(ContractError(f"the entry {entry.phrase!r}: {error.message}", where=f"lexicon {lexicon.name}"))
        else:
            good.append(entry)
    return (attrs.evolve(lexicon, entries=good) if errors else lexicon), errors


def _check_names(entry: Entry, _: Collection[str]) -> None:
    if entry.value and not is_actor_id(entry.value):
        raise ContractError(f"found the value {entry.value!r}, expected an id such as 'acme:1', or nothing")
    kind, country = entry.data.get("kind", "unknown"), entry.data.get("country")
    if not is_name(kind) or (kind not in ACTOR_KINDS and ":" not in kind):
        raise ContractError(f"found the kind {kind!r}, expected one of {', '.join(sorted(ACTOR_KINDS))}, or one with a prefix")
    Actor(id="doc:x", name=entry.data.get("name", entry.phrase), country=country)  # its own checks see the rest


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
    "cues": _check_kind,
    "acts": _check_kind,
    "openings": _check_kind,
    "evaluations": _check_kind,
    "modals": _check_modality,
    "hedges": _check_modality,
}
