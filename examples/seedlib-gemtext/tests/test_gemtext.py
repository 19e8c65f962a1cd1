"""What the plugin promises: its contracts, its blocks, and that seedlib uses it once it is installed."""

import seedlib
from seedlib.testing import check_lexicon, check_parser, check_plugin
from seedlib_gemtext import HARBOUR, PARSER

SAMPLE = """# Cranes stand still in Port Marlow

The Marlow Harbour Board said on Tuesday that it would not sign the new rota.
* Two cranes stand still.
> “We will not work nights,” said Ines Falk, who speaks for the Dockers’ Lodge.
=> gemini://marlow.example/rota.gmi The rota
```
| mon | tue |
```
"""


def test_contracts_hold():
    """The parser and the lexicon keep what their records promise."""
    check_parser(PARSER, {"harbour.gmi": SAMPLE.encode()})
    check_lexicon(HARBOUR)


def test_blocks_are_what_the_signs_say():
    """A line's first signs give its kind; the words are left as they are."""
    document = seedlib.parse(SAMPLE.encode(), parser="gemtext:gemtext")
    assert [(block.kind, document[block.span][:12]) for block in document.blocks] == [
        ("title", "Cranes stand"),
        ("paragraph", "The Marlow H"),
        ("list-item", "Two cranes s"),
        ("quote", "“We will not"),
        ("boilerplate", "gemini://mar"),
        ("boilerplate", "```"),
        ("boilerplate", "| mon | tue "),
        ("boilerplate", "```"),
    ]
    assert document.title == "Cranes stand still in Port Marlow"


def test_installed_plugin_is_found_used_and_right(tmp_path):
    """Once installed, `seedlib.read` takes the parser by the file's name, and the lexicon's names become actors."""
    path = tmp_path / "harbour.gmi"
    path.write_text(SAMPLE, encoding="utf-8")
    analysis = seedlib.read(path)
    assert analysis.document.origin.parser == "gemtext:gemtext"
    assert {"marlow:board", "marlow:lodge"} <= {actor.id for actor in analysis.actors}
    assert check_plugin("gemtext") == ("gemtext:gemtext", "gemtext:harbour")
