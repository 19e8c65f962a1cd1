"""Cutting a long text into passages, each of which is one request.

Rules:

- A passage has whole blocks, those in which claims may stand, as many as go into it; a block that is longer is cut at sentences, and a
  sentence that is longer still, at blanks.
- No word stands in two passages, and none is lost.
"""

from collections.abc import Iterator

from seedlib import Analysis, Settings, Span

__all__ = ["cut"]

Passage = tuple[Span, ...]


def cut(analysis: Analysis, settings: Settings, longest: int) -> Iterator[Passage]:
    r"""Yield the passages of a text in its order, each as spans with at most `longest` code points together.

    >>> import seedlib
    >>> analysis = seedlib.analyze("One two. Three four.\n\nFive.")
    >>> [[analysis.document[span] for span in passage] for passage in cut(analysis, Settings(), 12)]
    [['One two.'], ['Three four.'], ['Five.']]
    """
    held: list[Span] = []
    size = 0
    for span in _pieces(analysis, settings, longest):
        if held and size + len(span) > longest:
            yield tuple(held)
            held, size = [], 0
        held.append(span)
        size += len(span)
    if held:
        yield tuple(held)


def _pieces(analysis, settings, longest):
    """Yield the blocks, or their pieces, none of them longer than a passage."""
    document = analysis.document
    blocks = [block.span for block in document.blocks if block.kind in settings.blocks]
    if not document.blocks and document.text.strip():
        blocks = [Span(0, len(document.text))]
    for block in blocks:
        if len(block) <= longest:
            yield block
            continue
        for sentence in _sentences(analysis, block):
            yield from _at_blanks(document.text, sentence, longest)


def _sentences(analysis, block):
    """Yield the sentences of a block, what stands between two with the one before."""
    sentences = analysis.layers.sentences or ()
    starts = [sentence.start for sentence in sentences if block.covers(sentence)][1:]
    for start, end in zip([block.start, *starts], [*starts, block.end], strict=True):
        yield Span(start, end)


def _at_blanks(text, span, longest):
    start = span.start
    while span.end - start > longest:
        end = text.rfind(" ", start + 1, start + longest) + 1 or start + longest
        yield Span(start, end)
        start = end
    yield Span(start, span.end)
