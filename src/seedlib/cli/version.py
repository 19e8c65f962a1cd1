"""`seedlib --version [--json]`: what a methods section names; loads no plugin."""

from __future__ import annotations

import json
import sys
from typing import Any

__all__ = ["run"]


def run(rest: list[str]) -> int:
    """Write the version; with `--json` all that the results depend on. Return the exit status."""
    if rest not in ([], ["--json"]):
        sys.stderr.write(f"seedlib: error: found {' '.join(rest)} after --version, expected nothing or --json\n")
        return 2
    if not rest:
        sys.stdout.write(f"seedlib {_own()}\n")
        return 0
    from seedlib.cli import words
    from seedlib.errors import UsageError

    try:
        held = _all()
    except UsageError as error:  # of the settings file
        words.error(error)
        return 2
    sys.stdout.write(f"{json.dumps(held, indent=2)}\n")
    return 0


def _own() -> str:
    from importlib.metadata import version

    return version("seedlib")


def _all() -> dict[str, Any]:
    from seedlib.cli.config import in_force
    from seedlib.versions import settings_as_data, versions, weights_of

    chosen = in_force()
    settings = chosen.config.settings
    return {
        **versions(),
        "weights": weights_of(settings),
        "settings": settings_as_data(settings),
        "config": None if chosen.config.path is None else str(chosen.config.path),
        **{name: list(getattr(chosen, name)) for name in ("disable", "prefer", "lexicons")},
    }
