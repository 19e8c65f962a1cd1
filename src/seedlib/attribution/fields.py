"""The slots for languages whose finite verb stands second and whose other verbs stand last, as in German and Dutch.

Such a clause has fields around its verbs (Drach, Grundgedanken der deutschen Satzlehre, 1937; Duden, Die Grammatik, chapter on the
sentence): one constituent in front of the finite verb, the middle, and the rest of the verb at the end, behind which clauses stand.

    Der Minister | kündigte | am Dienstag Proteste | an | , dass er …         FRONT CUE MIDDLE? PARTICLE comma THAT
    Am Dienstag  | kündigte | der Minister         | an | , dass er …         CUE SUBJECT PARTICLE comma THAT
    Der Minister | hat      | am Dienstag          | angekündigt | , dass …   BRACKET CUE comma THAT
                  wie       | der Minister am Dienstag | sagte                AS CUE

Rules:

- Nouns have capitals in such a language, see `nouns.py`.
- What stands in front of the verb is its subject if it is a noun phrase and nothing else; of one behind the verb the determiner must not
  be of the class `oblique` (`dem`).
- A slot answers as those in `before.py` and `after.py` do.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from seedlib.attribution.attempts import Attempt
from seedlib.attribution.nouns import is_noun, phrase_from, phrase_until, title_end

__all__ = ["AFTER_FIRST", "BEFORE_FIRST"]

#: How many words may stand between the two parts of a verb.
_FAR = 40

#: A clause before or behind a phrase that names its source has at least so many words.
_CLAUSE_WORDS = 3


def _subject_end(attempt: Attempt, at: int, high: int) -> int | None:
    """Return where the noun phrase ends that begins at a word, with its appositions; None where it is no subject."""
    reader, oblique = attempt.reader, attempt.reader.vocabulary.words_of("oblique")
    if at >= high or reader.folded[at] in oblique:
        return None
    end = phrase_from(reader, at, high)
    return None if end is None else _apposition_end(attempt, end, high)


def _apposition_end(attempt: Attempt, end: int, high: int) -> int:
    """Return where an apposition ends that stands between commas, or before the end: `der Vorsitzende, Jens Petersen,`."""
    reader = attempt.reader
    if end + 1 >= high or reader.folded[end] not in reader.comma:
        return end
    noun = is_noun(reader, end + 1) or (reader.folded[end + 1] in reader.noun_start and reader.folded[end + 1] not in reader.relative)
    stop = phrase_from(reader, end + 1, high) if noun and not reader.is_cue(end + 1) else None
    if stop is None:
        return end
    if stop >= high:
        return stop
    return stop + 1 if reader.folded[stop] in reader.comma else end


def _past_adverbs(attempt: Attempt, at: int, high: int) -> int:
    """Step over adverbs and phrases of place and time: `selbst am Dienstag in Kiel`."""
    reader = attempt.reader
    while at < high:
        if reader.is_adverb(at):
            at += 1
            continue
        end = phrase_from(reader, at + 1, high, depth=1) if reader.folded[at] in reader.preposition else None
        if end is None and reader.folded[at] in reader.preposition and at + 1 < high and reader.is_adverb(at + 1):
            end = at + 2  # am Dienstag
        if end is None:
            break
        at = end
    return at


def _front(attempt: Attempt, at: int) -> int | None:
    """Who says it, in front of the finite verb: `Der Bürgermeister der Stadt, Jens Petersen,`; or whom it shares with the verb before."""
    reader = attempt.reader
    for start in range(at - 1, max(attempt.low, at - _FAR) - 1, -1):
        before = reader.folded[start - 1] if start > attempt.low else ""
        opens = start == attempt.low or before in reader.border or before in reader.conjunction or reader.is_adverb(start - 1)
        if not opens or (before in reader.comma and not _is_clause_start(attempt, start)):
            continue
        end = _subject_end(attempt, start, at)
        if end is not None and _past_adverbs(attempt, end, at) == at:
            attempt.source = start, _without_comma(attempt, end)
            return start
    if at > attempt.low and reader.folded[at - 1] in reader.coordinator:
        attempt.source = attempt.shared or _first_subject(attempt, at)
        return at if attempt.source else None
    return None


def _is_clause_start(attempt: Attempt, start: int) -> bool:
    """Say whether a clause begins behind a comma: one whose subject is a pronoun, or any behind a quotation."""
    return attempt.reader.folded[start] in attempt.reader.subject or start - 1 in attempt.reader.ground.closing


def _without_comma(attempt: Attempt, end: int) -> int:
    return end - 1 if attempt.reader.folded[end - 1] in attempt.reader.comma else end


def _first_subject(attempt: Attempt, at: int) -> tuple[int, int] | None:
    """Return the subject in front of the first verb of a sentence, which a later one shares."""
    end = _subject_end(attempt, attempt.low, at)
    return None if end is None else (attempt.low, _without_comma(attempt, end))


def _subject(attempt: Attempt, at: int) -> int | None:
    """Who says it, behind the finite verb: `sagte |die Ministerin|`."""
    end = _subject_end(attempt, at, attempt.high)
    if end is None:
        return None
    attempt.source, attempt.behind = (at, _without_comma(attempt, end)), True
    return attempt.source[1]


def _bracket_start(attempt: Attempt, at: int) -> int | None:
    """Return the auxiliary whose participle stands at a word: `|hat| am Dienstag mitgeteilt`."""
    reader = attempt.reader
    for place in range(at - 1, max(attempt.low, at - _FAR) - 1, -1):
        word = reader.folded[place]
        if word in reader.vocabulary.words_of("perfect"):
            return place
        if word in reader.border or word in reader.be:
            return None
    return None


def _bracket(attempt: Attempt, at: int) -> int | None:
    """Who says it, before a verb in the perfect: in front of its auxiliary, or behind that."""
    place = _bracket_start(attempt, at)
    if place is None:
        return None
    start = _front(attempt, place)
    if start is None:
        end = _subject_end(attempt, place + 1, at)
        if end is None:
            return None
        attempt.source = place + 1, _without_comma(attempt, end)
        start = place
    attempt.first = place if place + 1 == at else attempt.first
    return start


def _bracketed(attempt: Attempt, at: int) -> int | None:
    """The same, where what is said stands inside the bracket: `hat |die Berichte| zurückgewiesen`."""
    start, place = _bracket(attempt, at), _bracket_start(attempt, at)
    if start is None or place is None or attempt.source is None:
        return None
    first = _past_adverbs(attempt, max(place + 1, attempt.source[1] if attempt.source[0] > place else 0), at)
    return start if _hold_thing(attempt, first, at) else None


def _as(attempt: Attempt, at: int) -> int | None:
    """Who says it, in a clause whose verb stands last: `wie |die Polizei| am Dienstag mitteilte`."""
    reader, openers = attempt.reader, attempt.reader.vocabulary.words_of("as")
    for place in range(at - 1, max(attempt.low, at - _FAR) - 1, -1):
        if reader.folded[place] in openers:
            end = _subject_end(attempt, place + 1, at)
            if end is None or _past_adverbs(attempt, end, at) != at:
                return None
            attempt.source = place + 1, _without_comma(attempt, end)
            return place
    return None


def _owner(attempt: Attempt, at: int) -> int | None:
    """Who says it, behind a preposition or its noun: `laut |Polizei|`, `nach Angaben des |Ministeriums|`, `nach Angaben von |Kern|`."""
    of = attempt.reader.vocabulary.words_of
    start = at + 1 if attempt.word(at) in of("attributive") | of("owner") else at
    end = phrase_from(attempt.reader, start, attempt.high)
    if end is None:
        return None
    attempt.source = start, end
    return end


def _owned(attempt: Attempt, at: int) -> int | None:
    """Who says it, before a postposition: `|einem Sprecher| zufolge`."""
    start = phrase_until(attempt.reader, at, attempt.low)
    if start is None:
        return None
    attempt.source = start, at
    return start


def _place(attempt: Attempt, at: int) -> int | None:
    """Where it is said, which stands for who says it: `hieß es in |der Mitteilung|`."""
    if attempt.word(at) not in attempt.reader.preposition:
        return None
    end = phrase_from(attempt.reader, at + 1, attempt.high)
    if end is None:
        return None
    attempt.source = at + 1, end
    return end


def _placed(attempt: Attempt, at: int) -> int | None:
    """The same in front of the verb: `Im |Verkehrsverbund| heißt es`."""
    reader, low = attempt.reader, attempt.low
    if attempt.word(low) not in reader.preposition or phrase_from(reader, low + 1, at) != at:
        return None
    attempt.source = low + 1, at
    return low


def _middle(attempt: Attempt, at: int) -> int | None:
    """To whom, when and where it is said: up to the comma, colon or quotation behind which it stands."""
    reader, end = attempt.reader, at
    while end < attempt.high and reader.folded[end] not in reader.border and not _is_quotation(attempt, end):
        end += 1
    return end if end > at else None


def _is_quotation(attempt: Attempt, at: int) -> bool:
    """Say whether a quotation begins at a word that is no name of a few words."""
    return at in attempt.reader.ground.opening and title_end(attempt.reader, at) is None


def _particle_at(attempt: Attempt, at: int) -> int | None:
    """Return where the particle of a separated verb stands: at the end of its clause, `kündigte am Dienstag |an|, dass`."""
    reader, stop = attempt.reader, min(attempt.high, at + _FAR)
    for place in range(at, stop):
        if reader.folded[place] == attempt.particle_word and _ends_clause(attempt, place + 1):
            return place
        if reader.folded[place] in reader.border - reader.comma and place not in reader.ground.opening:
            return None
    return None


def _ends_clause(attempt: Attempt, at: int) -> bool:
    word = attempt.word(at)
    return not word or word in attempt.reader.border or word in attempt.reader.stop or word in attempt.reader.coordinator


def _particle(attempt: Attempt, at: int) -> int | None:
    """The particle of a separated verb, with what stands before it: `kündigte |am Dienstag an|`."""
    place = _particle_at(attempt, at)
    if place is None:
        return None
    attempt.particle = place, place + 1
    return place + 1


def _held(attempt: Attempt, at: int) -> int | None:
    """What is said, before the particle of a separated verb: `wies |die Vorwürfe| zurück`."""
    place = _particle_at(attempt, at)
    return None if place is None else _hold_thing(attempt, _past_adverbs(attempt, at, place), place)


def _hold_thing(attempt: Attempt, first: int, last: int) -> int | None:
    """Take a thing into the content, without the time and place behind it: `den Plan | am Dienstag`; return where all ends.

    A pronoun that is a subject and no object is none: `Kündigungen schließe | man | aus`.
    """
    if first < last and attempt.reader.folded[first] in attempt.reader.subject - attempt.reader.object:
        return None
    end = phrase_from(attempt.reader, first, last)
    dated = end is not None and end < last and _past_adverbs(attempt, end, last) == last
    dated = dated and any(attempt.reader.is_adverb(place) for place in range(end or last, last))
    held = attempt.hold(first, end if dated and end is not None else last)
    return None if held is None else last


def _about(attempt: Attempt, at: int) -> int | None:
    """What is said, behind the preposition that belongs to the cue: `warnte |vor einem Alleingang|`."""
    reader = attempt.reader
    for place in range(at, min(attempt.high, at + _FAR)):
        if reader.folded[place] in reader.border:
            return None
        if reader.folded[place] == attempt.particle_word and phrase_from(reader, place + 1, attempt.high) is not None:
            return attempt.hold(place, _clause_end(attempt, place + 1))
    return None


def _clause_end(attempt: Attempt, at: int) -> int:
    """Return the next border, or word that begins a clause; a word that joins two nouns is none."""
    reader = attempt.reader
    end = phrase_from(reader, at, attempt.high) or at
    while end < attempt.high and reader.folded[end] not in reader.border and reader.folded[end] not in reader.clause_start:
        end += 1
    return end


def _thing(attempt: Attempt, at: int) -> int | None:
    """What is said, as a thing: `bestritt |die Vorwürfe|`, up to the end of its clause."""
    reader = attempt.reader
    first = _past_adverbs(attempt, at, attempt.high)
    end = phrase_from(reader, first, attempt.high)
    if end is None or reader.folded[first] in reader.vocabulary.words_of("oblique") - reader.vocabulary.words_of("accusative"):
        return None
    return _hold_thing(attempt, first, _clause_end(attempt, first))


def _reported(attempt: Attempt, at: int) -> int | None:
    """A clause without a complementizer, in the mood of reports, or with a pronoun as its subject: `, er |sehe| dafür keinen Anlass`."""
    reader, end = attempt.reader, attempt.clause_end(at)
    moods = reader.vocabulary.words_of("reported") | reader.vocabulary.words_of("reported-too")
    told = any(reader.folded[place] in moods for place in range(at, end))
    return attempt.hold(at, end) if told or attempt.word(at) in reader.subject else None


def _infinitive(attempt: Attempt, at: int) -> int | None:
    """An infinitive that its mark stands in or right before the end of: `den Plan |zu prüfen|`, `ihm |zuzustimmen|`."""
    end = attempt.clause_end(at)
    marked = any(_is_infinitive(attempt, place) for place in range(at, end) if place + 1 < end or place > at)
    return attempt.hold(at, end) if marked else None


def _is_infinitive(attempt: Attempt, at: int) -> bool:
    reader = attempt.reader
    marks = reader.infinitive
    if reader.folded[at] in marks:
        after = attempt.word(at + 1)
        return bool(after) and not reader.is_name(at + 1) and after not in reader.noun_start and after not in reader.preposition
    particles = reader.vocabulary.words_of("particle")
    return any(reader.folded[at].startswith(particle + mark) for particle in particles for mark in marks)


def _lead(attempt: Attempt, at: int) -> int | None:
    """What stands in front of a phrase that names the source: `|Die Täter sind| laut Polizei`; a comma may part them."""
    end = at
    while end > attempt.low and attempt.reader.folded[end - 1] in attempt.reader.comma:
        end -= 1
    if end - attempt.low < 1:
        return None
    attempt.content.append((attempt.low, end))
    return attempt.low


def _own(attempt: Attempt, at: int) -> int | None:
    """What stands in front of a phrase by which its subject says it: `|Die Firma hat| nach eigenen Angaben`."""
    attempt.source = _first_subject(attempt, at)
    return _lead(attempt, at) if attempt.source else None


def _rest(attempt: Attempt, at: int) -> int | None:
    """What stands behind such a phrase: `laut Polizei |geflohen|`; a comma may part them, but it is no relative clause."""
    first, of = at, attempt.reader.vocabulary.words_of
    while attempt.word(at) in attempt.reader.comma:
        at += 1
    if at > first and attempt.word(at) in attempt.reader.relative | of("definite"):
        return None
    return attempt.hold(at, attempt.clause_end(at)) if at < attempt.high else None


def _main(attempt: Attempt, at: int) -> int | None:
    """What stands behind one that begins the sentence: `Laut Polizei |wurde niemand verletzt|`."""
    return _rest(attempt, at) if attempt.high - at >= _CLAUSE_WORDS else None


#: Those that stand before a cue, by the name that stands in a frame.
BEFORE_FIRST: Mapping[str, Callable[[Attempt, int], int | None]] = {
    "FRONT": _front,
    "BRACKET": _bracket,
    "BRACKETED": _bracketed,
    "AS": _as,
    "OWNED": _owned,
    "PLACED": _placed,
    "LEAD": _lead,
    "OWN": _own,
}

#: Those that stand after it.
AFTER_FIRST: Mapping[str, Callable[[Attempt, int], int | None]] = {
    "SUBJECT": _subject,
    "MIDDLE": _middle,
    "PARTICLE": _particle,
    "HELD": _held,
    "ABOUT": _about,
    "THING": _thing,
    "REPORTED": _reported,
    "INFINITIVE": _infinitive,
    "OWNER": _owner,
    "PLACE": _place,
    "BEHIND": _rest,
    "MAIN": _main,
}
