"""`seedlib check`: whether what is found in samples is what a careful reader expects, as files beside them say.

Rules:

- `NAME.expected.json` stands beside `NAME.EXT`; what it holds is the business of `seedlib.expectations`.
- One line a sample on standard output, `ok` or `FAILED`, and under it a line for each thing that is not as expected.
- `--update` writes what is found as the expectation of each sample that has none or fails, for a person to read and correct;
  where all is as expected nothing is written.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from seedlib import expectations
from seedlib.cli import choices, words
from seedlib.cli.config import add_config
from seedlib.cli.output import stdout
from seedlib.cli.words import failure_line
from seedlib.errors import ParseError, UsageError
from seedlib.exporting.display import visible
from seedlib.model import Analysis, Unread, value
from seedlib.reading import Options, find_files, read_many

__all__ = ["add"]

_ENDING = ".expected.json"


@value(kw_only=True)
class _Sample:
    """A sample that was read and compared."""

    path: Path
    analyses: tuple[Analysis, ...] = ()
    #: What its expectations file holds; none if there is none, or none that can be read.
    expected: Any = None
    #: A line for each thing that is not as expected.
    wrong: tuple[str, ...] = ()

    @property
    def place(self) -> Path:
        """Where its expectations stand."""
        return self.path.with_name(f"{self.path.stem}{_ENDING}")


def add(subparsers: argparse._SubParsersAction[Any]) -> None:
    """Add the command to the parser."""
    parser = subparsers.add_parser(
        "check",
        help="compare what is found in samples with what is expected",
        description="Read every sample NAME.EXT of a folder that has NAME.expected.json beside it, and say what is not as expected.",
    )
    parser.add_argument("folders", nargs="+", metavar="DIR", help="a folder of samples and their expectations")
    parser.add_argument("--update", action="store_true", help="write what is found where there is no expectation or another one")
    add_config(parser)
    parser.set_defaults(handler=run)


def run(arguments: argparse.Namespace) -> int:
    """Check all samples; return the exit status."""
    registry = choices.registry_for(arguments)
    options = Options(registry=registry, settings=choices.settings_in_file(arguments, registry))
    failed = checked = 0
    out = stdout()
    for name in arguments.folders:
        if not Path(name).is_dir():
            raise UsageError(f"found no folder {name}", advice="name a folder of samples")
        for sample in _samples(Path(name), options, new=arguments.update):
            checked += 1
            if not sample.wrong:
                out.write(f"ok {visible(str(sample.path))}\n".encode())
            elif arguments.update and sample.analyses:
                _write(sample)
            else:
                failed += 1
                lines = "".join(f"  {visible(line)}\n" for line in sample.wrong)
                out.write(f"FAILED {visible(str(sample.path))}\n{lines}".encode())
            out.flush()
    if not checked:
        raise ParseError(
            f"found no sample with an expectation in {', '.join(arguments.folders)}",
            advice="seedlib check DIR --update writes expectations",
        )
    words.note(f"{checked - failed} of {checked} samples are as expected")
    return 1 if failed else 0


def _samples(folder: Path, options: Options, *, new: bool) -> Iterator[_Sample]:
    """Yield the samples of a folder that have expectations, and with `new` the others too; and expectations that have no sample."""
    files = find_files([folder], options.registry).files
    stems = {path.with_name(f"{path.stem}{_ENDING}") for path in files}
    for path in files:
        sample = _Sample(path=path)
        if new or sample.place.exists():
            yield _compared(sample, options)
    for place in sorted(set(folder.rglob(f"*{_ENDING}")) - stems):
        yield _Sample(
            path=place, wrong=(f"found no sample {place.name.removesuffix(_ENDING)}.EXT beside it (add it, or remove this file)",)
        )


def _compared(sample: _Sample, options: Options) -> _Sample:
    results = list(read_many([sample.path], failures="yield", settings=options.settings, registry=options.registry))
    analyses = tuple(result for result in results if isinstance(result, Analysis))
    name = sample.path.name
    wrong = [failure_line(failure, name, name) for result in results if isinstance(result, Unread) for failure in result.failures]
    wrong += [failure_line(failure, name, name) for result in analyses for failure in result.failures]
    expected = None
    try:
        expected = json.loads(sample.place.read_text("utf-8"))
        wrong += [
            f"document {mismatch.document}, {mismatch.path}: expected {mismatch.expected}; found {mismatch.found}"
            for mismatch in expectations.check(analyses, expected, where=sample.place.name)
        ]
    except FileNotFoundError:
        wrong.append("found no expectation")
    except ParseError as error:
        expected = None
        wrong.append(str(error))
    except (OSError, ValueError) as error:  # neither readable, nor UTF-8, nor JSON
        wrong.append(f"{sample.place.name}: found no JSON: {error}")
    return _Sample(path=sample.path, analyses=analyses, expected=expected, wrong=tuple(wrong))


def _write(sample: _Sample) -> None:
    proposed = expectations.propose(sample.analyses, sample.expected)
    sample.place.write_text(json.dumps(proposed, indent=2, ensure_ascii=False) + "\n", "utf-8")
    words.note(f"wrote {sample.place}: read it and correct it by hand")
