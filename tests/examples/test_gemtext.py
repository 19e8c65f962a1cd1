"""The example plugin, installed with pip into an environment of its own, as its author's users would install it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parents[2] / "examples" / "seedlib-gemtext"


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a command; its output is text."""
    clean = {name: held for name, held in os.environ.items() if not name.startswith(("PYTEST", "COV"))}
    return subprocess.run([str(part) for part in command], cwd=cwd, env=clean, capture_output=True, text=True, check=False, timeout=300)


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the interpreter of a fresh environment that sees this one's packages, with the example installed."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False, symlinks=os.name != "nt")
    scripts = folder / ("Scripts" if os.name == "nt" else "bin")
    interpreter = scripts / ("python.exe" if os.name == "nt" else "python")
    inside = run(interpreter, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder).stdout.strip()
    here = sysconfig.get_path("purelib")
    Path(inside, "outer.pth").write_text(f"import site; site.addsitedir({here!r})\n", encoding="utf-8")
    source = folder / "seedlib-gemtext"
    source.mkdir()
    for path in EXAMPLE.rglob("*"):  # a copy, so that the build leaves nothing in the repository
        if path.is_file() and "__pycache__" not in path.parts:
            target = source / path.relative_to(EXAMPLE)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    pip = ["-m", "pip", "--python", interpreter, "install", "--quiet", "--no-deps", "--no-build-isolation"]
    installed = run(sys.executable, *pip, source, cwd=folder)
    assert installed.returncode == 0, installed.stderr
    return interpreter


def test_installed_plugin_is_listed(python: Path, tmp_path: Path) -> None:
    """`seedlib plugins --json` shows the plugin with its distribution's version, its hooks and its components."""
    shown = run(python, "-m", "seedlib", "plugins", "--json", cwd=tmp_path)
    assert shown.returncode == 0, shown.stderr
    (info,) = [info for info in json.loads(shown.stdout)["plugins"] if info["name"] == "gemtext"]
    assert (info["version"], info["distribution"]) == ("1.0.0", "seedlib-gemtext")
    assert (info["hooks"], info["components"]) == (["lexicons", "parsers"], ["gemtext:gemtext", "gemtext:harbour"])


def test_installed_plugin_reads_its_format(python: Path, tmp_path: Path) -> None:
    """`seedlib read` takes the plugin's parser by the file's suffix, also in a folder, and its lexicon's names."""
    (tmp_path / "harbour.gmi").write_text("# Rota\n\nThe Harbour Board said it would sign.\n", encoding="utf-8")
    shown = run(python, "-m", "seedlib", "read", tmp_path, "-f", "jsonl", cwd=tmp_path)
    assert shown.returncode == 0, shown.stderr
    line = json.loads(shown.stdout)
    assert (line["origin"]["parser"], line["title"]) == ("gemtext:gemtext", "Rota")
    assert "marlow:board" in {actor["id"] for actor in line["actors"]}


def test_installed_plugin_passes_its_checks_and_its_own_tests(python: Path, tmp_path: Path) -> None:
    """`seedlib plugins check` and the plugin's tests, run where it is installed, both pass."""
    checked = run(python, "-m", "seedlib", "plugins", "check", "gemtext", cwd=tmp_path)
    assert (checked.returncode, "gemtext:harbour" in checked.stdout) == (0, True), checked.stderr
    tests = tmp_path / "tests"
    tests.mkdir()
    (tests / "test_gemtext.py").write_bytes((EXAMPLE / "tests" / "test_gemtext.py").read_bytes())
    tested = run(python, "-m", "pytest", "-q", "-p", "no:cacheprovider", tests, cwd=tmp_path)
    assert tested.returncode == 0, tested.stdout
