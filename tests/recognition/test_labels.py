"""Mentions from a tagger's labels: their words, kind, form and confidence, and what is left to others."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from seedlib import Label, Settings, Span, analyze
from seedlib.components import Context, Tagger
from seedlib.model import KIND, Analysis, Document
from seedlib.plugins import default_registry
from seedlib.recognition.labels import recognize
from seedlib.segmentation import SEGMENTERS
from seedlib.tagging.tagger import NO_NETWORK, WEIGHTS

#: Without the library's own network.
RULES = Settings(language="en", options={WEIGHTS.name: NO_NETWORK})

TEXT = "🌧 Omagbe met the Harbour Board’s Ada Poe in Norway. Russian crews from Brindlemouth told her so."

#: A label: the words, of which the first place where they stand counts, its name, its value, its score.
Given = tuple[str, str, str | None, float]


def label(words: str, name: str, value: str | None, score: float, text: str = TEXT) -> Label:
    at = text.index(words)
    return Label(Span(at, at + len(words)), name, value, score)


def found(*given: Given, context: Context | None = None, text: str = TEXT) -> list[tuple[str, Any, str, float]]:
    """Return the words, kind, form and confidence of the mentions that labels give."""
    context = context or default_registry().context(Settings(), "en")
    analysis = Analysis(document=Document(text=text))
    layers = attrs.evolve(SEGMENTERS[0].segment(analysis, context), labels=[label(*held, text) for held in given])
    mentions = recognize(attrs.evolve(analysis, layers=layers), context)
    return [(analysis.document[m.span], m.attributes[KIND], m.form, m.confidence) for m in mentions]


@pytest.mark.parametrize(
    ("words", "name", "value", "expected"),
    [
        ("Omagbe", "mention:person", "name", ("Omagbe", "person", "name", 0.9)),
        ("Omagbe", "mention:person", None, ("Omagbe", "person", "name", 0.9)),
        ("Brindlemouth", "mention:place", "name", ("Brindlemouth", "place", "name", 0.9)),
        ("the Harbour Board’s", "mention:organization", "name", ("Harbour Board", "organization", "name", 0.9)),
        ("Russian crews", "mention:group", "nominal", ("Russian crews", "group", "nominal", 0.9)),
        ("her", "mention:person", "pronoun", ("her", "person", "pronoun", 0.9)),
        ("indlemou", "mention:place", "name", ("Brindlemouth", "place", "name", 0.9)),  # of a word that a label cuts all is taken
    ],
)
def test_a_label_gives_a_mention(words: str, name: str, value: str | None, expected: tuple[Any, ...]) -> None:
    """The name of the label is the kind, its value the form, its score the confidence; the words are whole."""
    assert found((words, name, value, 0.9)) == [expected]


@pytest.mark.parametrize(
    ("words", "name", "value"),
    [
        ("Norway", "mention:place", "name"),  # the lexicon knows that it is a country, and which
        ("Russian", "mention:group", "name"),  # an adjective of a people is no mention
        ("Omagbe", "mention:person", "alias"),  # no form of ours
        ("Omagbe", "mention:publication", "name"),  # no kind that a label may name
        ("the", "mention:organization", "name"),  # nothing is left
        (" ", "mention:person", "name"),  # no word stands there
        ("Omagbe", "attribution:source", None),
    ],
)
def test_a_label_gives_no_mention(words: str, name: str, value: str | None) -> None:
    """What is not ours to read, or others know better, is left."""
    assert found((words, name, value, 0.9)) == []


@pytest.mark.parametrize(
    ("text", "parts", "expected"),
    [
        ("Per T. “Pip” Dobble left.", ["Per T.", "Pip”", "Dobble"], ["Per T. “Pip” Dobble"]),
        ("Per T. “Pip” Dobble left.", ["Per T. “", "Pip” Dobble"], ["Per T. “Pip” Dobble"]),
        ("Per T. “Pip” Dobble left.", ["Per T. “Pip", "Dobble"], ["Per T. “Pip” Dobble"]),
        ("Per (Pip) Dobble left.", ["Per (", "Pip) Dobble"], ["Per (Pip) Dobble"]),
        ("Per “Pip” Dobble left.", ["Per “Pip” Dobble"], ["Per “Pip” Dobble"]),
        ("Per Wibble “saw” Dobble leave.", ["Per Wibble", "Dobble"], ["Per Wibble", "Dobble"]),
        ("Per Wibble, “Pip Dobble” and all", ["Per Wibble", "“Pip Dobble”"], ["Per Wibble", "Pip Dobble"]),
        ("Per Wibble (Quibble) Ann Dobble left", ["Per Wibble", "Quibble", "Ann Dobble"], ["Per Wibble", "Quibble", "Ann Dobble"]),
        ("the (Pip) Dobble (Quibble) case", ["Pip", "Dobble", "Quibble"], ["Pip", "Dobble", "Quibble"]),
        ("Per Wibble (Dobble) left", ["Per Wibble (", "Dobble)"], ["Per Wibble", "Dobble"]),
    ],
)
def test_a_nickname_is_inside_a_name(text: str, parts: list[str], expected: list[str]) -> None:
    """Labels that part a name at its nickname are joined; no name begins or ends with a quotation mark or bracket that is not its own."""
    given = [(words, "mention:person", "name", 0.9) for words in parts]
    assert [words for words, *_ in found(*given, text=text)] == expected


def test_without_lexicons_labels_are_taken_as_they_are() -> None:
    """Nothing of English is needed to take a tagger's word: a country of its own language is no lexicon's."""
    given = ("Omagbe", "mention:person", None, 0.5), ("Norway", "mention:place", None, 0.5)
    assert found(*given, context=Context(language="sw")) == [("Omagbe", "person", "name", 0.5), ("Norway", "place", "name", 0.5)]


def kinds(with_plugin: Any, *given: Given) -> dict[str, str]:
    """Return the kind of each mention of the whole analysis, by its words, where a tagger of a plugin labels so."""
    tagger = Tagger(name="given", tag=lambda analysis, context: [label(*held) for held in given])
    analysis = analyze(TEXT, settings=RULES, registry=with_plugin(taggers=[tagger]), strict=True)
    return {analysis.document[mention.span]: mention.attributes[KIND] for mention in analysis.mentions}


def test_beside_the_rules_a_label_counts_with_its_score(with_plugin: Any) -> None:
    """Of a label and a rule on the same words the surer stays; what no rule finds is there whatever its score."""
    assert "Omagbe" not in kinds(with_plugin)
    assert kinds(with_plugin, ("Omagbe", "mention:person", None, 0.1))["Omagbe"] == "person"
    assert kinds(with_plugin, ("Harbour Board", "mention:group", None, 0.1))["Harbour Board"] == "organization"
    assert kinds(with_plugin, ("Harbour Board", "mention:group", None, 0.99))["Harbour Board"] == "group"


def test_beside_labels_only_the_surest_rules_name_anybody(with_plugin: Any) -> None:
    """A tagger that looks for names has seen the capitals too; a body's head word it may have missed."""
    assert kinds(with_plugin)["Ada Poe"] == "person"
    beside = kinds(with_plugin, ("Omagbe", "mention:person", None, 0.9))
    assert "Ada Poe" not in beside
    assert beside["Harbour Board"] == "organization"


def test_a_label_is_a_name_wherever_it_stands(with_plugin: Any) -> None:
    """Two places at a comma are two; small words and signs at the ends are none of it; a nominal has a head."""
    text = "Ann Roe of northern Wibbleton, Ontario met Roe; Wibbleton met the others."
    given = [
        ("Ann Roe", "person", "name"),
        ("northern Wibbleton, Ontario", "place", "name"),
        ("Roe;", "organization", "name"),
        ("the", "person", "nominal"),
    ]
    labels = []
    for words, kind, form in given:
        at = text.rindex(words)
        labels.append(Label(Span(at, at + len(words)), f"mention:{kind}", form, 0.9))
    tagger = Tagger(name="given", tag=lambda analysis, context: labels)
    analysis = analyze(text, settings=RULES, registry=with_plugin(taggers=[tagger]), strict=True)
    names = [(text[m.span.start : m.span.end], m.attributes[KIND]) for m in analysis.mentions if m.form == "name"]
    assert names == [("Ann Roe", "person"), ("Wibbleton", "place"), ("Ontario", "place"), ("Roe", "person"), ("Wibbleton", "place")]
    assert "the" not in {text[m.span.start : m.span.end] for m in analysis.mentions}


def test_a_country_keeps_its_id(with_plugin: Any) -> None:
    """A tagger that is quite sure that a country is a place does not take the country's id away."""
    assert kinds(with_plugin, ("Norway", "mention:place", None, 1.0))["Norway"] == "country"


def read(text: str, with_plugin: Any, *given: Given, authors: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """Return the words and kinds of the mentions of a text, but pronouns; of each label's words the last place counts."""
    labels = [Label(Span(at, at + len(words)), name, value, score) for words, name, value, score in given for at in [text.rindex(words)]]
    tagger = Tagger(name="given", tag=lambda analysis, context: labels)
    document = Document(text=text, authors=authors)
    analysis = analyze(document, settings=RULES, registry=with_plugin(taggers=[tagger]), strict=True)
    return [(text[m.span.start : m.span.end], m.attributes[KIND]) for m in analysis.mentions if m.form != "pronoun"]


def name(words: str, kind: str, score: float = 0.9) -> Given:
    return words, f"mention:{kind}", "name", score


def noun(words: str, kind: str, score: float = 0.9) -> Given:
    return words, f"mention:{kind}", "nominal", score


@pytest.mark.parametrize(
    ("text", "given", "expected"),
    [
        pytest.param(
            "They met Omagbe Lin.", [name("Omagbe", "person"), name("Lin", "person")], [("Omagbe Lin", "person")], id="a person in parts"
        ),
        pytest.param(
            "They met Omagbe.\nLin left.",
            [name("Omagbe", "person"), name("Lin", "person")],
            [("Omagbe", "person"), ("Lin", "person")],
            id="two lines are two names",
        ),
        pytest.param(
            "They asked the Notary’s Office.",
            [name("Notary", "organization"), name("Office", "organization")],
            [("Notary’s Office", "organization")],
            id="a head word with its owner",
        ),
        pytest.param(
            "They joined the Wibblers’ Union of Norway.",
            [name("Wibblers", "organization")],
            [("Wibblers’ Union of Norway", "organization")],
            id="an owner with its head word",
        ),
        pytest.param(
            "They joined Omagbe’s union.",
            [name("Omagbe", "organization")],
            [("Omagbe", "organization")],
            id="but not with a word without a capital",
        ),
        pytest.param(
            "They asked Omagbe’s Dobble Bank.",
            [name("Omagbe", "organization"), name("Dobble Bank", "organization")],
            [("Omagbe", "organization"), ("Dobble Bank", "organization")],
            id="what is owned has a name of its own",
        ),
        pytest.param(
            "They left the Omagbe party and Brindle al-Fam.",
            [name("Omagbe party", "organization"), name("Brindle al-Fam", "place")],
            [("Omagbe", "organization"), ("Brindle al-Fam", "place")],
            id="small words at the end",
        ),
        pytest.param("They saw omagbe and Sir.", [name("omagbe", "place"), name("Sir", "person")], [], id="no capital, and a title alone"),
        pytest.param("Lantern to close. A lantern left.", [name("Lantern", "organization")], [], id="a word that opens a sentence"),
        pytest.param(
            "Lantern to close. They left.", [name("Lantern", "organization")], [("Lantern", "organization")], id="a name that does"
        ),
        pytest.param("North Omagbe left. They met the North.", [name("North", "organization")], [], id="a direction"),
        pytest.param(
            "Its director, Pell Omagbe, left. In May, Pell Lin left.",
            [name("Omagbe", "person"), name("Lin", "person")],
            [("Its director", "person"), ("Pell Omagbe", "person"), ("Lin", "person")],
            id="a given name after a role",
        ),
    ],
)
def test_labels_give_whole_names(text: str, given: list[Given], expected: list[tuple[str, str]], with_plugin: Any) -> None:
    """What the labels part is joined, what is no part of a name is left out, and what is no name is none."""
    assert read(text, with_plugin, *given) == expected


@pytest.mark.parametrize(
    ("text", "given", "expected"),
    [
        ("They met the old wibbler.", [noun("the", "person"), noun("old wibbler", "person")], ("the old wibbler", "person")),
        ("Then their wibble guards spoke.", [noun("wibble guards", "person")], ("their wibble guards", "group")),
        ("Wibblers’ groups spoke.", [noun("Wibblers", "person")], ("Wibblers’ groups", "organization")),
        ("The wibble union spoke.", [noun("The wibble union", "place")], ("The wibble union", "organization")),
        ("They met Omagbe’s old wibbler.", [noun("’s old wibbler", "person")], ("old wibbler", "person")),
        ("They met a chief executive.", [noun("chief", "person")], ("a chief executive", "person")),
        ("They met the wibbler of Norway.", [noun("the wibbler", "person")], ("the wibbler of Norway", "person")),
    ],
)
def test_a_nominal_is_whole(text: str, given: list[Given], expected: tuple[str, str]) -> None:
    """It has its determiner, its whole noun and what its plural owns; its noun tells the kind, a plural that persons are a group."""
    context = default_registry().context(Settings(), "en")
    analysis = Analysis(document=Document(text=text))
    labels = [Label(Span(at, at + len(words)), name, form, score) for words, name, form, score in given for at in [text.rindex(words)]]
    layers = attrs.evolve(SEGMENTERS[0].segment(analysis, context), labels=labels)
    mentions = recognize(attrs.evolve(analysis, layers=layers), context)
    assert [(text[m.span.start : m.span.end], m.attributes[KIND]) for m in mentions] == [expected]


def test_equal_names_are_of_one_kind(with_plugin: Any) -> None:
    """The sum of the labels decides, with a head word of bodies, and what the document says of its authors."""
    assert read("Omagbe left. They met Omagbe.", with_plugin, name("Omagbe", "place", 0.9)) == [("Omagbe", "place"), ("Omagbe", "place")]
    assert read("They met Omagbe Bank.", with_plugin, name("Omagbe Bank", "place", 0.9)) == [("Omagbe Bank", "organization")]
    assert read("By Ada Omagbe", with_plugin, name("Ada Omagbe", "place"), authors=("Ada Omagbe",)) == [("Ada Omagbe", "person")]


def test_an_author_without_a_name_is_nobody(with_plugin: Any) -> None:
    """What a document states of its authors may be blank; names are found nevertheless, and a second time without a label."""
    found = read("They met Omagbe. Omagbe left.", with_plugin, name("Omagbe", "person"), authors=(" ",))
    assert found == [("Omagbe", "person"), ("Omagbe", "person")]


def test_a_nominal_of_nobody_is_none(with_plugin: Any) -> None:
    """No wibbler is none; every wibbler is."""
    for words, expected in (("No wibbler", []), ("Every wibbler", [("Every wibbler", "person")])):
        assert read(f"{words} said that tea is free.", with_plugin, noun(words, "person")) == expected


def test_capitals_in_brackets_are_the_body_before_them(with_plugin: Any) -> None:
    """Whatever most labels say of them elsewhere, and where no label is; not after a person, and not what is no acronym."""

    def kinds_of(short: str, kind: str) -> list[tuple[str, str]]:
        text = f"Oh {short}! Then {short} left. They met Omagbe Dobble ({short})."
        given = [name(f"{short} left", "person", 0.9), name("Omagbe Dobble", kind), name(short, "organization", 0.5)]
        return [found for found in read(text, with_plugin, *given) if found[0] == short]

    assert kinds_of("ODO", "organization") == [("ODO", "organization")] * 3
    assert set(kinds_of("ODO", "person")) == {("ODO", "person")}
    assert set(kinds_of("Odo", "organization")) == {("Odo", "person")}


def test_a_datelines_agency_is_a_publication(with_plugin: Any) -> None:
    """The dateline tells it, whatever a label says."""
    found = read("OSLO (Dobble Wire) — Tea is free.", with_plugin, name("Dobble Wire", "organization", 1.0))
    assert ("Dobble Wire", "publication") in found


def test_a_persons_last_name_is_found_without_a_label(with_plugin: Any) -> None:
    """Also in capitals before a turn, whatever its own label says; not a word that the text has in small letters, not among capitals."""
    text = "Ada Omagbe spoke.\n\nOMAGBE: Tea is free. Omagbe left.\n\nWHAT OMAGBE DRINKS"
    found = read(text.replace("WHAT OMAGBE DRINKS", "Bye"), with_plugin, name("Ada Omagbe", "person"))
    assert found == [("Ada Omagbe", "person"), ("OMAGBE", "person"), ("Omagbe", "person")]
    assert ("OMAGBE", "person") in read(text, with_plugin, name("Ada Omagbe", "person"), name("OMAGBE:", "organization"))
    assert len(read(text, with_plugin, name("Ada Omagbe", "person"))) == len(found)
    assert read("Ada Lamp spoke. A lamp, Lamp.", with_plugin, name("Ada Lamp", "person")) == [("Ada Lamp", "person")]


def test_a_head_word_alone_is_left_to_a_tagger(with_plugin: Any) -> None:
    """It is a name only where a labelled name ends so."""
    assert read("They joined Omagbe. The Dobble met the League.", with_plugin, name("Omagbe", "person")) == [("Omagbe", "person")]
    found = read("They joined the Omagbe League. Tea met the League.", with_plugin, name("Omagbe League", "organization"))
    assert found == [("Omagbe League", "organization"), ("League", "organization")]
