"""Names that stand in no lexicon, pronouns and nominals, by rules over capitals.

Two passes: the first finds names by the evidence beside them; the second finds what the first made known, where it stands
without evidence: surnames, and any name in a headline that capitalises its words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from seedlib.components import Context
from seedlib.matching import Words, fold
from seedlib.model import Analysis, Mention
from seedlib.recognition.datelines import datelines
from seedlib.recognition.evidence import as_told
from seedlib.recognition.generics import generics
from seedlib.recognition.kinds import classify, trim
from seedlib.recognition.making import MENTION, Found, Maker
from seedlib.recognition.metonyms import in_use
from seedlib.recognition.nominals import nominals, pronouns
from seedlib.recognition.runs import Part, from_given, is_capital, parts
from seedlib.recognition.vocabulary import Vocabulary, vocabulary

__all__ = ["recognize"]

#: A headline capitalises at least this share of its words of four letters and more, if it has three of them: "Rising Prices Hit
#: Poorest Families". A sentence with names in it stays below. Three such words, all in capitals, tell nothing by them either.
_HEADLINE_SHARE, _HEADLINE_WORDS, _LONG_WORD = 0.7, 3, 4

#: The rules that find names which a trained tagger misses; what the others find besides is more often none: measured on the development
#: part of Worldwide English NER.
_BESIDE_LABELS = frozenset({"title", "given-name", "syllable", "initial", "defined", "head-word", "dateline"})

#: The rules that find names where nouns have capitals too: those that look at more than capitals.
_BESIDE_CAPITALS = _BESIDE_LABELS | {"acronym"}

#: What a tagger labels a body with.
_BODY = f"{MENTION}organization"

#: A tagger that labels fewer names than this share of those that the rules find looks for others than they.
_LOOKED_FOR = 0.1

#: How sure a name is at most that has no evidence beside it.
_HEARD = 0.7


def recognize(analysis: Analysis, context: Context) -> Iterator[Mention]:
    """Yield the mentions that the rules find."""
    known = context.once(vocabulary)
    tokens = analysis.layers.tokens
    if not tokens or not (known.heads or known.titles.entries or known.given or known.pronouns):
        return
    words = context.words(analysis)
    maker = Maker(words, "seedlib:rules")
    definite = list(nominals(words, known))
    names = as_told(_beside_labels(_names(words, analysis, known), words, analysis), words, known)
    for found in (*names, *definite, *generics(words, definite, known), *pronouns(words, known)):
        yield maker.mention(in_use(found, words, known))


def _beside_labels(names: Sequence[Found], words: Words, analysis: Analysis) -> Sequence[Found]:
    """Return the names that a tagger leaves to the rules: those of the surest rules, or all where it plainly does not look for names.

    Of a body's head word alone it leaves those that stand in its names: `the League`, where it has labelled the Growers’ League.
    """
    labels = [label for label in analysis.layers.labels if label.name.startswith(MENTION) and label.value in {None, "name"}]
    if len(labels) < _LOOKED_FOR * len(names):
        return names
    text = analysis.document.text
    bodies = (text[label.span.start : label.span.end].split() for label in labels if label.name == _BODY)
    spoken = {word for body in bodies if len(body) > 1 for word in body}
    return [name for name in names if name.rule in _BESIDE_LABELS or (name.rule == "head-alone" and words.texts[name.first] in spoken)]


def _names(words: Words, analysis: Analysis, known: Vocabulary) -> Sequence[Found]:
    sentences = analysis.layers.sentences or words.tokens
    found: dict[int, Found] = {}
    open_parts: list[Part] = []
    headlines: list[range] = []
    written = frozenset(words.texts)
    for start, end in sentences.pairs():
        numbers = words.tokens.within(start, end)
        if _is_shouted(words, numbers) if known.capital_nouns else _is_headline(words, numbers):
            headlines.append(numbers)
            continue
        for part in parts(words, numbers.start, numbers.stop, known):
            trimmed = trim(from_given(part, words, known) if known.capital_nouns else part, words, known)
            name = trimmed and classify(trimmed, words, known, written)
            if name and not (known.capital_nouns and name.rule not in _BESIDE_CAPITALS):
                found[name.first] = name
            elif trimmed or words.folded[part.first] not in known.closed:
                open_parts.append(trimmed or part)
    found.update((name.first, name) for name in datelines(words, analysis.document.blocks, known))
    heard = _heard(found.values(), words, known)
    found = {first: _stronger(name, words, heard) for first, name in found.items()}
    again = [name for part in open_parts for name in _again(range(part.first, part.last), words, heard)]
    again += [name for numbers in headlines for name in _again(numbers, words, heard)]
    return [*found.values(), *_defined(found.values(), words), *again, *_tied(words, heard)]


def _stronger(name: Found, words: Words, heard: dict[tuple[str, ...], Found]) -> Found:
    """Return a find under the surer kind that the same words have elsewhere: `to Obame` where `President Obame` stands."""
    surer = _lookup(words.texts[name.first : name.last], heard) or name
    if surer.kind == name.kind or (surer.confidence <= name.confidence and name.rule != "acronym"):
        return name
    return Found(name.first, name.last, surer.kind, "heard", min(_HEARD, surer.confidence))


def _is_headline(words: Words, numbers: range) -> bool:
    if _is_shouted(words, numbers):
        return True
    if words.texts[numbers.stop - 1] == ".":  # the Institute for Coastal Policy is no headline for all its capitals
        return False
    long = [word for word in words.texts[numbers.start + 1 : numbers.stop] if len(word) >= _LONG_WORD and word[0].isalpha()]
    return len(long) >= _HEADLINE_WORDS and sum(map(is_capital, long)) >= _HEADLINE_SHARE * len(long)


def _is_shouted(words: Words, numbers: range) -> bool:
    """Say whether all long words are in capitals."""
    count = 0
    for word in words.texts[numbers.start : numbers.stop]:
        if len(word) >= _LONG_WORD and word[0].isalpha():
            if not word.isupper():
                return False
            count += 1
    return count >= _HEADLINE_WORDS


def _heard(found: Iterable[Found], words: Words, known: Vocabulary) -> dict[tuple[str, ...], Found]:
    """Return the names that evidence gave, and the first and last words of persons' names, each with its find."""
    heard: dict[tuple[str, ...], Found] = {}
    for name in sorted(found, key=lambda name: (-name.confidence, name.first)):
        spelled = tuple(words.texts[name.first : name.last])
        heard.setdefault(spelled, name)
        if name.kind == "person" and len(spelled) > 1:
            for ends in _ends(spelled):
                if len(ends[0]) > 1 and fold(ends[0]) not in known.suffixes:  # Elizabeth I is no reason to take every I for her
                    heard.setdefault(ends, name)
    return heard


def _ends(spelled: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield the last and the first word of a person's name, those tied by a hyphen as one: `Lipska-Nowak`, `Jean-Claude`."""
    first, last = 1, len(spelled) - 1
    while first + 1 < len(spelled) and spelled[first] == "-":
        first += 2
    while last > 1 and spelled[last - 1] == "-":
        last -= 2
    if last > 0:
        yield spelled[last:]
    if first < len(spelled):
        yield spelled[:first]


def _tied(words: Words, heard: dict[tuple[str, ...], Found]) -> Iterator[Found]:
    """Yield the names with a hyphen known from elsewhere: `Lipska-Nowak` after `Ewa Lipska-Nowak`."""
    tied = {spelled for spelled in heard if len(spelled) == 3 and spelled[1] == "-"}
    if not tied:
        return
    texts = words.texts
    for index in range(1, len(texts) - 1):
        if texts[index] == "-" and tuple(texts[index - 1 : index + 2]) in tied:
            known = heard[texts[index - 1], "-", texts[index + 1]]
            yield Found(index - 1, index + 2, known.kind, "heard", min(_HEARD, known.confidence))


def _again(numbers: range, words: Words, heard: dict[tuple[str, ...], Found]) -> Iterator[Found]:
    """Yield the names known from elsewhere among some words, the longest first."""
    index = numbers.start
    while index < numbers.stop:
        if is_capital(words.texts[index]):
            for last in range(min(numbers.stop, index + 5), index, -1):
                known = _lookup(words.texts[index:last], heard)
                if known is not None:
                    yield Found(index, last, known.kind, "heard", min(_HEARD, known.confidence))
                    index = last - 1
                    break
        index += 1


def _lookup(spelled: list[str], heard: dict[tuple[str, ...], Found]) -> Found | None:
    """Return what is known of some words; words in capitals, `NUNES:` in a transcript, are known by their usual spelling too."""
    usual = None
    if all(len(word) >= _LONG_WORD and word.isupper() for word in spelled):
        usual = heard.get(tuple(word.capitalize() for word in spelled))
    return usual or heard.get(tuple(spelled))


def _defined(found: Iterable[Found], words: Words) -> Iterator[Found]:
    """Yield acronyms that are defined in brackets after a body's name, stray spaces or not: `Institute of America (ICP )`."""
    for name in found:
        at = name.last
        if name.kind == "organization" and words.texts[at : at + 1] == ["("] and words.texts[at + 2 : at + 3] == [")"]:
            acronym = words.texts[at + 1]
            if acronym[0].isupper() and sum(map(str.isupper, acronym)) > 1:
                yield Found(at + 1, at + 2, "organization", "defined", 0.9)
