"""The ids that the actors of single documents have in any corpus: `corpus:jane-roe-0123456789ab`.

Rules:

- The digits say whom an id means; the slug of the name before them is for people.
"""

from __future__ import annotations

import regex

from seedlib.model import actor_id

__all__ = ["CORPUS", "KEY_BYTES", "is_member_id", "key_in", "member_id"]

#: What such an id begins with.
CORPUS = "corpus:"

#: The bytes of a key, which say whom a member's id means: twelve hex digits.
KEY_BYTES = 6

_DIGITS = 2 * KEY_BYTES
_MEMBER = regex.compile(rf"{CORPUS}\S*-[0-9a-f]{{{_DIGITS}}}")


def member_id(name: str, key: int) -> str:
    """Return the id of a member: `corpus:`, a slug of the name, and its key in hex digits."""
    return f"{CORPUS}{actor_id(name).partition(':')[2]}-{key:0{_DIGITS}x}"


def is_member_id(identifier: str) -> bool:
    """Say whether an id is that of a member."""
    return _MEMBER.fullmatch(identifier) is not None


def key_in(identifier: str) -> int:
    """Return the key in a member's id."""
    return int(identifier[-_DIGITS:], 16)
