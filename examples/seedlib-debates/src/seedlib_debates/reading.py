"""Akoma Ntoso debates (OASIS LegalDocML, version 3.0): turns, who takes them and as what, sections, and the day of the sitting.

Rules:

- The text is what readers see: title, headings, `from` before each speech, its paragraphs, and scenes, which nobody speaks.
- A turn goes from its first word to its last; a scene parts it in two, with one speaker.
- A speaker is an actor under the id of the ontology that the file refers to, `akn:/ontology/person/…`, mentioned where `from` names
  him; what stands behind the name, in brackets or behind a comma, is no part of it.
"""

import regex

from seedlib import Actor, Analysis, AttributeKey, Attributes, Block, Document, Layers, Mention, Origin, Provenance, Span
from seedlib.components import Parser, Rank
from seedlib.errors import ParseError
from seedlib.model import Quotation, hull
from seedlib.parsing.xml import local_name, root_of, root_tag, text_of

__all__ = ["PARSER", "SECTION", "SITTING", "speaker_id"]

SECTION = AttributeKey("debates:section", str, "the heading of the section of a debate in which a block stands")
SITTING = AttributeKey("debates:sitting", str, "the day of the sitting, ISO 8601")

#: The elements of version 3.0 that are turns: `speechType` in its schema, but for those written by one who is not there.
TURNS = frozenset({"speech", "question", "answer"})

#: Elements with words that nobody speaks.
UNSPOKEN = frozenset({"scene", "narrative", "summary", "recordedTime", "remark"})

#: Elements that are one block: paragraphs, and what is written above, between and below them.
LEAVES = frozenset({"p", "heading", "subheading", "num", "from", "li", "block", "docTitle", "recordedTime", "summary", "narrative"})

#: Akoma Ntoso names languages by ISO 639-2, seedlib by BCP 47, which wants the shorter code where there is one.
LANGUAGES = {"eng": "en", "deu": "de", "ger": "de", "fra": "fr", "fre": "fr", "ita": "it", "spa": "es", "por": "pt", "nld": "nl"}

#: The name in `Ada Poe (Minister of Trade):`, `Mr Falk, Marlow North:`.
NAME = regex.compile(r"[^(\[,:;]*[^(\[,:;\s]")

DAY = regex.compile(r"\d{4}-\d\d-\d\d")

#: The element below the root, under whatever prefix; `debateBody` and `debateReport` are others.
DEBATE = regex.compile(rb"<(?:[\w.-]+:)?debate[\s>]")

NAMESPACE = regex.compile(r"\{http://docs\.oasis-open\.org/legaldocml/ns/akn/3\.0[^}]*\}akomaNtoso")


def speaker_id(href):
    """Return an actor's id for an entry of the ontology: `akn:/ontology/person/ml/ada-poe`."""
    return "akn:" + "".join(href.split())


def accepts(head, hint):
    """Accept a file whose root is Akoma Ntoso's and that has a debate, as far as its first bytes show."""
    if b"akomaNtoso" not in head or not DEBATE.search(head):
        return Rank.NO
    return Rank.CONTENT if NAMESPACE.fullmatch(root_tag(head) or "") else Rank.NO


def parse(stream, hint, context):
    """Yield the one document of a file."""
    root = root_of(stream.read(context.settings.max_text_bytes + 1), context.settings, "an Akoma Ntoso debate")
    debate = next((element for element in root if local_name(element) == "debate"), None)
    if debate is None:
        raise ParseError("found no debate element, expected one in akomaNtoso", advice="other Akoma Ntoso documents are not read")
    writing = _Writing(debate)
    writing.walk(debate)
    if not writing.blocks:
        raise ParseError("found no words in the debate, expected speeches with paragraphs")
    day = _held(debate, "FRBRdate", "date")
    day = day if DAY.fullmatch(day) else None
    language = _held(debate, "FRBRlanguage", "language")
    document = Document(
        text="".join(writing.texts),
        title=next((writing.text(block.span) for block in writing.blocks if block.kind == "title"), None),
        blocks=writing.blocks,
        language=LANGUAGES.get(language, language) or None,
        genre="transcript",
        published=day,
        origin=Origin(media_type="application/akn+xml"),
        attributes=Attributes().having(SITTING, day) if day else Attributes(),
        provenance=[Provenance(about="published", component="debates:akoma-ntoso", rule="FRBRdate")] if day else [],
    )
    yield Analysis(
        document=document,
        actors=writing.actors.values(),
        mentions=writing.mentions,
        stated={"quotations"},
        layers=Layers(quotations=writing.turns),
    )


def _held(debate, name, attribute) -> str:
    """Return an attribute of the first element of a name in the metadata; empty where there is none."""
    return next((element.get(attribute, "") for element in debate.iter() if local_name(element) == name), "").strip()


class _Writing:
    """The text of a debate on its way, and what lies where in it.

    Args:
        debate: the element.
    """

    def __init__(self, debate):
        self.texts, self.size = [], 0
        self.blocks, self.turns, self.mentions, self.actors = [], [], [], {}
        self.section = ""
        tlc = [element for element in debate.iter() if local_name(element).startswith("TLC")]
        self.known = {f"#{element.get('eId') or element.get('id')}": element for element in tlc}

    def text(self, span):
        """Return the words of a span."""
        return "".join(self.texts)[span.start : span.end]

    def walk(self, element, kind="paragraph") -> list[Block]:
        """Write an element's words, block by block, and return the blocks."""
        name = local_name(element)
        if name == "meta":
            return []
        if name in TURNS:
            return self._turn(element)
        if name in UNSPOKEN:
            kind = "boilerplate"
        if name in LEAVES and not any(local_name(inner) in LEAVES for inner in element.iter() if inner is not element):
            kind = {"heading": "heading", "subheading": "heading", "docTitle": "title"}.get(name, kind)
            return self._write(element, kind)
        if name == "preface":
            kind = "boilerplate"
        blocks = []
        for inner in element:  # no comprehension, whose frame would halve the depth that Python 3.11 can walk
            blocks += self.walk(inner, kind)
        return blocks

    def _write(self, element, kind):
        """Write one block; none where it has no words."""
        words = text_of(element)
        if not words:
            return []
        if kind == "title" and any(block.kind == "title" for block in self.blocks):
            kind = "heading"
        if kind == "heading":
            self.section = words
        self.texts.append(("\n\n" if self.texts else "") + words)
        start = self.size + (2 if self.size else 0)
        self.size = start + len(words)
        attributes = Attributes().having(SECTION, self.section) if self.section else Attributes()
        self.blocks.append(Block(kind=kind, span=Span(start, self.size), attributes=attributes))
        return self.blocks[-1:]

    def _turn(self, element):
        """Write a turn, with its speaker."""
        speaker = None
        parts = [[]]
        blocks = []
        for inner in element:
            if local_name(inner) == "from":
                written = self._write(inner, "boilerplate")
                speaker = self._speaker(element, written[0].span, text_of(inner)) if written else None
            else:
                written = self.walk(inner)
                for block in written:
                    if block.kind == "boilerplate":
                        parts.append([])
                    else:
                        parts[-1].append(block.span)
            blocks += written
        if speaker:
            self.turns += [Quotation(span=hull(part), words=hull(part), speaker=speaker) for part in parts if part]
        return blocks

    def _speaker(self, element, span, words):
        """Return where the name stands in `from`, and keep whom it means."""
        found = NAME.match(words)
        if not found:
            return None
        name = Span(span.start + found.start(), span.start + found.end())
        person = self.known.get(element.get("by", ""))
        if person is not None and person.get("href") and person.get("showAs"):
            actor = speaker_id(person.get("href"))
            role = self.known.get(element.get("as", ""))
            before = self.actors.get(actor)
            roles = dict.fromkeys((*(before.roles if before else ()), *([role.get("showAs")] if role is not None else ())))
            kind = "person" if local_name(person) == "TLCPerson" else "organization"
            self.actors[actor] = Actor(id=actor, name=person.get("showAs"), kind=kind, roles=tuple(filter(None, roles)))
            self.mentions.append(Mention(span=name, actor=actor, form="name"))
        return name


PARSER = Parser(name="akoma-ntoso", accepts=accepts, parse=parse, suffixes=(".akn",), media_types=("application/akn+xml",))
