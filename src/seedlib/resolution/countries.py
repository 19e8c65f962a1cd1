"""Countries: those which the words beside a person's role or name tell.

    the president of Norway, the spokesman for the ministry in Oslo     the complement of a role
    the commander of the Norwegian Coast Guard                          the adjective of a people in it
    Sen. Ann Poe (R-Texas), Ann Poe of Norway                           after a name

Rules:

- An adjective with several readings is settled as names are: by the only one that the text names.
- A state that is no more stands for the one that came after it, where the document is later than its end, or, without a date, names
  that other state itself.
"""

from __future__ import annotations

from typing import TypeAlias

from seedlib.matching import Match, Words
from seedlib.model import Document, Span
from seedlib.resolution.knowledge import Knowledge

__all__ = ["Countries", "Country"]

#: So many words of what stands in brackets after a name are looked at: `(R-Texas)` has 3.
_BACK = 6

#: The kinds of what stands after a name and tells whence somebody comes.
_PLACES = frozenset({"country", "place"})

#: How a state's id begins.
_STATE = "iso3166:"

#: A country's code and the words that tell it.
Country: TypeAlias = tuple[str | None, tuple[Span, ...]]

_NOWHERE: Country = (None, ())


class Countries:
    """Reads countries in one document.

    Args:
        words: the document's words.
        knowledge: what the language's lexicons say.
        document: for its date.
        present: the ids that the text names.
    """

    def __init__(self, words: Words, knowledge: Knowledge, document: Document, present: frozenset[str]) -> None:
        self.words = words
        self.knowledge = knowledge
        self._present = present
        self._published = document.published

    def beside(self, start: int) -> Country:
        """Return the country of a place right after a name, at word `start`: ` (R-Texas)`, ` of Norway`; not ` of Norway’s bank`."""
        name = self._bracketed(start) or self._origin(start)
        return self.told(name) if name is not None and self._is_place(name) else _NOWHERE

    def _bracketed(self, start: int) -> Match | None:
        texts = self.words.texts
        if start < len(texts) and texts[start] == "(":
            for at in range(start + 1, min(start + _BACK, len(texts))):
                match = self.knowledge.names.at(self.words, at)
                if match is not None and texts[match.last : match.last + 1] == [")"]:
                    return match
        return None

    def _origin(self, start: int) -> Match | None:
        folded, known = self.words.folded, self.knowledge
        name = self.complement(start) if folded[start : start + 1] and folded[start] in known.origins else None
        if name is None or name.last == len(folded):
            return name
        longer = self.words.texts[name.last][0].isupper()  # of Turkey Creek
        return None if longer or folded[name.last] in known.genitives else name

    def after(self, last: int) -> Country:
        """Return the country that a role's complement tells: ` of Norway`, ` of the Norwegian Coast Guard`, ` for the ministry in Oslo`."""
        name = self.complement(last)
        if name is not None:
            return self.told(name)
        texts, folded, known = self.words.texts, self.words.folded, self.knowledge
        at = last + 2  # after an article
        if at + 1 >= len(texts) or folded[last] not in known.name_links or folded[at - 1] not in known.articles:
            return _NOWHERE
        people = known.demonyms.at(self.words, at) if folded[last] in known.origins else None
        if people is not None and people.last < len(texts) and texts[people.last][0].isupper():
            return self.told(people)
        stop = next((at + n for n in (2, 1) if " ".join(folded[at : at + n]) in known.governments), at)
        seat = self.complement(stop) if stop > at else None
        return self._seat(seat) if seat is not None else _NOWHERE

    def _seat(self, name: Match) -> Country:
        """Return the country whose government sits in a place: in its capital, or in itself."""
        states = {entry.data.get("stands_for", "") for entry in name.entries}
        if len(states) == 1 and (state := states.pop()).startswith(_STATE):
            return state.removeprefix(_STATE), (self._span(range(name.first, name.last)),)
        return self.told(name)

    def complement_end(self, last: int) -> int:
        """Return where a role's complement ends: `to South Korea`."""
        name = self.complement(last)
        return name.last if name else last

    def complement(self, last: int) -> Match | None:
        """Return the name in a complement that begins at word `last`: ` of Norway`, ` to the United States`."""
        folded, known = self.words.folded, self.knowledge
        if last + 1 >= len(folded) or folded[last] not in known.links:
            return None
        at = last + 2 if folded[last + 1] in known.articles else last + 1
        return known.names.at(self.words, at) if at < len(folded) else None

    def told(self, match: Match) -> Country:
        """Return the country that a name or adjective tells."""
        country = self._of(match)
        return country, (self._span(range(match.first, match.last)),) if country else ()

    def _is_place(self, match: Match) -> bool:
        known = [self.knowledge.actors.get(entry.value) for entry in match.entries]
        return all(held is not None and held.kind in _PLACES for held in known)

    def _of(self, match: Match) -> str | None:
        """Return the country that an adjective or name tells: its own, or that which it lies in (`Florida Gov. Ann Poe`)."""
        ids = list(dict.fromkeys(entry.value for entry in match.entries if entry.value))
        if len(ids) > 1:
            ids = [identifier for identifier in ids if identifier in self._present]
        if len(ids) != 1:
            return None
        if ids[0].startswith(_STATE):
            return self._today(ids[0])
        known = self.knowledge.actors.get(ids[0])
        return known.country if known else None

    def _today(self, identifier: str) -> str:
        """Return the code of a state, or of the one after it where the document is later than its end."""
        code = identifier.partition(":")[2]
        known = self.knowledge.actors.get(identifier)
        if known is None or known.until is None or known.successor is None:
            return code
        later = self._published > known.until if self._published else f"{_STATE}{known.successor}" in self._present
        return known.successor if later else code

    def _span(self, part: range) -> Span:
        return Span(self.words.tokens.starts[part.start], self.words.tokens.ends[part.stop - 1])
