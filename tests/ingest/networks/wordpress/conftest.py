"""The adapter before a site of our own."""

import pytest

from services.ingest.networks.adapter import AccountAccess
from services.ingest.networks.wordpress import WordPressAdapter
from tests.ingest.networks.wordpress.site import URL, FakeWordPress, Site


@pytest.fixture
def site() -> Site:
    return Site()


@pytest.fixture
def adapter(site: Site) -> WordPressAdapter:
    return WordPressAdapter(FakeWordPress(site))


@pytest.fixture
def account() -> AccountAccess:
    return AccountAccess(URL, {"user": "palabre", "application_password": "abcd efgh"})
