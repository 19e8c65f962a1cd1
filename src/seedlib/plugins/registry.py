"""The registry: every plugin's records, collected once, checked, and frozen.

Rules:

- Records are sorted by full name, third parties' before the built-in ones, so nothing depends on the order of discovery.
- What clashes between plugins is left out and reported, all at once; so is an entry of a lexicon that its type does not allow, or
  that an earlier one of the same lexicon contradicts.
- One `PluginWarning` a plugin; the rest is in `Registry.failures`.
- A registry keeps the recipe it was built by; pickling sends the recipe, and the other process builds anew.
"""

from __future__ import annotations

import threading
import time
import warnings
from collections.abc import Collection, Iterable, Mapping
from typing import Any

import attrs

from seedlib.components import RECORDS, ClaimKind, Context, Lexicon, Settings
from seedlib.errors import ContractError, PluginError, PluginWarning, SeedlibError, UsageError
from seedlib.matching import Entry, Phrases
from seedlib.model import CLAIM_KINDS, AttributeKey, Failure, FrozenMapping, value
from seedlib.plugins.lexicons import CLAIM_KINDS_TYPE, OF_ACTORS, kinds_of, unread_type, without_bad_entries
from seedlib.plugins.loading import BUILTIN, GROUP, NAMED, USER, PluginInfo, discover, failure_of_plugin, load, named

__all__ = ["BUILTIN", "DEFAULT_LANGUAGE", "GROUP", "Component", "PluginInfo", "Registry", "default_registry"]

#: The language that is read where nothing says which.
DEFAULT_LANGUAGE = "en"


@value(kw_only=True)
class Component:
    """A record of a plugin, under its full name.

    >>> component = default_registry().find("parsers", "csv")
    >>> component.full_name, component.builtin, component.record.suffixes
    ('seedlib:csv', True, ('.csv', '.tsv', '.tab'))
    """

    #: `plugin:name`.
    full_name: str
    #: The plugin's name.
    plugin: str
    #: The version of the plugin's distribution; empty if it has none.
    version: str
    #: One of the records of `seedlib.components`.
    record: Any

    @property
    def builtin(self) -> bool:
        """Whether seedlib itself brings it."""
        return self.plugin == BUILTIN


@value(kw_only=True)
class _Recipe:
    """The arguments of `Registry.build`."""

    plugins: tuple[tuple[str, Any], ...] = ()
    entry_points: bool = True
    disabled: tuple[str, ...] = ()
    prefer: tuple[str, ...] = ()
    lexicons: tuple[Lexicon, ...] = ()
    strict: bool = False


def _rebuild(recipe: _Recipe) -> Registry:
    return Registry.build(**attrs.asdict(recipe, recurse=False))


@value(kw_only=True)
class Registry:
    """All components there are; frozen, and the same whatever the order in which plugins are found.

    Build one with `Registry.build`, or take `default_registry()`.

    >>> from seedlib import hookimpl
    >>> from seedlib.components import Lexicon
    >>> from seedlib.matching import Entry
    >>> vowed = Entry(phrase="vowed", value="commitment")
    >>> class Acme:
    ...     @hookimpl
    ...     def seedlib_lexicons(self):
    ...         return [Lexicon(name="verbs", type="cues", languages=["en"], entries=[vowed])]
    >>> registry = Registry.build(plugins=[("acme", Acme())], entry_points=False)
    >>> registry.find("lexicons", "verbs").full_name
    'acme:verbs'
    """

    #: Sorted by name; the built-in one last.
    plugins: tuple[PluginInfo, ...]
    #: By the hook's name without its prefix: third parties' before the built-in ones, then by full name.
    components: FrozenMapping[tuple[Component, ...]] = attrs.field(repr=False)
    #: Kinds of claim by name.
    kinds: FrozenMapping[ClaimKind] = attrs.field(repr=False)
    #: Attribute keys by name.
    keys: FrozenMapping[AttributeKey[Any]] = attrs.field(repr=False)
    #: Names, full or short, in the order in which they are preferred where one of several is to be chosen.
    prefer: tuple[str, ...] = ()
    #: What was left out, and why.
    failures: tuple[Failure, ...] = ()
    recipe: _Recipe = attrs.field(repr=False)
    _by_language: dict[str, Context] = attrs.field(factory=dict, eq=False, repr=False, init=False)

    @classmethod
    def build(  # noqa: PLR0913  # the one place where all choices about plugins are made, all behind the *
        cls,
        *,
        plugins: Iterable[Any] = (),
        entry_points: bool = True,
        disabled: Iterable[str] = (),
        prefer: Iterable[str] = (),
        lexicons: Iterable[Lexicon] = (),
        strict: bool = False,
    ) -> Registry:
        """Collect, check and freeze the records of all plugins.

        Args:
            plugins: modules or objects with hook implementations, or pairs of a name and such an object.
            entry_points: whether to load the plugins that are installed under the entry-point group `seedlib`.
            disabled: names of plugins to leave out; `seedlib` leaves out the built-in one.
            prefer: names of components, full or short, to be preferred where one of several is chosen.
            lexicons: further lexicons, such as a user's own file.
            strict: raise the first failure rather than report it.

        Raises:
            PluginError: a plugin failed to load, and `strict` is set.
            UsageError: a name in `prefer` or `disabled` names nothing.
        """
        recipe = _Recipe(
            plugins=tuple(named(plugin) for plugin in plugins),
            entry_points=entry_points,
            disabled=tuple(disabled),
            prefer=tuple(prefer),
            lexicons=tuple(lexicons),
            strict=strict,
        )
        found = discover(recipe.plugins, recipe.disabled, installed=recipe.entry_points)
        loaded = [load(plugin) for plugin in found]
        registry = _freeze(recipe, loaded)
        _report(registry, strict=strict)
        return registry

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (self.recipe,)

    def __getattr__(self, name: str) -> tuple[Component, ...]:
        if name in RECORDS and name not in NAMED:
            return self.components.get(name, ())
        raise AttributeError(f"Registry has no attribute {name!r}")

    def serving(self, hook: str, language: str) -> tuple[Component, ...]:
        """Return the components of a hook for documents in this language, the preferred ones first."""
        serving = [c for c in self.components.get(hook, ()) if _serves(c, language)]
        return tuple(sorted(serving, key=self.preference))

    def preference(self, component: Component) -> tuple[int, bool, str]:
        """Return a sort key: those in `prefer` in its order, then third parties', then the built-in ones, by full name."""
        names = (component.full_name, component.record.name)
        ranks = [rank for rank, name in enumerate(self.prefer) if name in names]
        return (min(ranks, default=len(self.prefer)), component.builtin, component.full_name)

    def find(self, hook: str, name: str) -> Component:
        """Return the component of a hook by its full or its short name.

        A short name is the built-in one's, else the only one's that has it.

        Raises:
            UsageError: nobody has this name, or several have.
        """
        candidates = self.components.get(hook, ())
        fitting = [c for c in candidates if c.full_name == name] or [c for c in candidates if c.record.name == name]
        fitting = [c for c in fitting if c.builtin] or fitting
        if len(fitting) == 1:
            return fitting[0]
        singular = hook.removesuffix("s").replace("_", " ")
        if fitting:
            owners = ", ".join(c.full_name for c in fitting)
            raise UsageError(f"found several {hook} named {name!r}: {owners}", advice="use the full name")
        there = ", ".join(c.record.name if c.builtin else c.full_name for c in candidates) or "none"
        raise UsageError(f"found no {singular} named {name!r}, expected one of: {there}")

    def context(self, settings: Settings | None = None, language: str | None = None) -> Context:
        """Return what components are given beside an analysis, with the merged lexicons of a language.

        Args:
            settings: what the user chooses.
            language: a primary subtag; by default that of the settings, else English.
        """
        settings = settings or Settings()
        language = language or (settings.language or DEFAULT_LANGUAGE).partition("-")[0].lower()
        base = self._by_language.get(language)
        if base is None:
            lexicons = _merged([c for c in self.components.get("lexicons", ()) if _serves(c, language)])
            base = self._by_language.setdefault(language, Context(language=language, lexicons=lexicons, kinds=self.kinds))
        deadline = None if settings.time_limit is None else time.monotonic() + settings.time_limit
        return attrs.evolve(base, settings=settings, deadline=deadline)

    def describe(self) -> dict[str, Any]:
        """Return what `seedlib plugins --json` shows: plugins, components, kinds and keys, as plain data."""
        return {
            "plugins": [attrs.asdict(info, filter=lambda attribute, _: attribute.name != "unknown") for info in self.plugins],
            "components": {
                hook: [
                    {"name": c.full_name, "version": c.version, "languages": list(c.record.languages)}
                    | ({"type": c.record.type, "entries": len(c.record.entries)} if hook == "lexicons" else {})
                    for c in components
                ]
                for hook, components in sorted(self.components.items())
            },
            "claim_kinds": {kind.name: kind.parent for kind in self.kinds.values()},
            "attribute_keys": {key.name: key.type.__name__ for key in self.keys.values()},
            "prefer": list(self.prefer),
        }


class _Joined:
    """The records of all plugins while they are put together, and what clashed."""

    def __init__(self) -> None:
        self.plugins: dict[str, PluginInfo] = {}
        self.components: dict[str, list[Component]] = {hook: [] for hook in RECORDS if hook not in NAMED}
        self.named: dict[str, dict[str, tuple[str, Any]]] = {hook: {} for hook in NAMED}
        self.clashes: list[Failure] = []

    def clash(self, plugin: str, error: SeedlibError, hook: str = "") -> None:
        """Keep what was left out, and why."""
        self.clashes.append(failure_of_plugin(plugin, error, hook=hook))

    def add_plugin(self, info: PluginInfo, records: Mapping[str, Iterable[Any]]) -> None:
        """Add all records of a plugin, unless another one has its name."""
        if info.name in self.plugins:
            other = self.plugins[info.name].distribution or "another plugin"
            self.clash(info.name, PluginError(f"{info.distribution or 'a plugin'} has the name of {other}; it was left out"))
            return
        self.plugins[info.name] = info
        for hook, answered in records.items():
            for record in answered:
                if hook in NAMED:
                    self.add_named(info.name, hook, record)
                else:
                    self.add_component(info.name, info.version, hook, record)

    def add_component(self, plugin: str, version: str, hook: str, record: Any) -> None:
        """Add a component under its full name."""
        full_name = f"{plugin}:{record.name}"
        self.components[hook].append(Component(full_name=full_name, plugin=plugin, version=version, record=record))

    def add_named(self, plugin: str, hook: str, record: Any) -> None:
        """Add a kind or key under its name, unless another plugin means something else by it."""
        owner, held = self.named[hook].setdefault(record.name, (plugin, record))
        if held != record:
            self.clash(plugin, ContractError(f"{record.name!r} is another one's in {owner}"), hook)

    def kinds(self) -> dict[str, ClaimKind]:
        """Return the kinds of claim whose parents are registered too."""
        kinds: dict[str, ClaimKind] = {name: held for name, (_, held) in sorted(self.named["claim_kinds"].items())}
        for name, kind in list(kinds.items()):
            if kind.parent is not None and kind.parent not in CLAIM_KINDS | kinds.keys():
                del kinds[name]
                owner = self.named["claim_kinds"][name][0]
                self.clash(owner, ContractError(f"{name!r} has the parent {kind.parent!r}, which nobody registers"))
        return kinds

    def add_kinds_of_lexicons(self) -> None:
        """Add the kinds of claim that lexicons of the type `claim-kinds` hold."""
        for component in self.components["lexicons"]:
            if component.record.type == CLAIM_KINDS_TYPE:
                try:
                    for kind in kinds_of(component.record):
                        self.add_named(component.plugin, "claim_kinds", kind)
                except ContractError as error:
                    self.clash(component.plugin, error, "lexicons")

    def check_lexicons(self, kinds: Collection[str]) -> None:
        """Leave out the entries of third parties' and users' lexicons that their types do not allow."""
        known = {component.record.type for component in self.components["lexicons"] if component.builtin}
        checked = []
        for component in self.components["lexicons"]:
            if component.builtin:
                checked.append(component)
                continue
            lexicon, errors = without_bad_entries(component.record, kinds)
            checked.append(attrs.evolve(component, record=lexicon) if errors else component)
            if known:  # without the built-in plugin nobody knows the types
                errors += unread_type(lexicon, known)
            for error in errors:
                where = error.where or f"lexicon {lexicon.name}"
                self.clash(component.plugin, ContractError(f"{where}: {error.message}", advice=error.advice), "lexicons")
        self.components["lexicons"] = checked


def _freeze(recipe: _Recipe, loaded: Iterable[tuple[PluginInfo, Mapping[str, Iterable[Any]]]]) -> Registry:
    """Join the records of all plugins; what clashes between plugins is reported all at once."""
    joined = _Joined()
    for info, records in loaded:
        joined.add_plugin(info, records)
    for lexicon in recipe.lexicons:
        joined.add_component(USER, "", "lexicons", lexicon)
    joined.add_kinds_of_lexicons()
    kinds = joined.kinds()
    joined.check_lexicons(CLAIM_KINDS | kinds.keys())
    plugins = sorted(joined.plugins.values(), key=lambda info: info.name == BUILTIN)  # stable: the others stay sorted by name
    return Registry(
        plugins=tuple(plugins),
        components=FrozenMapping({hook: tuple(sorted(held, key=_place)) for hook, held in joined.components.items()}),
        kinds=FrozenMapping(kinds),
        keys=FrozenMapping({name: held for name, (_, held) in sorted(joined.named["attribute_keys"].items())}),
        prefer=_checked_preference(recipe.prefer, joined.components),
        failures=(*(failure for info in plugins for failure in info.failures), *joined.clashes),
        recipe=recipe,
    )


def _merged(lexicons: Iterable[Component]) -> FrozenMapping[Phrases]:
    """Return the phrases of lexicons by type, third parties' first; an actor's name of theirs replaces the library's."""
    merged: dict[str, list[Entry]] = {}
    own: dict[str, set[str]] = {}
    for component in lexicons:
        type_, entries = component.record.type, component.record.entries
        if type_ in OF_ACTORS and not component.builtin:
            own.setdefault(type_, set()).update(entry.phrase for entry in entries)
        elif type_ in own:
            entries = [entry for entry in entries if entry.phrase not in own[type_]]
        merged.setdefault(type_, []).extend(entries)
    return FrozenMapping({type_: Phrases(entries) for type_, entries in sorted(merged.items())})


def _serves(component: Component, language: str) -> bool:
    """Say whether a component is for documents in this language, a primary subtag."""
    return "*" in component.record.languages or language in component.record.languages


def _place(component: Component) -> tuple[bool, str]:
    return component.builtin, component.full_name


def _checked_preference(prefer: tuple[str, ...], components: Mapping[str, list[Component]]) -> tuple[str, ...]:
    names = {name for held in components.values() for c in held for name in (c.full_name, c.record.name)}
    unknown = [name for name in prefer if name not in names]
    if unknown:
        raise UsageError(f"found {', '.join(unknown)} among the preferred components, which nobody has", advice="see seedlib plugins")
    return prefer


def _report(registry: Registry, *, strict: bool) -> None:
    """Raise the first failure if `strict`; else warn once a plugin."""
    by_plugin: dict[str, list[Failure]] = {}
    for failure in registry.failures:
        by_plugin.setdefault(failure.component, []).append(failure)
    for plugin, failures in by_plugin.items():
        first = failures[0]
        more = f" (and {len(failures) - 1} more in Registry.failures)" if len(failures) > 1 else ""
        owner = "a lexicon of yours" if plugin == USER else f"plugin {plugin}"
        if strict:
            raise PluginError(f"{first.error}: {first.message}", where=owner, advice=first.advice)
        message = f"{owner}: {first.error}: {first.message}{more}"
        warnings.warn(PluginWarning(message, plugin=plugin, reasons=[_reason(failure) for failure in failures]), stacklevel=3)


def _reason(failure: Failure) -> str:
    """Return a failure as a sentence; one of a user's lexicon names its place, and needs no name of an error."""
    who = "" if failure.component == USER else f"plugin {failure.component}: {failure.error}: "
    return f"{who}{failure.message}" + (f" ({failure.advice})" if failure.advice else "")


class _Default:
    """Where the default registry is kept: the library's one cache."""

    lock = threading.RLock()  # a plugin's hook may ask for it while it is built, and must not wait for itself
    building = False
    registry: Registry | None = None


def default_registry() -> Registry:
    """Return the registry of all installed plugins, built at the first call and kept for the process.

    >>> default_registry().find("exporters", "csv").full_name
    'seedlib:csv'
    >>> default_registry() is default_registry()
    True

    Raises:
        PluginError: a plugin's hook asks for it while it is being built.
    """
    with _Default.lock:
        if _Default.building:
            raise PluginError(
                "found a hook that asks for the registry while it is built", advice="return records, and read in their functions"
            )
        if _Default.registry is None:
            _Default.building = True
            try:
                _Default.registry = Registry.build()
            finally:
                _Default.building = False
        return _Default.registry
