"""Gold: what is known of the main text of pages, as labels of their blocks, and how well a judge does by it.

Rules:

- Words are compared, not signs; runs of four words stand for order.
- A block of which half and more is in the gold text is main. Where a text stands twice on a page, as often as in the gold, there where
  most other main text is.
- Of phrases, only the blocks that hold them are known.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias
from urllib.parse import urlsplit

import regex

from seedlib.errors import ParseError
from seedlib.model import value

__all__ = ["Gold", "Label", "figures", "labels_of", "read_gold", "shares_of"]

#: How much of a block is main text, or None where it is not known.
Label: TypeAlias = "float | None"

_WORD = regex.compile(r"\w+")

#: Blocks of fewer words have no run of four: they are sought in the gold text between their neighbours.
_RUN = 4
#: From this share on a block surely is main, if it has more words than these; and how far from such a block short ones are sought.
_SURE, _SURE_WORDS, _NEAR = 0.6, 8, 3
#: How many blocks around a text that stands twice are looked at.
_AROUND = 6

#: Second levels below which names of sites stand: `bbc.co.uk`, `folha.com.br`.
_SECOND_LEVELS = frozenset({"ac", "co", "com", "edu", "gob", "gov", "ne", "net", "or", "org"})


@value(kw_only=True)
class Gold:
    """What is known of a page."""

    id: str
    #: Whose pages they are: `fundus`.
    source: str
    #: The site's name without its ending: `theguardian`.
    site: str
    #: The whole main text, if it is known.
    text: str | None = None
    #: Phrases that stand in it, and such as do not.
    must: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()


def read_gold(lines: Iterable[str]) -> Iterator[Gold]:
    """Yield what is known of each page of a JSON Lines file.

    Raises:
        ParseError: a line is no such object; the message names it.
    """
    for number, line in enumerate(lines, 1):
        try:
            row = json.loads(line)
            yield Gold(
                id=row["id"],
                source=row["source"],
                site=_site(row.get("url") or row["id"]),
                text=row.get("text"),
                must=tuple(row.get("must", ())),
                must_not=tuple(row.get("must_not", ())),
            )
        except (ValueError, KeyError, TypeError) as error:
            raise ParseError("found no object with id and source", where=f"line {number}") from error


def _site(url: str) -> str:
    parts = (urlsplit(url).hostname or url).split(".")
    if len(parts) > 2 and parts[-2] in _SECOND_LEVELS:  # name, second level, country
        return parts[-3]
    return parts[-2] if len(parts) > 1 else parts[0]


def labels_of(texts: Sequence[str], gold: Gold) -> list[Label]:
    """Return which of a page's blocks are main text."""
    return _by_phrases(texts, gold) if gold.text is None else _by_text([_WORD.findall(text) for text in texts], gold.text)


def _by_phrases(texts: Sequence[str], gold: Gold) -> list[Label]:
    must, must_not = ([_blanks(phrase) for phrase in phrases] for phrases in (gold.must, gold.must_not))
    found: list[Label] = []
    for text in map(_blanks, texts):
        good, bad = (any(phrase in text for phrase in phrases) for phrases in (must, must_not))
        found.append(None if good == bad else float(good))
    return found


def _by_text(texts: Sequence[list[str]], gold: str) -> list[Label]:
    words = _WORD.findall(gold)
    runs, line = set(_runs(words)), f" {' '.join(words)} "
    labels: list[Label] = [None] * len(texts)
    for index, block in enumerate(texts):
        own = _runs(block)
        if own:
            labels[index] = sum(run in runs for run in own) / len(own)
    _drop_copies(texts, labels, line)
    _add_short(texts, labels, line)
    return labels


def _runs(words: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)]


def _drop_copies(texts: Sequence[list[str]], labels: list[Label], line: str) -> None:
    """Set the labels of texts that stand more often on the page than in the gold to 0, those farthest from other main text."""
    where: dict[str, list[int]] = {}
    for index, label in enumerate(labels):
        if label is not None and label >= 0.5:  # half of it
            where.setdefault(" ".join(texts[index]), []).append(index)
    sure = {index for index, label in enumerate(labels) if label is not None and label >= _SURE and len(texts[index]) >= _SURE_WORDS}

    def company(index: int) -> int:
        around = range(index - _AROUND, index + _AROUND + 1)
        return sum(len(texts[other]) for other in around if other in sure and texts[other] != texts[index])

    for words, indices in where.items():
        times = max(1, line.count(f" {words} "))
        for index in sorted(indices, key=company, reverse=True)[times:]:
            labels[index] = 0.0


def _add_short(texts: Sequence[list[str]], labels: list[Label], line: str) -> None:
    """Label blocks of fewer than four words: main where they stand in the gold between what their neighbours are, and near these."""
    at: dict[int, int] = {}
    begin = 0
    for index, label in enumerate(labels):
        if label is not None and label >= _SURE:
            found = line.find(f" {' '.join(texts[index][:_RUN])} ", max(0, begin - 200))  # 200: blocks may change places a little
            begin = found if found >= 0 else begin
            at[index] = begin
    until, ends = len(line), [0] * len(texts)
    for index in range(len(texts) - 1, -1, -1):
        until = at.get(index, until)
        ends[index] = until
    begin = 0
    for index, words in enumerate(texts):
        joined = " ".join(words)
        if index in at:
            begin = at[index] + len(joined)
        elif labels[index] is None and words:
            near = any(other in at and len(texts[other]) >= _SURE_WORDS for other in range(index - _NEAR, index + _NEAR + 1))
            found = line.find(f" {joined} ", max(0, begin - 1), ends[index] + len(joined) + 2) if near else -1
            labels[index] = float(found >= 0)
            begin = found + len(joined) if found >= 0 else begin


def figures(pages: Iterable[tuple[Gold, str]]) -> dict[str, float]:
    """Return how well main texts agree with gold, in per cent.

    Of whole texts, as in article-extraction-benchmark: precision and recall of runs of four words, a page each, their means, and
    the harmonic mean of these. Of phrases, as in trafilatura's evaluation: precision, recall and F1 over all phrases.

    Args:
        pages: what is known of each page, and what was found.
    """
    precision: list[float] = []
    recall: list[float] = []
    count: Counter[str] = Counter()
    for gold, text in pages:
        if gold.text is not None:
            known, found = (Counter(_runs(_WORD.findall(held))) for held in (gold.text, text))
            both = (known & found).total()
            precision += [both / found.total()] if found else []
            recall += [both / known.total()] if known else []
        plain = _blanks(text)
        count["must"] += len(gold.must)
        count["right"] += sum(_blanks(phrase) in plain for phrase in gold.must)
        count["wrong"] += sum(_blanks(phrase) in plain for phrase in gold.must_not)
    return {**_harmonic("text", _mean(precision), _mean(recall)), **_harmonic("phrases", *_of_counts(count))}


def _of_counts(count: Mapping[str, int]) -> tuple[float, float]:
    right = count["right"]
    return right / (right + count["wrong"] or 1), right / (count["must"] or 1)


def _harmonic(name: str, precision: float, recall: float) -> dict[str, float]:
    both = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {f"{name} {what}": round(100 * number, 1) for what, number in (("precision", precision), ("recall", recall), ("F1", both))}


def _mean(numbers: Sequence[float]) -> float:
    return sum(numbers) / len(numbers) if numbers else 0.0


def _blanks(text: str) -> str:
    return regex.sub(r"\s+", " ", text).strip()


def shares_of(texts: Sequence[str], other: str) -> list[float]:
    """Return which share of each block is in another text: of its runs of four words, or of a shorter one whether it is a line of it."""
    runs = set(_runs(_WORD.findall(other.lower())))
    lines = {tuple(_WORD.findall(line)) for line in other.lower().split("\n")}
    found: list[float] = []
    for text in texts:
        words = _WORD.findall(text.lower())
        own = _runs(words)
        found.append(sum(run in runs for run in own) / len(own) if own else float(tuple(words) in lines))
    return found
