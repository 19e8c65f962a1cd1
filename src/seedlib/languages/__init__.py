"""Languages as data: each a folder of lexicon files, and the reader of such files.

A pack is a folder named after its language, with a JSON file a lexicon type. Nothing of a language stands in code.
"""

from __future__ import annotations

from importlib import resources

from seedlib.components import Lexicon
from seedlib.languages.files import parse_lexicon

__all__ = ["PACKS", "pack", "parse_lexicon"]


#: The languages that seedlib brings.
PACKS = ("en",)


def pack(language: str) -> tuple[Lexicon, ...]:
    """Read the lexicons of a language that seedlib brings, in the order of their files' names.

    >>> [lexicon.type for lexicon in pack("en")][:3]
    ['abbreviations', 'acts', 'aliases']

    Args:
        language: one of `PACKS`.
    """
    folder = resources.files(__package__) / language  # not `files`: that name is the submodule's
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".json"))
    return tuple(
        parse_lexicon((folder / name).read_text("utf-8"), name=f"{language}-{name.removesuffix('.json')}", lines=False)  # tests hold them
        for name in names
    )
