"""A file of conversations posted as a scheduler would, to the real intake API on bad days."""

import json
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import httpx
import pytest
from rich.console import Console

from infra.load.scheduler import RefusedError, Scheduler
from infra.load.threads import items_of, load, read_threads
from services.ingest.app import create_app
from services.ingest.settings import IngestSettings
from tests.house import House, bearer, opened
from tests.ingest.conftest import Client, Ingest, found
from tests.ingest.intake.comments import rows

THREADS = [
    {"thread": "chat-1", "messages": ["salut", "ça va ?", ":) oui\u2028et toi", "👍"]},
    {"thread": "chat-2", "messages": ["tout seul"]},
]
UNTIL = datetime(2026, 11, 22, tzinfo=UTC)


class BadDays(httpx.AsyncBaseTransport):
    """Carries requests to the app, except when a status or a broken line is next on its list."""

    def __init__(self, app: httpx.ASGITransport, moods: Iterator[int | str]) -> None:
        self._app = app
        self._moods = moods
        self.keys: list[str] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.keys.append(request.headers["idempotency-key"])
        mood = next(self._moods, 200)
        if isinstance(mood, int) and mood != 200:
            return httpx.Response(mood, headers={"retry-after": "3"})
        answer = await self._app.handle_async_request(request)
        if mood == "lost":
            await answer.aread()
            raise httpx.ReadTimeout("the answer was lost", request=request)
        return answer


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "threads.jsonl"
    path.write_text("\n".join(json.dumps(thread, ensure_ascii=False) for thread in THREADS) + "\n\n")
    return path


@pytest.fixture
async def ingest(house: House) -> AsyncIterator[Ingest]:
    app = create_app(house.settings(IngestSettings))
    async with opened(app) as (http, runtime):
        yield Ingest(app, http, runtime, house)


@pytest.fixture
async def forum(ingest: Ingest) -> Client:
    return await found(ingest, "forum")


async def post(
    ingest: Ingest, forum: Client, file: Path, *moods: int | str, key: str = ""
) -> tuple[dict[str, int], BadDays, str]:
    """Load the file two items at a time; return the counts, the line and what was said."""
    line = BadDays(httpx.ASGITransport(ingest.app), iter(moods))
    said = StringIO()
    async with httpx.AsyncClient(
        transport=line, base_url="http://service", headers=bearer(key or forum.key)
    ) as http:
        items = items_of(read_threads(file), "site", UNTIL)
        scheduler = Scheduler(http, forum.slug, pause_seconds=0)
        counts = await load(scheduler, items, 2, Console(file=said))
    return dict(counts), line, said.getvalue()


class TestLoad:
    async def test_each_thread_stands_under_its_first_message(
        self, ingest: Ingest, forum: Client, file: Path
    ) -> None:
        counts, _, _ = await post(ingest, forum, file)
        assert counts == {"created": 5}
        stored = await rows(
            ingest, forum, "select external_id, kind, parent, text from ingest.item order by created_at"
        )
        assert stored == [
            ("chat-1-0", "comment", None, "salut"),
            ("chat-1-1", "reply", "chat-1-0", "ça va ?"),
            ("chat-1-2", "reply", "chat-1-0", ":) oui\u2028et toi"),
            ("chat-1-3", "reply", "chat-1-0", "👍"),
            ("chat-2-0", "comment", None, "tout seul"),
        ]

    async def test_a_second_run_changes_nothing(self, ingest: Ingest, forum: Client, file: Path) -> None:
        await post(ingest, forum, file)
        counts, _, _ = await post(ingest, forum, file)
        assert counts == {"duplicate": 5}

    async def test_on_a_bad_day_each_batch_is_repeated_under_its_key(
        self, ingest: Ingest, forum: Client, file: Path
    ) -> None:
        counts, line, _ = await post(ingest, forum, file, 429, 503, 200, "lost")
        assert counts == {"created": 5}  # also the batch whose first answer was lost
        first, second, third = dict.fromkeys(line.keys)
        assert line.keys == [first, first, first, second, second, third]

    async def test_who_never_answers_is_given_up(self, ingest: Ingest, forum: Client, file: Path) -> None:
        with pytest.raises(RefusedError, match="10 attempts"):
            await post(ingest, forum, file, *[503] * 20)

    async def test_a_key_that_is_not_known_ends_it(self, ingest: Ingest, forum: Client, file: Path) -> None:
        with pytest.raises(RefusedError, match="401"):
            await post(ingest, forum, file, key="pal_a_b")

    async def test_why_items_were_rejected_is_said(
        self, ingest: Ingest, forum: Client, tmp_path: Path
    ) -> None:
        file = tmp_path / "long.jsonl"
        file.write_text(json.dumps({"thread": "t", "messages": ["x" * 50_001, "y"]}))
        counts, _, said = await post(ingest, forum, file)
        assert counts == {"rejected": 1, "created": 1}
        assert "1 rejected, text:" in said


class TestReadThreads:
    @pytest.mark.parametrize("line", ["{", "[]", '{"thread": "a"}', '{"thread": "a", "messages": 3}'])
    def test_a_line_that_is_none_is_named(self, tmp_path: Path, line: str) -> None:
        file = tmp_path / "bad.jsonl"
        file.write_text(json.dumps(THREADS[0]) + "\n" + line)
        with pytest.raises(ValueError, match="line 2"):
            list(read_threads(file))
