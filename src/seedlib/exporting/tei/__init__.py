"""TEI P5 (https://tei-c.org/guidelines/p5/): articles for digital editions, with what is said marked in the text.

Modules, in the order of the work: `marks` (what is marked in a text, as elements to be), `body` (marks and blocks as nested markup),
`document` (a document whole, with its header and its actors), `exporter` (one file, a corpus, or a folder).
"""

from seedlib.exporting.tei.exporter import write_tei

__all__ = ["write_tei"]
