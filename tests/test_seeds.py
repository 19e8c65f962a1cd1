"""The samples of `seeds/`: each is read as a careful reader expects, one test a sample."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from seedlib.cli import main
from seedlib.expectations import LISTS

SEEDS = Path(__file__).parents[1] / "seeds"

EXPECTATIONS = sorted(SEEDS.glob("*.expected.json"))

SAMPLES = sorted(path for path in SEEDS.iterdir() if path.is_file() and path not in EXPECTATIONS)

#: How many false alarms a careful reader names for each sample, at least.
FEWEST_FALSE_ALARMS = 3


def expectation(sample: Path) -> Path:
    return sample.with_name(f"{sample.stem}.expected.json")


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_is_read_as_a_careful_reader_expects(sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`seedlib check` finds in it what is expected, and no known failure that holds meanwhile."""
    for path in (sample, expectation(sample)):
        shutil.copy(path, tmp_path)
    status = main(["check", str(tmp_path)])
    assert (0, f"ok {tmp_path / sample.name}\n") == (status, capsys.readouterr().out)


def test_every_sample_has_an_expectation() -> None:
    """There is no sample without one, and none without a sample."""
    assert [expectation(sample) for sample in SAMPLES] == EXPECTATIONS


@pytest.mark.parametrize("path", EXPECTATIONS, ids=lambda path: path.name.partition(".")[0])
def test_an_expectation_names_false_alarms(path: Path) -> None:
    """What must not be found is named as well, in each sample."""
    documents = json.loads(path.read_text("utf-8"))["documents"]
    alarms = sum(len(document.get(name, {}).get("must_not", ())) for document in documents for name in LISTS)
    assert alarms >= FEWEST_FALSE_ALARMS
