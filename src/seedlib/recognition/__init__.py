"""Recognition: which words mean an actor.

Rules:

- `lexicon` finds what a lexicon of names has, with canonical ids; `rules` finds the names that stand in no lexicon, by the words
  around and inside them, and the pronouns and nominals that resolution may join to a name; `labels` takes what a tagger has
  labelled as mentions.
- A possessive ’s, a title before a name and an adjective of a people are no part of a mention.
- A capital alone is no evidence: not at the start of a sentence, not in a headline that capitalises its words.
- A name with several readings that the text does not settle is left open: a mention without an actor.
- A mention tells its kind of actor in the attribute `kind`.
- A language without lexicons has no mentions but those that a tagger labels, and nothing is raised.
"""

from __future__ import annotations

from seedlib.components import Recognizer
from seedlib.recognition.labels import recognize as by_labels
from seedlib.recognition.lexicon import recognize as by_lexicon
from seedlib.recognition.rules import recognize as by_rules

__all__ = ["RECOGNIZERS"]

#: What this stage supplies.
RECOGNIZERS = (
    Recognizer(name="labels", recognize=by_labels),
    Recognizer(name="lexicon", recognize=by_lexicon),
    Recognizer(name="rules", recognize=by_rules),
)
