"""Counting cues and frames, on two made-up articles."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from seedlib.errors import ParseError
from seedlib.languages.make_cues import Counts, count, main, read_articles, with_confidence, with_seen

#: An article whose one claim is found with its source, one whose claim has another source, and one without an attribution.
TEXTS = (
    ("Ann Lee said that the dam is weak.", ("Ann Lee", "said", "that the dam is weak")),
    ("The mayor warned that the dam may break.", ("dam", "warned", "that the dam may break")),
    ("Ann Lee said that the dam is weak.", None),
)


def _line(text: str, words: tuple[str, ...] | None) -> str:
    def spans(part: str) -> list[list[int]]:
        return [[text.index(part), text.index(part) + len(part)]]

    own = [dict(zip(("source", "cue", "content"), map(spans, words), strict=True))] if words else []
    return json.dumps({"id": text[:3], "text": text, "annotations": {"b": [], "a": own}})


LINES = [*(_line(*row) for row in TEXTS), ""]

FRAMES: list[dict[str, Any]] = [
    {"phrase": "SOURCE CUE THAT", "value": "subject-cue-that", "takes": "that", "confidence": 0.1},
    {"phrase": "SOURCE CUE TO", "value": "subject-cue-to", "takes": "to", "confidence": 0.1},
]

CUES: list[dict[str, Any]] = [
    {"phrase": "said", "value": "statement", "form": "past", "takes": ["that", "bare"], "seen": {"bare": [9, 9]}},
    {"phrase": "warned", "value": "warning", "form": "past", "takes": ["that"]},
    {"phrase": "vowed", "value": "commitment", "form": "past", "takes": ["to"], "seen": {"to": [1, 1]}},
]


def test_claims_are_counted_by_rule_and_by_cue() -> None:
    """What is tried, found and right is told apart."""
    expected = Counts(
        tried=Counter({"subject-cue-that": 3}),
        right=Counter({"subject-cue-that": 1}),
        cues_tried=Counter({("subject-cue-that", "said"): 2, ("subject-cue-that", "warned"): 1}),
        cues_found=Counter({("subject-cue-that", "said"): 1, ("subject-cue-that", "warned"): 1}),
    )
    assert expected == count(read_articles(LINES))


def test_a_frame_that_was_never_tried_keeps_its_confidence() -> None:
    """The share is smoothed by two right of four."""
    counts = count(read_articles(LINES))
    assert [row["confidence"] for row in with_confidence(FRAMES, counts)] == [0.43, 0.1]


def test_a_cue_holds_what_was_seen_of_what_it_takes() -> None:
    """Counts of an earlier corpus go."""
    counts = count(read_articles(LINES))
    assert [row.get("seen") for row in with_seen(CUES, FRAMES, counts)] == [{"that": [1, 2]}, {"that": [1, 1]}, None]


def test_a_line_that_is_no_article_is_named() -> None:
    """The error says which line, and what is expected."""
    with pytest.raises(ParseError, match="line 2"):
        list(read_articles([LINES[0], '{"text": "Rain."}']))


def test_the_lexicons_are_written_one_entry_a_line(tmp_path: Path) -> None:
    """What is not counted stays as it was."""
    for name, rows in (("cues", CUES), ("frames", FRAMES)):
        held = {"type": name, "language": "en", "source": "made up – here", "entries": rows}
        (tmp_path / f"{name}.json").write_text(json.dumps(held), "utf-8")
    (tmp_path / "train.jsonl").write_text("\n".join(LINES), "utf-8")
    assert main([str(tmp_path / "train.jsonl")], tmp_path) == 0
    cues = (tmp_path / "cues.json").read_text("utf-8")
    assert json.loads(cues)["entries"][0] == {**CUES[0], "seen": {"that": [1, 2]}}
    assert cues.count("\n") == len(CUES) + 4
    assert json.loads((tmp_path / "frames.json").read_text("utf-8"))["source"] == "made up – here"


def test_a_call_without_a_file_says_what_it_wants(capsys: pytest.CaptureFixture[str]) -> None:
    """The usage goes to standard error, and the status is 2."""
    assert main([]) == 2
    assert "TRAIN.jsonl" in capsys.readouterr().err
