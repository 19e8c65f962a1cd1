"""The options that several commands share, and what they choose: a registry and settings."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import attrs
import regex

from seedlib.cli import words
from seedlib.cli.config import InForce, add_config, in_force
from seedlib.components import AUTHOR_CLAIMS, Lexicon, Settings
from seedlib.corpus.decisions import Decisions, read_decisions
from seedlib.corpus.namesakes import LEAST
from seedlib.errors import ModelError, ParseError, UsageError
from seedlib.exporting.streams import LAYERS
from seedlib.exporting.table import COLOUR, WIDTH
from seedlib.languages import parse_lexicon
from seedlib.model import AttributeKey, Attributes, FrozenMapping
from seedlib.parsing.keys import ID_COLUMN, TEXT_COLUMN
from seedlib.plugins.registry import Registry, default_registry
from seedlib.tagging.folder import read_weights
from seedlib.tagging.tagger import NO_NETWORK, WEIGHTS

__all__ = [
    "add_choices",
    "add_decisions",
    "add_inputs",
    "add_lexicon",
    "add_output",
    "build_registry",
    "decisions_for",
    "read_lexicons",
    "registry_for",
    "settings_for",
    "settings_in_file",
]

_NOT_NAME = regex.compile(r"[^\p{L}\p{N}_.-]+")

#: How `--set` is given what is no string.
_BOOLEANS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


def add_inputs(parser: argparse.ArgumentParser, files: str = "a file, a folder (its files in path order), or - for standard input") -> None:
    """Add what is to be read, and how; `files` says what the files may be."""
    parser.add_argument("files", nargs="+", metavar="FILE", help=files)
    parser.add_argument("--parser", metavar="NAME", help="the parser to use; by default the one that fits best")
    parser.add_argument("--media-type", metavar="T", help="the inputs' media type where it is known, such as text/markdown")
    parser.add_argument("--text-column", metavar="C", help="the column of a table, or name of an object, that holds the text")
    parser.add_argument("--id-column", metavar="C", help="the one that holds the id")


def add_output(parser: argparse.ArgumentParser, formats: str) -> None:
    """Add where the results go, and in which format."""
    parser.add_argument("-f", "--format", metavar="F", default="table", help=f"{formats} (default: table)")
    parser.add_argument(
        "-o", "--output", metavar="OUT", help="a file, or a folder where the format writes several files; - for standard output"
    )
    parser.add_argument("--layers", action="store_true", help="write tokens, sentences and the other working layers too (jsonl, json)")


def add_choices(parser: argparse.ArgumentParser) -> None:
    """Add what chooses components and settings."""
    parser.add_argument("--language", metavar="xx", help="the language of documents that declare none")
    parser.add_argument("--author-claims", choices=AUTHOR_CLAIMS, help="which sentences of the author's own are claims (default: marked)")
    parser.add_argument("--tagger", metavar="DIR", help=f"a folder of weights for the tagger instead of its own; {NO_NETWORK}: rules alone")
    parser.add_argument(
        "--set", action="append", default=[], metavar="KEY=VALUE", help="an option of a component; `seedlib plugins` lists them"
    )
    add_lexicon(parser)
    add_config(parser)
    parser.add_argument(
        "--prefer", action="append", default=[], metavar="NAME", help="prefer this component where one of several is chosen"
    )
    parser.add_argument("--time-limit", type=float, metavar="S", help="seconds that one document may take")
    parser.add_argument("--max-characters", type=int, metavar="N", help="refuse longer documents (default: 10,000,000)")
    parser.add_argument("--strict", action="store_true", help="stop at the first failure")


def add_decisions(parser: argparse.ArgumentParser) -> None:
    """Add what decides which actors of many documents are one."""
    parser.add_argument("--decisions", metavar="CSV", help="your own merges and splits")
    parser.add_argument(
        "--least", type=float, default=LEAST, metavar="P", help=f"leave out joins by name that are less sure (default: {LEAST})"
    )


def decisions_for(arguments: argparse.Namespace) -> Decisions | None:
    """Return the user's decisions on actors, if there are any.

    Raises:
        UsageError: they cannot be read, or `--least` is no probability.
    """
    if not 0 <= arguments.least <= 1:
        raise UsageError(f"found --least {arguments.least}, expected a number from 0 to 1")
    return read_decisions(arguments.decisions) if arguments.decisions else None


def add_lexicon(parser: argparse.ArgumentParser) -> None:
    """Add the user's own words."""
    parser.add_argument("--lexicon", action="append", default=[], metavar="FILE", help="more words, names or cues, as JSON or CSV")


def registry_for(arguments: argparse.Namespace) -> Registry:
    """Return the registry that the options choose.

    Raises:
        UsageError: a name names nothing, or a lexicon file cannot be read.
        PluginError: a plugin failed to load, and `--strict` is given.
    """
    return build_registry(in_force(arguments), strict=getattr(arguments, "strict", False))


def build_registry(chosen: InForce, *, strict: bool = False) -> Registry:
    """Return the registry that the command line, the environment and the settings file choose; the default one where they do not.

    Args:
        chosen: what they choose.
        strict: raise the first plugin's failure.

    Raises:
        UsageError: a name names nothing, or a lexicon file cannot be read.
        PluginError: a plugin failed to load, and `strict` is set.
    """
    if not chosen.chooses and not strict:
        return default_registry()
    lexicons = read_lexicons(chosen.lexicons)
    try:
        return Registry.build(disabled=chosen.disable, prefer=chosen.prefer, lexicons=lexicons, strict=strict)
    except UsageError as error:
        raise UsageError(error.message, where=error.where or chosen.whence, advice=error.advice) from error


def read_lexicons(files: Iterable[str]) -> list[Lexicon]:
    """Read the user's own lexicons, each under the name of its file.

    Raises:
        UsageError: one cannot be read.
    """
    return [_lexicon(Path(name)) for name in files]


def _lexicon(path: Path) -> Lexicon:
    name = _NOT_NAME.sub("-", path.name).strip("-") or "lexicon"
    try:
        return parse_lexicon(path.read_text("utf-8"), name=name)
    except OSError as error:
        raise UsageError(f"found a lexicon that cannot be read: {error.strerror}", where=str(path), advice="check the path") from error
    except UnicodeDecodeError as error:
        raise UsageError(
            "found bytes that are no UTF-8, expected a lexicon in UTF-8", where=str(path), advice="save it as UTF-8"
        ) from error
    except ParseError as error:
        advice = error.advice or "the manual's page on lexicons shows both shapes"
        raise UsageError(error.message, where=f"{path}{error.where.removeprefix(name)}", advice=advice) from error


def settings_in_file(arguments: argparse.Namespace, registry: Registry) -> Settings:
    """Return the settings of the settings file, whole.

    Raises:
        UsageError: the file cannot be read, or an option in it is not registered.
    """
    given = in_force(arguments)
    return attrs.evolve(given.config.settings, options=given.config.options(registry, given.disable))


def settings_for(arguments: argparse.Namespace, registry: Registry) -> Settings:
    """Return the settings that the options choose.

    Raises:
        UsageError: a value is none that the setting can have, a key of `--set` or of the settings file is not registered, or a folder holds
            no weights.
    """
    chosen: dict[str, Any] = {
        name: getattr(arguments, name)
        for name in ("language", "author_claims", "time_limit", "max_characters")
        if getattr(arguments, name) is not None
    }
    in_file = settings_in_file(arguments, registry)
    options = _for_the_terminal(in_file.options, arguments)
    for key, held in ((TEXT_COLUMN, arguments.text_column), (ID_COLUMN, arguments.id_column)):
        options = options if held is None else options.having(key, held)
    if arguments.tagger is not None:
        options = options.having(WEIGHTS, _weights(arguments.tagger))
    if arguments.layers:
        options = options.having(LAYERS, held=True)
    for word in arguments.set:
        options = _set(options, word, registry)
    try:
        return attrs.evolve(in_file, **chosen, options=options)
    except ModelError as error:
        raise UsageError(error.message, where=error.where, advice=error.advice) from error


def _weights(given: str) -> str:
    """Return what the option of the tagger holds: a folder that was looked at, so that a wrong one is not found out text by text."""
    if given == NO_NETWORK:
        return given
    folder = Path(given).resolve()
    read_weights(folder)
    return str(folder)


def _for_the_terminal(options: Attributes, arguments: argparse.Namespace) -> Attributes:
    """Return the options with the width and colours of the terminal, if it is one that the table goes to."""
    if arguments.format != "table" or arguments.output not in {None, "-"} or not sys.stdout.isatty():
        return options
    if WIDTH.name not in options:
        options = options.having(WIDTH, shutil.get_terminal_size().columns)
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return options
    if find_spec("rich") is None:
        words.note('the table is plain; pip install "seedlib[cli]" gives it colours')
        return options
    return options.having(COLOUR, held=True)


def _set(options: Attributes, given: str, registry: Registry) -> Attributes:
    name, sign, text = given.partition("=")
    if not sign:
        raise UsageError(f"found --set {given}, expected KEY=VALUE")
    if name not in registry.keys:
        raise UsageError(f"found no option {name!r}, expected one of: {', '.join(registry.keys)}")
    key = registry.keys[name]
    try:
        return options.having(key, _converted(key, text))
    except (ModelError, ValueError, KeyError) as error:
        raise UsageError(f"found {text!r}, expected {_WORDS[key.type]}", where=f"--set {name}") from error


#: The types of options, as a person calls them.
_WORDS: dict[type, str] = {
    str: "a text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    tuple: "a JSON array",
    FrozenMapping: "a JSON object",
}


def _converted(key: AttributeKey[Any], text: str) -> Any:
    if key.type is bool:
        return _BOOLEANS[text.lower()]
    return key.type(text) if key.type in {str, int, float} else json.loads(text)
