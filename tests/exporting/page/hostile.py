"""An analysis in which every word that another wrote wants to be more than a word."""

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

__all__ = ["ATTACKS", "hostile", "hostile_input"]

#: What is tried in every field that takes any text.
ATTACKS = (
    "</script><script>window.hit=1</script>",
    "<img src=x onerror=window.hit=1>",
    "\"' onmouseover=window.hit=1 x='",
    "</style><style>*{display:none}</style>",
    "{{ 7*7 }}{% raw %}{# #}",
    "<!-- --><![CDATA[x]]>&lt;&amp;&#60;",
    "javascript:window.hit=1",
    "\u202eturned\u202c \x00\x1b[31m\x07\x85",
    "<textarea><plaintext><svg onload=window.hit=1>",
    "<base href=https://evil.example/><meta http-equiv=refresh content=0;url=https://evil.example/>",
)

_ALL = " ".join(ATTACKS)


def hostile(attack: str = _ALL) -> Analysis:
    """Return an analysis with an attack in its text and in every field that can hold it."""
    text = f"{attack}\n\nShe said: {attack}\r\n=cmd()|' /C calc'!A0\n"
    end = len(attack)
    claim = Claim(
        content=[Span(0, end // 2), Span(end // 2 + 1, end)],
        source=[Span(end + 2, end + 5)],
        cue=[Span(end + 6, end + 10)],
        speakers=["doc:x", f"doc:{attack}"],
        addressees=[attack],
        targets=[attack],
        arguments={"condition": [Span(end + 12, 2 * end)], "acme:x": [Span(0, end)]},
        attributes=Attributes({"acme:x": attack, "acme:y": [attack, {"k": attack}]}),
        provenance=[Provenance(about=attack, component=attack, version=attack, rule=attack, spans=[Span(0, end)])],
        time=attack,
        id=attack,
    )
    inner = Claim(content=[Span(3, end)], within=attack, by_author=True, id=f"{attack}2")
    return Analysis(
        document=Document(
            id=attack,
            text=text,
            title=attack,
            authors=[attack],
            publisher=attack,
            first_publisher=attack,
            url=f"https://example.org/{attack}",
            blocks=[Block(kind="title", span=Span(0, end)), Block(kind="boilerplate", span=Span(end + 12, len(text)))],
            origin=Origin(filename=attack, part=attack, uri=attack, media_type=attack),
            attributes=Attributes({"acme:x": attack}),
        ),
        problems=[TextProblem(kind="acme:x", span=Span(0, end), note=attack, suggestion=attack), TextProblem(kind="mojibake", note=attack)],
        actors=[Actor(id="doc:x", name=attack, roles=[attack], aliases=[attack])],
        mentions=[Mention(span=Span(1, end), actor="doc:x")],
        claims=[claim, inner],
        notices=[Notice(code=attack, message=attack, component=attack)],
        failures=[Failure(stage=attack, component=attack, error=attack, message=attack, advice=attack, part=attack)],
    )


def hostile_input(attack: str = _ALL) -> Unread:
    """Return an input that gave no document, whose name and failures attack."""
    failure = Failure(stage="parsing", component=attack, error=attack, message=attack, advice=attack, part=attack)
    return Unread(origin=Origin(filename=attack, uri=attack), failures=[failure])
