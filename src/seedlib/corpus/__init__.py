"""Many documents: which of their actors are one, how often each is named, speaks and is spoken of; and a report of who claims what.

Rules:

- What joins actors needs analyses alone; texts are neither kept nor read again. `running` reads them, in several processes.
- A user's own decisions are read on every run and never written.
"""

from seedlib.corpus.decisions import Decision, Decisions, parse_decisions, read_decisions
from seedlib.corpus.index import COLUMNS, TABLES, ActorIndex, IndexedActor, IndexedMember, index_actors
from seedlib.corpus.reporting import Report, report, write_report
from seedlib.corpus.running import Choices, Progress, run

__all__ = [
    "COLUMNS",
    "TABLES",
    "ActorIndex",
    "Choices",
    "Decision",
    "Decisions",
    "IndexedActor",
    "IndexedMember",
    "Progress",
    "Report",
    "index_actors",
    "parse_decisions",
    "read_decisions",
    "report",
    "run",
    "write_report",
]
