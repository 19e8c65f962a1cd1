"""From ranges of words to claims: turns and quotations added, duplicates dropped, claims placed within claims."""

from __future__ import annotations
