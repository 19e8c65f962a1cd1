"""The extractor `rules`: claims of others, by cues and frames."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from seedlib.attribution.findings import Finding
from seedlib.attribution.frames import fit
from seedlib.attribution.ground import LONGEST, Ground
from seedlib.attribution.joining import cut_at_next
from seedlib.attribution.quotes import join_quotations
from seedlib.attribution.slots import Attempt, Range, Reader
from seedlib.attribution.vocabulary import Cue, make_vocabulary, readings_of
from seedlib.components import Context, Extractor
from seedlib.matching import Match, Words
from seedlib.model import Analysis, Claim, Provenance, Span

__all__ = ["RULES", "extract"]


def _try(reader: Reader, match: Match, bounds: Range, shared: Range | None) -> Finding | None:
    for reading in readings_of(reader.vocabulary, match):
        attempt = Attempt(reader, (match.first, match.last), bounds, shared)
        attempt.form = reading.form
        if fit(attempt, reading.frame):
            return Finding(reading, (attempt.first, match.last), attempt)
    return None


def _bounds(ground: Ground, sentence: Range, stops: frozenset[str]) -> Range:
    low, high = sentence
    while high > low and ground.words.folded[high - 1] in stops:
        high -= 1
    return low, high


def _findings(ground: Ground, context: Context) -> list[Finding]:
    vocabulary = context.once(make_vocabulary)
    phrases = context.phrases("cues")
    found: list[Finding] = []
    cues = [[*phrases.find(ground.words, *sentence)] if sentence[1] - sentence[0] <= LONGEST else [] for sentence in ground.sentences]
    reader = Reader(ground, vocabulary, [cue for row in cues for cue in row])
    stops = vocabulary.words_of("stop")
    for sentence, row in zip(ground.sentences, cues, strict=True):
        shared: Range | None = None
        begun = len(found)
        for match in row:
            if ground.quote_around(match.first) is not None:
                continue  # "I think so," she said: she says it, she does not report what she thinks (1 in 100 in PolNeAR)
            finding = _try(reader, match, _bounds(ground, sentence, stops), shared)
            if finding is not None:
                found.append(finding)
                shared = (finding.source if finding.reading.form != "noun" else None) or shared
        cut_at_next(reader, found[begun:])
    return found


def _claim(ground: Ground, finding: Finding) -> Claim:
    frame = finding.reading.frame
    content = _merged(finding.content)
    return Claim(
        kind=finding.reading.kind,
        content=tuple(ground.span(*piece) for piece in content),
        source=(ground.span(*finding.source),) if finding.source else (),
        cue=(ground.span(*finding.cue),),
        quotation="direct" if finding.quotes else "indirect",
        confidence=frame.confidence,
        provenance=(Provenance(about="content", component="seedlib:rules", rule=frame.rule, confidence=frame.confidence, spans=(ground.span(*finding.cue),)),),
    )


def _merged(ranges: Iterable[Range]) -> list[Range]:
    out: list[Range] = []
    for first, last in sorted(ranges):
        if out and first < out[-1][1]:
            out[-1] = (out[-1][0], max(last, out[-1][1]))
        else:
            out.append((first, last))
    return out


def extract(analysis: Analysis, context: Context) -> Iterator[Claim]:
    """Yield the claims of others that the rules find."""
    blocks = [block.span for block in analysis.document.blocks if block.kind in context.settings.blocks]
    ground = Ground(analysis, blocks)
    findings = _findings(ground, context)
    join_quotations(ground, findings)
    for finding in findings:
        yield _claim(ground, finding)


RULES = Extractor(name="rules", extract=extract)
