"""A report over many documents: who claims most, about whom, when and where, and what is wrong with the texts.

Rules:

- Documents are read once, one by one; what is kept of each is short, and the words of claims wait in a temporary file.
- The numbers are whole, whatever the list of claims leaves out; how much it leaves out is said.
- A document that comes twice counts once.
- What can be computed is a `Report`, a plain value; the page is one way to look at it.
"""

from seedlib.corpus.reporting.making import report
from seedlib.corpus.reporting.page import load_template, write_report
from seedlib.corpus.reporting.values import (
    Counts,
    Lost,
    Outlet,
    Pair,
    Period,
    Problem,
    ProblemCount,
    Report,
    ReportedClaim,
    ReportedDocument,
    Timeline,
)

__all__ = [
    "Counts",
    "Lost",
    "Outlet",
    "Pair",
    "Period",
    "Problem",
    "ProblemCount",
    "Report",
    "ReportedClaim",
    "ReportedDocument",
    "Timeline",
    "load_template",
    "report",
    "write_report",
]
