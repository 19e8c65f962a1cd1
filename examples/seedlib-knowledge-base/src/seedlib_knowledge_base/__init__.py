"""Links the actors of a text to a table of names and ids: to the right one, or to none.

- Which table is the user's choice, by the option `kb:file`. Nothing is read before the first document.
- Only what seedlib takes for a name is looked up. A name that one actor of its kind has is linked; one that several have is settled by
  the countries and words of the sentences that name it, else left open with a notice.
- An actor with the table's id says in `same_as` which actor of the document it is. So seedlib makes the two one, and its short names,
  pronouns and claims come along.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import seedlib
from seedlib import Actor, Analysis, AttributeKey, Notice, Provenance, Span
from seedlib.components import Context, Resolver
from seedlib.model import KIND, actor_id
from seedlib_knowledge_base.table import Entry, fold, look_up, opened, problems

__all__ = ["FILE", "RESOLVER", "resolve", "seedlib_attribute_keys", "seedlib_resolvers"]

#: The user's choice.
FILE = AttributeKey("kb:file", str, "the table of actors to link to: a CSV, or an SQLite file with a table `actors`")

#: Kinds that texts, taggers and tables do not tell apart: a country is a place, a paper is a firm.
ALIKE = ({"place", "country"}, {"organization", "publication", "group"})

#: How sure a link is: of a name that one actor has, with and without something that speaks for it; of one that several have. Nobody
#: has measured it, since it depends on the table.
SURE, ONLY, SETTLED = 0.95, 0.85, 0.8

#: A country in the sentence says as much as two words.
COUNTRY = 2

#: How many ids, or lines of the table, a notice names.
NAMED = 3


def resolve(analysis: Analysis, context: Context) -> Iterator[Actor | Notice]:
    """Yield the actors of the table that the text names, and notices about what stays open."""
    chosen = context.settings.options.get(FILE, "")
    if not chosen:
        message = "No table is chosen, so no actor was linked. Choose one with Settings.options, --set kb:file=FILE."
        yield Notice(code="kb:no-table", message=message, component="kb:resolver")
        return
    names = names_of(analysis)
    with opened(chosen) as index:
        wrong, found = problems(index), look_up(index, map(fold, names))
    if wrong:
        lines = "; ".join(f"line {line}: {message}" for line, message in wrong[:NAMED])
        message = f"{chosen}: rows left out: {len(wrong)} ({lines})"
        yield Notice(code="kb:rows-left-out", message=message, component="kb:resolver")
    evidence = Evidence(analysis, context)
    fuller = fuller_names(name for name in names if fold(name) not in found)
    for words, mentions in names.items():
        fitting = [entry for entry in found.get(fold(words), ()) if fits(entry, mentions)]
        short = fold(words).split()
        if fitting:
            others = fuller.get((short[0], short[-1]), ()) if len(short) == 2 else ()
            yield from linked((words, *others) if len(others) == 1 else (words,), fitting, mentions, evidence)


def names_of(analysis: Analysis) -> Mapping[str, Sequence[seedlib.Mention]]:
    """Return the mentions by name that have no canonical id yet, by their words."""
    names = defaultdict(list)
    for mention in analysis.mentions:
        if mention.form == "name" and mention.actor is None:
            names[" ".join(analysis.document[mention.span].split())].append(mention)
    return names


def fits(entry: Entry, mentions: Iterable[seedlib.Mention]) -> bool:
    """Say whether an actor is of the kind that a name means in some place; what is unknown fits all."""
    kinds = {mention.attributes.get(KIND, "unknown") for mention in mentions}
    alike = next((group for group in ALIKE if entry.kind in group), {entry.kind})
    return entry.kind == "unknown" or not kinds.isdisjoint(alike | {"unknown"})


def fuller_names(names: Iterable[str]) -> Mapping[tuple[str, str], Sequence[str]]:
    """Return the names of more than two words by their first and last: those of `Ines B. Falk` are those of `Ines Falk`."""
    fuller = defaultdict(list)
    for name in names:
        words = fold(name).split()
        if len(words) > 2:
            fuller[words[0], words[-1]].append(name)
    return fuller


class Evidence:
    """What the sentences of a document hold that speaks for one actor or another.

    Args:
        analysis: the document.
        context: for the adjectives of countries.
    """

    def __init__(self, analysis: Analysis, context: Context) -> None:
        self.text = analysis.document.text
        self.sentences = analysis.layers.sentences or seedlib.Spans()
        self.countries: defaultdict[int, set[str]] = defaultdict(set)
        self.words: dict[int, frozenset[str]] = {}
        for mention in analysis.mentions:
            if mention.actor:
                self.add(mention.actor, mention.span.start)
        words = context.words(analysis)
        for match in context.phrases("demonyms").find(words):
            values = {entry.value for entry in match.entries}
            if len(values) == 1:
                self.add(values.pop(), words.tokens.starts[match.first])

    def add(self, identifier: str, offset: int) -> None:
        """Note that a country is named."""
        namespace, _, code = identifier.partition(":")
        if namespace == "iso3166":
            self.countries[self.sentence(offset)].add(code)

    def sentence(self, offset: int) -> int:
        """Return the number of the sentence in which an offset stands."""
        return bisect_right(self.sentences.starts, offset) - 1

    def about(self, spans: Iterable[Span]) -> tuple[set[str], set[str]]:
        """Return the countries and the folded words of the sentences in which spans stand."""
        countries, words = set(), set()
        for number in {self.sentence(span.start) for span in spans}:
            if number not in self.words:
                shown = self.sentences[number] if number >= 0 else Span(0, len(self.text))
                self.words[number] = frozenset(fold(self.text[shown.start : shown.end]).split())
            countries |= self.countries[number]
            words |= self.words[number]
        return countries, words


def linked(
    names: Sequence[str], fitting: Sequence[Entry], mentions: Sequence[seedlib.Mention], evidence: Evidence
) -> Iterator[Actor | Notice]:
    """Yield the actor that a name means, or a notice that it stays open.

    Args:
        names: the name, and the longer one that means the same person in this text, if there is but one.
        fitting: the actors of the table that have it, of the right kind.
        mentions: where it stands.
        evidence: what else stands there.
    """
    countries, beside = evidence.about(mention.span for mention in mentions)
    points = {entry: COUNTRY * (entry.country in countries) + len(entry.words & beside) for entry in fitting}
    first, *others = sorted(fitting, key=lambda entry: -points[entry])
    if others and points[first] == points[others[0]]:
        ids = ", ".join(entry.id for entry in fitting[:NAMED]) + (", …" if len(fitting) > NAMED else "")
        message = f"{names[0]!r} is the name of {len(fitting)} actors, and nothing beside it says which: {ids}"
        yield Notice(code="kb:open", message=message, component="kb:resolver")
        return
    if not others and not points[first] and first.kind == "person" and len(fold(names[0]).split()) == 1:
        return  # a family name alone is many people's, in the table or not
    rule, sure = ("settled", SETTLED) if others else ("supported", SURE) if points[first] else ("only", ONLY)
    yield Actor(
        id=first.id,
        name=first.name,
        kind=first.kind,
        country=first.country,
        same_as=[actor_id(name) for name in names],
        provenance=[
            Provenance(about="same_as", component="kb:resolver", rule=rule, confidence=sure, spans=[mention.span for mention in mentions])
        ],
    )


RESOLVER = Resolver(name="resolver", resolve=resolve)


@seedlib.hookimpl
def seedlib_resolvers() -> Iterable[Resolver]:
    """Supply the resolver."""
    return [RESOLVER]


@seedlib.hookimpl
def seedlib_attribute_keys() -> Iterable[AttributeKey]:
    """Supply the option."""
    return [FILE]
