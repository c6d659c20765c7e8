"""The worker of triage killed at every point of an automatic act, on several kinds of day.

Each message is acted on once or left to people once, with its evidence, and the share for audit is drawn once. A rule
that its audit stops is stopped once. How seldom a rule exceeds its limit is not shown here but simulated, in
tests/triage/automation: 120 decisions and a limit of 30 % are what lets a rule act at all.
"""

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from infra.engines.pair import EngineURLs
from services.runtime.points import POINTS
from services.triage.automation import points
from services.triage.moderation import points as moderation
from tests.faults.automatic import Brake, Story, open_brake
from tests.faults.nursery import Nursery

pytestmark = pytest.mark.long

ACT = [points.DRAWN, points.DUE, points.DECIDED, points.ACTED, moderation.ASKED]
# How many workers take over after how many deaths at the point.
DAYS = {"once": (1, 1), "twice": (2, 1), "two take over": (1, 2)}
DONE = ("system:rule hide",)
# So many acts, all of them denied, show that 30 % is exceeded; seven do.
WRONG = 8
# Above the numbers of the places of the other falls.
NUMBER = 6


@pytest.fixture(scope="module")
def brake(engine_urls: EngineURLs, var: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Brake]:
    folder = tmp_path_factory.mktemp("automatic")
    with Nursery(folder) as nursery, open_brake(nursery, engine_urls, var, folder, NUMBER) as opened:
        yield opened


def go_on(brake: Brake, item: str, workers: int = 1) -> Story:
    brake.work_until_at_rest(item, workers)
    return brake.story(item)


class TestWorkerKilled:
    @pytest.mark.parametrize(("point", "day"), list(product([one.name for one in ACT], DAYS)))
    def test_acts_once_and_shows_its_evidence(self, brake: Brake, point: str, day: str) -> None:
        item = brake.push_one()
        deaths, workers = DAYS[day]
        for number in range(deaths):
            if number and point in {points.ACTED.name, moderation.ASKED.name}:
                break  # What stands behind it is done, or is not done by it again.
            brake.let_worker_die(point)
        assert go_on(brake, item, workers) == Story(DONE, has_evidence=True, draws=(False,), asked=1)

    @pytest.mark.parametrize("point", [points.DRAWN.name])
    def test_leaves_the_share_for_audit_to_people_and_draws_it_once(self, brake: Brake, point: str) -> None:
        item = brake.push_one(for_audit=True)
        brake.let_worker_die(point)
        assert brake.story(item).draws == ()
        assert go_on(brake, item) == Story((), has_evidence=False, draws=(True,), asked=0)

    @pytest.mark.parametrize("point", [points.DUE.name, points.DECIDED.name])
    def test_lets_a_person_who_was_quicker_have_the_word(self, brake: Brake, point: str) -> None:
        item = brake.push_one()
        brake.let_worker_die(point)
        assert brake.decide(item, "approve", "legitimate") == 201
        assert go_on(brake, item) == Story(
            ("user:nadia approve",), has_evidence=False, draws=(False,), asked=0
        )

    def test_was_killed_at_every_point_there_is(self) -> None:
        ours = {name for name in POINTS if name.startswith(("automation.", "decision."))}
        assert {one.name for one in (*ACT, points.STOPPED)} == ours


class TestRuleStopped:
    def test_stops_once_and_acts_no_more_although_the_worker_died_over_it(self, brake: Brake) -> None:
        brake.begin_anew()
        items = [brake.push_one() for _ in range(WRONG)]
        assert {go_on(brake, item).decisions for item in items} == {DONE}
        # Only now, or a worker that is to do the next act would sometimes stop the rule already.
        for item in items:
            brake.deny(item)
        told = brake.stops()
        brake.let_worker_die(points.STOPPED.name)
        assert (brake.state(), brake.stops()) == ("acting", told)
        brake.work_until_stopped()
        assert brake.stops() == told + 1
        after = brake.push_one()
        brake.work_until_assessed(after)
        assert brake.story(after) == Story((), has_evidence=False, draws=(), asked=0)
        brake.begin_anew()
