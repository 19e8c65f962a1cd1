"""`seedlib plugins new NAME`: a small plugin that works, from the templates beside this module.

Rules:

- A template's path and text hold `@NAME@` (the plugin's name), `@MODULE@` (its Python module) and `@VERSION@` (the least version of seedlib
  that it needs); nothing else is replaced.
- An existing folder is never written into, and a name that another plugin has is not taken.
"""

from __future__ import annotations

import argparse
import keyword
import sys
from importlib.metadata import entry_points
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import regex

from seedlib.errors import UsageError
from seedlib.plugins.loading import BUILTIN, GROUP, USER
from seedlib.versions import version_of

__all__ = ["make", "run"]

#: A plugin's name is the prefix of its kinds, and with `_` for `-` a Python module: acme, news-room.
_NAME = regex.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")

#: The longest name: with what is put before and behind it, it names files, and no file system takes 255 bytes or more.
_LONGEST = 60

#: What stands before the name in those of the folder, the package and the module.
_PREFIX = "seedlib-"

#: The ending that keeps templates from being taken for code.
_ENDING = ".template"


def run(arguments: argparse.Namespace) -> int:
    """Make the plugin in the working folder, and say what to do with it; return the exit status."""
    folder = make(arguments.name, Path())
    sys.stdout.write(f"made {folder}; next: pip install -e {folder} && seedlib plugins check {arguments.name}\n")
    return 0


def make(name: str, place: Path) -> Path:
    """Write a new plugin into the folder `seedlib-NAME` of `place`, and return that folder.

    Raises:
        UsageError: the name is none that a plugin can have, or another one's; or the folder exists.
    """
    _check(name)
    folder = place / f"{_PREFIX}{name}"
    if folder.exists() or folder.is_symlink():
        raise UsageError(f"found that {folder} exists already", advice="choose another name, or remove it")
    names = {
        "@MODULE@": f"{_PREFIX}{name}".replace("-", "_"),
        "@NAME@": name,
        "@VERSION@": ".".join((version_of("seedlib") or "0").split(".")[:2]),  # a minor version may change public names
    }
    _copy(files("seedlib.cli") / "templates", folder, names)
    return folder


def _check(name: str) -> None:
    """Raise a UsageError unless a plugin can have this name, and none has it."""
    if not _NAME.fullmatch(name):
        raise UsageError(
            f"found the name {name!r}, expected small letters, digits and hyphens, a letter first", advice=f"such as {_like(name)}"
        )
    if len(name) > _LONGEST:
        raise UsageError(f"found a name of {len(name)} letters, expected at most {_LONGEST}", advice="such as acme")
    if name.startswith(_PREFIX):
        raise UsageError(
            f"found the name {name!r}, expected it without {_PREFIX}, which is put before it",
            advice=f"such as {name.removeprefix(_PREFIX)}",
        )
    if keyword.iskeyword(name) or name in sys.stdlib_module_names | {BUILTIN, USER}:
        raise UsageError(
            f"found the name {name!r}, expected none that Python or seedlib has for something else", advice=f"such as my-{name}"
        )
    owner = next((entry.dist.name if entry.dist else entry.module for entry in entry_points(group=GROUP, name=name)), None)
    if owner is not None:
        raise UsageError(f"found that {owner} is installed and has the name {name!r}", advice="choose another name, or uninstall it")


def _like(name: str) -> str:
    """Return the name that somebody may have meant: `Acme_News` is `acme-news`."""
    tidy = "-".join(regex.findall(r"[a-z0-9]+", name.casefold()))
    return tidy if _NAME.fullmatch(tidy) else "acme"


def _copy(template: Traversable, target: Path, names: dict[str, str]) -> None:
    if template.is_dir():
        target.mkdir(parents=True)
        for entry in template.iterdir():
            _copy(entry, target / _filled(entry.name.removesuffix(_ENDING), names), names)
    else:
        target.write_text(_filled(template.read_text("utf-8"), names), "utf-8")


def _filled(text: str, names: dict[str, str]) -> str:
    for placeholder, name in names.items():
        text = text.replace(placeholder, name)
    return text
