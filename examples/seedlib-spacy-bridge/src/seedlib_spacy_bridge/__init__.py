"""A component for spaCy pipelines: seedlib reads a `Doc`, and what it finds stands in `doc.spans`.

- `nlp.add_pipe("seedlib")` is all that is needed; the component asks nothing of the others in the pipeline, nor they of it.
- `doc._.seedlib` is the whole analysis; spans lead back to it: `span._.claim`, `span._.actor`.
- It works in `nlp.pipe`, in several processes too, and its settings stand in the pipeline's `config.cfg`.
- `annotate` does the same for an analysis that you have already, as of a file that seedlib read.
"""

from seedlib_spacy_bridge.component import Component, make
from seedlib_spacy_bridge.marking import GROUPS, annotate, register

__all__ = ["GROUPS", "Component", "annotate", "make", "register"]
