"""The worker of ingest killed at every point of an action, on good and bad days of the network.

At most one comment stands on the site for each reply, what moderates leaves the site and our copy of one mind, and
every action ends sent, refused, or before a person.
"""

import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import get_args

import pytest

from infra.engines.pair import EngineURLs
from services.contracts.ingest import ActionKind
from services.ingest.actions.acts import ACTS
from tests.faults.falls import (
    FAULTS,
    MODERATIONS,
    REPLY,
    Fall,
    Lane,
    Outcome,
    moderation_falls,
    open_lane,
    points_of_ingest,
    reply_falls,
)
from tests.faults.nursery import Nursery

# All falls together are a minute's work on two cores with nothing else to do; what waits has bounds of its own.
pytestmark = [pytest.mark.long, pytest.mark.timeout(400)]

LANES = 4
Outcomes = dict[Fall, Outcome]


@pytest.fixture(scope="module")
def outcomes(engine_urls: EngineURLs, var: Path, tmp_path_factory: pytest.TempPathFactory) -> Outcomes:
    """What every fall came to; the lanes share them, so that one waits while another works."""
    folder = tmp_path_factory.mktemp("kills")
    every = [*reply_falls(), *moderation_falls()]
    with ExitStack() as stack:
        nursery = stack.enter_context(Nursery(folder))
        # One after the other: FastAPI makes an application with warnings switched for all threads.
        lanes = [
            stack.enter_context(open_lane(nursery, engine_urls, var, folder, number))
            for number in range(LANES)
        ]
        with ThreadPoolExecutor(LANES) as executor:
            shares = executor.map(Lane.go_through_all, lanes, (every[n::LANES] for n in range(LANES)))
            return {fall: outcome for share in shares for fall, outcome in share.items()}


@pytest.fixture
def replies(outcomes: Outcomes) -> Outcomes:
    return {fall: one for fall, one in outcomes.items() if fall.kind == REPLY}


@pytest.fixture
def moderations(outcomes: Outcomes) -> Outcomes:
    return {fall: one for fall, one in outcomes.items() if fall.kind != REPLY}


def table(outcomes: Outcomes) -> str:
    """For each death and day: what the action came to, and how often the site took it."""
    lines = [f"{'killed at':52}" + "".join(f"{fault:>16}" for fault in FAULTS)]
    for kind, points in sorted({(fall.kind, fall.points) for fall in outcomes}):
        found = [outcomes.get(Fall(points, fault, kind)) for fault in FAULTS]
        cells = "".join(f"{f'{one.end} {one.accepted}' if one else '':>16}" for one in found)
        lines.append(f"{kind:14}{' then '.join(points):38}{cells}")
    return "\n".join(lines)


class TestWorkerKilled:
    def test_publishes_at_most_once_and_every_action_ends(self, replies: Outcomes) -> None:
        told = table(replies)
        sys.stdout.write(f"\n{told}\n")
        assert set(replies) == set(reply_falls()), told
        assert {(one.end, one.accepted) for one in replies.values()} <= {
            ("sent", 1),
            ("refused", 0),
            ("unknown", 0),
        }, told

    def test_is_unknown_only_where_nobody_could_tell(self, replies: Outcomes) -> None:
        """Where the site took the reply, reading it back finds it; where it did not, only the dead worker knew."""
        undecided = {fall.fault for fall, one in replies.items() if one.end == "unknown"}
        begun = {fall.points[0] for fall, one in replies.items() if one.end == "unknown"}
        assert undecided == set(FAULTS)
        assert begun == {"action.intended", "action.answered"}

    def test_moderates_once_and_for_both_alike(self, moderations: Outcomes) -> None:
        """Repeated until it is known to be done; a second time changes nothing more at the site."""
        told = table(moderations)
        sys.stdout.write(f"\n{told}\n")
        assert set(moderations) == set(moderation_falls()), told
        for fall, one in moderations.items():
            wanted = MODERATIONS[fall.kind]
            assert one == Outcome(1, "sent", wanted.state, wanted.standing), (fall, told)

    def test_was_killed_at_every_point_there_is(self, replies: Outcomes, moderations: Outcomes) -> None:
        assert {fall.points[-1] for fall in replies} == points_of_ingest()
        assert {fall.points[-1] for fall in moderations} == {
            point for point in points_of_ingest() if not point.startswith("look.")
        }
        assert len(points_of_ingest()) == 10

    def test_was_killed_in_every_act_on_every_kind_of_day(self, outcomes: Outcomes) -> None:
        assert {fall.kind for fall in outcomes} == set(ACTS) == set(get_args(ActionKind))
        assert {(fall.kind, fall.fault) for fall in outcomes} == {
            (kind, fault) for kind in ACTS for fault in FAULTS
        }
        met = {(fall.points, fall.fault) for fall in moderation_falls()}
        assert len(met) == len({points for points, _ in met}) * len(FAULTS)
