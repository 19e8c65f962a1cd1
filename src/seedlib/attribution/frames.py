"""Frames: which order source, cue and content have around a cue, tried item by item.

A pattern is a row of items around `CUE`. An item in capitals is a slot, see `LEFT` and `RIGHT` in `slots.py`; one in small letters is a
word class, of which one word stands there; a `?` at the end makes it optional. The items before the cue are tried from the cue to the
left, those after it to the right; each begins where the one before it ended.

    QUOTE SOURCE CUE ADJUNCT? QUOTE?        "We won," she said on Monday. "We won."
    SOURCE CUE ADDRESSEE? ADJUNCT? THAT     He told reporters on Monday that he won.
    SOURCE topic CLAUSE complementizer CUE  a language in which the verb stands last

Rules:

- The first frame of a cue that fits wins; there is no going back inside one.
- A frame reads no further than the sentence, or the quotation, that the cue stands in; a quotation is read whole.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from seedlib.attribution.slots import LEFT, RIGHT, Attempt
from seedlib.attribution.vocabulary import Frame

__all__ = ["fit"]


def _steps(attempt: Attempt, items: tuple[str, ...], slots: Mapping[str, Callable[[Attempt, int], int | None]], at: int, step: int) -> bool:
    """Try the items one after the other from `at`, in the direction `step`; say whether all that must fit do."""
    for item in items:
        optional = item.endswith("?")
        name = item.removesuffix("?")
        slot = slots.get(name)
        if slot is not None:
            reached = slot(attempt, at)
        else:
            place = at if step > 0 else at - 1
            fits = attempt.low <= place < attempt.high and attempt.reader.folded[place] in attempt.reader.vocabulary.words_of(name)
            reached = at + step if fits else None
        if reached is not None:
            at = reached
        elif not optional:
            return False
    return True


def fit(attempt: Attempt, frame: Frame) -> bool:
    """Say whether the frame fits around the attempt's cue; what its slots hold is then in the attempt."""
    return (
        _steps(attempt, frame.left, LEFT, attempt.first, -1)
        and _steps(attempt, frame.right, RIGHT, attempt.last, 1)
        and bool(attempt.content)
    )
