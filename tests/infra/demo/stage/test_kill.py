"""However often the play is killed, the month comes to the same end."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from infra.demo.stage.progress import Progress
from services.contracts.reply import LIST_REPLIES, ReplyQuery
from tests.faults.nursery import Nursery
from tests.infra.demo.stage.theatre import Theatre, assert_told, short_story
from tests.installation import wait_until

pytestmark = pytest.mark.long

THEATRE = "tests.infra.demo.stage.theatre"


@pytest.fixture(scope="module")
def nursery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nursery]:
    with Nursery(tmp_path_factory.mktemp("plays"), THEATRE, "services.triage.scoring.service") as opened:
        yield opened


def kill_at(nursery: Nursery, theatre: Theatre, done: int) -> None:
    """Let a process play until so many happenings are over, and kill it in the midst of the next."""
    with nursery.start(f"{THEATRE}:play_from_environment", theatre.environment) as play:
        wait_until(lambda: has_done(theatre, done) or play.has_ended, 60, "nothing was played")
        play.end()


def has_done(theatre: Theatre, done: int) -> bool:
    progress = Progress.read(theatre.var)
    return progress is not None and progress.state == "playing" and progress.done >= done


class TestKill:
    @pytest.mark.parametrize("points", [(0, 4, 7, 13), (3, 5, 15, 18)], ids=str)
    async def test_the_month_is_taken_up_and_nothing_happens_twice(
        self, nursery: Nursery, theatre: Theatre, points: tuple[int, ...]
    ) -> None:
        for done in points:
            kill_at(nursery, theatre, done)
        progress, _ = await theatre.play()
        assert progress.state == "played"
        told = short_story(progress.now)
        async with theatre.visit() as visit:
            await assert_told(visit, told)
            replies = (await visit.ask(LIST_REPLIES, query=ReplyQuery(limit=200))).items
        states = [one.state for one in replies if one.state != "recalled"]
        assert sorted(states) == ["draft", "published", "published", "published"]
        assert all(one.created_at < progress.now + timedelta(minutes=5) for one in replies)
