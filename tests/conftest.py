"""Fixtures of every room: engines when a test asks for them, and never otherwise."""

import asyncio
import gc
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
import redis
import uvloop
from hypothesis import HealthCheck, settings

from infra.engines.pair import EngineURLs
from infra.run.child import collect_rarely
from services.runtime.ids import new_id
from tests import engines as test_engines
from tests.house import House

if TYPE_CHECKING:
    from xdist.remote import Producer

    from tests.journeys.palabre import Palabre
    from tests.scheduling import Scheduling


def is_worker(config: pytest.Config) -> bool:
    return hasattr(config, "workerinput")


def pytest_configure(config: pytest.Config) -> None:
    asyncio.set_event_loop_policy(uvloop.EventLoopPolicy())  # the product's own loop, and a sixth faster
    # How long an example takes says how busy the machine is; where CI is told, hypothesis has it so by itself.
    settings.register_profile(
        "patient", settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )
    settings.load_profile("patient")
    if is_worker(config) or config.getoption("dist", "no") == "no":
        gc.disable()  # until the tests are collected: what is imported stays
    if not is_worker(config):
        test_engines.open_folder()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: "Producer") -> "Scheduling":
    from tests.scheduling import Scheduling

    return Scheduling(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if is_worker(config):
        from tests.scheduling import put_long_ones_first

        put_long_ones_first(items)


def pytest_collection_finish() -> None:
    """Let the collector pass over what stays until the end, as rarely as in the product: a sixth of a test's time."""
    gc.enable()
    gc.collect()
    collect_rarely()


def pytest_unconfigure(config: pytest.Config) -> None:
    if not is_worker(config):
        test_engines.close_folder()


@pytest.fixture(scope="session")
def worker_number(worker_id: str) -> int:
    """Tells the databases and ports of parallel workers apart."""
    return test_engines.number_of(worker_id)


@pytest.fixture(scope="session")
def engine_urls(request: pytest.FixtureRequest) -> EngineURLs:
    """The run's engines themselves: their database is the template, so leave it alone."""
    return test_engines.shared_engines(os.getppid() if is_worker(request.config) else os.getpid())


@pytest.fixture(scope="session")
def database_url(engine_urls: EngineURLs, worker_number: int) -> Iterator[str]:
    """The owner's URL of this worker's migrated database; each test makes its own client's rows in it."""
    with test_engines.cloned_database(engine_urls, f"test_{worker_number}") as url:
        yield url


@pytest.fixture(scope="session")
def redis_url(engine_urls: EngineURLs, worker_number: int) -> str:
    """This worker's own number on the run's Valkey, empty at the beginning."""
    url = f"{engine_urls.redis_url.removesuffix('/0')}/{worker_number + 1}"
    with redis.Redis.from_url(url) as connection:
        connection.flushdb()
    return url


@pytest.fixture(scope="session")
def var(engine_urls: EngineURLs) -> Path:
    """The run's folder, whose keys/ holds the keys of every issuer and the one secret."""
    return Path(os.environ[test_engines.FOLDER])


@pytest.fixture
def house(var: Path, database_url: str, redis_url: str, tmp_path: Path) -> House:
    """The run's engines and keys, with a clock that this test may move."""
    return House(var, database_url, redis_url, tmp_path / "clock")


@pytest.fixture
def empty_house(
    engine_urls: EngineURLs, var: Path, redis_url: str, worker_number: int, tmp_path: Path
) -> Iterator[House]:
    """A house in which nobody has been: a worker would come to a test's things after all that others left undone."""
    with test_engines.cloned_database(engine_urls, f"empty_{worker_number}") as database_url:
        with redis.Redis.from_url(redis_url) as connection:
            connection.flushdb()
        yield House(var, database_url, redis_url, tmp_path / "clock")


@pytest.fixture
def bank() -> UUID:
    """A client."""
    return new_id()


@pytest.fixture
def newspaper() -> UUID:
    """Another client, whose things are nobody else's business."""
    return new_id()


@pytest.fixture(scope="session")
def palabre(tmp_path_factory: pytest.TempPathFactory) -> Iterator["Palabre"]:
    """All processes; tests.scheduling gives all tests that ask for them to one worker."""
    from tests.journeys.palabre import running_palabre

    with running_palabre(tmp_path_factory.mktemp("palabre") / "var") as running:
        yield running
