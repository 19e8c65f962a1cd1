"""How Sphinx builds the manual: nitpicky, and a warning is an error."""

import inspect
from enum import EnumMeta
from importlib.metadata import version as installed_version
from typing import Any

import attrs
import regex
from sphinx.util.inspect import stringify_signature

project = "seedlib"
author = "The seedlib developers"
project_copyright = "2026, The seedlib developers"
release = version = installed_version("seedlib")

extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.intersphinx", "sphinx.ext.napoleon", "sphinx_copybutton"]
exclude_patterns = ["_build"]
nitpicky = True
#: Names that autodoc meets and that have no page here: private aliases, type variables, and what attrs adds.
nitpick_ignore_regex = [
    (r"py:.*", r"(seedlib\.)?(model|plugins|reading|components|merging)?\.?_\w*.*"),
    (r"py:.*", r".*\b(T|D|S|V)$"),
    (r"py:class", r"seedlib\.dispatch\.Asked"),  # what `parse_input` tells a watcher, who is our own
    (r"py:class", r"seedlib\.corpus\.running\..*"),  # what a run gives to an engine, which are our own
    (r"py:class", r"DataFrame|SparkSession"),  # of Spark
    (r"py:.*", r"(attrs|attr|cattrs|pluggy|regex|array|argparse|collections|typing|pathlib|os|io|enum|types|functools)\b.*"),
]
suppress_warnings = ["ref.python"]  # "more than one target": an annotation `type` is Python's, and two records have a field of that name
intersphinx_mapping: dict[str, tuple[str, None]] = {}  # the build needs no network

autodoc_member_order = "bysource"
autodoc_typehints = "description"
autodoc_typehints_description_target = "documented"
autodoc_default_options = {"members": True}
napoleon_google_docstring = True
napoleon_numpy_docstring = False
default_role = "code"
python_use_unqualified_type_names = True

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

# The tutorial's notebook is kept without outputs, and is run here: a cell that fails, fails the build. One reads a folder of samples,
# which takes seconds, and longer on a busy machine.
nb_execution_mode = "force"
nb_execution_raise_on_error = True
nb_execution_timeout = 300
nb_ipywidgets_js: dict[str, dict[str, str]] = {}  # no page asks another site for anything

html_theme = "furo"
pygments_dark_style = "a11y-dark"  # the dark sister of furo's light one; furo's own underlines the names of modules, as if they were links
html_static_path = ["_static"]
html_css_files = ["pages.css"]
html_title = f"seedlib {release}"
html_copy_source = False

#: A name in backquotes with letters right after it, as in "`Label`s": prose in the source, but no markup.
_NAME = regex.compile(r"(`[^`\n]+`)(\p{L}?)")

#: What begins the section of a docstring that says what is given back.
_GIVEN_BACK = regex.compile(r"\s*(?:Returns|Yields):")

#: A default is shown up to so many characters: `('*',)`, `FrozenMapping({})`, `10000000`.
_LONG = 24


def _prepare(*given: Any) -> None:
    """Keep napoleon from reading the words before a colon as a type, and let plurals of names be markup.

    It looks for one in the first line of what is given back, too: a colon in front of that line says that there is none.

    Args:
        given: as Sphinx has it: application, what it is, its name, itself, options, and the docstring's lines, which are changed.
    """
    _, what, _, _, _, lines = given
    lines[:] = [_NAME.sub(lambda found: rf"{found[1]}\ {found[2]}" if found[2] else found[1], line) for line in lines]
    for at, line in enumerate(lines[:-1], start=1):
        if _GIVEN_BACK.fullmatch(line):
            said = lines[at].lstrip()
            lines[at] = f"{lines[at].removesuffix(said)}: {said}"
    if what in {"attribute", "data", "property"}:
        lines[:0] = ["..", ""]  # an empty comment: napoleon looks for a type in the first line that is not blank


def _level(app: Any, name: str, template: str, context: dict[str, Any], doctree: Any) -> None:  # noqa: ARG001  # as Sphinx calls it
    """Say on which level the headings of the table of contents are: a heading without a level is none for a screen reader."""
    context["furo_navigation_tree"] = context["furo_navigation_tree"].replace('role="heading"', 'role="heading" aria-level="2"')


class _Left:
    """Stands for a default that is not shown."""

    def __repr__(self) -> str:
        return "…"


def _shorten(*given: Any) -> tuple[str, str] | None:
    """Leave long defaults out of signatures: the texts of the contract checks alone have ten thousand letters.

    Args:
        given: as Sphinx has it: application, what it is, its name, itself, options, signature, and what it returns.

    Returns:
        The signature anew; None to keep it.
    """
    _, what, _, held, _, signature, back = given
    if what not in {"class", "exception", "function"} or not signature:
        return None
    if isinstance(held, EnumMeta) or getattr(held, "_is_protocol", False):  # not theirs: `(value, names=None, …)`, `(*args, **kwargs)`
        return "", back
    written = inspect.signature(held)
    shown = [
        parameter.replace(default=_Left()) if len(repr(parameter.default)) > _LONG or parameter.default is attrs.NOTHING else parameter
        for parameter in written.parameters.values()
    ]
    return stringify_signature(written.replace(parameters=shown), show_annotation=False, show_return_annotation=False), back


def setup(app: Any) -> None:
    """Prepare docstrings before napoleon reads them, and pages after furo made them; both have the priority 500."""
    app.connect("autodoc-process-docstring", _prepare, priority=400)
    app.connect("autodoc-process-signature", _shorten)
    app.connect("html-page-context", _level, priority=600)
