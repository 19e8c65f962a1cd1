"""The registry: every plugin's records, collected once, checked, and frozen.

Theory of operation:

- Each plugin gets a plugin manager of its own. pluggy stops at the first exception and keeps a plugin that failed its
  validation; with one manager a plugin neither reaches another plugin.
- A plugin that cannot be imported, that has a bad signature or an unknown hook is left out; a hook that raises and a
  record that is wrong are left out alone. Each is a `Failure` in `Registry.failures`, and one `PluginWarning` a plugin.
- Records are sorted by full name, third parties' before the built-in ones, so nothing depends on the order of discovery.
- A registry keeps the recipe it was built by; pickling sends the recipe, and the other process builds anew.
"""

from __future__ import annotations

import threading
import time
import warnings
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from importlib.metadata import EntryPoint, PackageNotFoundError, entry_points, version
from types import ModuleType
from typing import Any

import attrs
import pluggy

from seedlib.components import RECORDS, ClaimKind, Context, Lexicon, Settings
from seedlib.errors import ContractError, PluginError, PluginWarning, SeedlibError, UsageError
from seedlib.matching import Phrases
from seedlib.model import CLAIM_KINDS, AttributeKey, Failure, FrozenMapping, is_name, value
from seedlib.plugins import specs

__all__ = ["BUILTIN", "DEFAULT_LANGUAGE", "GROUP", "Component", "PluginInfo", "Registry", "default_registry"]

#: The entry-point group, and pluggy's project name.
GROUP = "seedlib"

#: The name of the plugin that seedlib brings.
BUILTIN = "seedlib"

#: The language that is read where nothing says which.
DEFAULT_LANGUAGE = "en"

#: What no other plugin may be called: the built-in one, and the owner of the user's own lexicons.
_RESERVED = (BUILTIN, "user")

#: Records that are data under a name of their own, rather than components under a full name.
_NAMED = ("claim_kinds", "attribute_keys")


@value(kw_only=True)
class Component:
    """A record of a plugin, under its full name."""

    #: `plugin:name`.
    full_name: str
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
class PluginInfo:
    """What is known of a plugin: `seedlib plugins` shows it."""

    name: str
    #: Of its distribution; empty if it was given as an object.
    version: str = ""
    distribution: str = ""
    module: str = ""
    #: The hooks it implements, sorted, without their prefix.
    hooks: tuple[str, ...] = ()
    #: The full names of its components, sorted.
    components: tuple[str, ...] = ()
    #: Why it, or a part of it, was left out.
    failures: tuple[Failure, ...] = ()


@value(kw_only=True)
class _Found:
    """A plugin before it is loaded."""

    name: str
    load: Callable[[], Any]
    version: str = ""
    distribution: str = ""
    module: str = ""
    builtin: bool = False


@value(kw_only=True)
class _Module:
    """A plugin that is a module: imported by its dotted name wherever a registry is built."""

    name: str


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
            plugins=tuple(_named(plugin) for plugin in plugins),
            entry_points=entry_points,
            disabled=tuple(disabled),
            prefer=tuple(prefer),
            lexicons=tuple(lexicons),
            strict=strict,
        )
        loaded = [_load(found) for found in _discover(recipe)]
        registry = _freeze(recipe, loaded)
        _report(registry, strict=strict)
        return registry

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (self.recipe,)

    def __getattr__(self, name: str) -> tuple[Component, ...]:
        if name in RECORDS and name not in _NAMED:
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
        there = ", ".join(c.full_name for c in candidates) or "none"
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
            merged: dict[str, list[Any]] = {}
            for component in self.components.get("lexicons", ()):
                if _serves(component, language):
                    merged.setdefault(component.record.type, []).extend(component.record.entries)
            lexicons = FrozenMapping({type_: Phrases(entries) for type_, entries in sorted(merged.items())})
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


def _named(plugin: Any) -> tuple[str, Any]:
    """Return a plugin's name and the plugin; a module as a `_Module`, so that a recipe can be sent to another process."""
    name, held = plugin if isinstance(plugin, tuple) else (None, plugin)
    if isinstance(held, str):
        raise UsageError(f"found the string {held!r} among the plugins, expected a module or an object", advice="import it first")
    if isinstance(held, ModuleType):
        return name or held.__name__.rpartition(".")[2], _Module(name=held.__name__)
    return name or getattr(held, "__name__", type(held).__name__), held


def _discover(recipe: _Recipe) -> list[_Found]:
    """Return all plugins of a recipe: the built-in one, then the others by name."""
    own = _Found(
        name=BUILTIN,
        load=lambda: import_module("seedlib.plugins.builtin"),
        version=_own_version(),
        distribution="seedlib",
        builtin=True,
    )
    given = [_Found(name=name, load=_loader(held), module=getattr(held, "name", "")) for name, held in recipe.plugins]
    installed = [_from_entry_point(entry) for entry in entry_points(group=GROUP)] if recipe.entry_points else []
    others = sorted([*given, *installed], key=lambda found: (found.name, found.distribution, found.module))
    everything = [own, *others]  # so that nobody takes its name
    names = [name for name, _ in recipe.plugins]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise UsageError(f"found several plugins named {', '.join(twice)}, expected one each", advice="give them as (name, plugin) pairs")
    unknown = sorted(set(recipe.disabled) - {found.name for found in everything})
    if unknown:
        raise UsageError(f"found {', '.join(unknown)} among the disabled plugins, expected one of: {', '.join(f.name for f in everything)}")
    return [found for found in everything if found.name not in recipe.disabled]


def _loader(held: Any) -> Callable[[], Any]:
    return (lambda: import_module(held.name)) if isinstance(held, _Module) else (lambda: held)


def _from_entry_point(entry: EntryPoint) -> _Found:
    distribution = entry.dist
    return _Found(
        name=entry.name,
        load=entry.load,
        version=distribution.version if distribution else "",
        distribution=distribution.name if distribution else "",
        module=entry.module,
    )


def _own_version() -> str:
    try:
        return version("seedlib")
    except PackageNotFoundError:  # run from a source tree that is not installed
        return ""


def _load(found: _Found) -> tuple[PluginInfo, dict[str, list[Any]]]:
    """Load one plugin; whatever it does, return what is known of it and its good records by hook."""
    try:
        manager = _managed(found)
    except (Exception, SystemExit) as error:  # noqa: BLE001  # a plugin's import may do anything
        failure = _failure(found.name, error, advice="mend or uninstall the plugin, or disable it")
        return _info(found, failures=[failure]), {}
    records: dict[str, list[Any]] = {}
    failures: list[Failure] = []
    hooks = sorted(caller.name.removeprefix(specs.PREFIX) for caller in manager.get_hookcallers(manager.get_plugin(found.name)) or ())
    for hook in hooks:
        good, bad = _records(manager, found.name, hook)
        records[hook] = good
        failures += bad
    components = [f"{found.name}:{record.name}" for hook, good in records.items() if hook not in _NAMED for record in good]
    return _info(found, hooks=hooks, components=components, failures=failures), records


def _info(found: _Found, *, hooks: Iterable[str] = (), components: Iterable[str] = (), failures: Iterable[Failure] = ()) -> PluginInfo:
    return PluginInfo(
        name=found.name,
        version=found.version,
        distribution=found.distribution,
        module=found.module,
        hooks=tuple(hooks),
        components=tuple(sorted(set(components))),
        failures=tuple(failures),
    )


def _managed(found: _Found) -> pluggy.PluginManager:
    """Return a plugin manager in which this plugin alone is registered and its hooks are known to be right."""
    if not is_name(found.name) or ":" in found.name or (found.name in _RESERVED and not found.builtin):
        raise PluginError(f"found the plugin name {found.name!r}, expected one such as 'acme', and none of {', '.join(_RESERVED)}")
    manager = pluggy.PluginManager(GROUP)
    manager.add_hookspecs(specs)
    plugin = found.load()
    manager.register(plugin, found.name)
    manager.check_pending()
    implemented = {caller.name for caller in manager.get_hookcallers(plugin) or ()}
    unmarked = [name for name in vars(specs) if name.startswith(specs.PREFIX) and hasattr(plugin, name) and name not in implemented]
    if unmarked:
        raise PluginError(f"found {', '.join(unmarked)} without the mark of a hook", advice="put @seedlib.hookimpl above it")
    return manager


def _records(manager: pluggy.PluginManager, plugin: str, hook: str) -> tuple[list[Any], list[Failure]]:
    """Call one hook of a plugin; return its good records, and a failure for each thing that is wrong."""
    good: dict[str, Any] = {}
    failures = []
    try:
        answers = [record for answer in getattr(manager.hook, specs.PREFIX + hook)() for record in answer]
    except (Exception, SystemExit) as error:  # noqa: BLE001  # a plugin's hook may raise anything
        return [], [_failure(plugin, error, hook=hook)]
    for record in answers:
        try:
            _check_record(record, plugin, hook)
            if record.name in good:
                raise ContractError(f"found the name {record.name!r} twice, expected each name once in a hook")
        except ContractError as error:
            failures.append(_failure(plugin, error, hook=hook))
        else:
            good[record.name] = record
    return list(good.values()), failures


def _check_record(record: Any, plugin: str, hook: str) -> None:
    expected: type[Any] = RECORDS[hook]
    if not isinstance(record, expected):
        raise ContractError(
            f"found {type(record).__name__} {record!r:.80}, expected a {expected.__name__}",
            advice=f"return seedlib.components.{expected.__name__} records from {specs.PREFIX}{hook}",
        )
    if hook in _NAMED and plugin != BUILTIN and ":" not in record.name:
        raise ContractError(f"found the bare name {record.name!r}, expected a prefix", advice=f"name it {plugin}:{record.name}")


def _failure(plugin: str, error: BaseException, *, hook: str = "", advice: str = "") -> Failure:
    message = error.message if isinstance(error, SeedlibError) else str(error) or "no message"
    return Failure(
        stage="loading",
        component=plugin,
        error=type(error).__name__,
        message=message,
        advice=(error.advice if isinstance(error, SeedlibError) else "") or advice,
        part=specs.PREFIX + hook if hook else "",
    )


def _freeze(recipe: _Recipe, loaded: list[tuple[PluginInfo, dict[str, list[Any]]]]) -> Registry:
    """Join the records of all plugins; what clashes between plugins is reported all at once."""
    components: dict[str, list[Component]] = {hook: [] for hook in RECORDS if hook not in _NAMED}
    named: dict[str, dict[str, tuple[str, Any]]] = {hook: {} for hook in _NAMED}
    seen: dict[str, PluginInfo] = {}
    clashes: list[Failure] = []
    for info, records in loaded:
        if info.name in seen:
            other = seen[info.name].distribution or "another plugin"
            clashes.append(_failure(info.name, PluginError(f"{info.distribution or 'a plugin'} has the name of {other}; it was left out")))
            continue
        seen[info.name] = info
        for hook, answered in records.items():
            for record in answered:
                if hook not in _NAMED:
                    full_name = f"{info.name}:{record.name}"
                    components[hook].append(Component(full_name=full_name, plugin=info.name, version=info.version, record=record))
                    continue
                owner, held = named[hook].setdefault(record.name, (info.name, record))
                if held != record:
                    clashes.append(_failure(info.name, ContractError(f"{record.name!r} is another one's in {owner}"), hook=hook))
    for lexicon in recipe.lexicons:
        components["lexicons"].append(Component(full_name=f"user:{lexicon.name}", plugin="user", version="", record=lexicon))
    kinds: dict[str, ClaimKind] = {name: held for name, (_, held) in sorted(named["claim_kinds"].items())}
    for name, kind in list(kinds.items()):
        if kind.parent is not None and kind.parent not in CLAIM_KINDS | kinds.keys():
            del kinds[name]
            owner = named["claim_kinds"][name][0]
            clashes.append(_failure(owner, ContractError(f"{name!r} has the parent {kind.parent!r}, which nobody registers")))
    return Registry(
        plugins=(*(info for name, info in seen.items() if name != BUILTIN), *(info for name, info in seen.items() if name == BUILTIN)),
        components=FrozenMapping({hook: tuple(sorted(held, key=_place)) for hook, held in components.items()}),
        kinds=FrozenMapping(kinds),
        keys=FrozenMapping({name: held for name, (_, held) in sorted(named["attribute_keys"].items())}),
        prefer=_checked_preference(recipe.prefer, components),
        failures=(*(failure for info in seen.values() for failure in info.failures), *clashes),
        recipe=recipe,
    )


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
        more = f" (and {len(failures) - 1} more)" if len(failures) > 1 else ""
        message = f"{first.error}: {first.message}{more}"
        if strict:
            raise PluginError(message, where=f"plugin {plugin}", advice=first.advice)
        warnings.warn(f"plugin {plugin}: {message}", PluginWarning, stacklevel=3)


class _Default:
    """Where the default registry is kept: the library's one cache."""

    lock = threading.RLock()  # a plugin's hook may ask for it while it is built, and must not wait for itself
    building = False
    registry: Registry | None = None


def default_registry() -> Registry:
    """Return the registry of all installed plugins, built at the first call and kept for the process.

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
