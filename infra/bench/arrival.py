"""From the 2xx of the intake to the queue: 500 messages a second, held, and how long each takes to be placed.

Run by `make bench`, against everything as `make run` starts it. A message counts as placed when triage's log tells
`item.assessed` of it, which is written in the transaction that places its conversation. The log is read every
20 ms, and those are inside the figure. Who posts and reads shares the cores with what is measured; by how much, and
whether the last messages wait longer than the first, is said beside the figure.
"""

import asyncio
import json
import random
import re
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx

from infra.bench.figures import Figure
from infra.bench.installation import Installation, running
from infra.bench.intake import WRITTEN, Target, found
from infra.run.operator import OperatorSettings
from services.contracts.events import LIST_EVENTS, EventQuery
from services.contracts.topology import PORT_OFFSETS
from services.contracts.triage import ITEM_ASSESSED
from services.runtime.callers import Actor
from services.runtime.client import ServiceClient
from services.runtime.keyring import load_keyring
from services.runtime.tokens import Signer

RATE = 500
SECONDS = 120
BATCH = 50
SHARE_OF_ANSWERS = 0.5
TEXTS = (
    "Bonjour, je n’arrive plus à me connecter à mon compte depuis hier soir, pouvez-vous m’aider ? C’est urgent, "
    "je dois payer mon loyer avant demain midi et le service client ne répond pas au téléphone",
    "Encore une fermeture de guichet, bravo. On fait comment quand on a quatre-vingts ans et pas d’ordinateur, "
    "vous y avez pensé une seconde avant de signer ? Ma mère attend toujours votre courrier",
    "Merci à l’équipe de l’agence du marché, j’ai été reçue tout de suite et mon dossier est parti le jour même, "
    "cela change de la dernière fois. Je le dis parce qu’on ne lit ici que des plaintes",
    "mdr vous etes serieux la, 3 semaines que j attend mon rembourssement et personne repond, bande de voleurs, "
    "je vais aller chez les concurents et je vais le dire a tt le monde vous allez voir",
    "Est-ce que les horaires de la piscine changent pendant les vacances ? Le site dit une chose et l’affiche une "
    "autre, et mes enfants s’y perdent. Je passe devant tous les jours et jamais personne à l’accueil",
)
LOOK_SECONDS = 0.02
PATIENCE_SECONDS = 60.0
_TIMES = re.compile(r'palabre_request_seconds_(sum|count)\{route="([^"]+)"\} (\S+)')


@dataclass
class Times:
    """When each message was answered with 2xx, and when it was seen in the queue; monotonic seconds by id.

    `loader_share` is how much of one core this process took.
    """

    answered: dict[UUID, float] = field(default_factory=dict)
    placed: dict[UUID, float] = field(default_factory=dict)
    answers: list[float] = field(default_factory=list)
    loader_share: float = 0.0

    def delays(self) -> list[float]:
        """In order of the answers; what was seen before its answer had reached us was not waited for."""
        answered = sorted(self.answered.items(), key=itemgetter(1))
        return [max(0.0, self.placed[one] - at) for one, at in answered]


def drift(delays: Sequence[float]) -> str:
    """How long the first and the last tenth of the messages took: what falls behind takes ever longer."""
    tenth = max(len(delays) // 10, 1)
    first, last = statistics.median(delays[:tenth]), statistics.median(delays[-tenth:])
    return f"{first:.3f} s in the first tenth and {last:.3f} s in the last"


def measure(rate: int = RATE, seconds: int = SECONDS) -> Iterator[Figure]:
    settings = {
        "PALABRE_DEMO": "0",
        "PALABRE_INGEST_INTAKE_RATE": "1e9",
        "PALABRE_INGEST_INTAKE_BURST": "1e9",
    }
    with (
        tempfile.TemporaryDirectory(prefix="palabre-bench-") as folder,
        running(Path(folder) / "var", settings=settings) as started,
    ):
        times, requests = asyncio.run(_hold(started, rate, seconds))
    in_order = times.delays()
    delays = sorted(in_order)
    p95 = delays[int(len(delays) * 0.95)]
    yield Figure(
        f"arrival to queue, {rate} messages/s for {seconds} s, p95",
        round(p95, 3),
        "s",
        goal="< 1 s",
        is_met=p95 < 1,
        beside=f"median {statistics.median(delays):.3f} s ({drift(in_order)}), longest {delays[-1]:.2f} s; "
        f"{len(delays)} messages of one client, {BATCH} in a batch, "
        f"the 2xx after a median of {statistics.median(times.answers) * 1000:.0f} ms; "
        f"answers of ingest, mean: {requests}; the loader took {times.loader_share:.2f} of a core",
    )


async def _hold(started: Installation, rate: int, seconds: int) -> tuple[Times, str]:
    settings = OperatorSettings(var=started.var, port_base=started.port_base)
    target = await found(settings, started.port_base + PORT_OFFSETS["ingest"])
    times = Times()
    begun, used = time.monotonic(), time.process_time()
    async with ServiceClient(settings, Signer(load_keyring(settings.keys_folder, "reporting"))) as services:
        watching = asyncio.create_task(_watch(services, target.client, times, rate * seconds))
        await _post(target, times, rate, seconds)
        async with asyncio.timeout(PATIENCE_SECONDS):
            await watching
    times.loader_share = (time.process_time() - used) / (time.monotonic() - begun)
    return times, await _requests(target.port)


def batches(messages: int) -> Iterator[list[dict[str, Any]]]:
    """A newspaper's public: half of it begins a conversation, half answers one of the last thousand."""
    chance = random.Random(1)
    for start in range(0, messages, BATCH):
        yield [_message(number, chance) for number in range(start, start + BATCH)]


def _message(number: int, chance: random.Random) -> dict[str, Any]:
    above = number - chance.randint(1, 1_000)
    answers = above >= 0 and chance.random() < SHARE_OF_ANSWERS
    message = {
        "account": "site",
        "id": f"comment-{number}",
        "kind": "reply" if answers else "comment",
        "text": f"{chance.choice(TEXTS)} ({number})",
        "author": {"id": f"visitor-{number % 997}", "name": f"Camille {number % 997}"},
        "created_at": WRITTEN.isoformat(),
        "post": f"article-{number % 50}",
    }
    return message | ({"parent": f"comment-{above}"} if answers else {})


async def _post(target: Target, times: Times, rate: int, seconds: int) -> None:
    """Post a batch each BATCH / rate seconds, whether the one before has been answered or not."""
    bodies = [json.dumps(batch).encode() for batch in batches(rate * seconds)]
    headers = {"authorization": f"Bearer {target.key}", "content-type": "application/json"}
    url = f"http://127.0.0.1:{target.port}{target.path}"
    begun = time.monotonic()
    async with (
        httpx.AsyncClient(headers=headers, timeout=30, trust_env=False) as http,
        asyncio.TaskGroup() as posts,
    ):
        for number, body in enumerate(bodies):
            await asyncio.sleep(begun + number * BATCH / rate - time.monotonic())
            posts.create_task(_post_one(http, url, body, times))


async def _post_one(http: httpx.AsyncClient, url: str, body: bytes, times: Times) -> None:
    sent = time.monotonic()
    answer = await http.post(url, content=body)
    answered = time.monotonic()
    answer.raise_for_status()
    times.answers.append(answered - sent)
    times.answered.update((UUID(item["item_id"]), answered) for item in answer.json()["items"])


async def _watch(services: ServiceClient, client: UUID, times: Times, expected: int) -> None:
    reader, after = Actor.system("follow", client), 0
    while len(times.placed) < expected:
        page = await services.call(
            LIST_EVENTS["triage"], reader, query=EventQuery(client=client, after=after, limit=200)
        )
        seen = time.monotonic()
        for event in page.events:
            after = event.seq
            if event.topic == ITEM_ASSESSED:
                times.placed.update((key, times.placed.get(key, seen)) for key in event.keys)
        if after == page.head:
            await asyncio.sleep(LOOK_SECONDS)


async def _requests(port: int) -> str:
    """Mean times of what ingest was asked, from its own metrics: the intake, and what triage read there."""
    async with httpx.AsyncClient(timeout=30, trust_env=False) as http:
        lines = (await http.get(f"http://127.0.0.1:{port}/metrics")).text
    sums: dict[str, dict[str, float]] = {}
    for kind, route, value in _TIMES.findall(lines):
        sums.setdefault(route, {})[kind] = float(value)
    means = {route: one["sum"] / one["count"] * 1000 for route, one in sums.items() if one["count"] > 100}
    return ", ".join(f"{route} {milliseconds:.1f} ms" for route, milliseconds in sorted(means.items()))
