"""What a run's results depend on, kept beside them: so that a methods section can say it, and that no run goes on under other terms.

Rules:

- What can change a result has to agree when a run is taken up again; what cannot (how many workers, the limit, the timeout, the machine)
  is not asked about.
"""

from __future__ import annotations

import json
import os
from hashlib import sha256
from pathlib import Path
from typing import Any

import attrs

from seedlib.corpus.running.inputs import Listed
from seedlib.corpus.running.parts import sync_folder
from seedlib.corpus.running.worker import TABLES, Setup
from seedlib.errors import CorpusError
from seedlib.exporting.dictionary import VERSION
from seedlib.model import thaw
from seedlib.plugins.registry import Registry
from seedlib.versions import settings_as_data, versions, weights_of

__all__ = ["FORMAT", "check_manifest", "make_manifest", "write_manifest"]

#: What a folder of results is, and which version of that.
FORMAT = "seedlib-corpus/1"

#: Told, and not compared: it changes no result that it should not, and a run may go on elsewhere.
_TOLD = ("platform", "python", "pyarrow")


def make_manifest(setup: Setup, listed: Listed, *, part_size: int) -> dict[str, Any]:
    """Return what the results of a run depend on, as plain data."""
    from pyarrow import __version__ as pyarrow

    options = setup.options
    return {
        "format": FORMAT,
        "tables": {"schema": VERSION, "names": list(TABLES), "part_size": part_size},
        **versions(),
        "pyarrow": pyarrow,
        "weights": weights_of(options.settings),
        "settings": settings_as_data(options.settings),
        "reading": {"parser": options.parser, "media_type": options.media_type, "max_bytes": setup.max_bytes, "strict": options.strict},
        "registry": _registry(options.registry),
        "inputs": attrs.asdict(listed),
    }


def _registry(registry: Registry) -> dict[str, Any]:
    recipe = registry.recipe
    lexicons = {lexicon.name: sha256(repr(lexicon).encode("utf-8", "replace")).hexdigest() for lexicon in recipe.lexicons}
    given = [name for name, _ in recipe.plugins]
    held = {"plugins": given, "entry_points": recipe.entry_points, "disabled": recipe.disabled, "prefer": recipe.prefer}
    return {**{name: thaw(value) for name, value in held.items()}, "lexicons": lexicons}


def write_manifest(path: Path, manifest: dict[str, Any]) -> None:
    """Write a manifest, whole or not at all."""
    beside = path.with_name(f".{path.name}.unfinished")
    with beside.open("w", encoding="utf-8") as file:
        json.dump(manifest, file, ensure_ascii=False, indent=2)
        file.write("\n")
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    sync_folder(path.parent)


def check_manifest(path: Path, now: dict[str, Any]) -> None:
    """Raise a CorpusError that names what is not as it was when the run was begun; inputs are compared by their lists."""
    try:
        before = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        advice = "put it back from a copy, or begin a new run in another folder"
        raise CorpusError(f"found a manifest that cannot be read: {error}", where=str(path), advice=advice) from error
    if not isinstance(before, dict) or before.get("format") != FORMAT:
        found = before.get("format") if isinstance(before, dict) else type(before).__name__
        raise CorpusError(f"found the format {found!r}, expected {FORMAT!r}", where=str(path), advice="begin a new run in another folder")
    compared = (
        _flat({name: held for name, held in side.items() if name not in {*_TOLD, "inputs"}})
        for side in (before, json.loads(json.dumps(now)))
    )
    old, new = compared
    changed = [
        f"{name}: found {_shown(new, name)}, expected {_shown(old, name)}"
        for name in sorted({*old, *new})
        if new.get(name) != old.get(name)
    ]
    if changed:
        raise CorpusError(
            f"found another version or other settings than the run was begun with: {'; '.join(changed)}",
            where=str(path),
            advice="take it up as it was begun, or begin a new run in another folder: results of both kinds would be mixed",
        )


def _shown(held: dict[str, Any], name: str) -> str:
    return json.dumps(held[name], ensure_ascii=False) if name in held else "nothing"


def _flat(held: Any, name: str = "") -> dict[str, Any]:
    """Return the values of nested objects under their paths: `settings.language`."""
    if not isinstance(held, dict):
        return {} if held is None else {name: held}
    return {path: value for key, inner in held.items() for path, value in _flat(inner, f"{name}.{key}" if name else key).items()}
