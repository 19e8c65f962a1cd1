"""Measures: what is counted of each block of a page, by which it is judged.

Rules:

- Measures are numbers; their order is that of `NAMES`, which the data of the judge repeats.
- Length is counted in words of six letters, and in half a word for a sign of a script without blanks, so that languages are alike.
- Prose is a block of twelve words and more with the end of a sentence in it and less than two fifths of it in links.
- All takes time in proportion to the page.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

import regex

from seedlib.parsing.html.judge.outline import SECTIONS, WORDS, Outline, outline_of

if TYPE_CHECKING:
    from seedlib.parsing.html.page import Page

__all__ = ["NAMES", "measures_of", "same_words"]

#: What is counted of a block itself.
_OWN = (
    "length", "word-length", "linked", "ends-sentence", "stops", "commas", "digits", "capitals", "first-sign", "tag", "kind", "copies",
    "is-title", "in-description", "copyright", "line-ends", "colon", "question",
)  # fmt: skip

#: What is counted of the elements around it: `parent` is the one around its own, `part` the largest that does not hold half of the
#: page's prose, `region` the largest that does not hold four fifths; `like` counts elements made alike (tag and class).
_PLACE = (
    "depth", "up-to-quarter", "up-to-half", "up-to-most", "share", "parent-share", "second-share", "third-share",
    "own-length", "own-linked", "own-prose", "own-blocks", "parent-length", "parent-linked", "parent-prose", "parent-blocks",
    "second-length", "second-linked", "second-prose", "second-blocks", "third-linked", "third-prose",
    "part-length", "part-linked", "part-prose", "part-blocks", "part-tag", "part-share", "region-length", "region-linked", "region-prose",
    "siblings-like", "parents-like", "parts-like", "siblings-prose", "all-like-prose", "all-like", "parent-tag",
    *(f"in-{name}" for name in SECTIONS), *(f"part-in-{name}" for name in SECTIONS),
    *(f"near-{name}" for name in WORDS), *(f"part-{name}-word" for name in WORDS), *(f"any-{name}" for name in WORDS),
)  # fmt: skip

#: Where it stands: `run` is that of the siblings made alike that hold most prose.
_POSITION = (
    "position", "after-title", "prose-before", "prose-after", "text-before", "after-first", "before-last", "has-title",
    "run-before", "run-after", "since-run", "until-run",
)  # fmt: skip

#: What stands beside it.
_STEPS = (-3, -2, -1, 1, 2, 3)
_BESIDE = (
    *(f"{what}{step:+}" for step in _STEPS for what in ("length", "linked", "ends-sentence", "kind", "same-place")),
    "near-prose-before", "near-prose-after", "near-text-before", "near-text-after",
)  # fmt: skip

_OF_PAGE = ("page-prose", "page-blocks", "page-length", "page-linked", "run-share")

NAMES: tuple[str, ...] = (*_OWN, *_PLACE, *_POSITION, *_BESIDE, *_OF_PAGE)

#: Letters in a word, and of scripts that write without blanks, letters in two.
_LETTERS = 6
_DENSE = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}]")

_WORD = regex.compile(r"\w+")

#: The end of a sentence, in the scripts that mark it.
_STOP = regex.compile(r"[.!?…。！？।؟][\"'”’»)\]“]*(?=\s|\Z|[^\x00-\x7f])")
_STOP_AT_END = regex.compile(r"[.!?…。！？।؟][\"'”’»)\]“]*\Z")

#: Prose has so many words, and no more of it in links.
_PROSE, _PROSE_LINKED = 12, 0.4

#: Elements by number; all others are 9.
_TAGS = {
    "p": 0, "h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6, "li": 7, "td": 8, "th": 8, "tr": 8, "section": 10, "article": 11,
    "blockquote": 12, "figcaption": 13, "caption": 13, "figure": 13, "dd": 14, "dt": 15, "pre": 16, "button": 17, "header": 18,
    "footer": 19, "aside": 20, "nav": 21, "main": 22, "body": 23,
}  # fmt: skip
_OTHER_TAG = 9
_KINDS = {"paragraph": 0, "heading": 1, "list-item": 2, "quote": 3, "caption": 4, "boilerplate": 5}

#: So many blocks before and behind are near.
_NEAR = 5

#: Titles with fewer characters are found in much else; and so many of a description are compared.
_SHORTEST_TITLE, _DESCRIPTION = 8, 60


class _Texts(NamedTuple):
    """The blocks' own measures, and those that others are made of."""

    rows: list[list[float]]
    #: Length, share of it in links, and length of what is prose (else 0), by block.
    lengths: list[float]
    linked: list[float]
    prose: list[float]
    #: The block that is the title, or None.
    title: int | None


class _Sums(NamedTuple):
    """Lengths, linked lengths, prose and blocks in each element, all within it counted."""

    lengths: list[float]
    linked: list[float]
    prose: list[float]
    blocks: list[int]

    def of(self, place: int) -> tuple[float, float, float, int]:
        """Return an element's length, which share of it is in links, which is prose, and how many blocks it holds."""
        length = self.lengths[place] or 1
        return self.lengths[place], self.linked[place] / length, self.prose[place] / length, self.blocks[place]


def measures_of(page: Page, title: str | None) -> list[list[float]]:
    """Return the measures of each block.

    Args:
        page: the page.
        title: the article's title, if it is known.
    """
    if not page.blocks:
        return []
    texts = _texts(page, title)
    outline = outline_of(page.blocks)
    sums = _sums(outline, texts)
    siblings = _siblings(outline, texts)
    places = _places(outline, sums, texts, siblings)
    run = max(siblings, key=lambda key: (siblings[key], -key[0]))
    positions = _positions(texts, [outline.parents[place] == run[0] and outline.makes[place] == run[1:] for place in outline.places])
    total = sum(texts.lengths)
    linked = sum(length * share for length, share in zip(texts.lengths, texts.linked, strict=True)) / total
    prose = sum(texts.prose) or 1
    of_page = [prose, len(page.blocks), total, linked, siblings[run] / prose]
    beside = _beside(outline, texts)
    return [
        [*own, *places[place], *position, *around, *of_page]
        for own, place, position, around in zip(texts.rows, outline.places, positions, beside, strict=True)
    ]


def _texts(page: Page, title: str | None) -> _Texts:
    words = [page.text[block.start : block.end] for block in page.blocks]
    copies = Counter(words)
    titles = [_folded(held) for held in (title, _titled(page)) if held]
    description = _folded(_described(page))
    found = _Texts([], [], [], [], None)
    first: int | None = None
    for index, (text, block) in enumerate(zip(words, page.blocks, strict=True)):
        folded = _folded(text)
        count = folded.count(" ") + 1
        length = (len(text) + (0 if text.isascii() else 2 * len(_DENSE.findall(text)))) / _LETTERS
        linked = block.linked / len(text)
        stops = len(_STOP.findall(text))
        is_title = len(folded) > _SHORTEST_TITLE and any(_alike(folded, held) for held in titles)
        if is_title and first is None:
            first = index
        found.rows.append(
            [
                length,
                len(text) / count,
                linked,
                _STOP_AT_END.search(text) is not None,
                stops / length,
                text.count(",") / length,
                sum(map(str.isdigit, text)) / len(text),
                sum(map(str.isupper, text)) / len(text),
                _first_sign(text[0]),
                _TAGS.get(block.node.tag, _OTHER_TAG),
                _KINDS.get(block.kind, 0),
                copies[text],
                is_title,
                _in_description(folded, description),
                "©" in text,
                text.count("\n") / length,
                text.endswith(":"),
                "?" in text,
            ]
        )
        found.lengths.append(length)
        found.linked.append(linked)
        found.prose.append(length if length >= _PROSE and linked < _PROSE_LINKED and stops else 0.0)
    return found._replace(title=first)


def same_words(one: str, other: str) -> bool:
    """Say whether two texts have the same words, letter case and signs aside."""
    return _folded(one) == _folded(other) != ""


def _folded(text: str) -> str:
    return " ".join(_WORD.findall(text.lower()))


def _titled(page: Page) -> str:
    """Return what stands in a page's title element."""
    element = page.tree.find("title")
    return element.text if element is not None else ""


def _described(page: Page) -> str:
    """Return how a page describes itself in its head; empty if it does not."""
    found: dict[str, str] = {}
    for element in page.tree.find_all("meta"):
        name = str(element.attrs.get("property") or element.attrs.get("name"))
        if name in {"og:description", "description"} and element.attrs.get("content"):
            found.setdefault(name, str(element.attrs["content"]))
    return found.get("og:description") or found.get("description") or ""


def _alike(words: str, title: str) -> bool:
    """Say whether words are a title, or much of one: sites add their name to it."""
    return words == title or (len(words) > 2 * _SHORTEST_TITLE and words in title)


def _in_description(words: str, description: str) -> bool:
    if len(words) > _DESCRIPTION // 3 and words in description:
        return True
    return len(description) > _DESCRIPTION // 2 and description[:_DESCRIPTION] in words


def _first_sign(sign: str) -> int:
    if sign.isalpha():
        return 0 if sign.islower() else 1
    return 2 if sign.isdigit() else 3


def _sums(outline: Outline, texts: _Texts) -> _Sums:
    size = len(outline.parents)
    sums = _Sums([0.0] * size, [0.0] * size, [0.0] * size, [0] * size)
    for place, length, linked, prose in zip(outline.places, texts.lengths, texts.linked, texts.prose, strict=True):
        sums.lengths[place] += length
        sums.linked[place] += length * linked
        sums.prose[place] += prose
        sums.blocks[place] += 1
    for place in range(size - 1, 0, -1):
        parent = outline.parents[place]
        if parent >= 0:
            for column in sums:
                column[parent] += column[place]  # type: ignore[assignment]  # lists of numbers all
    return sums


def _siblings(outline: Outline, texts: _Texts) -> Counter[tuple[int, str, str]]:
    """Return the prose of siblings made alike, by parent, tag and class."""
    found: Counter[tuple[int, str, str]] = Counter()
    for place, prose in zip(outline.places, texts.prose, strict=True):
        found[outline.parents[place], *outline.makes[place]] += prose  # type: ignore[assignment]  # lengths, not counts
    return found


def _places(outline: Outline, sums: _Sums, texts: _Texts, siblings: Mapping[tuple[int, str, str], float]) -> dict[int, list[float]]:
    """Return what is counted of the elements around a block, by the block's own element."""
    total = sum(texts.prose) or 1
    alike: Counter[tuple[str, str]] = Counter()
    for place, prose in zip(outline.places, texts.prose, strict=True):
        alike[outline.makes[place]] += prose  # type: ignore[assignment]  # lengths, not counts
    keys = [(parent, *make) for parent, make in zip(outline.parents, outline.makes, strict=True)]
    many, made = Counter(keys), Counter(outline.makes)
    found: dict[int, list[float]] = {}
    for place in set(outline.places):
        chain = outline.chain(place)
        shares = [sums.prose[element] / total for element in chain]
        quarter, half, most = (next((up for up, held in enumerate(shares) if held >= border), len(chain)) for border in (0.25, 0.5, 0.8))
        parent, second, third = (chain[min(up, len(chain) - 1)] for up in (1, 2, 3))
        part, region = (chain[up - 1] if up else place for up in (half, most))
        make = outline.makes[place]
        found[place] = [
            outline.depths[place], quarter, half, most, *(shares[min(up, len(chain) - 1)] for up in range(4)),
            *sums.of(place), *sums.of(parent), *sums.of(second), *sums.of(third)[1:3],
            *sums.of(part), _TAGS.get(outline.tags[part], _OTHER_TAG), sums.prose[part] / total, *sums.of(region)[:3],
            many[keys[place]], many[keys[parent]], many[keys[part]], siblings[keys[place]] / total, alike[make] / total, made[make],
            _TAGS.get(outline.tags[parent], _OTHER_TAG),
            *_bits(outline, chain, half),
        ]  # fmt: skip
    return found


def _bits(outline: Outline, chain: list[int], half: int) -> list[int]:
    """Return what the names of the elements around a block say: of all of them, and of those below the one with half of the prose."""
    sections = near = inner = 0
    for up, element in enumerate(chain[: max(half, 3)]):
        if up < half:
            sections |= outline.section[element]
            inner |= outline.own[element]
        if up < 3:  # its own, the parent's and that one's
            near |= outline.own[element]
    place = chain[0]
    return [
        bits >> bit & 1
        for bits, names in (
            (outline.sections[place], SECTIONS),
            (sections, SECTIONS),
            (near, WORDS),
            (inner, WORDS),
            (outline.words[place], WORDS),
        )
        for bit in range(len(names))
    ]


def _positions(texts: _Texts, in_run: Sequence[bool]) -> list[list[float]]:
    """Return where each block stands; `in_run` says which are in the run of siblings with most prose."""
    size = len(texts.rows)
    prose = [0.0, *accumulate(texts.prose)]
    lengths = [0.0, *accumulate(texts.lengths)]
    run = [index for index in range(size) if in_run[index] and texts.prose[index]]
    runs = [0.0, *accumulate(texts.prose[index] for index in run)]
    marks = [index for index in range(size) if texts.prose[index]]
    first, last = (marks[0], marks[-1]) if marks else (0, 0)
    title = first if texts.title is None else texts.title
    found: list[list[float]] = []
    for index in range(size):
        at = bisect_left(run, index)
        behind = at + (at < len(run) and run[at] == index)
        before, after = (run[at - 1] if at else None), (run[behind] if behind < len(run) else None)
        found.append(
            [
                index / size,
                index - title,
                prose[index] / (prose[-1] or 1),
                1 - prose[index + 1] / (prose[-1] or 1),
                lengths[index] / lengths[-1],
                index - first,
                last - index,
                texts.title is not None,
                runs[at] / (runs[-1] or 1),
                1 - runs[behind] / (runs[-1] or 1),
                -1 if before is None else index - before,
                -1 if after is None else after - index,
            ]
        )
    return found


def _beside(outline: Outline, texts: _Texts) -> list[list[float]]:
    """Return what stands beside each block."""
    size, places = len(texts.rows), outline.places
    prose = [0.0, *accumulate(texts.prose)]
    lengths = [0.0, *accumulate(texts.lengths)]
    ends, kind = _OWN.index("ends-sentence"), _OWN.index("kind")
    short = [[length, linked, row[ends], row[kind]] for length, linked, row in zip(texts.lengths, texts.linked, texts.rows, strict=True)]
    found: list[list[float]] = []
    for index in range(size):
        row: list[float] = []
        place = places[index]
        parent = outline.parents[place]
        for step in _STEPS:
            other = index + step
            if 0 <= other < size:
                row += short[other]
                row.append(places[other] == place or outline.parents[places[other]] == parent)
            else:
                row += (-1, -1, -1, -1, -1)
        low, high = max(0, index - _NEAR), min(size, index + 1 + _NEAR)
        row += (
            prose[index] - prose[low],
            prose[high] - prose[index + 1],
            lengths[index] - lengths[low],
            lengths[high] - lengths[index + 1],
        )
        found.append(row)
    return found
