"""The command line run in process: what it writes, what it says, how it ends."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import pytest

from seedlib.cli import main
from seedlib.plugins import registry

STORY = """\
Dam talks stall – The Ledger
By Ana Ito

“We will not sign , unless it rains,” said Ruta Voss, the foreign minister of Lithuania.
"""


@attrs.frozen
class Ran:
    """What a command left behind."""

    status: int
    out: bytes
    said: str

    @property
    def text(self) -> str:
        """Standard output as text."""
        return self.out.decode()

    @property
    def lines(self) -> list[str]:
        """Standard error, line by line."""
        return self.said.splitlines()


@pytest.fixture
def run(capsysbinary: pytest.CaptureFixture[bytes]) -> Callable[..., Ran]:
    """Return a function that runs `seedlib` with these words."""

    def run(*words: str | Path) -> Ran:
        status = main([str(word) for word in words])
        held = capsysbinary.readouterr()
        return Ran(status, held.out, held.err.decode())

    return run


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """Return a file with a story."""
    path = tmp_path / "story.txt"
    path.write_text(STORY, "utf-8")
    return path


@pytest.fixture
def stdin(monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes], None]:
    """Return a function that puts bytes on standard input."""
    return lambda data: monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch, with_plugin: Callable[..., Any]) -> Callable[..., None]:
    """Return a function that installs a plugin `acme` with these hooks, for the default registry."""
    return lambda **hooks: monkeypatch.setattr(registry._Default, "registry", with_plugin(**hooks))
