"""Real talk out of a file stands in the queue with its reasons; once, however often it is imported."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.installation import ROOT
from tests.installation import palabre as palabre_command
from tests.journeys.newsroom import Newsroom, found_newsroom, until
from tests.journeys.palabre import Palabre

pytestmark = pytest.mark.journey

# Ten conversations of twelve messages, written for this test in the way people write.
FILE = Path(__file__).parent / "data" / "threads.jsonl"
MESSAGES = 120


@pytest.fixture(scope="module")
def newsroom(palabre: Palabre) -> Iterator[Newsroom]:
    founded = found_newsroom(palabre, "Mairie de Montrelais", has_site=False)
    yield founded
    founded.close()


@pytest.fixture(scope="module")
def messages(newsroom: Newsroom) -> Path:
    """The file as `palabre import` takes it."""
    made = subprocess.run(
        [sys.executable, "-m", "infra.load.threads", str(FILE)],
        cwd=ROOT,
        capture_output=True,
        check=True,
        timeout=60,
    )
    path = newsroom.palabre.var / "threads.ndjson"
    path.write_bytes(made.stdout)
    return path


def load(newsroom: Newsroom, messages: Path) -> str:
    """What `palabre import` says at its end."""
    told = ("--client", newsroom.slug, "--account", "chat")
    done = palabre_command("import", str(messages), *told, settings=newsroom.palabre.installation.settings)
    assert done.returncode == 0, done.stderr
    return done.stdout


class TestThreads:
    def test_stand_in_the_queue_explained_and_once(self, newsroom: Newsroom, messages: Path) -> None:
        assert f"{MESSAGES} created" in load(newsroom, messages)
        until(
            lambda: sum(entry["item_count"] for entry in newsroom.queue()) == MESSAGES,
            "not every message reached the queue",
        )
        entries = list(newsroom.queue())
        assert len(entries) == 10
        assert [entry["priority"] for entry in entries] == sorted(
            (entry["priority"] for entry in entries), reverse=True
        )
        assert all(entry["reasons"] for entry in entries)

        # The school class with its insult presses more than the recipe.
        talks = [newsroom.conversation(entry["id"]) for entry in entries]
        places = {item["text"]: place for place, talk in enumerate(talks) for item in talk["items"]}
        assert places["t'as très bien compris sale pute"] < places["quatre, et un bol de pruneaux"]
        items = [item for talk in talks for item in talk["items"]]
        assert len(items) == MESSAGES
        assert all(item["assessment"]["model"] for item in items)
        found = {item["text"]: item["assessment"] for item in items}
        assert "toxic" in found["t'as très bien compris sale pute"]["found"]
        assert "question" in found["Où est-ce qu'on peut trouver les programmes ?"]["found"]
        assert found["quatre, et un bol de pruneaux"]["found"] == []
        assert found["tu peux m'appeler au 06 12 34 56 78 si tu le revois"]["personal_data"] == ["phone"]

        assert f"{MESSAGES} duplicate" in load(newsroom, messages)
        assert sum(entry["item_count"] for entry in newsroom.queue()) == MESSAGES
