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
    """A value of `seedlib.model` refused what its constructor was given."""


class WireError(SeedlibError, ValueError):
    """JSON that is not the wire format `seedlib/1`; `where` is a path such as `$.claims[0].content`."""


class ParseError(SeedlibError):
    """An input that cannot be turned into a Document."""


class LimitError(ParseError):
    """An input that goes beyond a limit of `Settings`; the message names the limit."""


class UsageError(SeedlibError, ValueError):
    """A call whose arguments cannot mean anything, such as an unknown component name."""


class PluginError(SeedlibError):
    """A plugin that cannot be loaded: its import, its hooks or its records are not as they must be."""


class PluginWarning(UserWarning):
    """A plugin was left out, wholly or in part; `Registry.failures` says why.

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
    """A component answered what the contract of its record does not allow."""


class ComponentError(SeedlibError):
    """A component raised while it worked; the exception itself is `__cause__`."""


class DeadlineError(SeedlibError):
    """The time limit of the settings has passed."""


class CorpusError(SeedlibError):
    """A run over many documents that cannot begin or go on: its output, its journal or its inputs are not as they must be."""


class MissingExtraError(SeedlibError, ImportError):
    """An optional library is not installed.

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
