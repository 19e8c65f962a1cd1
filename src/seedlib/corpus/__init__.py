"""Many documents: read in several processes into tables; which of their actors are one; what is a copy; a report.

Rules:

- What joins actors needs analyses alone; texts are neither kept nor read again. `running` reads them, in several processes.
- A user's own decisions are read on every run and never written.
- Names are loaded at first use: a worker process needs few of them, and begins the sooner.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from seedlib.corpus.copies import Copies, DocumentCopy, Method, RepeatedQuotation, find_copies
    from seedlib.corpus.decisions import Decision, Decisions, parse_decisions, read_decisions
    from seedlib.corpus.index import COLUMNS, TABLES, ActorIndex, IndexedActor, IndexedMember, index_actors
    from seedlib.corpus.reporting import Report, report, write_report
    from seedlib.corpus.running import Choices, Progress, run

__all__ = [
    "COLUMNS",
    "TABLES",
    "ActorIndex",
    "Choices",
    "Copies",
    "Decision",
    "Decisions",
    "DocumentCopy",
    "IndexedActor",
    "IndexedMember",
    "Method",
    "Progress",
    "RepeatedQuotation",
    "Report",
    "find_copies",
    "index_actors",
    "parse_decisions",
    "read_decisions",
    "report",
    "run",
    "write_report",
]

#: Where each public name lives.
_HOMES = {
    "seedlib.corpus.copies": ("Copies", "DocumentCopy", "Method", "RepeatedQuotation", "find_copies"),
    "seedlib.corpus.decisions": ("Decision", "Decisions", "parse_decisions", "read_decisions"),
    "seedlib.corpus.index": ("COLUMNS", "TABLES", "ActorIndex", "IndexedActor", "IndexedMember", "index_actors"),
    "seedlib.corpus.reporting": ("Report", "report", "write_report"),
    "seedlib.corpus.running": ("Choices", "Progress", "run"),
}


def __getattr__(name: str) -> Any:
    from importlib import import_module

    for module, names in _HOMES.items():
        if name in names:
            held = globals()[name] = getattr(import_module(module), name)
            return held
    raise AttributeError(f"module 'seedlib.corpus' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
