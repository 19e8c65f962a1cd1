"""Spark: a data frame of texts into one of results, for users' own jobs; and an engine for runs over files (extra `spark`).

Theory of operation:

- `frames` gives the rows of a data frame to Spark's Python workers by `mapInArrow`; what comes back has a column a table.
- `engine` does what is planned for a run in jobs of Spark instead of in processes of this machine. The rows come home, where they are
  written in order as ever: so a run's files are the same to the byte whatever engine did the work.
- `tasks` is what happens to the rows of a data frame in Spark's Python workers, and `working` what happens there to a run's documents.
- `copying` finds which texts and quotations stand in several places, by joins.
"""

from seedlib.corpus.spark.copying import find_copies
from seedlib.corpus.spark.engine import engine, session
from seedlib.corpus.spark.frames import analyze, tables

__all__ = ["analyze", "engine", "find_copies", "session", "tables"]
