"""What is public, as lines of text: `tests/test_api.py` holds the library to those in `tests/cases/api.txt`.

After a change on purpose write them anew and read the difference:

    python -m tests.api && git diff tests/cases/api.txt

Public are the names in `__all__` of `seedlib`, of the modules that the manual has and of `DOORS`, as `docs/compatibility.md` says; of a
class its fields and methods too, of an enumeration its members. A type is written as the code has it, a default only where it is a plain
value.
"""

from __future__ import annotations

import enum
import importlib
import inspect
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs
import regex

__all__ = ["DOORS", "KEPT", "ROOT", "complaint", "lines", "named", "on_pages"]

ROOT = Path(__file__).parents[1]

KEPT = ROOT / "tests" / "cases" / "api.txt"

#: Packages whose names the manual describes one by one, where they live; users import them from here.
DOORS = ("seedlib.corpus", "seedlib.corpus.copies", "seedlib.corpus.spark")

_COMMAND = "python -m tests.api && git diff tests/cases/api.txt"


def modules() -> list[str]:
    """Return the public modules: those that the manual describes, the package, and `DOORS`."""
    return sorted({"seedlib", *DOORS, *regex.findall(r"automodule::\s*(seedlib[\w.]*)", _pages())})


def _pages() -> str:
    return "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "docs").rglob("*.md")))


def named() -> dict[str, Any]:
    """Return the public classes and functions by their names, each once: under the module that is nearest to where it lives."""
    found: dict[int, tuple[str, Any]] = {}
    for module in sorted(modules(), key=lambda name: (-name.count("."), name)):
        held = importlib.import_module(module)
        for name in getattr(held, "__all__", ()):
            value = getattr(held, name)
            if isinstance(value, type) or inspect.isfunction(value):
                found.setdefault(id(value), (f"{module}.{name}", value))
    return dict(sorted(found.values()))


def on_pages() -> set[int]:
    """Return which objects the manual describes, by what `id` says of them."""
    pages = _pages()
    found: set[int] = set()
    for module, options in regex.findall(r"automodule::\s*(seedlib[\w.]*)\n((?:   :.*\n)*)", pages):
        held = importlib.import_module(module)
        if ":no-members:" not in options:
            found.update(id(getattr(held, name)) for name in getattr(held, "__all__", ()))
    for name in regex.findall(r"auto(?:class|function)::\s*(seedlib[\w.]*)", pages):
        module, _, own = name.rpartition(".")
        found.add(id(getattr(importlib.import_module(module), own)))
    return found


def lines() -> list[str]:
    """Return the public names, each with its signature, its fields and its methods, sorted."""
    first = {id(held): name for name, held in named().items()}
    found: set[str] = set()
    for module in modules():
        held = importlib.import_module(module)
        for name in getattr(held, "__all__", ()):
            found.update(_lines(f"{module}.{name}", getattr(held, name), module, first))
    return sorted(found)


def _lines(name: str, held: Any, module: str, first: Mapping[int, str]) -> Iterator[str]:
    """Yield the lines of a name; one alone where it is another name for what `named` has."""
    if module == "seedlib.pytest_plugin":  # how a fixture shows itself changes with pytest
        yield f"{name} (fixture)"
    elif first.get(id(held), name) != name:
        yield f"{name} is {first[id(held)]}"
    elif isinstance(held, type):
        yield from _class(name, held)
    elif inspect.isroutine(held):
        yield name + _signature(held)
    else:
        yield f"{name}: {type(held).__name__}"


def _class(name: str, held: type) -> Iterator[str]:
    bases = ", ".join(base.__name__ for base in held.__bases__ if base is not object)
    yield f"class {name}({bases})" if bases else f"class {name}"
    if issubclass(held, enum.Enum):
        yield from (f"{name}.{member.name} = {member.value!r}" for member in held)
        return
    fields = {field.name: field for field in attrs.fields(held)} if attrs.has(held) else {}
    # as written: whoever reads JSON has attrs resolve the types of its fields, after which these are classes
    written = {key: type_ for base in reversed(held.__mro__) for key, type_ in inspect.get_annotations(base).items()}
    for field in fields.values():
        if field.init and not field.name.startswith("_"):
            default = "" if field.default is attrs.NOTHING else f" = {_plain(field.default)}"
            yield f"{name}.{field.name}: {_type(written.get(field.name, field.type))}{default}"
    for attribute, value in vars(held).items():
        if attribute.startswith("_") or attribute in fields:
            continue
        function = value.__func__ if isinstance(value, classmethod | staticmethod) else value
        if inspect.isfunction(function):
            yield f"{name}.{attribute}{_signature(function)}"
        elif isinstance(value, property) and value.fget is not None:
            yield f"{name}.{attribute} -> {_type(inspect.signature(value.fget).return_annotation)} (property)"
    if not fields and inspect.isfunction(vars(held).get("__init__")):
        yield f"{name}{_signature(held.__init__)}"  # type: ignore[misc]  # it is its own, as the line above says


def _signature(function: Any) -> str:
    try:
        signature = inspect.signature(function)
    except ValueError:  # written in C
        return "(…)"
    written, starred = [], False
    for parameter in signature.parameters.values():
        if parameter.kind is parameter.KEYWORD_ONLY and not starred:
            written.append("*")
        starred = starred or parameter.kind in {parameter.KEYWORD_ONLY, parameter.VAR_POSITIONAL}
        stars = {parameter.VAR_POSITIONAL: "*", parameter.VAR_KEYWORD: "**"}.get(parameter.kind, "")
        type_ = "" if parameter.annotation is parameter.empty else f": {_type(parameter.annotation)}"
        default = "" if parameter.default is parameter.empty else f" = {_plain(parameter.default)}"
        written.append(f"{stars}{parameter.name}{type_}{default}")
    back = "" if signature.return_annotation is signature.empty else f" -> {_type(signature.return_annotation)}"
    return f"({', '.join(written)}){back}"


def _type(held: Any) -> str:
    return held if isinstance(held, str) else getattr(held, "__name__", str(held))


def _plain(default: Any) -> str:
    """Return a default that can be read; how others are shown changes with Python, and from run to run."""
    if default is None or isinstance(default, bool | int | float | str):
        return repr(default)
    return repr(default) if isinstance(default, tuple) and all(isinstance(one, str) for one in default) else "…"


def complaint(kept: Iterable[str], now: Iterable[str]) -> str:
    """Return what to do about a public interface that is no more what it was; nothing where it is."""
    kept, now = set(kept), set(now)
    gone, new = sorted(kept - now), sorted(now - kept)
    names = {_name(line) for line in new}
    groups = {
        "Public names are gone. Bring them back, or say in CHANGELOG.md what to write instead:": [g for g in gone if _name(g) not in names],
        "Public names are not what they were. Keep old calls working, or say in CHANGELOG.md what to write instead:": [
            line for line in gone if _name(line) in names
        ],
        "There are new public names, or new shapes of them; CHANGELOG.md names what users will notice:": new,
    }
    said = "\n".join(f"{what}\n" + "\n".join(f"  {line}" for line in held) for what, held in groups.items() if held)
    return f"{said}\nThen write the list anew: {_COMMAND}" if said else ""


def _name(line: str) -> str:
    """Return the name that a line is about."""
    return regex.match(r"(?:class )?([\w.]+)", line)[1]


if __name__ == "__main__":
    KEPT.write_text("\n".join(lines()) + "\n", "utf-8")
