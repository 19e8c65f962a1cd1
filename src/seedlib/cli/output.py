"""Where results go: standard output, a file, or a folder; never half of a file.

Rules:

- A file is written beside its place under another name and put there when all is written; what stood there stays until then.
- So are the files of a folder. What else is in the folder is left alone.
- What is no regular file (`/dev/null`, a named pipe) is written as it is.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Protocol

from seedlib.errors import UsageError

__all__ = ["Format", "opened", "stdout"]


class Format(Protocol):
    """What has to be known of a format; every `Exporter` is one."""

    @property
    def name(self) -> str:
        """What the user calls it."""

    @property
    def folder(self) -> bool:
        """Whether it may be written into a folder."""

    @property
    def suffix(self) -> str:
        """Of its files."""

    @property
    def text(self) -> bool:
        """Whether a terminal can show it."""


def stdout() -> BinaryIO:
    """Return standard output for bytes; what was written to it as text is written out first."""
    sys.stdout.flush()
    return sys.stdout.buffer


@contextmanager
def opened(output: str | None, format_: Format) -> Iterator[BinaryIO | Path]:
    """Open what results are written to.

    Args:
        output: the user's words: a file, a folder (one that exists, or a name that ends in `/`), or None or `-` for standard output.
        format_: an exporter, or what else has to be known of a format.

    Yields:
        A binary stream, or the path of a folder.

    Raises:
        UsageError: a folder is named where a file is needed, the place cannot be written, or a terminal would get what is no text.
    """
    if output is None or output == "-":
        if not format_.text and sys.stdout.isatty():
            raise UsageError(
                f"found a terminal, expected a file: {format_.name} is no text", advice=f"-o results{format_.suffix}, or a pipe"
            )
        out = stdout()
        yield out
        out.flush()
        return
    path = Path(output)
    wants_folder = output.endswith(("/", os.sep)) or path.is_dir()
    if wants_folder and not format_.folder:
        raise UsageError(
            f"found the folder {output}, expected a file: {format_.name} writes one",
            advice=f"-o {path / ('results' + format_.suffix)}",
        )
    try:
        with _folder(path) if wants_folder else _file(path) as target:
            yield target
    except OSError as error:
        if error.filename is None or isinstance(error, BrokenPipeError):
            raise
        raise UsageError(
            f"found a place that cannot be written: {error.strerror}", where=output, advice="choose another with -o"
        ) from error


@contextmanager
def _file(path: Path) -> Iterator[BinaryIO]:
    if path.exists() and not path.is_file():
        with path.open("wb") as special:
            yield special
        return
    path = Path(os.path.realpath(path))  # a link's target is replaced, not the link
    if not path.parent.is_dir():
        raise UsageError(f"found no folder {path.parent}", where=str(path), advice="make it, or choose another place with -o")
    unfinished = path.with_name(f".{path.name[:100]}.{os.getpid()}.part")
    try:
        with unfinished.open("xb") as file:
            yield file
        if path.exists():
            shutil.copymode(path, unfinished)
        unfinished.replace(path)
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)


@contextmanager
def _folder(path: Path) -> Iterator[Path]:
    path.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".unfinished-", dir=path) as name:
        unfinished = Path(name)
        yield unfinished
        for file in sorted(unfinished.rglob("*")):
            if file.is_file():
                place = path / file.relative_to(unfinished)
                place.parent.mkdir(parents=True, exist_ok=True)
                file.replace(place)
