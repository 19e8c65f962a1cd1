"""News and policy text into typed, source-grounded documents, actors and claims.

::

    import seedlib

    analysis = seedlib.read("article.txt")
    for claim in analysis.claims:
        who, cue, words, line = analysis.quote(claim)

Everything public is a name of this module, or of a module without an underscore. Names are loaded at first use: importing
`seedlib` reads no data, looks for no plugin and imports no optional library.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from seedlib.components import Settings
    from seedlib.errors import SeedlibError
    from seedlib.explanation import explain
    from seedlib.exporting.page.notebook import show
    from seedlib.exporting.rows import to_rows
    from seedlib.model import (
        Actor,
        Analysis,
        AttributeKey,
        Attributes,
        Block,
        Claim,
        Document,
        Failure,
        Label,
        Layers,
        Link,
        Mention,
        Notice,
        Origin,
        Provenance,
        Qualification,
        Quotation,
        Span,
        Spans,
        TextProblem,
        Unread,
        in_source,
    )
    from seedlib.pipeline import analyze, qualify
    from seedlib.plugins.registry import Registry, default_registry
    from seedlib.plugins.specs import hookimpl
    from seedlib.reading import parse, parse_many, read, read_many
    from seedlib.wire import dumps, loads

__all__ = [
    "Actor",
    "Analysis",
    "AttributeKey",
    "Attributes",
    "Block",
    "Claim",
    "Document",
    "Failure",
    "Label",
    "Layers",
    "Link",
    "Mention",
    "Notice",
    "Origin",
    "Provenance",
    "Qualification",
    "Quotation",
    "Registry",
    "SeedlibError",
    "Settings",
    "Span",
    "Spans",
    "TextProblem",
    "Unread",
    "__version__",
    "analyze",
    "default_registry",
    "dumps",
    "explain",
    "hookimpl",
    "in_source",
    "loads",
    "parse",
    "parse_many",
    "qualify",
    "read",
    "read_many",
    "show",
    "to_rows",
]

#: Where each public name lives.
_HOMES = {
    "seedlib.components": ("Settings",),
    "seedlib.errors": ("SeedlibError",),
    "seedlib.explanation": ("explain",),
    "seedlib.exporting.page.notebook": ("show",),
    "seedlib.exporting.rows": ("to_rows",),
    "seedlib.model": (
        "Actor", "Analysis", "AttributeKey", "Attributes", "Block", "Claim", "Document", "Failure", "Label", "Layers", "Link",
        "Mention", "Notice", "Origin", "Provenance", "Qualification", "Quotation", "Span", "Spans", "TextProblem", "Unread", "in_source",
    ),
    "seedlib.pipeline": ("analyze", "qualify"),
    "seedlib.plugins.registry": ("Registry", "default_registry"),
    "seedlib.plugins.specs": ("hookimpl",),
    "seedlib.reading": ("parse", "parse_many", "read", "read_many"),
    "seedlib.wire": ("dumps", "loads"),
}  # fmt: skip


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name == "__version__":
        from importlib.metadata import version

        return version("seedlib")
    for module, names in _HOMES.items():
        if name in names:
            held = globals()[name] = getattr(import_module(module), name)
            return held
    raise AttributeError(f"module 'seedlib' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
