"""Fixtures of the browser tests."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import start_chromium
from tests.web.gallery.server import make_gallery, serve


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with start_chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def gallery() -> Iterator[str]:
    """The address of the gallery, which serves every page with the product's own headers."""
    with serve(make_gallery()) as address:
        yield address
