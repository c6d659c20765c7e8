"""Five thousand items posted while ingest and both engines are killed and Redis is emptied: each stands once.

What was answered with 2xx is stored, and what was stored is assessed in the end, whoever lost its bell.
"""

import asyncio
import os
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from signal import SIGKILL
from typing import Any

import asyncpg
import httpx
import pytest
import redis

from infra.run.operator import OperatorSettings
from services.contracts.topology import PORT_OFFSETS, ServiceName
from services.runtime.db.roles import url_as, working_role
from tests.faults.scheduler import Scheduler
from tests.infra.demo.running import TLS
from tests.installation import left_of
from tests.journeys.newsroom import Newsroom, found_newsroom, until
from tests.journeys.palabre import Palabre, running_palabre

# Half a minute on two cores with nothing else to do; what waits has bounds of its own.
pytestmark = [pytest.mark.journey, pytest.mark.long, pytest.mark.timeout(400)]

BATCH = 100
SCHEDULERS = 4
BATCHES_OF_EACH = 13
ITEMS = SCHEDULERS * BATCHES_OF_EACH * BATCH
STORED = (
    "select count(*) as rows, count(distinct external_id) as ids, min(version) as first, max(version) as last "
    "from ingest.item where client_id = $1"
)


@pytest.fixture(scope="module")
def palabre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Palabre]:
    """One of its own: leases and pauses of what was killed would delay the tests that came after it."""
    with running_palabre(tmp_path_factory.mktemp("engines") / "var") as running:
        yield running


@pytest.fixture(scope="module")
def newsroom(palabre: Palabre) -> Iterator[Newsroom]:
    founded = found_newsroom(palabre, "Le Phare de l’Iroise", has_site=False)
    yield founded
    founded.close()


def items_of(scheduler: int) -> list[dict[str, Any]]:
    """Each under a post of its own, so that the queue lists every one."""
    now = datetime.now(UTC).isoformat()
    names = [f"phare-{scheduler}-{number}" for number in range(BATCHES_OF_EACH * BATCH)]
    return [
        {
            "account": "chat",
            "id": name,
            "kind": "comment",
            "text": f"{name} : la lampe du phare est-elle allumée ?",
            "author": {"id": f"marin-{index % 500}", "name": f"Marin {index % 500}"},
            "created_at": now,
            "post": name,
        }
        for index, name in enumerate(names)
    ]


def empty_redis(palabre: Palabre) -> None:
    with redis.Redis.from_url(palabre.engines.redis_url) as connection:
        connection.flushall()


def kill_backend(palabre: Palabre) -> None:
    """Kill one connection's process of ingest's: PostgreSQL ends all others and recovers."""
    os.kill(next(pid for pid in pids(palabre, "postgres") if b"palabre_ingest" in command_of(pid)), SIGKILL)


def kill_postmaster(palabre: Palabre) -> None:
    lock = palabre.var / "engines" / "postgres" / "postmaster.pid"
    os.kill(int(lock.read_text().splitlines()[0]), SIGKILL)


def pids(palabre: Palabre, name: str) -> list[int]:
    return [pid for pid, comm in left_of(palabre.var).items() if comm == name]


def command_of(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return b""


# After how many answered batches something falls; the other schedulers go on meanwhile.
BLOWS: dict[int, Callable[[Palabre], None]] = {
    5: lambda palabre: palabre.kill("ingest"),
    13: empty_redis,
    18: kill_backend,
    25: kill_postmaster,
    33: empty_redis,
    39: lambda palabre: palabre.kill("valkey-server"),
    46: lambda palabre: palabre.kill("ingest"),
}


class Posting:
    """Several schedulers at once, and the blows that fall while they post."""

    def __init__(self, palabre: Palabre, newsroom: Newsroom) -> None:
        self._palabre = palabre
        self._newsroom = newsroom
        self.answered: list[Counter[str]] = []
        self.fallen: list[int] = []

    async def run(self) -> None:
        headers = {"authorization": f"Bearer {self._newsroom.key}"}
        url = self._palabre.url("ingest")
        async with httpx.AsyncClient(base_url=url, headers=headers, timeout=10, verify=TLS) as http:
            scheduler = Scheduler(http, self._newsroom.slug)
            await asyncio.gather(*(self._post(scheduler, number) for number in range(SCHEDULERS)))

    async def _post(self, scheduler: Scheduler, number: int) -> None:
        async for counts in scheduler.post(items_of(number), BATCH):
            self.answered.append(counts)
            blow = BLOWS.get(len(self.answered))
            if blow is not None:
                self.fallen.append(len(self.answered))
                await asyncio.to_thread(blow, self._palabre)


class TestWhileEverythingFalls:
    def test_what_was_answered_is_stored_once_and_assessed(
        self, palabre: Palabre, newsroom: Newsroom
    ) -> None:
        posting = Posting(palabre, newsroom)
        asyncio.run(posting.run())
        assert posting.fallen == list(BLOWS)
        # A batch whose answer was lost is answered again as it was the first time.
        assert sum(posting.answered, Counter()) == {"created": ITEMS}
        assert asyncio.run(stored(palabre, newsroom)) == (ITEMS, ITEMS, 1, 1)
        until(lambda: assessed(newsroom) == ITEMS, f"only {assessed(newsroom)} were assessed", 60)
        until(lambda: all(is_ready(palabre, name) for name in PORT_OFFSETS), "not everything is ready again")


async def stored(palabre: Palabre, newsroom: Newsroom) -> tuple[int, ...]:
    """How many items stand, under how many ids, and in which versions, as ingest itself sees them."""
    role = working_role("ingest", OperatorSettings(var=palabre.var).secret())
    url = url_as(palabre.engines.database_url, role).render_as_string(hide_password=False)
    connection = await asyncpg.connect(url.replace("+asyncpg", ""))
    try:
        await connection.execute(f"set palabre.clients = '{newsroom.client_id}'")
        row = await connection.fetchrow(STORED, newsroom.client_id)
        assert row is not None
        return tuple(row)
    finally:
        await connection.close()


def is_ready(palabre: Palabre, name: ServiceName) -> bool:
    try:
        return httpx.get(f"{palabre.url(name)}/readyz", verify=TLS).is_success
    except httpx.TransportError:
        return False


def assessed(newsroom: Newsroom) -> int:
    """How many stand in the queue; none while what was killed last is still starting."""
    try:
        return len({entry["text"] for entry in newsroom.queue()})
    except (httpx.TransportError, httpx.HTTPStatusError):
        return 0
