"""Text that was decoded by the wrong encoding: `donâ€™t`.

Rules:

- The finder is ftfy (extra `checks`); of what it answers only the explanation and the repaired characters are taken, as note and
  suggestion.
- A sentence is asked about only if it holds what such text always has: two characters beyond ASCII side by side, or `Ã` or `Â`
  before a space, which is what is left of `à` or of a space that does not break.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any

import regex

from seedlib.checking.places import problem, regions
from seedlib.components import Context
from seedlib.errors import MissingExtraError
from seedlib.model import Analysis, Notice, TextProblem

__all__ = ["check_mojibake"]

_SUSPECT = regex.compile(r"[^\x00-\x7f]{2} | [ÃÂ]\ ", regex.VERBOSE)
_BEYOND_ASCII = regex.compile(r"[^\x00-\x7f]+")
_C1_OR_LOST = regex.compile(r"[\x80-\x9f\ufffd]+")

#: Longer sentences are not compared sign by sign; the time for it grows with the square.
_LONG = 1000


def check_mojibake(analysis: Analysis, context: Context) -> Iterator[TextProblem | Notice]:
    """Find mojibake, sentence by sentence. Without ftfy, a notice says what was not done, where there was something to do."""
    text = analysis.document.text
    suspect = [(start, end) for start, end in _sentences(analysis) if _SUSPECT.search(text, start, end)] if not text.isascii() else []
    if not suspect:
        return
    try:
        ftfy, config = _ftfy()
    except MissingExtraError as error:
        yield Notice(code="extra-absent", message=f"The text was not checked for mojibake: {error}.", component="seedlib:mojibake")
        return
    for start, end in suspect:
        context.seconds_left()
        sentence = text[start:end]
        fixed, plan = ftfy.fix_encoding_and_explain(sentence, config)
        if fixed == sentence:
            continue
        codecs = [step.parameter for step in plan if step.action in {"encode", "decode"}]
        note = f"text in {codecs[1]} was decoded as {codecs[0]}" if len(codecs) > 1 else "text was decoded by the wrong encoding"
        for first, last, meant in _pieces(sentence, fixed, plan, ftfy):
            if _C1_OR_LOST.fullmatch(sentence, first, last):
                continue  # the check of characters says so
            yield problem("mojibake", start + first, start + last, note, meant)


def _sentences(analysis: Analysis) -> Iterator[tuple[int, int]]:
    sentences = analysis.layers.sentences
    return regions(analysis.document) if sentences is None else sentences.pairs()


def _ftfy() -> tuple[Any, Any]:
    """Return ftfy, and a configuration that touches nothing but the encoding: by default it straightens every quotation mark."""
    try:
        import ftfy
    except ImportError as error:
        raise MissingExtraError("ftfy", "checks") from error
    config = ftfy.TextFixerConfig(
        unescape_html=False, remove_terminal_escapes=False, fix_latin_ligatures=False, fix_character_width=False, uncurl_quotes=False,
        fix_line_breaks=False, remove_control_chars=False, normalization=None,
    )  # fmt: skip
    return ftfy, config


def _pieces(sentence: str, fixed: str, plan: Any, ftfy: Any) -> Iterator[tuple[int, int, str]]:
    """Yield where the faults are, and what was meant; ftfy gives no offsets.

    The plan is tried on each run beyond ASCII alone; where that does not make the repaired sentence, as when a space belongs to a fault
    or one sentence has faults of two kinds, the faults are what the two sentences do not have in common.
    """
    runs: list[tuple[int, int, str]] = []
    for run in _BEYOND_ASCII.finditer(sentence):
        try:
            meant = ftfy.apply_plan(run.group(), plan)
        except (UnicodeError, ValueError):
            continue
        if meant != run.group():
            runs.append((*run.span(), meant))
    yield from runs if _mended(sentence, runs) == fixed else _differences(sentence, fixed)


def _mended(sentence: str, pieces: list[tuple[int, int, str]]) -> str:
    for first, last, meant in reversed(pieces):
        sentence = sentence[:first] + meant + sentence[last:]
    return sentence


def _differences(sentence: str, fixed: str) -> Iterator[tuple[int, int, str]]:
    """Yield what two sentences do not have in common; as one difference in a sentence that would take long."""
    if len(sentence) > _LONG:
        first = next(i for i in range(len(sentence)) if sentence[i] != fixed[i : i + 1])
        tail = 0
        while tail < min(len(sentence), len(fixed)) - first - 1 and sentence[-1 - tail] == fixed[-1 - tail]:
            tail += 1
        yield first, len(sentence) - tail, fixed[first : len(fixed) - tail]
        return
    for kind, first, last, start, end in SequenceMatcher(None, sentence, fixed, autojunk=False).get_opcodes():
        if kind != "equal":
            more = int(start == end or first == last)  # what is missing or added is shown with the sign after it
            yield first, last + more, fixed[start : end + more]
