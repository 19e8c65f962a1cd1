"""Names that mean one actor: `tests/cases/names.json` has label, text with `{kind:name}` where mentions stand, and the groups.

A kind with a question mark is one that its recogniser is unsure of.
"""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
import regex

from seedlib.components import Context, Settings
from seedlib.matching import WORD, Words
from seedlib.model import KIND, Attributes, Document, Mention, Span, Spans
from seedlib.plugins import default_registry
from seedlib.resolution.groups import Grouping
from seedlib.resolution.knowledge import knowledge
from seedlib.resolution.roles import Reader
from tests.growth import assert_linear

CASES = json.loads((Path(__file__).parents[1] / "cases" / "names.json").read_text("utf-8"))

MARKED = regex.compile(r"\{(?P<kind>\w+)(?P<unsure>\?)?:(?P<name>[^}]+)\}")


def grouped(marked: str, context: Context | None = None) -> Grouping:
    """Return the groups of a text in which mentions are marked."""
    text, mentions, at = "", [], 0
    for found in MARKED.finditer(marked):
        text += marked[at : found.start()]
        span = Span(len(text), len(text) + len(found["name"]))
        sure = 0.4 if found["unsure"] else 0.9
        mentions.append(Mention(span=span, confidence=sure, attributes=Attributes({KIND.name: found["kind"]})))
        text, at = text + found["name"], found.end()
    text += marked[at:]
    words = Words(text, Spans(match.span() for match in WORD.finditer(text)))
    known = (context or default_registry().context(Settings(), "en")).once(knowledge)
    return Grouping(mentions, words, text, known, Reader(words, known, Document(text=text), frozenset()).told)


def members(grouping: Grouping) -> list[list[str]]:
    """Return the words of each group's mentions, groups and mentions in text order."""
    found: dict[str, list[str]] = {}
    for position, (group, _) in sorted(grouping.of.items()):
        found.setdefault(group.id, []).append(grouping.words(position))
    return list(found.values())


@pytest.mark.parametrize("case", [pytest.param(case, id=case["label"]) for case in CASES])
def test_names_mean_these_actors(case: dict[str, Any]) -> None:
    """The marked names are in these groups, of these kinds."""
    grouping = grouped(case["text"])
    assert members(grouping) == case["same"]
    if "kinds" in case:
        assert [group.kind for group in dict.fromkeys(group for _, (group, _) in sorted(grouping.of.items()))] == case["kinds"]


def test_a_name_of_several_persons_is_less_sure() -> None:
    """Who is meant where two may be shows in the confidence."""
    one = grouped("{person:Peter Dobble} left. {person:Dobble} said no.")
    two = grouped(
        "{person:Peter Dobble} met {person:Mary Dobble} and {person:Jo Roe}. {person:Peter Dobble} left. {person:Dobble} said no."
    )
    near = grouped("{person:Peter Dobble} met {person:Mary Dobble}. {person:Dobble} said no.")
    assert one.of[1][1] > two.of[4][1] > near.of[2][1]


def test_a_name_that_a_title_tells_is_as_sure_as_one_that_only_one_has() -> None:
    """`Mayor Dobble` means the one who is mayor, whoever has the name too; so does `Mrs Dobble`."""
    grouping = grouped("Mayor {person:Mary Dobble} met Rep. {person:Peter Dobble}. Mayor {person:Dobble} left, Mr. {person:Dobble} stayed.")
    assert members(grouping) == [["Mary Dobble", "Dobble"], ["Peter Dobble", "Dobble"]]
    assert [grouping.of[position][1] for position in (2, 3)] == [0.9, 0.9]


def test_two_persons_of_one_name_have_two_ids() -> None:
    """Mr and Mrs Dobble are two actors, whose ids tell them apart in the same way in each run."""
    grouping = grouped("Mr {person:Dobble} met Mrs {person:Dobble}.")
    assert [group.id for group, _ in grouping.of.values()] == ["doc:dobble", "doc:dobble-f"]


def test_names_are_joined_without_any_lexicon() -> None:
    """A language without a pack has full and short names too."""
    grouping = grouped("{person:Kim Poe} kam. {person:Poe} ging. {organization:Wibble AG} blieb.", Context())
    assert members(grouping) == [["Kim Poe", "Poe"], ["Wibble AG"]]


@pytest.mark.parametrize(
    "make",
    [
        lambda n: "".join(f"{{person:Peter Wibble{i}}} met {{person:Wibble{i}}}. " for i in range(n)),
        lambda n: "".join(f"{{person:Ann{i} Dobble}} left. {{person:Dobble}} said no. " for i in range(n)),
        lambda n: "".join(f"{{person:A{i} B Dobble}} met {{person:A Dobble}}. " for i in range(n)),
        lambda n: "".join(f"{{organization:Wibble{i} Toast Union}} met. {{organization:WTU}} left. " for i in range(n)),
        lambda n: "".join(f"{{organization:Wibble{i}}} ({{organization:WBB{i}}}) " for i in range(n)),
        lambda n: "{person:Peter Dobble} (" + "{person:Dobble}, " * (2 * n),
        lambda n: "".join(f"{{organization:W{i}}}, also known as " for i in range(2 * n)),
    ],
    ids=["many persons", "one surname", "one initial", "one acronym", "brackets", "an open bracket", "a chain of aliases"],
)
def test_ten_thousand_names_take_linear_time(make: Any) -> None:
    """Four times the names, up to 10,000, take far less than sixteen times as long."""
    texts = {n: make(n) for n in (312, 1250, 5000)}

    def seconds(times: int) -> float:
        start = time.process_time()
        grouped(texts[times])
        return time.process_time() - start

    assert_linear(seconds, 1250)
