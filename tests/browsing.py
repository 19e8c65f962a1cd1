"""A real browser for tests of pages: Chromium, driven by playwright, looked over by axe-core.

Tests with it are left out where one of the three is absent: playwright (`pip install playwright`), a Chromium that the system brings,
and, for the tests that need it, axe-core, whose `axe.min.js` the environment variable SEEDLIB_AXE names. They are left out in CI too.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias

import pytest

__all__ = ["AXE", "MARKS", "PATIENCE", "Open", "chromium", "needs_axe", "opening", "violations"]

_CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

#: The path of axe-core; empty where there is none.
AXE = os.environ.get("SEEDLIB_AXE", "")

#: How long to wait for the browser, in milliseconds: a machine may have much else to do.
PATIENCE = 120_000

#: Opens the page that these bytes are: `open_(data, address="#claim-x", width=360)`, and further options of a browser's context.
Open: TypeAlias = Callable[..., Any]

#: What a module of such tests has as its `pytestmark`.
MARKS = [
    pytest.mark.skipif(_CHROMIUM is None, reason="no Chromium is installed"),
    pytest.mark.skipif("CI" in os.environ, reason="browsers are for the developer's own machine"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # playwright's own event loop
]

needs_axe = pytest.mark.skipif(not AXE, reason="SEEDLIB_AXE names no axe.min.js")

#: No network, no sandbox (a container's root has none), and nothing that a fresh profile would fetch.
_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@contextmanager
def chromium() -> Iterator[Any]:
    """Start Chromium; the test is left out where playwright is absent."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=_CHROMIUM, args=list(_ARGUMENTS))
        yield started
        started.close()


@contextmanager
def opening(browser: Any, path: Path) -> Iterator[Open]:
    """Give what opens pages, written to a path; at the end nothing was said on the console, and nothing was asked of the network."""
    said: list[str] = []
    asked: list[str] = []
    contexts = []

    def open_(data: bytes, *, address: str = "", width: int = 1280, **options: Any) -> Any:
        path.write_bytes(data)
        context = browser.new_context(viewport={"width": width, "height": 800}, reduced_motion="reduce", **options)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{path.as_uri()}{address}")
        return page

    yield open_
    for context in contexts:
        context.close()
    assert said == []
    assert [url for url in asked if not url.startswith("file:")] == []


def violations(page: Any) -> list[tuple[str, list[str]]]:
    """Return what axe-core finds wrong with a page whose context was made with `bypass_csp`."""
    page.add_script_tag(path=AXE)
    found = page.evaluate("axe.run()")["violations"]
    return [(one["id"], [node["html"] for node in one["nodes"]][:3]) for one in found]
