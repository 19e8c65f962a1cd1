"""A driver of a cluster, as a program: `python -m tests.corpus.spark.driving MASTER OUT INPUT`."""

from __future__ import annotations

import sys

from seedlib.corpus.running import Choices, run
from seedlib.corpus.spark import engine, session
from tests.corpus.running.making import OPTIONS

if __name__ == "__main__":
    _, master, out, source = sys.argv
    ended = run([source], out, choices=Choices(part_size=7), options=OPTIONS, engine=engine(session(master)))
    sys.exit(0 if ended.finished else 1)
