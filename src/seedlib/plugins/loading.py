"""Finding and loading plugins, one by one: whatever a plugin does, the others load.

Theory of operation:

- Each plugin gets a plugin manager of its own. pluggy stops at the first exception and keeps a plugin that failed its
  validation; with one manager a plugin neither reaches another plugin.
- A plugin that cannot be imported, that has a bad signature or an unknown hook is left out; a hook that raises and a record
  that is wrong are left out alone. Each is a `Failure`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from importlib.metadata import EntryPoint, PackageNotFoundError, entry_points, version
from types import ModuleType
from typing import Any

import pluggy

from seedlib.components import RECORDS
from seedlib.errors import ContractError, PluginError, SeedlibError, UsageError
from seedlib.model import Failure, is_name, value
from seedlib.plugins import specs

__all__ = ["BUILTIN", "GROUP", "NAMED", "USER", "PluginInfo", "discover", "failure_of_plugin", "load", "named"]

#: The entry-point group, and pluggy's project name.
GROUP = "seedlib"

#: The name of the plugin that seedlib brings.
BUILTIN = "seedlib"

#: The owner of lexicons that are given to `Registry.build` rather than brought by a plugin.
USER = "user"

#: What no other plugin may be called.
_RESERVED = (BUILTIN, USER)

#: The hooks whose records are data under a name of their own, rather than components under a full name.
NAMED = ("claim_kinds", "attribute_keys")


@value(kw_only=True)
class PluginInfo:
    """What is known of a plugin: `seedlib plugins` shows it.

    >>> from seedlib import default_registry
    >>> info = default_registry().plugins[-1]
    >>> info.name, "parsers" in info.hooks, "seedlib:csv" in info.components
    ('seedlib', True, True)
    """

    name: str
    #: Of its distribution; empty if it was given as an object.
    version: str = ""
    #: The distribution that brings it, by its name in package indexes; empty if it was given as an object.
    distribution: str = ""
    #: The module that it is; empty if it was given as an object.
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


def named(plugin: Any) -> tuple[str, Any]:
    """Return a plugin's name and the plugin; a module as a `_Module`, so that a recipe can be sent to another process."""
    name, held = plugin if isinstance(plugin, tuple) else (None, plugin)
    if isinstance(held, str):
        raise UsageError(f"found the string {held!r} among the plugins, expected a module or an object", advice="import it first")
    if isinstance(held, ModuleType):
        return name or held.__name__.rpartition(".")[2], _Module(name=held.__name__)
    return name or getattr(held, "__name__", type(held).__name__), held


def discover(plugins: Iterable[tuple[str, Any]], disabled: Iterable[str], *, installed: bool) -> list[_Found]:
    """Return the built-in plugin, then all others by name.

    Args:
        plugins: names and objects, as `named` gives them.
        disabled: the names of those to leave out.
        installed: whether to look for plugins that are installed under the entry-point group.

    Raises:
        UsageError: a name is given twice, or disabled though nobody has it.
    """
    own = _Found(
        name=BUILTIN,
        load=lambda: import_module("seedlib.plugins.builtin"),
        version=_own_version(),
        distribution="seedlib",
        builtin=True,
    )
    plugins, disabled = tuple(plugins), tuple(disabled)
    given = [_Found(name=name, load=_loader(held), module=getattr(held, "name", "")) for name, held in plugins]
    entries = [_from_entry_point(entry) for entry in entry_points(group=GROUP)] if installed else []
    others = sorted([*given, *entries], key=lambda found: (found.name, found.distribution, found.module))
    everything = [own, *others]  # so that nobody takes its name
    names = [name for name, _ in plugins]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise UsageError(f"found several plugins named {', '.join(twice)}, expected one each", advice="give them as (name, plugin) pairs")
    unknown = sorted(set(disabled) - {found.name for found in everything})
    if unknown:
        raise UsageError(f"found {', '.join(unknown)} among the disabled plugins, expected one of: {', '.join(f.name for f in everything)}")
    return [found for found in everything if found.name not in disabled]


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


def load(found: _Found) -> tuple[PluginInfo, dict[str, list[Any]]]:
    """Load one plugin; whatever it does, return what is known of it and its good records by hook."""
    try:
        manager = _managed(found)
    except (Exception, SystemExit) as error:  # noqa: BLE001  # a plugin's import may do anything
        failure = failure_of_plugin(found.name, error, advice="mend or uninstall the plugin, or disable it")
        return _info(found, failures=[failure]), {}
    records: dict[str, list[Any]] = {}
    failures: list[Failure] = []
    hooks = sorted(caller.name.removeprefix(specs.PREFIX) for caller in manager.get_hookcallers(manager.get_plugin(found.name)) or ())
    for hook in hooks:
        good, bad = _records(manager, found.name, hook)
        records[hook] = good
        failures += bad
    components = [f"{found.name}:{record.name}" for hook, good in records.items() if hook not in NAMED for record in good]
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
        return [], [failure_of_plugin(plugin, error, hook=hook)]
    for record in answers:
        try:
            _check_record(record, plugin, hook)
            if record.name in good:
                raise ContractError(f"found the name {record.name!r} twice, expected each name once in a hook")
        except ContractError as error:
            failures.append(failure_of_plugin(plugin, error, hook=hook))
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
    if hook in NAMED and plugin != BUILTIN and ":" not in record.name:
        raise ContractError(f"found the bare name {record.name!r}, expected a prefix", advice=f"name it {plugin}:{record.name}")


def failure_of_plugin(plugin: str, error: BaseException, *, hook: str = "", advice: str = "") -> Failure:
    """Return what went wrong with a plugin as a value."""
    message = error.message if isinstance(error, SeedlibError) else str(error) or "no message"
    return Failure(
        stage="loading",
        component=plugin,
        error=type(error).__name__,
        message=message,
        advice=(error.advice if isinstance(error, SeedlibError) else "") or advice,
        part=specs.PREFIX + hook if hook else "",
    )
