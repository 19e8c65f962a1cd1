"""Attribution: who says what.

Rules:

- It reads tokens, sentences and quotations, and answers claims of others: content, source, cue, how quoted, how sure.
- Nothing of a language stands in code: cues, frames and word classes are lexicons.
"""

from seedlib.attribution.rules import RULES

__all__ = ["EXTRACTORS"]

#: The extractors that seedlib brings.
EXTRACTORS = (RULES,)
