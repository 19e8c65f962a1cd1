"""Names of authors."""

from __future__ import annotations

import pytest

from seedlib.components import Context
from seedlib.parsing.people import persons_in


@pytest.mark.parametrize(
    ("words", "persons"),
    [
        ("Ada Poe", ("Ada Poe",)),
        ("By Ada Poe and John Roe", ("Ada Poe", "John Roe")),
        ("Ada Poe; Bruno van der Falk, Ada Poe", ("Ada Poe", "Bruno van der Falk")),
        ("Ada Poe\nJohn Roe\n", ("Ada Poe", "John Roe")),
        ("Poe, Ada", ("Ada Poe",)),
        ("Ada Poe in San Juan and John Roe", ("Ada Poe", "John Roe")),
        ("Ada Poe in New York, John Roe", ("Ada Poe", "John Roe")),
        ("Agence France-Presse in San Juan", ()),
        ("王小明", ("王小明",)),
        ("jdoe3", ()),
        ("Administrator", ()),
        ("Harbour News", ()),
        ("Poe, Reuters", ()),
        ("", ()),
        ("x" * 100_000, ()),
    ],
)
def test_persons(words: str, persons: tuple[str, ...], context: Context) -> None:
    """Full names, once each; no user names, no papers."""
    assert persons_in(words, context) == persons
