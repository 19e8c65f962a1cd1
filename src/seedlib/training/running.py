"""Running: a training from its configuration to weights that can be used, scored and reported after every epoch.

Rules:

- All of a run lies in one folder; the same command in the same folder goes on where it was cut off, or writes the report anew.
- A folder is of one configuration: another one is refused, but for settings that change no result.
- Scores are those of the whole library with the exported weights, as users will have them.
"""

from __future__ import annotations

import json
import platform
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

import attrs

from seedlib.errors import UsageError
from seedlib.plugins.registry import default_registry
from seedlib.training.configuration import Configuration
from seedlib.training.evaluating import Compared, compare, evaluate, system_of
from seedlib.training.exporting import export
from seedlib.training.learning import CHECKPOINT, Learned, Progress, learn
from seedlib.training.progress import Bar, say, watched
from seedlib.training.reporting import note_scores, report, scored_epochs
from seedlib.training.sets import Article, read_articles

__all__ = ["train"]

#: The folder of the exported weights, inside a run's folder.
_WEIGHTS = "weights"

#: Where a run's folder says which configuration it is of.
_CONFIGURATION = "configuration.json"

#: What of a schedule changes no result.
_FREE = ("checkpoint", "threads")

#: The libraries that results depend on.
_LIBRARIES = ("seedlib", "numpy", "onnxruntime", "torch", "transformers")


def train(configuration: Configuration, data: Path, out: Path, *, start: Path | None = None) -> None:
    """Train, and leave in the run's folder: `weights/`, `report.md`, `curve.svg`, `network.pt`, and what a later call goes on from.

    Args:
        configuration: all settings.
        data: the folder of the data sets.
        out: the run's folder; is made if it is not there.
        start: a `network.pt` from which a new run starts.

    Raises:
        ParseError: a file of the data folder is absent, or not what the configuration says; before anything is learnt.
        UsageError: the folder is of another configuration, or something of it is absent.
        KeyboardInterrupt: after Ctrl-C; the step that was under way is done, and a checkpoint is written.
    """
    development = list(read_articles(data / configuration.development)) if configuration.development is not None else []
    _claim(out, configuration)
    if (out / CHECKPOINT).is_file():
        say(f"goes on from the checkpoint in {out}")
    bar = Bar("step")
    with _stopping() as is_asked:

        def progress(held: Progress) -> None:
            bar.move(held.step, held.steps, f"epoch {held.epoch + 1}, loss {held.loss:.3f}")
            if is_asked():
                raise KeyboardInterrupt

        for learned in learn(configuration, data, out, start=start, progress=progress):
            bar.clear()
            _finish_epoch(configuration, development, out, learned)
    say(f"wrote {out / _WEIGHTS} and {out / 'report.md'}")


def _claim(out: Path, configuration: Configuration) -> None:
    """Write into a folder which configuration it is of.

    Raises:
        UsageError: it is of another one.
    """
    out.mkdir(parents=True, exist_ok=True)
    wanted = json.loads(json.dumps(attrs.asdict(configuration)))
    place = out / _CONFIGURATION
    if place.is_file() and (different := _different(json.loads(place.read_text("utf-8")), wanted)):
        advice = "choose another folder with --out, or remove this one"
        raise UsageError(f"found a run with other settings of {', '.join(different)}", where=str(out), advice=advice)
    place.write_text(json.dumps(wanted, indent=1) + "\n", "utf-8")


def _different(held: dict[str, Any], wanted: dict[str, Any]) -> list[str]:
    """Return the names of the settings in which two configurations differ, but for those that change no result."""
    flat = [
        {**{name: found for name, found in side.items() if name != "schedule"}, **{f"schedule.{k}": v for k, v in side["schedule"].items()}}
        for side in (held, wanted)
    ]
    names = [name for name in (flat[0] | flat[1]) if name not in {f"schedule.{free}" for free in _FREE}]
    return [name for name in names if flat[0].get(name) != flat[1].get(name)]


@contextmanager
def _stopping() -> Iterator[Callable[[], bool]]:
    """Turn the first Ctrl-C into a question that is answered between two steps; the second one stops at once."""
    asked: list[int] = []

    def ask(number: int, _: object) -> None:
        if asked:
            raise KeyboardInterrupt
        asked.append(number)
        say("stopping after this step; Ctrl-C again stops at once, and the last checkpoint stays")

    before = signal.signal(signal.SIGINT, ask)
    try:
        yield lambda: bool(asked)
    finally:
        signal.signal(signal.SIGINT, before)


def _finish_epoch(configuration: Configuration, development: Sequence[Article], out: Path, learned: Learned) -> None:
    """Export the weights, score them on the development set if there is one, and write the report."""
    compared: list[Compared] = []
    with tempfile.TemporaryDirectory(prefix=".epoch-", dir=out) as name:
        fresh = Path(name) / _WEIGHTS
        export(learned.network, configuration, learned.vocabulary, fresh, version=configuration.version)
        if development:
            system = system_of(default_registry(), weights=fresh)
            compared = list(compare(watched(development, "article"), system))
            _score(out, learned, compared)
        shutil.rmtree(out / _WEIGHTS, ignore_errors=True)
        fresh.rename(out / _WEIGHTS)
    versions = {"python": platform.python_version(), **{library: version(library) for library in _LIBRARIES}}
    report(configuration, out, compared, versions)


def _score(out: Path, learned: Learned, compared: list[Compared]) -> None:
    """Note the scores of an epoch, unless an earlier call did."""
    epoch = learned.epoch + 1
    if any(row["epoch"] == epoch for row in scored_epochs(out)):
        return
    evaluation = evaluate(compared, "")
    note_scores(out, epoch, learned.step, compared, evaluation)
    shown = ", ".join(f"{name} {100 * held.f1:.1f}" for name, held in evaluation.figures.items())
    say(f"epoch {epoch}: {shown}")
