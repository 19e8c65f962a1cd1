"""How a part of a line becomes a value: a cattrs converter with the library's strictness, and the paths of what is wrong.

cattrs generates a class's function from its fields; `_hook` wraps it with what the wire does and the class does not: a span that stands
flat as `start` and `end`, and names that a newer seedlib wrote.

Rules:

- Nothing is converted: a string of digits is no number, and true is none either. An integer may stand where decimals may.
- A field that is absent has the default of its class.
- cattrs is imported when the first line is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import TYPE_CHECKING, Any, TypeAlias, get_args, get_origin

import attrs

from seedlib.errors import ModelError
from seedlib.model import (
    NO_ATTRIBUTES,
    Actor,
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
    Quotation,
    SourceRun,
    Span,
    Spans,
    TextProblem,
)

if TYPE_CHECKING:
    from cattrs import Converter

__all__ = ["converter", "errors_of", "names_of", "refuse"]

Hook: TypeAlias = Callable[[Any, Any], Any]

#: The classes that the wire holds, each after those that it is made of.
_CLASSES = (
    Provenance, SourceRun, Origin, Block, Document, TextProblem, Actor, Mention, Claim, Notice, Failure, Quotation, Label, Link, Layers,
)  # fmt: skip

#: The classes whose span stands flat, as `start` and `end`.
_FLAT = frozenset({Block, TextProblem, Mention, Quotation, Label})

#: A longer message is cut: it quotes what was found, and that may be a book.
_LONGEST_MESSAGE = 300


@cache  # pure: the same converter whoever asks first, and nobody changes it; made late, so that importing seedlib imports no cattrs
def converter() -> Converter:
    """Return the converter that structures every value of the wire format."""
    from cattrs import Converter

    made = Converter()
    for scalar, name in ((str, "a string"), (bool, "true or false"), (int, "an integer")):
        made.register_structure_hook(scalar, partial(_scalar, name))
    made.register_structure_hook(float, _number)
    made.register_structure_hook(Span, _span)
    made.register_structure_hook(Spans, _spans)
    made.register_structure_hook(Attributes, _attributes)
    made.register_structure_hook_factory(_is_tuple, partial(_tuples, made))
    for class_ in _CLASSES:
        made.register_structure_hook(class_, _hook(class_, made))
    return made


def refuse(held: Any, expected: str) -> ModelError:
    """Return the error of a value that is not what was expected."""
    if isinstance(held, dict):
        return ModelError(f"found an object, expected {expected}")
    if isinstance(held, list | tuple):
        return ModelError(f"found a list of {len(held)}, expected {expected}")
    if isinstance(held, int) and held.bit_length() > 64:
        return ModelError(f"found an integer of {held.bit_length()} bits, expected {expected}")
    return ModelError(f"found {held!r}, expected {expected}")


def _scalar(name: str, held: Any, type_: type) -> Any:
    if type(held) is type_:
        return held
    raise refuse(held, name)


def _number(held: Any, _: Any) -> float:
    if type(held) is float or (type(held) is int and held.bit_length() <= 64):
        return float(held)
    raise refuse(held, "a number")


def _span(held: Any, _: Any) -> Span:
    if isinstance(held, list) and len(held) == 2:
        return Span(held[0], held[1])
    raise refuse(held, "a span such as [0, 12]")


def _flat_span(held: list[Any], _: Any) -> Span:
    return Span(held[0], held[1])


def _flat_span_or_none(held: list[Any], _: Any) -> Span | None:
    return None if held == [None, None] else Span(held[0], held[1])


def _spans(held: Any, _: Any) -> Spans:
    if not isinstance(held, list):
        raise refuse(held, "a list of spans")
    for pair in held:
        if not isinstance(pair, list) or [type(offset) for offset in pair] != [int, int]:
            raise refuse(pair, "a span such as [0, 12]")
    return Spans(held)


def _attributes(held: Any, _: Any) -> Attributes:
    if not isinstance(held, dict):
        raise refuse(held, "an object")
    return Attributes(held) if held else NO_ATTRIBUTES


def _is_tuple(type_: Any) -> bool:
    return get_origin(type_) is tuple


def _tuples(made: Converter, type_: Any) -> Hook:
    """Make the hook of `tuple[X, ...]`: a list, and nothing else that Python can iterate."""
    structure = made.get_structure_hook(list[get_args(type_)[0]])  # type: ignore[misc]  # a type made at run time

    def hook(held: Any, _: Any) -> Any:
        if not isinstance(held, list):
            raise refuse(held, "a list")
        return structure(held, list)

    return hook


def names_of(class_: type) -> frozenset[str]:
    """Return the names that a class's fields have on the wire."""
    names = {field.name for field in attrs.fields(class_)} - {"unknown"}
    if class_ in _FLAT:
        names = names - {"span"} | {"start", "end"}
    return frozenset(names | {"mentions"} if class_ is Actor else names)


def _hook(class_: type, made: Converter) -> Hook:
    """Make a class's hook: the one that cattrs generates, with the wire's own ways around it."""
    from cattrs.gen import make_dict_structure_fn, override

    fields = {field.name for field in attrs.fields(class_)}
    options: dict[str, Any] = {}
    if "unknown" in fields:
        options["unknown"] = override(omit=True)
    if class_ in _FLAT:  # the pair is handed over under the name `start`, so that a foreign field `span` stays what it is
        options["span"] = override(rename="start", struct_hook=_flat_span_or_none if class_ is TextProblem else _flat_span)
    if class_ is Claim:
        options["arguments"] = override(struct_hook=_arguments(made))
    structure: Hook = make_dict_structure_fn(class_, made, **options)
    known = names_of(class_)

    def hook(held: Any, _: Any) -> Any:
        if not isinstance(held, dict):
            raise refuse(held, "an object")
        value = structure({**held, "start": [held.get("start"), held.get("end")]} if class_ in _FLAT else held, class_)
        if "unknown" not in fields or held.keys() <= known:
            return value
        return attrs.evolve(value, unknown={name: more for name, more in held.items() if name not in known})

    return hook


def _arguments(made: Converter) -> Hook:
    structure = made.get_structure_hook(dict[str, tuple[Span, ...]])

    def hook(held: Any, _: Any) -> Any:
        if not isinstance(held, dict):
            raise refuse(held, "an object of lists of spans")
        return structure(held, dict) if held else held

    return hook


def errors_of(error: Exception, path: str) -> Iterator[tuple[str, str]]:
    """Yield (path, message) for everything that is wrong with a part that cattrs structured.

    Args:
        error: a tree of cattrs' errors, or what a hook or a constructor raised.
        path: the part's own, such as `$.claims`.
    """
    from cattrs import ClassValidationError, IterableValidationError
    from cattrs.errors import IterableValidationNote

    if not isinstance(error, ClassValidationError | IterableValidationError):
        yield path + _place(error), _message(error)
        return
    noted, bare = error.group_exceptions()
    for inner, note in noted:
        if not isinstance(note, IterableValidationNote):
            step = "" if note.name == "span" else f".{note.name}"  # a flat span has no name on the wire
        else:
            step = f"[{note.index}]" if isinstance(note.index, int) else f".{note.index}"
        yield from errors_of(inner, path + step)
    for inner in bare:
        yield from errors_of(inner, path)


def _place(error: Exception) -> str:
    """Return what a constructor adds to a path: `Claim.quotation` says that the field `quotation` is wrong."""
    _, dot, rest = getattr(error, "where", "").partition(".")
    return "" if rest == "span" else dot + rest


def _message(error: Exception) -> str:
    if isinstance(error, KeyError):
        return "found nothing, expected a value"
    if isinstance(error, RecursionError):
        return "found JSON that is nested too deeply, expected fewer levels"
    message = error.message if isinstance(error, ModelError) else f"found something else: {error}"
    return message if len(message) <= _LONGEST_MESSAGE else f"{message[:_LONGEST_MESSAGE]} …"
