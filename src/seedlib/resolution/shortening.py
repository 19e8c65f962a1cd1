"""Shortening: what a role is called for short.

The minister is a transport minister or a minister for the marine, but no deputy minister.
"""

from __future__ import annotations

from functools import lru_cache

__all__ = ["called"]


@lru_cache(maxsize=4096)  # pure: a text says the same few roles again and again
def called(role: str, links: frozenset[str], lesser: frozenset[str]) -> tuple[str, ...]:
    """Return what else a role may be called, the fullest form first.

    Args:
        role: its words.
        links: words before what it is of.
        lesser: words without which it would be another's.

    >>> called("minister for the marine", frozenset({"for"}), frozenset({"deputy"}))
    ('minister',)
    >>> [called(role, frozenset(), frozenset({"deputy"})) for role in ("chief transport engineer", "deputy mayor")]
    [('transport engineer', 'engineer'), ()]
    """
    words = role.split()
    stop = next((at for at, word in enumerate(words) if at and word in links), len(words))
    if not lesser.isdisjoint(words[:stop]):
        return (" ".join(words[:stop]),) if stop < len(words) else ()
    return tuple(" ".join(words[at:stop]) for at in range(0 if stop < len(words) else 1, stop))
