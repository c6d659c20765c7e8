"""Fixtures for every test that needs the public site; a conftest takes them by importing them."""

from collections.abc import Iterator
from itertools import count

import httpx
import pytest

from tests.infra.demo.running import TLS, TOKEN, Newspaper, SiteClock, running_site

numbers = count(1)


@pytest.fixture(scope="session")
def site_clock() -> SiteClock:
    return SiteClock()


@pytest.fixture(scope="session")
def site_server(tmp_path_factory: pytest.TempPathFactory, site_clock: SiteClock) -> Iterator[str]:
    with running_site(tmp_path_factory.mktemp("demo"), site_clock) as url:
        yield url


@pytest.fixture
def newspaper(site_server: str, site_clock: SiteClock) -> Iterator[Newspaper]:
    site_clock.stopped_at = None
    slug = f"gazette-{next(numbers)}"
    sent = {"slug": slug, "name": "La Gazette de Montrelais"}
    headers = {"authorization": f"Bearer {TOKEN}"}
    httpx.post(f"{site_server}/sites", json=sent, headers=headers, verify=TLS).raise_for_status()
    made = Newspaper(site_server, slug, site_clock)
    yield made
    made.close()
