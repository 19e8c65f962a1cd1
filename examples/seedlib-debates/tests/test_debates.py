"""What the plugin promises: turns and speakers as the markup states them, and what it finds beside."""

import io
from pathlib import Path

import pytest

import seedlib
from seedlib import Settings, Unread
from seedlib.components import Context, Hint, Rank
from seedlib.errors import ParseError
from seedlib.testing import check_parser, check_plugin
from seedlib_debates import PARSER, SECTION
from seedlib_debates.pledges import FORMULA

#: The sitting, with everything that the parser knows in it.
SITTING = (
    """<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><debate name="d"><meta>
<identification source="#c"><FRBRWork><FRBRdate date="2026-03-04" name="sitting"/></FRBRWork>
<FRBRExpression><FRBRlanguage language="eng"/></FRBRExpression></identification>
<references source="#c"><TLCPerson eId="poe" href="/ontology/person/ml/ada-poe" showAs="Ada Poe"/>
<TLCPerson eId="falk" href="/ontology/person/ml/bruno-falk" showAs="Bruno Falk"/>
<TLCRole eId="trade" href="/ontology/role/ml/trade" showAs="Minister of Trade"/></references></meta>
<preface><p><docTitle>Sitting of 4 March</docTitle></p></preface><debateBody><debateSection name="s"><heading>East Quay</heading>
<scene><p>The House met at ten o’clock.</p></scene>
<question by="#falk"><from>Bruno Falk (Marlow North):</from><p>Will the minister keep the east quay open?</p></question>
<answer by="#poe" as="#trade"><from>Ada Poe (Minister of Trade):</from>
<p>I give the House my assurance that the quay will stay <b>open</b>.</p>
<p>The hon. Member for Marlow North said that the cranes were lost.</p>
<scene><p>[Interruption.]</p></scene><p>Officials in Oslo warned that prices could rise 🌧.</p></answer>
<speech by="#poe"><from>Bruno Falk:</from><p>We undertake to read the report.</p></speech>
<speech by="#nobody"><from>A voice:</from><p>When?</p></speech>
</debateSection></debateBody></debate></akomaNtoso>"""
).encode()

#: The library's own tagger is not asked.
RULES = Settings(options={"tagger.weights": "none"})


@pytest.fixture(scope="module")
def analysis():
    """Return the sitting as seedlib reads it once the plugin is installed."""
    return seedlib.read(SITTING, settings=RULES, strict=True)


def test_contracts_hold():
    """The parser keeps what its record promises, on halves of its files too; so does every other record."""
    check_parser(PARSER, {"sitting.xml": SITTING, "sitting.akn": SITTING})
    expected = {"akoma-ntoso", "members", "pledges", "notes", "speakers", "speeches", "pledge", "section", "sitting"}
    assert {name.removeprefix("debates:") for name in check_plugin("debates")} == expected


def test_turns_and_speakers_are_those_of_the_markup(analysis):
    """A scene parts a turn in two; whose words a scene is, nobody says."""
    document = analysis.document
    assert [(document[turn.speaker], document[turn.words][:14]) for turn in analysis.layers.quotations] == [
        ("Bruno Falk", "Will the minis"),
        ("Ada Poe", "I give the Hou"),
        ("Ada Poe", "Officials in O"),
        ("Bruno Falk", "We undertake t"),
        ("A voice", "When?"),
    ]
    assert {block.kind for block in document.blocks if "met at" in document[block.span]} == {"boilerplate"}


def test_the_sitting_is_said_by_the_markup(analysis):
    """Its title, day, language and sections."""
    document = analysis.document
    assert (document.title, document.published, document.language, document.genre) == (
        "Sitting of 4 March",
        "2026-03-04",
        "en",
        "transcript",
    )
    assert {block.attributes.get(SECTION) for block in document.blocks} == {None, "East Quay"}


def test_speakers_are_actors_of_the_ontology(analysis):
    """With the role in which they speak; a speaker whom the file does not know is one all the same."""
    ada = analysis.actor("akn:/ontology/person/ml/ada-poe")
    assert (ada.name, "Minister of Trade" in ada.roles) == ("Ada Poe", True)
    assert ("A voice", "When?") in {analysis.quote(claim)[::2] for claim in analysis.claims}


def test_a_member_is_known_by_the_seat(analysis):
    """Who says that the cranes were lost is named by his seat alone."""
    (claim,) = [claim for claim in analysis.claims if analysis.text_of(claim.content) == "that the cranes were lost"]
    assert claim.speakers == ("akn:/ontology/person/ml/bruno-falk",)
    assert claim.within is not None


def test_a_note_of_the_reporters_is_a_sentence_of_its_own():
    """Inside of a speech too; in a text that is no debate brackets are as always."""
    text = "I give way [Interruption.] to him. Order! [Applause] We go on."
    document = seedlib.Document(text=text, genre="transcript", language="en")
    sentences = seedlib.analyze(document, settings=RULES).layers.sentences
    expected = ["I give way", "[Interruption.]", "to him.", "Order!", "[Applause]", "We go on."]
    assert [document[span] for span in sentences] == expected
    other = seedlib.analyze(seedlib.Document(text=text, language="en"), settings=RULES).layers.sentences
    assert "[Interruption.]" not in [document[span] for span in other]


def test_a_pledge_is_a_kind_of_its_own(analysis):
    """What a speaker undertakes in his own words; a question and a warning are none."""
    pledges = [analysis.quote(claim).words[:12] for claim in analysis.claims if claim.kind == "debates:pledge"]
    assert pledges == ["I give the H", "We undertake"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I undertake to write to him.", True),
        ("We can give the House an absolute assurance that it is so.", True),
        ("I give my commitment.", True),
        ("I hereby pledge a pound a head.", True),
        ("I cannot give the House that assurance.", False),
        ("I do not promise anything.", False),
        ("He undertook to write.", False),
        ("I give way.", False),
        ("They pledge.", False),
    ],
)
def test_formulas_bind_who_speaks(text, expected):
    """In the first person, and not denied."""
    assert bool(FORMULA.search(text)) is expected


def test_a_speaker_whom_markup_and_words_name_otherwise_is_a_problem(analysis):
    """The words are left as they are, and so is the markup."""
    (problem,) = [problem for problem in analysis.problems if problem.kind == "debates:other-speaker"]
    assert (analysis.document[problem.span], problem.suggestion) == ("Bruno Falk", "Ada Poe")


def test_speeches_are_a_table(analysis):
    """A row a turn; an input that was not read has none, and no cell begins a formula."""
    target = io.BytesIO()
    unread = Unread(origin=seedlib.Origin(), failures=[seedlib.Failure(stage="parsing", error="ParseError", message="cut")])
    exporter = seedlib.default_registry().find("exporters", "speeches").record  # by the name that `-f` takes
    exporter.write(iter([unread, analysis]), target, Context())
    rows = target.getvalue().decode().splitlines()
    assert (rows[0], len(rows)) == ("document,day,section,speaker,id,words,claims,pledges", 6)
    assert rows[1].endswith("2026-03-04,East Quay,Bruno Falk,akn:/ontology/person/ml/bruno-falk,8,1,0")


def test_the_command_lists_pledges(tmp_path, capsys):
    """A line a pledge; a file that is not there, or no debate, does not end the others."""
    import argparse

    (tmp_path / "sitting.xml").write_bytes(SITTING)
    (tmp_path / "cut.xml").write_bytes(SITTING[:900])
    parser = argparse.ArgumentParser()
    seedlib.default_registry().find("commands", "pledges").record.add(parser.add_subparsers())
    arguments = parser.parse_args(["pledges", str(tmp_path / "cut.xml"), str(tmp_path / "sitting.xml")])
    status = arguments.handler(arguments)
    shown = capsys.readouterr()
    assert (status, len(shown.err.splitlines())) == (1, 1)
    assert [line.split("\t")[:2] for line in shown.out.splitlines()] == [["2026-03-04", "Ada Poe"], ["2026-03-04", "Ada Poe"]]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (SITTING[:4096], Rank.CONTENT),
        (SITTING.replace(b"<debate ", b"<act ")[:4096], Rank.NO),
        (SITTING.replace(b"legaldocml/ns/akn/3.0", b"other")[:4096], Rank.NO),
        (b"<p>akomaNtoso has <debate></p>", Rank.NO),
        (b"", Rank.NO),
    ],
    ids=["a debate", "an act", "another namespace", "a page about it", "nothing"],
)
def test_debates_alone_are_taken(head, expected):
    """By what is in the file: all XML files have one suffix."""
    assert PARSER.accepts(head, Hint(filename="x.xml")) is expected


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"<akomaNtoso/>", "no debate element"),
        (b"<akomaNtoso><debate/></akomaNtoso>", "no words"),
        (b"<akomaNtoso><debate>", "not well-formed"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><akomaNtoso>&b;</akomaNtoso>', "entity of its own"),
    ],
)
def test_what_is_no_debate_is_an_error(data, found):
    """It says what was found; nothing is expanded or fetched."""
    with pytest.raises(ParseError, match=found):
        list(PARSER.parse(io.BytesIO(data), Hint(), Context()))


def test_sections_may_lie_as_deep_as_the_limit_allows():
    """Deeper ones are refused by the limit, not by the interpreter."""
    deep = SITTING.replace(b"<debateBody>", b"<debateBody>" + b"<debateSection>" * 400).replace(
        b"</debateBody>", b"</debateSection>" * 400 + b"</debateBody>"
    )
    (found,) = PARSER.parse(io.BytesIO(deep), Hint(), Context())
    assert len(found.layers.quotations) == 5


def test_the_sample_is_read():
    """The file of the manual's page."""
    sample = Path(__file__).parents[1] / "samples" / "sitting.xml"
    if not sample.exists():
        pytest.skip("the tests were copied without the samples")
    assert len(seedlib.read(sample, settings=RULES).layers.quotations) == 4
