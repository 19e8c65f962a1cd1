"""Generic nominals: people, bodies and places that a text speaks of without naming them or having said which.

    voters                a plural
    the older voters      with a determiner or a number before it, and what stands between
    West Virginia voters  with a name before it, or the adjective of a people
    a female nurse        one, with a determiner

Rules:

- One of something needs a determiner, and is the last word of its phrase: not `the voter registration`.
- What the rules for definite nominals have found is theirs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from seedlib.matching import Match, Words
from seedlib.recognition.making import Found
from seedlib.recognition.runs import is_capital
from seedlib.recognition.vocabulary import Vocabulary

__all__ = ["generics"]

#: So many words may stand between a determiner and its noun: "the real estate mogul".
_BETWEEN = 3


def generics(words: Words, found: Iterable[Found], known: Vocabulary) -> Iterator[Found]:
    """Yield the generic nominals.

    Args:
        words: the document's words.
        found: the nominals that are known already.
        known: what is known of the language.
    """
    taken = {number for nominal in found for number in range(nominal.first, nominal.last)}
    before: Found | None = None
    for match in known.generics.find(words):
        if match.last - 1 in taken or _in_name(words, match):
            continue
        first, determined = _begin(words, match, known)
        data = match.entries[0].data
        definite = words.folded[first] in known.definite and words.folded[first] not in known.articles
        owned = definite or (first > 0 and words.folded[first - 1] in known.genitives)
        loose = data.get("relative") and (match.last >= len(words) or words.folded[match.last] not in known.relatives)  # those | who
        if loose or (data.get("owned") and not owned) or words.folded[first] in known.denials:
            continue
        if data.get("plural") or (determined and _ends(words, match.last, known)):
            if before is not None and before.last + 1 == first and words.folded[first - 1] in known.plural_genitives:
                first, before = before.first, None  # Residents’ groups
            if before is not None:
                yield before
            before = Found(first, match.last, match.entries[0].value, "generic", 0.5, "nominal")
    if before is not None:
        yield before


def _in_name(words: Words, match: Match) -> bool:
    """Say whether a noun's capital is a name's: not that of the first word after a sign, and that of the lexicon's phrase is its own."""
    first = match.first
    if not is_capital(words.texts[first]) or is_capital(match.entries[0].phrase):
        return False
    opens = first == 0 or not words.texts[first - 1][-1].isalnum()
    return not opens or (match.last < len(words) and is_capital(words.texts[match.last]))


def _begin(words: Words, match: Match, known: Vocabulary) -> tuple[int, bool]:
    """Return where a nominal begins, and whether a determiner, a possessor or a number begins it."""
    first = match.first
    if not words.texts[first].islower():  # People say
        return first, False
    for at in range(match.first - 1, max(-1, match.first - 2 - _BETWEEN), -1):
        word = words.folded[at]
        several = word in known.plural_genitives and at > 0 and words.folded[at - 1].endswith(known.plural_endings)
        if word in known.genitives or several:  # Ann Poe’s | elder brother, the farmers’ | union
            return at + 1, True
        if word in known.determiners or word[0].isdigit():
            return at, True
        name = is_capital(words.texts[at]) and word not in known.closed
        if at == first - 1 and (name or known.demonyms.at(words, at, match.first) is not None):
            first = at
        elif name and not match.entries[0].data.get("plural"):  # the GOP presidential nominee
            continue
        elif word in known.closed or word in known.verbs or not (word.isalpha() and words.texts[at].islower()):
            break
    near = first - 1
    if is_capital(words.texts[first]) and near >= 0 and words.folded[near] in known.prepositions:  # in Norway voters said
        return match.first, False
    return first, False


def _ends(words: Words, last: int, known: Vocabulary) -> bool:
    """Say whether a noun before word `last` ends its phrase: what follows is a sign, a small word or a verb."""
    if last >= len(words):
        return True
    word = words.folded[last]
    return not word[0].isalpha() or word in known.closed or word in known.verbs
