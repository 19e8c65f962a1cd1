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

from seedlib.matching import Match, Words
from seedlib.model import value
from seedlib.recognition.vocabulary import Vocabulary

__all__ = ["Part", "from_given", "is_capital", "parts"]

#: A name has at most this many words; a longer run is a heading in capitals. The longest in Worldwide English NER train has 14.
_LONGEST = 16

#: Names of the lexicons are looked for over this many words before a hyphen: `Papua New Guinea-Fiji`.
_LONGEST_KNOWN = 4

#: The values of the lexicon of titles.
_TITLES = frozenset({"honorific", "title", "role"})


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


def from_given(part: Part, words: Words, known: Vocabulary) -> Part:
    """Return a part from its first given name on, where nouns have capitals too: `Anwohner |Dieter Kolb|`; all of it where it has none."""
    first = next((at for at in range(part.first, part.last - 1) if words.texts[at] in known.given), part.first)
    return part if first == part.first else Part(first, part.last, titled=False, opening=False)


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
    title = known.titles.at(words, first, stop)
    index, takes = title.last if title is not None else first + 1, words.folded[first] in known.takes_of
    while index < stop:
        following = _step(words, index, range(first, stop), known, takes=takes)
        if following == index:
            break
        takes = takes or any(word in known.takes_of for word in words.folded[index:following])
        index = following
    return index


def _step(words: Words, index: int, run: range, known: Vocabulary, *, takes: bool) -> int:
    """Return where a run goes on after word `index`; `index` itself where it ends."""
    texts, sign, after, stop = words.texts, words.folded[index], index + 1, run.stop
    if is_capital(texts[index]):
        title = known.titles.at(words, index, stop)  # Secretary of State, Gov. Poe: over what would end the run
        return title.last if title is not None else after
    if after >= stop:
        return index
    if sign in known.particles and not (known.capital_nouns and texts[index - 1] not in known.given):  # ein Sprecher von Siemens
        after = _past_particles(words, index, stop, known)
    elif sign == "-":
        return after + 1 if _double(words, index, run, known) else index
    elif sign == ".":  # after an initial: Joseph R. Biden
        after = after if len(texts[index - 1]) == 1 and _touch(words, index - 1) else stop
    elif sign in known.genitives:
        after = after if words.folded[index - 1] in known.possessives else stop
    elif sign in known.plural_genitives:
        after = after if _owners(words, index, run, known) else stop
    elif sign == "&" or (takes and (sign in known.name_links or (sign in known.joins and _linked(words, index, run, known)))):
        after += words.folded[after] in known.articles
    else:
        return index
    return after if after < stop and is_capital(texts[after]) else index


def _past_particles(words: Words, index: int, stop: int, known: Vocabulary) -> int:
    """Return the word after particles, and after a hyphen that ties the last to it: `von der Leyen`, `al-Bashir`."""
    while index < stop and words.folded[index] in known.particles:
        index += 1
    return index + 1 if index < stop and words.folded[index] == "-" and _touch(words, index) else index


def _touch(words: Words, index: int) -> bool:
    """Say whether no space stands between a word and the next."""
    return index + 1 < len(words) and words.tokens.starts[index + 1] == words.tokens.ends[index]


def _linked(words: Words, index: int, run: range, known: Vocabulary) -> bool:
    """Say whether `and` goes on after a link: `Ministry of Tea and Toast`; not `the Ministry and the Bank`, `and the Ministry of Toast`."""
    following = words.folded[index + 1 : index + 3]
    begins = following[-1] if following[0] in known.articles else following[0]
    return begins not in known.takes_of and any(word in known.name_links for word in words.folded[run.start : index])


def _owners(words: Words, mark: int, run: range, known: Vocabulary) -> bool:
    """Say whether a mark is the genitive of a plural inside a body's name: `Irish Trawler Owners’ League`."""
    owner = words.folded[mark - 1]
    if not (_touch(words, mark - 1) and owner.endswith(known.plural_endings)) or _touch(words, mark):
        return False
    last = mark + 1
    while last < run.stop and is_capital(words.texts[last]):
        last += 1
    has_head = any(word in known.heads for word in words.folded[mark + 1 : last])
    named = any(word in known.given for word in words.texts[run.start : mark])
    return has_head and not named and not _ends_known(words, run.start, mark, known)


def _double(words: Words, hyphen: int, run: range, known: Vocabulary) -> bool:
    """Say whether a hyphen stands inside a name: `Jean-Claude Juncker`, `Kim Jong-un`, `Anti-Corruption Commission`."""
    first, stop = run.start, run.stop
    if not (_touch(words, hyphen - 1) and _touch(words, hyphen)):
        return False
    texts, before, after = words.texts, hyphen - 1, hyphen + 1
    if is_capital(texts[before]) and words.folded[before] in known.particles and words.folded[before] not in known.closed:
        return is_capital(texts[after])  # Al-Shabaab
    named = before >= 1 and texts[before - 1] in known.given  # a given name stands before the word with the hyphen
    if not is_capital(texts[after]):
        return named or (before > first and _syllable(words, hyphen, first, known))
    follows = after + 1 < stop and is_capital(texts[after + 1])
    heads = any(word in known.heads for word in words.folded[after + 1 : min(stop, after + 3)])
    return named or (follows and (texts[before] in known.given or heads)) or _surnames(words, hyphen, first, known)


def _syllable(words: Words, hyphen: int, first: int, known: Vocabulary) -> bool:
    """Say whether a hyphen ties the last syllable of a name: `Hong Sung-gul`, `Moon Jae-in`; not `New York-based`."""
    before, after = words.texts[hyphen - 1], words.folded[hyphen + 1]
    if not (before.istitle() and after.isalpha()) or _ends_known(words, first, hyphen, known):
        return False
    tied = after in known.compounds or (after in known.common and after not in known.closed) or after in known.verbs
    return before in known.given or not (tied or words.folded[hyphen - 1] in known.common)


def _surnames(words: Words, hyphen: int, first: int, known: Vocabulary) -> bool:
    """Say whether a hyphen ties two surnames after another word of the name: `Ewa Lipska-Nowak`; not `North Korea-Russian`."""
    title = known.titles.at(words, first, hyphen)
    begins = title.last if title is not None else first
    while begins < hyphen and words.folded[begins] in known.closed:  # the Kim-Putin summit
        begins += 1
    after = words.folded[hyphen + 1]
    if after in known.common or known.names.at(words, hyphen + 1) or known.demonyms.at(words, hyphen + 1):
        return False
    named = begins + 1 < hyphen or (title is not None and title.last + 1 == hyphen)
    tied = words.texts[hyphen - 1].istitle() and words.texts[hyphen + 1].istitle()
    return named and tied and words.folded[hyphen - 1] not in known.common and not _ends_known(words, first, hyphen, known)


def _ends_known(words: Words, first: int, stop: int, known: Vocabulary) -> bool:
    """Say whether a name or adjective of the lexicons ends right before word `stop`."""
    for start in range(max(first, stop - _LONGEST_KNOWN), stop):
        for phrases in (known.names, known.demonyms):
            match = phrases.at(words, start)
            if match is not None and match.last == stop:
                return True
    return False


def _cut(words: Words, first: int, last: int, known: Vocabulary, *, opening: bool) -> Iterator[Part]:
    """Yield a run's parts: between titles, and between words that have capitals and name nobody."""
    start, titled, index = first, False, first
    while index < last:
        title = known.titles.at(words, index, last)
        nobody = None if title is not None else known.nobody.at(words, index, last)
        cut = title or nobody
        if cut is None or _belongs(words, Part(start, index, titled, opening), cut, last, known):
            index += 1
            continue
        if start < index and not (nobody and nobody.entries[0].value == "event"):
            yield Part(start, index, titled, opening and start == first)
        start = index = cut.last
        titled = title is not None
    if start < last:
        yield Part(start, last, titled, opening and start == first)


def _belongs(words: Words, part: Part, cut: Match, last: int, known: Vocabulary) -> bool:
    """Say whether a title, or a word that names nobody, is a word of the name that a part begins.

    `Justice Department`, `Democratic Party`, `Office of the President`, `Hassan Sheikh Mohamud`, `Northern Ireland`.
    """
    texts, folded, after = words.texts, words.folded, cut.last
    if any(word in known.heads for word in folded[after : after + 1 if cut.entries[0].value in _TITLES else last]):
        return True
    if after < last and folded[cut.first] in known.directions and known.names.at(words, after, last) is not None:
        return True
    if part.first == cut.first:  # Moon Jae-in, Bill Poe: a given name that is also a word for what is nobody
        given = texts[cut.first] in known.given and after == cut.first + 1 and cut.entries[0].value not in _TITLES
        article = cut.first > 0 and folded[cut.first - 1] in known.articles
        return given and not article and after < last and folded[after] not in known.common
    if not known.capital_nouns and (folded[cut.first - 1] in known.name_links or folded[cut.first - 1] in known.articles):
        return True
    named = texts[part.first] in known.given and after == cut.first + 1
    return named and (after == last or cut.entries[0].value == "honorific")
