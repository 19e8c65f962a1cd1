"""What of one plugin stands behind another's: found by looking at a registry, for `seedlib plugins`; nothing here decides.

Rules:

- An `Override` tells of two plugins: which built-in parser goes before which other built-in one is no news.
- What clashes, such as a kind of claim that two plugins mean differently, is a failure of the registry and not told again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby

from seedlib.model import value
from seedlib.plugins.lexicons import OF_ACTORS
from seedlib.plugins.registry import Component, Registry

__all__ = ["Override", "overrides"]

#: How many phrases of a lexicon are named.
_NAMED = 3

#: The hooks of which one component is chosen by its short name: `--parser`, `-f`, the word of a command.
_CHOSEN = ("parsers", "exporters", "commands")

#: The layers of a segmenter are asked of the next only where it leaves them out.
_LAYERS = "tokens, sentences and quotations, as far as it cuts them"


@value(kw_only=True)
class Override:
    """Something that a component does or says in the place of another one."""

    #: The hook by whose records: `parsers`, `lexicons`.
    hook: str
    #: What: a suffix, a short name, phrases.
    what: str
    #: The full name of the one that stands.
    winner: str
    #: And of the one that stands behind it.
    loser: str


def overrides(registry: Registry) -> tuple[Override, ...]:
    """Return what is overridden by what in a registry, by hook."""
    return tuple(
        override for found in (_parsers(registry), _segmenters(registry), _short_names(registry), _phrases(registry)) for override in found
    )


def _pairs(registry: Registry, hook: str, held: Iterable[Component], what: str) -> Iterator[Override]:
    """Yield that the preferred one of some components goes before those of other plugins."""
    first, *rest = sorted(held, key=registry.preference)
    for other in rest:
        if other.plugin != first.plugin:
            yield Override(hook=hook, what=what, winner=first.full_name, loser=other.full_name)


def _parsers(registry: Registry) -> Iterator[Override]:
    """Yield who goes first where several accept an input alike: by a suffix or media type that they share."""
    sharing: defaultdict[str, list[Component]] = defaultdict(list)
    for component in registry.components.get("parsers", ()):
        for name in (*component.record.suffixes, *component.record.media_types):
            sharing[name].append(component)
    found = [pair for name, held in sorted(sharing.items()) for pair in _pairs(registry, "parsers", held, name)]
    for (winner, loser), pairs in groupby(sorted(found, key=_both), key=_both):
        what = f"{', '.join(pair.what for pair in pairs)}, where both accept it alike"
        yield Override(hook="parsers", what=what, winner=winner, loser=loser)


def _both(override: Override) -> tuple[str, str]:
    return override.winner, override.loser


def _segmenters(registry: Registry) -> Iterator[Override]:
    """Yield which segmenter is asked first, by language."""
    held = registry.components.get("segmenters", ())
    for language in sorted({tag for component in held for tag in component.record.languages}):
        serving = [component for component in held if {language, "*"} & set(component.record.languages)]
        yield from _pairs(registry, "segmenters", serving, _LAYERS if language == "*" else f"{language}: {_LAYERS}")


def _short_names(registry: Registry) -> Iterator[Override]:
    """Yield who is meant by a short name that several have: the built-in one, else nobody. Of commands the first one is kept."""
    for hook in _CHOSEN:
        named: defaultdict[str, list[Component]] = defaultdict(list)
        for component in registry.components.get(hook, ()):
            named[component.record.name].append(component)
        for name, held in sorted(named.items()):
            first = held[0] if hook == "commands" else next((component for component in held if component.builtin), None)
            for other in held:
                if first is not None and other is not first:
                    yield Override(hook=hook, what=f"the short name {name}", winner=first.full_name, loser=other.full_name)


def _phrases(registry: Registry) -> Iterator[Override]:
    """Yield the built-in entries for an actor's name that give way to those of others, lexicon by lexicon."""
    lexicons = [held for held in registry.components.get("lexicons", ()) if held.record.type in OF_ACTORS]
    for loser in (held for held in lexicons if held.builtin):
        phrases = {entry.phrase for entry in loser.record.entries}
        for winner in (held for held in lexicons if not held.builtin and held.record.type == loser.record.type and _meet(held, loser)):
            shared = sorted(phrases & {entry.phrase for entry in winner.record.entries})
            if shared:
                more = f" and {len(shared) - _NAMED:,} more" if len(shared) > _NAMED else ""
                what = f"{loser.record.type}: {', '.join(shared[:_NAMED])}{more}"
                yield Override(hook="lexicons", what=what, winner=winner.full_name, loser=loser.full_name)


def _meet(one: Component, other: Component) -> bool:
    """Say whether two components serve a language both."""
    ours, theirs = set(one.record.languages), set(other.record.languages)
    return bool(ours & theirs) or "*" in ours | theirs
