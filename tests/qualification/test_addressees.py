"""To whom something is said, or of whom it is demanded."""

from __future__ import annotations

from typing import Any

import pytest

from seedlib.qualification.texts import Text
from tests.qualification.conftest import cases, context, make_analysis, make_claim, qualify


@pytest.mark.parametrize("row", cases("qualification-addressees"))
def test_a_claim_is_said_to_these(row: dict[str, Any]) -> None:
    """The words that name who hears it, or nobody."""
    found = qualify(Text(make_analysis(row["text"]), context()), make_claim(row))
    words = [row["text"][span.start : span.end] for span in found.arguments.get("addressee", ())]
    assert words == ([row["addressee"]] if row["addressee"] else [])
