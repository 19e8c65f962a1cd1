"""What every page of ours is made with: templates that escape everything, and a style and a script that the page alone allows.

Rules:

- Everything that is printed into a template is escaped, and what is no visible character is shown as one (`visible`).
- A page's own style and script are named by their digests in its content security policy; nothing else may load or run.
"""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING

from seedlib.errors import MissingExtraError
from seedlib.exporting.page.visible import shown_value

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["encoded", "environment", "inlined"]


def environment(package: str) -> Environment:
    """Return the templates of a package, which escape everything.

    Raises:
        MissingExtraError: jinja2 is not installed.
    """
    try:
        from jinja2 import Environment, PackageLoader, StrictUndefined
    except ImportError as error:
        raise MissingExtraError("jinja2", "pages") from error
    return Environment(
        loader=PackageLoader(package),
        autoescape=True,
        finalize=shown_value,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def inlined(package: str, style: str, script: str) -> dict[str, str]:
    """Return a style and a script as markup, with the digests by which the policy allows them.

    Args:
        package: where both files are.
        style: the name of the one.
        script: the name of the other.
    """
    from markupsafe import Markup

    texts = {"style": _text(package, style), "script": _text(package, script)}
    markup: dict[str, str] = {name: Markup(text) for name, text in texts.items()}  # noqa: S704  # our own files
    return markup | {f"{name}_digest": _digest(text) for name, text in texts.items()}


def _text(package: str, name: str) -> str:
    return files(package).joinpath(name).read_text("utf-8")


def _digest(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def encoded(text: str) -> bytes:
    """Return a piece of a page as bytes; half of a surrogate pair, which a value from elsewhere may hold, is written out."""
    return text.encode("utf-8", "backslashreplace")
