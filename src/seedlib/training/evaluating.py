"""Evaluating: the whole of `analyze`, with any tagger or none, held against attributions that people marked.

Rules:

- Of several annotators the first by name counts; claims of the author's own are left out, since attributions are others'.
- Figures of a group: of those marked, the ones whose own words put them there, of those found likewise.
- No torch: what is evaluated is what users run.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs

from seedlib.components import Settings
from seedlib.model import NO_ATTRIBUTES, Analysis, Claim, Document, FrozenMapping, Label, Link, Span, value
from seedlib.pipeline import analyze
from seedlib.plugins.registry import Registry
from seedlib.tagging.tagger import WEIGHTS
from seedlib.training.grouping import AXES, Grouper, reading_registry
from seedlib.training.scoring import (
    FIGURES,
    Attribution,
    Bin,
    Count,
    Judged,
    TextWords,
    bins_of,
    calibration_error,
    count,
    judge,
    source_accuracy,
)
from seedlib.training.sets import ROLES, Article, Offsets, Spans

__all__ = ["Compared", "Evaluation", "System", "as_json", "compare", "evaluate", "found_by", "labelled_by", "system_of"]

#: The library's own tagger.
_OWN = "seedlib:tagger"

_GRADES = FIGURES[len(ROLES) :]


@value(kw_only=True)
class System:
    """What is evaluated."""

    name: str
    registry: Registry
    settings: Settings = Settings()

    def analyze(self, article: Article) -> Analysis:
        """Return what the system finds in an article.

        Raises:
            SeedlibError: a component failed; without it the figures would be another system's.
        """
        return analyze(Document(id=article.id, text=article.text), settings=self.settings, registry=self.registry, strict=True)


def system_of(registry: Registry, *, tagger: str | None = None, weights: Path | None = None, rules: bool = False) -> System:
    """Return the library as it stands, or with another tagger, or with none.

    Args:
        registry: what is installed.
        tagger: the name of the only tagger that is asked; by default all are.
        weights: a folder of weights for the library's own tagger, which alone is asked.
        rules: ask no tagger.

    Raises:
        UsageError: no tagger has this name.
    """
    taggers = registry.components.get("taggers", ())
    settings = Settings()
    if rules:
        taggers = ()
    elif tagger is not None or weights is not None:
        taggers = (registry.find("taggers", tagger or _OWN),)
    name = ", ".join(f"{component.full_name} {component.version}".strip() for component in taggers) or "rules alone"
    if weights is not None:
        settings = Settings(options=NO_ATTRIBUTES.having(WEIGHTS, str(weights)))
        name = f"{name} with {weights}"
    components = FrozenMapping({**registry.components, "taggers": taggers})
    return System(name=name, registry=attrs.evolve(registry, components=components), settings=settings)


def found_by(claims: Iterable[Claim]) -> list[tuple[Spans, float]]:
    """Return others' claims as attributions, each with its confidence."""
    return [
        ({role: [(span.start, span.end) for span in getattr(claim, role)] for role in ROLES}, claim.confidence)
        for claim in claims
        if not claim.by_author
    ]


def labelled_by(labels: Iterable[Label], links: Iterable[Link]) -> list[Spans]:
    """Return attributions as taggers answer them: what is linked to one cue, or to one content, is of one attribution.

    >>> source, content = Span(0, 3), Span(9, 15)
    >>> labels = [Label(source, "attribution:source"), Label(content, "attribution:content")]
    >>> labelled_by(labels, [Link(content, source, "attribution:of-cue"), Link(content, content, "attribution:of-cue")])
    [{'source': [(0, 3)], 'cue': [], 'content': [(9, 15)]}]
    """
    roles = {label.span: label.name.removeprefix("attribution:") for label in labels if label.name.startswith("attribution:")}
    found: dict[Span, dict[str, list[Offsets]]] = {}
    for link in links:
        if link.name == "attribution:of-cue" and link.dependent in roles:
            held = found.setdefault(link.head, {role: [] for role in ROLES})
            held[roles[link.dependent]].append((link.dependent.start, link.dependent.end))
    return list(found.values())


@value(kw_only=True)
class Evaluation:
    """What came of it."""

    system: str
    articles: int
    #: What users are told of what was missing, such as an absent extra, each once.
    notices: tuple[str, ...]
    figures: Mapping[str, Count]
    #: By axis, group and figure (found, exact, full); groups of which nothing was marked or found are left out.
    groups: Mapping[str, Mapping[str, Mapping[str, Count]]]
    #: Ten bins of all claims, and of those of the even lines: the odd ones may have served to fit.
    calibration: Mapping[str, Sequence[Bin]]


class _Tally:
    """What is kept of the articles that are done."""

    def __init__(self) -> None:
        self.judged: list[Judged] = []
        #: By axis, group and figure: right, found, marked, recalled.
        self.groups = {axis: {group: {grade: [0, 0, 0, 0] for grade in _GRADES} for group in groups} for axis, groups in AXES.items()}
        #: Confidence, whether it is right, and the number of the article.
        self.sure: list[tuple[float, bool, int]] = []
        #: Each once, in the order in which they came.
        self.notices: dict[str, None] = {}

    def add(self, judged: Judged, groups: tuple[Sequence[Mapping[str, str]], Sequence[Mapping[str, str]]]) -> None:
        """Add an article; `groups` are those of the attributions that were marked, and of those that were found."""
        self.judged.append(judged)
        for column, side in ((2, groups[0]), (1, groups[1])):
            for held in side:
                self._raise(held, column, _GRADES)
        for pair in judged.pairs:
            right = [grade for grade, is_so in judged.grades(pair).items() if is_so]
            self._raise(groups[0][pair.expected], 3, right)
            self._raise(groups[1][pair.found], 0, right)

    def _raise(self, groups: Mapping[str, str], column: int, grades: Iterable[str]) -> None:
        for axis, group in groups.items():
            for grade in grades:
                self.groups[axis][group][grade][column] += 1

    def add_confidence(self, judged: Judged, confidence: Iterable[float]) -> None:
        """Add what an article's claims said of themselves; its number is that of the article added last."""
        full = {pair.found for pair in judged.pairs if judged.is_full(pair)}
        self.sure += [(said, at in full, len(self.judged)) for at, said in enumerate(confidence)]

    def evaluation(self, system: str) -> Evaluation:
        """Return the figures over all."""
        groups = {
            axis: {
                group: {grade: Count(*row) for grade, row in grades.items()}
                for group, grades in held.items()
                if grades["found"][1] or grades["found"][2]
            }
            for axis, held in self.groups.items()
        }
        calibration = {
            "all": bins_of((said, right) for said, right, _ in self.sure),
            "even lines": bins_of((said, right) for said, right, number in self.sure if number % 2 == 0),
        }
        return Evaluation(
            system=system,
            articles=len(self.judged),
            notices=tuple(self.notices),
            figures=count(self.judged),
            groups=groups,
            calibration=calibration,
        )


@value(kw_only=True)
class Compared:
    """An article, and what was found in it beside what people marked; both only where the content has words."""

    article: Article
    marked: tuple[Spans, ...]
    found: tuple[Spans, ...]
    #: Of each that was found.
    confidence: tuple[float, ...]
    #: Indices are those of `marked` and `found`.
    judged: Judged
    #: The same of what taggers answered, before claims were made of it.
    labelled: Judged
    #: What users are told of what was missing.
    notices: tuple[str, ...]


def compare(articles: Iterable[Article], system: System) -> Iterator[Compared]:
    """Read articles with a system, and yield each beside what people marked."""
    for article in articles:
        analysis = system.analyze(article)
        words = TextWords(article.text)
        marked = [held for held in article.attributions if words.touched(held["content"])]
        found = [(held, sure) for held, sure in found_by(analysis.claims) if words.touched(held["content"])]
        labelled = labelled_by(analysis.layers.labels, analysis.layers.links)
        sides = [[Attribution.of(words, held) for held in side] for side in (marked, [held for held, _ in found], labelled)]
        yield Compared(
            article=article,
            marked=tuple(marked),
            found=tuple(held for held, _ in found),
            confidence=tuple(sure for _, sure in found),
            judged=judge(sides[0], sides[1]),
            labelled=judge(sides[0], sides[2]),
            notices=tuple(notice.message for notice in analysis.notices if notice.code == "extra-absent"),
        )


def evaluate(compared: Iterable[Compared], system: str) -> Evaluation:
    """Return the figures over articles.

    Args:
        compared: made by `compare`, in the order of their file's lines.
        system: what it is called.
    """
    tally, grouper = _Tally(), Grouper(reading_registry())
    for held in compared:
        reading = grouper.read(held.article.text)
        marked, found = ([grouper.groups_of(reading, spans) for spans in side] for side in (held.marked, held.found))
        tally.add(held.judged, (marked, found))
        tally.add_confidence(held.judged, held.confidence)
        tally.notices |= dict.fromkeys(held.notices)
    return tally.evaluation(system)


def _figures(held: Count) -> dict[str, Any]:
    shown = {name: round(100 * getattr(held, name), 2) for name in ("precision", "recall", "f1")}
    return {**shown, "gold": held.expected, "predicted": held.found}


def as_json(evaluation: Evaluation) -> dict[str, Any]:
    """Return an evaluation as plain data; figures in percent, confidence and calibration in [0, 1]."""
    return {
        "system": evaluation.system,
        "articles": evaluation.articles,
        "notices": list(evaluation.notices),
        "figures": {name: _figures(held) for name, held in evaluation.figures.items()},
        "source_accuracy_on_found": round(100 * source_accuracy(evaluation.figures), 2),
        "groups": {
            axis: {group: {grade: _figures(held) for grade, held in grades.items()} for group, grades in groups.items()}
            for axis, groups in evaluation.groups.items()
        },
        "calibration": {
            name: {"error": round(calibration_error(bins), 4), "bins": [dict(zip(Bin._fields, held, strict=True)) for held in bins]}
            for name, bins in evaluation.calibration.items()
        },
    }
