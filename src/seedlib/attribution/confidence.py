"""How sure a claim is that was made of a tagger's labels: the probability that its content and its source are right.

Rules:

- The probability is logistic over a few features: the scores of labels and links, and what the rules say of the same place.
- The coefficients lie in `confidence.json`, written by `seedlib.training.calibrating` from annotated articles that no tagger learned from.
- A tagger's scores need be no probabilities, but higher ones must mean that it is surer.
- There is one set for the library, fitted to its own tagger's scores. Claims of another tagger, or of other weights, are put in the
  right order by it; that one said to be 0.8 is right four times in five holds as far as the scores are alike.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from importlib.resources import files

from seedlib.attribution.findings import Finding
from seedlib.attribution.ground import Range
from seedlib.attribution.learned import Group, Part
from seedlib.components import Context
from seedlib.model import FrozenMapping, value

__all__ = ["COEFFICIENTS_FILE", "FEATURES", "SAME", "SURE", "Coefficients", "features_of", "read_coefficients"]

#: The data file beside this module.
COEFFICIENTS_FILE = "confidence.json"

#: What is looked at, see `features_of`. That labels of cues, links of contents and lengths say nothing beyond these
#: was seen on PolNeAR's dev part.
FEATURES = ("always", "content", "source", "source-link", "no-source", "agreed", "disputed", "elsewhere")

#: Two contents that share at least this part of their words are one, as in the scorer (`seedlib.training.scoring`).
SAME = 0.5

#: From which confidence on a rule that names a source is believed though no label tells of it.
SURE = 0.75

#: Scores are taken as not surer than this, so that no single one decides alone.
_SUREST = 0.999


@value(kw_only=True)
class Coefficients:
    """How much each feature says of a claim's being right."""

    #: By the name of a feature: what its value is multiplied by, in log-odds.
    by_feature: Mapping[str, float]

    def probability(self, features: Mapping[str, float]) -> float:
        """Return the probability that a claim with these features is right."""
        odds = sum(self.by_feature.get(name, 0.0) * held for name, held in features.items())
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


def read_coefficients(_: Context | None = None) -> Coefficients:
    """Read the coefficients; to be called through `context.once`."""
    held = json.loads(files(__package__).joinpath(COEFFICIENTS_FILE).read_text("utf-8"))
    return Coefficients(by_feature=FrozenMapping(held["coefficients"]))


def features_of(group: Group, twin: Finding | None) -> dict[str, float]:
    """Return what speaks for a claim: by name, 0 where it says nothing.

    Args:
        group: the labels and links.
        twin: what the rules find in the same place.
    """
    return {
        "always": 1.0,
        "content": _log_odds(_mean(group.contents)),
        "source": _log_odds(max(part.score for part in group.sources)) if group.sources else 0.0,
        "source-link": _log_odds(max(part.link for part in group.sources)) if group.sources else 0.0,
        "no-source": float(not group.sources),
        **_second_opinion(group, twin),
    }


def _mean(parts: list[Part]) -> float:
    """Return the mean score of labels, by their lengths."""
    lengths = [part.words[1] - part.words[0] for part in parts]
    return sum(part.score * length for part, length in zip(parts, lengths, strict=True)) / sum(lengths)


def _log_odds(score: float) -> float:
    held = max(1 - _SUREST, min(_SUREST, score))
    return math.log(held / (1 - held))


def _second_opinion(group: Group, twin: Finding | None) -> dict[str, float]:
    """Say whether the rules find the same content with the same source, or with another one, or another content.

    A sure rule whose source is no pronoun disputes nothing where the tagger has no source: its own is then taken.
    """
    if twin is None:
        return {}
    own, others = {place for part in group.contents for place in range(*part.words)}, _places(twin.content)
    if len(own & others) < SAME * len(own | others):
        return {"elsewhere": 1.0}
    if not group.sources and twin.named and twin.confidence >= SURE:
        return {}
    sources, named = {place for part in group.sources for place in range(*part.words)}, _places(twin.sources)
    return {"agreed": 1.0} if sources & named or sources == named else {"disputed": 1.0}


def _places(parts: Iterable[Range]) -> set[int]:
    return {place for part in parts for place in range(*part)}
