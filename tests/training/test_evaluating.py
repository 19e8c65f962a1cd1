"""Evaluating whole analyses of made-up articles."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import attrs
import pytest

from seedlib.components import Context, Extractor, Tagger
from seedlib.errors import UsageError
from seedlib.model import CLAIM_KINDS, Analysis, Claim, FrozenMapping, Label, Notice, Span
from seedlib.plugins.registry import Registry
from seedlib.training import calibrating
from seedlib.training.__main__ import main
from seedlib.training.evaluating import Evaluation, System, as_json, compare, evaluate, found_by, system_of
from seedlib.training.grouping import AXES, Grouper, reading_registry
from seedlib.training.scoring import Count
from seedlib.training.sets import Article
from tests.conftest import plugin
from tests.training.articles import write_articles

FIRST = "“We will go,” said Ann Poe. A spokesman for Bob Low denied that it rained."
SECOND = "They hope for rain."


def at(text: str, words: str) -> list[tuple[int, int]]:
    """Return where words stand."""
    return [(text.index(words), text.index(words) + len(words))] if words else []


def marked(text: str, source: str, cue: str, content: str) -> dict[str, list[tuple[int, int]]]:
    """Return an attribution by its words."""
    return {"source": at(text, source), "cue": at(text, cue), "content": at(text, content)}


GOLD = [
    Article(
        id="a",
        text=FIRST,
        attributions=(
            marked(FIRST, "Ann Poe", "said", "“We will go,”"),
            marked(FIRST, "A spokesman for Bob Low", "denied", "that it rained"),
        ),
    ),
    Article(id="b", text=SECOND, attributions=(marked(SECOND, "They", "hope", "for rain"),)),
]


def extract(analysis: Analysis, context: Context) -> Iterable[Claim]:
    """Answer the first attribution, the second with no source and less content, and one that nobody marked."""
    text = analysis.document.text
    if text != FIRST:
        return
    for source, cue, content, confidence in (
        ("Ann Poe", "said", "We will go", 0.9),
        ("", "denied", "it rained", 0.5),
        ("Bob Low", "", "A spokesman", 0.25),
    ):
        parts = {
            name: [Span(*span) for span in at(text, words)] for name, words in (("source", source), ("cue", cue), ("content", content))
        }
        yield Claim(**parts, confidence=confidence)


@pytest.fixture(scope="module")
def evaluation() -> Evaluation:
    """Return what comes of the made-up extractor alone."""
    hooks = plugin(extractors=[Extractor(name="acme", extract=extract, languages=("*",))])
    registry = Registry.build(plugins=[("acme", hooks)], entry_points=False)
    extractors = tuple(component for component in registry.extractors if not component.builtin)
    components = FrozenMapping({**registry.components, "extractors": extractors, "taggers": ()})
    system = System(name="acme", registry=attrs.evolve(registry, components=components))
    return evaluate(compare(GOLD, system), "acme")


def nothing(analysis: Analysis, context: Context) -> Iterable[Label]:
    """Find nothing."""
    return ()


def test_figures_are_over_all_articles(evaluation: Evaluation) -> None:
    """Two of three found; one has the right source."""
    assert evaluation.articles == 2
    assert evaluation.figures["found"] == Count(right=2, found=3, expected=3)
    assert evaluation.figures["exact"] == Count(right=1, found=3, expected=3)
    assert evaluation.figures["full"] == Count(right=1, found=3, expected=3)
    assert evaluation.figures["cue"] == Count(right=2, found=2, expected=3)


@pytest.mark.parametrize(
    ("axis", "group", "expected"),
    [
        ("quotation", "direct", Count(1, 1, 1, 1)),
        ("quotation", "indirect", Count(1, 2, 2, 1)),
        ("cue", "verb", Count(2, 2, 3, 2)),
        ("cue", "none", Count(0, 1, 0, 0)),
        ("kind of cue", "statement", Count(1, 1, 1, 1)),
        ("kind of cue", "denial", Count(1, 1, 1, 1)),
        ("source", "name", Count(1, 2, 1, 1)),
        ("source", "nominal", Count(0, 0, 1, 1)),
        ("source", "none", Count(1, 1, 0, 0)),
        ("source", "pronoun", Count(0, 0, 1, 0)),
        ("words of content", "1-5", Count(2, 3, 3, 2)),
    ],
)
def test_groups_are_judged_by_their_own_words(evaluation: Evaluation, axis: str, group: str, expected: Count) -> None:
    """What was marked stands in the group of its words, what was found in that of its own."""
    assert evaluation.groups[axis][group]["found"] == expected


def test_what_the_author_says_himself_is_left_out() -> None:
    """Attributions are others'."""
    others = Claim(content=(Span(0, 2),), source=(Span(3, 5), Span(7, 8)), confidence=0.5)
    assert found_by([Claim(content=(Span(0, 9),), by_author=True), others]) == [
        ({"source": [(3, 5), (7, 8)], "cue": [], "content": [(0, 2)]}, 0.5)
    ]


def test_empty_groups_are_left_out(evaluation: Evaluation) -> None:
    """Nobody reads rows of noughts."""
    assert "mixed" not in evaluation.groups["quotation"]


def test_calibration_is_over_all_and_over_even_lines(evaluation: Evaluation) -> None:
    """Whether a claim is full, by its confidence; the second article has no claim of others."""
    assert [(held.said, held.right) for held in evaluation.calibration["all"]] == [(0.25, 0.0), (0.5, 0.0), (0.9, 1.0)]
    assert evaluation.calibration["even lines"] == []


def test_an_evaluation_is_plain_data(evaluation: Evaluation) -> None:
    """It goes through JSON, in percent."""
    held = json.loads(json.dumps(as_json(evaluation)))
    assert held["figures"]["found"] == {"precision": 66.67, "recall": 66.67, "f1": 66.67, "gold": 3, "predicted": 3}
    assert held["source_accuracy_on_found"] == 50.0
    assert held["calibration"]["all"]["error"] == pytest.approx((0.25 + 0.5 + 0.1) / 3, abs=1e-4)


def failing(analysis: Analysis, context: Context) -> Iterable[Label]:
    """Raise, as a tagger whose weights are gone."""
    raise UsageError("found no weights")


def absent(analysis: Analysis, context: Context) -> Iterable[Notice]:
    """Find nothing, and say why."""
    yield Notice(code="extra-absent", message="Claims were sought by rules alone.")


def test_a_failing_tagger_has_no_figures(with_plugin: Any) -> None:
    """Those of the rules would pass for its own."""
    system = system_of(with_plugin(taggers=[Tagger(name="one", tag=failing)]), tagger="acme:one")
    with pytest.raises(UsageError, match="found no weights"):
        list(compare(GOLD, system))


def test_what_is_missing_is_told_once(with_plugin: Any) -> None:
    """However many articles it is missing for."""
    system = system_of(with_plugin(taggers=[Tagger(name="one", tag=absent)]), tagger="acme:one")
    assert evaluate(compare(GOLD, system), system.name).notices == ("Claims were sought by rules alone.",)


# Groups


@pytest.fixture(scope="module")
def grouper() -> Grouper:
    """Return a grouper; it keeps nothing between texts."""
    return Grouper(reading_registry())


GROUPS = [
    ("He said: “It rained.”", ("He", "said", "“It rained.”"), "direct verb statement pronoun"),
    ("Ann Poe said it “rained cats”.", ("Ann Poe", "said", "it “rained cats”"), "mixed verb statement name"),
    ("A spokesman for Ann Poe warned of rain.", ("A spokesman for Ann Poe", "warned", "of rain"), "indirect verb warning nominal"),
    ("Ann Poe’s spokesman warned of rain.", ("Ann Poe’s spokesman", "warned", "of rain"), "indirect verb warning nominal"),
    ("Spokesman Bob Low, of Ohio, said it rained.", ("Spokesman Bob Low, of Ohio,", "said", "it rained"), "indirect verb statement name"),
    ("According to Bob Low it rained.", ("Bob Low", "According to", "it rained"), "indirect according to statement name"),
    ("Bob Low: It rained.", ("Bob Low", ":", "It rained."), "indirect colon statement name"),
    ("His claim that it rained was odd.", ("His", "claim", "that it rained"), "indirect noun statement pronoun"),
    ("Bob Low blubbered that it rained.", ("Bob Low", "blubbered", "that it rained"), "indirect other other name"),
    ("It rained, it is said.", ("", "it is said", "It rained"), "indirect verb statement none"),
    ("It rained.", ("", "", "It rained."), "indirect none none none"),
    ("Those who saw it said it rained.", ("Those who saw it", "said", "it rained"), "indirect verb statement nominal"),
]


@pytest.mark.parametrize(("text", "parts", "expected"), GROUPS, ids=[text for text, _, _ in GROUPS])
def test_an_attribution_has_its_groups(grouper: Grouper, text: str, parts: tuple[str, str, str], expected: str) -> None:
    """By the words of its parts alone."""
    groups = grouper.groups_of(grouper.read(text), marked(text, *parts))
    assert " ".join(groups[axis] for axis in ("quotation", "cue", "kind of cue", "source")) == expected


@pytest.mark.parametrize(
    ("words", "expected"), [(1, "1-5"), (5, "1-5"), (6, "6-10"), (10, "6-10"), (11, "11-20"), (40, "21-40"), (41, "41 and more")]
)
def test_lengths_are_in_bands(grouper: Grouper, words: int, expected: str) -> None:
    """Borders belong to the lower band."""
    text = " ".join(["rain"] * words)
    assert grouper.groups_of(grouper.read(text), marked(text, "", "", text))["words of content"] == expected


def test_every_kind_of_cue_has_its_group() -> None:
    """A kind of the library that the table of groups lacks would be shown as `other`."""
    assert set(AXES["kind of cue"]) == CLAIM_KINDS | {"other", "none"}


# Who is asked


def test_one_tagger_of_several_is_asked(with_plugin: Any) -> None:
    """By its short name where it is the only one, or by its full one."""
    registry = with_plugin(taggers=[Tagger(name="one", tag=nothing), Tagger(name="two", tag=nothing)])
    system = system_of(registry, tagger="acme:two")
    assert [component.full_name for component in system.registry.taggers] == ["acme:two"]
    assert system.name == "acme:two"


def test_rules_ask_no_tagger(with_plugin: Any) -> None:
    """Whatever is installed."""
    system = system_of(with_plugin(taggers=[Tagger(name="one", tag=nothing)]), rules=True)
    assert system.registry.taggers == ()
    assert system.name == "rules alone"


def test_other_weights_are_for_the_own_tagger_alone(with_plugin: Any, tmp_path: Path) -> None:
    """They are an option of it; no other tagger joins."""
    system = system_of(with_plugin(taggers=[Tagger(name="one", tag=nothing)]), weights=tmp_path)
    assert [component.full_name for component in system.registry.taggers] == ["seedlib:tagger"]
    assert str(tmp_path) in system.settings.options.values()


def test_an_unknown_tagger_is_an_error(with_plugin: Any) -> None:
    """The message says which there are."""
    with pytest.raises(UsageError, match="acme:one"):
        system_of(with_plugin(taggers=[Tagger(name="one", tag=nothing)]), tagger="three")


# The command


def write(path: Path, *rows: object) -> Path:
    """Write JSON Lines."""
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), "utf-8")
    return path


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """Return a file with one article."""
    return write(tmp_path / "gold.jsonl", {"id": "a", "text": FIRST, "annotations": {"ann": [dict(held) for held in GOLD[0].attributions]}})


def test_the_command_writes_a_table(gold: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Figures, groups and calibration go to standard output; the diagram to its file."""
    assert main(["evaluate", str(gold), "--rules", "--diagram", str(tmp_path / "d.svg")]) == 0
    out = capsys.readouterr().out
    assert out.splitlines()[0] == "rules alone, 1 articles"
    assert [word for word in ("precision", "source right", "quotation", "kind of cue", "calibration, even lines") if word not in out] == []
    ET.parse(tmp_path / "d.svg")  # noqa: S314  # our own


def test_the_command_writes_json(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One object, and nothing else on standard output."""
    assert main(["evaluate", "--json", "--rules", str(gold)]) == 0
    assert json.loads(capsys.readouterr().out)["system"] == "rules alone"


@pytest.mark.parametrize(
    ("name", "words", "status", "said"), [("gold.jsonl", ["--tagger", "three"], 2, "three"), ("absent.jsonl", [], 1, "absent.jsonl")]
)
@pytest.mark.usefixtures("gold")
def test_errors_are_one_line_with_a_status(  # noqa: PLR0913, PLR0917  # pytest's way to give what a test needs
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, words: list[str], status: int, said: str
) -> None:
    """What cannot be understood is 2, what fails is 1; nothing goes to standard output."""
    assert main(["evaluate", *words, str(tmp_path / name)]) == status
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("seedlib: error: ")
    assert said in captured.err
    assert captured.err.count("\n") == 1


def test_confidence_is_learned_and_written_where_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Only with `--write`, and with the words that say from what."""
    place = tmp_path / "confidence.json"
    monkeypatch.setattr(calibrating, "OWN_FILE", place)
    words = ["calibrate", str(write_articles(tmp_path / "articles.jsonl"))]
    assert main(words) == 0
    assert "claims of odd lines taught; expected error" in capsys.readouterr().out
    assert not place.exists()
    assert main([*words, "--write", "--source", "ten made-up articles"]) == 0
    assert json.loads(place.read_text("utf-8"))["source"] == "ten made-up articles"
