r"""Standoff annotations as brat writes them: the lines of an `.ann` file, checked against the text.

The format is described at https://brat.nlplab.org/standoff.html. A line has an id, a tab, and what it says:

- `T1\tPerson 0 7\tAda Poe`, `T2\tContent 13 20;25 30\tit rains … now`: words, in one stretch or several
- `E1\tClaim:T3 Source:T1 Content:T2`: an event, by its trigger and arguments; `R1\tCue-of Arg1:T3 Arg2:T2`: a relation
- `*\tAlias T1 T4`: words that are equivalent
- `A1\tModality T2 possible`, `M1\tNegated T2`: an attribute; `N1\tReference T1 Wikidata:Q42\tAda Poe`: a known id
- `#1\tAnnotatorNotes T1\tsure`: a note

Rules:

- Offsets are code points of the text, half-open. Where the words at the offsets are not the words that the line gives, nothing in
  the file can be trusted: it is an error that says which line.
- Every other line that cannot be read is an error too: half of an annotation is none.
- Words with the attribute `Unbroken` were cut at line ends alone, which brat asks for: their pieces are one where only
  line ends lie between.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

import attrs
import regex

from seedlib.errors import ParseError
from seedlib.model import EMPTY, FrozenMapping, Span, value

__all__ = ["Bound", "Connected", "Standoff", "standoff_of"]

_BOUND = regex.compile(r"(?P<id>T\S+)\t(?P<type>\S+) (?P<spans>\d+ \d+(?:;\d+ \d+)*)(?:\t(?P<words>.*))?")
_EVENT = regex.compile(r"(?P<id>E\S+)\t(?P<type>[^\s:]+):(?P<trigger>\S+)(?P<arguments>(?:[ ]+[^\s:]+:\S+)*)[ ]*\t?.*")
_RELATION = regex.compile(r"(?P<id>R\S+)\t(?P<type>\S+) [^\s:]+:(?P<one>\S+) [^\s:]+:(?P<other>\S+)[ ]*\t?.*")
_EQUIVALENT = regex.compile(r"\*\t(?P<type>\S+)(?P<members>(?: \S+)+)[ ]*")
_ATTRIBUTE = regex.compile(r"(?P<id>[AM]\S+)\t(?P<name>\S+) (?P<of>\S+)(?: (?P<held>[^\t]+))?(?:\t.*)?")
_KNOWN = regex.compile(r"(?P<id>N\S+)\t(?P<name>\S+) (?P<of>\S+) (?P<namespace>[^\s:]+):(?P<key>[^\s]+)(?:\t(?P<words>.*))?")

#: Where brat's server cuts its files into lines, as Python's `splitlines` does.
_LINE_ENDS = regex.compile(r"[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")

#: A message shows no more of a line.
_SHOWN = 80


@value(kw_only=True)
class Bound:
    """Words with a type."""

    id: str
    type: str
    #: In text order.
    spans: tuple[Span, ...]


@value(kw_only=True)
class Connected:
    """An event or a relation: what it is called, and the ids of what it connects, by their parts in it."""

    type: str
    #: Of an event only.
    trigger: str | None = None
    #: Part and id: `("Source", "T1")`; a relation's two parts are named `""`.
    members: tuple[tuple[str, str], ...]


@value(kw_only=True)
class Standoff:
    """All that an `.ann` file says, but for its notes."""

    #: By id.
    bounds: Mapping[str, Bound]
    connected: tuple[Connected, ...] = ()
    #: Groups of ids of words that mean the same.
    equivalent: tuple[tuple[str, ...], ...] = ()
    #: By id of what has them, then by name in small letters.
    attributes: Mapping[str, Mapping[str, str]] = EMPTY
    #: Namespaced ids, `Wikidata:Q42`, by the id of the words.
    known: Mapping[str, tuple[str, ...]] = EMPTY
    #: What the first of those is called where it is kept, by the id of the words.
    names: Mapping[str, str] = EMPTY


class _Gathered:
    """What was read of a file so far."""

    def __init__(self) -> None:
        self.bounds: dict[str, Bound] = {}
        self.events: dict[str, str] = {}
        self.connected: list[Connected] = []
        self.equivalent: list[tuple[str, ...]] = []
        self.attributes: dict[str, dict[str, str]] = {}
        self.known: dict[str, list[str]] = {}
        self.names: dict[str, str] = {}

    def done(self, text: str) -> Standoff:
        """Return it, each id of an event replaced by that of its trigger, and what is unbroken as one."""
        of = self.events
        whole = {name: self.bounds[name] for name, held in self.attributes.items() if "unbroken" in held and name in self.bounds}
        joined = {name: attrs.evolve(bound, spans=_joined(bound.spans, text)) for name, bound in whole.items()}
        return Standoff(
            bounds=FrozenMapping(self.bounds | joined),
            connected=tuple(
                Connected(type=c.type, trigger=c.trigger, members=tuple((part, of.get(member, member)) for part, member in c.members))
                for c in self.connected
            ),
            equivalent=tuple(self.equivalent),
            attributes=FrozenMapping({of.get(name, name): FrozenMapping(held) for name, held in self.attributes.items()}),
            known=FrozenMapping({name: tuple(held) for name, held in self.known.items()}),
            names=FrozenMapping(self.names),
        )


def standoff_of(lines: str, text: str) -> Standoff:
    r"""Return what the lines of an `.ann` file say of a text.

    >>> standoff_of("T1\tPerson 0 7\tAda Poe\n", "Ada Poe left.").bounds["T1"].spans
    (Span(start=0, end=7),)

    Raises:
        ParseError: a line cannot be read, names what is not there, or has other words than the text at its offsets.
    """
    gathered = _Gathered()
    for number, line in enumerate(lines.removeprefix("\ufeff").replace("\r\n", "\n").split("\n"), 1):  # words may hold other line ends
        if not line.strip() or line.startswith("#"):
            continue
        try:
            _read(line, text, gathered)
        except ParseError as error:
            raise ParseError(error.message, where=f"line {number}", advice=error.advice) from None
    standoff = gathered.done(text)
    for name in _named(standoff):
        if name not in standoff.bounds:
            raise ParseError(f"found {name!r} named in it, which no line defines", advice="a line is missing, or the file is cut off")
    return standoff


def _joined(spans: tuple[Span, ...], text: str) -> tuple[Span, ...]:
    """Return spans with those as one between which only line ends lie."""
    found = [spans[0]]
    for span in spans[1:]:
        if _LINE_ENDS.fullmatch(text, found[-1].end, span.start):
            found[-1] = Span(found[-1].start, span.end)
        else:
            found.append(span)
    return tuple(found)


def _named(standoff: Standoff) -> Iterator[str]:
    """Yield the ids of words that other lines name."""
    for connected in standoff.connected:
        if connected.trigger is not None:
            yield connected.trigger
        yield from (member for _, member in connected.members)
    for group in standoff.equivalent:
        yield from group
    yield from standoff.known


def _read(line: str, text: str, gathered: _Gathered) -> None:
    sign = line[0]
    if sign == "T" and (found := _BOUND.fullmatch(line)):
        spans = _spans(found["spans"], text)
        _check_words(spans, found["words"], text)
        gathered.bounds[found["id"]] = Bound(id=found["id"], type=found["type"], spans=spans)
    elif sign == "E" and (found := _EVENT.fullmatch(line)):
        members = tuple(_part(pair) for pair in found["arguments"].split())
        gathered.events[found["id"]] = found["trigger"]
        gathered.connected.append(Connected(type=found["type"], trigger=found["trigger"], members=members))
    elif sign == "R" and (found := _RELATION.fullmatch(line)):
        gathered.connected.append(Connected(type=found["type"], members=(("", found["one"]), ("", found["other"]))))
    elif sign == "*" and (found := _EQUIVALENT.fullmatch(line)):
        gathered.equivalent.append(tuple(found["members"].split()))
    elif sign in "AM" and (found := _ATTRIBUTE.fullmatch(line)):
        gathered.attributes.setdefault(found["of"], {})[found["name"].lower()] = (found["held"] or "").strip()
    elif sign == "N" and (found := _KNOWN.fullmatch(line)):
        gathered.known.setdefault(found["of"], []).append(f"{found['namespace']}:{found['key']}")
        if found["words"] and found["words"].strip():
            gathered.names.setdefault(found["of"], found["words"].strip())
    else:
        expected = "expected a line of brat's standoff format, such as T1, a tab, Person 0 7, a tab, the words"
        raise ParseError(f"found {line[:_SHOWN]!r}, {expected}", advice="mend the line, or drop it")


def _part(pair: str) -> tuple[str, str]:
    part, _, member = pair.partition(":")
    return part.rstrip("0123456789"), member  # a second argument of the same part is written Content2


def _spans(written: str, text: str) -> tuple[Span, ...]:
    found = []
    for pair in written.split(";"):
        start, end = (int(number[:12]) for number in pair.split())
        if not start < end <= len(text):
            message = f"found the offsets {start} and {end}, expected a start before an end, within the text's {len(text)} characters"
            raise ParseError(message, advice="check that it is the text that was annotated")
        found.append(Span(start, end))
    found.sort()
    if any(after.start < before.end for before, after in pairwise(found)):
        raise ParseError(f"found offsets that overlap: {written[:_SHOWN]}", advice="mend the line")
    return tuple(found)


def _check_words(spans: tuple[Span, ...], words: str | None, text: str) -> None:
    """Raise a ParseError unless the words of a line are those of the text, blanks and line ends aside."""
    if words is None:
        return
    held = " ".join(text[span.start : span.end] for span in spans)
    if "".join(held.split()) == "".join(words.split()):
        return
    place = ";".join(f"{span.start}-{span.end}" for span in spans)
    raise ParseError(f"found {held[:_SHOWN]!r} at {place} in the text, expected {words[:_SHOWN]!r}", advice=_advice(spans, words, text))


def _advice(spans: tuple[Span, ...], words: str, text: str) -> str:
    """Return what else the offsets may count, or what happened to the text."""
    start, end = spans[0].start, spans[-1].end
    if len(spans) == 1:
        wide = text.encode("utf-16-le", "surrogatepass")[2 * start : 2 * end].decode("utf-16-le", "replace")
        if wide == words:
            return "its offsets count UTF-16 units; write them as code points, as brat does"
        if text.encode("utf-8", "surrogatepass")[start:end].decode("utf-8", "replace") == words:
            return "its offsets count bytes; write them as code points, as brat does"
        if text.replace("\r\n", "\n")[start:end] == words:
            return "the text has other line ends (CRLF) than the one that was annotated"
    return "check that it is the text that was annotated, to the letter; offsets count code points"
