"""The wire format: what is written, what is read back, what is refused and how that is said."""

from __future__ import annotations

import contextlib
import json
import pickle
import sys
from typing import Any

import attrs
import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seedlib import wire
from seedlib.errors import WireError
from seedlib.model import (
    BLOCK_KINDS,
    FORMS,
    MODALITIES,
    POLARITIES,
    QUOTATIONS,
    STATED,
    USES,
    Actor,
    Analysis,
    Attributes,
    Block,
    Claim,
    Document,
    Failure,
    Label,
    Layers,
    Link,
    Mention,
    Notice,
    Origin,
    Provenance,
    Quotation,
    SourceRun,
    Span,
    Spans,
    TextProblem,
    Unread,
)
from tests import strategies

SLOW = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])

TEXT = "The dam will hold, Ruta Voss said."


def line(**fields: Any) -> dict[str, Any]:
    """Return the dict of a line with `TEXT` and these fields."""
    return {"schema": "seedlib/1", "id": "a", "text": TEXT, **fields}


def analysis() -> Analysis:
    """Return an analysis with one of everything."""
    voss = Span(19, 28)
    return Analysis(
        document=Document(text=TEXT, id="a", blocks=[Block(kind="paragraph", span=Span(0, 34))]),
        actors=[Actor(id="doc:ruta-voss", name="Ruta Voss", kind="person")],
        mentions=[Mention(span=voss, actor="doc:ruta-voss", confidence=1 / 3)],
        claims=[Claim(content=[Span(0, 17)], source=[voss], cue=[Span(29, 33)], speakers=["doc:ruta-voss"], confidence=0.93)],
        layers=Layers(tokens=Spans([(0, 3), (4, 7)])),
        stated=["quotations"],
    )


@SLOW
@given(strategies.analyses() | strategies.unreads)
def test_reading_back_gives_equal_values(value: Analysis | Unread) -> None:
    """Whatever is written, unknown fields and attributes among it, is read back to the letter."""
    assert wire.loads(wire.dumps(value)) == value


@SLOW
@given(strategies.analyses())
def test_layers_are_read_back(value: Analysis) -> None:
    """What stands outside equality is written on demand, and equal when read back."""
    back = wire.loads(wire.dumps(value, layers=True))
    assert isinstance(back, Analysis)
    assert (back.layers, back.stated, back.document.origin.source_map) == (value.layers, value.stated, value.document.origin.source_map)


@SLOW
@given(strategies.analyses() | strategies.unreads, st.booleans())
def test_schema_accepts_what_is_written(value: Analysis | Unread, layers: bool) -> None:
    """The shipped schema is of draft 2020-12 and describes every line."""
    jsonschema.Draft202012Validator(wire.schema()).validate(json.loads(wire.dumps(value, layers=layers)))


@SLOW
@given(strategies.analyses() | strategies.unreads, st.booleans())
def test_a_line_is_one_line_of_utf_8(value: Analysis | Unread, layers: bool) -> None:
    """No reader cuts a line in two, and the same value gives the same line."""
    written = wire.dumps(value, layers=layers)
    assert len(written.splitlines()) == 1
    assert written.encode().decode() == written
    assert wire.dumps(wire.loads(written), layers=layers) == written


@given(st.text(max_size=40) | st.recursive(st.none() | st.booleans() | st.floats() | st.text(), st.lists).map(json.dumps))
def test_foreign_text_gives_a_wire_error(text: str) -> None:
    """Whatever is no line raises a WireError and nothing else."""
    with pytest.raises(WireError):
        wire.loads(text)


@SLOW
@given(strategies.analyses(), st.data())
def test_a_damaged_line_is_read_or_refused(value: Analysis, data: st.DataObject) -> None:
    """A field replaced by foreign JSON, anywhere, gives a value or a WireError and nothing else."""
    held = json.loads(wire.dumps(value, layers=True))
    place: Any = held
    while True:
        key = data.draw(st.sampled_from(range(len(place)) if isinstance(place, list) else sorted(place)))
        if not isinstance(place[key], dict | list) or not place[key] or data.draw(st.booleans()):
            break
        place = place[key]
    place[key] = data.draw(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3) | st.just([]) | st.just({}) | st.just([[]])
    )
    with contextlib.suppress(WireError):
        wire.from_dict(held)


def test_fields_stand_in_the_order_of_the_design() -> None:
    """The order of fields is part of the format."""
    held = wire.to_dict(analysis(), layers=True)
    assert " ".join(held) == (
        "schema id text title authors publisher first_publisher published updated language genre url origin provenance blocks problems"
        " actors claims notices failures layers"
    )
    assert " ".join(held["claims"][0]) == (
        "id kind source cue content speakers by_author within quotation modality polarity time addressees targets arguments"
        " confidence provenance"
    )
    assert " ".join(held["actors"][0]) == "id name kind country roles aliases same_as provenance mentions"


def test_the_shape_of_a_line() -> None:
    """Spans are pairs, but flat in blocks and mentions; mentions stand under their actors; floats have four decimals."""
    held = wire.to_dict(analysis())
    assert held["blocks"] == [{"kind": "paragraph", "start": 0, "end": 34}]
    assert held["actors"][0]["mentions"] == [
        {"start": 19, "end": 28, "form": "name", "use": "literal", "confidence": 0.3333, "provenance": []},
    ]
    assert (held["claims"][0]["content"], held["claims"][0]["confidence"]) == ([[0, 17]], 0.93)
    assert "attributes" not in held["claims"][0]
    assert "layers" not in held


@pytest.mark.parametrize(("given", "expected"), [(0.99999999995, 1.0), (1 / 3, 0.3333), (1, 1.0), (0, 0.0), (1e-9, 0.0)])
def test_what_is_written_is_what_the_value_holds(given: float, expected: float) -> None:
    """Confidences and scores are rounded when a value is made, so that a line that is read back equals it."""
    span = Span(0, 4)
    made = Analysis(
        document=Document(text=TEXT, provenance=[Provenance(about="title", component="a:b", confidence=given)]),
        mentions=[Mention(span=span, confidence=given)],
        claims=[Claim(content=[span], confidence=given)],
        layers=Layers(
            labels=[Label(span, "author:claim", None, given)],
            links=[Link(span, span, "coreference:same", given)],
            taggers=[Provenance(about="attribution", component="acme:tagger", version="2")],
        ),
    )
    back = wire.loads(wire.dumps(made, layers=True))
    assert isinstance(back, Analysis)
    assert (back, back.layers) == (made, made.layers)
    held = (made.mentions[0].confidence, made.layers.labels[0].score, made.layers.links[0].score)
    assert [(number, type(number)) for number in held] == [(expected, float)] * 3


def test_a_problem_of_the_whole_text_has_no_offsets() -> None:
    """`start` and `end` are null together."""
    given = Analysis(document=Document(text=TEXT), problems=[TextProblem(kind="encoding-conflict", note="declared utf-8")])
    held = wire.to_dict(given)
    assert held["problems"] == [{"kind": "encoding-conflict", "start": None, "end": None, "note": "declared utf-8", "suggestion": None}]
    assert wire.from_dict(held) == given


def test_mentions_of_nobody_stand_by_themselves() -> None:
    """A parser may state mentions without an actor, or of one that only a lexicon knows."""
    found = [Mention(span=Span(0, 3)), Mention(span=Span(4, 7), actor="iso3166:RUS")]
    held = wire.to_dict(Analysis(document=Document(text=TEXT), mentions=found))
    assert [mention["actor"] for mention in held["mentions"]] == [None, "iso3166:RUS"]
    back = wire.from_dict(held)
    assert isinstance(back, Analysis)
    assert back.mentions == tuple(found)


def test_absent_fields_have_their_defaults() -> None:
    """A line of another program needs a schema and a text."""
    assert wire.loads(json.dumps(line())) == Analysis(document=Document(text=TEXT, id="a"))
    held = {"schema": "seedlib/1", "text": TEXT, "layers": None, "claims": [{"content": [[0, 3]]}], "problems": [{"kind": "mojibake"}]}
    expected = Analysis(document=Document(text=TEXT), claims=[Claim(content=[Span(0, 3)])], problems=[TextProblem(kind="mojibake")])
    assert wire.from_dict(held) == expected


def test_integers_may_stand_where_decimals_may() -> None:
    """Most writers write 1 for 1.0."""
    back = wire.from_dict(line(claims=[{"content": [[0, 3]], "confidence": 1}]))
    assert isinstance(back, Analysis)
    assert type(back.claims[0].confidence) is float


def test_unknown_fields_are_kept_at_every_level() -> None:
    """What a newer seedlib wrote comes out as it came in, though it uses names that our classes have."""
    new = {"span": [1.123456789, None], "new": {"deep": [True]}}
    written = line(
        schema="seedlib/1.3",
        origin={"uri": "u", **new},
        blocks=[{"kind": "paragraph", "start": 0, "end": 3, **new}],
        provenance=[{"about": "title", "component": "a:b", **new}],
        problems=[{"kind": "mojibake", **new}],
        actors=[{"id": "doc:a", "name": "A", "mentions": [{"start": 0, "end": 3, **new}], **new}],
        claims=[{"content": [[0, 3]], **new}],
        notices=[{"code": "c", "message": "m", **new}],
        failures=[{"stage": "s", "error": "E", "message": "m", **new}],
        unknown="a field may have this name too",
        **new,
    )
    back = wire.to_dict(wire.from_dict(written))
    places = [back, back["origin"], back["actors"][0]["mentions"][0]]
    places += [back[name][0] for name in ("blocks", "provenance", "problems", "actors", "claims", "notices", "failures")]
    assert [{name: place[name] for name in new} for place in places] == [new] * len(places)
    assert (back["unknown"], back["schema"]) == ("a field may have this name too", "seedlib/1")


def test_an_unknown_field_never_replaces_a_known_one() -> None:
    """A value made by hand may hold anything in `unknown`."""
    given = Analysis(document=Document(text=TEXT, id="a"), unknown={"id": "b", "new": 1})
    held = wire.to_dict(given)
    assert (held["id"], held["new"]) == ("a", 1)


def test_attributes_are_written_to_the_letter() -> None:
    """Only the library's own numbers are rounded."""
    given = Unread(
        origin=Origin(filename="a"),
        failures=[Failure(stage="s", error="E", message="m")],
        attributes={"acme:latitude": 52.5200081234, "x": ()},
    )
    assert wire.to_dict(given)["attributes"] == {"acme:latitude": 52.5200081234, "x": []}
    assert wire.loads(wire.dumps(given)) == given


def test_an_input_that_failed_is_a_line_without_text() -> None:
    """Its origin and failures stand there, and nothing else."""
    given = Unread(origin=Origin(filename="a.txt"), failures=[Failure(stage="parsing", error="ParseError", message="found nothing")])
    assert list(wire.to_dict(given)) == ["schema", "origin", "failures"]
    assert wire.loads('{"schema": "seedlib/1", "failures": [{"stage": "s", "error": "E", "message": "m"}], "id": "x"}') == Unread(
        origin=Origin(), failures=[Failure(stage="s", error="E", message="m")], unknown={"id": "x"}
    )


def test_source_map_is_written_with_layers_only() -> None:
    """It stands outside equality, and is as long as the text."""
    run = SourceRun(start=0, end=3, source_start=7, source_end=10, exact=False)
    given = Analysis(document=Document(text=TEXT, origin=Origin(source_map=[run])))
    assert "source_map" not in wire.to_dict(given)["origin"]
    expected = [{"start": 0, "end": 3, "source_start": 7, "source_end": 10, "exact": False}]
    assert wire.to_dict(given, layers=True)["origin"]["source_map"] == expected


@pytest.mark.parametrize(
    ("label", "text", "where", "words"),
    [
        ("nothing", "", "character 0", "no valid JSON"),
        ("half a line", '{"schema": "seedlib/1", ', "character 24", "no valid JSON"),
        ("two values", "{} {}", "character 3", "no valid JSON"),
        ("a list", "[]", "$", "found a list, expected an object"),
        ("a number", "5", "$", "found 5, expected an object"),
        ("no schema", '{"text": "x"}', "$.schema", "found nothing, expected seedlib/1"),
        ("another major", '{"schema": "seedlib/2", "text": "x"}', "$.schema", "found 'seedlib/2', expected seedlib/1"),
        ("a major that begins so", '{"schema": "seedlib/10", "text": "x"}', "$.schema", "found 'seedlib/10'"),
        ("a schema that is no text", '{"schema": 1, "text": "x"}', "$.schema", "found 1"),
        ("neither text nor failures", '{"schema": "seedlib/1"}', "$", "neither text nor failures"),
        ("not a number", '{"schema": "seedlib/1", "text": "x", "new": NaN}', "", "found NaN"),
        ("infinity", '{"schema": "seedlib/1", "text": "x", "new": -Infinity}', "", "found -Infinity"),
        ("a number too large for decimals", '{"schema": "seedlib/1", "text": "x", "new": [1e999]}', "$.new[0]", "found inf"),
        ("a number of too many digits", '{"schema": "seedlib/1", "text": "x", "new": %s}' % ("9" * 5000), "", "found a number"),
        ("a field twice", '{"schema": "seedlib/1", "text": "x", "text": "y"}', "", "'text' twice"),
        ("a field twice, deep down", '{"schema": "seedlib/1", "text": "x", "n": [{"a": 1, "a": 1}]}', "", "'a' twice"),
        ("lists too deep for json", "[" * 100_000, "", "nested too deeply"),
        ("objects too deep for json", '{"a":' * 100_000, "", "nested too deeply"),
        ("text that is a number", '{"schema": "seedlib/1", "text": 5}', "$.text", "found 5, expected a string"),
        ("no failure", '{"schema": "seedlib/1", "failures": []}', "$.failures", "found no failure"),
    ],
)
def test_refuses_what_is_no_line(label: str, text: str, where: str, words: str) -> None:
    """Each refusal says where, what was found and what was expected."""
    with pytest.raises(WireError) as caught:
        wire.loads(text)
    assert caught.value.where == where, label
    assert words in caught.value.message, label


@pytest.mark.parametrize(
    ("fields", "where", "words"),
    [
        ({"id": 5}, "$.id", "found 5, expected a string"),
        ({"id": ""}, "$.id", "found '', expected a string that is not empty"),
        ({"title": []}, "$.title", "found a list of 0, expected a string"),
        ({"authors": "Ann Poe"}, "$.authors", "found 'Ann Poe', expected a list"),
        ({"authors": {"a": 1}}, "$.authors", "found an object, expected a list"),
        ({"authors": ["Ann Poe", 5]}, "$.authors[1]", "found 5, expected a string"),
        ({"published": "yesterday"}, "$.published", "expected an ISO 8601 date"),
        ({"language": "English!"}, "$.language", "expected a BCP 47 tag"),
        ({"origin": None}, "$.origin", "found None, expected an object"),
        ({"origin": {"sha256": "ff"}}, "$.origin.sha256", "expected 64 hexadecimal digits"),
        ({"attributes": []}, "$.attributes", "expected an object"),
        ({"attributes": {"a:b": [1, float("nan")]}}, "$.attributes.a:b[1]", "expected a finite number"),
        ({"blocks": [{"kind": "paragraph", "start": 0}]}, "$.blocks[0]", "found start 0 and end None"),
        ({"blocks": [{"kind": "paragraph", "start": True, "end": 2}]}, "$.blocks[0]", "found start True"),
        ({"blocks": [{"kind": "paragraph", "start": 0, "end": 35}]}, "$.blocks", "inside a text of 34 code points"),
        ({"blocks": [5]}, "$.blocks[0]", "found 5, expected an object"),
        ({"problems": [{"kind": "x", "start": 33, "end": 35}]}, "$.problems[0]", "found 33 to 35, expected a span inside the text of 34"),
        ({"problems": [{"kind": "x", "start": 3}]}, "$.problems[0]", "found start 3 and end None"),
        ({"problems": None}, "$.problems", "expected a list"),
        ({"actors": 5}, "$.actors", "found 5, expected a list"),
        ({"actors": [{"id": "doc:a"}]}, "$.actors[0].name", "found nothing, expected a value"),
        ({"actors": [{"id": "nobody", "name": "A"}]}, "$.actors[0].id", "expected an id such as"),
        ({"actors": [{"id": "doc:a", "name": "A", "same_as": ["b"]}]}, "$.actors[0].same_as", "expected an id such as"),
        ({"actors": [{"id": "doc:a", "name": "A", "mentions": [{}]}]}, "$.actors[0].mentions[0]", "found start None"),
        ({"actors": [{"id": "doc:a", "name": "A", "mentions": [5]}]}, "$.actors[0].mentions[0]", "expected an object"),
        ({"actors": [{"id": "doc:a", "name": "A", "mentions": {}}]}, "$.actors[0].mentions", "expected a list"),
        ({"actors": [{"id": "doc:a", "name": "A", "mentions": [{"start": 9, "end": 99}]}]}, "$.actors[0].mentions[0]", "found 9 to 99"),
        ({"actors": [{"id": "doc:a", "name": "A", "provenance": [{"about": "a", "component": "b", "spans": [[0, 99]]}]}]},
         "$.actors[0].provenance[0].spans[0]", "found 0 to 99"),
        ({"mentions": [{"start": 0, "end": 3, "form": "nickname"}]}, "$.mentions[0].form", "expected one of name, nominal, pronoun"),
        ({"claims": [{}]}, "$.claims[0].content", "found nothing"),
        ({"claims": [{"content": []}]}, "$.claims[0].content", "expected at least one"),
        ({"claims": [{"content": [[3, 1]]}]}, "$.claims[0].content[0]", "0 <= start < end"),
        ({"claims": [{"content": [["0", 1]]}]}, "$.claims[0].content[0]", "found start '0'"),
        ({"claims": [{"content": [[0, 4.9]]}]}, "$.claims[0].content[0]", "end 4.9"),
        ({"claims": [{"content": [[0, 1, 2]]}]}, "$.claims[0].content[0]", "found a list of 3, expected a span"),
        ({"claims": [{"content": "ab"}]}, "$.claims[0].content", "found 'ab', expected a list"),
        ({"claims": [{"content": [[0, 10**400]]}]}, "$.claims[0].content[0]", "expected a span inside"),
        ({"claims": [{"content": [[0, 1]], "source": [[0, 35]]}]}, "$.claims[0].source[0]", "found 0 to 35"),
        ({"claims": [{"content": [[0, 1]], "arguments": {"time": [[0, 1], [2, 35]]}}]}, "$.claims[0].arguments.time[1]", "found 2 to 35"),
        ({"claims": [{"content": [[0, 1]], "arguments": {"time": [[1, 1]]}}]}, "$.claims[0].arguments.time[0]", "0 <= start < end"),
        ({"claims": [{"content": [[0, 1]], "arguments": []}]}, "$.claims[0].arguments", "expected an object"),
        ({"claims": [{"content": [[0, 1]], "by_author": 1}]}, "$.claims[0].by_author", "found 1, expected true or false"),
        ({"claims": [{"content": [[0, 1]], "confidence": "high"}]}, "$.claims[0].confidence", "found 'high', expected a number"),
        ({"claims": [{"content": [[0, 1]], "confidence": True}]}, "$.claims[0].confidence", "found True, expected a number"),
        ({"claims": [{"content": [[0, 1]], "confidence": 10**400}]}, "$.claims[0].confidence", "an integer of 1329 bits"),
        ({"claims": [{"content": [[0, 1]], "confidence": 1.5}]}, "$.claims[0].confidence", "expected a number from 0 to 1"),
        ({"claims": [{"content": [[0, 1]], "modality": "loud"}]}, "$.claims[0].modality", "expected one of asserted"),
        ({"claims": [{"content": [[0, 1]], "new": {"deep": float("inf")}}]}, "$.claims[0].new.deep", "expected a finite number"),
        ({"layers": []}, "$.layers", "expected an object"),
        ({"layers": {"stated": ["weather"]}}, "$.stated", "expected one of actors, analysis, claims, mentions, quotations"),
        ({"layers": {"stated": "claims"}}, "$.layers.stated", "expected a list"),
        ({"layers": {"tokens": [[0, 3], [2, 4]]}}, "$.layers.tokens", "expected spans in text order"),
        ({"layers": {"tokens": [[0, 3], [4, 35]]}}, "$.layers.tokens[1]", "found 4 to 35"),
        ({"layers": {"tokens": [[0, True]]}}, "$.layers.tokens", "expected a span"),
        ({"layers": {"tokens": [[0, 2**70]]}}, "$.layers.tokens", "expected"),
        ({"layers": {"tokens": 5}}, "$.layers.tokens", "expected a list of spans"),
        ({"layers": {"quotations": [{"start": 0, "end": 3, "words": [1, 99]}]}}, "$.layers.quotations[0].words", "found 1 to 99"),
        ({"layers": {"labels": [{"start": 0, "end": 99, "name": "author:claim"}]}}, "$.layers.labels[0]", "found 0 to 99"),
        ({"layers": {"links": [{"head": [0, 99], "dependent": [0, 98], "name": "x"}]}}, "$.layers.links[0].head", "0 to 98"),
        ({"origin": {"source_map": [{"start": 3, "end": 1, "source_start": 0, "source_end": 1}]}}, "$.origin.source_map[0]", "in order"),
    ],
)  # fmt: skip
def test_refuses_a_field_that_is_wrong(fields: dict[str, Any], where: str, words: str) -> None:
    """Nothing is converted, and the path leads to the place."""
    with pytest.raises(WireError) as caught:
        wire.from_dict(line(**fields))
    assert (caught.value.where, words in caught.value.message) == (where, True), str(caught.value)


@pytest.mark.parametrize("held", [b'{"schema": "seedlib/1", "text": "x"}', b"\xff", None, 5])
def test_refuses_what_is_no_string(held: Any) -> None:
    """Bytes are somebody's to decode."""
    with pytest.raises(WireError, match=f"found {type(held).__name__}, expected a string"):
        wire.loads(held)


def test_all_errors_of_a_line_are_said_at_once() -> None:
    """Ten are named, the others counted."""
    with pytest.raises(WireError) as caught:
        wire.from_dict(line(id=5, title=6, claims=[{"content": [[9, 1]]}] * 20))
    message = str(caught.value)
    assert message.startswith("$.title: found 6, expected a string; $.id: found 5")
    assert "$.claims[7].content[0]: found start 9 and end 1" in message
    assert "and 12 more" in message


def test_messages_do_not_quote_a_book() -> None:
    """A value that is quoted in an error may be as long as it likes."""
    with pytest.raises(WireError) as caught:
        wire.from_dict(line(claims=[{"content": [[0, 1]], "kind": "x " * 10_000}]))
    assert len(str(caught.value)) < 500


def test_nesting_between_two_limits_is_refused_too() -> None:
    """`json` reads what our own functions cannot freeze."""
    deep = sys.getrecursionlimit() - 100
    for text in (
        '{"schema": "seedlib/1", "text": "x", "a": %s}',
        '{"schema": "seedlib/1", "text": "x", "claims": [{"content": [[0, 1]], "a": %s}]}',
    ):
        with pytest.raises(WireError, match="nested too deeply"):
            wire.loads(text % ("[" * deep + "]" * deep))
    held: Any = []
    for _ in range(5_000):
        held = [held]
    with pytest.raises(WireError, match="nested too deeply"):
        wire.from_dict(line(new=held))


def test_attributes_that_cannot_be_written_are_refused() -> None:
    """Values made by hand may be deeper than `json` can write."""
    given = Analysis(document=Document(text="x"))
    held: Any = 1
    for _ in range(5_000):
        held = (held,)
    deep = Attributes()
    object.__setattr__(deep, "_items", {"a": held})  # past the constructor, which would refuse it
    with pytest.raises(WireError, match="nested too deeply"):
        wire.dumps(attrs.evolve(given, document=attrs.evolve(given.document, attributes=deep)))


@pytest.mark.parametrize("function", [wire.dumps, wire.to_dict])
def test_only_analyses_and_unreads_are_written(function: Any) -> None:
    """A Document has no findings to write."""
    with pytest.raises(TypeError, match="not Document"):
        function(Document(text="x"))


def test_lone_surrogates_become_replacement_characters() -> None:
    """Half an escape is no character: replaced everywhere, with a finding where the text held it."""
    back = wire.loads(r'{"schema": "seedlib/1", "text": "a\ud800b", "title": "\udfff", "authors": ["\ud83d\ude00"], "\udc00": ["\udc00"]}')
    assert isinstance(back, Analysis)
    assert (back.document.text, back.document.title, back.document.authors) == ("a\ufffdb", "\ufffd", ("😀",))
    assert back.unknown == {"\ufffd": ("\ufffd",)}
    assert [(problem.kind, problem.span) for problem in back.problems] == [("lone-surrogate", Span(1, 2))]
    assert wire.loads(wire.dumps(back)) == back


def test_raw_surrogates_are_replaced_as_escaped_ones_are() -> None:
    """A str may hold them, wherever it came from."""
    held = line(text="a\ud800b", title="\udfff", problems=({"kind": "mojibake"},))
    read, loaded = wire.from_dict(held), wire.loads(json.dumps(held, ensure_ascii=False))
    assert read == loaded
    assert isinstance(read, Analysis)
    assert (read.document.text, read.document.title, len(read.problems)) == ("a\ufffdb", "\ufffd", 2)


def test_surrogates_are_never_written() -> None:
    """A title may hold one: only the text is checked by its class."""
    written = wire.dumps(Analysis(document=Document(text="é", title="a\ud800")))
    assert '"title": "a\ufffd"' in written


def test_the_whole_range_of_line_ends_is_escaped() -> None:
    """Readers that split lines as Unicode does see one line."""
    document = Document(text="a\x85b\u2028c\u2029d\x0be\x0cf\x1cg\r\nh")
    written = wire.dumps(Analysis(document=document))
    assert len(written.splitlines()) == 1
    back = wire.loads(written)
    assert isinstance(back, Analysis)
    assert back.document == document


def test_a_read_value_travels_to_other_processes() -> None:
    """Corpus runs pickle what they read."""
    back = wire.loads(wire.dumps(analysis(), layers=True))
    assert pickle.loads(pickle.dumps(back)) == back  # noqa: S301  # made here


#: Where the fields of a class stand in the schema.
SCHEMA_OF = {
    Provenance: "provenance", SourceRun: "source-run", Origin: "origin", Block: "block", TextProblem: "problem", Actor: "actor",
    Mention: "mention", Claim: "claim", Notice: "notice", Failure: "failure", Quotation: "quotation", Label: "label", Link: "link",
    Layers: "layers", Unread: "unread",
}  # fmt: skip

FLAT = {Block, TextProblem, Mention, Quotation, Label}


def names(class_: type) -> set[str]:
    """Return the names that a class's fields have on the wire."""
    found = {field.name for field in attrs.fields(class_)} - {"unknown", "stated"}
    return found - {"span"} | {"start", "end"} if class_ in FLAT else found


def test_schema_has_the_fields_of_the_models() -> None:
    """A field that is added to a class and not to the schema, or the other way about, is found here."""
    defs = wire.schema()["$defs"]
    beside = {Actor: {"mentions"}, Layers: {"stated"}, Unread: {"schema"}}
    expected = {name: names(class_) | beside.get(class_, set()) for class_, name in SCHEMA_OF.items()}
    expected["analysis"] = names(Document) | names(Analysis) - {"document", "stated"} | {"schema"}
    assert {name: set(defs[name]["properties"]) for name in expected} == expected
    assert set(defs) - set(expected) == {"span", "spans", "attributes"}


def test_schema_demands_what_the_models_demand() -> None:
    """A field is required where its class has no default."""
    defs = wire.schema()["$defs"]
    for class_, name in SCHEMA_OF.items():
        required = {field.name for field in attrs.fields(class_) if field.default is attrs.NOTHING}
        if class_ in FLAT and "span" in required:
            required = required - {"span"} | {"start", "end"}
        if class_ is Unread:
            required = {"schema", "failures"}
        assert set(defs[name].get("required", ())) == required, name


def test_schema_lists_the_closed_sets() -> None:
    """Values that no plugin adds to are listed."""
    defs = wire.schema()["$defs"]
    found = {(name, field): set(defs[name]["properties"][field]["enum"]) for name, field in [
        ("claim", "modality"), ("claim", "polarity"), ("claim", "quotation"), ("mention", "form"), ("mention", "use")]}  # fmt: skip
    expected = {("claim", "modality"): MODALITIES, ("claim", "polarity"): POLARITIES, ("claim", "quotation"): QUOTATIONS,
                ("mention", "form"): FORMS, ("mention", "use"): USES}  # fmt: skip
    assert found == expected
    assert set(defs["layers"]["properties"]["stated"]["items"]["enum"]) == STATED


@pytest.mark.parametrize(("name", "kinds"), [("block", BLOCK_KINDS)])
def test_schema_describes_the_open_sets(name: str, kinds: frozenset[str]) -> None:
    """Kinds that plugins add to are named in the description."""
    described = wire.schema()["$defs"][name]["properties"]["kind"]["description"]
    assert {kind for kind in kinds if kind not in described} == set()


@pytest.mark.parametrize(
    "held",
    [
        {"schema": "seedlib/2", "text": "x"},
        {"schema": "seedlib/1", "text": 5},
        {"schema": "seedlib/1"},
        line(claims=[{"content": []}]),
        line(claims=[{"content": [[0, 1, 2]]}]),
        line(actors=[{"id": "nobody", "name": "A"}]),
        {"schema": "seedlib/1", "failures": []},
    ],
)
def test_schema_refuses_what_loads_refuses(held: dict[str, Any]) -> None:
    """The schema is as strict as it can be without the text."""
    assert not jsonschema.Draft202012Validator(wire.schema()).is_valid(held)
    with pytest.raises(WireError):
        wire.from_dict(held)


def test_line_of_every_kind_of_failure_to_read_is_kept() -> None:
    """An analysis may have failures, and still is one."""
    failure = Failure(stage="tagging", component="acme:tagger", error="ValueError", message="found 3, expected 4")
    given = Analysis(document=Document(text=TEXT), failures=[failure], notices=[Notice(code="c", message="m")])
    assert wire.loads(wire.dumps(given)) == given
    assert Analysis(document=Document(text=TEXT)) != given


def test_values_that_only_layers_hold_keep_their_defaults() -> None:
    """Labels, links and quotations may leave out what has a default; foreign names in them are dropped."""
    held = line(
        layers={
            "quotations": [{"start": 0, "end": 3, "new": 1}],
            "labels": [{"start": 0, "end": 3, "name": "author:claim"}],
            "links": [{"head": [0, 3], "dependent": [4, 7], "name": "coreference:same"}],
        }
    )
    back = wire.from_dict(held)
    assert isinstance(back, Analysis)
    assert back.layers == Layers(
        quotations=(Quotation(span=Span(0, 3)),),
        labels=[Label(Span(0, 3), "author:claim")],
        links=[Link(Span(0, 3), Span(4, 7), "coreference:same")],
    )
