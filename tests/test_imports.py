"""Who may import whom, held over all import statements; and what importing seedlib does, which is nothing."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

import seedlib

ROOT = Path(seedlib.__file__).parent

CORE = {"errors", "model", "wire", "matching", "components"}
STAGES = {"parsing", "segmentation", "tagging", "recognition", "attribution", "resolution", "qualification", "checking", "exporting"}
RUNNING = {"pipeline", "preparing", "dispatch", "merging"}

#: What the modules of a part may import, beside their own part. Some modules of a part may more: they stand by their full name.
MAY_IMPORT: dict[str, set[str]] = {
    "errors": set(),
    "model": {"errors"},
    "model.analysis": {"errors", "exporting"},  # a notebook asks the value itself how it looks (`_repr_html_`); loaded when one does
    "wire": {"errors", "model"},
    "matching": {"errors", "model"},
    "components": {"errors", "model", "matching"},
    "languages": {"errors", "model", "matching", "components"},
    "expectations": CORE,
    **dict.fromkeys(STAGES, CORE),
    "training": CORE | {"plugins", "reading", "tagging"} | RUNNING,
    "training.calibrating": CORE | {"attribution", "plugins", "reading", "tagging"} | RUNNING,  # learns what attribution reads
    "languages.make_cues": CORE | {"seedlib"},  # counts what the library gets right; nothing imports it
    "resolution.make_antecedents": CORE | {"seedlib"},  # learns from what the library meets; nothing imports it
    "plugins": CORE | {"languages"},
    "plugins.builtin": CORE | {"languages"} | STAGES,
    **dict.fromkeys(RUNNING, CORE | {"languages", "plugins"} | RUNNING),
    "explanation": CORE | {"plugins"} | RUNNING,
    "finding": CORE | {"plugins"},
    "versions": CORE | {"tagging"},
    "reading": CORE | {"finding", "languages", "plugins"} | RUNNING,
    "testing": CORE | {"languages", "plugins"} | RUNNING,
    "pytest_plugin": CORE | {"languages", "plugins", "testing"} | RUNNING,
    "corpus": CORE | {"finding", "languages", "plugins", "reading", "exporting", "versions"} | RUNNING,
    "corpus.spark.tasks": CORE | {"exporting", "parsing", "reading"} | RUNNING,  # a data frame's rows are read as those of Parquet
    "cli": CORE
    | {"languages", "plugins", "explanation", "finding", "reading", "testing", "corpus", "expectations", "versions"}
    | STAGES
    | RUNNING,
    "__init__": CORE | {"languages", "plugins", "explanation", "reading", "corpus"} | STAGES | RUNNING,
    "__main__": {"cli"},
}


def part_of(module: str) -> str:
    """Return the part that a module belongs to: its first name; the private modules of the wire format are of `wire`."""
    first = module.partition(".")[0]
    return "wire" if first.startswith("_wire") else first


def module_of(path: Path) -> str:
    """Return the dotted name of a file below `seedlib`."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imported_by(source: str) -> Iterator[str]:
    """Yield the modules of seedlib that a file imports, inside functions too, without `seedlib.`."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module == "seedlib":
            names = [f"seedlib.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [("." * node.level) + (node.module or "")]
        else:
            continue
        yield from (name.removeprefix("seedlib.") for name in names if name.startswith(("seedlib.", ".")) or name == "seedlib")


#: Libraries of the extra `train`, which a test run does not have.
TRAINING_ONLY = ("onnx", "torch", "transformers")

FILES = sorted(ROOT.rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=module_of)
def test_modules_import_only_what_they_may(path: Path) -> None:
    """The parts build on one another in one direction; a part that is new here has to be given its place."""
    module = module_of(path)
    allowed = MAY_IMPORT.get(module, MAY_IMPORT[part_of(module)]) | {part_of(module)}
    assert {name for name in imported_by(path.read_text("utf-8")) if part_of(name) not in allowed} == set()


@pytest.mark.parametrize("path", FILES, ids=module_of)
def test_private_modules_are_imported_by_their_own_part_only(path: Path) -> None:
    """An underscore means the same for ourselves as for others."""
    own = part_of(module_of(path))
    private = {name for name in imported_by(path.read_text("utf-8")) if any(word.startswith("_") for word in name.split("."))}
    assert {name for name in private if part_of(name) != own} == set()


def test_the_rules_see_imports_in_functions() -> None:
    """The check itself finds what it is for."""
    source = (
        "import json\ndef f():\n    from seedlib import cli\n    import seedlib.corpus.local\n    from seedlib.plugins.registry import x\n"
    )
    assert sorted(imported_by(source)) == ["cli", "corpus.local", "plugins.registry"]
    assert list(imported_by("from . import x")) == ["."]
    assert list(imported_by("import seedlib")) == ["seedlib"]


def run(code: str) -> dict[str, list[str]]:
    """Run code in a fresh interpreter; return the modules it loaded, and the files that it opened beside modules."""
    watch = (
        "import sys, json; before = set(sys.modules); opened = []\n"
        "sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == 'open' else None)\n"
    )
    tell = "\nprint(json.dumps({'modules': sorted(set(sys.modules) - before), 'opened': opened}))"
    done = subprocess.run([sys.executable, "-c", watch + code + tell], capture_output=True, text=True, check=True)
    answer: dict[str, list[str]] = json.loads(done.stdout)
    answer["opened"] = [name for name in answer["opened"] if not name.endswith((".py", ".pyc", ".so", ".pyd"))]
    return answer


def test_importing_seedlib_loads_nothing() -> None:
    """No module of ours but the first, none of anybody else's, no file."""
    answer = run("import seedlib")
    assert [name for name in answer["modules"] if name.startswith(("seedlib.", "attr", "cattr", "pluggy", "regex"))] == []
    assert answer["opened"] == []


def test_the_nouns_load_no_machinery() -> None:
    """A value needs attrs; neither the plugins, nor the converter, nor a stage."""
    loaded = run("import seedlib; seedlib.Span(0, 1); seedlib.Analysis(document=seedlib.Document(text='x'))")["modules"]
    ours = {part_of(name.removeprefix("seedlib.")) for name in loaded if name.startswith("seedlib.")}
    assert ours == {"errors", "model"}
    assert {"cattrs", "pluggy", "json", "csv"} & set(loaded) == set()


def test_public_names_read_no_data_and_seek_no_plugin() -> None:
    """Every public name can be had without a lexicon, an entry point or an optional library."""
    answer = run("import seedlib\nfor name in seedlib.__all__:\n    if name != '__version__': getattr(seedlib, name)")
    assert answer["opened"] == []
    optional = {"cattrs", "charset_normalizer", "ftfy", "jinja2", "numpy", "onnxruntime", "py3langid", "rich"}
    assert optional & set(answer["modules"]) == set()
    assert not any(name.startswith("seedlib.plugins.builtin") for name in answer["modules"])


def test_no_module_does_anything_when_imported() -> None:
    """Nor does any other module of ours read data or seek plugins."""
    names = [f"seedlib.{module_of(path)}" for path in FILES if module_of(path).rpartition(".")[2] not in {"__init__", "__main__"}]
    code = (
        "import importlib\n"
        f"for name in {names!r}:\n"
        "    try: importlib.import_module(name)\n"
        "    except ModuleNotFoundError as error:\n"
        f"        if error.name not in {TRAINING_ONLY!r} or not name.startswith('seedlib.training.'): raise\n"
    )
    answer = run(code)
    assert [name for name in answer["opened"] if name.endswith((".json", ".csv", "entry_points.txt", ".onnx"))] == []
    assert "cattrs" not in answer["modules"]


def test_the_network_is_loaded_at_the_first_text() -> None:
    """A registry knows the tagger; what runs it, and its weights, wait until there is something to read in its language."""
    code = "import seedlib, seedlib.plugins\nregistry = seedlib.plugins.Registry.build(entry_points=False)\n"
    german = f"{code}seedlib.analyze('Es regnet.', registry=registry, settings=seedlib.Settings(language='de'))"
    answer = run(german)
    assert {"numpy", "onnxruntime"} & set(answer["modules"]) == set()
    assert [name for name in answer["opened"] if "weights" in name] == []
    english = f"{code}seedlib.analyze('It rains.', registry=registry, settings=seedlib.Settings(language='en'))"
    assert {"numpy", "onnxruntime"} <= set(run(english)["modules"])


def test_writing_needs_no_converter() -> None:
    """The converter, cattrs, is imported when the first line is read."""
    code = "import seedlib; line = seedlib.dumps(seedlib.Analysis(document=seedlib.Document(text='x')))"
    assert "cattrs" not in run(code)["modules"]
    assert "cattrs" in run(f"{code}; seedlib.loads(line)")["modules"]


def test_public_names_are_those_that_can_be_had() -> None:
    """`__all__`, `dir`, the table of homes and the imports for type checkers agree; what is not there says so."""
    assert dir(seedlib) == sorted(seedlib.__all__)
    assert sorted(["__version__", *chain.from_iterable(seedlib._HOMES.values())]) == sorted(seedlib.__all__)
    for_checkers = next(node for node in ast.parse((ROOT / "__init__.py").read_text("utf-8")).body if isinstance(node, ast.If))
    homes = {node.module: [name.name for name in node.names] for node in for_checkers.body if isinstance(node, ast.ImportFrom)}
    assert {module: sorted(names) for module, names in homes.items()} == {module: sorted(names) for module, names in seedlib._HOMES.items()}
    assert [name for name in seedlib.__all__ if getattr(seedlib, name, None) is None] == []
    with pytest.raises(AttributeError, match="module 'seedlib' has no attribute 'nothing'"):
        seedlib.nothing  # noqa: B018  # the look is the test
