"""The script that makes the list of given names with their gender."""

from __future__ import annotations

import json
from pathlib import Path

import seedlib.languages
from seedlib.languages.make_genders import genders

EN = Path(seedlib.languages.__file__).parent / "en"


def test_a_name_of_both_is_left_out() -> None:
    """Nine of ten bearers have to be of one gender; rare names and those of few sources are left out."""
    counts = {
        "olena": [26, 10464, 0.99, 3],
        "andrea": [34, 772519, 0.83, 3],
        "recep": [17, 2127, 0.0, 3],
        "xyz": [1, 9000, 1.0, 3],
        "qq": [9, 9, 1.0, 3],
    }
    assert genders(counts) == {"olena": "f", "recep": "m"}


def test_no_name_is_of_both_in_the_pack() -> None:
    """The packaged rows have no name in common."""
    women, men = (set(row["names"].split()) for row in json.loads((EN / "genders.json").read_text("utf-8"))["entries"])
    assert (women & men, "anna" in women, "peter" in men) == (set(), True, True)
