"""What the examples in docstrings need: modules of the training program are left out where its libraries are absent."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

import regex

_TRAINING = Path(__file__).parent / "seedlib" / "training"

#: Libraries of the extra `train`.
_LIBRARIES = ("onnx", "torch", "transformers")

#: What a module imports at its head.
_IMPORTED = regex.compile(r"(?m)^(?:from|import) ([\w.]+)")


def _left_out(imports: Mapping[str, set[str]], absent: set[str]) -> set[str]:
    """Return the modules that cannot be imported: they need what is absent, or a module that does."""
    while True:
        more = {name for name, needed in imports.items() if needed & absent} - absent
        if not more:
            return absent & imports.keys()
        absent |= more


_imports = {
    f"seedlib.training.{path.stem}": {
        name for found in _IMPORTED.findall(path.read_text("utf-8")) for name in (found, found.partition(".")[0])
    }
    for path in sorted(_TRAINING.glob("*.py"))
}
_absent = {library for library in _LIBRARIES if find_spec(library) is None}

collect_ignore = [str(_TRAINING / f"{name.rpartition('.')[2]}.py") for name in sorted(_left_out(_imports, _absent))]
