"""`seedlib plugins`: what is installed and what failed, a plugin's contract checks, and a new plugin to start from."""

from __future__ import annotations

import argparse
import json
import warnings
from collections.abc import Collection
from typing import Any

import attrs

from seedlib.cli import choices, new, words
from seedlib.cli.config import add_config, in_force
from seedlib.cli.output import stdout
from seedlib.errors import ContractError, PluginWarning, UsageError
from seedlib.exporting.display import visible
from seedlib.exporting.listing import Column, Listing, Section
from seedlib.exporting.table import draw
from seedlib.model import Failure
from seedlib.plugins.overriding import Override, overrides
from seedlib.plugins.registry import BUILTIN, Registry

__all__ = ["add"]

_PLUGINS = (Column("plugin", 20), Column("version", 12), Column("distribution", 24), Column("hooks"))
_COMPONENTS = (Column("kind", 16), Column("component"), Column("languages", 14))
_OPTIONS = (Column("option", 24), Column("type", 8), Column("what it does"))
_OVERRIDES = (Column("what", 40), Column("stands", 30), Column("stands behind it"))
_FAILURES = (Column("plugin", 20), Column("where", 26), Column("what failed"))


def add(subparsers: argparse._SubParsersAction[Any]) -> None:
    """Add the command to the parser."""
    parser = subparsers.add_parser(
        "plugins", help="list, check or start plugins", description="List the plugins there are and what they supply."
    )
    parser.add_argument("--json", action="store_true", help="as JSON, complete")
    choices.add_lexicon(parser)
    add_config(parser)
    parser.add_argument("--prefer", action="append", default=[], metavar="NAME", help="prefer this component, as the other commands do")
    parser.set_defaults(handler=_list, taken=frozenset(subparsers.choices) | {"plugins"})
    actions = parser.add_subparsers(metavar="ACTION")
    check = actions.add_parser("check", help="run the contract checks on a plugin")
    check.add_argument("name", metavar="NAME", help="its name, as the list has it")
    add_config(check, inner=True)
    check.set_defaults(handler=_check)
    made = actions.add_parser("new", help="write a small plugin that works, to start from")
    made.add_argument("name", metavar="NAME", help="its name, such as acme; a folder seedlib-NAME is made")
    made.set_defaults(handler=new.run)


def _list(arguments: argparse.Namespace) -> int:
    chosen = in_force(arguments)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", PluginWarning)  # all is in the list
        registry = choices.build_registry(chosen)
    found = [*overrides(registry), *_commands(registry, arguments.taken)]
    out = stdout()
    if arguments.json:
        held = {
            **registry.describe(),
            "disabled": list(chosen.disable),
            "overridden": [attrs.asdict(override) for override in found],
            "failures": [_plain(failure) for failure in registry.failures],
        }
        out.write(json.dumps(held, indent=2, ensure_ascii=False).encode())
        out.write(b"\n")
    else:
        out.write(draw(_shown(registry, found, chosen.disable), 100).encode())
    out.flush()
    return 1 if registry.failures else 0


def _commands(registry: Registry, taken: Collection[str]) -> list[Override]:
    """Return the commands of plugins that are left out, since seedlib has one of that name."""
    held = [component for component in registry.components.get("commands", ()) if component.record.name in taken]
    return [
        Override(hook="commands", what=f"seedlib {component.record.name}", winner=BUILTIN, loser=component.full_name) for component in held
    ]


def _plain(failure: Failure) -> dict[str, str]:
    return {name: getattr(failure, name) for name in ("stage", "component", "part", "error", "message", "advice")}


def _what(failure: Failure) -> str:
    return f"{failure.error}: {failure.message}" + (f" ({failure.advice})" if failure.advice else "")


def _shown(registry: Registry, found: Collection[Override], disabled: Collection[str]) -> Listing:
    plugins = tuple(tuple(map(visible, (p.name, p.version, p.distribution, ", ".join(p.hooks)))) for p in registry.plugins)
    components = tuple(
        (hook, visible(component.full_name), ", ".join(component.record.languages))
        for hook, held in sorted(registry.components.items())
        for component in held
    )
    options = tuple((visible(key.name), key.type.__name__, visible(key.description)) for key in registry.keys.values())
    failures = tuple(tuple(map(visible, (f.component, f.part, _what(f)))) for f in registry.failures)
    sections = [
        Section(title=f"Components: {len(components)}", columns=_COMPONENTS, rows=components),
        Section(title=f"Options and attributes (--set): {len(options)}", columns=_OPTIONS, rows=options),
    ]
    if found:
        rows = tuple(tuple(map(visible, (f"{o.hook}: {o.what}", o.winner, o.loser))) for o in found)
        sections.append(Section(title=f"Overridden: {len(rows)}", columns=_OVERRIDES, rows=rows))
    if failures:
        sections.append(Section(title=f"Failures: {len(failures)}", columns=_FAILURES, rows=failures))
    facts = [f"Kinds of claim: {', '.join(registry.kinds)}"]
    facts += [f"Disabled: {', '.join(disabled)}"] if disabled else []
    facts += [f"Preferred: {', '.join(registry.prefer)}"] if registry.prefer else []
    plugged = Section(title="", columns=_PLUGINS, rows=plugins)
    return Listing(title=f"Plugins: {len(plugins)}", facts=tuple(map(visible, facts)), sections=(plugged, *sections))


def _check(arguments: argparse.Namespace) -> int:
    from seedlib.testing import check_plugin

    chosen = in_force(arguments)
    if arguments.name in chosen.disable:
        raise UsageError(f"found that the plugin {arguments.name} is disabled", where=chosen.whence, advice="leave it in, to check it")
    try:
        checked = check_plugin(arguments.name, registry=choices.build_registry(chosen))
    except ContractError as error:
        words.error(error)
        return 1
    stdout().write("".join(f"ok {visible(name)}\n" for name in checked).encode())
    if not checked:
        words.note(f"the plugin {arguments.name} supplies nothing to check")
    return 0
