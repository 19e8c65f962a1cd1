"""`seedlib --version [--json]`: what a methods section names; loads no plugin."""

from __future__ import annotations

import json
import platform
import sys
from importlib.metadata import PackageNotFoundError, entry_points, version
from typing import Any

__all__ = ["run"]

#: The libraries whose version can change a result: the core's, and those of the extras that read or check texts.
_LIBRARIES = (
    "attrs", "cattrs", "charset-normalizer", "feedparser", "ftfy", "numpy", "onnxruntime", "pluggy", "py3langid", "pypdfium2", "regex",
    "turbohtml", "warcio",
)  # fmt: skip


def run(rest: list[str]) -> int:
    """Write the version; with `--json` all that the results depend on. Return the exit status."""
    if rest not in ([], ["--json"]):
        sys.stderr.write(f"seedlib: error: found {' '.join(rest)} after --version, expected nothing or --json\n")
        return 2
    text = json.dumps(_versions(), indent=2) if rest else f"seedlib {_version('seedlib')}"
    sys.stdout.write(f"{text}\n")
    return 0


def _version(distribution: str) -> str | None:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return None


def _versions() -> dict[str, Any]:
    import attrs

    from seedlib.components import Settings
    from seedlib.model import thaw
    from seedlib.wire import SCHEMA

    settings = {field.name: thaw(getattr(Settings(), field.name)) for field in attrs.fields(Settings)}
    return {
        "seedlib": _version("seedlib"),
        "schema": SCHEMA,
        "python": platform.python_version(),
        "platform": platform.platform(),
        "libraries": {name: found for name in _LIBRARIES if (found := _version(name))},
        "plugins": {entry.name: f"{entry.dist.name} {entry.dist.version}" for entry in entry_points(group="seedlib") if entry.dist},
        "weights": _weights(),
        "settings": settings,
    }


def _weights() -> dict[str, str]:
    """Return which weights the tagger has; the network is not loaded."""
    from seedlib.tagging.folder import PACKAGED, read_weights

    held = read_weights(PACKAGED)
    return {"name": held.name, "version": held.version, "sha256": held.sha256}
