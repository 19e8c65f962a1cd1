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
    text = json.dumps(_all(), indent=2) if rest else f"seedlib {_own()}"
    sys.stdout.write(f"{text}\n")
    return 0


def _own() -> str:
    from importlib.metadata import version

    return version("seedlib")


def _all() -> dict[str, Any]:
    from seedlib.components import Settings
    from seedlib.versions import settings_as_data, versions, weights_of

    return {**versions(), "weights": weights_of(Settings()), "settings": settings_as_data(Settings())}
