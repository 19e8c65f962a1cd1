"""What the command line says beside its data: lines on standard error, one a thing, harmless on a terminal."""

from __future__ import annotations

import sys
from pathlib import Path

from seedlib.errors import SeedlibError
from seedlib.exporting.display import visible
from seedlib.model import Failure

__all__ = ["error", "failure_line", "note", "stopped", "unexpected", "warn"]


def _say(line: str) -> None:
    sys.stderr.write(f"seedlib: {visible(line)}\n")
    sys.stderr.flush()


def error(message: str | SeedlibError) -> None:
    """Say what went wrong, and what to do next."""
    _say(f"error: {message}")


def warn(message: str) -> None:
    """Say what was left out."""
    _say(f"warning: {message}")


def note(message: str) -> None:
    """Say what is good to know."""
    _say(f"note: {message}")


def stopped() -> None:
    """Say that the user or the system ended the command."""
    _say("stopped")


def unexpected(found: BaseException, where: str = "") -> None:
    """Say that something raised what it should not have; never a traceback."""
    place = f"{where} raised " if where else ""
    report = f"report it to the author of {where}" if where else "this is a bug of seedlib: please report it with the input and this line"
    error(f"{place}{type(found).__name__}: {found} ({report})")


def failure_line(failure: Failure, path: str, filename: str | None) -> str:
    """Return a failure as one line: the file, the place in it, who failed, what was found, what to do next.

    Args:
        failure: what went wrong.
        path: the input, as the user knows it; results that were kept are not what failed, and stand beside it.
        filename: the input, as the failure knows it.
    """
    part = failure.part
    root = part.partition("!/")[0] if "!/" in part else filename  # an archive, where the file lies in one
    kept = ""
    if root and Path(path).name != root:
        path, kept = root, f" (kept in {path})"
    if root and (part == root or part.startswith(f"{root}!/")):
        part = part[len(root) :]
    place = path if part in {"", path} else f"{path}{part}" if part.startswith("!/") else f"{path}: {part}"
    who = f"{failure.component}: " if failure.component and failure.stage not in {"parsing", "reading"} else ""
    advice = f" ({failure.advice})" if failure.advice else ""
    return f"{place}{kept}: {who}{failure.message}{advice}"
