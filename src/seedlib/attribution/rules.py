"""The extractor `rules`: claims of others, by cues and the frames in which they stand.

Rules:

- A cue inside a quotation is the speaker's own word, not a report of his: it makes no claim. A turn is no quotation in this sense.
- The first reading of a cue whose frame fits is taken; then quotations without a cue are joined.
- A language without the lexicons `cues` and `frames` gets its quotations alone, without a source.
"""

from __future__ import annotations

from collections.abc import Iterator

from seedlib.attribution.attempts import Attempt, Reader
from seedlib.attribution.confidence import read_weights
from seedlib.attribution.findings import Finding
from seedlib.attribution.frames import fit
from seedlib.attribution.ground import LONGEST, Ground, Range
from seedlib.attribution.joining import cut_at_next, nest, to_claim, turn_claim, unique
from seedlib.attribution.learned import groups_of, is_labelled, to_finding
from seedlib.attribution.quotes import join_quotations, quotations_alone, quotations_introduced
from seedlib.attribution.together import together
from seedlib.attribution.vocabulary import Vocabulary, make_vocabulary
from seedlib.components import Context, Extractor
from seedlib.matching import Match
from seedlib.model import Analysis, Block, Claim, Document, Span

__all__ = ["RULES", "extract"]


def extract(analysis: Analysis, context: Context) -> list[Claim]:
    """Return the claims of others that the rules find."""
    document = analysis.document
    blocks = [_proper(document, block) for block in document.blocks if block.kind in context.settings.blocks] if document.blocks else None
    quoted = [block.span for block in document.blocks if block.kind == "quote" and block.kind in context.settings.blocks]
    ground = Ground(analysis, context.words(analysis), blocks, quoted)
    vocabulary = context.once(make_vocabulary)
    findings = list(_spoken(ground, context, vocabulary))
    if is_labelled(analysis.layers):
        cues, taggers = context.phrases("cues"), analysis.layers.taggers
        groups = groups_of(ground, analysis.layers)
        findings = together(groups, findings, lambda group: to_finding(ground, group, cues, taggers), context.once(read_weights))
    held = join_quotations(ground, findings)
    introduced = [*quotations_introduced(ground, findings, held, vocabulary.words_of("colon"))]
    held.update(*(finding.quotes for finding in introduced))
    findings.extend(introduced)
    findings.extend([*quotations_alone(ground, findings, held)])
    claims = [to_claim(ground, finding) for finding in findings]
    claims.extend(turn_claim(turn.words, turn.speaker) for turn in analysis.layers.quotations or () if turn.speaker and turn.words)
    return nest(unique(claims))


def _proper(document: Document, block: Block) -> Span:
    """Return where a block's own words stand: of a title without the name of its site, `… – The Gull`."""
    title = document.title if block.kind == "title" else None
    at = document.text.find(title, block.span.start, block.span.end) if title else -1
    return Span(at, at + len(title)) if title and at >= 0 else block.span


def _spoken(ground: Ground, context: Context, vocabulary: Vocabulary) -> Iterator[Finding]:
    """Yield what stands around cues, sentence by sentence."""
    cues = context.phrases("cues")
    read = [sentence for sentence in ground.sentences if sentence[1] - sentence[0] <= LONGEST]
    found = [(sentence, [*cues.find(ground.words, *sentence)]) for sentence in read]
    reader = Reader(ground, vocabulary, [cue for _, row in found for cue in row])
    for sentence, row in found:
        findings = list(_said(reader, sentence, row)) if row else []
        cut_at_next(reader, findings)
        yield from findings


def _said(reader: Reader, sentence: Range, cues: list[Match]) -> Iterator[Finding]:
    """Yield what stands around the cues of one sentence."""
    low, high = sentence
    while high > low and reader.folded[high - 1] in reader.stop:
        high -= 1
    low = _after_marker(reader, low, high)
    shared: Range | None = None
    for cue in cues:
        if reader.ground.quote_around(cue.first) is None:  # "I think so," she said: of cues in quotations 1 in 100 is one in PolNeAR
            finding = _read(reader, cue, (low, high), shared)
            if finding is not None:
                yield finding
                shared = (finding.source if finding.form != "noun" else None) or shared


def _after_marker(reader: Reader, low: int, high: int) -> int:
    """Return the first word of a sentence after the sign or number of a list's item: `- Neither said`, `4. Hanoi wants`."""
    while low < high and not reader.texts[low][0].isalnum() and low not in reader.ground.opening:
        low += 1
    if low + 1 < high and reader.texts[low].isdecimal() and reader.folded[low + 1] in reader.stop | reader.border:
        return low + 2
    return low


def _read(reader: Reader, cue: Match, bounds: Range, shared: Range | None) -> Finding | None:
    """Return what the first frame that fits finds around a cue."""
    for reading in reader.vocabulary.readings_of(cue):
        attempt = Attempt(reader, reading, (cue.first, cue.last), bounds, shared)
        if fit(attempt, reading.frame):
            frame = reading.frame
            finding = Finding(reading.kind, frame.rule, frame.confidence, (attempt.first, cue.last), attempt.source)
            finding.form, finding.content, finding.quotes = reading.form, sorted(attempt.content), set(attempt.quotes)
            return finding
    return None


#: Claims of others by rules, in every language that has the lexicons.
RULES = Extractor(name="rules", extract=extract)
