"""Starts Debian's Chromium through Playwright, whose own browsers are never downloaded."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, sync_playwright

# The one without windows comes first, which is what Playwright's own installation drives: a window for each test
# costs two thirds of the test.
_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
# The sandbox needs user namespaces, which containers often refuse; the rest keeps Chromium from calling home.
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextmanager
def start_chromium() -> Iterator[Browser]:
    """Skip the test by name where there is no Chromium; with CI=true that is a failure."""
    path = next((found for name in _NAMES if (found := shutil.which(name))), None)
    if path is None:
        message = (
            "Chromium is not installed (apt-get install chromium-headless-shell): browser tests did not run"
        )
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)  # It may be missing here; with CI=true that has failed above.
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=_ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()
