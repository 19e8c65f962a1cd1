"""Run a test of an example for every hook, with the hook and without it: `python -m tests.examples.removing` prints what came of it.

Rules:

- "Without" is what the least removal would be: the plugin loads, seedlib's own records of the hook stay, third parties have none.
  Were the hook's specification gone, the plugin would be left out whole.
- The examples are found by their own `pyproject.toml`, as if they were installed; nothing is installed, and one process runs all.
"""

from __future__ import annotations

import json
import os
import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import EntryPoint
from types import SimpleNamespace
from unittest import mock

import pytest

from seedlib.plugins import loading, registry
from tests.examples.installing import EXAMPLES

__all__ = ["CASES", "outcomes"]

#: The test of an example that needs the hook: where none of the example's users would notice, the example shows nothing.
CASES = {
    "parsers": "seedlib-gemtext test_installed_plugin_is_found_used_and_right",
    "segmenters": "seedlib-debates test_a_note_of_the_reporters_is_a_sentence_of_its_own",
    "taggers": "seedlib-spacy-tagger test_without_a_choice_nothing_is_asked_and_a_notice_says_so",
    "lexicons": "seedlib-gemtext test_installed_plugin_is_found_used_and_right",
    "recognizers": "seedlib-debates test_a_member_is_known_by_the_seat",
    "extractors": "seedlib-llm-extractor test_claims_are_in_the_analysis_with_the_model_as_provenance",
    "resolvers": "seedlib-knowledge-base test_a_name_of_one_actor_is_linked_with_all_that_means_it",
    "qualifiers": "seedlib-debates test_a_pledge_is_a_kind_of_its_own",
    "text_checks": "seedlib-debates test_a_speaker_whom_markup_and_words_name_otherwise_is_a_problem",
    "exporters": "seedlib-debates test_speeches_are_a_table",
    "claim_kinds": "seedlib-debates test_a_pledge_is_a_kind_of_its_own",
    "attribute_keys": "seedlib-knowledge-base test_the_option_is_known_by_its_name",
    "commands": "seedlib-debates test_the_command_lists_pledges",
}


def outcomes() -> dict[str, list[int]]:
    """Return for every hook the exit statuses of pytest, with the hook and without it: 0 is passed, 1 failed."""
    sys.path += [str(package / "src") for package in sorted(EXAMPLES.iterdir())]
    entries = list(_entry_points())
    with mock.patch.object(loading, "entry_points", return_value=entries):
        return {hook: [_run(case), _run(case, without=hook)] for hook, case in CASES.items()}


def _entry_points() -> Iterator[SimpleNamespace]:
    """Yield the plugins that the examples have in their `pyproject.toml`."""
    for path in sorted(EXAMPLES.glob("*/pyproject.toml")):
        project = tomllib.loads(path.read_text("utf-8"))["project"]
        dist = SimpleNamespace(name=project["name"], version=project["version"])
        for name, module in project.get("entry-points", {}).get(loading.GROUP, {}).items():
            entry = EntryPoint(name=name, value=module, group=loading.GROUP)
            yield SimpleNamespace(name=name, module=module, dist=dist, load=entry.load)


def _run(case: str, without: str = "") -> int:
    """Run a test of an example, and return the exit status."""
    example, test = case.split()
    (path,) = (EXAMPLES / example / "tests").glob("test_*.py")
    registry._Default.registry = None  # it was built with another hook left out, and so were those that the test's module keeps
    for name in [name for name, module in sys.modules.items() if getattr(module, "__file__", None) == str(path)]:
        del sys.modules[name]
    options = ["-q", "-c", os.devnull, "--rootdir", str(path.parent), "-p", "no:cacheprovider", "--import-mode=importlib"]
    with _leaving_out(without):
        return int(pytest.main([*options, f"{path}::{test}"]))


@contextmanager
def _leaving_out(hook: str) -> Iterator[None]:
    """Take a hook's function out of the examples' modules."""
    with pytest.MonkeyPatch.context() as patch:
        for entry in _entry_points():
            patch.delattr(entry.load(), f"seedlib_{hook}", raising=False)
        yield


if __name__ == "__main__":
    found = outcomes()
    sys.stdout.write(f"\n{json.dumps(found)}\n")
