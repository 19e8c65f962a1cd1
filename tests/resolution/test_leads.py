"""Who is named after a lead that only says what he is, and whose an office of state is in a report with a dateline."""

from __future__ import annotations

import pytest

from seedlib import read

LEAD = "Manager tells of alarms\n\nThe former manager of the mine told an inquiry that he had warned the owners.\n\n"

#: The text, and the roles of the person named in it.
NAMED = [
    (LEAD + "“I wrote to them in March,” said Peter Dobble.", ("former manager",)),
    (LEAD + "It was the third day.\n\n“I wrote to them in March,” said Peter Dobble.", ("former manager",)),
    (LEAD + "“I wrote to them in March,” said Peter Dobble, a lawyer.", ("lawyer",)),
    (LEAD + "He wrote to Peter Dobble.\n\nIt was late.", ()),
    (LEAD + "It was the third day.\n\nIt was cold.\n\n“I wrote to them in March,” said Peter Dobble.", ()),
    ("Tea gets dear\n\nTea will be dear, the company’s manager said on Monday.\n\n“It is the rain,” said Peter Dobble.", ("manager",)),
    ("Tea gets dear\n\nTea gets dear, while the manager said that he slept.\n\n“It is the rain,” said Peter Dobble.", ()),
    (LEAD.replace("the owners", "Carl Wibble") + "“I wrote to them in March,” said Peter Dobble.", ()),
]


@pytest.mark.parametrize(("text", "roles"), NAMED)
def test_a_lead_is_about_who_speaks_next(text: str, roles: tuple[str, ...]) -> None:
    """Its noun means the first person named in the two paragraphs after it, who speaks there and of whom nothing else is said."""
    actors = {actor.name: actor for actor in read(text.encode()).actors}
    assert roles == actors["Peter Dobble"].roles


@pytest.mark.parametrize(
    ("place", "country"),
    [("OSLO", "NOR"), ("BERGEN, Norway", "NOR"), ("BERGEN", None)],
)
def test_a_dateline_tells_a_ministers_country(place: str, country: str | None) -> None:
    """He is of the state that it names, or whose capital, whatever other countries act in the text; of none where it has another town."""
    text = (
        f"Talks fail\n\n{place}, Sept. 18, 2024 (Example Wire) — Chile has refused. Trade Minister Ann Wibble left, and so did the rest.\n"
    )
    actors = {actor.name: actor for actor in read(text.encode()).actors}
    assert country == actors["Ann Wibble"].country
