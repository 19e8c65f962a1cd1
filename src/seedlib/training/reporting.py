"""Reporting: what came of a training, as a page in Markdown and a drawing beside it.

Rules:

- The page is written anew after every epoch, from the run's folder and from what the latest weights find on the development set.
- Its examples are the set's own words: it stays in the run's folder.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import attrs

from seedlib.model import value
from seedlib.training.configuration import Configuration
from seedlib.training.drawing import Curve, curves
from seedlib.training.evaluating import Compared, Evaluation
from seedlib.training.scoring import FIGURES, SAME, Attribution, TextWords, calibration_error, count, source_accuracy
from seedlib.training.sets import ROLES, Spans

__all__ = ["ERRORS", "Mistake", "confusion", "mistakes", "note_scores", "report", "scored_epochs"]

#: The kinds of error, and what each means.
ERRORS: Mapping[str, str] = {
    "content missed": "marked, and nothing that was found shares a word with it",
    "content made up": "found, and nothing that was marked shares a word with it",
    "wrong boundary": "the contents share words, but not all",
    "wrong source": "found, with a source that shares no word with the marked one",
    "source missed": "found, without the source that was marked",
    "source made up": "found, with a source where none was marked",
}

#: How many examples of each kind are shown, and how many characters of a part.
_EXAMPLES, _SHOWN = 5, 200

#: What a word is of; of a word with several roles the first counts, since sources and cues of inner claims lie in contents.
_ROLES = (*ROLES, "O")

#: A row of the run's `scores.jsonl`.
Row: TypeAlias = Mapping[str, Any]


@value(kw_only=True)
class Mistake:
    """An attribution that is not as it was marked."""

    #: One of `ERRORS`.
    kind: str
    article: str
    #: The words of the roles, of what was marked and of what was found; none where there is no such attribution.
    marked: tuple[str, ...] | None
    found: tuple[str, ...] | None


def _words_of(text: str, spans: Spans) -> tuple[str, ...]:
    return tuple(" … ".join(" ".join(text[start:end].split()) for start, end in spans.get(role) or ()) for role in ROLES)


def _kinds(marked: Attribution, found: Attribution, alike: float) -> Iterator[str]:
    """Yield what is wrong with a pair."""
    if alike < 1:
        yield "wrong boundary"
    if alike >= SAME and not marked.source & found.source and marked.source != found.source:
        yield "source made up" if not marked.source else "source missed" if not found.source else "wrong source"


def mistakes(compared: Iterable[Compared]) -> Iterator[Mistake]:
    """Yield all that is not as it was marked, article by article."""
    for held in compared:
        text, judged = held.article.text, held.judged

        def mistake(kind: str, marked: int | None, found: int | None, held: Compared = held, text: str = text) -> Mistake:
            return Mistake(
                kind=kind,
                article=held.article.id,
                marked=None if marked is None else _words_of(text, held.marked[marked]),
                found=None if found is None else _words_of(text, held.found[found]),
            )

        for pair in judged.pairs:
            for kind in _kinds(judged.expected[pair.expected], judged.found[pair.found], pair.alike):
                yield mistake(kind, pair.expected, pair.found)
        paired = [{getattr(pair, side) for pair in judged.pairs} for side in ("expected", "found")]
        yield from (mistake("content missed", at, None) for at in range(len(judged.expected)) if at not in paired[0])
        yield from (mistake("content made up", None, at) for at in range(len(judged.found)) if at not in paired[1])


def confusion(compared: Iterable[Compared]) -> Counter[tuple[str, str]]:
    """Return how many words are of one role as marked, and of another as found."""
    counts: Counter[tuple[str, str]] = Counter()
    for held in compared:
        sides = [_role_of_words(side) for side in (held.judged.expected, held.judged.found)]
        counts.update((sides[0].get(word, "O"), sides[1].get(word, "O")) for word in range(len(TextWords(held.article.text))))
    return counts


def _role_of_words(attributions: Iterable[Attribution]) -> dict[int, str]:
    attributions = list(attributions)
    return {word: role for role in reversed(ROLES) for held in attributions for word in getattr(held, role)}


# The run's folder


def _rows(path: Path) -> list[Row]:
    """Return the rows of a file that a run adds to; a last line that was cut off while it was written is left out."""
    rows = []
    for line in path.read_text("utf-8").splitlines() if path.is_file() else ():
        try:
            rows.append(json.loads(line))
        except json.JSONDecodeError:
            continue
    return rows


def scored_epochs(out: Path) -> list[Row]:
    """Return the scores of the epochs that have some, in order; of an epoch that was scored again the last."""
    return [row for _, row in sorted({row["epoch"]: row for row in _rows(out / "scores.jsonl")}.items())]


def note_scores(out: Path, epoch: int, step: int, compared: Sequence[Compared], evaluation: Evaluation) -> None:
    """Add the scores of an epoch, and the same figures of the network's labels before claims were made of them.

    Args:
        out: the run's folder.
        epoch: counted from 1.
        step: how many steps were taken.
        compared: what was found on the development set.
        evaluation: of it.
    """
    figures = {name: round(100 * held.f1, 2) for name, held in evaluation.figures.items()}
    labels = {f"{name} of labels": round(100 * held.f1, 2) for name, held in count(held.labelled for held in compared).items()}
    bins = evaluation.calibration["all"]
    row = {
        "epoch": epoch,
        "step": step,
        **figures,
        "source right": round(100 * source_accuracy(evaluation.figures), 2),
        "calibration error": round(calibration_error(bins), 4),
        **{name: held for name, held in labels.items() if name.split()[0] not in ROLES},
    }
    with (out / "scores.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(row) + "\n")


# The page


def report(configuration: Configuration, out: Path, compared: Sequence[Compared], versions: Mapping[str, str]) -> None:
    """Write `report.md` and `curve.svg` into a run's folder.

    Args:
        configuration: of the run.
        out: the run's folder.
        compared: what the latest weights find on the development set; empty without one.
        versions: of what the run depends on, by name.
    """
    scores = scored_epochs(out)
    (out / "curve.svg").write_text(_drawn(_rows(out / "curve.jsonl"), scores), "utf-8")
    parts = [f"# Training of {configuration.name}", "", *_settings(configuration, versions), "", "![loss and scores](curve.svg)"]
    if scores:
        parts += [
            "",
            "## Scores after every epoch",
            "",
            f"On `{configuration.development}`, F1 of the whole of `analyze`, and of the network's labels alone.",
            "",
            *_table(scores),
        ]
    if compared:
        parts += ["", "## Words by role", "", "Rows: as marked. Columns: as found after the last epoch.", "", *_confusion_table(compared)]
        parts += _mistake_sections(mistakes(compared))
    (out / "report.md").write_text("\n".join(parts) + "\n", "utf-8")


def _drawn(steps: Sequence[Row], scores: Sequence[Row]) -> str:
    loss = Curve(name="loss", points=tuple((row["step"], row["loss"]) for row in steps))
    lines = [Curve(name=name, points=tuple((row["step"], row[name]) for row in scores)) for name in FIGURES]
    return curves("Loss and scores", [("Loss", "step", "loss", [loss]), ("Scores on the development set", "step", "F1", lines)])


def _settings(configuration: Configuration, versions: Mapping[str, str]) -> Iterator[str]:
    """Yield all settings as a table."""
    yield "| setting | value |"
    yield "|---|---|"
    rows = [(f"encoder.{name}", held) for name, held in attrs.asdict(configuration.encoder).items()]
    rows += [("window", configuration.window), ("development", configuration.development)]
    if configuration.whole is not None:
        rows += [(f"whole.{name}", held) for name, held in attrs.asdict(configuration.whole).items()]
    for head in configuration.heads:
        rows += [(f"{head.name}.{name}", getattr(head, name)) for name in ("labels", "links", "weight", "link_weight")]
        rows += [
            (f"{head.name} learns from", ", ".join(f"{k} {v}" for k, v in attrs.asdict(held).items() if v is not None))
            for held in head.sets
        ]
    rows += [(f"schedule.{name}", held) for name, held in attrs.asdict(configuration.schedule).items()]
    rows += [(f"version of {name}", held) for name, held in versions.items()]
    for name, held in rows:
        yield f"| {name} | {', '.join(map(str, held)) if isinstance(held, tuple) else held} |"


def _table(rows: Sequence[Row]) -> Iterator[str]:
    names = list(rows[0])
    yield f"| {' | '.join(names)} |"
    yield f"|{'---|' * len(names)}"
    for row in rows:
        yield f"| {' | '.join(str(row.get(name, '')) for name in names)} |"


def _confusion_table(compared: Sequence[Compared]) -> Iterator[str]:
    counts = confusion(compared)
    yield from _table([{"": wanted, **{had: counts[wanted, had] for had in _ROLES}} for wanted in _ROLES])


def _mistake_sections(found: Iterable[Mistake]) -> Iterator[str]:
    by_kind: dict[str, list[Mistake]] = {kind: [] for kind in ERRORS}
    for mistake in found:
        by_kind[mistake.kind].append(mistake)
    for kind, held in by_kind.items():
        yield from ("", f"## {kind.capitalize()}: {len(held)}", "", f"{ERRORS[kind].capitalize()}.", "")
        for mistake in held[:: max(1, len(held) // _EXAMPLES)][:_EXAMPLES]:
            yield f"- {mistake.article}"
            yield from (f"  - {name}: {_shown(parts)}" for name, parts in (("marked", mistake.marked), ("found", mistake.found)) if parts)


def _shown(parts: Iterable[str]) -> str:
    """Return source, cue and content as code, so that no sign of them is read as Markdown."""
    cells = (part.replace("`", "'") for part in parts)
    return " | ".join(f"`{part[:_SHOWN]}{'…' if len(part) > _SHOWN else ''}`" if part else "–" for part in cells)
