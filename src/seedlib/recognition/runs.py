"""Runs of capitals: which words may be one name, before anything is known of what they mean.

Rules:

- A run begins at a word with a capital and goes on over words with capitals, initials, and the small words that stand inside
  names: particles (`Ursula von der Leyen`); `of`, `for` and `the` after a word that takes them (`Ministry of Health`).
- A sign ends a run, but for a hyphen inside a double name (`Jean-Claude Juncker`) and `&`.
- A title cuts a run: what follows is a person's name; a day, a feast or a creed cuts it without that.
- Words are numbers into `Words`; each word is looked at a bounded number of times.
"""

from __future__ import annotations

from collections.abc import Iterator

from seedlib.matching import Words
from seedlib.model import value
from seedlib.recognition.vocabulary import Vocabulary

__all__ = ["Part", "is_capital", "parts"]

#: A name has at most this many words; a longer run is a heading in capitals. The longest in Worldwide English NER train has 14.
_LONGEST = 16


@value  # positional: made once a run
class Part:
    """Words `first` to `last` (the latter not included) with capitals that may be one name."""

    first: int
    last: int
    #: Whether a title stands before it.
    titled: bool
    #: Whether its first word begins a sentence, so that its capital says nothing.
    opening: bool


def is_capital(word: str) -> bool:
    """Say whether a word begins with a capital letter."""
    return word[0].isupper()


def parts(words: Words, start: int, stop: int, known: Vocabulary) -> Iterator[Part]:
    """Yield the parts of runs among the words of one sentence."""
    index = start
    while index < stop:
        if not words.texts[index][0].isupper():
            index += 1
            continue
        last = _run_end(words, index, stop, known)
        yield from _cut(words, index, last, known, opening=_opens(words, index, start))
        index = last


def _opens(words: Words, index: int, start: int) -> bool:
    """Say whether a word begins a sentence: as its first word, or after a mark that opens or introduces."""
    return index == start or not (words.texts[index - 1][-1].isalnum() or words.texts[index - 1] in {",", ".", "-"})


def _run_end(words: Words, first: int, stop: int, known: Vocabulary) -> int:
    stop = min(stop, first + _LONGEST)
    index, takes = first + 1, words.folded[first] in known.takes_of
    while index < stop:
        following = _step(words, index, stop, known, takes=takes)
        if following == index:
            break
        takes = takes or any(word in known.takes_of for word in words.folded[index:following])
        index = following
    return index


def _step(words: Words, index: int, stop: int, known: Vocabulary, *, takes: bool) -> int:
    """Return where a run goes on after word `index`; `index` itself where it ends."""
    texts, folded = words.texts, words.folded
    if is_capital(texts[index]):
        return index + 1
    after = index + 1
    if after >= stop:
        return index
    sign = folded[index]
    if sign == ".":  # after an initial: Joseph R. Biden
        initial = len(texts[index - 1]) == 1 and words.tokens.starts[index] == words.tokens.ends[index - 1]
        return after if initial and is_capital(texts[after]) else index
    if sign == "-":
        return after + 1 if _double(words, index, stop, known) else index
    if sign == "'s":
        return after if folded[index - 1] in known.possessives and is_capital(texts[after]) else index
    if sign in known.particles:
        while after < stop and folded[after] in known.particles:
            after += 1
        return after if after < stop and is_capital(texts[after]) else index
    if (takes and (sign in known.links or sign in known.joins)) or sign == "&":
        if folded[after] in known.articles and after + 1 < stop:
            after += 1
        return after + 1 if is_capital(texts[after]) else index
    return index


def _double(words: Words, hyphen: int, stop: int, known: Vocabulary) -> bool:
    """Say whether a hyphen stands inside a double given name with a name after it, or a double surname with one before it."""
    tokens, texts = words.tokens, words.texts
    if tokens.starts[hyphen] != tokens.ends[hyphen - 1] or tokens.starts[hyphen + 1] != tokens.ends[hyphen]:
        return False
    if not is_capital(texts[hyphen + 1]):
        return texts[hyphen - 1] in known.given and hyphen >= 2 and is_capital(texts[hyphen - 2])  # Kim Jong-un
    before = hyphen >= 2 and texts[hyphen - 2] in known.given
    after = hyphen + 2 < stop and is_capital(texts[hyphen + 2]) and texts[hyphen - 1] in known.given
    return before or after


def _cut(words: Words, first: int, last: int, known: Vocabulary, *, opening: bool) -> Iterator[Part]:
    """Yield a run's parts: between titles, and between words that have capitals and name nobody."""
    start, titled, index = first, False, first
    while index < last:
        title = known.titles.at(words, index, last)
        if title is not None and not _belongs(words, start, index, title.last, last, known):
            cut, is_title = title.last, True
        else:
            nobody = known.nobody.at(words, index, last)
            if nobody is None or _is_name_word(words, nobody.last, last, known):
                index += 1
                continue
            cut, is_title = nobody.last, False
        if start < index:
            yield Part(start, index, titled, opening and start == first)
        start = index = cut
        titled = is_title
    if start < last:
        yield Part(start, last, titled, opening and start == first)


def _is_name_word(words: Words, index: int, last: int, known: Vocabulary) -> bool:
    """Say whether the word after one that names nobody makes it part of a body's name: `Democratic Party`."""
    return index < last and any(word in known.heads for word in words.folded[index:last])


def _belongs(words: Words, start: int, first: int, after: int, last: int, known: Vocabulary) -> bool:
    """Say whether a title is a word of a name: `Justice Department`, `Stephen King`."""
    if after < last and words.folded[after] in known.heads:
        return True
    inside = any(word in known.takes_of for word in words.folded[start:first])
    return inside or (after == last and start < first == last - 1 and words.texts[start] in known.given)
