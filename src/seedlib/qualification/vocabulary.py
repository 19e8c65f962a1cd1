"""What the rules know of a language, all of it from lexicons, and the marks that they find in a text.

Rules:

- Nothing of a language stands in code; a language without these lexicons gets an empty vocabulary, and no marks.
- `modals`: value is a modality; `future` marks a plain future, `backshift` a form that reports shift a future to,
  `ability` one that may tell what somebody is able to do, `past` an unfulfilled duty, `subject` one that holds its subject ("I'd"),
  `negative` one that holds its negation (`implied`: "unlikely"), `reported` one that is a modal only in reports of the past
  ("had to"), `forced` a duty that something brings about ("would have to"), `verb` one that is none before a noun ("is bound to the").
- `negations`: value `negation`, `absence` ("without"), `none` ("not only" denies nothing) or `end` (what ends a scope, as an entry's `ends`
  says); `scope` is `verb`, `word`, `infinitive` ("not to") or `implicit` ("failed to").
- `hedges`: value is a modality; `frame` marks a clause of thinking ("I think"), `cue` one that counts in cues only.
- `conditions`: value `condition`, `question` ("asked if"), `asks`, `inversion` ("Had the mayor known"), `inverted` ("had he known"),
  `alternative` ("or not", of a question) or `none` ("as if").
- `clause-words`: value is a class, such as `relative`; a word may have several entries.
"""

from __future__ import annotations

from collections.abc import Mapping

from seedlib.components import Context
from seedlib.matching import Entry, Phrases, Words, fold
from seedlib.model import value
from seedlib.qualification.timewords import TimeWords, make_time_words

__all__ = ["CLAUSAL", "MARK_TYPES", "OPENERS", "Mark", "Vocabulary", "make_vocabulary"]

#: The lexicons that are looked up in one pass; the longest phrase of all wins, so that "no doubt" hides "no".
MARK_TYPES = ("modals", "negations", "hedges", "conditions", "clause-words")

#: The classes of words that begin a noun phrase.
_NOUN_START = frozenset({"determiner", "possessive"})

#: The classes of words that say that a noun means something known.
_DEFINITE = frozenset({"definite", "demonstrative", "possessive"})

#: The values of `titles` that are roles.
_ROLES = frozenset({"title", "role"})

#: The forms of `cues` that are verbs with a subject.
_VERBS = frozenset({"finite", "past"})

#: The senses of words that begin a clause inside another one: "the plan | that was made", "talks | while they last".
CLAUSAL = frozenset({"clause-words:relative", "clause-words:subordinate"})

#: The values of `conditions` that begin one.
OPENERS = frozenset({"condition", "inversion", "inverted"})


@value  # positional: made once a match
class Mark:
    """Words `first` to `last` (the latter not included) that a lexicon knows, and what they mean there."""

    first: int
    last: int
    #: Each `type:value` of the phrase, such as `modals:possible`.
    senses: frozenset[str]
    #: The first entry of each lexicon that has the phrase, by the lexicon's type.
    entries: Mapping[str, Entry]

    def value(self, type: str) -> str | None:  # noqa: A002  # the lexicon's word, as in Lexicon
        """Return the value of the phrase in a lexicon, or None if that lexicon does not have it."""
        entry = self.entries.get(type)
        return None if entry is None else entry.value

    def has(self, type: str, name: str) -> bool:  # noqa: A002  # as above
        """Say whether the phrase's entry in a lexicon has a datum that is true."""
        entry = self.entries.get(type)
        return entry is not None and bool(entry.data.get(name))

    @property
    def is_verb(self) -> bool:
        """Whether it is a modal or an auxiliary, so that the clause it stands in has its verb."""
        return "modals" in self.entries or "clause-words:auxiliary" in self.senses

    @property
    def is_modal(self) -> bool:
        """Whether it says how firm its clause is: a modal, or a hedge that is none in cues alone."""
        return "modals" in self.entries or ("hedges" in self.entries and not self.has("hedges", "cue"))


@value(kw_only=True)
class Counterfactuals:
    """What tells of what is not so."""

    #: All that begins such a construction.
    phrases: Phrases
    #: Folded irregular participles, and the endings of the regular ones.
    participles: frozenset[str]
    endings: tuple[str, ...]


@value(kw_only=True)
class Vocabulary:
    """All that the rules know of a language, compiled."""

    #: All phrases of `MARK_TYPES`; an entry's value is its index in `meanings`.
    marks: Phrases
    #: Senses and entries, as a `Mark` holds them.
    meanings: tuple[tuple[frozenset[str], Mapping[str, Entry]], ...]
    cues: Phrases
    openings: Phrases
    acts: Phrases
    counterfactuals: Counterfactuals
    #: What implies something of what it governs: `refused`.
    implications: Phrases
    evaluations: Phrases
    harms: Phrases
    times: TimeWords
    #: Occasions of speech: what names the audience of one, `letter to`, and whom one asks, `pressed`.
    occasions: Phrases
    #: What negates by a word of its own, what only looks so, and what ends a scope.
    negations: Phrases
    #: What opens a condition, alone: a quick look whether there is any.
    openers: Phrases
    #: Folded words in which the author names himself: `I`, `my`.
    first_person: frozenset[str]
    #: Folded words in which a speaker names himself with others: `we`.
    ourselves: frozenset[str]
    #: Folded words that begin a noun phrase, after which no verb stands: `the`, `its`.
    noun_start: frozenset[str]
    #: Folded words that say that a noun means something known: `the`, `its`.
    definite: frozenset[str]
    #: Folded conjunctions of contrast: `but`.
    contrasts: frozenset[str]
    #: Folded prepositions: `in`.
    prepositions: frozenset[str]
    #: Titles and roles of persons.
    roles: Phrases
    #: Folded pronouns that are subjects and may mean a body, to their values: `it`, `they`.
    bodies: Mapping[str, str]
    #: Folded pronouns that are objects: `him`.
    objects: frozenset[str]
    #: Folded pronouns that are owners: `his`.
    owners: frozenset[str]
    #: Folded words before what somebody is: `is a liar`, `as a senator`.
    copulas: frozenset[str]
    #: Names of peoples, as nouns or adjectives.
    demonyms: Phrases
    #: Folded verbs and nouns that name an aim: `want`.
    aims: frozenset[str]
    #: Folded words for more than one: `forty`.
    counts: frozenset[str]
    #: Folded words before who does what a passive tells: `by`.
    agents: frozenset[str]
    #: Folded forms of cues that are verbs: `said`.
    verbs: frozenset[str]
    #: Folded marks of an owner: `’s`.
    genitives: frozenset[str]
    #: Folded endings of a gerund: `ing`.
    gerund_endings: tuple[str, ...]

    def at(self, words: Words, index: int, stop: int) -> Mark | None:
        """Return the mark that begins at word `index` and ends before word `stop`, or None."""
        match = self.marks.at(words, index, stop)
        return None if match is None else Mark(match.first, match.last, *self.meanings[int(match.entries[0].value)])

    def find(self, words: Words, first: int, last: int) -> list[Mark]:
        """Return the marks among the words `first` to `last`, in text order."""
        meanings = self.meanings
        marks = [Mark(m.first, m.last, *meanings[int(m.entries[0].value)]) for m in self.marks.find(words, first, last)]
        return [mark for mark in marks if "modals" not in mark.entries or not (self._is_date(words, mark) or self._is_tied(words, mark))]

    def _is_date(self, words: Words, mark: Mark) -> bool:
        """Say whether a modal is a month's name: "May 9", "in May", "the May vote", "no later than May."."""
        word = words.texts[mark.first]
        if not word[0].isupper() or word.isupper():
            return False
        after = words.texts[mark.last : mark.last + 1]
        before = words.folded[mark.first - 1 : mark.first] if mark.first else ()
        if not after or not after[0][0].isalpha():  # no verb follows
            return True
        return any(other in self.prepositions or other in self.noun_start for other in before)

    def _is_tied(self, words: Words, mark: Mark) -> bool:
        """Say whether what would be a modal before a verb stands before a noun: "is bound to the politics"."""
        return mark.has("modals", "verb") and mark.last < len(words) and words.folded[mark.last] in self.noun_start


def _counterfactuals(context: Context) -> Counterfactuals:
    entries = context.phrases("counterfactuals").entries
    return Counterfactuals(
        phrases=Phrases(entry for entry in entries if not entry.value.startswith("participle")),
        participles=frozenset(fold(entry.phrase) for entry in entries if entry.value == "participle"),
        endings=tuple(fold(entry.phrase) for entry in entries if entry.value == "participle-ending"),
    )


def make_vocabulary(context: Context) -> Vocabulary:
    """Compile the lexicons of the context's language; to be called through `context.once`."""
    by_phrase: dict[str, list[tuple[str, Entry]]] = {}
    for type_ in MARK_TYPES:
        for entry in context.phrases(type_).entries:
            by_phrase.setdefault(entry.phrase, []).append((type_, entry))
    meanings = []
    for phrase, given in by_phrase.items():
        folded = fold(phrase)
        same = [*given, *by_phrase[folded]] if folded != phrase and folded in by_phrase else given  # "Should" is "should" too
        senses = frozenset(f"{type_}:{entry.value}" for type_, entry in same)
        meanings.append((senses, dict(reversed(same))))
    classes, pronouns = context.phrases("word-classes").entries, context.phrases("pronouns").entries
    return Vocabulary(
        marks=Phrases(Entry(phrase=phrase, value=str(index)) for index, phrase in enumerate(by_phrase)),
        meanings=tuple(meanings),
        cues=context.phrases("cues"),
        openings=context.phrases("openings"),
        acts=context.phrases("acts"),
        counterfactuals=_counterfactuals(context),
        implications=context.phrases("implications"),
        evaluations=context.phrases("evaluations"),
        harms=context.phrases("harms"),
        times=make_time_words(context),
        occasions=context.phrases("occasions"),
        negations=Phrases(entry for entry in context.phrases("negations").entries if entry.data.get("scope") != "infinitive"),
        openers=Phrases(entry for entry in context.phrases("conditions").entries if entry.value in OPENERS),
        first_person=frozenset(fold(e.phrase) for e in pronouns if e.value == "author"),
        ourselves=frozenset(fold(e.phrase) for e in pronouns if e.value == "authors"),
        noun_start=frozenset(fold(e.phrase) for e in classes if e.value in _NOUN_START),
        definite=frozenset(fold(e.phrase) for e in classes if e.value in _DEFINITE),
        contrasts=frozenset(fold(e.phrase) for e in classes if e.value == "contrast"),
        prepositions=frozenset(fold(e.phrase) for e in classes if e.value == "preposition"),
        roles=Phrases(entry for entry in context.phrases("titles").entries if entry.value in _ROLES),
        bodies={fold(e.phrase): e.value for e in pronouns if e.data.get("case") == "subject" and e.value in {"it", "they"}},
        objects=frozenset(fold(e.phrase) for e in pronouns if e.data.get("case") == "object"),
        owners=frozenset(fold(e.phrase) for e in pronouns if e.data.get("case") in {"possessive", "reflexive"}),
        copulas=frozenset(fold(e.phrase) for e in classes if e.value in {"be", "copula"}),
        demonyms=context.phrases("demonyms"),
        aims=frozenset(fold(e.phrase) for e in classes if e.value == "aim"),
        counts=frozenset(fold(e.phrase) for e in context.phrases("times").entries if e.value == "count" and e.data.get("number", 0) > 1),
        agents=frozenset(fold(e.phrase) for e in classes if e.value == "agent"),
        verbs=frozenset(fold(e.phrase) for e in context.phrases("cues").entries if e.data.get("form") in _VERBS),
        genitives=frozenset(fold(e.phrase) for e in classes if e.value == "genitive"),
        gerund_endings=tuple(fold(e.phrase) for e in classes if e.value == "gerund-ending"),
    )
