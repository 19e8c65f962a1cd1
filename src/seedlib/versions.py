"""What a result depends on beside its input: versions, weights, settings; for a methods section, and for runs that are taken up again.

Rules:

- Nothing is loaded for it: no plugin, no library, no network.
"""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, entry_points, version
from pathlib import Path
from typing import Any

import attrs

from seedlib.components import Settings
from seedlib.model import thaw
from seedlib.tagging.folder import PACKAGED, read_weights
from seedlib.tagging.tagger import NO_NETWORK, WEIGHTS
from seedlib.wire import SCHEMA

__all__ = ["settings_as_data", "version_of", "versions", "weights_of"]

#: The libraries whose version can change a result: the core's, and those of the extras that read or check texts.
_LIBRARIES = (
    "attrs", "cattrs", "charset-normalizer", "feedparser", "ftfy", "numpy", "onnxruntime", "pluggy", "py3langid", "pypdfium2", "regex",
    "turbohtml", "warcio",
)  # fmt: skip


def version_of(distribution: str) -> str | None:
    """Return the version of an installed distribution, or None."""
    try:
        return version(distribution)
    except PackageNotFoundError:
        return None


def versions() -> dict[str, Any]:
    """Return the versions of all that a result can depend on, as plain data."""
    return {
        "seedlib": version_of("seedlib"),
        "schema": SCHEMA,
        "python": platform.python_version(),
        "platform": platform.platform(),
        "libraries": {name: found for name in _LIBRARIES if (found := version_of(name))},
        "plugins": {entry.name: f"{entry.dist.name} {entry.dist.version}" for entry in entry_points(group="seedlib") if entry.dist},
    }


def weights_of(settings: Settings) -> dict[str, str] | None:
    """Return which weights the tagger has under these settings, or None if it has none.

    Raises:
        UsageError: the settings name a folder that holds no weights.
    """
    chosen = settings.options.get(WEIGHTS)
    if chosen == NO_NETWORK:
        return None
    held = read_weights(PACKAGED if chosen is None else Path(chosen))
    return {"name": held.name, "version": held.version, "sha256": held.sha256}


def settings_as_data(settings: Settings) -> dict[str, Any]:
    """Return settings as plain data."""
    return {field.name: thaw(getattr(settings, field.name)) for field in attrs.fields(Settings)}
