"""What stands for a text where many are compared: the set of its runs of words, a signature of that, and the bands of the signature.

Rules:

- Every function is pure, and answers the same in any process, on any machine and in any order.
- `rensa` is called here alone: it hashes runs of words and makes signatures (MinHash: Broder, *On the resemblance and containment of
  documents*, 1997).
- Bytes are little-endian.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from operator import eq
from typing import Any

from seedlib.corpus.copies.wording import words_of
from seedlib.errors import MissingExtraError

__all__ = [
    "BANDS",
    "EXACT_BELOW",
    "LEAST",
    "PERMUTATIONS",
    "ROWS",
    "RUN",
    "SEED",
    "SIGNATURE_BYTES",
    "band_of",
    "bands",
    "estimate",
    "rensa",
    "shingles",
    "sign",
    "signature",
    "similarity",
]

#: How many words a run has: with two, texts on one matter share too many; with four, one word changed in twenty leaves too few.
RUN = 3

#: How many numbers a signature has: the share that two have in common is within 0.13 of the texts' similarity 997 times of 1,000.
PERMUTATIONS = 128

#: What makes the permutations; any number will do, and it has to stay.
SEED = 20240624

#: A signature has so many bands of so many numbers each; two texts whose similarity is one half agree in a band 996 times of 1,000
#: (1 - (1 - 0.5 ** ROWS) ** BANDS), and two that have one run in fifty in common, 3 times of 10,000.
BANDS, ROWS = 42, 3

#: From which similarity on two texts are copies.
LEAST = 0.5

#: Texts of fewer words are copies where all their words are the same: one word changed in seven leaves less than half of the runs.
EXACT_BELOW = 8

#: How many bytes a signature has.
SIGNATURE_BYTES = 4 * PERMUTATIONS

_BAND_BYTES = 4 * ROWS


def rensa() -> Any:
    """Return the module `rensa`.

    Raises:
        MissingExtraError: it is not installed.
    """
    try:
        import rensa as library
    except ImportError as error:
        raise MissingExtraError("rensa", "dedup") from error
    return library


def shingles(words: Sequence[str]) -> bytes:
    """Return the set of a text's runs of words, each as a number of 64 bits; of a short text, one for all its words.

    >>> len(shingles("the talks on the dam have failed again at last".split())) // 8
    8
    >>> len(shingles(["no", "comment"])) // 8, shingles([])
    (1, b'')

    Args:
        words: as `words_of` gives them.

    Raises:
        MissingExtraError: rensa is not installed.
    """
    if not words:
        return b""
    length = RUN if len(words) >= EXACT_BELOW else len(words)
    runs = {" ".join(words[start : start + length]) for start in range(len(words) - length + 1)}
    (hashes,) = rensa().RMinHash.hash_token_sets([list(runs)])
    distinct = sorted(set(hashes))
    return struct.pack(f"<{len(distinct)}Q", *distinct)


def sign(held: bytes) -> bytes:
    """Return the signature of what `shingles` gave.

    Raises:
        MissingExtraError: rensa is not installed.
    """
    matrix = rensa().RMinHash.digest_matrix_from_token_hash_sets([list(_numbers(held))], PERMUTATIONS, SEED)
    return struct.pack(f"<{PERMUTATIONS}I", *matrix.to_rows()[0])


def signature(text: str) -> bytes:
    """Return the signature of a text: as many bytes for any length.

    >>> len(signature("The talks on the dam have failed again, it is said."))
    512

    Raises:
        MissingExtraError: rensa is not installed.
    """
    return sign(shingles(words_of(text)))


def bands(signed: bytes) -> tuple[bytes, ...]:
    """Return the keys of a signature's bands: texts that have one of them in common are to be compared.

    >>> first, second = (bands(signature(f"The talks on the dam have failed again, {end}.")) for end in ("it is said", "she says"))
    >>> len(first), bool(set(first) & set(second))
    (42, True)
    """
    return tuple(bytes((band,)) + band_of(signed, band) for band in range(BANDS))


def band_of(signed: bytes, band: int) -> bytes:
    """Return a band without its number."""
    return signed[band * _BAND_BYTES : (band + 1) * _BAND_BYTES]


def similarity(first: bytes, second: bytes) -> float:
    """Return which share of the runs of two texts is in both: their Jaccard similarity, exactly.

    >>> first, second = (f"The talks on the dam have failed again, {end}." for end in ("it is said", "she says"))
    >>> round(similarity(shingles(words_of(first)), shingles(words_of(second))), 2)
    0.55

    Args:
        first: what `shingles` gave.
        second: of the other text.
    """
    one, other = set(_numbers(first)), set(_numbers(second))
    return len(one & other) / len(one | other) if one and other else 0.0


def estimate(first: bytes, second: bytes) -> float:
    """Return the share of numbers that two signatures have in common: about the similarity of their texts."""
    form = f"<{PERMUTATIONS}I"
    common: int = sum(map(eq, struct.unpack(form, first), struct.unpack(form, second)))
    return common / PERMUTATIONS


def _numbers(held: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(held) // 8}Q", held)
