"""A language whose verb stands second, whose nouns have capitals, and which has a mood of reports: a little German."""

from __future__ import annotations

import time

import pytest

from seedlib.attribution import EXTRACTORS
from seedlib.matching import Entry
from tests.growth import assert_linear

from .conftest import context_of, extracted, in_words, segmented


def words_of(**classes: str) -> list[Entry]:
    """Return word classes, each given as words with blanks between; `_` in a class's name is a hyphen."""
    return [Entry(phrase=word, value=name.replace("_", "-")) for name, words in classes.items() for word in words.split()]


def cue(phrase: str, form: str, takes: str, *, particle: str = "") -> Entry:
    """Return a cue of saying."""
    return Entry(phrase=phrase, value="statement", data={"form": form, "takes": takes.split(), "particle": particle})


def frame(pattern: str, rule: str, takes: str, *forms: str) -> Entry:
    """Return a frame."""
    return Entry(phrase=pattern, value=rule, data={"takes": takes, "forms": list(forms)})


GERMAN = context_of(
    {
        "quotation-marks": [Entry(phrase="„", value="“")],
        "cues": [
            cue("sagte", "past", "quote that bare paren"),
            cue("mitteilte", "last", "paren"),
            cue("bestritt", "past", "object"),
            cue("teilte", "past", "quote that paren bare", particle="mit"),
            cue("wies", "past", "object", particle="zurück"),
            cue("forderte", "past", "to", particle="auf"),
            cue("zurückgewiesen", "perfect", "object"),
            cue("gesagt", "perfect", "that"),
            cue("laut", "preposition", "according"),
            cue("zufolge", "preposition", "owned"),
            cue("hieß es", "it", "it"),
            cue("schließe", "past", "object", particle="aus"),
            cue("so", "so", "so"),
            cue("warnte", "past", "about", particle="vor"),
            cue("nach eigenen Angaben", "preposition", "own"),
        ],
        "frames": [
            frame("QUOTE CUE SUBJECT PARTICLE", "quote-particle", "quote", "past"),
            frame("QUOTE CUE SUBJECT MIDDLE? QUOTE?", "quote", "quote", "past"),
            frame("FRONT CUE MIDDLE? comma THAT", "front-that", "that", "past"),
            frame("FRONT CUE PARTICLE comma THAT", "front-particle-that", "that", "past"),
            frame("CUE SUBJECT MIDDLE? comma THAT", "subject-that", "that", "past"),
            frame("BRACKET CUE MIDDLE? comma THAT", "bracket-that", "that", "perfect"),
            frame("FRONT CUE PARTICLE comma INFINITIVE", "front-particle-to", "to", "past"),
            frame("FRONT CUE HELD PARTICLE", "front-held", "object", "past"),
            frame("FRONT CUE THING", "front-thing", "object", "past"),
            frame("BRACKETED CUE", "bracketed", "object", "perfect"),
            frame("LEAD comma CUE SUBJECT comma BEHIND", "inside", "paren", "past"),
            frame("CLAUSE thus? CUE SUBJECT MIDDLE? END", "clause", "paren", "past"),
            frame("CLAUSE AS CUE", "clause-as", "paren"),
            frame("AS CUE comma MAIN", "as-clause", "paren"),
            frame("FRONT CUE MIDDLE? comma REPORTED", "front-reported", "bare", "past"),
            frame("LEAD CUE OWNER BEHIND?", "lead-according", "according"),
            frame("CUE OWNER MAIN", "according", "according"),
            frame("OWNED CUE MAIN", "owned", "owned"),
            frame("PLACED CUE MIDDLE? comma REPORTED", "placed", "it"),
            frame("CLAUSE CUE PLACE?", "place", "it"),
            frame("CLAUSE CUE SUBJECT MIDDLE? END", "so", "so"),
            frame("FRONT CUE ABOUT", "about", "about"),
            frame("OWN CUE BEHIND?", "own", "own"),
        ],
        "word-classes": words_of(
            determiner="der die das dem den des ein eine einem einen einer",
            oblique="dem den des einem einen",
            accusative="den einen",
            owner="der des einer",
            attributive="von aus",
            preposition="von aus in am im vor",
            subject="er sie man",
            interrogative="warum ob",
            conjunction="und aber",
            coordinator="und",
            complementizer="dass",
            definite="der die das",
            perfect="hat hatte",
            auxiliary="hat hatte sei ist",
            reported="sei habe",
            reporter="ich",
            infinitive="zu",
            particle="mit zurück auf zu",
            adverb="gestern allerdings",
            time="Dienstag",
            thus="so",
            comma=",",
            mark=", :",
            border=", : –",
            stop=". ! ?",
            **{"as": "wie"},
        ),
    }
)

#: label, text, and who says what by which rule.
CASES = [
    ("quotation", "„Wir gehen nicht weg“, sagte der Wirt am Dienstag.", ("der Wirt", "„Wir gehen nicht weg“", "quote")),
    (
        "separated verb",
        "„Wir gehen nicht weg“, teilte der Wirt gestern mit.",
        ("der Wirt", "„Wir gehen nicht weg“", "quote-particle"),
    ),
    ("that", "Der Wirt sagte am Dienstag, dass er gehe.", ("Der Wirt", "dass er gehe", "front-that")),
    ("inverted", "Am Dienstag sagte der Wirt, dass er gehe.", ("der Wirt", "dass er gehe", "subject-that")),
    ("a capital at the beginning makes no noun", "Warum sagte, dass er gehe.", None),
    ("a dative is no subject", "Am Dienstag sagte dem Wirt, dass er gehe.", None),
    ("particle", "Der Wirt teilte der Stadt mit, dass er gehe.", ("Der Wirt", "dass er gehe", "front-particle-that")),
    ("no particle, no separated verb", "Der Wirt teilte das Brot, dass er hatte.", None),
    ("perfect", "Der Wirt hat in Kiel gesagt, dass er gehe.", ("Der Wirt", "dass er gehe", "bracket-that")),
    ("perfect, inverted", "Gestern hat der Wirt gesagt, dass er gehe.", ("der Wirt", "dass er gehe", "bracket-that")),
    ("infinitive", "Der Wirt forderte die Stadt auf, den Weg zu räumen.", ("Der Wirt", "den Weg zu räumen", "front-particle-to")),
    ("infinitive inside a verb", "Er forderte die Stadt auf, dem Plan zuzustimmen.", ("Er", "dem Plan zuzustimmen", "front-particle-to")),
    ("object before a particle", "Der Wirt wies gestern den Vorwurf zurück.", ("Der Wirt", "den Vorwurf", "front-held")),
    ("object", "Der Wirt bestritt den Vorwurf der Stadt.", ("Der Wirt", "den Vorwurf der Stadt", "front-thing")),
    ("object, and when", "Der Wirt wies den Vorwurf am Dienstag zurück.", ("Der Wirt", "den Vorwurf", "front-held")),
    ("an object in front", "Kündigungen schließe man aus.", None),
    ("so and a verb", "Der Rat hat Zeit, so sagte der Wirt.", ("der Wirt", "Der Rat hat Zeit", "clause")),
    ("preposition", "Der Wirt warnte die Stadt vor einem Streit.", ("Der Wirt", "vor einem Streit", "about")),
    ("no preposition", "Der Wirt warnte die Stadt.", None),
    ("its own", "Der Wirt hat nach eigenen Angaben Zeit.", ("Der Wirt", "Der Wirt hat … Zeit", "own")),
    ("object in a bracket", "Der Wirt hat den Vorwurf zurückgewiesen.", ("Der Wirt", "den Vorwurf", "bracketed")),
    (
        "inside a clause",
        "Danach, sagte Wirtin Lohse, höre man die Elbe.",
        ("Wirtin Lohse", "Danach … höre man die Elbe", "inside"),
    ),
    ("clause", "Die Lage sei ernst, sagte der Wirt.", ("der Wirt", "Die Lage sei ernst", "clause")),
    ("as, behind", "Der Weg sei frei, wie der Wirt am Dienstag mitteilte.", ("der Wirt", "Der Weg sei frei", "clause-as")),
    ("as, in front", "Wie der Wirt mitteilte, ist der Weg frei.", ("der Wirt", "ist der Weg frei", "as-clause")),
    ("mood", "Der Wirt sagte, die Lage sei ernst.", ("Der Wirt", "die Lage sei ernst", "front-reported")),
    ("a relative clause is none", "Der Wirt sagte, die er kannte.", None),
    (
        "apposition",
        "Der Wirt der Mühle, Jan Poe, bestritt den Vorwurf.",
        ("Der Wirt der Mühle, Jan Poe", "den Vorwurf", "front-thing"),
    ),
    (
        "bracket and complement",
        "Der Wirt (CDU) von Kiel bestritt den Plan.",
        ("Der Wirt (CDU) von Kiel", "den Plan", "front-thing"),
    ),
    ("according to", "Laut Polizei ist der Weg frei.", ("Polizei", "ist der Weg frei", "according")),
    ("according to, with an article", "Laut der Polizei ist der Weg frei.", ("Polizei", "ist der Weg frei", "according")),
    ("according to, inside", "Der Weg ist laut Polizei wieder frei.", ("Polizei", "Der Weg ist … wieder frei", "lead-according")),
    ("postposition", "Einem Wirt der Mühle zufolge ist der Weg frei.", ("Einem Wirt der Mühle", "ist der Weg frei", "owned")),
    ("where it is said", "Im Rathaus hieß es, der Weg sei frei.", ("Rathaus", "der Weg sei frei", "placed")),
    ("where it is said, behind", "Der Weg sei frei, hieß es im Rathaus.", ("Rathaus", "Der Weg sei frei", "place")),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_fields_of_a_clause(text: str, expected: tuple[str, str, str] | None) -> None:
    """Source and content are found by the fields in which they stand, or nothing is."""
    found = [(claim["source"], claim["content"], claim["rule"]) for claim in in_words(text, extracted(text, GERMAN))]
    assert found == ([expected] if expected else [])


def test_the_two_pieces_of_a_separated_verb_are_the_cue() -> None:
    """A claim shows the whole verb."""
    text = "Der Wirt wies den Vorwurf zurück."
    (claim,) = in_words(text, extracted(text, GERMAN))
    assert claim["cue"] == "wies … zurück"


def test_a_clause_ends_before_one_who_says_it() -> None:
    """What one says of what another says ends before the clause of the one."""
    text = "Der Bote hat gesagt, dass der Weg frei sei, sagte der Wirt."
    found = [(claim["source"], claim["content"]) for claim in in_words(text, extracted(text, GERMAN))]
    assert ("Der Bote", "dass der Weg frei sei") in found


def test_sentences_in_the_mood_of_reports_are_the_last_speaker_s() -> None:
    """They go on from a claim, one from the other, in its paragraph; the indicative, `ich habe`, `ob er sei` and a new paragraph end it."""
    text = (
        "Der Wirt sagte, dass er gehe. Der Weg sei frei. Das habe er gesehen. Der Weg ist lang. Er sei müde.\n"
        "Die Lage sei ernst. Der Wirt sagte, dass er gehe. Ich habe Zeit. Der Wirt sagte, dass er gehe. Der Rat prüft, ob er müde sei."
    )
    found = [(claim["source"], claim["content"]) for claim in in_words(text, extracted(text, GERMAN)) if claim["rule"] == "reported-mood"]
    assert found == [("Der Wirt", "Der Weg sei frei"), ("Der Wirt", "Das habe er gesehen")]


@pytest.mark.parametrize(
    "piece",
    ["Der Wirt sagte, dass er gehe. ", "der ", "Wirt und ", "der Wirt der ", "sagte ", "am Dienstag hat Wirt gesagt, ", "wie sagte, "],
)
def test_time_is_linear(piece: str) -> None:
    """No text of one piece over and over takes more than its length in time."""

    def seconds(size: int) -> float:
        analysis = segmented(piece * size, GERMAN)
        started = time.process_time()
        EXTRACTORS[0].extract(analysis, GERMAN)
        return time.process_time() - started

    assert_linear(seconds, 200)
