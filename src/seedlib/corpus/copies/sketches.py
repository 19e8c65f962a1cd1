"""What is kept of many texts while it is found which of them are alike: no text, and in memory a few numbers each.

Rules:

- Texts of the same words are one text here.
- Signatures and runs of words wait in temporary files; the bands are gone through one by one, so that one band's keys are in memory.
- Two texts are compared once: in the first band in which they agree.
- The groups do not depend on the order of the texts, save where more than `NEIGHBOURS` that are not alike agree in a band.
"""

from __future__ import annotations

from array import array
from collections import deque
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from tempfile import SpooledTemporaryFile

from seedlib.corpus.copies.grouping import Joined
from seedlib.corpus.copies.signing import BANDS, LEAST, SIGNATURE_BYTES, band_of, estimate, shingles, sign, similarity

__all__ = ["KEY_BYTES", "NEIGHBOURS", "Sketches", "key_of"]

#: How many bytes of a digest stand for the words of a text: of ten million texts, two have the same once in 400,000 such corpora.
KEY_BYTES = 8

#: With how many others of a band, those before it, a text is compared: pages made of one mould, such as prices, agree by the thousand.
NEIGHBOURS = 64

#: Signatures that agree less than this are not looked at further: of texts whose similarity is one half, one in 300,000 does.
_SURELY_BELOW = 0.3

#: How many bytes stay in memory before a file is made.
_SPOOLED = 16 << 20

#: How many signatures are read at a time.
_BLOCK = 2048


def key_of(words: Sequence[str]) -> int:
    """Return what stands for the words of a text, the same in any corpus."""
    return int.from_bytes(blake2b(" ".join(words).encode(errors="replace"), digest_size=KEY_BYTES).digest())


class Sketches:
    """The distinct texts of a corpus, by number in the order in which they came."""

    def __init__(self) -> None:
        self._numbers: dict[int, int] = {}
        self._signatures = SpooledTemporaryFile(_SPOOLED)  # noqa: SIM115  # `close` closes it
        self._shingles = SpooledTemporaryFile(_SPOOLED)  # noqa: SIM115
        self._ends = array("Q", [0])

    def close(self) -> None:
        """Drop the files."""
        self._signatures.close()
        self._shingles.close()

    def __len__(self) -> int:
        return len(self._numbers)

    def add(self, words: Sequence[str]) -> int:
        """Take a text, of one word at least; return its number, which is that of an earlier one if their words are the same.

        Raises:
            MissingExtraError: rensa is not installed.
        """
        number = self._numbers.setdefault(key_of(words), len(self._numbers))
        if number == len(self._ends) - 1:
            runs = shingles(words)
            self._shingles.write(runs)
            self._signatures.write(sign(runs))
            self._ends.append(self._ends[-1] + len(runs))
        return number

    def keys(self) -> list[int]:
        """Return by number what stands for the words of each text, the same in any corpus."""
        return list(self._numbers)

    def similarity(self, first: int, second: int) -> float:
        """Return how alike two texts are."""
        return similarity(self._runs(first), self._runs(second)) if first != second else 1.0

    def joined(self) -> Joined[int]:
        """Return which texts are alike."""
        joined: Joined[int] = Joined()
        for band in range(BANDS):
            for bucket in self._buckets(band):
                self._join(bucket, band, joined)
        return joined

    def _join(self, bucket: Sequence[int], band: int, joined: Joined[int]) -> None:
        """Join what is alike among those that agree in a band."""
        before: deque[tuple[int, bytes]] = deque(maxlen=NEIGHBOURS)
        for number in bucket:
            signed = self._signature(number)
            for other, held in before:
                if joined.least(number) != joined.least(other) and self._alike(number, signed, other, held, band):
                    joined.join(number, other)
            before.append((number, signed))

    def _alike(self, number: int, signed: bytes, other: int, held: bytes, band: int) -> bool:
        if any(band_of(signed, earlier) == band_of(held, earlier) for earlier in range(band)):
            return False  # they were compared then
        return estimate(signed, held) >= _SURELY_BELOW and self.similarity(number, other) >= LEAST

    def _buckets(self, band: int) -> Iterator[Sequence[int]]:
        """Yield the texts that agree in a band, where there are several."""
        first: dict[bytes, int] = {}
        several: dict[bytes, list[int]] = {}
        for number, signed in enumerate(self._all_signatures()):
            key = band_of(signed, band)
            if (earlier := first.setdefault(key, number)) != number:
                several.setdefault(key, [earlier]).append(number)
        del first
        yield from several.values()

    def _all_signatures(self) -> Iterator[bytes]:
        self._signatures.seek(0)
        while block := self._signatures.read(_BLOCK * SIGNATURE_BYTES):
            yield from (block[start : start + SIGNATURE_BYTES] for start in range(0, len(block), SIGNATURE_BYTES))

    def _signature(self, number: int) -> bytes:
        self._signatures.seek(number * SIGNATURE_BYTES)
        return self._signatures.read(SIGNATURE_BYTES)

    def _runs(self, number: int) -> bytes:
        self._shingles.seek(self._ends[number])
        return self._shingles.read(self._ends[number + 1] - self._ends[number])
