"""The program: `python -m seedlib.training train`, `evaluate`, `calibrate`, `score`, `average` and `shrink`.

Rules:

- Results go to standard output, words to standard error; the status is 0 if all went well, 1 if something failed, 2 if the command
  could not be understood, 130 after Ctrl-C.
- `evaluate` and `calibrate` need what users run, and no torch; the others need the extra `train`.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from seedlib.errors import MissingExtraError, SeedlibError, UsageError
from seedlib.training.configuration import Configuration, read_configuration
from seedlib.training.progress import say, watched

__all__ = ["main"]

#: The status after Ctrl-C: 128 and the number of the signal, as shells have it.
_INTERRUPTED = 130

#: Where the library's own configurations lie.
_CONFIGURATIONS = Path(__file__).parent / "configurations"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m seedlib.training", description="Train and evaluate taggers.", allow_abbrev=False)
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    _add_train(commands.add_parser("train", help="train a tagger, or go on with a training that was cut off"))
    _add_evaluate(commands.add_parser("evaluate", help="score what the library finds against what people marked"))
    _add_calibrate(commands.add_parser("calibrate", help="learn how sure claims are that were made of a tagger's labels"))
    _add_score(commands.add_parser("score", help="write down what a trained network thinks of texts, for a smaller one to learn from"))
    _add_average(commands.add_parser("average", help="write the mean of several trained networks"))
    _add_shrink(commands.add_parser("shrink", help="cut a smaller network out of a trained one, for `train` to start from"))
    return parser


def _add_configuration(parser: argparse.ArgumentParser) -> None:
    named = ", ".join(path.stem for path in sorted(_CONFIGURATIONS.glob("*.toml")))
    parser.add_argument("configuration", metavar="CONFIG", help=f"a TOML file with all settings, or one of the library's: {named}")
    parser.add_argument("--data", metavar="DIR", type=Path, help="the folder of the data sets (default: SEEDLIB_DATA)")


def _add_train(parser: argparse.ArgumentParser) -> None:
    _add_configuration(parser)
    parser.add_argument("--out", metavar="DIR", type=Path, help="the run's folder (default: the configuration's name)")
    parser.add_argument("--start", metavar="WEIGHTS", type=Path, help="start from the network.pt of another run")
    parser.set_defaults(handler=_train)


def _add_score(parser: argparse.ArgumentParser) -> None:
    _add_configuration(parser)
    parser.add_argument("weights", metavar="WEIGHTS", type=Path, help="the network.pt of a run of this configuration")
    parser.add_argument("texts", metavar="TEXTS", type=Path, nargs="+", help='texts, JSON Lines of {"id", "text"}')
    parser.add_argument("--out", metavar="DIR", type=Path, required=True, help="where each file of texts gets a folder of its name")
    parser.add_argument("--head", metavar="NAME", help="the head that is asked (default: the first)")
    parser.set_defaults(handler=_score)


def _add_average(parser: argparse.ArgumentParser) -> None:
    _add_configuration(parser)
    words = "the network.pt of runs of this configuration; one that is given twice counts twice"
    parser.add_argument("networks", metavar="WEIGHTS", type=Path, nargs="+", help=words)
    parser.add_argument("--out", metavar="DIR", type=Path, required=True, help="where network.pt and weights are written")
    parser.set_defaults(handler=_average)


def _add_shrink(parser: argparse.ArgumentParser) -> None:
    _add_configuration(parser)
    parser.add_argument("--out", metavar="DIR", type=Path, required=True, help="where network.pt is written")
    parser.set_defaults(handler=_shrink)


def _add_system(parser: argparse.ArgumentParser) -> argparse._MutuallyExclusiveGroup:
    """Add what is asked, and the articles by which it is judged; return the group of what is asked."""
    parser.add_argument("gold", metavar="GOLD", type=Path, help="articles with attributions, JSON Lines")
    chosen = parser.add_mutually_exclusive_group()
    chosen.add_argument("--tagger", metavar="NAME", help="ask this tagger only (default: all that are installed)")
    chosen.add_argument("--weights", metavar="DIR", type=Path, help="the library's tagger with other weights: a folder that `train` made")
    return chosen


def _add_calibrate(parser: argparse.ArgumentParser) -> None:
    _add_system(parser)
    parser.add_argument("--write", action="store_true", help="write what was learned into the library, where claims are made")
    parser.add_argument("--source", metavar="WORDS", help="what is written of the articles (default: the file's name and the tagger's)")
    parser.set_defaults(handler=_calibrate)


def _add_evaluate(parser: argparse.ArgumentParser) -> None:
    chosen = _add_system(parser)
    chosen.add_argument("--rules", action="store_true", help="ask no tagger")
    parser.add_argument("--json", action="store_true", help="write one JSON object")
    parser.add_argument("--diagram", metavar="FILE", type=Path, help="write the reliability diagram of the even lines, SVG")
    parser.set_defaults(handler=_evaluate)


def _train(given: argparse.Namespace) -> None:
    configuration, data = _configuration(given), _data(given)
    try:
        from seedlib.training.running import train
    except ModuleNotFoundError as error:
        raise MissingExtraError(error.name or "torch", "train") from error
    train(configuration, data, given.out or Path(configuration.name), start=given.start)


def _score(given: argparse.Namespace) -> None:
    configuration = _configuration(given)
    data = None if configuration.encoder.package else _data(given)
    try:
        from seedlib.training.teaching import load_teacher, write_scores
    except ModuleNotFoundError as error:
        raise MissingExtraError(error.name or "torch", "train") from error
    from seedlib.training.sets import read_texts

    teacher = load_teacher(configuration, given.weights, head=given.head, data=data)
    for path in given.texts:
        texts = list(read_texts(path))
        write_scores(teacher, watched(texts, path.name), given.out / path.stem)


def _average(given: argparse.Namespace) -> None:
    configuration = _configuration(given)
    try:
        from seedlib.training.averaging import average
    except ModuleNotFoundError as error:
        raise MissingExtraError(error.name or "torch", "train") from error
    average(configuration, given.networks, given.out, data=None if configuration.encoder.package else _data(given))
    say(f"wrote {given.out / 'weights'}")


def _shrink(given: argparse.Namespace) -> None:
    configuration, data = _configuration(given), _data(given)
    try:
        from seedlib.training.shrinking import shrink
    except ModuleNotFoundError as error:
        raise MissingExtraError(error.name or "torch", "train") from error
    shrink(configuration, data, given.out)
    say(f"wrote {given.out / 'network.pt'}")


def _configuration(given: argparse.Namespace) -> Configuration:
    """Return the configuration that is asked for: a file's, else the library's own of this name."""
    path = Path(given.configuration)
    own = _CONFIGURATIONS / f"{given.configuration}.toml"
    if not path.is_file() and own.parent == _CONFIGURATIONS and own.is_file():
        path = own
    return read_configuration(path)


def _evaluate(given: argparse.Namespace) -> None:
    from seedlib.plugins.registry import default_registry
    from seedlib.training.drawing import reliability_diagram
    from seedlib.training.evaluating import as_json, compare, evaluate, system_of
    from seedlib.training.sets import read_articles
    from seedlib.training.showing import evaluation_lines

    system = system_of(default_registry(), tagger=given.tagger, rules=given.rules, weights=given.weights)
    articles = list(read_articles(given.gold))
    evaluation = evaluate(compare(watched(articles, "article"), system), system.name)
    for notice in evaluation.notices:
        say(f"note: {notice}")
    if given.diagram is not None:
        given.diagram.write_text(reliability_diagram(evaluation.calibration["even lines"]), "utf-8")
    lines = [json.dumps(as_json(evaluation))] if given.json else evaluation_lines(evaluation)
    sys.stdout.writelines(f"{line}\n" for line in lines)


def _calibrate(given: argparse.Namespace) -> None:
    from seedlib.plugins.registry import default_registry
    from seedlib.training.calibrating import OWN_FILE, calibrate, observe, write_coefficients
    from seedlib.training.evaluating import system_of
    from seedlib.training.sets import read_articles

    system = system_of(default_registry(), tagger=given.tagger, weights=given.weights)
    articles = list(read_articles(given.gold))
    learned = calibrate(observe(watched(articles, "article"), system))
    sys.stdout.write(
        f"{learned.claims} claims of odd lines taught; expected error {learned.taught:.4f}, on even lines {learned.measured:.4f}\n"
    )
    if given.write:
        write_coefficients(learned, given.source or f"odd lines of {given.gold.name}; {system.name}", OWN_FILE)
        say(f"wrote {OWN_FILE}")


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
