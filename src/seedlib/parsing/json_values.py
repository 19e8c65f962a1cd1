"""JSON values one after the other, out of a text that arrives in pieces.

Rules:

- An array is read element by element, and values that follow each other without one likewise; no more than one is in memory.
- A broken value ends the reading: nobody can know where the next one begins. What was read before it stays read.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from typing import Any

import regex

from seedlib.errors import LimitError, ParseError

__all__ = ["JsonReader", "values_of"]

#: How far before the end of what has arrived a value must break to be broken rather than not yet whole: an escaped pair of
#: surrogates has 12 signs, `-Infinity` has nine.
_TAIL = 32

#: What may stand between values.
_BETWEEN = regex.compile(r"[\s,]*+")


class JsonReader:
    """Python's decoder of JSON, made to go on where Python and pandas write what is no JSON.

    `NaN` and `Infinity` become null; a number beyond all floats becomes its digits.
    """

    __slots__ = ("_odd", "decoder")
    decoder: json.JSONDecoder
    _odd: list[str]

    def __init__(self) -> None:
        self._odd = []
        self.decoder = json.JSONDecoder(parse_constant=self._odd.append, parse_float=_real)

    def taken_odd(self) -> tuple[str, ...]:
        """Return the constants met since last asked."""
        odd = tuple(sorted(set(self._odd)))
        self._odd.clear()
        return odd


def _real(digits: str) -> float | str:
    number = float(digits)
    return number if math.isfinite(number) else digits


def values_of(pieces: Iterator[str], limit: int) -> Iterator[tuple[Any, tuple[str, ...]]]:
    """Yield the values of a JSON text, each with what was no JSON in it; a ParseError in the place of a broken one, at the end.

    >>> [held for held, _ in values_of(iter(['[{"a": 1}, ', '{"a": 2}]']), 100)]
    [{'a': 1}, {'a': 2}]

    Args:
        pieces: the text.
        limit: how many characters a value may have.
    """
    reader = JsonReader()
    text, at = _filled("", pieces, 1), 0
    at = _BETWEEN.match(text).end()  # type: ignore[union-attr]  # it matches everywhere
    array = text.startswith("[", at)
    at += array
    while True:
        at = _BETWEEN.match(text, at).end()  # type: ignore[union-attr]  # as above
        if at == len(text):
            text, at = _filled("", pieces, 1), 0
            if text:
                continue
            if array:
                yield ParseError("found the end of the file, expected the array's closing bracket", advice="it was cut; fetch it again"), ()
            return
        if array and text[at] == "]":
            return
        held, end, error = _value(reader, text, at)
        if error is None:
            yield held, reader.taken_odd()
            at = end
            continue
        reader.taken_odd()
        longer = text[at:] if len(text) - at > limit else _filled(text[at:], pieces, len(text) - at)
        if (error.pos < len(text) - _TAIL and not error.msg.startswith("Unterminated")) or len(longer) == len(text) - at:
            yield _broken(error, len(longer), limit), ()
            return
        text, at = longer, 0


def _value(reader: JsonReader, text: str, at: int) -> tuple[Any, int, json.JSONDecodeError | None]:
    try:
        held, end = reader.decoder.raw_decode(text, at)
    except json.JSONDecodeError as error:
        return None, at, error
    except (RecursionError, ValueError) as error:  # nested too deeply; an integer of more digits than Python converts
        return None, at, json.JSONDecodeError(type(error).__name__, "", 0)
    return held, end, None


def _broken(error: json.JSONDecodeError, size: int, limit: int) -> ParseError:
    if size > limit:
        return LimitError(
            f"found a value of more than {limit:,} characters, expected fewer: four for each of Settings.max_characters, and a mebibyte",
            advice="raise Settings.max_characters (--max-characters)",
        )
    return ParseError(f"found broken JSON ({error.msg}), expected an object", advice="mend or drop it; those before it were read")


def _filled(text: str, pieces: Iterator[str], more: int) -> str:
    """Return the text with at least as many more characters as asked, if there are as many."""
    held, size = [text], 0
    while size < more and (piece := next(pieces, None)) is not None:
        held.append(piece)
        size += len(piece)
    return "".join(held)
