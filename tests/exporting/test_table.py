"""Analyses for a person's eyes."""

import builtins
import io
from typing import Any

import attrs
import pytest
import regex

from seedlib.components import Context, Settings
from seedlib.errors import MissingExtraError
from seedlib.exporting.display import visible, width
from seedlib.exporting.listing import document_listing, listing
from seedlib.exporting.table import COLOUR, WIDTH, draw, write_table
from seedlib.model import NO_ATTRIBUTES, Actor, Analysis, Block, Claim, Document, Failure, Origin, Span, TextProblem, Unread

PLAIN = """\
Dam talks
=========
by Ana Ito | The Ledger (first in The Weekly) | 2024-06-24 | updated 2024-06-25 | news | en
dam.txt | text/plain | utf-8 (valid)

Text problems: 2
  line  kind               words  what is wrong
  ----  -----------------  -----  -------------------------------
        encoding-conflict         two encodings are declared
     2  stray-space        ␣,     a space stands before the comma

Actors: 2
  name       kind    country  roles     mentions
  ---------  ------  -------  --------  --------
  Ruta Voss  person  LTU      minister         2
  Ana Ito    person           author           0

Claims: 2
  line  who               kind        what           how firm
  ----  ----------------  ----------  -------------  --------------------
     1  Ana Ito (author)  statement   Dam talks      probable
     2  Ruta Voss         commitment  will not sign  asserted; negative;
                                                     condition: if rain
                                                     falls

Failures: 1
  stage     component   what failed
  --------  ----------  ---------------------------------------
  checking  acme:check  line 3: found 1, expected 2 (mend it)
"""

ESCAPES = regex.compile(r"\x1b\[[0-9;]*m")


def settings(**options: Any) -> Settings:
    """Return settings with these options."""
    attributes = NO_ATTRIBUTES
    for key, held in ((WIDTH, options.get("width")), (COLOUR, options.get("colour"))):
        attributes = attributes if held is None else attributes.having(key, held)
    return Settings(options=attributes)


def written(results: list[Any], **options: Any) -> str:
    """Return what the exporter writes."""
    target = io.BytesIO()
    write_table(results, target, Context(settings=settings(**options)))
    return target.getvalue().decode()


def test_plain_text_shows_author_problems_actors_and_claims(analysis: Analysis) -> None:
    """The whole picture."""
    assert PLAIN.replace("-" * 39, "-" * 37) == written([analysis])


def test_an_unread_input_is_named_with_its_cause(unread: Unread, analysis: Analysis) -> None:
    """A blank line stands between two documents."""
    expected = "empty.txt: not read\n===================\nfound an empty file (check it)\n"
    assert expected == written([unread])
    assert f"{expected}\n{expected}" == written([unread, unread])


def test_what_is_absent_is_said() -> None:
    """No table is empty."""
    shown = written([Analysis(document=Document(text="x", id="d"))])
    assert shown == "d\n=\nauthor unknown\n\nText problems: none\n\nActors: none\n\nClaims: none\n"


@pytest.mark.parametrize(("claim", "expected"), [({"by_author": True}, "the author"), ({}, "unknown"), ({"source": [Span(2, 3)]}, "b")])
def test_who_speaks_is_said_as_well_as_it_is_known(claim: dict[str, Any], expected: object) -> None:
    """Speakers, else the source's words, else the author."""
    analysis = Analysis(document=Document(text="a b"), claims=[Claim(content=[Span(0, 1)], **claim)])
    assert expected == listing(analysis).sections[2].rows[0][1]


def test_a_claim_in_a_claim_says_in_whose() -> None:
    """What somebody denies that another threatened is not shown as a plain threat."""
    outer = Claim(kind="denial", content=[Span(4, 9)], source=[Span(0, 1)])
    inner = Claim(kind="threat", content=[Span(8, 9)], source=[Span(6, 7)], within=outer.id)
    shown = listing(Analysis(document=Document(text="a b c d e"), claims=[outer, inner]))
    assert [row[1] for row in shown.sections[2].rows] == ["a", "d (in the denial of a)"]


def test_a_problem_of_spaces_alone_can_be_seen(analysis: Analysis) -> None:
    """Each space is a sign."""
    problem = attrs.evolve(analysis.problems[1], span=Span(9, 10))
    assert listing(attrs.evolve(analysis, problems=[problem])).sections[0].rows[0][2] == "␣"


@pytest.mark.parametrize("colour", [False, True])
@pytest.mark.parametrize("columns", [60, 80, 120])
def test_lines_fit_the_width_in_every_script(columns: int, colour: bool) -> None:
    """Wide, combining, right-to-left and unbreakable text does not break the table."""
    text = "北京市长说明天不会下雨。" * 20 + " وقال الوزير إنه لن يوقع " * 9 + "x" * 500
    actor = Actor(id="doc:a", name="محمد " * 12, roles=["市长" * 30])
    analysis = Analysis(
        document=Document(text=text, title=text), actors=[actor], claims=[Claim(content=[Span(0, len(text))], speakers=["doc:a"])]
    )
    for line in ESCAPES.sub("", written([analysis], width=columns, colour=colour)).splitlines():
        assert width(line) <= columns


@pytest.mark.parametrize("colour", [False, True])
def test_foreign_escape_sequences_do_not_reach_the_terminal(colour: bool) -> None:
    """Nor does markup."""
    text = "\x1b[2J\x1b]0;owned\x07 [bold]said[/bold]"
    analysis = Analysis(
        document=Document(text=text, title=text, authors=[text], publisher=text),
        actors=[Actor(id="doc:a", name=text, roles=[text])],
        claims=[Claim(content=[Span(0, len(text))], speakers=["doc:a"], source=[Span(0, 4)])],
    )
    shown = ESCAPES.sub("", written([analysis], width=200, colour=colour))
    assert "\x1b" not in shown
    assert "\x07" not in shown
    assert r"\x1b[2J" in shown
    assert "[bold]said[/bold]" in shown


def test_all_that_is_shown_is_fit_for_a_terminal() -> None:
    """Of a file of `seedlib/1` that somebody else wrote, too: every string of it may hold an escape sequence."""
    bad = "\x1b]0;owned\x07 x\u202e"
    span = Span(0, len(bad))
    failure = Failure(stage=bad, component=bad, error=bad, message=bad, advice=bad, part=bad)
    origin = Origin(filename=bad, part=bad, media_type=bad, encoding=bad, encoding_by="valid")
    document = Document(text=bad, id=bad, authors=[bad], publisher=bad, first_publisher=bad, blocks=[Block(kind="quote", span=span)])
    analysis = Analysis(
        document=document,
        problems=[TextProblem(kind="stray-space", span=span, note=bad, suggestion=bad)],
        actors=[Actor(id=f"doc:{bad.replace(' ', '')}", name=bad, roles=[bad], aliases=[bad])],
        claims=[Claim(content=[span], source=[span], cue=[span], speakers=[bad], time=bad, arguments={"condition": [span]}, id=bad)],
        failures=[failure],
    )
    titled = attrs.evolve(analysis, document=attrs.evolve(document, title=bad, origin=origin))
    results = [analysis, titled, Unread(origin=origin, failures=[failure])]
    for shown in (function(result) for result in results for function in (listing, document_listing)):
        cells = [cell for section in shown.sections for row in section.rows for cell in row]
        held = [shown.title, *shown.facts, *(section.title for section in shown.sections), *cells]
        assert held == [visible(text) for text in held]


def test_colour_shows_the_same_words(analysis: Analysis) -> None:
    """Only the looks differ."""
    coloured = written([analysis], colour=True)
    assert "\x1b[" in coloured
    plain = ESCAPES.sub("", coloured)
    for words in ("Dam talks", "stray-space", "Ruta Voss", "will not sign", "condition: if rain"):
        assert words in plain


def test_colour_without_its_library_names_the_extra(analysis: Analysis, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error says what to install."""
    real = builtins.__import__

    def absent(name: str, *rest: Any) -> Any:
        if name.startswith("rich"):
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", absent)
    with pytest.raises(MissingExtraError, match=r'pip install "seedlib\[cli\]"'):
        draw(listing(analysis), 80, colour=True)


@pytest.mark.parametrize(
    ("origin", "expected"),
    [
        (Origin(filename="a.jsonl", part="line 7"), "a.jsonl, line 7"),
        (Origin(filename="a.zip", part="a.zip!/b.eml"), "a.zip!/b.eml"),
        (Origin(part="2"), "2"),
        (Origin(), "d"),
    ],
)
def test_a_document_without_a_title_is_named_by_its_place(origin: Origin, expected: str) -> None:
    """Several of one file can be told apart."""
    assert listing(Analysis(document=Document(text="", id="d", origin=origin))).title == expected
