"""Which files a run reads: listed once, in order, in a file beside the results.

Rules:

- The list is written as the folders are walked, and read as it is needed: it is never held.
- What is named has to be there before a run begins: a mistyped path is no document. A file that goes later is a failure.
- Whoever takes a run up again lists anew, and both lists have to agree: a path, its size and when it was changed, a line each.
- What is named twice, be it in a folder and by itself, is read where it is named first. A link is a file beside the one that it leads to.
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
from typing import TypeAlias

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
    #: How many were named again, and are read once.
    repeated: int = 0


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
    digest, count, total, skipped, repeated = sha256(), 0, 0, 0, 0
    names = tuple(names)
    seen = None if len(names) == 1 and not _is_pattern(names[0]) else _Seen()  # one folder holds nothing twice, and millions of files
    with target.open("wb") as file:
        for place, path, wanted in _found(names, _Folders(registry, without.resolve(), skip)):
            if seen is not None and not seen.add(place, path, wanted=wanted):
                repeated += wanted
                continue
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
    return Listed(count=count, size=total, sha256=digest.hexdigest(), skipped=skipped, repeated=repeated)


def check_named(inputs: Iterable[str | os.PathLike[str]]) -> tuple[str, ...]:
    """Return what a user names; each file and folder is there, and each pattern fits something.

    Raises:
        ParseError: a path that is not there, or a pattern that fits nothing.
        UsageError: standard input, which cannot be read twice.
    """
    names = tuple(os.fspath(held) for held in inputs)
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


class _Seen:
    """What was found before, however it was named."""

    def __init__(self) -> None:
        self._held: set[tuple[str, bool]] = set()
        self._place, self._root = Path(), ""

    def add(self, place: Path, path: Path, *, wanted: bool) -> bool:
        """Take a file that was found below a place; say whether it is new. What was left out before may be wanted where it is named."""
        if place is not self._place:
            self._place, self._root = place, os.path.realpath(place)
        before = len(self._held)
        self._held.add((f"{self._root}/{path.relative_to(place)}", wanted))
        return len(self._held) > before


def _found(names: Iterable[str], folders: _Folders) -> Iterator[tuple[Path, Path, bool]]:
    """Yield where something was found, its path, and whether it is to be read."""
    for name in names:
        paths = [Path(name)]
        if _is_pattern(name):
            paths = [Path(found) for found in sorted(glob.glob(name, recursive=True))]  # noqa: PTH207  # as in `check_named`
        for each in paths:
            if is_folder(each):
                yield from ((each, path, wanted) for path, wanted in _inside(each, folders))
            elif _is_special(each):
                advice = "save what comes from it to a file"
                raise UsageError("found no regular file, expected one: a run may have to read it again", where=str(each), advice=advice)
            else:
                yield each.parent, each, True


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
    """Raise a CorpusError that names the first file in which two lists differ, and how."""
    with before.open("rb") as old, now.open("rb") as new:
        for first, second in zip_longest(old, new):
            if first != second:
                raise CorpusError(
                    f"found other inputs than the run was begun with: {_difference(first, second, before, now)}",
                    advice="put the inputs back as they were, or read the new ones in a run of their own, in another folder",
                )


def _difference(first: bytes | None, second: bytes | None, before: Path, now: Path) -> str:
    """Say what became of the first input in which two lists differ."""
    (was, old_size), (found, new_size) = _path_and_size(first), _path_and_size(second)
    if was == found:
        if old_size == new_size:
            return f"{found} has another date (and {_size(new_size)}, as before)"
        return f"{found} has changed ({_size(new_size)}, was {_size(old_size)})"
    if second is not None and not _holds(before, found):
        return f"{found} was added"
    if first is not None and not _holds(now, was):
        return f"{was} is missing"
    return f"{found or was} stands in another order"


def _holds(listed: Path, path: str) -> bool:
    """Say whether a list has an input, by reading it: it is long, and this is asked once."""
    return any(held.path == path for held in read_inputs(listed))


def _path_and_size(line: bytes | None) -> tuple[str, int]:
    return ("", 0) if line is None else (json.loads(line)[0], json.loads(line)[1])


def _size(size: int) -> str:
    return "no such file" if size < 0 else f"{size:,} bytes"
