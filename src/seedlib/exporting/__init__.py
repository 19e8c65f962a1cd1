"""Exporting: analyses become files, tables and text for a person's eyes.

Rules:

- An exporter is given any number of results and reads them once, in order; it holds no more of them than its format forces it to.
- Nothing is chosen here that changes a result: every format shows what the analysis holds.
- What goes to a terminal is made harmless first (`display`); what goes to a file is to the letter.
"""

from seedlib.components import Exporter
from seedlib.exporting.brat import write_brat
from seedlib.exporting.graphml import write_graphml
from seedlib.exporting.kept import SPREAD
from seedlib.exporting.page import write_html
from seedlib.exporting.parquet import write_parquet
from seedlib.exporting.separated import write_csv, write_exact_csv
from seedlib.exporting.sqlite import write_sqlite
from seedlib.exporting.streams import LAYERS, write_json, write_jsonl
from seedlib.exporting.table import COLOUR, WIDTH, write_table
from seedlib.exporting.tei import write_tei
from seedlib.exporting.webannotation import UTF16, write_webannotation

__all__ = ["ATTRIBUTE_KEYS", "EXPORTERS"]

#: The built-in exporters.
EXPORTERS = (
    Exporter(name="table", write=write_table, suffix=".txt"),
    Exporter(name="jsonl", write=write_jsonl, suffix=".jsonl"),
    Exporter(name="json", write=write_json, suffix=".json"),
    Exporter(name="csv", write=write_csv, folder=True, suffix=".csv"),
    Exporter(name="csv-exact", write=write_exact_csv, folder=True, suffix=".csv"),
    Exporter(name="html", write=write_html, suffix=".html"),
    Exporter(name="parquet", write=write_parquet, folder=True, suffix=".parquet", text=False),
    Exporter(name="sqlite", write=write_sqlite, suffix=".sqlite", text=False),
    Exporter(name="webannotation", write=write_webannotation, suffix=".jsonld"),
    Exporter(name="brat", write=write_brat, folder=True, suffix=".zip", text=False),
    Exporter(name="graphml", write=write_graphml, suffix=".graphml"),
    Exporter(name="tei", write=write_tei, folder=True, suffix=".xml"),
)

#: The options that exporters take from `Settings.options`.
ATTRIBUTE_KEYS = (COLOUR, LAYERS, SPREAD, UTF16, WIDTH)
