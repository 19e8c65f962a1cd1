"""Roles and countries, read from the words beside a person's name.

    South Korean President Yoon Suk Yeol      country, role, name
    Minister for Trade Ann Poe                role with what it is of, name
    Russia’s foreign minister, Sergey Lavrov  country, ’s, role, name
    Vladimir Putin, the president of Russia,  name, role, of, country
    Ann Poe, 45, a teacher from Ohio,         name, age, role, from, a part of a country
    Ann Poe is a lecturer                     name, copula, role
    Ann Poe, who chairs the committee         name, a verb that tells a role
    Sen. Ann Poe (R-Texas)                    role, name, a part of a country in brackets

Rules:

- A word that says whether somebody still or already has a role belongs to it: `former president`, `acting minister`.
- The country before a role (`the Soviet ambassador to South Korea`) wins over one after it; where an envoy is sent to is not his.
- Each role and country keeps the words that tell it.
- An adjective with several readings is settled as names are: by the only one that the text names.
- A state that is no more stands for the one that came after it, where the document is later than its end, or, without a date, names
  that other state itself.
"""

from __future__ import annotations

from typing import TypeAlias

from attrs import evolve

from seedlib.matching import Match, Phrases, Words
from seedlib.model import Document, Span, value
from seedlib.resolution.groups import Group
from seedlib.resolution.knowledge import Knowledge

__all__ = ["Reader", "Role"]

#: How many words before a name or a role are looked at: "President of the European Commission" has 5.
_BACK = 6

#: So many nouns may stand between a country and a role: "Argentina’s state water authority chief".
_NOUNS = 3

#: The kinds of what stands in brackets after a name and tells whence somebody comes.
_PLACES = frozenset({"country", "place"})

#: A country's code and the words that tell it.
_Country: TypeAlias = tuple[str | None, tuple[Span, ...]]

#: A nominal does not reach over these.
_BORDERS = frozenset({",", ".", ";"})


@value  # positional: made once a role
class Role:
    """A role as the text says it, and the country of whoever has it."""

    words: tuple[str, ...]
    country: str | None = None
    gender: str | None = None
    #: Whether another name follows, whose title it is: `, Texas Sen. Ann Poe`.
    titles: bool = False
    #: Its first word.
    start: int = 0
    #: The words that tell the role, and those that tell the country.
    spans: tuple[Span, ...] = ()
    grounds: tuple[Span, ...] = ()


class Reader:
    """Reads roles in one document.

    Args:
        words: the document's words.
        knowledge: what the language's lexicons say.
        document: for its text and date.
        present: the ids that the text names.
    """

    def __init__(self, words: Words, knowledge: Knowledge, document: Document, present: frozenset[str]) -> None:
        self.words = words
        self.knowledge = knowledge
        self._present = present
        self._published = document.published
        self._text = document.text

    def learn(self, group: Group, first: int, last: int) -> None:
        """Add to a person what the words beside its name, words `first` to `last`, say of it."""
        for role in (self.before(first), self.after(last), self._bracketed(last)):
            if role is not None:
                group.learn(role.words, role.spans, role.country, role.grounds)
                group.gender = group.gender or role.gender

    def told(self, first: int, last: int) -> frozenset[str]:
        """Return what the words beside a name say that somebody is, as roles are compared: `senator` of `former Sen.`, `doctor` of `Dr`."""
        known, title = self.knowledge, self._ending(self.knowledge.titles, first)
        said = [words for role in (self.before(first), self.after(last)) if role is not None for words in role.words]
        said += [self._said(range(title.first, title.last))] if title else []
        plain = (" ".join(word for word in words.casefold().split() if word not in known.statuses) for words in said)
        return frozenset(known.role_names.get(words, words) for words in plain) - {""}

    def before(self, stop: int) -> Role | None:
        """Return the role that ends right before word `stop`, a comma between them or not."""
        folded, known = self.words.folded, self.knowledge
        if stop and folded[stop - 1] == ",":
            return self._appositive(stop - 1)
        title = self._ending(known.titles, stop)
        if title is None:
            return self._of(stop)
        gender = title.entries[0].data.get("gender")
        if all(entry.value == "honorific" for entry in title.entries):
            inner = self.before(title.first) if title.first else None
            return evolve(inner, gender=gender, titles=False) if inner else Role((), None, gender)
        whole = range(self._past_nouns(title.first), title.last)
        country, grounds = self._country_before(title.first)
        return Role((self._said(whole),), country, gender, start=title.first, spans=self._spans(whole), grounds=grounds)

    def _appositive(self, stop: int) -> Role | None:
        """Return the role of a nominal that ends at a comma: `the Soviet ambassador to South Korea,`."""
        lowest = max(0, stop - 2 * _BACK)
        border = next((n for n in range(stop - 1, lowest - 1, -1) if self.words.folded[n] in _BORDERS), lowest - 1)
        for first in range(border + 1, stop):
            match = self.knowledge.roles.at(self.words, first, stop)
            if match is not None and stop in (self._complement_end(match.last), self._phrase_end(match.last, stop)):
                return self._with_country(match)
        return None

    def _of(self, stop: int) -> Role | None:
        """Return the role whose complement ends right before word `stop`: `minister of transport`, `Minister for Trade` before a name."""
        if stop and self.words.folded[stop - 1] in self.knowledge.closed:  # the minister of transport and | Ann Poe
            return None
        lowest = max(0, stop - _BACK)
        for first in range(lowest, stop - 2):
            match = self.knowledge.roles.at(self.words, first, stop)
            if match is None or self._phrase_end(match.last, stop) != stop:
                continue
            if self.words.texts[stop - 1].islower():
                return self._with_country(match)
            if self.words.texts[first][0].isupper():  # not: a spokesman for Republican Ann Poe
                role, whole = self._with_country(match), range(self._past_nouns(first), stop)
                said = f"{self._said(range(whole.start, match.last))} {' '.join(self.words.texts[match.last : stop])}"  # mayor of Wibbleton
                return role if role.country else evolve(role, words=(said,), spans=self._spans(whole))
        return None

    def _phrase_end(self, last: int, limit: int) -> int:
        """Return where a role's complement of common words ends: `of transport`, `for the marine`; `last` where there is none."""
        folded, known = self.words.folded, self.knowledge
        if last + 1 >= limit or folded[last] not in known.name_links:
            return last
        inner = range(last + 1, limit)
        clear = all(self.words.texts[n][0].isalpha() and folded[n] not in known.relatives and folded[n] not in known.verbs for n in inner)
        return limit if clear and len(inner) <= _BACK else last

    def after(self, start: int) -> Role | None:
        """Return the role after a name that ends before word `start`: `, the president of Russia`, ` is author of`."""
        folded, known = self.words.folded, self.knowledge
        start = self._past_age(start)
        copula = known.copulas.at(self.words, start) if start < len(folded) else None
        if copula is None and (start + 1 >= len(folded) or folded[start] != ","):
            return None
        at = copula.last if copula else start + 1
        if copula is None and folded[at] in known.relatives and at + 1 < len(folded):  # , who is the mayor; , who chairs it
            copula = known.copulas.at(self.words, at + 1)
            verb = known.duties.at(self.words, at + 1)
            if verb is not None and verb.last < len(folded) and folded[verb.last] in known.determiners:
                return Role((verb.entries[0].data["role"],), start=at, spans=(self._span(range(verb.first, verb.last)),))
            if copula is None:
                return None
            at = copula.last
        role = self.nominal(at)
        return None if role is None or role.titles else role

    def _past_age(self, start: int) -> int:
        """Return the comma after an age, where there is one: `, 45,`."""
        texts = self.words.texts
        aged = start + 2 < len(texts) and texts[start] == texts[start + 2] == "," and texts[start + 1].isdigit()
        return start + 2 if aged else start

    def _bracketed(self, start: int) -> Role | None:
        """Return the country of a place in brackets right after a name: ` (R-Texas)`."""
        texts = self.words.texts
        if start >= len(texts) or texts[start] != "(":
            return None
        for at in range(start + 1, min(start + _BACK, len(texts))):
            match = self.knowledge.names.at(self.words, at)
            if match is not None and texts[match.last : match.last + 1] == [")"]:
                ids = {entry.value for entry in match.entries}
                known = [self.knowledge.actors.get(identifier) for identifier in ids]
                placed = all(held is not None and held.kind in _PLACES for held in known)
                country = self._country(match) if placed else None
                return Role((), country, grounds=(self._span(range(match.first, match.last)),)) if country else None
        return None

    def nominal(self, start: int) -> Role | None:
        """Return the role in a nominal that begins at word `start`, or None."""
        folded, known = self.words.folded, self.knowledge
        at, begun = start, False
        for _ in range(_BACK):
            if at >= len(folded):
                return None
            match = known.roles.at(self.words, at)
            if match is not None and match.last < len(folded) and folded[match.last] in known.genitives:
                if match.first == start:  # the manager’s sister
                    return None
                match = None
            if match is not None:
                return self._with_country(match)
            name = known.demonyms.at(self.words, at) or known.names.at(self.words, at)
            if folded[at] in known.determiners:
                begun = True
            elif name is None and folded[at] not in known.modifiers and not (begun and self._describes(at)):
                return None
            at = name.last if name else at + 1
        return None

    def _describes(self, at: int) -> bool:
        """Say whether a word can stand between a determiner and a role: `45-year-old`, `Republican`, `company`, `’s`."""
        word, known = self.words.folded[at], self.knowledge
        if word in known.genitives or word == "-":
            return True
        return word.isalnum() and not (word in known.closed or word in known.verbs)

    def _with_country(self, match: Match) -> Role:
        wholes = [range(match.first, match.last)]
        last = match.last
        if last + 1 < len(self.words) and self.words.folded[last] in self.knowledge.joins:
            other = self.knowledge.roles.at(self.words, last + 1)
            if other is not None:
                wholes.append(range(other.first, other.last))
                last = other.last
        else:
            wholes = [self._whole(match)]
        country, grounds = self._country_before(match.first)
        if country is None and not any(entry.data.get("abroad") for entry in match.entries):
            country, grounds = self._country_after(last)
        titles = last < len(self.words) and self.words.texts[last][0].isupper()
        said, spans = tuple(self._said(whole) for whole in wholes), tuple(span for whole in wholes for span in self._spans(whole))
        return Role(said, country, match.entries[0].data.get("gender"), titles, match.first, spans, grounds)

    def _complement_end(self, last: int) -> int:
        """Return where a role's complement ends: `to South Korea`."""
        name = self._complement(last)
        return name.last if name else last

    def _complement(self, last: int) -> Match | None:
        folded, known = self.words.folded, self.knowledge
        if last + 1 >= len(folded) or folded[last] not in known.links:
            return None
        at = last + 2 if folded[last + 1] in known.articles else last + 1
        return known.names.at(self.words, at) if at < len(folded) else None

    def _country_after(self, last: int) -> _Country:
        name = self._complement(last)
        return self._told(name) if name else (None, ())

    def _country_before(self, first: int) -> _Country:
        """Return the country that ends before word `first`: an adjective, a name, a name with ’s."""
        folded, known = self.words.folded, self.knowledge
        while first and folded[first - 1] in known.modifiers:
            first -= 1
        first = self._past_nouns(first)
        if first and folded[first - 1] in known.genitives:
            first -= 1
        match = self._ending(known.demonyms, first) or self._ending(known.names, first)
        return self._told(match) if match else (None, ())

    def _told(self, match: Match) -> _Country:
        country = self._country(match)
        return country, (self._span(range(match.first, match.last)),) if country else ()

    def _ending(self, phrases: Phrases, stop: int) -> Match | None:
        """Return the longest phrase that ends right before word `stop`."""
        return phrases.ending(self.words, stop, stop - _BACK)

    def _whole(self, match: Match) -> range:
        """Return the words of a role with what it is of: `environment secretary`, `minister of transport`."""
        texts, folded, known = self.words.texts, self.words.folded, self.knowledge
        first, last = self._past_nouns(match.first), match.last
        end = last + 1
        while end < len(texts) and end - last < _BACK and texts[end].islower() and texts[end].isalpha() and folded[end] not in known.verbs:
            end += 1
        of = last < len(texts) and folded[last] in known.name_links
        nouns = [n for n in range(last + 1, end) if folded[n] not in known.articles]
        if (
            of
            and nouns
            and end < len(texts)
            and (texts[end] == "," or texts[end][0].isupper())
            and not any(folded[n] in known.links or folded[n] in known.relatives for n in nouns)
        ):
            last = end
        return range(first, last)

    def _past_nouns(self, first: int) -> int:
        """Return where the nouns before a role begin, after a genitive or an adjective of a people: `Argentina’s environment secretary`."""
        texts, folded, known = self.words.texts, self.words.folded, self.knowledge
        for at in range(first - 1, max(-1, first - 1 - _NOUNS), -1):
            if folded[at] in known.genitives or self._ending(known.demonyms, at + 1):
                return at + 1
            if not (texts[at].islower() and texts[at].isalpha()) or folded[at] in known.modifiers or folded[at] in known.determiners:
                return first
        return first

    def _said(self, part: range) -> str:
        """Return a role's words, without the capitals of a title and with its state: `president`, `CEO`, `former ambassador`."""
        status, span = self._status(part.start), self._span(part)
        before = self._text[status.start : status.end] if status else ""
        tied = " " if status is None or self._text[status.end] != "-" else "-"  # ex-minister
        words = f"{before}{tied}{self._text[span.start : span.end]}".split()
        return " ".join(word if word.isupper() and len(word) > 1 else word.lower() for word in words)

    def _spans(self, part: range) -> tuple[Span, ...]:
        status = self._status(part.start)
        return (status, self._span(part)) if status else (self._span(part),)

    def _status(self, first: int) -> Span | None:
        """Return the word before a role that says whether somebody still or already has it: `former`, over the adjective of a people."""
        folded, known = self.words.folded, self.knowledge
        for _ in range(_BACK):
            tied = first > 1 and folded[first - 1] == "-"
            if first and folded[first - 1 - tied] in known.statuses:
                return self._span(range(first - 1 - tied, first - tied))
            match = self._ending(known.demonyms, first) or self._ending(known.names, first)
            if match is None and not (first and folded[first - 1] in known.modifiers):
                break
            first = match.first if match else first - 1
        return None

    def _span(self, part: range) -> Span:
        return Span(self.words.tokens.starts[part.start], self.words.tokens.ends[part.stop - 1])

    def _country(self, match: Match) -> str | None:
        """Return the country that an adjective or name tells: its own, or that which it lies in (`Florida Gov. Ann Poe`)."""
        ids = list(dict.fromkeys(entry.value for entry in match.entries if entry.value))
        if len(ids) > 1:
            ids = [identifier for identifier in ids if identifier in self._present]
        if len(ids) != 1:
            return None
        if ids[0].startswith("iso3166:"):
            return self._today(ids[0])
        known = self.knowledge.actors.get(ids[0])
        return known.country if known else None

    def _today(self, identifier: str) -> str:
        """Return the code of a state, or of the one after it where the document is later than its end."""
        code = identifier.partition(":")[2]
        known = self.knowledge.actors.get(identifier)
        if known is None or known.until is None or known.successor is None:
            return code
        later = self._published > known.until if self._published else f"iso3166:{known.successor}" in self._present
        return known.successor if later else code
