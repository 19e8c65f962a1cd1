"""What the tests of the parsers share: a parser called as the pipeline calls it, without a registry."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest

from seedlib.components import Context, Hint, Rank, Settings
from seedlib.languages import pack
from seedlib.matching import Phrases
from seedlib.model import Analysis, Unread
from seedlib.parsing import PARSERS

Parse = Callable[..., list[Analysis | Unread]]


@pytest.fixture(scope="session")
def context() -> Context:
    """Return a context with the English pack."""
    return Context(lexicons={lexicon.type: Phrases(lexicon.entries) for lexicon in pack("en")})


@pytest.fixture(scope="session")
def parse(context: Context) -> Parse:
    """Return a function that parses bytes, or a string in UTF-8, by a file's name: the parser of the highest rank reads it."""

    def parsed(raw: bytes | str, filename: str | None = "story.txt", *, settings: Settings | None = None, **hint: Any) -> Any:
        raw = raw.encode() if isinstance(raw, str) else raw
        given = Hint(filename=filename, **hint)
        ranked = sorted(PARSERS, key=lambda parser: (-parser.accepts(raw[:4096], given), parser.name))
        assert ranked[0].accepts(raw[:4096], given) > Rank.NO
        used = context if settings is None else Context(lexicons=context.lexicons, settings=settings)
        return list(ranked[0].parse(io.BytesIO(raw), given, used))

    return parsed


@pytest.fixture(scope="session")
def accepted() -> Callable[..., str | None]:
    """Return a function that says which parser takes an input; None if none does."""

    def taker(head: bytes, filename: str | None = None, **hint: Any) -> str | None:
        given = Hint(filename=filename, **hint)
        ranked = sorted(PARSERS, key=lambda parser: (-parser.accepts(head, given), parser.name))
        return ranked[0].name if ranked[0].accepts(head, given) > Rank.NO else None

    return taker
