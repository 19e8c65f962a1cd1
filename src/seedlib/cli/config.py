"""What is chosen beside the command line: the environment, and a settings file.

    # seedlib.toml
    disable = ["acme"]                  # plugins to leave out
    prefer = ["seedlib:markdown"]       # components to prefer where one of several is chosen
    lexicons = ["words/harbours.csv"]   # beside this file

    [settings]                          # fields of seedlib.Settings
    author_claims = "all"

    [options]                           # what --set takes
    "table.width" = 120

Rules:

- The command line goes before the environment, and that before the file. What is nearer stands in the place of what is further: a list
  for a list, a setting for a setting, an option for an option.
- The file is `seedlib.toml` in the working folder, unless `--config` names another one, or `none`. Paths in it are beside it.
- A key that means nothing, or a value that its key cannot have, is misuse, and named with its file.
"""

from __future__ import annotations

import argparse
import os
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import attrs

from seedlib.components import Settings
from seedlib.errors import ModelError, UsageError
from seedlib.model import EMPTY, Attributes, FrozenMapping, value
from seedlib.plugins.registry import Registry
from seedlib.tagging.folder import read_weights
from seedlib.tagging.tagger import NO_NETWORK, WEIGHTS

__all__ = ["DISABLE", "FILE", "Config", "InForce", "add_config", "in_force", "read_config"]

#: The name of the settings file.
FILE = "seedlib.toml"

#: What leaves plugins out from the environment: names with commas or spaces between them. Set and empty it leaves out none.
DISABLE = "SEEDLIB_DISABLE"

#: What `--config` takes for no file at all.
_NONE = "none"

_LISTS = ("disable", "prefer", "lexicons")
_TABLES = ("settings", "options")

#: The settings that a file may set; options have a table of their own.
_SETTINGS = tuple(field.name for field in attrs.fields(Settings) if field.name != "options")


@value(kw_only=True)
class Config:
    """What a settings file holds; a list is None where it does not stand there."""

    #: None where there is no file.
    path: Path | None = None
    disable: tuple[str, ...] | None = None
    prefer: tuple[str, ...] | None = None
    #: Paths from the working folder, or whole ones.
    lexicons: tuple[str, ...] | None = None
    #: Whose fields are what the file sets; its options are those of the file, not looked at yet: their keys are plugins'.
    settings: Settings = Settings()

    def options(self, registry: Registry, left_out: Iterable[str]) -> Attributes:
        """Return the options, each of the type that its key has.

        Args:
            registry: where the keys are.
            left_out: the plugins whose options are none now.

        Raises:
            UsageError: nobody has registered a key, or its value has another type.
        """
        found, left_out = Attributes(), frozenset(left_out)
        for name, held in self.settings.options.items():
            owner, prefix, _ = name.partition(":")
            if prefix and owner in left_out:
                continue
            where = f"{self.path}, [options] {name}"
            if name not in registry.keys:
                advice = 'a name with a dot stands in quotes: "table.width" = 120' if isinstance(held, Mapping) else "see seedlib plugins"
                raise UsageError(f"found no option {name!r}, expected one of: {', '.join(registry.keys)}", where=where, advice=advice)
            try:
                found = found.having(registry.keys[name], held)
            except ModelError as error:
                raise UsageError(error.message, where=where, advice=error.advice) from error
        return found


@value(kw_only=True)
class InForce:
    """What the command line, the environment and the file choose together."""

    config: Config = Config()
    disable: tuple[str, ...] = ()
    prefer: tuple[str, ...] = ()
    lexicons: tuple[str, ...] = ()
    #: Where `disable` and `prefer` are from, as errors name it; empty for the command line.
    whence: str = ""

    @property
    def chooses(self) -> bool:
        """Whether other components are chosen than all that are installed."""
        return bool(self.disable or self.prefer or self.lexicons)


def add_config(parser: argparse.ArgumentParser, *, inner: bool = False) -> None:
    """Add what chooses the settings file, and the plugins that are left out.

    Args:
        parser: a command's.
        inner: whether it stands inside of a command that has them too, as `plugins check` does: what is not given is then the outer one's.
    """
    unset = argparse.SUPPRESS if inner else None
    shown = f"the settings file (default: {FILE} in the working folder); {_NONE}: no file"
    parser.add_argument("--config", metavar="FILE", default=unset, help=shown)
    parser.add_argument("--disable", action="append", default=unset, metavar="PLUGIN", help="leave this plugin out")


def in_force(arguments: argparse.Namespace | None = None) -> InForce:
    """Return what is chosen by the options of a command, the environment and the settings file.

    Args:
        arguments: a command's; none where no command is known yet.

    Raises:
        UsageError: the file cannot be read, or holds what it cannot hold.
    """
    config = read_config(getattr(arguments, "config", None))
    held = os.environ.get(DISABLE)
    environment = None if held is None else tuple(held.replace(",", " ").split())
    disabled, preferred, lexicons = (tuple(getattr(arguments, name, None) or ()) for name in ("disable", "prefer", "lexicon"))
    disable = disabled or (config.disable or () if environment is None else environment)
    whence = [DISABLE] if environment and not disabled else []
    if (config.disable and disable == config.disable) or (config.prefer and not preferred):
        whence.append(str(config.path))
    return InForce(
        config=config,
        disable=disable,
        prefer=preferred or config.prefer or (),
        lexicons=lexicons or config.lexicons or (),
        whence=" or ".join(whence),
    )


def read_config(given: str | None = None) -> Config:
    """Read a settings file.

    Args:
        given: its path, or `none`; `seedlib.toml` in the working folder, if there is one, by default.

    Raises:
        UsageError: it cannot be read, or holds what it cannot hold.
    """
    path = Path(FILE if given is None else given)
    if given == _NONE or (given is None and not path.is_file()):
        return Config()
    try:
        held = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise UsageError(
            f"found a settings file that cannot be read: {error.strerror}", where=str(path), advice="check the path"
        ) from error
    except UnicodeDecodeError as error:
        raise UsageError("found bytes that are no UTF-8, expected TOML", where=str(path), advice="save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:  # its message has the line and the column
        raise UsageError(f"found no TOML: {error}", where=str(path), advice="the manual's page on configuration shows one") from error
    unknown = [name for name in held if name not in {*_LISTS, *_TABLES}]
    if unknown:
        known = ", ".join((*_LISTS, *(f"[{name}]" for name in _TABLES)))
        raise UsageError(f"found {unknown[0]!r}, expected one of: {known}", where=str(path), advice="settings stand below [settings]")
    disable, prefer, lexicons = (_list(path, name, held) for name in _LISTS)
    return Config(
        path=path,
        disable=disable,
        prefer=prefer,
        lexicons=None if lexicons is None else tuple(str(path.parent / name) for name in lexicons),
        settings=_settings(path, _table(path, "settings", held), _table(path, "options", held)),
    )


def _list(path: Path, name: str, held: Mapping[str, Any]) -> tuple[str, ...] | None:
    if name not in held:
        return None
    found = held[name]
    if not isinstance(found, list) or not all(isinstance(one, str) and one for one in found):
        raise UsageError(f'found {found!r}, expected a list of names such as ["acme"]', where=f"{path}, {name}")
    return tuple(found)


def _table(path: Path, name: str, held: Mapping[str, Any]) -> Mapping[str, Any]:
    found = held.get(name, EMPTY)
    if not isinstance(found, Mapping):
        raise UsageError(f"found {found!r}, expected a table", where=f"{path}, {name}", advice=f"write [{name}] above its lines")
    return found


def _settings(path: Path, chosen: Mapping[str, Any], options: Mapping[str, Any]) -> Settings:
    """Return the settings of a file, key by key, so that an error names its key."""
    settings = Settings()
    for name, held in chosen.items():
        where = f"{path}, [settings] {name}"
        if name not in _SETTINGS:
            raise UsageError(f"found the setting {name!r}, expected one of: {', '.join(_SETTINGS)}", where=where)
        try:
            settings = attrs.evolve(settings, **{name: held})
        except ModelError as error:
            raise UsageError(error.message, where=where, advice=error.advice) from error
        except (TypeError, ValueError) as error:
            raise UsageError(f"found {held!r}, which is no value of it", where=where) from error
    try:
        return attrs.evolve(settings, options=Attributes(FrozenMapping(_beside(path, options))))
    except ModelError as error:
        raise UsageError(error.message, where=f"{path}, [options]", advice=error.advice) from error


def _beside(path: Path, options: Mapping[str, Any]) -> dict[str, Any]:
    """Return options in which the tagger's folder is a whole path; one that holds no weights is found out at once."""
    found = dict(options)
    chosen = found.get(WEIGHTS.name)
    if isinstance(chosen, str) and chosen != NO_NETWORK:
        folder = (path.parent / chosen).resolve()
        try:
            read_weights(folder)
        except UsageError as error:
            raise UsageError(error.message, where=f"{path}, [options] {WEIGHTS.name}", advice=error.advice) from error
        found[WEIGHTS.name] = str(folder)
    return found
