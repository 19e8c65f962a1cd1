"""Install an example plugin with pip into an environment of its own, as its author's users would install it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

__all__ = ["EXAMPLES", "check_own_tests", "copy_of", "install", "run"]

#: Where the examples are.
EXAMPLES = Path(__file__).parents[2] / "examples"


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a command; its output is text."""
    clean = {name: held for name, held in os.environ.items() if not name.startswith(("PYTEST", "COV"))}
    return subprocess.run([str(part) for part in command], cwd=cwd, env=clean, capture_output=True, text=True, check=False, timeout=300)


def copy_of(example: str, target: Path) -> Path:
    """Copy the files of an example, so that a build leaves nothing in the repository."""
    for path in (EXAMPLES / example).rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            copied = target / path.relative_to(EXAMPLES / example)
            copied.parent.mkdir(parents=True, exist_ok=True)
            copied.write_bytes(path.read_bytes())
    return target


def check_own_tests(python: Path, example: str, folder: Path, *, skips: str = "") -> str:
    """Run an example's own tests where it is installed, on a copy of them and of what lies beside them; return what pytest says.

    A warning is a failure, and so is a test that is skipped.

    Args:
        python: the interpreter of the environment in which it is installed.
        example: its name.
        folder: where the copy is made.
        skips: the one reason for which tests may be skipped.
    """
    copied = copy_of(example, folder / "copy")
    shutil.rmtree(copied / "src")  # what is tested is what is installed
    tested = run(python, "-m", "pytest", "-q", "-rs", "-W", "error", "-p", "no:cacheprovider", "tests", cwd=copied)
    assert tested.returncode == 0, tested.stdout
    skipped = [line for line in tested.stdout.splitlines() if line.startswith("SKIPPED") and not (skips and skips in line)]
    assert skipped == [], tested.stdout
    return tested.stdout


def install(example: str, folder: Path) -> Path:
    """Return the interpreter of a fresh environment that sees this one's packages, with the example installed."""
    venv.create(folder, with_pip=False, symlinks=os.name != "nt")
    scripts = folder / ("Scripts" if os.name == "nt" else "bin")
    interpreter = scripts / ("python.exe" if os.name == "nt" else "python")
    inside = run(interpreter, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder).stdout.strip()
    here = sysconfig.get_path("purelib")
    Path(inside, "outer.pth").write_text(f"import site; site.addsitedir({here!r})\n", encoding="utf-8")
    pip = ["-m", "pip", "--python", interpreter, "install", "--quiet", "--no-deps", "--no-build-isolation"]
    installed = run(sys.executable, *pip, copy_of(example, folder / example), cwd=folder)
    assert installed.returncode == 0, installed.stderr
    return interpreter
