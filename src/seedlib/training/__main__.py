"""The program: `python -m seedlib.training train`, `evaluate` and `score`.

Rules:

- Results go to standard output, words to standard error; the status is 0 if all went well, 1 if something failed, 2 if the command
  could not be understood, 130 after Ctrl-C.
- `evaluate` needs what users run, and no torch; `train` and `score` need the extra `train`.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from seedlib.errors import SeedlibError, UsageError
from seedlib.training.progress import say

__all__ = ["main"]

#: The status after Ctrl-C: 128 and the number of the signal, as shells have it.
_INTERRUPTED = 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m seedlib.training", description="Train and evaluate taggers.", allow_abbrev=False)
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    _add_evaluate(commands.add_parser("evaluate", help="score what the library finds against what people marked"))
    return parser


def _add_evaluate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("gold", metavar="GOLD", type=Path, help="articles with attributions, JSON Lines")
    chosen = parser.add_mutually_exclusive_group()
    chosen.add_argument("--tagger", metavar="NAME", help="ask this tagger only (default: all that are installed)")
    chosen.add_argument("--weights", metavar="DIR", type=Path, help="the library's tagger with other weights: a folder that `train` made")
    chosen.add_argument("--rules", action="store_true", help="ask no tagger")
    parser.add_argument("--json", action="store_true", help="write one JSON object")
    parser.add_argument("--diagram", metavar="FILE", type=Path, help="write the reliability diagram of the even lines, SVG")
    parser.set_defaults(handler=_evaluate)


def _evaluate(given: argparse.Namespace) -> None:
    from seedlib.plugins.registry import default_registry
    from seedlib.training.drawing import reliability_diagram
    from seedlib.training.evaluating import as_json, evaluate, read_gold, system_of
    from seedlib.training.progress import bar
    from seedlib.training.showing import evaluation_lines

    system = system_of(default_registry(), tagger=given.tagger, rules=given.rules, weights=given.weights)
    articles = list(read_gold(given.gold))
    with bar("article") as shown:
        evaluation = evaluate(articles, system, lambda done: shown.move(done, len(articles)))
    if given.diagram is not None:
        given.diagram.write_text(reliability_diagram(evaluation.calibration["even lines"]), "utf-8")
    lines = [json.dumps(as_json(evaluation))] if given.json else evaluation_lines(evaluation)
    sys.stdout.writelines(f"{line}\n" for line in lines)


def _data(given: argparse.Namespace) -> Path:
    """Return the data folder that the user gives.

    Raises:
        UsageError: he gives none.
    """
    folder = given.data or os.environ.get("SEEDLIB_DATA")
    if not folder:
        raise UsageError("found no data folder", advice="give it with --data, or as SEEDLIB_DATA in the environment")
    return Path(folder)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program with these words, those of the process by default; return the exit status."""
    given = _parser().parse_args(arguments)
    try:
        given.handler(given)
        sys.stdout.flush()
    except UsageError as error:
        say(f"error: {error}")
        return 2
    except SeedlibError as error:
        say(f"error: {error}")
        return 1
    except OSError as error:
        say(f"error: {error.strerror or error}{f': {error.filename}' if error.filename else ''}")
        return 1
    except KeyboardInterrupt:
        say("stopped")
        return _INTERRUPTED
    return 0


if __name__ == "__main__":
    sys.exit(main())
