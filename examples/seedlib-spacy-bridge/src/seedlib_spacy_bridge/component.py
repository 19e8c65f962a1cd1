"""The component: what a pipeline calls for each `Doc`, and how its settings become seedlib's."""

from typing import Any, Literal

import attrs
from spacy.language import Language
from spacy.tokens import Doc

import seedlib
from seedlib import Registry, Settings
from seedlib_spacy_bridge.marking import annotate, register

__all__ = ["Component", "make"]

#: What spaCy calls pipelines for many languages.
MANY = frozenset({"xx", "mul"})

#: What `Doc.char_span` knows; spaCy refuses another word when the pipeline is made.
Alignment = Literal["expand", "contract", "strict"]


@attrs.define(kw_only=True)
class Component:
    """What a pipeline calls: it can be pickled, so that `nlp.pipe` may send it to other processes."""

    settings: Settings = attrs.field(factory=Settings)
    #: Stands before the names of the span groups.
    prefix: str = ""
    #: How spans that do not meet the borders of tokens are aligned: as in `Doc.char_span`.
    alignment_mode: Alignment = "expand"
    #: Whether a part of seedlib that fails stops the document, which spaCy's error handler hears of; else it is in `failures`.
    strict: bool = False
    #: Which plugins are asked; all that are installed where it is none.
    registry: Registry | None = None

    def __call__(self, doc: Doc) -> Doc:
        """Return the same `Doc` with what was found in it."""
        analysis = seedlib.analyze(doc.text, settings=self.settings, registry=self.registry, strict=self.strict)
        return annotate(doc, analysis, prefix=self.prefix, alignment_mode=self.alignment_mode)


@Language.factory(
    "seedlib",
    assigns=["doc.spans", "doc._.seedlib", "span._.claim", "span._.actor"],
    default_config={"settings": {}, "prefix": "", "alignment_mode": "expand", "strict": False},
)
def make(nlp: Language, name: str, *, settings: dict[str, Any], prefix: str, alignment_mode: Alignment, strict: bool):  # noqa: PLR0913  # spaCy calls it by these names
    """Return the component for a pipeline, as its configuration says.

    Args:
        nlp: the pipeline; its language is that of texts unless `settings` has another.
        name: what the pipeline calls the component.
        settings: fields of `seedlib.Settings`, by name.
        prefix: see `Component`.
        alignment_mode: see `Component`.
        strict: see `Component`.

    Raises:
        SeedlibError: a setting is not as it must be.
        ValueError: an extension attribute of that name is there already, and is not this package's.
    """
    register()
    language = None if nlp.lang in MANY else nlp.lang
    chosen = Settings(**{"language": language, **settings})
    return Component(settings=chosen, prefix=prefix, alignment_mode=alignment_mode, strict=strict)
