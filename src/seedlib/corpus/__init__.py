"""Many documents: which of their actors are one, and how often each is named, speaks and is spoken of.

Rules:

- What is done here needs analyses alone; texts are neither kept nor read again.
- A user's own decisions are read on every run and never written.
"""

from seedlib.corpus.decisions import Decision, Decisions, parse_decisions, read_decisions
from seedlib.corpus.index import COLUMNS, TABLES, ActorIndex, IndexedActor, IndexedMember, index_actors

__all__ = [
    "COLUMNS",
    "TABLES",
    "ActorIndex",
    "Decision",
    "Decisions",
    "IndexedActor",
    "IndexedMember",
    "index_actors",
    "parse_decisions",
    "read_decisions",
]
