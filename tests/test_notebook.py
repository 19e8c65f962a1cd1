"""The tutorial's notebook: kept without outputs, and what its cells find is what its text says. The docs build runs it in a kernel."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.examples.installing import run

NOTEBOOK = Path(__file__).parents[1] / "docs" / "tutorial" / "notebook.ipynb"

#: After the cells: how often each kind of speaker is quoted word for word, and what the notebook shows last.
_AFTER = "\nimport json\nprint(json.dumps([shares['direct'].to_dict(), found['kind_of_speaker'].nunique() > 0]))\n"


@pytest.fixture(scope="module")
def notebook() -> dict[str, Any]:
    """Return the notebook as it is kept."""
    held: dict[str, Any] = json.loads(NOTEBOOK.read_text("utf-8"))
    return held


def test_it_is_kept_without_outputs(notebook: dict[str, Any]) -> None:
    """What it shows is made anew with every build, so that it cannot be out of date."""
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert [cell["id"] for cell in cells if cell["outputs"] or cell["execution_count"]] == []
    assert "widgets" not in notebook["metadata"]


def test_it_is_a_notebook(notebook: dict[str, Any]) -> None:
    """Jupyter's own schema holds, ids of cells included."""
    nbformat = pytest.importorskip("nbformat", reason="nbformat is not installed: it comes with the extra docs")
    nbformat.validate(notebook)


def test_its_cells_run_and_bear_out_its_answer(notebook: dict[str, Any]) -> None:
    """One after the other, in its folder; people are quoted in their own words, others hardly ever."""
    pytest.importorskip("pandas", reason="pandas is not installed: it comes with the extra docs")
    cells = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]
    ran = run(sys.executable, "-W", "error", "-c", "\n".join(cells) + _AFTER, cwd=NOTEBOOK.parent)
    assert ran.returncode == 0, ran.stderr
    shares, found = json.loads(ran.stdout.splitlines()[-1])
    others = [share for kind, share in shares.items() if kind != "person"]
    assert shares["person"] > 3 * max(others)
    assert found
