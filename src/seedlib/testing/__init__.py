"""Contract checks for authors of plugins; seedlib's own components go through the same.

Each `check_…` function runs a record as the pipeline would, on odd texts too, and raises a `ContractError` that says what it
found. Call them from tests of your own::

    from seedlib.testing import check_parser
    from acme_plugin import PARSER

    def test_contract():
        check_parser(PARSER, {"story.acme": b"..."})

`pytest_plugins = ["seedlib.pytest_plugin"]` in a `conftest.py` brings the fixtures `seedlib_registry` and `seedlib_check`.

Rules:

- Every check runs a function more than once, and on its inputs in one order and in the other: equal input gives equal answers.
- What a component is given must be unchanged after it ran; our values are frozen, so this catches what goes around that.
- What it answers lies inside the text, is registered, and survives JSON.
- It raises nothing but what its hook's page allows, on texts that are empty, of one sign, odd or large.
- `check_growth` is the only one that takes long: a million characters, and CPU time for n, 2n and 4n.
"""

from seedlib.testing.contracts import (
    check_attribute_key,
    check_claim_kind,
    check_command,
    check_extractor,
    check_lexicon,
    check_plugin,
    check_qualifier,
    check_recognizer,
    check_resolver,
    check_segmenter,
    check_tagger,
    check_text_check,
)
from seedlib.testing.exporters import HOSTILE, check_exporter
from seedlib.testing.growth import check_growth
from seedlib.testing.guarding import TEXTS
from seedlib.testing.parsers import check_parser

__all__ = [
    "HOSTILE",
    "TEXTS",
    "check_attribute_key",
    "check_claim_kind",
    "check_command",
    "check_exporter",
    "check_extractor",
    "check_growth",
    "check_lexicon",
    "check_parser",
    "check_plugin",
    "check_qualifier",
    "check_recognizer",
    "check_resolver",
    "check_segmenter",
    "check_tagger",
    "check_text_check",
]
