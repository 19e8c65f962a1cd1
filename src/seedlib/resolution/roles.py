"""Roles and countries, read from the words beside a person's name.

    South Korean President Yoon Suk Yeol      country, role, name
    Minister for Trade Ann Poe                role with what it is of, name
    Russia’s foreign minister, Sergey Lavrov  country, ’s, role, name
    Vladimir Putin, the president of Russia,  name, role, of, country
    Ann Poe, 45, a teacher from Ohio,         name, age, role, from, a part of a country
    Ann Poe is a lecturer                     name, copula, role
    Ann Poe, who chairs the committee         name, a verb that tells a role
    Sen. Ann Poe (R-Texas)                    role, name, a part of a country in brackets
    Ann Poe of Norway                         name, of, country

Rules:

- A word that says whether somebody still or already has a role belongs to it: `former president`, `acting minister`. So do the nouns
  before it and its rank: `transport minister`, `deputy commander`.
- The country before a role (`the Soviet ambassador to South Korea`) wins over one after it; where an envoy is sent to is not his.
- Each role and country keeps the words that tell it.
"""

from __future__ import annotations

from collections.abc import Collection

from attrs import evolve

from seedlib.matching import Match, Phrases, Words
from seedlib.model import Document, Span, value
from seedlib.resolution.countries import Countries, Country
from seedlib.resolution.groups import Group
from seedlib.resolution.knowledge import Knowledge
from seedlib.resolution.shortening import called

__all__ = ["Reader", "Role"]

#: How many words before a name or a role are looked at: "President of the European Commission" has 5.
_BACK = 6

#: So many nouns may stand between a country and a role: "Argentina’s state water authority chief".
_NOUNS = 3

#: So many words of an office may have capitals: `Climate Change Minister`.
_CAPITALS = 2

#: A word in capitals from this many letters on is no acronym: `CEO`, but `MINISTER` of a bulletin in capitals.
_SHOUTED = 5

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
        self._countries = Countries(words, knowledge, document, present)
        self._text = document.text
        self._lesser = knowledge.lesser | knowledge.statuses

    def learn(self, group: Group, first: int, last: int) -> None:
        """Add to a person what the words beside its name, words `first` to `last`, say of it."""
        for role in (self.before(first), self.after(last)):
            if role is not None:
                group.learn(role.words, role.spans, role.country, role.grounds)
                group.gender = group.gender or role.gender
        group.learn((), (), *self._countries.beside(last))

    def called(self, roles: Collection[str]) -> tuple[str, ...]:
        """Return roles with what they are called for short, as `offices.called` says: `transport minister` and `minister`."""
        known = self.knowledge
        short = (form for role in roles for form in called(role, known.name_links, self._lesser))
        return tuple(dict.fromkeys((*roles, *(known.role_heads[role] for role in roles if role in known.role_heads), *short)))

    def fits(self, said: Collection[str], held: Collection[str]) -> bool:
        """Say whether roles that are said may be some that somebody has: one is what the other is called for short.

        `The minister` and the `chief election commissioner` fit a transport minister and a commissioner; a finance minister fits neither.
        """
        called, whole = self.called(held), self.called(said)
        return any(role in called for role in said) or any(role in whole for role in held)

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
        return Role((self._said(whole),), country, gender, start=whole.start, spans=self._spans(whole), grounds=grounds)

    def _appositive(self, stop: int) -> Role | None:
        """Return the role of a nominal that ends at a comma: `the Soviet ambassador to South Korea,`."""
        lowest = max(0, stop - 2 * _BACK)
        border = next((n for n in range(stop - 1, lowest - 1, -1) if self.words.folded[n] in _BORDERS), lowest - 1)
        for first in range(border + 1, stop):
            match = self.knowledge.roles.at(self.words, first, stop)
            if match is not None and stop in (self._countries.complement_end(match.last), self._phrase_end(match.last, stop)):
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

    def _owns(self, at: int) -> bool:
        """Say whether the mark of an owner stands at a word."""
        return at < len(self.words) and self.words.folded[at] in self.knowledge.genitives

    def nominal(self, start: int) -> Role | None:
        """Return the role in a nominal that begins at word `start`, or None."""
        folded, known = self.words.folded, self.knowledge
        at, begun = start, False
        for _ in range(_BACK):
            if at >= len(folded):
                return None
            match = known.roles.at(self.words, at)
            if match is not None and self._owns(match.last):
                if match.first == start:  # the manager’s sister
                    return None
                match = None
            if match is not None:
                return self._with_country(match, start)
            name = known.demonyms.at(self.words, at) or known.names.at(self.words, at)
            if folded[at] in known.determiners:
                begun = True
            elif name is None and folded[at] not in known.modifiers and not (begun and self._describes(at)):
                return None
            at = name.last if name else at + 1
        return None

    def apposed(self, first: int, last: int) -> Role | None:
        """Return what a nominal beside a name, words `first` to `last`, tells of whom it names: `the baker`, `his Indonesian counterpart`.

        A noun that is in no list is a role too, but for what somebody is to another (`his wife`), and for a word for any man or woman.
        """
        held, known = self.nominal(first), self.knowledge
        if held is not None:
            return held
        noun, country = last - 1, self._country_before(last - 1)
        kin = known.relations.at(self.words, noun, last) is not None or self.words.folded[noun] in known.gender_nouns
        if kin or not self._is_noun(noun):
            return Role((), country[0], grounds=country[1]) if country[0] else None
        whole = range(self._past_nouns(noun, first), last)
        return Role((self._said(whole),), country[0], start=whole.start, spans=self._spans(whole), grounds=country[1])

    def _is_noun(self, at: int) -> bool:
        """Say whether a word can be the noun of a nominal: not `former` in `the former | beauty queen`, nor `old` in `a 61-year-old`."""
        texts, folded, known = self.words.texts, self.words.folded, self.knowledge
        after = folded[at + 1] if at + 1 < len(folded) else ""
        goes_on = after.isalpha() and texts[at + 1].islower() and after not in known.closed and after not in known.verbs
        tied = at > 0 and folded[at - 1] == "-"
        return texts[at].islower() and folded[at] not in known.modifiers and not (goes_on or tied)

    def _describes(self, at: int) -> bool:
        """Say whether a word can stand between a determiner and a role: `45-year-old`, `Republican`, `company`, `’s`."""
        word, known = self.words.folded[at], self.knowledge
        if word in known.genitives or word == "-":
            return True
        return word.isalnum() and not (word in known.closed or word in known.verbs)

    def _with_country(self, match: Match, lowest: int = 0) -> Role:
        wholes = [range(match.first, match.last)]
        last = match.last
        if last + 1 < len(self.words) and self.words.folded[last] in self.knowledge.joins:
            other = self.knowledge.roles.at(self.words, last + 1)
            if other is not None:
                wholes.append(range(other.first, other.last))
                last = other.last
        else:
            wholes = [self._whole(match, lowest)]
        country, grounds = self._country_before(match.first)
        if country is None and not any(entry.data.get("abroad") for entry in match.entries):
            country, grounds = self._countries.after(max(last, wholes[-1].stop))
        titles = last < len(self.words) and self.words.texts[last][0].isupper()
        said, spans = tuple(self._said(whole) for whole in wholes), tuple(span for whole in wholes for span in self._spans(whole))
        return Role(said, country, match.entries[0].data.get("gender"), titles, match.first, spans, grounds)

    def _country_before(self, first: int) -> Country:
        """Return the country that ends before word `first`: an adjective, a name, a name with ’s."""
        known = self.knowledge
        first = self._past_modifiers(self._past_nouns(self._past_modifiers(first)))
        if first and self._owns(first - 1):
            first -= 1
        match = self._ending(known.demonyms, first) or self._ending(known.names, first)
        return self._countries.told(match) if match else (None, ())

    def _past_modifiers(self, first: int) -> int:
        while first and self.words.folded[first - 1] in self.knowledge.modifiers:
            first -= 1
        return first

    def _ending(self, phrases: Phrases, stop: int) -> Match | None:
        """Return the longest phrase that ends right before word `stop`."""
        return phrases.ending(self.words, stop, stop - _BACK)

    def _whole(self, match: Match, lowest: int) -> range:
        """Return the words of a role with what it is of: `environment secretary`, `minister of transport`.

        Args:
            match: the role's noun.
            lowest: the first word that may belong to it.
        """
        texts, folded, known = self.words.texts, self.words.folded, self.knowledge
        first, last = self._past_nouns(match.first, lowest), match.last
        end = last + 1
        while end < len(texts) and end - last < _BACK and texts[end].islower() and texts[end].isalpha():
            if folded[end] in known.verbs or folded[end] in known.links:
                break
            end += 1
        of = last < len(texts) and folded[last] in known.name_links
        nouns = [n for n in range(last + 1, end) if folded[n] not in known.articles]
        if of and nouns and self._ends_complement(end) and not any(folded[n] in known.relatives for n in nouns):
            last = end
        return range(first, last)

    def _ends_complement(self, at: int) -> bool:
        """Say whether a role's complement ends before a word: at a comma, a name, a country (`minister of transport | of Norway`)."""
        if at >= len(self.words):
            return False
        written, of = self.words.texts[at], self.words.folded[at] in self.knowledge.origins
        return written == "," or written[0].isupper() or (of and self._countries.complement(at) is not None)

    def _past_nouns(self, first: int, lowest: int = 0) -> int:
        """Return where the nouns before a role begin: `Argentina’s | environment secretary`, `the | deputy commander`.

        They begin after what begins a noun's phrase: a determiner, a genitive, an adjective of a people, what describes the person (`the
        new | duty officer`); where nothing does they may be a verb's, and are none of the role (`they met minister Ann Poe`). A title
        with capitals has none: `all the way Sen. Ann Poe`.
        """
        texts, folded, known = self.words.texts, self.words.folded, self.knowledge
        if texts[first].istitle():
            return self._past_capitals(first, lowest)
        for at in range(first - 1, max(lowest - 1, first - 2 - _NOUNS), -1):
            word = folded[at]
            if word in known.genitives or word in known.determiners or self._ending(known.demonyms, at + 1):
                return at + 1
            if word in known.modifiers and word not in known.parts:
                return at + 1
            if word in known.verbs or word.endswith(known.past_endings) or word in known.makers:
                return at + 1
            if not (texts[at].islower() and texts[at].isalpha()) or word in known.closed:
                return self._past_capitals(first, lowest)
        return lowest if 0 < lowest <= first and first - lowest <= _NOUNS else first

    def _past_capitals(self, first: int, lowest: int) -> int:
        """Return where an office with capitals begins: `Climate Change Minister`, `Deputy Judge Poe`; not `Army Chief | General Poe`."""
        texts, folded, known = self.words.texts, self.words.folded, self.knowledge
        begin, lowest = first, lowest if folded[first] in known.state_offices else first
        while begin > lowest and first - begin < _CAPITALS and texts[begin - 1].istitle() and texts[begin - 1].isalpha():
            before = folded[begin - 1]
            if before in known.closed or before in known.determiners or before in known.modifiers or before in known.verbs:
                break
            if self._is_somebody(begin - 1):
                break
            begin -= 1
        while begin and folded[begin - 1] in known.parts and texts[begin - 1].istitle():
            if known.titles.at(self.words, begin - 1, begin) is not None:
                break
            begin -= 1
        return begin

    def _is_somebody(self, at: int) -> bool:
        """Say whether a word is a name, or another title: `Kenya | Minister`; a party's name (`Labour | Minister`) is an office's too."""
        known, words = self.knowledge, self.words
        if words.folded[at] in known.genders or known.titles.at(words, at, at + 1) or known.demonyms.at(words, at, at + 1):
            return True
        name = known.names.at(words, at, at + 1)
        return name is not None and not any(entry.data.get("open") for entry in name.entries)

    def _said(self, part: range) -> str:
        """Return a role's words, without the capitals of a title and with its state: `president`, `CEO`, `former ambassador`."""
        status, span = self._status(part.start), self._span(part)
        before = self._text[status.start : status.end] if status else ""
        tied = " " if status is None or self._text[status.end] != "-" else "-"  # ex-minister
        words = f"{before}{tied}{self._text[span.start : span.end]}".split()
        return " ".join(word if word.isupper() and 1 < len(word) < _SHOUTED else word.lower() for word in words)

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
