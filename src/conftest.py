"""What the examples in docstrings need: modules of the training program are left out where its libraries are absent."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

_TRAINING = Path(__file__).parent / "seedlib" / "training"

#: Libraries of the extra `train`.
_LIBRARIES = ("onnx", "torch", "transformers")

_absent = tuple(f"\n{word} {library}" for library in _LIBRARIES if find_spec(library) is None for word in ("import", "from"))

collect_ignore = [str(path) for path in sorted(_TRAINING.glob("*.py")) if any(line in path.read_text("utf-8") for line in _absent)]
