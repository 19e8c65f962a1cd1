"""The graph, as networkx reads it."""

from __future__ import annotations

import io
from typing import Any

import attrs
import pytest

from seedlib.components import Context
from seedlib.exporting.graphml import write_graphml
from seedlib.model import Actor, Analysis, Claim, Document, Span, Unread

networkx = pytest.importorskip("networkx", reason="networkx, which reads GraphML, is not installed")


def graph(*results: Analysis | Unread) -> Any:
    """Return the graph that networkx reads."""
    target = io.BytesIO()
    write_graphml(iter(results), target, Context())
    target.seek(0)
    return networkx.read_graphml(target, force_multigraph=True)


def edges(held: Any) -> list[tuple[str, str, str]]:
    return sorted((source, target, data["relation"]) for source, target, data in held.edges(data=True))


def test_actors_and_claims_are_nodes(analysis: Analysis, unread: Unread) -> None:
    """With what is known of them; what is not known is absent."""
    held = graph(analysis, unread)
    assert held.nodes["d1.doc:ruta-voss"] == {
        "label": "Ruta Voss", "type": "actor", "id": "doc:ruta-voss", "kind": "person", "country": "LTU", "roles": "minister",
        "aliases": "Voss",
    }  # fmt: skip
    assert held.nodes["d1.c2"] == {
        "label": "will not sign", "type": "claim", "id": "c1", "kind": "commitment", "modality": "asserted", "polarity": "negative",
        "quotation": "indirect", "by_author": False, "confidence": 1.0, "source": "the\nminister", "document": "d1",
        "published": "2024-06-24", "publisher": "The Ledger",
    }  # fmt: skip
    assert edges(held) == [("d1.doc:ana-ito", "d1.c1", "speaks"), ("d1.doc:ruta-voss", "d1.c2", "speaks")]


def test_who_is_spoken_to_and_of_and_where_a_claim_stands() -> None:
    """Edges lead from the speaker to the claim, and from there on; an actor that nobody lists is a node all the same."""
    actor = Actor(id="wikidata:Q7747", name="Lee", kind="person", same_as=["acme:a/b"])
    claims = [
        Claim(content=[Span(0, 9)], id="outer", speakers=["acme:a/b"], addressees=["acme:x/y"], targets=["doc:poe"]),
        Claim(content=[Span(2, 4)], within="outer"),
        Claim(content=[Span(2, 5)], within="elsewhere"),
    ]
    held = graph(Analysis(document=Document(text="Lee said it"), actors=[actor], claims=claims))
    assert edges(held) == [
        ("d1.c1", "acme:x_2f_y", "addressed"),
        ("d1.c1", "d1.doc:poe", "about"),
        ("d1.c3", "d1.c1", "within"),
        ("wikidata:Q7747", "d1.c1", "speaks"),
    ]
    assert held.nodes["acme:x_2f_y"] == {"label": "acme:x/y", "type": "actor", "id": "acme:x/y", "kind": "unknown"}


def test_ids_of_nodes_are_name_tokens_and_no_two_become_one() -> None:
    """What XML cannot hold is its number between lines, and so is a line itself."""
    actors = [Actor(id=name, name=name) for name in ("acme:a/b", "acme:a_2f_b", "doc:µ²", "doc:ж")]
    held = graph(Analysis(document=Document(text="x"), actors=actors))
    assert sorted(held.nodes) == ["acme:a_2f_b", "acme:a_5f_2f_5f_b", "d1.doc:_b5__b2_", "d1.doc:ж"]


def test_an_actor_of_many_documents_is_one_node_if_its_id_says_so() -> None:
    """`doc:` ids hold within one document; the same document twice is two."""
    actors = [Actor(id="iso3166:LTU", name="Lithuania"), Actor(id="doc:poe", name="Poe")]
    one = Analysis(document=Document(text="x", id="one"), actors=actors)
    other = attrs.evolve(one, actors=[attrs.evolve(actors[0], name="Vilnius"), actors[1]])
    assert dict(graph(one, other).nodes(data="label")) == {"iso3166:LTU": "Lithuania", "d1.doc:poe": "Poe", "d2.doc:poe": "Poe"}


def test_no_results_are_a_graph_without_nodes() -> None:
    """A program that reads it needs no special case."""
    assert len(graph()) == 0
