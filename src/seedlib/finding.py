"""Which files are read where folders are named.

Rules:

- A folder is walked in the order of its paths, and one folder's names are held at a time, however many files lie below it.
- The folder of a run over many documents holds no texts: where it is named, its results are taken; elsewhere it is left out.
- Links to files are files; links to folders are not entered, since they may lead back, and are left out as links to nothing are.
- A folder that may not be listed is taken as a file that may not be read: reading it says so, and the others are read.
- A file that is named is always taken; in folders only what a parser's suffixes fit, and no file that is read with another one.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from pathlib import Path

from seedlib.errors import ParseError
from seedlib.model import value
from seedlib.plugins.registry import Registry, default_registry

__all__ = ["INPUTS", "MANIFEST", "Found", "files_beside", "find_files", "is_folder", "is_run", "no_document", "walk"]

#: Suffixes that stand behind those of the file inside: `story.html.gz` is wanted where `story.html` is.
_COMPRESSED = (".gz", ".bz2", ".xz", ".zst")

#: Files beside samples that say what is expected of them.
_EXPECTATIONS = ".expected.json"

#: Files by which the folder of a run is known: what its results depend on, and what it read.
MANIFEST, INPUTS = "manifest.json", "inputs.jsonl"

#: What an entry of a folder may be.
_FILE, _FOLDER = "file", "folder"

#: The tables of a run that hold whole results: documents, and what gave none.
_WHOLE = ("documents", "failures")


@value(kw_only=True)
class Found:
    """What `find_files` found in files and folders.

    >>> import tempfile
    >>> from pathlib import Path
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     for name in ("a.txt", "b.html", "notes.bin"):
    ...         Path(folder, name).touch()
    ...     found = find_files([folder])
    >>> [path.name for path in found.files], [path.name for path in found.skipped]
    (['a.txt', 'b.html'], ['notes.bin'])
    """

    #: To be read, in order.
    files: tuple[Path, ...]
    #: Left out of folders: hidden, expectations, links to folders or to nothing, or of a suffix that no parser has.
    skipped: tuple[Path, ...] = ()


def find_files(paths: Iterable[str | os.PathLike[str]], registry: Registry | None = None) -> Found:
    """List the files to read among files and folders.

    A folder is walked in the order of its paths. Hidden files, `*.expected.json` and files whose suffix no parser has are
    skipped there, and compressed ones whose name without the last suffix has none; so are links to folders and to nothing. A file
    that is named is always taken. What belongs to another file, as `doc.txt` to `doc.ann`, is read with that one.

    >>> import tempfile
    >>> from pathlib import Path
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     Path(folder, "rain.txt").touch()
    ...     found = find_files([folder, "named.anything"])
    >>> [path.name for path in found.files]
    ['rain.txt', 'named.anything']

    Args:
        paths: files and folders.
        registry: where the parsers are; all that are installed by default.

    Returns:
        What to read, and what was left out; a path that does not exist is among the former, and so is a folder that may not be listed:
        reading it says so.

    Raises:
        ParseError: a folder holds no document.
    """
    registry = registry or default_registry()
    files: list[Path] = []
    skipped: list[Path] = []
    for given in map(Path, paths):
        if not is_folder(given):
            files.append(given)
            continue
        inside = list(walk(given, registry))
        taken = [path for path, wanted in inside if wanted]
        if not taken:
            raise no_document(given, len(inside), registry)
        files += taken
        skipped += [path for path, wanted in inside if not wanted]
    return Found(files=tuple(files), skipped=tuple(skipped))


def no_document(folder: Path, count: int, registry: Registry) -> ParseError:
    """Return the error of a folder that holds so many files, none of which is wanted."""
    return ParseError(
        f"found {count} files, none of them a document",
        where=str(folder),
        advice=f"name a folder with files that end in {', '.join(sorted(_suffixes(registry)))}, or name files",
    )


def walk(folder: Path, registry: Registry, *, without: Callable[[Path], bool] | None = None) -> Iterator[tuple[Path, bool]]:
    """Yield the files below a folder in the order of their paths, and whether each is to be read; no file that is read with another.

    Args:
        folder: where to begin.
        registry: where the parsers are.
        without: says which folders are not entered, such as that of the results.
    """
    for inside in _WHOLE if is_run(folder) else ("",):
        yield from _walk(folder, Path(inside), _suffixes(registry), registry, without)


def _walk(
    folder: Path, inside: Path, suffixes: AbstractSet[str], registry: Registry, without: Callable[[Path], bool] | None
) -> Iterator[tuple[Path, bool]]:
    place = folder / inside
    if (inside.parts and is_run(place)) or (without is not None and without(place)):
        return
    try:
        with os.scandir(place) as listed:
            entries = sorted((entry.name, _kind(entry)) for entry in listed)
    except OSError:  # whoever reads it says why
        yield place, not _is_hidden(inside)
        return
    wanted = {name for name, kind in entries if kind == _FILE and _is_wanted(inside / name, suffixes)}
    read_with_others = {other.name for name in wanted for other in files_beside(place / name, registry)}
    for name, kind in entries:
        if kind == _FOLDER:
            yield from _walk(folder, inside / name, suffixes, registry, without)
        elif name not in read_with_others:
            yield place / name, name in wanted


def _kind(entry: os.DirEntry[str]) -> str:
    """Return what an entry of a folder is; a link to nothing is neither file nor folder, nor is a pipe."""
    try:
        return _FOLDER if entry.is_dir(follow_symlinks=False) else _FILE if entry.is_file() else ""
    except PermissionError:  # a link into a folder that may not be entered: whoever reads it says so
        return _FILE
    except OSError:  # a link in a circle
        return ""


def is_run(folder: Path) -> bool:
    """Say whether a folder is one that a run over many documents wrote to."""
    try:
        return all((folder / name).is_file() for name in (MANIFEST, INPUTS))
    except OSError:  # it may not be entered
        return False


def is_folder(path: Path) -> bool:
    """Say whether a path is a folder, whatever its name holds."""
    try:
        return path.is_dir()
    except (OSError, ValueError):  # a name that is too long, or holds a NUL: opening it says so
        return False


def files_beside(path: Path, registry: Registry) -> Iterator[Path]:
    """Yield the files with the same name that the parsers of a file's suffix need too: `doc.txt` for `doc.ann`."""
    for component in registry.parsers:
        if component.record.beside and path.suffix.lower() in component.record.suffixes:
            yield from (path.with_suffix(suffix) for suffix in component.record.beside)


def _suffixes(registry: Registry) -> frozenset[str]:
    return frozenset(suffix for component in registry.parsers for suffix in component.record.suffixes)


def _is_wanted(path: Path, suffixes: AbstractSet[str]) -> bool:
    inner = path.with_suffix("") if path.suffix.lower() in _COMPRESSED else path
    return not _is_hidden(path) and not path.name.endswith(_EXPECTATIONS) and {path.suffix.lower(), inner.suffix.lower()} <= suffixes


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)
