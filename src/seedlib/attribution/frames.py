"""Frames: which order source, cue and content have around a cue, tried item by item.

A pattern is a row of items around `CUE`. An item in capitals is a slot, see `before.py`, `after.py` and, for languages whose finite verb
stands second, `fields.py`; one in small letters is a word class, of which one word stands there; a `?` at the end makes it optional. The
items before the cue are tried from the cue to the left, those after it to the right; each begins where the one before it ended.

    QUOTE SOURCE CUE ADJUNCT? QUOTE?        "We won," she said on Monday. "We won."
    SOURCE CUE ADDRESSEE? ADJUNCT? THAT     He told reporters on Monday that he won.
    SOURCE source-mark CONTENT CUE          a language in which the verb stands last

Rules:

- The first frame of a cue that fits wins; there is no going back inside one.
- A frame reads no further than the sentence that the cue stands in; but a quotation is read whole.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from seedlib.attribution.after import AFTER
from seedlib.attribution.attempts import Attempt
from seedlib.attribution.before import BEFORE
from seedlib.attribution.fields import AFTER_FIRST, BEFORE_FIRST
from seedlib.attribution.vocabulary import Frame

__all__ = ["fit"]

Slots = Mapping[str, Callable[[Attempt, int], "int | None"]]

#: By name, the slots before a cue and those after it.
_BEFORE: Slots = {**BEFORE, **BEFORE_FIRST}
_AFTER: Slots = {**AFTER, **AFTER_FIRST}


def fit(attempt: Attempt, frame: Frame) -> bool:
    """Say whether the frame fits around the attempt's cue; what its slots hold is then in the attempt."""
    left = _walk(attempt, frame.left, _BEFORE, attempt.first, step=-1)
    return left and _walk(attempt, frame.right, _AFTER, attempt.last, step=1) and bool(attempt.content)


def _walk(attempt: Attempt, items: tuple[str, ...], slots: Slots, at: int, *, step: int) -> bool:
    """Try the items one after the other from `at` on; say whether all that must fit do."""
    for item in items:
        name = item.removesuffix("?")
        slot = slots.get(name)
        reached = slot(attempt, at) if slot else _word(attempt, name, at, step)
        if reached is not None:
            at = reached
        elif name == item:
            return False
    return True


def _word(attempt: Attempt, name: str, at: int, step: int) -> int | None:
    """Step over one word of a class."""
    place = at if step > 0 else at - 1
    return at + step if attempt.word(place) in attempt.reader.vocabulary.words_of(name) else None
