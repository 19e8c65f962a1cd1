"""Which files a run reads: listed once, in order, in a file beside the results.

Rules:

- The list is written as the folders are walked, and read as it is needed: it is never held.
- What is named has to be there before a run begins: a mistyped path is no document. A file that goes later is a failure.
- Whoever takes a run up again lists anew, and both lists have to agree: a path, its size and when it was changed, a line each.
- Folders are walked as `seedlib.finding` says; the folder of the results is left out, and so
  is what the caller skips.
"""

from __future__ import annotations

import glob
import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from hashlib import sha256
from itertools import zip_longest
from pathlib import Path
from typing import Any, TypeAlias

from seedlib.errors import CorpusError, ParseError, UsageError
from seedlib.finding import is_folder, no_document, walk
from seedlib.model import value
from seedlib.plugins.registry import Registry

__all__ = ["Input", "Listed", "Skip", "check_named", "check_same", "list_inputs", "read_inputs"]


#: So much of a path is shown that is not there; a text that was given as one would fill the screen.
_SHOWN = 200

#: Says whether a file is left out.
Skip: TypeAlias = Callable[[Path], bool]


@value
class _Folders:
    """How folders are walked."""

    registry: Registry
    without: Path
    skip: Skip

    def leaves(self, folder: Path) -> bool:
        """Say whether a folder is that of the results."""
        return folder.resolve() == self.without


@value(kw_only=True)
class Input:
    """A file of a run."""

    #: Its place in the list, counted from 0.
    number: int
    path: str
    #: In bytes; -1 if there is no such file.
    size: int


@value(kw_only=True)
class Listed:
    """What a list of inputs holds."""

    count: int
    #: Of all files together.
    size: int
    #: Of the list.
    sha256: str
    #: How many files in folders were left out.
    skipped: int = 0


def list_inputs(names: Iterable[str], target: Path, registry: Registry, *, without: Path, skip: Skip) -> Listed:
    """Write the list of all files.

    Args:
        names: what `check_named` returned: files, folders, and patterns such as `pages/*.html`.
        target: the list.
        registry: where the parsers, and so the suffixes, are.
        without: the folder of the results.
        skip: says which files of folders are left out beside those of no parser's suffix.

    Raises:
        ParseError: a folder holds no document.
        UsageError: there is nothing to read, or something that cannot be read twice.
    """
    digest, count, total, skipped = sha256(), 0, 0, 0
    with target.open("wb") as file:
        for path, wanted in _found(names, _Folders(registry, without.resolve(), skip)):
            if not wanted:
                skipped += 1
                continue
            name, size, changed = os.fspath(path), -1, 0
            with suppress(OSError, ValueError):
                held = path.stat()
                size, changed = held.st_size, held.st_mtime_ns
            line = json.dumps([name, size, changed]).encode() + b"\n"
            digest.update(line)
            file.write(line)
            count += 1
            total += max(size, 0)
        file.flush()
        os.fsync(file.fileno())
    if not count:
        raise UsageError("found no inputs, expected files, folders or patterns")
    return Listed(count=count, size=total, sha256=digest.hexdigest(), skipped=skipped)


def check_named(inputs: Iterable[str | os.PathLike[str]]) -> tuple[str, ...]:
    """Return what a user names; each file and folder is there, and each pattern fits something.

    Raises:
        ParseError: a path that is not there, or a pattern that fits nothing.
        UsageError: standard input, which cannot be read twice.
    """
    names = tuple(map(os.fspath, inputs))
    for name in names:
        if name == "-":
            raise UsageError("found - for standard input, expected files: a run may have to read them again", advice="save it to a file")
        if _is_pattern(name):
            if next(glob.iglob(name, recursive=True), None) is None:  # noqa: PTH207  # a pattern may begin at the root
                raise ParseError("found no file that fits", where=name, advice="check the pattern")
        elif not _is_there(name):
            raise ParseError("found no such file", where=name[:_SHOWN], advice="check the path")
    return names


def _is_pattern(name: str) -> bool:
    return glob.has_magic(name) and not os.path.lexists(name)


def _is_there(name: str) -> bool:
    try:
        return Path(name).exists()
    except PermissionError:  # nobody knows: reading it says so
        return True
    except OSError:  # too long a name
        return False


def _found(names: Iterable[str], folders: _Folders) -> Iterator[tuple[Path, bool]]:
    for name in names:
        paths = [Path(name)]
        if _is_pattern(name):
            paths = [Path(found) for found in sorted(glob.glob(name, recursive=True))]  # noqa: PTH207  # as in `check_named`
        for each in paths:
            if is_folder(each):
                yield from _inside(each, folders)
            elif _is_special(each):
                advice = "save what comes from it to a file"
                raise UsageError("found no regular file, expected one: a run may have to read it again", where=str(each), advice=advice)
            else:
                yield each, True


def _is_special(path: Path) -> bool:
    """Say whether a path is there and is no file, such as a pipe."""
    try:
        return path.exists() and not path.is_file()
    except (OSError, ValueError):  # as in `is_folder`
        return False


def _inside(folder: Path, folders: _Folders) -> Iterator[tuple[Path, bool]]:
    count, any_wanted = 0, False
    for path, fits in walk(folder, folders.registry, without=folders.leaves):
        wanted = fits and not folders.skip(path)
        count += 1
        any_wanted = any_wanted or wanted
        yield path, wanted
    if not any_wanted:
        raise no_document(folder, count, folders.registry)


def read_inputs(listed: Path, start: int = 0) -> Iterator[Input]:
    """Yield the inputs of a list from the one with the number `start` on."""
    with listed.open("rb") as file:
        for number, line in enumerate(file):
            if number >= start:
                path, size, _ = json.loads(line)
                yield Input(number=number, path=path, size=size)


def check_same(before: Path, now: Path) -> None:
    """Raise a CorpusError that names the first file in which two lists differ."""
    with before.open("rb") as old, now.open("rb") as new:
        for first, second in zip_longest(old, new):
            if first != second:
                found, expected = _described(second), _described(first)
                raise CorpusError(
                    f"found {found}, expected {expected}, as when the run was begun",
                    where=_path(second) or _path(first) or "",
                    advice="put the inputs back as they were, or begin a new run in another folder",
                )


def _path(line: bytes | None) -> str | None:
    return None if line is None else str(json.loads(line)[0])


def _described(line: bytes | None) -> str:
    if line is None:
        return "no more inputs"
    held: list[Any] = json.loads(line)
    path, size, changed = held
    return f"{path} ({'no such file' if size < 0 else f'{size:,} bytes, changed at {changed / 1e9:.3f}'})"
