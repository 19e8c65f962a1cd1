"""Many documents in several processes: nothing is lost and nothing done twice, whatever ends a process or the machine.

Theory of operation:

- `inputs` lists the files, `planning` makes tasks of them, `schedule` gives these to the processes of `pool`, which do what `worker`
  says, and takes their rows in order; a large file is parsed once, by the `reader`. `results` puts rows into `parts`, and the `journal`
  has what is done.
- Whatever a worker is at stands in its `pulse`, so that a hung or ended one names its document.
- The results depend on the inputs and the `manifest` alone, not on how many workers there were or what happened to them.
"""

from seedlib.corpus.running.journal import is_unfinished
from seedlib.corpus.running.running import PART_SIZE, TIMEOUT, Begin, Choices, Engine, Progress, run
from seedlib.corpus.running.worker import TABLES

__all__ = ["PART_SIZE", "TABLES", "TIMEOUT", "Begin", "Choices", "Engine", "Progress", "is_unfinished", "run"]
