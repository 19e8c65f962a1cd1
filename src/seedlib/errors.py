"""Every exception that seedlib raises on purpose, in one tree.

::

    SeedlibError
    ├── ModelError            a value refused what it was given (also a ValueError)
    ├── WireError             JSON that is not `seedlib/1`, or another version of it (also a ValueError)
    ├── ParseError            an input that gives no Document
    │   └── LimitError        an input beyond a limit of the settings
    ├── UsageError            a call that cannot mean anything (also a ValueError)
    ├── PluginError           a plugin that cannot be loaded as it is
    ├── ContractError         a component answered what its record does not allow
    ├── ComponentError        a component raised; the cause is chained
    ├── DeadlineError         the time limit of the settings has passed
    ├── CorpusError           a run over many documents that cannot begin, or cannot go on
    └── MissingExtraError     an optional library is not installed (also an ImportError)
    PluginWarning             a plugin was left out, wholly or in part; the registry's report says why (a UserWarning)

Rules:

- A message says what was found and what was expected; `where` says where, `advice` what to do next.
- Errors of other libraries are wrapped with `from`, once, where they enter seedlib.
"""

from __future__ import annotations

from collections.abc import Iterable

__all__ = [
    "ComponentError",
    "ContractError",
    "CorpusError",
    "DeadlineError",
    "LimitError",
    "MissingExtraError",
    "ModelError",
    "ParseError",
    "PluginError",
    "PluginWarning",
    "SeedlibError",
    "UsageError",
    "WireError",
]


class SeedlibError(Exception):
    """Base of all errors of this library.

    >>> import seedlib
    >>> try:
    ...     seedlib.parse("no such file.txt")
    ... except SeedlibError as error:
    ...     print(error.where, error.message, error.advice, sep=" | ")
    no such file.txt | found no such file | check the path

    Args:
        message: what was found and what was expected.
        where: the place, such as a file, a line or a field; empty if there is none.
        advice: what the reader of the message can do next; empty if nothing is known.
    """

    def __init__(self, message: str, *, where: str = "", advice: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.advice = advice

    def __str__(self) -> str:
        where = f"{self.where}: " if self.where else ""
        advice = f" ({self.advice})" if self.advice else ""
        return f"{where}{self.message}{advice}"


class ModelError(SeedlibError, ValueError):
    """A value of `seedlib.model` refused what its constructor was given.

    >>> from seedlib import Span
    >>> Span(9, 3)
    Traceback (most recent call last):
        ...
    seedlib.errors.ModelError: Span: found start 9 and end 3, expected integers with 0 <= start < end
    """


class WireError(SeedlibError, ValueError):
    """JSON that is not the wire format `seedlib/1`; `where` is a path such as `$.claims[0].content`.

    >>> import seedlib
    >>> seedlib.loads('{"schema": "seedlib/2", "text": "It rains."}')
    Traceback (most recent call last):
        ...
    seedlib.errors.WireError: $.schema: found 'seedlib/2', expected seedlib/1 (this seedlib reads seedlib/1 and its minor versions)
    """


class ParseError(SeedlibError):
    """An input that cannot be turned into a Document.

    >>> import seedlib
    >>> seedlib.parse(b"")
    Traceback (most recent call last):
        ...
    seedlib.errors.ParseError: input: found an empty file, expected a document (check how it was made or fetched)
    """


class LimitError(ParseError):
    """An input that goes beyond a limit of `Settings`; the message names the limit.

    `seedlib.read` and its kin, for whom it is one of the failures of an input, raise it as a plain `ParseError`.

    >>> import seedlib
    >>> seedlib.analyze("It rains.", settings=seedlib.Settings(max_characters=5))
    Traceback (most recent call last):
        ...
    seedlib.errors.LimitError: found a text of 9 characters, expected at most 5 (raise Settings.max_characters (--max-characters))
    """


class UsageError(SeedlibError, ValueError):
    """A call whose arguments cannot mean anything, such as an unknown component name.

    >>> import seedlib
    >>> analysis = seedlib.Analysis(document=seedlib.Document(text="It rains."))
    >>> seedlib.to_rows(analysis, "tokens")
    Traceback (most recent call last):
        ...
    seedlib.errors.UsageError: found the table 'tokens', expected one of: documents, blocks, problems, actors, mentions, claims, notices,
        failures
    """


class PluginError(SeedlibError):
    """A plugin that cannot be loaded: its import, its hooks or its records are not as they must be.

    >>> from seedlib import Registry, hookimpl
    >>> class Acme:
    ...     @hookimpl
    ...     def seedlib_text_checks(self):
    ...         return ["a check"]
    >>> Registry.build(plugins=[("acme", Acme())], entry_points=False, strict=True)
    Traceback (most recent call last):
        ...
    seedlib.errors.PluginError: plugin acme: ContractError: found str 'a check', expected a TextCheck (return seedlib.components.TextCheck
        records from seedlib_text_checks)
    """


class PluginWarning(UserWarning):
    """A plugin was left out, wholly or in part; `Registry.failures` says why.

    >>> import warnings
    >>> from seedlib import Registry, hookimpl
    >>> class Acme:
    ...     @hookimpl
    ...     def seedlib_text_checks(self):
    ...         return ["a check"]
    >>> with warnings.catch_warnings(record=True) as caught:
    ...     warnings.simplefilter("always")
    ...     registry = Registry.build(plugins=[("acme", Acme())], entry_points=False)
    >>> caught[0].message.plugin, registry.failures[0].message
    ('acme', "found str 'a check', expected a TextCheck")

    Args:
        message: the first failure, and how many more there are.
        plugin: whose they are.
        reasons: each failure as a sentence, with what to do next.
    """

    def __init__(self, message: str, *, plugin: str = "", reasons: Iterable[str] = ()) -> None:
        super().__init__(message)
        self.plugin = plugin
        self.reasons = tuple(reasons)


class ContractError(SeedlibError):
    """A component answered what the contract of its record does not allow.

    >>> from seedlib.components import Lexicon
    >>> from seedlib.matching import Entry
    >>> from seedlib.testing import check_lexicon
    >>> twice = [Entry(phrase="vowed"), Entry(phrase="vowed")]
    >>> check_lexicon(Lexicon(name="verbs", type="cues", entries=twice))
    Traceback (most recent call last):
        ...
    seedlib.errors.ContractError: Lexicon verbs: found the entry of 'vowed' twice, expected it once
    """


class ComponentError(SeedlibError):
    """A component raised while it worked; the exception itself is `__cause__`.

    >>> import seedlib
    >>> from seedlib.components import TextCheck
    >>> class Acme:
    ...     @seedlib.hookimpl
    ...     def seedlib_text_checks(self):
    ...         return [TextCheck(name="ratio", check=lambda analysis, context: 1 / 0)]
    >>> registry = seedlib.Registry.build(
    ...     plugins=[("acme", Acme())], entry_points=False, disabled=["seedlib"]
    ... )
    >>> seedlib.analyze("It rains.", registry=registry, strict=True)
    Traceback (most recent call last):
        ...
    seedlib.errors.ComponentError: acme:ratio: ZeroDivisionError: division by zero (report it to the plugin's author)
    """


class DeadlineError(SeedlibError):
    """The time limit of the settings has passed.

    >>> from seedlib.components import Context
    >>> Context(deadline=0.0).seconds_left()
    Traceback (most recent call last):
        ...
    seedlib.errors.DeadlineError: the document's time is up (raise Settings.time_limit)
    """


class CorpusError(SeedlibError):
    """A run over many documents that cannot begin or go on: its output, its journal or its inputs are not as they must be.

    >>> import tempfile
    >>> from pathlib import Path
    >>> from seedlib.corpus import run
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     notes = Path(folder, "notes.txt").write_text("mine")
    ...     run(["seeds/310_namesakes.txt"], folder)
    Traceback (most recent call last):
        ...
    seedlib.errors.CorpusError: ...: found notes.txt in this folder, expected an empty one (choose another folder)
    """


class MissingExtraError(SeedlibError, ImportError):
    """An optional library is not installed.

    >>> raise MissingExtraError("pyarrow", "arrow")
    Traceback (most recent call last):
        ...
    seedlib.errors.MissingExtraError: pyarrow is not installed (pip install "seedlib[arrow]")

    Args:
        library: the import name of what is missing.
        extra: the extra of seedlib that brings it.
    """

    def __init__(self, library: str, extra: str) -> None:
        super().__init__(f"{library} is not installed", advice=f'pip install "seedlib[{extra}]"')
        self.library = library
        self.extra = extra

    def __reduce__(self) -> tuple[type[MissingExtraError], tuple[str, str]]:  # worker processes send errors home
        return MissingExtraError, (self.library, self.extra)
