"""What the plugin promises: its contracts, its blocks, and that seedlib uses it once it is installed."""

import io

import pytest

import seedlib
from seedlib.components import Context, Hint
from seedlib.errors import LimitError
from seedlib.testing import check_lexicon, check_parser, check_plugin
from seedlib_gemtext import HARBOUR, PARSER, find_blocks

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


def test_bytes_that_are_no_text_are_a_finding():
    """A damaged file is read, and says so; a file that is too long is refused."""
    (found,) = PARSER.parse(io.BytesIO(SAMPLE.encode().replace(b"rota.\n", b"rota\xff.\n")), Hint(), Context())
    assert [problem.kind for problem in found.problems] == ["encoding-conflict"]
    assert (found.document.origin.encoding, found.document.text.count("\ufffd")) == ("utf-8", 1)
    with pytest.raises(LimitError):
        list(PARSER.parse(io.BytesIO(SAMPLE.encode()), Hint(), Context(settings=seedlib.Settings(max_characters=10))))


def test_lines_end_at_line_feeds_only():
    """A form feed or U+2028 is a sign like others."""
    text = "* One\u2028two\x0cthree.\r\nFour."
    assert [(block.kind, text[block.span.start : block.span.end]) for block in find_blocks(text)] == [
        ("list-item", "One\u2028two\x0cthree."),
        ("paragraph", "Four."),
    ]


def test_installed_plugin_is_found_used_and_right(tmp_path):
    """Once installed, `seedlib.read` takes the parser by the file's name, and the lexicon's names become actors."""
    path = tmp_path / "harbour.gmi"
    path.write_text(SAMPLE, encoding="utf-8")
    analysis = seedlib.read(path)
    assert analysis.document.origin.parser == "gemtext:gemtext"
    assert {"marlow:board", "marlow:lodge"} <= {actor.id for actor in analysis.actors}
    assert check_plugin("gemtext") == ("gemtext:gemtext", "gemtext:harbour")
