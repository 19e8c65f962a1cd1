"""A graph of actors and claims, as GraphML (http://graphml.graphdrawing.org/): for Gephi, yEd, Cytoscape, networkx, igraph.

Nodes are actors and claims; edges go from who speaks to the claim, and from the claim to whom it is about, to whom it is said, and to
the claim that it stands in.

Rules:

- An actor of a canonical id is one node for all documents, with the name and kind of the first; one whose id holds within a document
  (`doc:`) is a node of each. `seedlib corpus actors` says more of who is the same.
- It is written by hand, a document at a time: networkx would hold the whole graph. What is kept are the ids of the actors.
- Ids of nodes are XML name tokens; the actor's or the claim's own id is an attribute.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO

import regex

from seedlib.components import Context
from seedlib.exporting.markup import DECLARATION, attributes, element, text_of
from seedlib.model import Actor, Analysis, Claim, Unread, is_local_id

__all__ = ["write_graphml"]

#: What nodes hold: name and GraphML's type.
_NODE = {
    "label": "string",
    "type": "string",
    "id": "string",
    "kind": "string",
    "country": "string",
    "roles": "string",
    "aliases": "string",
    "same_as": "string",
    "modality": "string",
    "polarity": "string",
    "quotation": "string",
    "by_author": "boolean",
    "time": "string",
    "confidence": "double",
    "source": "string",
    "document": "string",
    "published": "string",
    "publisher": "string",
    "url": "string",
}

#: What edges hold.
_EDGE = {"relation": "string"}

#: Fields of a claim that name actors, the relation's name, and whether the edge leads to the claim.
_ROLES = (("speakers", "speaks", True), ("addressees", "addressed", False), ("targets", "about", False))

#: What an XML name token cannot hold (https://www.w3.org/TR/xml/#NT-Nmtoken), as the slash of `acme:a/b` and the sign of `doc:µ`; and the
#: line that stands around its number instead, so that no two ids become one.
_NOT_TOKEN = regex.compile(r"[^\p{L}\p{Nd}.:-]|[ªµº]")


def write_graphml(results: Iterable[Analysis | Unread], target: BinaryIO, context: Context) -> None:  # noqa: ARG001  # an exporter's signature
    """Write one graph of the actors and claims of all documents; inputs that gave no document have none."""
    keys = [*(("node", name, type_) for name, type_ in _NODE.items()), *(("edge", name, type_) for name, type_ in _EDGE.items())]
    target.write(f'{DECLARATION}<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'.encode())
    declared = ({"id": _key(of, name), "for": of, "attr.name": name, "attr.type": type_} for of, name, type_ in keys)
    target.writelines(f"<key{attributes(key)}/>\n".encode() for key in declared)
    target.write(b'<graph id="claims" edgedefault="directed">\n')
    graph = _Graph()
    for result in results:
        if isinstance(result, Analysis):
            target.write("".join(graph.lines(result)).encode())
    target.write(b"</graph>\n</graphml>\n")


def _key(of: str, name: str) -> str:
    return f"{of}.{name}"


class _Graph:
    """What is known of a graph while it is written: which actors are in it, and how many documents and edges."""

    def __init__(self) -> None:
        self._seen: set[str] = set()
        self._documents = 0
        self._edges = 0

    def lines(self, analysis: Analysis) -> Iterator[str]:
        """Yield the nodes and edges of a document, a line each."""
        self._documents += 1
        places = analysis.actor_places()
        local: set[str] = set()
        for actor in analysis.actors:
            yield from self._actor(actor.id, actor, local)
        nodes = [(f"d{self._documents}.c{number}", claim) for number, claim in enumerate(analysis.claims, 1)]
        for node, claim in nodes:
            yield _node(node, _of_claim(claim, analysis))
        by_id = {claim.id: node for node, claim in nodes}
        for node, claim in nodes:
            for field, relation, to_claim in _ROLES:
                for name in getattr(claim, field):
                    known = analysis.actors[places[name]] if name in places else None
                    identifier = known.id if known else name
                    yield from self._actor(identifier, known, local)
                    ends = (self._id(identifier), node)
                    yield self._edge(relation, ends if to_claim else ends[::-1])
            if claim.within in by_id:
                yield self._edge("within", (node, by_id[claim.within]))

    def _id(self, identifier: str) -> str:
        token = _NOT_TOKEN.sub(lambda found: f"_{ord(found.group()):x}_", identifier)
        return f"d{self._documents}.{token}" if is_local_id(identifier) else token

    def _actor(self, identifier: str, actor: Actor | None, local: set[str]) -> Iterator[str]:
        """Yield the node of an actor unless it is there."""
        seen = local if is_local_id(identifier) else self._seen
        if identifier not in seen:
            seen.add(identifier)
            yield _node(self._id(identifier), _of_actor(identifier, actor))

    def _edge(self, relation: str, ends: tuple[str, str]) -> str:
        self._edges += 1
        tag = attributes({"id": f"e{self._edges}", "source": ends[0], "target": ends[1]})
        return f"<edge{tag}>{element('data', relation, key=_key('edge', 'relation'))}</edge>\n"


def _node(identifier: str, held: Mapping[str, str]) -> str:
    data = "".join(f"<data{attributes({'key': _key('node', name)})}>{text_of(text)}</data>" for name, text in held.items() if text)
    return f"<node{attributes({'id': identifier})}>{data}</node>\n"


def _of_actor(identifier: str, actor: Actor | None) -> dict[str, str]:
    if actor is None:  # a claim of another program's may name whom it does not list
        return {"label": identifier, "type": "actor", "id": identifier, "kind": "unknown"}
    return {
        "label": actor.name,
        "type": "actor",
        "id": identifier,
        "kind": actor.kind,
        "country": actor.country or "",
        "roles": "; ".join(actor.roles),
        "aliases": "; ".join(actor.aliases),
        "same_as": "; ".join(actor.same_as),
    }


def _of_claim(claim: Claim, analysis: Analysis) -> dict[str, str]:
    document = analysis.document
    return {
        "label": analysis.text_of(claim.content),
        "type": "claim",
        "id": claim.id,
        "kind": claim.kind,
        "modality": claim.modality,
        "polarity": claim.polarity,
        "quotation": claim.quotation,
        "by_author": "true" if claim.by_author else "false",
        "time": claim.time or "",
        "confidence": str(claim.confidence),
        "source": analysis.text_of(claim.source),
        "document": document.id,
        "published": document.published or "",
        "publisher": document.publisher or "",
        "url": document.url or "",
    }
