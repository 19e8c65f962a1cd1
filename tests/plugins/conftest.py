"""A fake distribution: files on a path of their own, found by `importlib.metadata` as an installed package is."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

#: `install(name, modules={...}, entry_points={...}, version="1.0")`.
Install = Callable[..., None]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Return a function that puts a distribution with modules and `seedlib` entry points on the path."""
    monkeypatch.syspath_prepend(str(tmp_path))
    before = set(sys.modules)

    def put(name: str, modules: dict[str, str], entry_points: dict[str, str], version: str = "1.0") -> None:
        for module, source in modules.items():
            (tmp_path / f"{module}.py").write_text(textwrap.dedent(source), encoding="utf-8")
        folder = tmp_path / f"{name}-{version}.dist-info"
        folder.mkdir()
        (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n", encoding="utf-8")
        lines = "".join(f"{entry} = {module}\n" for entry, module in entry_points.items())
        (folder / "entry_points.txt").write_text(f"[seedlib]\n{lines}", encoding="utf-8")

    yield put
    for module in set(sys.modules) - before:
        del sys.modules[module]
