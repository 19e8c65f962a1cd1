"""The extractor `rules`: claims of others, by cues and the frames in which they stand, and by what a tagger has labelled.

Rules:

- Where a tagger has labelled a document its work comes first, see `together.py`; elsewhere the rules work alone.
- A cue inside a quotation is the speaker's own word, not a report of his: it makes no claim. A turn is no quotation in this sense.
- The first reading of a cue whose frame fits is taken; then sentences and quotations without a cue are joined.
- A language without the lexicons `cues` and `frames` gets its quotations alone, without a source.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from seedlib.attribution.attempts import Attempt, Reader
from seedlib.attribution.confidence import read_coefficients
from seedlib.attribution.findings import Finding
from seedlib.attribution.frames import fit
from seedlib.attribution.ground import LONGEST, Ground, Range
from seedlib.attribution.joining import cut_at_next, nest, to_claim, turn_claim, unique
from seedlib.attribution.labels import Labels
from seedlib.attribution.learned import is_labelled
from seedlib.attribution.quotes import join_quotations, quotations_alone, quotations_held, quotations_introduced
from seedlib.attribution.reports import reports
from seedlib.attribution.together import Turn, Weighed, together, weighed
from seedlib.attribution.vocabulary import Vocabulary, make_vocabulary
from seedlib.components import Context, Extractor
from seedlib.matching import Match
from seedlib.model import Analysis, Block, Claim, Document, Span

__all__ = ["RULES", "evidence", "extract"]

#: The kind of cues that only say, rather than ask or doubt.
_SAID = "statement"

#: The item of a frame that stands for whom it is said to.
_NAMES_ADDRESSEE = "ADDRESSEE"

#: The item that stands for a colon before what is said: `according to the minister: …`.
_COLON = "colon"

#: The item that stands for whom or what a passive is about.
_PATIENT = "PATIENT"

#: The item of a frame that only tells whose words these are: `…, as Lee put it`.
_AS = "as"

#: The item that stands for a thing, where other frames have a clause: `asked for the report`.
_THING = "OBJECT"


def extract(analysis: Analysis, context: Context) -> list[Claim]:
    """Return the claims of others that a tagger has labelled and that the rules find."""
    ground, vocabulary = _ground(analysis, context), context.once(make_vocabulary)
    findings, labelled = list(_spoken(ground, context, vocabulary)), is_labelled(analysis.layers)
    turns = [(turn.words, turn.speaker) for turn in analysis.layers.quotations or () if turn.speaker and turn.words]
    read = [*findings] if context.considered is not None else []
    if labelled:
        spoken = [Turn(ground.words_in(words), ground.words_in(speaker)) for words, speaker in turns]
        found = _weigh(ground, analysis, context, findings)
        if context.considered is not None:
            found = _kept(found, read)
        findings = together(found, findings, context.once(read_coefficients), spoken)
    findings.extend([*reports(ground, findings, vocabulary.words_of("reported"), vocabulary.words_of("reporter"))])
    held = quotations_held(ground, findings) if labelled else join_quotations(ground, findings)
    introduced = [*quotations_introduced(ground, findings, held, vocabulary.words_of("colon"))]
    held.update(*(finding.quotes for finding in introduced))
    findings.extend(introduced)
    if not labelled:  # a tagger has seen them, and does not think that they are claims
        findings.extend([*quotations_alone(ground, findings, held)])
    claims = [to_claim(ground, finding) for finding in findings]
    if context.considered is not None:
        for finding in read:
            context.considered(to_claim(ground, finding))
    return nest(unique([*claims, *(turn_claim(words, speaker) for words, speaker in turns)]))


def evidence(analysis: Analysis, context: Context) -> Iterator[tuple[Claim, Mapping[str, float]]]:
    """Yield what `extract` finds in a labelled document before it is known how sure it is, each claim with what speaks for it."""
    ground = _ground(analysis, context)
    findings = list(_spoken(ground, context, context.once(make_vocabulary)))
    for finding, features in _weigh(ground, analysis, context, findings):
        yield to_claim(ground, finding), features


def _weigh(ground: Ground, analysis: Analysis, context: Context, ruled: Sequence[Finding]) -> Iterator[Weighed]:
    """Yield the tagger's findings, made better by the rules', each with what speaks for it."""
    return weighed(Labels(ground, analysis.layers, context.phrases("cues"), context.once(make_vocabulary)), ruled)


def _kept(found: Iterable[Weighed], read: list[Finding]) -> Iterator[Weighed]:
    """Yield what is found, and add it to what was read, for who asks why."""
    for finding, features in found:
        read.append(finding)
        yield finding, features


def _ground(analysis: Analysis, context: Context) -> Ground:
    document = analysis.document
    blocks = [_proper(document, block) for block in document.blocks if block.kind in context.settings.blocks] if document.blocks else None
    quoted = [block.span for block in document.blocks if block.kind == "quote" and block.kind in context.settings.blocks]
    headings = [block.span for block in document.blocks if block.kind == "heading"]
    return Ground(analysis, context.words(analysis), blocks, quoted, headings)


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
    outer: Finding | None = None
    for cue in cues:
        if reader.ground.quote_around(cue.first) is None:  # "I think so," she said: of cues in quotations 1 in 100 is one in PolNeAR
            finding = _read(reader, cue, (low, high), shared)
            if finding is not None:
                _cut_source(finding, outer)
                yield finding
                outer = finding
                shared = (finding.source if finding.form != "noun" else None) or shared


def _cut_source(finding: Finding, outer: Finding | None) -> None:
    """Leave who tells of it out of a subject: `Lee said | Norway | had threatened to leave`, `Lee said | a ban | was rejected by`."""
    if outer is None or outer.cue is None:
        return
    finding.sources = [_without_teller(words, outer, outer.cue[0]) for words in finding.sources]
    if finding.patient:
        finding.content = [_without_teller(words, outer, outer.cue[0]) for words in finding.content]


def _without_teller(words: Range, outer: Finding, cue: int) -> Range:
    if not words[0] <= cue < words[1]:
        return words
    within = next((part for part in outer.content if part[0] < words[1] <= part[1]), None)
    return (within[0], words[1]) if within is not None and within[0] > cue else words


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
            finding.told, finding.behind = attempt.told, attempt.behind
            finding.cues += [attempt.particle] if attempt.particle else []
            finding.addressed, finding.announced = _NAMES_ADDRESSEE in frame.right, _COLON in frame.right
            finding.thing, finding.aside, finding.patient = _THING in frame.right, _AS in frame.left, _PATIENT in frame.left
            finding.named = attempt.source is not None and not reader.is_pronoun(attempt.source)
            return finding
    return None


#: Claims of others by rules, in every language that has the lexicons.
RULES = Extractor(name="rules", extract=extract)
