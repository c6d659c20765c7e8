"""However often the play is killed, the month comes to the same end."""

import os
import signal
import subprocess
import sys
from datetime import timedelta

import pytest

from infra.demo.stage.progress import Progress
from services.contracts.reply import LIST_REPLIES, ReplyQuery
from tests.infra.demo.stage.theatre import Theatre, assert_told, short_story
from tests.installation import ROOT, environment, wait_until

PROGRAM = "from tests.infra.demo.stage.theatre import play_from_environment as play; play()"


def kill_at(theatre: Theatre, done: int) -> None:
    """Let a process play until so many happenings are over, and kill it in the midst of the next."""
    play = subprocess.Popen(
        [sys.executable, "-c", PROGRAM],
        env=environment(theatre.environment),
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
    )
    try:
        wait_until(lambda: has_done(theatre, done) or play.poll() is not None, 60, "nothing was played")
    finally:
        os.kill(play.pid, signal.SIGKILL)
        play.wait()


def has_done(theatre: Theatre, done: int) -> bool:
    progress = Progress.read(theatre.var)
    return progress is not None and progress.state == "playing" and progress.done >= done


class TestKill:
    @pytest.mark.parametrize("points", [(0, 4, 7, 13), (3, 5, 15, 18)], ids=str)
    async def test_the_month_is_taken_up_and_nothing_happens_twice(
        self, theatre: Theatre, points: tuple[int, ...]
    ) -> None:
        for done in points:
            kill_at(theatre, done)
        progress, _ = await theatre.play()
        assert progress.state == "played"
        told = short_story(progress.now)
        async with theatre.visit() as visit:
            await assert_told(visit, told)
            replies = (await visit.ask(LIST_REPLIES, query=ReplyQuery(limit=200))).items
        states = [one.state for one in replies if one.state != "recalled"]
        assert sorted(states) == ["draft", "published", "published", "published"]
        assert all(one.created_at < progress.now + timedelta(minutes=5) for one in replies)
