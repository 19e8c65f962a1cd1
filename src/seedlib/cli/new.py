"""`seedlib plugins new NAME`: a small plugin that works, from the templates beside this module.

Rules:

- A template's path and text hold `@NAME@` (the plugin's name) and `@MODULE@` (its Python module); nothing else is replaced.
- An existing folder is never written into.
"""

from __future__ import annotations

import argparse
import keyword
import sys
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import regex

from seedlib.errors import UsageError

__all__ = ["make", "run"]

#: A plugin's name is the prefix of its kinds, and with `_` for `-` a Python module: acme, news-room.
_NAME = regex.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")

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
        UsageError: the name is none that a plugin can have, or the folder exists.
    """
    if not _NAME.fullmatch(name) or keyword.iskeyword(name) or name in sys.stdlib_module_names | {"seedlib", "user"}:
        raise UsageError(
            f"found the name {name!r}, expected small letters, digits and hyphens, and no other module's name", advice="such as acme"
        )
    folder = place / f"seedlib-{name}"
    if folder.exists():
        raise UsageError(f"found that {folder} exists already", advice="choose another name, or remove it")
    names = {"@MODULE@": "seedlib_" + name.replace("-", "_"), "@NAME@": name}
    _copy(files("seedlib.cli") / "templates", folder, names)
    return folder


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
