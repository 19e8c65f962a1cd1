"""The script that learns the weights of evidence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import seedlib.languages
from seedlib.resolution.make_antecedents import Choice, learn, observe

WEIGHTS = Path(seedlib.languages.__file__).parent / "en" / "antecedents.json"

TEXT = "Mr Dobble met Mrs Wibble. She left."


def test_choices_are_those_of_the_gold(tmp_path: Path) -> None:
    """A pronoun's options are the actors near it and nobody, and the right one has the name of the gold."""
    path = tmp_path / "gold.jsonl"
    row = {"id": "1", "text": TEXT, "pronouns": [{"pronoun": [26, 29], "true": [[18, 24]], "false": [[3, 9]]}]}
    path.write_text(json.dumps(row), "utf-8")
    (choice,) = observe([path])["1"]
    assert (choice.kind, choice.right) == ("he", (False, True))


def test_choices_of_whole_texts_have_nobody_where_nobody_is_right(tmp_path: Path) -> None:
    """A pronoun whose cluster no actor has means nobody."""
    path = tmp_path / "gold.jsonl"
    mentions = [
        {"start": 0, "end": 9, "head": [3, 9], "type": "person", "form": "name", "cluster": "1"},
        {"start": 14, "end": 24, "head": [18, 24], "type": "person", "form": "name", "cluster": "2"},
        {"start": 26, "end": 29, "type": "person", "form": "pronoun", "cluster": "3"},
    ]
    path.write_text(json.dumps({"id": "1", "text": TEXT, "genre": "news", "mentions": mentions}), "utf-8")
    (choice,) = observe([path])["1"]
    assert choice.right == (True, False)


def test_genres_of_another_licence_are_not_learnt_from(tmp_path: Path) -> None:
    """A text whose licence forbids sale is left out."""
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({"id": "1", "text": TEXT, "genre": "fiction", "mentions": []}), "utf-8")
    assert observe([path]) == {}


def test_what_holds_for_the_right_weighs_more() -> None:
    """Evidence of right options has a positive weight, that of wrong ones a negative; that nobody speaks is given."""
    pytest.importorskip("numpy")
    choices = [Choice("it", (("none",), ("near",), ("far",)), (False, True, False))] * 20
    learnt = learn(choices)["it"]
    assert learnt["near"] > 0 > learnt["far"]
    assert learnt["none-source"] < 0


def test_the_weights_are_those_of_classes_that_are_weighed() -> None:
    """The packaged lexicon has a row for each class."""
    rows = json.loads(WEIGHTS.read_text("utf-8"))["entries"]
    assert [row["value"] for row in rows] == ["group", "he", "it", "organization", "person", "place", "they"]
