"""How confidence is learned: what is observed, what is fitted, and where it is written."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest

import seedlib
from seedlib.attribution.confidence import SAME as SAME_IN_LIBRARY
from seedlib.components import Context, Tagger
from seedlib.errors import UsageError
from seedlib.model import Analysis, FrozenMapping, Label, Link, Span
from seedlib.plugins.registry import Registry
from seedlib.training.calibrating import OWN_FILE, Seen, calibrate, fit, observe, write_coefficients
from seedlib.training.evaluating import System
from seedlib.training.scoring import SAME
from seedlib.training.sets import Article

pytest.importorskip("numpy")

TEXT = "Ruiz hummed that it leaks. Diaz whistled that it rains."

#: Where source, cue and content of the two sentences stand.
FIRST, SECOND = ((0, 4), (5, 11), (12, 25)), ((27, 31), (32, 40), (41, 54))


def _tag(_analysis: Analysis, _context: Context) -> Iterator[Label | Link]:
    for spans in (FIRST, SECOND):
        source, cue, content = (Span(*span) for span in spans)
        for name, span in (("source", source), ("cue", cue), ("content", content)):
            yield Label(span, f"attribution:{name}", None, 0.9)
            yield Link(cue, span, "attribution:of-cue", 0.9)


def _system() -> System:
    class acme:  # noqa: N801  # a plugin may be any object
        @staticmethod
        @seedlib.hookimpl
        def seedlib_taggers() -> list[Tagger]:
            return [Tagger(name="reader", tag=_tag)]

    registry = Registry.build(plugins=[("acme", acme)], entry_points=False)
    taggers = tuple(tagger for tagger in registry.components["taggers"] if not tagger.builtin)
    return System(name="acme", registry=attrs.evolve(registry, components=FrozenMapping({**registry.components, "taggers": taggers})))


def _article(*marked: tuple[tuple[int, int], ...]) -> Article:
    roles = [dict(zip(("source", "cue", "content"), ([span] for span in spans), strict=True)) for spans in marked]
    return Article(id="x", text=TEXT, attributions=tuple(roles))


def test_a_claim_is_right_if_people_marked_its_content_and_its_source() -> None:
    """Of two claims one was marked with its source, in the second article with another one, in the third neither."""
    other_source = (FIRST[0], SECOND[1], SECOND[2])
    seen = list(observe([_article(FIRST), _article(FIRST, other_source), _article()], _system()))
    assert [(claim.line, claim.right) for claim in seen] == [(1, True), (1, False), (2, True), (2, False), (3, False), (3, False)]
    assert {1.0} == {claim.features["always"] for claim in seen}


def _seen(line: int, content: float, *, right: bool) -> Seen:
    return Seen(line=line, features={"always": 1.0, "content": content}, right=right)


#: Sure claims are right nine times in ten, others once.
ROWS = [_seen(line, 2.0 * sure, right=(line // 2 % 10 > 0) == bool(sure)) for line in range(1, 401) for sure in (0, 1)]


def test_what_is_right_more_often_weighs_more() -> None:
    """The odds of nine in ten are found, and nothing for what nobody has."""
    coefficients = fit(ROWS)
    assert (coefficients["always"], coefficients["content"]) == pytest.approx((-2.2, 2.2), abs=0.1)
    assert coefficients["agreed"] == 0


def test_even_lines_measure_and_do_not_teach() -> None:
    """An error that stands on even lines only is measured, not learned."""
    honest = calibrate(ROWS)
    assert honest.measured < 0.02
    assert honest.taught < 0.02
    liar = calibrate([attrs.evolve(claim, right=False) if claim.line % 2 == 0 else claim for claim in ROWS])
    assert (honest.coefficients, honest.claims) == (liar.coefficients, liar.claims)
    assert liar.measured > 0.4


@pytest.mark.parametrize("line", [1, 2])
def test_from_nothing_nothing_is_learned(line: int) -> None:
    """Nor is anything measured on nothing: an error of 0 would look like a good one."""
    with pytest.raises(UsageError, match=r"expected some in both .give more articles"):
        calibrate([claim for claim in ROWS if claim.line % 2 == line % 2])


def test_two_contents_are_one_for_the_library_as_for_the_scorer() -> None:
    """The library cannot import the scorer, so the number stands in both."""
    assert SAME == SAME_IN_LIBRARY


def test_coefficients_are_written_where_attribution_reads_them(tmp_path: Path) -> None:
    """The file says what taught; the own one has the same fields."""
    path = tmp_path / "coefficients.json"
    calibration = calibrate(ROWS)
    write_coefficients(calibration, "made-up lines", path)
    held = json.loads(path.read_text("utf-8"))
    assert ("made-up lines", 400, calibration.coefficients) == (held["source"], held["claims"], held["coefficients"])
    assert set(json.loads(OWN_FILE.read_text("utf-8"))) == set(held)
