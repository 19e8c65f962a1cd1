"""How Sphinx builds the manual: nitpicky, and a warning is an error."""

from importlib.metadata import version as installed_version

project = "seedlib"
author = "The seedlib developers"
project_copyright = "2026, The seedlib developers"
release = version = installed_version("seedlib")

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.intersphinx", "sphinx.ext.napoleon", "sphinx_copybutton"]
exclude_patterns = ["_build"]
nitpicky = True
#: Names that autodoc meets and that have no page here: private aliases, type variables, and what attrs adds.
nitpick_ignore_regex = [
    (r"py:.*", r"(seedlib\.)?(model|plugins|reading|components|merging)?\.?_\w*.*"),
    (r"py:.*", r".*\b(T|D|S|V)$"),
    (r"py:.*", r"(attrs|attr|cattrs|pluggy|regex|array|argparse|collections|typing|pathlib|os|io|enum|types|functools)\b.*"),
]
intersphinx_mapping: dict[str, tuple[str, None]] = {}  # the build needs no network

autodoc_member_order = "bysource"
autodoc_typehints = "description"
autodoc_typehints_description_target = "documented"
autodoc_default_options = {"members": True, "show-inheritance": False}
napoleon_google_docstring = True
napoleon_numpy_docstring = False
default_role = "code"
python_use_unqualified_type_names = True

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

html_theme = "furo"
html_title = "seedlib"
html_copy_source = False
