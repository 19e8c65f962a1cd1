"""Where an answer is from, what a user should know of a run, and what failed in it."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from seedlib.model._checks import check_probability, check_spans, check_text, probability, spans, tuple_of_class, unknown_field
from seedlib.model._values import FrozenMapping, Json, value
from seedlib.model.spans import Span

__all__ = ["Failure", "Notice", "Provenance"]


@value(kw_only=True)
class Provenance:
    r"""Which component said what about a value, by which rule, on which evidence.

    >>> import seedlib
    >>> document = seedlib.parse(b"Dam talks end\n\nThey failed.")
    >>> [(held.about, held.component, held.rule) for held in document.provenance]
    [('title', 'seedlib:text', 'title-line')]
    """

    #: What is said: a field's name such as `content`, `speakers`, `kind`, `title`.
    about: str
    #: The component's full name, `plugin:name`.
    component: str
    #: The version of the plugin's distribution.
    version: str = ""
    #: The rule that fired, or the model's name; empty if the component has but one way.
    rule: str = ""
    #: The probability that it is right, in [0, 1].
    confidence: float = attrs.field(default=1.0, converter=probability)
    #: The words that it rests on; may be empty.
    spans: tuple[Span, ...] = attrs.field(default=(), converter=spans)
    unknown: FrozenMapping[Json] = unknown_field()

    def __attrs_post_init__(self) -> None:
        check_text(self.about, "Provenance.about", empty=False)
        check_text(self.component, "Provenance.component", empty=False)
        check_text(self.version, "Provenance.version")
        check_text(self.rule, "Provenance.rule")
        check_probability(self.confidence, "Provenance.confidence")
        check_spans(self.spans, "Provenance.spans")


def provenances(items: Iterable[Provenance]) -> tuple[Provenance, ...]:
    """Turn provenances into a tuple: the converter of the fields that hold them.

    >>> provenances([Provenance(about="title", component="acme:parser")])[0].component
    'acme:parser'
    """
    return tuple_of_class(items, Provenance)


@value(kw_only=True)
class Notice:
    """What a user should know though nothing failed, such as an extra that is absent.

    >>> import seedlib
    >>> [notice.code for notice in seedlib.analyze("Дождь идёт.").notices]
    ['language-not-served']
    """

    #: A short name to filter by: `language-assumed`, `extra-absent`, `parser-tie`; the manual lists the library's.
    code: str
    #: A sentence; ends with what to do where something can be done.
    message: str
    #: The full name of the component that says it, or of the stage.
    component: str = ""
    unknown: FrozenMapping[Json] = unknown_field()

    def __attrs_post_init__(self) -> None:
        check_text(self.code, "Notice.code", empty=False)
        check_text(self.message, "Notice.message", empty=False)
        check_text(self.component, "Notice.component")


@value(kw_only=True)
class Failure:
    """What went wrong in one part of a run, which went on without it.

    >>> import seedlib
    >>> (unread,) = seedlib.read_many([b""], failures="yield")
    >>> failure = unread.failures[0]
    >>> failure.stage, failure.error, failure.message
    ('parsing', 'ParseError', 'found an empty file, expected a document')
    """

    #: `loading`, `reading`, or the stage's package: `parsing`, `segmentation`, …
    stage: str
    #: The full name of the component, the name of the plugin, or empty if none had been called.
    component: str = ""
    #: The class name of the error.
    error: str
    #: What was found and what was expected.
    message: str
    #: What to do next.
    advice: str = ""
    #: The place: a file's name, a line, a locator such as `a.zip!/b.eml!/2`.
    part: str = ""
    unknown: FrozenMapping[Json] = unknown_field()

    def __attrs_post_init__(self) -> None:
        check_text(self.stage, "Failure.stage", empty=False)
        check_text(self.error, "Failure.error", empty=False)
        check_text(self.message, "Failure.message", empty=False)
        for name in ("component", "advice", "part"):
            check_text(getattr(self, name), f"Failure.{name}")
