"""Checking: what is wrong with a text, found and left as it is.

Rules:

- A check answers `TextProblem`s with the span of what is wrong and, where it is known, what should stand there.
- Checks look at every block but `boilerplate`, at the whole text of a document without blocks.
- A check speaks up only where a careful editor would: habits that a document keeps, such as spaced colons, are none of its business.
- No text makes one raise, and each takes linear time.
"""

from __future__ import annotations

from seedlib.checking.anachronisms import check_anachronisms
from seedlib.checking.characters import check_characters
from seedlib.checking.doubled_words import check_doubled_words
from seedlib.checking.entities import check_entities
from seedlib.checking.mixed_script import check_mixed_script
from seedlib.checking.mojibake import check_mojibake
from seedlib.checking.quotation_marks import check_quotation_marks
from seedlib.checking.spaces import check_spaces
from seedlib.components import TextCheck

__all__ = ["TEXT_CHECKS"]

#: What this stage supplies.
TEXT_CHECKS = (
    TextCheck(name="anachronisms", check=check_anachronisms),
    TextCheck(name="characters", check=check_characters),
    TextCheck(name="doubled-words", check=check_doubled_words),
    TextCheck(name="entities", check=check_entities),
    TextCheck(name="mixed-script", check=check_mixed_script),
    TextCheck(name="mojibake", check=check_mojibake),
    TextCheck(name="quotation-marks", check=check_quotation_marks),
    TextCheck(name="spaces", check=check_spaces),
)
