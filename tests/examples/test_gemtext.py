"""The example plugin, installed with pip into an environment of its own, as its author's users would install it."""

from __future__ import annotations

import json
from pathlib import Path

from tests.examples.installing import run


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


def test_installed_plugin_passes_its_checks(python: Path, tmp_path: Path) -> None:
    """`seedlib plugins check`, run where it is installed."""
    checked = run(python, "-m", "seedlib", "plugins", "check", "gemtext", cwd=tmp_path)
    assert (checked.returncode, "gemtext:harbour" in checked.stdout) == (0, True), checked.stderr
