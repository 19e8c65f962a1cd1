"""How the answers of several components become one: pure functions from answers to values.

Rules:

- Nothing depends on the order of components: confidence decides, and ties go by full name.
- An answer comes with the component that gave it, as an `Answer`.
- What a parser stated is never edited.
"""

from seedlib.merging.actors import author_ids, merge_actors, shown_actors, without_bystanders
from seedlib.merging.answers import Answer, by_subject, proposed, stamp, surest_first
from seedlib.merging.claims import merge_claims, qualification, twins
from seedlib.merging.finds import labellers, merge_labels, merge_mentions, merge_problems

__all__ = [
    "Answer",
    "author_ids",
    "by_subject",
    "labellers",
    "merge_actors",
    "merge_claims",
    "merge_labels",
    "merge_mentions",
    "merge_problems",
    "proposed",
    "qualification",
    "shown_actors",
    "stamp",
    "surest_first",
    "twins",
    "without_bystanders",
]
