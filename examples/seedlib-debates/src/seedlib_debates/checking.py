"""Turns whose markup and words name two speakers: `by` was copied from the turn before, more often than not."""

import regex

from seedlib import TextProblem
from seedlib.components import TextCheck

__all__ = ["CHECK"]

WORD = regex.compile(r"[\p{L}\p{M}]{2,}")


def words_of(text):
    """Return the words of a name, small; initials are none."""
    return {word.casefold() for word in WORD.findall(text)}


def check(analysis, context):
    """Yield a problem for each speaker's name that shares no word with the name and roles of whom the markup says it is."""
    actors = {identifier: actor for actor in analysis.actors for identifier in (actor.id, *actor.same_as)}
    speakers = {turn.speaker for turn in analysis.layers.quotations or () if turn.speaker}
    for mention in analysis.mentions:
        actor = actors.get(mention.actor)
        if mention.span not in speakers or actor is None or not any(i.startswith("akn:") for i in (actor.id, *actor.same_as)):
            continue
        named = words_of(analysis.document[mention.span])
        known = words_of(" ".join((actor.name, *actor.roles)))
        if named and known and not named & known:
            note = f"the markup says that {actor.name} speaks"
            yield TextProblem(kind="debates:other-speaker", span=mention.span, note=note, suggestion=actor.name)


CHECK = TextCheck(name="speakers", check=check)
