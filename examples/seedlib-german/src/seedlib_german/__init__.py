"""German for seedlib: a language pack, as any author may make one for his own language.

It is data: a lexicon a file in `lexicons/`, and three tables of words, `verbs.csv`, `roles.csv` and `countries.csv`, whose forms
`inflecting` makes. There is no other code: seedlib's own rules read German with these words.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import resources

import seedlib
from seedlib.components import Lexicon
from seedlib.languages import parse_lexicon
from seedlib_german.inflecting import countries, given_names, roles, verbs, with_other_spellings

__all__ = ["lexicons", "seedlib_lexicons"]


def lexicons() -> tuple[Lexicon, ...]:
    """Return the pack: the lexicons that stand in files, and those that are made from tables."""
    folder = resources.files(__package__) / "lexicons"
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".json"))
    written = [parse_lexicon((folder / name).read_text("utf-8"), name=name.removesuffix(".json")) for name in names]
    genders = next(lexicon for lexicon in written if lexicon.type == "genders")
    made = (verbs(), *roles(), *countries(), given_names(genders))
    return tuple(with_other_spellings(lexicon) for lexicon in (*written, *made))


@seedlib.hookimpl
def seedlib_lexicons() -> Iterable[Lexicon]:
    """Supply the words of German."""
    return lexicons()
