"""Members by their seats: chambers forbid names, and say `the hon. Member for Marlow North`.

The seat stands in brackets behind the name where the member first speaks, `Bruno Falk (Marlow North):`; that says who is meant. A seat
that nobody has spoken for is a mention too, of somebody unknown.
"""

import regex

from seedlib import Mention, Span
from seedlib.components import Recognizer

__all__ = ["RECOGNIZER"]

#: `the hon. Member for Marlow North`, `my right honourable Friend the Member for Poole`: a seat's words have capitals.
MEMBER = regex.compile(
    r"""(?:\b(?:[Tt]he|[Mm]y)\ )?(?:(?:[Rr]igh?t|[Rr]t\.?)\ )?(?:[Hh]on(?:ourable|\.)?\ )?(?:(?:[Ff]riend|[Ll]ady|[Gg]entleman)\ the\ )?
        \b[Mm]ember\ for\ (?P<seat>\p{Lu}[\p{L}\p{M}’'-]*(?:\ (?:(?:of|and|the)\ )*\p{Lu}[\p{L}\p{M}’'-]*)*)""",
    regex.VERBOSE,
)

#: The seat behind a speaker's name.
SEAT = regex.compile(r"\s*\((?P<seat>[^()]+)\)")


def recognize(analysis, context):
    """Yield members that are named by their seats, in debates alone: elsewhere a member for a place may be anybody."""
    document = analysis.document
    if document.origin.parser != "debates:akoma-ntoso" and document.genre != "transcript":
        return
    held = {}
    for mention in analysis.mentions:
        found = SEAT.match(document.text, mention.span.end)
        if found and mention.actor:
            held.setdefault(found["seat"], mention.actor)
    for block in document.blocks:
        if block.kind != "boilerplate":
            limits = {"pos": block.span.start, "endpos": block.span.end, "timeout": context.seconds_left()}
            for found in MEMBER.finditer(document.text, **limits):
                yield Mention(span=Span(*found.span()), form="nominal", actor=held.get(found["seat"]), confidence=0.95)


RECOGNIZER = Recognizer(name="members", recognize=recognize, languages=("en",))
