"""Claims from labels and links: what any tagger may answer, and what becomes of it together with the rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import seedlib
from seedlib.attribution import EXTRACTORS
from seedlib.attribution import confidence as confidence_module
from seedlib.attribution.confidence import FEATURES, read_coefficients
from seedlib.attribution.ground import Ground
from seedlib.attribution.learned import groups_of
from seedlib.attribution.together import LEAST
from seedlib.components import Tagger
from seedlib.model import Analysis, Block, Claim, FrozenMapping, Label, Link, Mention, Provenance, Quotation, Span
from seedlib.plugins.registry import Registry

from .conftest import in_words, segmented
from .test_rules import ENGLISH

#: An attribution in words: source, cue, content, each in pieces; the first of the cue, or of the content, is the anchor.
Said = tuple[Sequence[str], Sequence[str], Sequence[str]]

TAGGER = Provenance(about="attribution", component="acme:reader", version="3")


def span_of(text: str, words: str, after: int = 0) -> Span:
    """Return where words stand in a text; they must stand there."""
    at = text.index(words, after)
    return Span(at, at + len(words))


def labelled(text: str, attributions: Iterable[Said], *, score: float = 0.95) -> Analysis:
    """Return a text with labels and links as a tagger gives them."""
    labels: dict[Label, None] = {}
    links: list[Link] = []
    for parts in attributions:
        spans = [[span_of(text, words) for words in part] for part in parts]
        anchor = (spans[1] or spans[2])[0]
        for name, row in zip(("source", "cue", "content"), spans, strict=True):
            labels |= dict.fromkeys(Label(span, f"attribution:{name}", None, score) for span in row)
            links += [Link(anchor, span, "attribution:of-cue", score) for span in row]
    analysis = segmented(text, ENGLISH)
    return attrs.evolve(analysis, layers=attrs.evolve(analysis.layers, labels=tuple(labels), links=links, taggers=[TAGGER]))


def extracted(analysis: Analysis) -> list[Claim]:
    """Return the claims that are found in an analysis."""
    return list(EXTRACTORS[0].extract(analysis, ENGLISH))


def short(text: str, claims: Iterable[Claim]) -> list[tuple[str, str, str]]:
    """Return claims as source, cue and content."""
    return [(row["source"], row["cue"], row["content"]) for row in in_words(text, claims)]


CASES: list[tuple[str, str, list[Said], list[tuple[str, str, str]]]] = [
    (
        "a content in two pieces",
        "“We sail,” Ana Ruiz said, “at dawn.”",
        [(["Ana Ruiz"], ["said"], ["“We sail,”", "“at dawn.”"])],
        [("Ana Ruiz", "said", "“We sail,” … “at dawn.”")],
    ),
    (
        "a cue in two pieces",
        "Ruiz pointed the ferry's crew out as guilty.",
        [(["Ruiz"], ["pointed", "out as"], ["the ferry's crew", "guilty"])],
        [("Ruiz", "pointed … out as", "the ferry's crew … guilty")],
    ),
    (
        "one source of two claims",
        "Ruiz hummed that it rains and whistled that it snows.",
        [(["Ruiz"], ["hummed"], ["that it rains"]), (["Ruiz"], ["whistled"], ["that it snows"])],
        [("Ruiz", "hummed", "that it rains"), ("Ruiz", "whistled", "that it snows")],
    ),
    (
        "a content without a cue",
        "Ruiz on the ferry: it rains.",
        [(["Ruiz"], [], ["it rains"])],
        [("Ruiz", "", "it rains")],
    ),
    (
        "nobody is named",
        "It is rumoured that the ferry sank.",
        [([], ["is rumoured"], ["that the ferry sank"])],
        [("", "is rumoured", "that the ferry sank")],
    ),
    (
        "a cue and a source alone say nothing",
        "Ruiz hummed. Diaz hums that it rains.",
        [(["Ruiz"], ["hummed"], []), (["Diaz"], ["hums"], ["that it rains"])],
        [("Diaz", "hums", "that it rains")],
    ),
    (
        "the rules name the source that a second verb shares",
        "Ruiz left the ferry, saying that it leaks.",
        [([], ["saying"], ["that it leaks"])],
        [("Ruiz", "saying", "that it leaks")],
    ),
    (
        "a source that the rules name reaches as far as the tagger says",
        "Ruiz of the ferry company left, saying that it leaks. Ruiz hums.",
        [([], ["saying"], ["that it leaks"]), (["Ruiz"], ["hums"], [])],
        [("Ruiz", "saying", "that it leaks")],
    ),
    (
        "two verbs that the tagger took for one",
        "Ruiz welcomed the ferry and said that it leaks.",
        [(["Ruiz"], ["welcomed", "said"], ["the ferry", "that it leaks"])],
        [("Ruiz", "welcomed", "the ferry"), ("Ruiz", "said", "that it leaks")],
    ),
    (
        "what the tagger has not seen the rules do not add",
        "Ruiz said that it leaks. Diaz said that it rains.",
        [(["Ruiz"], ["said"], ["that it leaks"])],
        [("Ruiz", "said", "that it leaks")],
    ),
    (
        "an act of somebody who is named inside of what is said, though it is most of it",
        "Ruiz hummed that the ferry crew had threatened to sink it.",
        [(["Ruiz"], ["hummed"], ["that the ferry crew had threatened to sink it"])],
        [
            ("Ruiz", "hummed", "that the ferry crew had threatened to sink it"),
            ("the ferry crew", "threatened", "to sink it"),
        ],
    ),
    (
        "who tells of it is no part of who did it",
        "Ruiz said the ferry crew had threatened to sink it.",
        [(["Ruiz"], ["said"], ["the ferry crew had threatened to sink it"])],
        [
            ("Ruiz", "said", "the ferry crew had threatened to sink it"),
            ("the ferry crew", "threatened", "to sink it"),
        ],
    ),
    (
        "but what is said inside of what is said",
        "Ruiz hummed that the owners of the ferry know well that it leaks, and that its threat to sink is real.",
        [(["Ruiz"], ["hummed"], ["that the owners of the ferry know well that it leaks, and that its threat to sink is real"])],
        [
            ("Ruiz", "hummed", "that the owners of the ferry know well that it leaks, and that its threat to sink is real"),
            ("the owners of the ferry", "know", "that it leaks, and that its threat to sink is real"),
            ("its", "threat", "to sink is real"),
        ],
    ),
    (
        "also in a clause",
        "Ruiz hummed that long ago, before the war, in another town, Diaz had said that it leaks.",
        [(["Ruiz"], ["hummed"], ["that long ago, before the war, in another town, Diaz had said that it leaks"])],
        [
            ("Ruiz", "hummed", "that long ago, before the war, in another town, Diaz had said that it leaks"),
            ("Diaz", "said", "that it leaks"),
        ],
    ),
    (
        "unless it is most of that",
        "Ruiz repeated his desire to sail.",
        [(["Ruiz"], ["repeated"], ["his desire to sail"])],
        [("Ruiz", "repeated", "his desire to sail")],
    ),
    (
        "or a pronoun says it",
        "Ruiz hummed that long ago, before the war, in another town, he had said that it leaks.",
        [(["Ruiz"], ["hummed"], ["that long ago, before the war, in another town, he had said that it leaks"])],
        [("Ruiz", "hummed", "that long ago, before the war, in another town, he had said that it leaks")],
    ),
    (
        "a content of another sentence is none",
        "Ruiz hummed that it leaks. The ferry is old.",
        [(["Ruiz"], ["hummed"], ["that it leaks", "The ferry is old"])],
        [("Ruiz", "hummed", "that it leaks")],
    ),
    (
        "unless it is quoted",
        "Ruiz hummed that it leaks. “The ferry is old.”",
        [(["Ruiz"], ["hummed"], ["that it leaks", "“The ferry is old.”"])],
        [("Ruiz", "hummed", "that it leaks … “The ferry is old.”")],
    ),
    (
        "to whom it is said is no content",
        "Ruiz warned both towns that it leaks.",
        [(["Ruiz"], ["warned"], ["both towns", "that it leaks"])],
        [("Ruiz", "warned", "that it leaks")],
    ),
    (
        "a colon announces what is said",
        "The old ferry leaks, according to Ruiz: it will soon sink in the bay.",
        [(["Ruiz"], ["according to"], ["The old ferry leaks"])],
        [("Ruiz", "according to", "it will soon sink in the bay")],
    ),
    (
        "a promise that nobody reports is added",
        "Ruiz hummed that it leaks. The ferry broke its promise to sail.",
        [(["Ruiz"], ["hummed"], ["that it leaks"])],
        [("Ruiz", "hummed", "that it leaks"), ("its", "promise", "to sail")],
    ),
    (
        "the same in one run",
        "Ruiz warned both towns that it leaks.",
        [(["Ruiz"], ["warned"], ["both towns that it leaks"])],
        [("Ruiz", "warned", "that it leaks")],
    ),
    (
        "but declining and saying something is one",
        "Ruiz declined to comment, hummed that it leaks.",
        [(["Ruiz"], ["declined", "hummed"], ["to comment", "that it leaks"])],
        [("Ruiz", "declined … hummed", "to comment … that it leaks")],
    ),
    (
        "what is not quoted ends with its sentence",
        "Ruiz hummed that it leaks. Diaz left.",
        [(["Ruiz"], ["hummed"], ["that it leaks. Diaz left."])],
        [("Ruiz", "hummed", "that it leaks.")],
    ),
    (
        "and begins with it",
        "Diaz left. The dam leaks, Ruiz hummed.",
        [(["Ruiz"], ["hummed"], ["Diaz left. The dam leaks"])],
        [("Ruiz", "hummed", "The dam leaks")],
    ),
    (
        "what two say in two sentences is said by each",
        "The mayor of Tilden said no. Residents said that they were angry.",
        [(["The mayor of Tilden"], ["said", "Residents said"], ["no. Residents", "that they were angry"])],
        [("The mayor of Tilden", "said", "no."), ("Residents", "Residents said", "that they were angry")],
    ),
    (
        "a second sentence that says nothing takes no part",
        "Ruiz hummed that it leaks. Diaz whistled.",
        [(["Ruiz"], ["hummed", "whistled"], ["that it leaks. Diaz"])],
        [("Ruiz", "hummed … whistled", "that it leaks.")],
    ),
    (
        "what stands behind the next speaker's sign is his",
        "Ruiz talked to us. Q: Why does it leak? A: I had no choice. It rains.",
        [(["Ruiz"], ["talked"], ["Why does it leak", "I had no choice"])],
        [("Ruiz", "talked", "Why does it leak")],
    ),
    (
        "whoever is asked says nothing",
        "Connolly was recently asked how she would pay.",
        [(["Connolly"], ["was recently asked"], ["how she would pay"])],
        [("", "was recently asked", "how she would pay")],
    ),
    (
        "nor does whoever is accused",
        "The senator has been accused of bribery by Diaz.",
        [(["The senator", "Diaz"], ["accused"], ["of bribery"])],
        [("Diaz", "accused", "of bribery")],
    ),
    (
        "but whoever has asked does",
        "Connolly has asked how she would pay.",
        [(["Connolly"], ["has asked"], ["how she would pay"])],
        [("Connolly", "has asked", "how she would pay")],
    ),
    (
        "and whoever says that he was told",
        "Connolly hummed that she was told to pay.",
        [(["Connolly"], ["hummed", "was told"], ["to pay"])],
        [("Connolly", "hummed … was told", "to pay")],
    ),
    (
        "but a quotation goes on",
        "Ruiz hummed, “It leaks. It was old.”",
        [(["Ruiz"], ["hummed"], ["“It leaks. It was old.”"])],
        [("Ruiz", "hummed", "“It leaks. It was old.”")],
    ),
    (
        "as does what a colon announces",
        "Ruiz hummed: It leaks. It was old.",
        [(["Ruiz"], ["hummed:"], ["It leaks. It was old."])],
        [("Ruiz", "hummed:", "It leaks. It was old.")],
    ),
    (
        "a source in the title is none of a cue in the text",
        "Diaz left. Ruiz hummed that it leaks.",
        [(["Diaz", "Ruiz"], ["hummed"], ["that it leaks"])],
        [("Ruiz", "hummed", "that it leaks")],
    ),
    (
        "a source in another sentence is one where there is no other",
        "Diaz left. Then hummed that it leaks.",
        [(["Diaz"], ["hummed"], ["that it leaks"])],
        [("Diaz", "hummed", "that it leaks")],
    ),
    (
        "a subject is no content",
        "The mayor has threatened to leave.",
        [([], ["threatened"], ["The mayor", "to leave"])],
        [("The mayor", "threatened", "to leave")],
    ),
    (
        "but where it is all there is",
        "The mayor has threatened to leave.",
        [([], ["threatened"], ["The mayor"])],
        [("The mayor", "threatened", "The mayor")],
    ),
    (
        "a subject is whole",
        "The mayor said that it leaks.",
        [(["The"], ["said"], ["that it leaks"])],
        [("The mayor", "said", "that it leaks")],
    ),
    (
        "but what is more than a subject is not taken for one",
        "Lee of the board of the old dam of Tilden said that it leaks.",
        [(["Lee"], ["said"], ["that it leaks"])],
        [("Lee", "said", "that it leaks")],
    ),
    (
        "what the speaker says by a second verb of the same form is a claim of its own",
        "Ruiz said the ferry leaks, and warned against a trip and promised a new boat. “It will float.”",
        [(["Ruiz"], ["said"], ["the ferry leaks, and warned against a trip and promised a new boat", "“It will float.”"])],
        [
            ("Ruiz", "said", "the ferry leaks"),
            ("Ruiz", "warned against", "a trip"),
            ("Ruiz", "promised", "a new boat … “It will float.”"),
        ],
    ),
    (
        "not what somebody else is said to say",
        "Ruiz says the owner left and warned against a trip.",
        [(["Ruiz"], ["says"], ["the owner left and warned against a trip"])],
        [("Ruiz", "says", "the owner left and warned against a trip")],
    ),
    (
        "nor what another subject says",
        "Ruiz said the ferry leaks, Diaz warned against a trip.",
        [(["Ruiz"], ["said"], ["the ferry leaks, Diaz warned against a trip"])],
        [("Ruiz", "said", "the ferry leaks, Diaz warned against a trip"), ("Diaz", "warned against", "a trip")],
    ),
    (
        "what stands unquoted behind a quotation and its speaker is none",
        "“It leaks,” hummed Ruiz, but the ferry had never sunk.",
        [(["Ruiz"], ["hummed"], ["“It leaks,”", "the ferry had never sunk"])],
        [("Ruiz", "hummed", "“It leaks,”")],
    ),
    (
        "unless it goes on from there",
        "“It leaks,” Ruiz hummed and may sink.",
        [(["Ruiz"], ["hummed"], ["“It leaks,”", "and may sink"])],
        [("Ruiz", "hummed", "“It leaks,” … and may sink")],
    ),
    (
        "or nothing before it is quoted",
        "The ferry, Ruiz hummed, and in winter it leaks.",
        [(["Ruiz"], ["hummed"], ["The ferry", "in winter it leaks"])],
        [("Ruiz", "hummed", "The ferry … in winter it leaks")],
    ),
    (
        "a quotation behind a speaker's own is his",
        "“It leaks,” Ruiz hummed. “It is old.” The owner left, according to Diaz.",
        [(["Ruiz"], ["hummed"], ["“It leaks,”"]), (["Diaz"], ["according to"], ["“It is old.”", "The owner left"])],
        [("Ruiz", "hummed", "“It leaks,” … “It is old.”"), ("Diaz", "according to", "The owner left")],
    ),
    (
        "not in the next paragraph",
        "“It leaks,” Ruiz hummed.\n“It is old.” The owner left, according to Diaz.",
        [(["Ruiz"], ["hummed"], ["“It leaks,”"]), (["Diaz"], ["according to"], ["“It is old.”", "The owner left"])],
        [("Ruiz", "hummed", "“It leaks,”"), ("Diaz", "according to", "“It is old.” … The owner left")],
    ),
    (
        "nor where the next speaker says nothing else",
        "“It leaks,” Ruiz hummed. “It is old.” Diaz had whistled it.",
        [(["Ruiz"], ["hummed"], ["“It leaks,”"]), (["Diaz"], ["had whistled"], ["“It is old.”"])],
        [("Ruiz", "hummed", "“It leaks,”"), ("Diaz", "had whistled", "“It is old.”")],
    ),
    (
        "each name behind a sign has its own quotation",
        "“It leaks.” ― Ana Ruiz\n“It is old.” – Omar Diaz",
        [(["Ana Ruiz", "Omar Diaz"], ["―", "–"], ["“It leaks.”", "“It is old.”"])],
        [("Ana Ruiz", "―", "“It leaks.”"), ("Omar Diaz", "–", "“It is old.”")],
    ),
    (
        "but not where a quotation follows the name",
        "Ruiz ― “It leaks.” Diaz – “It is old.”",
        [(["Ruiz", "Diaz"], ["―", "–"], ["“It leaks.”", "“It is old.”"])],
        [("Ruiz … Diaz", "― … –", "“It leaks.” … “It is old.”")],
    ),
    (
        "in what it was said is no content",
        "Ruiz called for a new ferry in a short statement on Thursday.",
        [(["Ruiz"], ["called for"], ["a new ferry in a short statement on Thursday"])],
        [("Ruiz", "called for", "a new ferry")],
    ),
    (
        "but it may be what is planned",
        "Ruiz promised to explain the leak in an interview on Thursday.",
        [(["Ruiz"], ["promised"], ["to explain the leak in an interview on Thursday"])],
        [("Ruiz", "promised", "to explain the leak in an interview on Thursday")],
    ),
    (
        "or not end what is said",
        "Ruiz said that he was asked in an interview with Diaz whether it leaks.",
        [(["Ruiz"], ["said"], ["that he was asked in an interview with Diaz whether it leaks"])],
        [("Ruiz", "said", "that he was asked in an interview with Diaz whether it leaks")],
    ),
    (
        "or belong to what somebody did",
        "Ruiz denied his role in an email leak on Thursday.",
        [(["Ruiz"], ["denied"], ["his role in an email leak on Thursday"])],
        [("Ruiz", "denied", "his role in an email leak on Thursday")],
    ),
    (
        "a clause of comment is not wanted",
        "Ruiz demanded that the owner sell the ferry, which he has not done.",
        [(["Ruiz"], ["demanded"], ["that the owner sell the ferry, which he has not done"])],
        [("Ruiz", "demanded", "that the owner sell the ferry")],
    ),
    (
        "unless it does not end there",
        "Ruiz demanded that the ferry, which leaks, be sold in spring.",
        [(["Ruiz"], ["demanded"], ["that the ferry, which leaks, be sold in spring"])],
        [("Ruiz", "demanded", "that the ferry, which leaks, be sold in spring")],
    ),
    (
        "or is quoted",
        "Ruiz demanded that the owner sell the ferry, which “leaks” badly.",
        [(["Ruiz"], ["demanded"], ["that the owner sell the ferry, which “leaks” badly"])],
        [("Ruiz", "demanded", "that the owner sell the ferry, which “leaks” badly")],
    ),
    (
        "it may be said",
        "Ruiz said that the owner sold the ferry, which nobody knew.",
        [(["Ruiz"], ["said"], ["that the owner sold the ferry, which nobody knew"])],
        [("Ruiz", "said", "that the owner sold the ferry, which nobody knew")],
    ),
    (
        "what another verb says behind a semicolon is that verb's",
        "Ruiz believes that it sinks; Diaz hopes that it floats.",
        [(["Ruiz"], ["believes"], ["that it sinks", "that it floats"])],
        [("Ruiz", "believes", "that it sinks"), ("Diaz", "hopes", "that it floats")],
    ),
    (
        "not where the same speaker says it without another verb",
        "Ruiz believes that it sinks; in spring, that it floats.",
        [(["Ruiz"], ["believes"], ["that it sinks", "that it floats"])],
        [("Ruiz", "believes", "that it sinks … that it floats")],
    ),
    (
        "behind a colon a clause with a verb of its own is that verb's",
        "Ruiz disputed that: Diaz believes that it floats.",
        [(["Ruiz"], ["disputed"], ["that: Diaz believes that it floats"])],
        [("Ruiz", "disputed", "that"), ("Diaz", "believes", "that it floats")],
    ),
    (
        "a quotation behind a colon is no object of a verb that takes none",
        "Ruiz did not believe it: “It floats on the lake.”",
        [(["Ruiz"], ["did not believe"], ["it:", "“It floats on the lake.”"])],
        [("Ruiz", "did not believe", "it"), ("Ruiz", "", "“It floats on the lake.”")],
    ),
    (
        "but of one that takes quotations it is",
        "Ruiz said this: “It floats on the lake.”",
        [(["Ruiz"], ["said"], ["this:", "“It floats on the lake.”"])],
        [("Ruiz", "said", "this: … “It floats on the lake.”")],
    ),
    (
        "whoever stands in the content is no source beside the subject",
        "A plan to sink it was rejected by Diaz, Ruiz said.",
        [(["Diaz", "Ruiz"], ["said"], ["A plan to sink it was rejected by"])],
        [("Ruiz", "said", "A plan to sink it was rejected by Diaz")],
    ),
    (
        "nor is whoever stands in another sentence where the verb has a subject",
        "Diaz hummed that it leaks. Ruiz called it a wreck.",
        [(["Diaz"], ["hummed"], ["that it leaks"]), (["Diaz"], ["called"], ["it a wreck"])],
        [("Diaz", "hummed", "that it leaks"), ("Ruiz", "called", "it a wreck")],
    ),
    (
        "what a pronoun would say there is left to who is named",
        "Diaz hummed that it leaks. He called it a wreck.",
        [(["Diaz"], ["hummed"], ["that it leaks"]), (["Diaz"], ["called"], ["it a wreck"])],
        [("Diaz", "hummed", "that it leaks"), ("Diaz", "called", "it a wreck")],
    ),
    (
        "a verb in who is named after a preposition is no cue",
        "According to two men who asked to stay unnamed, the ferry has sunk in the bay.",
        [(["two men"], ["According to", "asked"], ["the ferry has sunk in the bay"])],
        [("two men", "According to", "the ferry has sunk in the bay")],
    ),
    (
        "whose words something is that others say",
        "Ruiz wants the owner to write it down – “in ink”, as Diaz put it.",
        [(["Ruiz"], ["wants"], ["the owner to write it down – “in ink”"])],
        [("Ruiz", "wants", "the owner to write it down – “in ink”"), ("Diaz", "put it", "“in ink”")],
    ),
    (
        "what a pronoun refused inside of what is said",
        "Ruiz denies that it has ever refused to sail.",
        [(["Ruiz"], ["denies"], ["that it has ever refused to sail"])],
        [("Ruiz", "denies", "that it has ever refused to sail"), ("it", "refused", "to sail")],
    ),
    (
        "and what somebody rejected there",
        "Ruiz said that Norway had rejected an offer for the ferry.",
        [(["Ruiz"], ["said"], ["that Norway had rejected an offer for the ferry"])],
        [("Ruiz", "said", "that Norway had rejected an offer for the ferry"), ("Norway", "rejected", "an offer for the ferry")],
    ),
    (
        "a second subject is",
        "Ruiz asked whether the city, and the county, will pay.",
        [(["Ruiz"], ["asked"], ["whether the city, and the county, will pay"])],
        [("Ruiz", "asked", "whether the city, and the county, will pay")],
    ),
    ("an article without its noun is nobody", "The rule hums that it leaks.", [(["The"], ["hums"], ["that it leaks"])], []),
    ("a look says nothing", "Ruiz is looking at the big port.", [(["Ruiz"], ["is looking at"], ["the big port"])], []),
    (
        "but asks what a clause asks",
        "Ruiz is looking at what the port costs.",
        [(["Ruiz"], ["is looking at"], ["what the port costs"])],
        [("Ruiz", "is looking at", "what the port costs")],
    ),
    (
        "what is not known is one",
        "Ruiz did not know whether it leaks.",
        [(["Ruiz"], ["did not know"], ["whether it leaks"])],
        [("Ruiz", "did not know", "whether it leaks")],
    ),
    ("a no is an answer", "Ruiz said no.", [(["Ruiz"], ["said"], ["no"])], [("Ruiz", "said", "no")]),
    (
        "what is denied in a clause is said",
        "Ruiz says no ferry has sunk.",
        [(["Ruiz"], ["says"], ["no ferry has sunk"])],
        [("Ruiz", "says", "no ferry has sunk")],
    ),
    (
        "which promise is meant is not what is promised",
        "Ruiz kept the promise that Diaz made in March.",
        [(["Ruiz"], ["kept the promise"], ["that Diaz made in March"])],
        [],
    ),
    (
        "a verb is no noun",
        "Ruiz demands that the owners pay for their share.",
        [(["Ruiz"], ["demands"], ["that the owners pay for their share"])],
        [("Ruiz", "demands", "that the owners pay for their share")],
    ),
    (
        "what is promised is",
        "Ruiz kept the promise that Diaz made a speech in March.",
        [(["Ruiz"], ["kept the promise"], ["that Diaz made a speech in March"])],
        [("Ruiz", "kept the promise", "that Diaz made a speech in March")],
    ),
    ("a quotation mark alone is no content", "“Ruiz hummed.", [(["Ruiz"], ["hummed"], ["“"])], []),
    ("declining to comment is no claim", "Ruiz declined to comment.", [(["Ruiz"], ["declined"], ["to comment"])], []),
]


BELOW: list[tuple[str, str, list[Said], list[tuple[str, str, str]]]] = [
    (
        "what stands below is said by who says it there",
        "What Ruiz says\nDiaz called the ferry a wreck.",
        [(["Ruiz"], ["says"], ["What", "Diaz called the ferry a wreck"])],
        [("Diaz", "called", "the ferry a wreck")],
    ),
    ("else by nobody", "What Ruiz says\nThe ferry has sunk.", [(["Ruiz"], ["says"], ["What", "The ferry"])], []),
    (
        "a heading that says something itself does so",
        "Ruiz says it leaks\nThe ferry has sunk.",
        [(["Ruiz"], ["says"], ["it leaks"])],
        [("Ruiz", "says", "it leaks")],
    ),
    (
        "a quotation below it may be announced there",
        "Ruiz says\n“The ferry has sunk.”",
        [(["Ruiz"], ["says"], ["“The ferry has sunk.”"])],
        [("Ruiz", "says", "“The ferry has sunk.”")],
    ),
]


@pytest.mark.parametrize(("text", "attributions", "expected"), [row[1:] for row in BELOW], ids=[row[0] for row in BELOW])
def test_a_heading_says_nothing_of_the_text_below_it(text: str, attributions: list[Said], expected: list[tuple[str, str, str]]) -> None:
    """The first line is a heading."""
    analysis = labelled(text, attributions)
    first, *rest = analysis.document.blocks
    document = attrs.evolve(analysis.document, blocks=[Block(kind="heading", span=first.span), *rest])
    assert expected == short(text, extracted(attrs.evolve(analysis, document=document)))


@pytest.mark.parametrize(("score", "expected"), [(0.6, "Ruiz"), (0.9, "Diaz … Ruiz")])
def test_a_name_hardly_linked_is_no_source_beside_the_subject(score: float, expected: str) -> None:
    """Where a frame confirms one source another one has to be linked as surely."""
    text = "In a note to the envoy, Diaz, on Monday Ruiz demanded that it stop."
    analysis = labelled(text, [(["Diaz", "Ruiz"], ["demanded"], ["that it stop"])])
    links = [attrs.evolve(link, score=score) if text[link.dependent.start :].startswith("Diaz") else link for link in analysis.layers.links]
    (claim,) = extracted(attrs.evolve(analysis, layers=attrs.evolve(analysis.layers, links=links)))
    assert short(text, [claim]) == [(expected, "demanded", "that it stop")]


@pytest.mark.parametrize(("text", "attributions", "expected"), [row[1:] for row in CASES], ids=[row[0] for row in CASES])
def test_claims_are_made_of_labels(text: str, attributions: list[Said], expected: list[tuple[str, str, str]]) -> None:
    """Each attribution is a claim, in the words that were labelled, made better by what the rules know."""
    assert expected == short(text, extracted(labelled(text, attributions)))


def test_a_claim_names_the_tagger_and_its_evidence() -> None:
    """Provenance names the tagger, its version and what it rests on; a source that the rules lend names their frame."""
    text = "Ruiz left the ferry, saying that it leaks."
    (claim,) = extracted(labelled(text, [([], ["saying"], ["that it leaks"])]))
    content, source = claim.provenance
    assert ("content", "acme:reader", "3", "labels", claim.cue) == (
        content.about, content.component, content.version, content.rule, content.spans,
    )  # fmt: skip
    assert ("source", "seedlib:rules", "subject-cue-that", claim.cue) == (source.about, source.component, source.rule, source.spans)
    assert claim.confidence == content.confidence


def reading(labels: Iterable[Label | Link], **others: Iterable[Label | Link]) -> Registry:
    """Return a registry in which a third party's taggers answer these labels, and no other; `others` by their names."""

    class acme:  # noqa: N801  # a plugin may be any object
        @staticmethod
        @seedlib.hookimpl
        def seedlib_taggers() -> list[Tagger]:
            given = {"reader": labels, **others}
            return [Tagger(name=name, tag=lambda _analysis, _context, held=held: held) for name, held in given.items()]

    registry = Registry.build(plugins=[("acme", acme)], entry_points=False)
    taggers = tuple(tagger for tagger in registry.components["taggers"] if not tagger.builtin)
    return attrs.evolve(registry, components=FrozenMapping({**registry.components, "taggers": taggers}))


def test_another_tagger_needs_nothing_but_labels() -> None:
    """In the whole of `analyze` the claim is that tagger's work."""
    text = "Ruiz hummed that the ferry leaks."
    layers = labelled(text, [(["Ruiz"], ["hummed"], ["that the ferry leaks"])]).layers
    analysis = seedlib.analyze(text, registry=reading([*layers.labels, *layers.links]), strict=True)
    (claim,) = analysis.claims
    assert analysis.quote(claim) == ("Ruiz", "hummed", "that the ferry leaks", 1)
    assert (claim.provenance[0].component, claim.provenance[0].rule) == ("acme:reader", "labels")
    assert [tagger.component for tagger in analysis.layers.taggers] == ["acme:reader"]


def test_a_tagger_of_names_has_found_no_claim() -> None:
    """Who found a claim are those who gave labels of attributions."""
    text = "Ruiz hummed that the ferry leaks."
    layers = labelled(text, [(["Ruiz"], ["hummed"], ["that the ferry leaks"])]).layers
    names = [Label(span_of(text, "Ruiz"), "mention:person", "name")]
    analysis = seedlib.analyze(text, registry=reading([*layers.labels, *layers.links], namer=names), strict=True)
    (claim,) = analysis.claims
    assert [held.component for held in claim.provenance if held.about == "content"] == ["acme:reader"]
    assert [(held.component, held.about) for held in analysis.layers.taggers] == [("acme:namer", "mention"), ("acme:reader", "attribution")]


def test_where_a_tagger_finds_nothing_the_rules_work_alone() -> None:
    """A document without a labelled content is read by rules, though a tagger ran and labelled a name."""
    text = "Ruiz said that the ferry leaks."
    registry = reading([Label(span_of(text, "Ruiz"), "mention:person", "name")])
    (claim,) = seedlib.analyze(text, registry=registry, strict=True).claims
    assert (claim.provenance[0].component, claim.provenance[0].rule) == ("seedlib:rules", "subject-cue-that")


@pytest.mark.parametrize(
    ("text", "content", "expected"),
    [
        ("“It leaks a lot,” Ruiz hummed.", ["“It leaks a lot,”"], "direct"),
        ("Ruiz hummed that it “leaks a lot” now.", ["that it “leaks a lot” now"], "mixed"),
        ("Ruiz hummed that it leaks.", ["that it leaks"], "indirect"),
    ],
)
def test_the_quotation_marks_say_how_it_is_reported(text: str, content: list[str], expected: str) -> None:
    """Direct where all of it stands in marks, mixed where some of it does."""
    (claim,) = extracted(labelled(text, [(["Ruiz"], ["hummed"], content)]))
    assert expected == claim.quotation


@pytest.mark.parametrize(
    ("cue", "rest", "expected"),
    [
        ("warned", "that it leaks", "warning"),
        ("has been heard to accuse", "Diaz of neglect", "accusation"),
        ("hummed", "that it leaks", "statement"),
    ],
)
def test_the_cue_says_what_act_it_is(cue: str, rest: str, expected: str) -> None:
    """The lexicon's kind for the cue's words, whether a frame fits or not; a statement where it has none."""
    (claim,) = extracted(labelled(f"Ruiz {cue} {rest}.", [(["Ruiz"], [cue], [rest])]))
    assert expected == claim.kind


def test_claims_within_claims_are_placed_where_a_tagger_labels_them() -> None:
    """Contents of labels may overlap; the inner claim stands within the outer one."""
    text = "Ruiz hummed that Diaz whistled that it leaks."
    outer, inner = extracted(
        labelled(
            text,
            [(["Ruiz"], ["hummed"], ["that Diaz whistled that it leaks"]), (["Diaz"], ["whistled"], ["that it leaks"])],
        )
    )
    assert (None, outer.id) == (outer.within, inner.within)


def test_an_unlikely_claim_is_left_out() -> None:
    """What the tagger itself hardly believes is no claim."""
    text = "Diaz whistled that it rains. Ruiz hummed that it leaks."
    sure, unsure = (["Diaz"], ["whistled"], ["that it rains"]), (["Ruiz"], ["hummed"], ["that it leaks"])
    both = labelled(text, [sure])
    weak = labelled(text, [unsure], score=0.2).layers
    layers = attrs.evolve(both.layers, labels=[*both.layers.labels, *weak.labels], links=[*both.layers.links, *weak.links])
    assert short(text, extracted(attrs.evolve(both, layers=layers))) == [("Diaz", "whistled", "that it rains")]


def confidence_of(text: str, said: Said, score: float = 0.9) -> float:
    """Return how sure the only claim of a text is."""
    (claim,) = extracted(labelled(text, [said], score=score))
    return claim.confidence


def test_surer_labels_make_surer_claims() -> None:
    """Confidence rises with the scores, and stays a probability."""
    text, said = "Ruiz hummed that it leaks.", (["Ruiz"], ["hummed"], ["that it leaks"])
    rising = [confidence_of(text, said, score) for score in (0.7, 0.9, 0.99, 1.0)]
    assert rising == sorted(set(rising))
    assert rising[0] >= LEAST
    assert rising[-1] < 1


def test_a_claim_on_which_the_rules_agree_is_surer() -> None:
    """Of two like claims the one that the rules find as well."""
    agreed = confidence_of("Ruiz said that it leaks.", (["Ruiz"], ["said"], ["that it leaks"]))
    assert agreed > confidence_of("Ruiz hummed that it leaks.", (["Ruiz"], ["hummed"], ["that it leaks"]))


@pytest.mark.parametrize(("subject", "kept"), [("Ruiz", 1), ("The mayor", 1), ("They", 0)])
def test_a_sure_rule_gives_a_speaker_of_whom_no_label_tells(subject: str, kept: int) -> None:
    """An unsure content stays where the rules name its subject; a pronoun that is not labelled speaks against it."""
    text = f"{subject} said that it leaks."
    assert short(text, extracted(labelled(text, [([], ["said"], ["that it leaks"])], score=0.65))) == kept * [
        (subject, "said", "that it leaks")
    ]


def test_every_coefficient_is_of_a_feature_and_says_where_it_is_from() -> None:
    """The data file names what taught, and has none that nothing reads."""
    held = Path(confidence_module.__file__).with_name(confidence_module.COEFFICIENTS_FILE).read_text("utf-8")
    assert set(FEATURES) == set(read_coefficients().by_feature)
    assert '"source": "PolNeAR' in held


def test_links_that_lead_nowhere_do_no_harm() -> None:
    """Links to and from what has no label, in circles, from a source to a source: nothing raises, what can be read is read."""
    text = "Ruiz hummed that it leaks. Diaz whistled."
    good = labelled(text, [(["Ruiz"], ["hummed"], ["that it leaks"])])
    ruiz, hummed, diaz, whistled = (span_of(text, words) for words in ("Ruiz", "hummed", "Diaz", "whistled"))
    labels = [*good.layers.labels, Label(diaz, "attribution:source"), Label(whistled, "attribution:cue"), Label(whistled, "acme:x")]
    odd = [Link(hummed, whistled, "attribution:of-cue", 0.4), Link(whistled, hummed, "attribution:of-cue", 0.3)]
    odd += [Link(Span(0, 1), ruiz, "attribution:of-cue"), Link(diaz, ruiz, "attribution:of-cue"), Link(hummed, Span(5, 9), "acme:y")]
    claims = extracted(attrs.evolve(good, layers=attrs.evolve(good.layers, labels=labels, links=[*good.layers.links, *odd])))
    assert [claim["content"] for claim in in_words(text, claims)] == ["that it leaks"]


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ("Ana Ruiz", "Ana Ruiz"),
        ("Dam", "Ruiz Dam"),
        ("Ruiz Dam", "Ruiz Dam"),
        ("Ana", "Ruiz"),
        ("Ruiz Dam hummed", "Ruiz"),
        ("Ana Ruiz Dam hummed it", "Ruiz"),
    ],
)
def test_a_source_that_cuts_a_name_has_all_of_it(named: str, expected: str) -> None:
    """A tagger that labels a half of a name, or a word before one, means the whole, unless that has the cue or the content in it."""
    text = "Ana Ruiz Dam hummed it leaks."
    analysis = labelled(text, [(["Ruiz"], ["hummed"], ["it leaks"])])
    analysis = attrs.evolve(analysis, mentions=[Mention(span=span_of(text, named))])
    assert [row[0] for row in short(text, extracted(analysis))] == [expected]


@pytest.mark.parametrize(("score", "expected"), [(0.1, "Ruiz"), (0.6, "Ruiz … Diaz")])
def test_a_second_source_is_to_be_linked(score: float, expected: str) -> None:
    """Beside a source that belongs to the claim one that hardly does is none of it."""
    text = "Ruiz hummed to Diaz that it leaks."
    analysis = labelled(text, [(["Ruiz"], ["hummed"], ["that it leaks"])])
    diaz = span_of(text, "Diaz")
    labels = [*analysis.layers.labels, Label(diaz, "attribution:source", None, 0.9)]
    links = [*analysis.layers.links, Link(span_of(text, "hummed"), diaz, "attribution:of-cue", score)]
    layers = attrs.evolve(analysis.layers, labels=labels, links=links)
    assert [row[0] for row in short(text, extracted(attrs.evolve(analysis, layers=layers)))] == [expected]


def test_of_two_links_to_one_cue_in_pieces_the_surer_counts() -> None:
    """Whichever piece it points to."""
    text = "Ruiz pointed the ferry out."
    ruiz, pointed, ferry, out = (span_of(text, words) for words in ("Ruiz", "pointed", "the ferry", "out"))
    analysis = labelled(text, [(["Ruiz"], ["pointed", "out"], ["the ferry"])])
    ground = Ground(analysis, ENGLISH.words(analysis), None)
    for scores in ((0.9, 0.2), (0.2, 0.9)):
        links = [Link(pointed, span, "attribution:of-cue", 0.9) for span in (pointed, ferry, out)]
        links += [Link(head, ruiz, "attribution:of-cue", score) for head, score in zip((pointed, out), scores, strict=True)]
        (group,) = groups_of(ground, attrs.evolve(analysis.layers, links=links))
        assert [part.link for part in group.sources] == [0.9]


def test_a_label_that_cuts_a_word_takes_all_of_it() -> None:
    """Spans are those of whole words."""
    text = "Ruiz hummed that it leaks."
    analysis = labelled(text, [(["Rui"], ["umme"], ["hat it lea"])])
    assert short(text, extracted(analysis)) == [("Ruiz", "hummed", "that it leaks")]


def transcript(text: str, turns: Mapping[str, str], attributions: Iterable[Said]) -> Analysis:
    """Return a labelled text with turns, the words of each speaker."""
    analysis = labelled(text, attributions)
    spoken = {speaker: span_of(text, words) for speaker, words in turns.items()}
    quotations = [Quotation(span=span, words=span, speaker=span_of(text, speaker)) for speaker, span in spoken.items()]
    return attrs.evolve(analysis, layers=attrs.evolve(analysis.layers, quotations=quotations))


def test_a_turn_is_found_once() -> None:
    """What a tagger takes for words of the turn's speaker is the turn; what the rules find in it stands within it."""
    text = "LEE: Diaz told us it leaks. We knew."
    claims = extracted(transcript(text, {"LEE": "Diaz told us it leaks. We knew."}, [(["LEE"], [":"], ["Diaz told us it leaks"])]))
    assert short(text, claims) == [("LEE", "", "Diaz told us it leaks. We knew."), ("Diaz", "told", "it leaks")]
    assert claims[0].id == claims[1].within


def test_no_claim_stands_in_two_turns() -> None:
    """Nor in what stands before the first and in that; one in a turn alone is kept."""
    text = "We met Ana Ruiz of the ferry.\nGULL: Why did Diaz hum that it leaks?\nLEE: I had to go."
    inside: Said = (["Diaz"], ["hum"], ["that it leaks"])
    across: list[Said] = [(["Ana Ruiz"], ["had"], ["to go"]), ([], ["Why"], ["I had to go"])]
    claims = extracted(transcript(text, {"GULL": "Why did Diaz hum that it leaks?", "LEE": "I had to go."}, [inside, *across]))
    turns = [("GULL", "", "Why did Diaz hum that it leaks?"), ("LEE", "", "I had to go.")]
    assert short(text, claims) == [turns[0], ("Diaz", "hum", "that it leaks"), turns[1]]


def test_only_chosen_blocks_have_labelled_claims() -> None:
    """A label in a caption makes no claim by itself."""
    text = "Ruiz hummed that it leaks.\nDiaz whistled that it rains."
    layers = labelled(text, [(["Ruiz"], ["hummed"], ["that it leaks"]), (["Diaz"], ["whistled"], ["that it rains"])]).layers
    first, second = segmented(text, ENGLISH).document.blocks
    document = seedlib.Document(text=text, blocks=(first, Block(kind="caption", span=second.span)))
    analysis = seedlib.analyze(document, registry=reading([*layers.labels, *layers.links]), strict=True)
    assert [analysis.text_of(claim.content) for claim in analysis.claims] == ["that it leaks"]


def test_a_content_does_not_go_on_in_a_byline() -> None:
    """What a tagger takes to be a part of a headline's claim there is left out."""
    text = "Ruiz hummed that it leaks\nBy Ann Poe"
    layers = labelled(text, [(["Ruiz"], ["hummed"], ["that it leaks", "By Ann Poe"])]).layers
    first, second = segmented(text, ENGLISH).document.blocks
    document = seedlib.Document(text=text, blocks=(attrs.evolve(first, kind="title"), Block(kind="byline", span=second.span)))
    analysis = seedlib.analyze(document, registry=reading([*layers.labels, *layers.links]), strict=True)
    assert [analysis.text_of(claim.content) for claim in analysis.claims] == ["that it leaks"]


TEXT = "“We won,” Ruiz said. Diaz warned both towns that it leaks, and Lee knows that it rains.\nHe said: “No.” They hummed."
SPANS = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 30)).map(lambda held: Span(held[0], min(len(TEXT), sum(held))))
LABELS = st.builds(
    Label, SPANS, st.sampled_from(["attribution:source", "attribution:cue", "attribution:content"]), st.none(), st.floats(0, 1)
)


@settings(max_examples=150)
@given(st.lists(LABELS, max_size=12), st.data())
def test_any_labels_give_claims_that_can_be(labels: list[Label], data: Any) -> None:
    """Whatever a tagger answers, nothing raises, ids are unique and confidences are kept above the line."""
    spans = [label.span for label in labels] or [Span(0, 1)]
    ends = st.sampled_from(spans)
    links = data.draw(st.lists(st.builds(Link, ends, ends, st.just("attribution:of-cue"), st.floats(0, 1)), max_size=12))
    analysis = segmented(TEXT, ENGLISH)
    claims = extracted(attrs.evolve(analysis, layers=attrs.evolve(analysis.layers, labels=labels, links=links)))
    assert len(claims) == len({claim.id for claim in claims})
    assert all(claim.content[-1].end <= len(TEXT) for claim in claims)
    assert all(claim.confidence >= LEAST for claim in claims if claim.provenance[0].rule == "labels")
