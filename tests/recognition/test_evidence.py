"""What the words beside a labelled name tell of its kind, and which names are titles of works."""

from __future__ import annotations

from typing import Any

import pytest

from tests.recognition.test_labels import found

#: The text, its labels, and the names that are found, with their kinds.
NAMED: list[tuple[str, list[tuple[str, str]], list[tuple[str, str]]]] = [
    ("The book is by the author of The Long Quay.", [("Long Quay", "place")], []),
    ("He is author of&nbsp, Salt and Power: A Tale of Wibbium.", [("Salt and Power", "organization"), ("Wibbium", "organization")], []),
    ("She is a co-author of Islands Without Bridges, and lives here.", [("Islands Without Bridges", "organization")], []),
    ("The author of the Wibbley’s plan left.", [("Wibbley", "organization")], [("Wibbley", "organization")]),
    ("The author of the Wibbley plan left.", [("Wibbley", "organization")], [("Wibbley", "organization")]),
    ("The authors of the plan met Ann Quibble.", [("Ann Quibble", "person")], [("Ann Quibble", "person")]),
    ("They told the Quay Herald.", [("Quay Herald", "organization")], [("Quay Herald", "publication")]),
    ("They wrote to Norway Post.", [("Norway Post", "organization")], [("Norway Post", "organization")]),
    ("They met a Herald.", [("Herald", "organization")], [("Herald", "organization")]),
    ("The island’s mayor, Ines Wibble, left.", [("Ines Wibble", "place")], [("Ines Wibble", "person")]),
    ("“No,” said Síl Maes, who sings.", [("Síl Maes", "organization")], [("Síl Maes", "person")]),
    ("It beat Síl Maes, who sing.", [("Síl Maes", "organization")], [("Síl Maes", "organization")]),
    ("“No,” said Síl Bank, who sings.", [("Síl Bank", "organization")], [("Síl Bank", "organization")]),
    ("The club’s owner, Rose Bank, left.", [("Rose Bank", "organization")], [("Rose Bank", "organization")]),
    ("The island’s mayor, Rose Wibble’s, left.", [("Rose Wibble", "place")], [("Rose Wibble", "place")]),
    ("CHIKE QUIBBA LEFT. MR QUIBBA SANG.", [("CHIKE QUIBBA", "organization")], [("CHIKE QUIBBA", "person"), ("QUIBBA", "person")]),
    ("CHIKE QUIBBA LEFT. QUIBBA SANG.", [("CHIKE QUIBBA", "organization")], [("CHIKE QUIBBA", "organization")]),
    ("He was king of Wibbleland.", [("Wibbleland", "person")], [("Wibbleland", "country")]),
    ("Wibbleland chancellor Ann Quibble left.", [("Wibbleland", "person")], [("Wibbleland", "place")]),
    ("She is mayor of Wibbleton.", [("Wibbleton", "person")], [("Wibbleton", "place")]),
    ("He was a friend of Wibble.", [("Wibble", "person")], [("Wibble", "person")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "labels", "names"), NAMED)
def test_words_beside_a_name_tell_its_kind(text: str, labels: list[tuple[str, str]], names: list[tuple[str, str]]) -> None:
    """After a role, an honorific or a ruler, in a paper's name; and a title after its author names nobody."""
    given: list[Any] = [(words, f"mention:{kind}", "name", 0.85) for words, kind in labels]
    assert sorted(names) == sorted((words, kind) for words, kind, *_ in found(*given, text=text))
