"""The wire format `seedlib/1`: an analysis, or an input that gave none, as one JSON object on one line.

Rules:

- The order of fields is fixed; the same analysis gives the same line, and reading a line back gives equal values.
- Confidences have four decimals. What stands outside equality (the working layers, what was stated, the source map) is written on demand.
- Within `seedlib/1` fields are only added: a name that this seedlib does not know is kept and written back. Another major is an error.
- Bad input is a `WireError` with a path, never another exception.
- A lone surrogate becomes U+FFFD, in the text with a `TextProblem`: no UTF-8 file can hold one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, NoReturn

from seedlib._wire_reading import analysis_from_dict, unread_from_dict
from seedlib._wire_writing import analysis_to_dict, unread_to_dict
from seedlib.errors import WireError
from seedlib.model import Analysis, Unread

__all__ = ["SCHEMA", "dumps", "from_dict", "loads", "schema", "to_dict"]

#: What stands under `schema` in every line that is written.
SCHEMA = "seedlib/1"

#: The versions that are read: `seedlib/1`, and `seedlib/1.3` of a newer seedlib that has added fields.
_READ = re.compile(r"seedlib/1(\.[0-9]{1,9})?")

#: A JSON escape of a surrogate, `\ud83d`. Most are halves of a pair, which `json` joins.
_ESCAPED_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")

_SURROGATE = re.compile("[\ud800-\udfff]")

#: The line ends beyond ASCII, at which `str.splitlines` and some readers cut; none may stand raw in a line.
_LINE_ENDS = "\x85\u2028\u2029"


def dumps(value: Analysis | Unread, *, layers: bool = False) -> str:
    r"""Write an analysis, or an input that gave none, as one line of JSON without its line end.

    >>> from seedlib import Analysis, Document
    >>> dumps(Analysis(document=Document(text="Rain fell.\n", id="a")))[:56]
    '{"schema": "seedlib/1", "id": "a", "text": "Rain fell.\\n'

    Args:
        value: what `read`, `analyze` or `read_many` gave.
        layers: write the working layers, what was stated, and the source map too.

    Raises:
        WireError: an attribute is nested too deeply for `json`.
    """
    try:
        line = json.dumps(to_dict(value, layers=layers), ensure_ascii=False, allow_nan=False)
    except RecursionError as error:
        raise WireError("found attributes that are nested too deeply, expected fewer levels") from error
    return line if line.isascii() else _one_line(line)


def loads(text: str) -> Analysis | Unread:
    """Read a line that `dumps` wrote, or that has its shape.

    >>> loads('{"schema": "seedlib/1", "id": "a", "text": "Rain fell."}').document.text
    'Rain fell.'

    Raises:
        WireError: it is not JSON, not `seedlib/1`, or something in it is not as it must be; `where` is the first path such as
            `$.claims[0].content`, and the message has the others.
    """
    if not isinstance(text, str):
        raise WireError(f"found {type(text).__name__}, expected a string", advice="decode it as UTF-8 first")
    try:
        held = json.loads(text, object_pairs_hook=_object, parse_constant=_refuse_constant)
        return _read(_scrubbed(held) if _may_hold_surrogates(text) else held)
    except WireError:
        raise
    except json.JSONDecodeError as error:
        raise WireError(f"found no valid JSON: {error.msg}", where=f"character {error.pos}", advice="one JSON object a line") from error
    except RecursionError as error:
        raise WireError("found JSON that is nested too deeply, expected fewer levels") from error
    except ValueError as error:  # an integer with more digits than Python converts
        raise WireError(f"found a number that cannot be read: {error}") from error


def to_dict(value: Analysis | Unread, *, layers: bool = False) -> dict[str, Any]:
    """Return what `dumps` writes, as plain dicts and lists.

    >>> from seedlib import Analysis, Document
    >>> held = to_dict(Analysis(document=Document(text="Rain fell.", id="a", title="Rain")))
    >>> held["schema"], held["title"], held["claims"]
    ('seedlib/1', 'Rain', [])

    Args:
        value: what `read`, `analyze` or `read_many` gave.
        layers: as for `dumps`.

    Raises:
        TypeError: `value` is neither an Analysis nor an Unread.
    """
    if isinstance(value, Analysis):
        return analysis_to_dict(value, SCHEMA, layers=layers)
    if isinstance(value, Unread):
        return unread_to_dict(value, SCHEMA, layers=layers)
    raise TypeError(f"dumps() and to_dict() take an Analysis or an Unread, not {type(value).__name__}; wrap a Document in an Analysis")


def from_dict(held: Mapping[str, Any]) -> Analysis | Unread:
    """Return the value of which `to_dict` made these dicts and lists.

    >>> from_dict({"schema": "seedlib/1", "id": "a", "text": "Rain fell."}).document.text
    'Rain fell.'
    >>> from_dict({"schema": "seedlib/1", "id": "a", "text": 7})
    Traceback (most recent call last):
        ...
    seedlib.errors.WireError: $.text: found 7, expected a string (the manual's page on the wire format lists all fields)

    Raises:
        WireError: as `loads`.
    """
    try:
        return _read(_scrubbed(held))
    except RecursionError as error:
        raise WireError("found values that are nested too deeply, expected fewer levels") from error


def schema() -> dict[str, Any]:
    """Return the JSON Schema of the wire format, draft 2020-12; it is shipped as `seedlib/schema/seedlib-1.json`.

    >>> held = schema()
    >>> held["title"], sorted(held["$defs"])[:3]
    ('seedlib/1', ['actor', 'analysis', 'attributes'])
    """
    from importlib.resources import files

    held: dict[str, Any] = json.loads((files("seedlib") / "schema" / "seedlib-1.json").read_text("utf-8"))
    return held


def _read(held: Any) -> Analysis | Unread:
    if not isinstance(held, dict):
        raise WireError(f"found {'a list' if isinstance(held, list) else repr(held)[:80]}, expected an object", where="$")
    version = held.get("schema")
    if not isinstance(version, str) or not _READ.fullmatch(version):
        found = "nothing" if version is None else repr(version)[:80]
        raise WireError(f"found {found}, expected {SCHEMA}", where="$.schema", advice="this seedlib reads seedlib/1 and its minor versions")
    if "text" in held:
        return analysis_from_dict(held)
    if "failures" in held:
        return unread_from_dict(held)
    raise WireError("found neither text nor failures, expected one of them", where="$")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Make a JSON object; two fields of one name are refused, since nobody can know which is meant."""
    made = dict(pairs)
    if len(made) == len(pairs):
        return made
    seen: set[str] = set()
    twice = next(name for name, _ in pairs if name in seen or seen.add(name))  # type: ignore[func-returns-value]  # adds as it looks
    raise WireError(f"found the field {twice[:80]!r} twice in one object, expected it once")


def _refuse_constant(name: str) -> NoReturn:
    raise WireError(f"found {name}, expected a finite number")


def _scrubbed(held: Any) -> Any:
    """Return JSON-shaped data as lists and dicts with U+FFFD for every lone surrogate, but for those of the text, which are reported."""
    text = held.get("text") if isinstance(held, Mapping) else None
    made = _without_lone(held)
    if isinstance(text, str):
        made["text"] = text
    return made


def _without_lone(held: Any) -> Any:
    if isinstance(held, str):
        return held if held.isascii() else _SURROGATE.sub("\ufffd", held)
    if isinstance(held, list | tuple):
        return [_without_lone(item) for item in held]
    if isinstance(held, Mapping):
        return {_without_lone(name): _without_lone(item) for name, item in held.items()}
    return held


def _may_hold_surrogates(line: str) -> bool:
    return ("\\u" in line and _ESCAPED_SURROGATE.search(line) is not None) or not _is_utf8(line)


def _is_utf8(line: str) -> bool:
    """Say whether a line can be encoded: much faster than to search it."""
    try:
        line.encode()
    except UnicodeEncodeError:
        return False
    return True


def _one_line(line: str) -> str:
    """Return a line with escapes for the line ends in it, which mean the same, and U+FFFD for surrogates."""
    for end in _LINE_ENDS:
        line = line.replace(end, f"\\u{ord(end):04x}")
    return line if _is_utf8(line) else _SURROGATE.sub("\ufffd", line)
