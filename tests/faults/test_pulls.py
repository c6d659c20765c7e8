"""The worker of ingest killed while a site keeps it waiting: the account is soon pulled by the next one."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.demo.settings import DEFAULT_SITE
from infra.engines.pair import EngineURLs
from tests.faults.nursery import WORKER, Nursery
from tests.faults.place import Place, open_place
from tests.infra.demo.running import TOKEN, Newspaper, SiteClock, running_site
from tests.installation import wait_until

pytestmark = pytest.mark.long

# The places below this number are those of the kills at named points.
NUMBER = 5
# A lease and some looks of the next worker, beside the time that a worker needs to start on this machine.
SOON_SECONDS = 9


@pytest.fixture
def nursery(tmp_path: Path) -> Iterator[Nursery]:
    with Nursery(tmp_path) as opened:
        yield opened


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Newspaper]:
    clock = SiteClock()
    with running_site(tmp_path / "site", clock) as server:
        yield Newspaper(server, DEFAULT_SITE, clock)


@pytest.fixture
def place(nursery: Nursery, engine_urls: EngineURLs, var: Path, tmp_path: Path) -> Iterator[Place]:
    with open_place(nursery, engine_urls, var, tmp_path / "place", NUMBER) as opened:
        yield opened


class TestKilledWhilePulling:
    def test_the_account_is_pulled_again_within_seconds(
        self, nursery: Nursery, site: Newspaper, place: Place
    ) -> None:
        site.arm("changes", "timeout_after_acceptance", seconds=30)
        place.found_account("sandbox", site.url, {"token": TOKEN})
        began = time.monotonic()
        with nursery.start(WORKER, place.settings) as worker:
            wait_until(lambda: not site.api("GET", "faults").json(), 20, "the site was not asked")
            start_seconds = time.monotonic() - began
            worker.kill()
        assert place.account()["last_sync_at"] is None
        with nursery.start(WORKER, place.settings):
            seconds = SOON_SECONDS + start_seconds
            wait_until(lambda: place.account()["last_sync_at"], seconds, "the account waits")
