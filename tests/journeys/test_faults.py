"""Engines emptied and processes killed in mid-flight: nothing is lost, and nothing leaves twice."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import pytest
import redis

from tests.journeys.desk import Desk
from tests.journeys.newsroom import Newsroom, found_newsroom, until
from tests.journeys.palabre import Palabre

pytestmark = pytest.mark.journey

NEWSROOM = "Le Courrier des dunes"

BATCHES = 20
BATCH = 100


@pytest.fixture(scope="module")
def pushed(palabre: Palabre) -> Iterator[Newsroom]:
    founded = found_newsroom(palabre, "Ligue des cyclistes", has_site=False)
    yield founded
    founded.close()


def make_batch(prefix: str, number: int) -> list[dict[str, Any]]:
    """Each item under a thread of its own, so that the queue lists every one."""
    now = datetime.now(UTC).isoformat()
    return [
        {
            "account": "chat",
            "id": f"{prefix}-{number}-{index}",
            "kind": "comment",
            "text": f"{prefix} {number} {index} : le vélo, c’est bien.",
            "author": {"id": f"{prefix}-{index}", "name": f"Cycliste {index}"},
            "created_at": now,
            "post": f"{prefix}-{number}-{index}",
        }
        for index in range(BATCH)
    ]


def push_all(newsroom: Newsroom, prefix: str, executor: ThreadPoolExecutor) -> list[Any]:
    batches = [make_batch(prefix, number) for number in range(BATCHES)]
    return [executor.submit(newsroom.push, batch) for batch in batches]


def count(newsroom: Newsroom, prefix: str) -> int:
    return sum(entry["text"].startswith(prefix) for entry in newsroom.queue())


class TestWhileItemsAreTakenIn:
    @pytest.mark.parametrize("prefix", ["vidage", "coup"])
    def test_nothing_is_lost(self, palabre: Palabre, pushed: Newsroom, prefix: str) -> None:
        """Redis is emptied, or the workers of triage and ingest are killed, when a quarter has been taken in."""
        with ThreadPoolExecutor(2) as executor:
            answers = push_all(pushed, prefix, executor)
            answers[BATCHES // 4].result()
            if prefix == "vidage":
                with redis.Redis.from_url(palabre.engines.redis_url) as connection:
                    connection.flushall()
            else:
                palabre.kill("triage worker")
                palabre.kill("ingest worker")
            outcomes = [answer.result() for answer in answers]
        assert [outcome.json().get("created") for outcome in outcomes] == [BATCH] * BATCHES
        until(lambda: count(pushed, prefix) == BATCHES * BATCH, "not all have arrived", 30)


class TestWhileAReplyLeaves:
    @pytest.mark.parametrize(
        "kind", ["slow", "timeout_after_acceptance"], ids=["before acceptance", "after acceptance"]
    )
    def test_the_death_of_the_worker_publishes_nothing_twice(
        self, palabre: Palabre, newsroom: Newsroom, nadia: Desk, kind: str
    ) -> None:
        question = f"Quand la poste rouvre-t-elle ? ({kind})"
        answer = f"Elle rouvre lundi. ({kind})"
        newsroom.set_undo_seconds(0)
        newsroom.newspaper.write("Martine", question)
        entry = newsroom.wait_for(question)
        newsroom.newspaper.arm("reply", kind, seconds=3)
        nadia.reply(entry["id"], answer)
        until(lambda: not newsroom.newspaper.api("GET", "faults").json(), "the site was never asked")
        palabre.kill("ingest worker")

        # The site took it once, and reading back what stands there says so.
        until(lambda: newsroom.newspaper.accepted("reply").get(answer), "the reply was lost", 30)
        until(lambda: newsroom.find(question, "answered"), "nobody knows that it was published", 60)
        assert newsroom.newspaper.accepted("reply")[answer] == 1
        assert newsroom.page().count(answer) == 1


class TestRevokedKey:
    def test_is_refused_by_ingest_at_once(self, palabre: Palabre, pushed: Newsroom) -> None:
        issued = palabre.shell("key", "create", "--client", pushed.slug, "--scope", "items:write")
        headers = {"authorization": f"Bearer {issued['key']}"}
        assert pushed.push(make_batch("clef", 0)[:1], **headers).status_code == 200
        url = f"{palabre.url('ingest')}/v1/clients/{pushed.slug}/keys/{issued['about']['id']}"
        operator = palabre.operator_headers("ingest", "keys:write")
        assert pushed.http.delete(url, headers=operator).status_code == 200
        assert pushed.push(make_batch("clef", 0)[:1], **headers).status_code == 401
