"""What tests of runs need: pyarrow, and workers that begin fast."""

from __future__ import annotations

import sys

import pytest


@pytest.fixture(autouse=True)
def _fast_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Skip without pyarrow; let workers not import the main module, which is pytest."""
    pytest.importorskip("pyarrow", reason="the extra arrow is not installed")
    monkeypatch.setattr(sys.modules["__main__"], "__spec__", None)
    monkeypatch.delattr(sys.modules["__main__"], "__file__", raising=False)
