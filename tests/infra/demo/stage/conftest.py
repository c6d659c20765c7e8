"""A theatre for each test, and one in which the short story has been played for those who only look."""

import asyncio
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from infra.demo.month.story import Story
from infra.demo.stage.progress import Progress
from infra.engines.pair import EngineURLs
from tests.engines import cloned_database
from tests.infra.demo.stage.theatre import Theatre, short_story, yesterday_at_noon


@dataclass(frozen=True)
class Played:
    """What was played, what it came to, and what was said meanwhile."""

    theatre: Theatre
    story: Story
    now: datetime
    progress: Progress
    said: list[str]


@contextmanager
def opened(urls: EngineURLs, redis_url: str, keys: Path, folder: Path, name: str) -> Iterator[Theatre]:
    """The month is played only where there are no clients, so the database is nobody else's."""
    shutil.copytree(keys, folder / "var" / "keys")
    (folder / "var" / "log").mkdir()
    with cloned_database(urls, name) as database_url:
        yield Theatre(folder / "var", database_url, redis_url)


@pytest.fixture
def theatre(
    engine_urls: EngineURLs, redis_url: str, var: Path, tmp_path: Path, worker_number: int
) -> Iterator[Theatre]:
    with opened(engine_urls, redis_url, var / "keys", tmp_path, f"theatre_{worker_number}") as own:
        yield own


@pytest.fixture(scope="module")
def played(
    engine_urls: EngineURLs,
    redis_url: str,
    var: Path,
    tmp_path_factory: pytest.TempPathFactory,
    worker_number: int,
) -> Iterator[Played]:
    folder = tmp_path_factory.mktemp("played")
    with opened(engine_urls, redis_url, var / "keys", folder, f"played_{worker_number}") as theatre:
        now = yesterday_at_noon()
        progress, said = asyncio.run(theatre.play(now=now))
        yield Played(theatre, short_story(now), now, progress, said)
