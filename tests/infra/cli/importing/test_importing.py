"""A file on its way into the real intake, on good and on bad days."""

import gzip
import json
from collections.abc import AsyncIterator, Sequence
from io import StringIO
from pathlib import Path
from typing import Any

import httpx
import pytest
from rich.console import Console

from infra.cli.failures import UNANSWERED, Refusal
from infra.cli.importing.lines import CutOffError, opened
from infra.cli.importing.posting import ATTEMPTS, Intake
from infra.cli.importing.run import BATCH_ITEMS, Tally, import_lines
from services.ingest.app import create_app
from services.ingest.settings import IngestSettings
from services.runtime.keyring import load_keyring
from services.runtime.tokens import Signer
from tests.house import House, with_known_addresses
from tests.house import opened as running
from tests.ingest.conftest import Client, Ingest, found
from tests.ingest.intake.comments import rows

ITEMS = "select external_id from ingest.item"


def item(number: int, **changes: Any) -> dict[str, Any]:
    author = {"id": "u1", "name": "Armelle"}
    fields = {"id": f"c-{number}", "kind": "comment", "text": f"Message {number}", "author": author}
    return {**fields, "created_at": "2026-11-22T09:14:00+01:00", **changes}


@pytest.fixture
async def ingest(house: House) -> AsyncIterator[Ingest]:
    app = with_known_addresses(create_app(house.settings(IngestSettings)))
    async with running(app) as (http, runtime):
        yield Ingest(app, http, runtime, house)


@pytest.fixture
async def forum(ingest: Ingest) -> Client:
    return await found(ingest, "forum")


class BadDays(httpx.AsyncBaseTransport):
    """Carries requests to the app, except where a status or a lost answer is next on its list; then all is well."""

    def __init__(self, app: httpx.ASGITransport, moods: Sequence[int | str]) -> None:
        self._app = app
        self._moods = iter(moods)
        self.keys: list[str] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.keys.append(request.headers["idempotency-key"])
        mood = next(self._moods, "well")
        if isinstance(mood, int):
            return httpx.Response(mood)
        answer = await self._app.handle_async_request(request)
        if mood == "lost":
            await answer.aread()
            raise httpx.ReadTimeout("the answer was lost", request=request)
        return answer


class Desk:
    """An operator with a file, and what was said to them."""

    def __init__(self, ingest: Ingest, client: str, path: Path) -> None:
        self.ingest, self.client, self.path = ingest, client, path
        self.said = StringIO()
        self.tally = Tally(Console(file=self.said, width=200))
        self.line = BadDays(httpx.ASGITransport(ingest.app), ())

    async def run(
        self, content: bytes, *moods: int | str, account: str = "site", dry_run: bool = False
    ) -> dict[str, int]:
        self.path.write_bytes(content)
        self.tally = Tally(Console(file=self.said, width=200))
        signer = Signer(load_keyring(self.ingest.house.var / "keys", "operator"))
        self.line = BadDays(httpx.ASGITransport(self.ingest.app), moods)
        async with httpx.AsyncClient(transport=self.line, base_url="http://ingest") as http:
            push = None if dry_run else Intake(http, signer, self.client, pause_seconds=0).push
            with opened(str(self.path)) as source:
                await import_lines(source, account, self.tally, push)
        return dict(self.tally.counts)


@pytest.fixture
def desk(ingest: Ingest, forum: Client, tmp_path: Path) -> Desk:
    return Desk(ingest, forum.slug, tmp_path / "items.ndjson")


def lines(*items: Any) -> bytes:
    return b"".join(json.dumps(one).encode() + b"\n" for one in items)


class TestImport:
    async def test_every_line_is_kept_and_a_second_run_changes_nothing(
        self, desk: Desk, ingest: Ingest, forum: Client
    ) -> None:
        content = lines(*(item(number) for number in range(BATCH_ITEMS + 20)))
        assert await desk.run(content) == {"created": BATCH_ITEMS + 20}
        assert await desk.run(gzip.compress(content)) == {"duplicate": BATCH_ITEMS + 20}
        assert len(await rows(ingest, forum, ITEMS)) == BATCH_ITEMS + 20

    async def test_each_line_that_is_not_taken_is_named(self, desk: Desk) -> None:
        content = (
            lines(item(1), item(2, created_at="hier"), item(3, author={"id": ""}))
            + b"no json\n\n\xff\xfe{}\n"
            + lines(item(4, account="blog"), item(5, account="site"))
            + b'{"text": "'
            + b"x" * 1_000_001
            + b'"}\n'
            + lines(item(6, text="lone \ud800"))
        )
        assert await desk.run(content) == {"created": 2, "rejected": 7}
        said = desk.said.getvalue()
        named = {line.split(":")[0] for line in said.splitlines()}
        assert {"line 2, created_at", "line 3, author.name", "line 4", "line 6", "line 7, account"} <= named
        assert "line 9: is longer than 1,000,000 bytes" in said
        assert "line 10, text" in said
        assert not {"line 1", "line 8"} & named

    async def test_an_account_that_there_is_not_is_said_of_every_line(self, desk: Desk) -> None:
        assert await desk.run(lines(item(1), item(2)), account="nowhere") == {"rejected": 2}
        assert "line 2, account" in desk.said.getvalue()

    async def test_another_client_ends_it(self, desk: Desk) -> None:
        desk.client = "nobody"
        with pytest.raises(Refusal, match=r"^There is no client nobody\.$"):
            await desk.run(lines(item(1)))
        assert desk.tally.last_line == 0

    async def test_of_a_damaged_file_the_beginning_is_kept(
        self, desk: Desk, ingest: Ingest, forum: Client
    ) -> None:
        packed = gzip.compress(lines(*(item(number, text="é" * 900) for number in range(700))), 0)
        with pytest.raises(CutOffError):
            await desk.run(packed[:-2_000])
        kept = len(await rows(ingest, forum, ITEMS))
        assert 690 <= kept < 700
        assert (desk.tally.counts["created"], desk.tally.last_line) == (kept, kept)


class TestOnABadDay:
    async def test_each_batch_is_repeated_under_its_key_and_counts_once(
        self, desk: Desk, ingest: Ingest, forum: Client
    ) -> None:
        content = lines(*(item(number) for number in range(BATCH_ITEMS + 1)))
        assert await desk.run(content, 429, "lost", "well", 503, 409) == {"created": BATCH_ITEMS + 1}
        first, second = dict.fromkeys(desk.line.keys)
        assert desk.line.keys == [first, first, first, second, second, second]
        assert len(await rows(ingest, forum, ITEMS)) == BATCH_ITEMS + 1

    async def test_who_never_answers_is_given_up(self, desk: Desk) -> None:
        with pytest.raises(Refusal, match="ingest does not answer") as refusal:
            await desk.run(lines(item(1)), *[503] * ATTEMPTS)
        assert refusal.value.exit_code == UNANSWERED
        assert len(desk.line.keys) == ATTEMPTS


class TestDryRun:
    async def test_a_line_that_would_not_be_taken_is_told_in_the_words_of_the_intake(
        self, desk: Desk
    ) -> None:
        wrong = lines(item(1, created_at="hier"), item(2, kind="tweet"), [3], item(4, text="lone \ud800"))
        content = wrong + b'no json\n{"id": 1, "id": 2}\n' + lines(item(7, created_at=1_700_000_000), item(8))
        assert await desk.run(content) == {"created": 1, "rejected": 7}
        posted = desk.said.getvalue()
        desk.said.truncate(0)
        desk.said.seek(0)
        assert await desk.run(content, dry_run=True) == {"fit": 1, "rejected": 7}
        assert desk.said.getvalue() == posted != ""

    async def test_nothing_is_posted_and_wrong_lines_are_named(
        self, desk: Desk, ingest: Ingest, forum: Client
    ) -> None:
        counts = await desk.run(lines(item(1), item(2, kind="tweet")), dry_run=True)
        assert counts == {"fit": 1, "rejected": 1}
        assert "line 2, kind" in desk.said.getvalue()
        assert await rows(ingest, forum, ITEMS) == []
