"""The intake API against raw COPY: how much of the database's own speed is left with HTTP, rights, versions and log.

Engines of its own in a new folder, fsync on; ingest as its own process, one connection each way. COPY fills a table
with the same columns, keys and indexes, one transaction a batch of the same size. Both sides take turns in short
rounds on the same rows, because machines drift; medians are given.
"""

import asyncio
import contextlib
import http.client
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg

from infra.bench.figures import Figure
from infra.bench.parts import Nobody, Parts, insert_alone, take_apart
from infra.engines.pair import EngineURLs, private_engines
from infra.run.migrate import migrate
from infra.run.operator import OperatorSettings
from services.contracts.ingest import ADD_ACCOUNT, ADD_CLIENT, ADD_KEY, NewAccount, NewClient, NewKey
from services.ingest.intake.domain import NewItem
from services.ingest.settings import IngestSettings
from services.runtime.callers import Actor
from services.runtime.client import ServiceClient
from services.runtime.context import Runtime, open_runtime
from services.runtime.ids import new_id
from services.runtime.keyring import create_keys, load_keyring
from services.runtime.tokens import Signer

START_SECONDS = 30.0
ROUNDS = 7
# Ingest as the runner serves it, alone on a listener that it inherits.
SERVE = (
    "import gc, socket, sys, services.ingest.app; from infra.run.child import serve; "
    "from infra.run.processes import SERVICE_PROCESSES; gc.collect(); gc.freeze(); "
    "serve(SERVICE_PROCESSES[0], socket.socket(fileno=int(sys.argv[1])))"
)
WORDS = "Bonjour, je n’arrive plus à me connecter à mon compte depuis hier soir, pouvez-vous m’aider ? "
WRITTEN = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
# The peer: columns, keys and indexes of ingest.item, without its policies, which COPY refuses.
PEER = (
    "create table public.peer (like ingest.item including all)",
    "alter table public.peer add foreign key (client_id, account_id) references ingest.account (client_id, id)",
)


@dataclass(frozen=True)
class Target:
    """Where both sides write."""

    port: int
    path: str
    key: str
    client: UUID
    account: UUID


class Comments:
    """Comments of about 200 characters that nobody sent before, as HTTP bodies and as rows for COPY."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._numbers = count()

    def bodies(self, batches: int, size: int) -> list[bytes]:
        return [json.dumps([self._item() for _ in range(size)]).encode() for _ in range(batches)]

    def rows(self, batches: int, size: int) -> list[list[tuple[Any, ...]]]:
        return [[self._row() for _ in range(size)] for _ in range(batches)]

    def _item(self) -> dict[str, Any]:
        number = next(self._numbers)
        return {
            "account": "site",
            "id": f"comment-{number}",
            "kind": "comment",
            "text": f"{WORDS * 2}({number})",
            "author": {"id": f"visitor-{number % 997}", "name": f"Camille {number % 997}"},
            "created_at": WRITTEN.isoformat(),
            "parent": f"article-{number % 50}",
            "post": f"article-{number % 50}",
        }

    def _row(self) -> tuple[Any, ...]:
        item, target = self._item(), self._target
        stored = NewItem(
            account_id=target.account,
            external_id=item["id"],
            kind=item["kind"],
            text=item["text"],
            author_id=item["author"]["id"],
            author_name=item["author"]["name"],
            author_handle=None,
            author_url=None,
            followers=None,
            created_at=WRITTEN,
            parent=item["parent"],
            post=item["post"],
            url=None,
            lang=None,
            attachments=None,
            extra=None,
            is_ours=False,
            content_hash=os.urandom(16),
        )
        return (target.client, new_id(), *stored, 1, WRITTEN, WRITTEN, None)


COLUMNS = ("client_id", "id", *NewItem._fields, "version", "received_at", "changed_at", "deleted_at")


def send(connection: http.client.HTTPConnection, target: Target, bodies: Sequence[bytes], size: int) -> float:
    """Post batches one after the other over one connection and return items a second."""
    headers = {"authorization": f"Bearer {target.key}", "content-type": "application/json"}
    connection.close()  # The server ends what was idle while the other side had its turn.
    connection.connect()
    started = time.perf_counter()
    for body in bodies:
        connection.request("POST", target.path, body, headers)
        answer = connection.getresponse()
        outcome = answer.read()
        if answer.status != 200 or not outcome.startswith(b'{"created":%d,' % size):
            raise SystemExit(f"ingest answered {answer.status}: {outcome[:300]!r}")
    return len(bodies) * size / (time.perf_counter() - started)


async def copy(peer: asyncpg.Connection, batches: Sequence[Sequence[tuple[Any, ...]]], size: int) -> float:
    """Copy batches one after the other, each committed by itself, and return items a second."""
    started = time.perf_counter()
    for batch in batches:
        await peer.copy_records_to_table("peer", schema_name="public", records=batch, columns=COLUMNS)
    return len(batches) * size / (time.perf_counter() - started)


@dataclass(frozen=True)
class Sides:
    """What the rounds take turns between: the API, COPY, and the API's own steps without HTTP."""

    comments: Comments
    connection: http.client.HTTPConnection
    peer: asyncpg.Connection
    runtime: Runtime
    target: Target


async def measure(
    settings: IngestSettings, target: Target, sizes: Sequence[int], rounds: int
) -> list[dict[str, Any]]:
    connection = http.client.HTTPConnection("127.0.0.1", target.port)
    peer = await asyncpg.connect(settings.database_url)
    try:
        for statement in PEER:
            await peer.execute(statement)
        async with open_runtime(settings, announcer=Nobody()) as runtime:
            sides = Sides(Comments(target), connection, peer, runtime, target)
            return [await _measure_size(sides, size, rounds) for size in sizes]
    finally:
        connection.close()
        await peer.close()


async def _measure_size(sides: Sides, size: int, rounds: int) -> dict[str, Any]:
    batches = max(5, min(200, 10_000 // size))
    posted, copied, parts = [], [], Parts()
    comments, client = sides.comments, sides.target.client
    for _ in range(rounds):
        posted.append(send(sides.connection, sides.target, comments.bodies(batches, size), size))
        copied.append(await copy(sides.peer, comments.rows(batches, size), size))
        await take_apart(sides.runtime, client, comments.bodies(batches, size), parts)
        await insert_alone(sides.runtime, client, comments.bodies(batches, size), parts)
    intake, floor = statistics.median(posted), statistics.median(copied)
    alone = size / statistics.median(parts.alone)
    return {
        "items in a batch": size,
        "batches in a round": batches,
        "rounds": rounds,
        "intake items/s": round(intake),
        "copy items/s": round(floor),
        "share": round(intake / floor, 3),
        "insert alone items/s": round(alone),
        "insert alone, share": round(alone / floor, 3),
        "milliseconds of a batch": parts.table(size / intake),
    }


async def found(settings: OperatorSettings, port: int) -> Target:
    """Add the client, account and key that the benchmark speaks for."""
    everyone = Actor("operator:bench", None)
    async with ServiceClient(settings, Signer(load_keyring(settings.keys_folder, "operator"))) as services:
        client = await services.call(ADD_CLIENT, everyone, body=NewClient(slug="bench", name="Bench"))
        path = {"client": client.id}
        account = await services.call(
            ADD_ACCOUNT, everyone, path=path, body=NewAccount(slug="site", network="facebook")
        )
        issued = await services.call(ADD_KEY, everyone, path=path, body=NewKey(scopes=["items:write"]))
    return Target(port, "/v1/clients/bench/items", issued.key, client.id, account.id)


@contextlib.contextmanager
def serving(var: Path, urls: EngineURLs) -> Iterator[int]:
    """Run ingest as `palabre run` would, on a port that the system gave; its rate is not limited."""
    listener = socket.create_server(("127.0.0.1", 0))
    port: int = listener.getsockname()[1]
    settings = {
        "PALABRE_VAR": str(var),
        "PALABRE_DATABASE_URL": urls.database_url,
        "PALABRE_REDIS_URL": urls.redis_url,
        "PALABRE_INGEST_INTAKE_RATE": "1e9",
        "PALABRE_INGEST_INTAKE_BURST": "1e9",
    }
    server = subprocess.Popen(
        [sys.executable, "-c", SERVE, str(listener.fileno())],
        env={**os.environ, **settings},
        pass_fds=[listener.fileno()],
    )
    listener.close()
    try:
        wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait(10)


def wait_for(port: int) -> None:
    """Return when ingest answers: the listener is open before it starts, so its first answer is all to wait for."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=START_SECONDS)
    try:
        connection.request("GET", "/healthz")
        connection.getresponse()
    except (OSError, http.client.HTTPException) as error:
        raise SystemExit(f"ingest did not start: {error}") from None
    finally:
        connection.close()


GOALS = {100: 0.60, 1_000: 0.50}


def figures() -> Iterator[Figure]:
    """The share of COPY at each size, and what comes through one at a time."""
    for row in run((1, *GOALS), ROUNDS):
        size, share, rate = row["items in a batch"], row["share"], row["intake items/s"]
        floor = f"COPY {row['copy items/s']:,}/s"
        beside = beside_of(row)
        if size == 1:
            yield Figure("intake, one at a time", rate, "items/s", "≥ 600/s", floor, rate >= 600, beside)
        else:
            goal = GOALS[size]
            yield Figure(
                f"intake against COPY, {size:,} in a batch",
                share,
                "of COPY",
                f"≥ {goal:.2f}",
                f"{rate:,}/s to {floor}",
                share >= goal,
                beside,
            )


def beside_of(row: dict[str, Any]) -> str:
    """Say what it took, how fast the one INSERT is without HTTP, and where a batch's time goes."""
    steps = ", ".join(f"{name} {spent} ms" for name, spent in row["milliseconds of a batch"].items())
    return (
        f"{row['batches in a round']} batches in each of {row['rounds']} rounds, medians; the INSERT with log and "
        f"commit alone {row['insert alone items/s']:,}/s, {row['insert alone, share']} of COPY; a batch: {steps}"
    )


def run(sizes: Sequence[int], rounds: int) -> list[dict[str, Any]]:
    """Measure with engines and a service of its own, and remove everything."""
    with (
        tempfile.TemporaryDirectory(prefix="palabre-bench-") as folder,
        private_engines(Path(folder)) as engines,
    ):
        create_keys(Path(folder) / "keys")
        settings = OperatorSettings(var=Path(folder))
        migrate(engines.urls.database_url, settings.secret())
        with serving(Path(folder), engines.urls) as port:
            settings = OperatorSettings(var=Path(folder), ingest_url=f"http://127.0.0.1:{port}")
            target = asyncio.run(found(settings, port))
            ingest = IngestSettings(
                var=Path(folder), database_url=engines.urls.database_url, redis_url=engines.urls.redis_url
            )
            return asyncio.run(measure(ingest, target, sizes, rounds))
