"""Calibrating: how sure a claim is that was made of a tagger's labels, learned from articles that the tagger did not learn from.

Rules:

- The odd lines teach, the even ones measure.
- What is learned is written where attribution reads it; nothing is learned from a confidence that was learned before.
- A claim is right if it is `full` in the scorer: content found, sources agree.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import attrs

import seedlib.attribution.confidence
from seedlib.attribution.confidence import COEFFICIENTS_FILE, FEATURES, Coefficients
from seedlib.attribution.rules import evidence
from seedlib.components import Context, Extractor
from seedlib.errors import UsageError
from seedlib.model import Analysis, Claim, FrozenMapping, value
from seedlib.pipeline import analyze
from seedlib.training.evaluating import System, found_by
from seedlib.training.scoring import Attribution, TextWords, bins_of, calibration_error, judge
from seedlib.training.sets import Article

__all__ = ["OWN_FILE", "Calibration", "Seen", "calibrate", "fit", "observe", "write_coefficients"]

#: Where attribution reads the coefficients.
OWN_FILE = Path(seedlib.attribution.confidence.__file__).with_name(COEFFICIENTS_FILE)

#: How strongly coefficients are held near zero, in claims: a feature that a hundred claims have is learned freely.
_HELD = 1.0

#: Steps of Newton's method; ten are enough for twelve digits.
_STEPS = 25


@value(kw_only=True)
class Seen:
    """A claim of an annotated article."""

    #: The article's number, from 1 on.
    line: int
    features: Mapping[str, float]
    right: bool


@value(kw_only=True)
class Calibration:
    """What was learned, and how good it is."""

    coefficients: Mapping[str, float]
    #: How many claims taught.
    claims: int
    #: The expected calibration error in ten bins of equal count: of the odd lines, and of the even ones, which did not teach.
    taught: float
    measured: float


def observe(articles: Iterable[Article], system: System) -> Iterator[Seen]:
    """Yield the claims that a system makes of articles, with what speaks for them and whether they are right.

    Args:
        articles: with the attributions that people marked.
        system: what is asked; its extractors are left aside.
    """
    kept: list[tuple[Claim, Mapping[str, float]]] = []

    def extract(analysis: Analysis, context: Context) -> Iterable[Claim]:
        kept.extend(evidence(analysis, context))
        return ()

    own = next(held for held in system.registry.components["extractors"] if held.builtin)
    watching = attrs.evolve(own, record=Extractor(name="evidence", extract=extract))
    unneeded = dict.fromkeys(("recognizers", "resolvers", "qualifiers", "text_checks"), ())
    registry = attrs.evolve(
        system.registry, components=FrozenMapping({**system.registry.components, **unneeded, "extractors": (watching,)})
    )
    for line, article in enumerate(articles, 1):
        kept.clear()
        analyze(article.text, settings=system.settings, registry=registry, strict=True)
        words = TextWords(article.text)
        found = [Attribution.of(words, spans) for spans, _ in found_by(claim for claim, _ in kept)]
        judged = judge([Attribution.of(words, spans) for spans in article.attributions], found)
        full = {pair.found for pair in judged.pairs if judged.is_full(pair)}
        speaking = [features for (_, features), attribution in zip(kept, found, strict=True) if attribution.content]
        yield from (Seen(line=line, features=features, right=at in full) for at, features in enumerate(speaking))


def fit(seen: Sequence[Seen]) -> dict[str, float]:
    """Return the coefficient of each feature, in log-odds: logistic regression, held a little towards zero."""
    import numpy as np

    rows = np.array([[claim.features.get(name, 0.0) for name in FEATURES] for claim in seen])
    right = np.array([float(claim.right) for claim in seen])
    coefficients = np.zeros(len(FEATURES))
    for _ in range(_STEPS):
        said = 1 / (1 + np.exp(-rows @ coefficients))
        slope = rows.T @ (said - right) + _HELD * coefficients
        bend = (rows.T * (said * (1 - said))) @ rows + _HELD * np.eye(len(FEATURES))
        coefficients -= np.linalg.solve(bend, slope)
    return {name: round(float(coefficient), 3) for name, coefficient in zip(FEATURES, coefficients, strict=True)}


def calibrate(seen: Iterable[Seen]) -> Calibration:
    """Learn from the odd lines, and measure on the even ones.

    Raises:
        UsageError: on either side there is no claim that was made of a tagger's labels.
    """
    seen = list(seen)
    odd, even = ([claim for claim in seen if claim.line % 2 == rest] for rest in (1, 0))
    if not odd or not even:
        message = f"found {len(odd)} claims of a tagger in odd lines and {len(even)} in even ones, expected some in both"
        raise UsageError(message, advice="give more articles, and a tagger that labels attributions in their language")
    coefficients = fit(odd)
    probability = Coefficients(by_feature=coefficients).probability
    errors = [calibration_error(bins_of((probability(claim.features), claim.right) for claim in side)) for side in (odd, even)]
    return Calibration(coefficients=coefficients, claims=len(odd), taught=errors[0], measured=errors[1])


def write_coefficients(calibration: Calibration, source: str, path: Path = OWN_FILE) -> None:
    """Write what was learned for attribution to read.

    Args:
        calibration: what was learned.
        source: which articles taught, and which tagger labelled them.
        path: the file.
    """
    held = {
        "source": source,
        "claims": calibration.claims,
        "error": round(calibration.measured, 4),
        "coefficients": dict(calibration.coefficients),
    }
    path.write_text(json.dumps(held, indent=1) + "\n", "utf-8")
