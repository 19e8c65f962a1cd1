"""A training on ten made-up articles, killed in the middle and taken up again. It needs the extra `train`, and two minutes."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from seedlib.training.__main__ import main
from seedlib.training.examples import read_scores
from tests.training.articles import write_articles

WHY = "training needs the extra `train`, which is not installed"
torch = pytest.importorskip("torch", reason=WHY)
pytest.importorskip("transformers", reason=WHY)
pytest.importorskip("onnx", reason=WHY)

pytestmark = pytest.mark.filterwarnings("default")  # warnings of torch and of what it brings are not ours

CONFIGURATION = """
window = 64
windows = [64, 48]
development = "articles.jsonl"

[encoder]
width = 16

[[heads]]
name = "attribution"
labels = ["attribution:source", "attribution:cue", "attribution:content"]
links = ["attribution:of-cue", "attribution:from-source"]

[[heads.sets]]
reader = "attributions"
path = "articles.jsonl"
{set}

[schedule]
epochs = 2
batch = 2
rate = 1e-3
average = {average}
threads = 1
checkpoint = 2
"""

#: What is put before the program, to end it at a place that is the same each time. A step writes a checkpoint if its number is even.
KILLED = {
    "in a step": "progress.Bar.move = lambda self, done, *rest: done == 3 and os.kill(os.getpid(), signal.SIGKILL)",
    "in scoring": "running._score = lambda *rest: os.kill(os.getpid(), signal.SIGKILL)",
    "writing a checkpoint": (
        "save = torch.save\n"
        "def cut(held, place):\n"
        "    if held.get('step') == 4: place.write_bytes(b'half'); os.kill(os.getpid(), signal.SIGKILL)\n"
        "    save(held, place)\n"
        "torch.save = cut"
    ),
}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder with the articles, and beside it a configuration."""
    folder = tmp_path_factory.mktemp("data")
    write_articles(folder / "articles.jsonl")
    (folder / "tiny.toml").write_text(CONFIGURATION.format(average=0.1, set=""), "utf-8")
    return folder


def train(data: Path, out: Path, *, before: str = "") -> subprocess.CompletedProcess[str]:
    """Run the program in a process of its own, after some code."""
    code = f"""
import os, signal, sys, torch
from seedlib.training import __main__, progress, running
{before}
sys.exit(__main__.main(sys.argv[1:]))
"""
    words = ["train", str(data / "tiny.toml"), "--data", str(data), "--out", str(out)]
    return subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def unbroken(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a run that nobody cut off."""
    out = tmp_path_factory.mktemp("unbroken")
    done = train(data, out)
    assert done.returncode == 0, done.stderr
    assert "goes on" not in done.stderr
    return out


def rows(path: Path) -> list[dict[str, Any]]:
    """Return the rows of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("where", KILLED)
def test_a_killed_run_ends_as_if_nothing_had_been(data: Path, unbroken: Path, tmp_path: Path, where: str) -> None:
    """The same weights to the last bit, the same scores, wherever the process is killed."""
    assert train(data, tmp_path, before=KILLED[where]).returncode == -signal.SIGKILL
    assert not (tmp_path / "weights").exists()
    again = train(data, tmp_path)
    assert (again.returncode, "goes on from the checkpoint" in again.stderr) == (0, True), again.stderr
    one, other = (torch.load(out / "network.pt", weights_only=True) for out in (unbroken, tmp_path))
    assert one.keys() == other.keys()
    assert [name for name in one if not torch.equal(one[name], other[name])] == []
    assert (unbroken / "weights" / "model.onnx").read_bytes() == (tmp_path / "weights" / "model.onnx").read_bytes()
    assert rows(unbroken / "scores.jsonl") == rows(tmp_path / "scores.jsonl")


def test_something_is_learnt(unbroken: Path) -> None:
    """The loss falls, so that the comparison above is not one of weights that never moved."""
    curve = rows(unbroken / "curve.jsonl")
    assert curve[-1]["loss"] < curve[0]["loss"]


def test_ctrl_c_leaves_a_checkpoint_of_the_last_step(data: Path, tmp_path: Path) -> None:
    """Not only of the last even one: nothing is lost."""
    before = "progress.Bar.move = lambda self, done, *rest: done == 3 and os.kill(os.getpid(), signal.SIGINT)"
    done = train(data, tmp_path, before=before)
    assert done.returncode == 130
    assert "stopping after this step" in done.stderr
    assert torch.load(tmp_path / "checkpoint.pt", weights_only=True)["step"] == 3


def test_a_finished_run_writes_its_report_anew(data: Path, unbroken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is learnt again; what was lost of the page is there again."""
    before = (unbroken / "network.pt").read_bytes()
    page = (unbroken / "report.md").read_text("utf-8")
    (unbroken / "report.md").unlink()
    assert main(["train", str(data / "tiny.toml"), "--data", str(data), "--out", str(unbroken)]) == 0
    assert (unbroken / "report.md").read_text("utf-8") == page
    assert (unbroken / "network.pt").read_bytes() == before
    assert "goes on" in capsys.readouterr().err


def test_the_report_has_all_its_parts(unbroken: Path) -> None:
    """Settings, curve, scores of every epoch, words by role, kinds of error."""
    page = (unbroken / "report.md").read_text("utf-8")
    headings = [
        "# Training of tiny",
        "| schedule.seed | 0 |",
        "![loss and scores](curve.svg)",
        "| 2 |",
        "## Words by role",
        "## Content missed",
    ]
    assert [part for part in headings if part not in page] == []
    assert "</svg>" in (unbroken / "curve.svg").read_text("utf-8")


def test_a_folder_of_another_configuration_is_refused(
    data: Path, unbroken: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The message names what differs; threads may."""
    other = tmp_path / "tiny.toml"
    other.write_text(CONFIGURATION.format(average=0.5, set="").replace("threads = 1", "threads = 2"), "utf-8")
    assert main(["train", str(other), "--data", str(data), "--out", str(unbroken)]) == 2
    assert "other settings of schedule.average (" in capsys.readouterr().err


def test_weights_of_another_size_are_refused(data: Path, unbroken: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Torch's pages of names and sizes are one line, and so is a file that is none of its own."""
    (tmp_path / "text.pt").write_text("no weights", "utf-8")
    words = ["train", str(data / "tiny.toml"), "--data", str(data), "--out", str(tmp_path / "none"), "--start", str(tmp_path / "text.pt")]
    assert main(words) == 2
    assert "text.pt: found no weights (give the network.pt of a run of this configuration)" in capsys.readouterr().err
    other = tmp_path / "wide.toml"
    other.write_text(CONFIGURATION.format(average=0, set="").replace("width = 16", "width = 32"), "utf-8")
    words = ["train", str(other), "--data", str(data), "--out", str(tmp_path / "out"), "--start", str(unbroken / "network.pt")]
    assert main(words) == 2
    assert "found weights of other sizes" in capsys.readouterr().err


def test_a_development_set_that_is_absent_is_named_before_anything_is_learnt(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not after the first epoch."""
    other = tmp_path / "tiny.toml"
    other.write_text(CONFIGURATION.format(average=0, set="").replace('development = "articles', 'development = "article'), "utf-8")
    assert main(["train", str(other), "--data", str(data), "--out", str(tmp_path / "out")]) == 1
    assert "article.jsonl: found no such file" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_pupil_learns_from_a_teacher(data: Path, unbroken: Path, tmp_path: Path) -> None:
    """What `score` writes can be read by `train`."""
    words = ["score", str(data / "tiny.toml"), str(unbroken / "network.pt"), str(data / "articles.jsonl"), "--data", str(data)]
    assert main([*words, "--out", str(data / "scores")]) == 0
    scores = [read_scores(data / "scores" / "articles" / f"{number}.npz") for number in range(10)]
    assert {len(held.starts) == len(held.tags) > 0 for held in scores} == {True}
    assert {round(float(row.sum()), 2) for held in scores for row in held.tags} == {1.0}
    assert set(scores[0].links) == {"attribution:of-cue", "attribution:from-source"}
    pupil = tmp_path / "pupil.toml"
    pupil.write_text(CONFIGURATION.format(average=0, set='scores = "scores/articles"\ntrust = 0.5'), "utf-8")
    assert main(["train", str(pupil), "--data", str(data), "--out", str(tmp_path / "out")]) == 0
    assert rows(tmp_path / "out" / "scores.jsonl")[-1]["epoch"] == 2


def test_the_mean_of_networks_lies_between_them(data: Path, unbroken: Path, tmp_path: Path) -> None:
    """One that is given twice counts twice; the weights can be used."""
    other = tmp_path / "other.pt"
    held = torch.load(unbroken / "network.pt", weights_only=True)
    torch.save({name: torch.zeros_like(found) for name, found in held.items()}, other)
    own = str(unbroken / "network.pt")
    words = ["average", str(data / "tiny.toml"), own, own, str(other), "--data", str(data), "--out", str(tmp_path / "mean")]
    assert main(words) == 0
    mean = torch.load(tmp_path / "mean" / "network.pt", weights_only=True)
    assert all(torch.allclose(mean[name], found.float() * 2 / 3, atol=1e-6) for name, found in held.items())
    assert (tmp_path / "mean" / "weights" / "tagger.json").is_file()


def test_a_smaller_network_learns_from_the_whole_one(data: Path, unbroken: Path, tmp_path: Path) -> None:
    """It is cut out of it, with one layer of two and half of that one's units, and comes nearer to it."""
    (data / "whole.pt").write_bytes((unbroken / "network.pt").read_bytes())
    smaller = tmp_path / "smaller.toml"
    written = (
        CONFIGURATION.format(average=0, set="")
        .replace("width = 16", "width = 16\nkept = [2]\ninner = [32]")
        .replace("epochs = 2", "epochs = 12")
    )
    smaller.write_text(f'{written}\n[whole]\nweights = "whole.pt"\n', "utf-8")
    start = tmp_path / "start"
    assert main(["shrink", str(smaller), "--data", str(data), "--out", str(start)]) == 0
    cut, whole = (torch.load(place / "network.pt", weights_only=True) for place in (start, unbroken))
    own, origin = (f"encoder.encoder.layer.{number}.intermediate.dense.bias" for number in (0, 1))
    assert cut[own].shape == (32,)
    assert set(cut[own].tolist()) <= set(whole[origin].tolist())
    words = ["train", str(smaller), "--data", str(data), "--start", str(start / "network.pt"), "--out", str(tmp_path / "out")]
    assert main(words) == 0
    curve = rows(tmp_path / "out" / "curve.jsonl")
    assert curve[-1]["loss"] < curve[0]["loss"]
    assert (tmp_path / "out" / "weights" / "tagger.json").is_file()


def test_shrinking_needs_a_whole_network(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The message says where it is named."""
    assert main(["shrink", str(data / "tiny.toml"), "--data", str(data), "--out", str(tmp_path)]) == 2
    assert "found no whole network (name it under [whole] in the configuration)" in capsys.readouterr().err
