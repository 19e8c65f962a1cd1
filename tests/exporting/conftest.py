"""An analysis with something in every table, made by hand."""

import pytest

from seedlib.model import (
    Actor,
    Analysis,
    Attributes,
    Block,
    Claim,
    Document,
    Failure,
    Mention,
    Notice,
    Origin,
    Provenance,
    Span,
    TextProblem,
    Unread,
)

TEXT = "Dam talks – The Ledger\nRuta Voss will not sign , the\nminister said, if rain falls.\n"


@pytest.fixture
def analysis() -> Analysis:
    """A minister who will not sign."""

    def span(words: str) -> Span:
        return Span(TEXT.index(words), TEXT.index(words) + len(words))

    claim = Claim(
        kind="commitment",
        content=[span("will not sign")],
        source=[span("the\nminister")],
        cue=[span("said")],
        speakers=["doc:ruta-voss"],
        polarity="negative",
        arguments={"condition": [span("if rain falls")]},
        provenance=[Provenance(about="content", component="seedlib:rules", rule="trailing")],
        attributes=Attributes({"acme:horizon": "long"}),
        id="c1",
    )
    own = Claim(content=[span("Dam talks")], by_author=True, speakers=["doc:ana-ito"], modality="probable", id="c0")
    return Analysis(
        document=Document(
            id="d1",
            text=TEXT,
            title="Dam talks",
            authors=["Ana Ito"],
            publisher="The Ledger",
            first_publisher="The Weekly",
            published="2024-06-24",
            updated="2024-06-25",
            genre="news",
            language="en",
            blocks=[Block(kind="title", span=span("Dam talks"))],
            origin=Origin(filename="dam.txt", media_type="text/plain", encoding="utf-8", encoding_by="valid"),
            attributes=Attributes({"section": "world", "kind": "wire"}),
        ),
        problems=[
            TextProblem(kind="stray-space", span=span(" ,"), note="a space stands before the comma", suggestion=","),
            TextProblem(kind="encoding-conflict", note="two encodings are declared"),
        ],
        actors=[
            Actor(id="doc:ruta-voss", name="Ruta Voss", kind="person", country="LTU", roles=["minister"], aliases=["Voss"]),
            Actor(id="doc:ana-ito", name="Ana Ito", kind="person", roles=["author"]),
        ],
        mentions=[
            Mention(span=span("Ruta Voss"), actor="doc:ruta-voss"),
            Mention(span=span("the\nminister"), actor="doc:ruta-voss", form="nominal"),
            Mention(span=span("rain")),
        ],
        claims=[claim, own],
        notices=[Notice(code="extra-absent", message="Something is absent.")],
        failures=[
            Failure(
                stage="checking", component="acme:check", error="ValueError", message="found 1, expected 2", advice="mend it", part="line 3"
            )
        ],
    )


@pytest.fixture
def unread() -> Unread:
    """A file that gave no document."""
    failure = Failure(stage="parsing", error="ParseError", message="found an empty file", advice="check it")
    return Unread(origin=Origin(filename="empty.txt"), failures=[failure], attributes=Attributes({"section": "none"}))
