"""The command line: the only place that prints, exits, and reads the environment.

Rules:

- Data go to standard output, words to standard error; every line of words begins with `seedlib:`.
- The status is 0 if nothing failed, 1 if something did, 2 if the command could not be understood, 130 after Ctrl-C, 143 after SIGTERM.
- Nobody ever sees a traceback; a reader that has had enough (`| head`) is no failure.
- A plugin's command that fails to add itself is left out; one that raises is named.
"""

from __future__ import annotations

import argparse
import os
import sys
import warnings
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, NoReturn

__all__ = ["main"]

#: The status after Ctrl-C: 128 and the number of the signal, as shells have it.
_INTERRUPTED = 130

#: How many failures of one plugin, or of a user's lexicons, are said; a screen has some twenty-five lines.
_SHOWN = 10


class _Parser(argparse.ArgumentParser):
    """A parser whose errors say what to do next."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"seedlib: error: {message} ({self.prog} --help shows what there is)\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Args:
        arguments: the words after `seedlib`; those of the process by default.

    Returns:
        The exit status.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    if sys.stderr is None:  # closed by whoever started us: nobody is told, and all else is as ever
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115  # held until the process ends
    if sys.stdout is None:
        return _status("seedlib: error: found no standard output to write to (do not close it; > /dev/null drops what is written)")
    status = 0
    try:
        status = _version(given[1:]) if given[:1] == ["--version"] else _run(given)
        sys.stdout.flush()
    except KeyboardInterrupt:
        sys.stderr.write("seedlib: stopped\n")
        return _INTERRUPTED
    except BrokenPipeError:
        _forget_stdout()
        return 0
    except OSError as error:  # what standard output still held cannot be written
        _forget_stdout()
        return status or _status(f"seedlib: error: standard output: {error.strerror} (free the place)")
    return status


def _version(rest: list[str]) -> int:
    from seedlib.cli.version import run

    return run(rest)


def _run(given: list[str]) -> int:
    """Parse the words, and call the command's handler; what it raises becomes a line and a status."""
    from seedlib.cli import words
    from seedlib.cli.read import ExporterError
    from seedlib.errors import SeedlibError, UsageError

    try:
        with warnings.catch_warnings():
            _one_line_a_warning()
            try:
                parsed = _parser(given).parse_args(given)
            except SystemExit as stop:  # argparse has said why, or --help was asked for
                return _status(stop.code)
            return _status(parsed.handler(parsed))
    except UsageError as error:
        words.error(error)
        return 2
    except SeedlibError as error:
        words.error(error)
    except ExporterError:
        pass  # said where the exporter's name is known
    except BrokenPipeError:
        raise
    except OSError as error:
        words.error(
            f"{error.strerror or error}" + (f": {error.filename}" if error.filename else "") + " (free the place, or check the path)"
        )
    except (Exception, SystemExit) as error:  # noqa: BLE001  # nobody sees a traceback, and nothing ends the run unsaid
        words.unexpected(error)
    return 1


def _status(answer: object) -> int:
    """Return what a handler or SystemExit gives as a status: nothing is 0, words are said and 1."""
    if answer is None or isinstance(answer, int):
        return int(answer or 0)
    sys.stderr.write(f"{answer}\n")
    return 1


def _parser(given: list[str]) -> argparse.ArgumentParser:
    from seedlib.cli import check, corpus, explain, parse, plugins, read, report

    parser = _Parser(
        prog="seedlib",
        description="Turn news and policy text into documents, actors and claims: who says what, how firmly, and where that stands.",
        epilog="seedlib --version [--json] gives the versions; each command has a --help of its own.",
        allow_abbrev=False,
    )
    subparsers = parser.add_subparsers(metavar="COMMAND", required=True, parser_class=_Parser)
    own = {
        "read": read.add,
        "parse": parse.add,
        "explain": explain.add,
        "corpus": corpus.add,
        "report": report.add,
        "check": check.add,
        "plugins": plugins.add,  # the last: it knows which names are taken
    }
    for add in own.values():
        add(subparsers)
    command = next((word for word in given if not word.startswith("-")), None)
    if given and command not in own:  # a plugin's, or a request for help: only these need the plugins
        _add_plugins_commands(subparsers)
    return parser


def _add_plugins_commands(subparsers: argparse._SubParsersAction[Any]) -> None:
    from seedlib.cli import choices, words
    from seedlib.cli.config import in_force

    for component in choices.build_registry(in_force()).commands:
        before = set(subparsers.choices)
        if component.record.name in before:
            words.warn(f"the command {component.full_name} is left out: {component.record.name!r} is taken")
            continue
        try:
            component.record.add(subparsers)
            for name in set(subparsers.choices) - before:
                handler = subparsers.choices[name].get_default("handler")
                subparsers.choices[name].set_defaults(handler=_guarded(handler, component.full_name))
        except (Exception, SystemExit) as error:  # noqa: BLE001  # a plugin's function may raise anything
            words.unexpected(error, component.full_name)


def _guarded(handler: Callable[[argparse.Namespace], object] | None, name: str) -> Callable[[argparse.Namespace], object]:
    """Return a plugin's handler with its failures named."""

    def run(arguments: argparse.Namespace) -> object:
        from seedlib.cli import words
        from seedlib.errors import SeedlibError

        if handler is None:
            words.error(f"{name} has no handler (report it to the author of {name})")
            return 1
        try:
            return handler(arguments)
        except SystemExit as stop:  # a command's way to answer its status
            return _status(stop.code)
        except (SeedlibError, OSError):
            raise
        except Exception as error:  # noqa: BLE001  # a plugin's function may raise anything
            words.unexpected(error, name)
            return 1

    return run


def _one_line_a_warning() -> None:
    """Say what plugins and lexicons lost in a line each, a page at most; warnings of libraries are none of the user's business."""
    from seedlib.cli import words
    from seedlib.errors import PluginWarning
    from seedlib.plugins.loading import USER

    warnings.simplefilter("always", PluginWarning)

    def show(message: Warning | str, *_: object, **__: object) -> None:
        if not isinstance(message, PluginWarning):
            return
        for reason in message.reasons[:_SHOWN] or (str(message),):
            words.warn(reason)
        more = len(message.reasons) - _SHOWN
        if more > 0:
            every = "seedlib plugins --lexicon FILE" if message.plugin == USER else "seedlib plugins"
            words.warn(f"and {more:,} more ({every} shows all)")

    warnings.showwarning = show


def _forget_stdout() -> None:
    """Point standard output to nowhere, so that its last flush at exit finds no closed pipe."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
