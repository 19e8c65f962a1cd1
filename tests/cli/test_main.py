"""The frame of the command line: commands, errors, plugins' commands, warnings, and how a run ends."""

import json
import os
import signal
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from seedlib.cli import main
from seedlib.components import Command
from seedlib.errors import PluginWarning, UsageError
from seedlib.plugins import Registry, registry

from .conftest import STORY, Ran

SEEDLIB = (sys.executable, "-m", "seedlib")


def command(name: str = "greet", handler: Callable[[Any], object] | None = None, **words: Any) -> Command:
    """Return a plugin's command."""

    def add(subparsers: Any) -> None:
        parser = subparsers.add_parser(name, **words)
        if handler is not None:
            parser.set_defaults(handler=handler)

    return Command(name=name, add=add)


def raising(error: BaseException) -> Callable[..., Any]:
    """Return a function that raises."""

    def function(*_: object, **__: object) -> None:
        raise error

    return function


def test_no_command_is_misuse_and_says_what_there_is(run: Callable[..., Ran]) -> None:
    """Without a usage screen."""
    assert (
        (ran := run()).status,
        ran.said,
    ) == (2, "seedlib: error: the following arguments are required: COMMAND (seedlib --help shows what there is)\n")


def test_an_unknown_command_names_those_there_are(run: Callable[..., Ran]) -> None:
    """Plugins' too."""
    ran = run("frob")
    assert ran.status == 2
    for name in ("read", "parse", "plugins", "check"):
        assert name in ran.said


@pytest.mark.parametrize("words", [["--help"], ["read", "--help"], ["parse", "-h"], ["plugins", "new", "--help"], ["check", "--help"]])
def test_help_is_data(run: Callable[..., Ran], words: list[str]) -> None:
    """It goes to standard output."""
    ran = run(*words)
    assert (ran.status, ran.said) == (0, "")
    assert b"usage: seedlib" in ran.out


def test_a_plugins_command_is_listed_and_runs(run: Callable[..., Ran], installed: Callable[..., None]) -> None:
    """No answer is status 0; a number is the status."""
    greeting = command(handler=lambda _: sys.stdout.write("hello\n") and None, help="say hello")
    installed(commands=[greeting, command("count", handler=lambda _: 3)])
    assert b"say hello" in run("--help").out
    assert ((ran := run("greet")).status, ran.out) == (0, b"hello\n")
    assert run("count").status == 3


@pytest.mark.parametrize(
    ("handler", "status", "said"),
    [
        (
            raising(ValueError("no luck")),
            1,
            "seedlib: error: acme:greet raised ValueError: no luck (report it to the author of acme:greet)\n",
        ),
        (raising(UsageError("found 1, expected 2")), 2, "seedlib: error: found 1, expected 2\n"),
        (raising(SystemExit("bye")), 1, "bye\n"),
        (raising(SystemExit(5)), 5, ""),
        (raising(SystemExit(0)), 0, ""),
        (None, 1, "seedlib: error: acme:greet has no handler (report it to the author of acme:greet)\n"),
    ],
)
def test_a_plugins_command_that_fails_is_named(
    run: Callable[..., Ran], installed: Callable[..., None], handler: Callable[[Any], object] | None, status: int, said: str
) -> None:
    """Never a traceback."""
    installed(commands=[command(handler=handler)])
    assert (status, said) == ((ran := run("greet")).status, ran.said)


def test_a_plugins_command_that_cannot_be_added_is_left_out(run: Callable[..., Ran], installed: Callable[..., None]) -> None:
    """Whether it raises or takes another's name; the others work."""
    bad = Command(name="bad", add=raising(ValueError("no luck")))
    installed(commands=[bad, Command(name="ends", add=raising(SystemExit(0))), command("read"), command(handler=lambda _: 0)])
    ran = run("greet")
    assert ran.status == 0
    assert ran.lines == [
        "seedlib: error: acme:bad raised ValueError: no luck (report it to the author of acme:bad)",
        "seedlib: error: acme:ends raised SystemExit: 0 (report it to the author of acme:ends)",
        "seedlib: warning: the command acme:read is left out: 'read' is taken",
    ]


def test_a_plugin_that_fails_to_load_is_one_line(run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch, story: Path) -> None:
    """The job is done without it; other libraries' warnings are not shown."""
    monkeypatch.setattr(registry._Default, "registry", None)

    def build(**_: object) -> Registry:
        warnings.warn("plugin acme: ImportError: no luck", PluginWarning, stacklevel=1)
        with warnings.catch_warnings():
            warnings.simplefilter("always")
            warnings.warn("old", DeprecationWarning, stacklevel=1)
        return built

    built = Registry.build(entry_points=False)
    monkeypatch.setattr(Registry, "build", build)
    ran = run("read", story)
    assert (ran.status, ran.lines) == (0, ["seedlib: warning: plugin acme: ImportError: no luck"])


def test_what_a_plugin_lost_is_said_up_to_a_page(run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch, story: Path) -> None:
    """Each with its reason; then how many more there are, and where to see them."""
    built = Registry.build(entry_points=False)

    def build(**_: object) -> Registry:
        warnings.warn(PluginWarning("all", plugin="acme", reasons=[f"reason {n}" for n in range(11)]), stacklevel=1)
        return built

    monkeypatch.setattr(registry._Default, "registry", None)
    monkeypatch.setattr(Registry, "build", build)
    *first, last = run("parse", story).lines
    assert first == [f"seedlib: warning: reason {n}" for n in range(10)]
    assert last == "seedlib: warning: and 1 more (seedlib plugins shows all)"


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (KeyboardInterrupt(), 130, "seedlib: stopped\n"),
        (BrokenPipeError(), 0, ""),
        (OSError(28, "No space left on device"), 1, "seedlib: error: No space left on device (free the place, or check the path)\n"),
        (OSError(13, "Denied", "a.txt"), 1, "seedlib: error: Denied: a.txt (free the place, or check the path)\n"),
        (
            RuntimeError("odd"),
            1,
            "seedlib: error: RuntimeError: odd (this is a bug of seedlib: please report it with the input and this line)\n",
        ),
        (
            SystemExit(0),
            1,
            "seedlib: error: SystemExit: 0 (this is a bug of seedlib: please report it with the input and this line)\n",
        ),
    ],
)
def test_whatever_happens_ends_in_a_line_and_a_status(  # noqa: PLR0913, PLR0917  # a table's columns and three fixtures
    run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch, story: Path, error: BaseException, status: int, said: str
) -> None:
    """Ctrl-C, a reader that has had enough, a full disk, a bug of ours."""
    monkeypatch.setattr("seedlib.cli.read.read_many", raising(error))
    assert (status, said) == ((ran := run("read", story)).status, ran.said)


def test_version_is_one_line_and_loads_nothing(run: Callable[..., Ran]) -> None:
    """Neither models nor plugins."""
    code = "import sys; from seedlib.cli import main; main(['--version']); print('seedlib.model' in sys.modules, 'pluggy' in sys.modules)"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert run("--version").text + "False False\n" == ended.stdout


def test_version_as_json_has_what_a_methods_section_names(run: Callable[..., Ran]) -> None:
    """Versions, weights, and what is in force."""
    held = json.loads(run("--version", "--json").text)
    chosen = {"config", "disable", "prefer", "lexicons", "settings"}
    assert {"seedlib", "schema", "python", "platform", "libraries", "plugins", "weights", *chosen} == set(held)
    assert (held["schema"], held["settings"]["max_characters"]) == ("seedlib/1", 10_000_000)
    assert "regex" in held["libraries"]


def test_version_takes_nothing_else(run: Callable[..., Ran]) -> None:
    """A typo is misuse."""
    assert ((ran := run("--version", "--frob")).status, ran.said) == (
        2,
        "seedlib: error: found --frob after --version, expected nothing or --json\n",
    )


def test_main_takes_the_words_of_the_process(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """Unless it is given some."""
    monkeypatch.setattr(sys, "argv", ["seedlib", "--version"])
    assert main() == 0
    assert capsysbinary.readouterr().out.startswith(b"seedlib ")


def test_the_module_runs_as_a_program(story: Path) -> None:
    """`python -m seedlib`, in the C locale too: JSON is UTF-8 everywhere."""
    ended = subprocess.run(
        [*SEEDLIB, "read", str(story), "-f", "jsonl"], capture_output=True, check=True, env={**os.environ, "LC_ALL": "C"}
    )
    assert ended.stderr == b""
    assert json.loads(ended.stdout)["text"] == STORY


@pytest.mark.skipif(os.name == "nt", reason="pipes and signals of another kind")
def test_a_reader_that_has_had_enough_is_no_failure(story: Path) -> None:
    """`seedlib read … | head -1` says nothing."""
    with subprocess.Popen(
        [*SEEDLIB, "read", *[str(story)] * 300, "-f", "jsonl"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


@pytest.mark.skipif(os.name == "nt", reason="pipes and signals of another kind")
def test_ctrl_c_ends_with_one_line(tmp_path: Path) -> None:
    """And status 130; a line is there as soon as its document is read."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        pytest.skip("whoever started this run ignores Ctrl-C, and so would the child")
    (tmp_path / "story.txt").write_text(STORY, "utf-8")
    arguments = ["read", str(tmp_path / "story.txt"), "-", "-f", "jsonl"]
    with subprocess.Popen([*SEEDLIB, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().startswith(b"{")
        time.sleep(0.5)  # Python takes up a signal that comes just before it blocks in a read only after the read
        process.send_signal(signal.SIGINT)
        assert process.stderr.read() == b"seedlib: stopped\n"
    assert process.returncode == 130


@pytest.mark.skipif(os.name == "nt", reason="terminals of another kind")
def test_a_terminal_gets_colours_that_fit_it(story: Path) -> None:
    """Unless NO_COLOR or TERM=dumb asks for none."""
    import pty

    def shown(**environment: str) -> str:
        ours, theirs = pty.openpty()
        environment = {**{k: v for k, v in os.environ.items() if k != "NO_COLOR"}, "COLUMNS": "70", "TERM": "xterm", **environment}
        with subprocess.Popen([*SEEDLIB, "read", str(story)], stdout=theirs, stderr=theirs, stdin=theirs, env=environment):
            os.close(theirs)
            pieces = []
            try:
                while piece := os.read(ours, 65536):
                    pieces.append(piece)
            except OSError:  # Linux's way to say that the other end is closed
                pass
        os.close(ours)
        return b"".join(pieces).decode()

    assert "\x1b[" in shown()
    assert "\x1b" not in shown(NO_COLOR="1")
    assert "\x1b" not in (plain := shown(TERM="dumb"))
    assert max(map(len, plain.splitlines())) <= 70
