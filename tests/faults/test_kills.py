"""The worker of ingest killed at every point of an action, on good and bad days of the network.

At most one comment stands on the site for each reply, and every action ends sent, refused, or before a person.
"""

import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from infra.demo.settings import DEFAULT_SITE
from infra.engines.pair import EngineURLs
from services.runtime.clock import Clock
from services.runtime.points import POINTS
from tests.faults.nursery import Nursery
from tests.faults.place import Place, open_place
from tests.infra.demo.running import TOKEN, Newspaper, SiteClock, running_site

# The points are those of all that the worker is composed of.
import_module("services.ingest.worker")

LANES = 4
LEASE_AND_FIRST_LOOK = timedelta(seconds=70)

# What the network does with the first attempt, as the demo's site calls it.
FAULTS: dict[str, dict[str, Any]] = {
    "fine": {},
    "time-out after": {"kind": "timeout_after_acceptance", "seconds": 5},
    "reset after": {"kind": "reset_after_acceptance"},
    "5xx after": {"kind": "5xx_after_acceptance"},
    "429": {"kind": "rate_limited", "seconds": 30},
}
# A lease ends, and a look begins, only where a worker has died before.
BEFORE: dict[str, list[tuple[str, ...]]] = {
    "action": [()],
    "lease": [("action.claimed",), ("action.answered",)],
    "look": [("action.answered",)],
}


@dataclass(frozen=True)
class Fall:
    """Where workers die one after the other, and on what kind of day."""

    points: tuple[str, ...]
    fault: str


@dataclass(frozen=True)
class Outcome:
    """How often the site took the reply, and what the action came to."""

    accepted: int
    end: str


class MovedClock(SiteClock):
    """The site's clock, moved together with ours: a reply that is looked for bears the time of both."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock

    def __call__(self) -> float:
        return self._clock.now().timestamp()


@dataclass
class Lane:
    """A place with a site of its own, where one fall after the other is gone through."""

    place: Place
    site: Newspaper

    def go_through_all(self, mine: Sequence[Fall]) -> dict[Fall, Outcome]:
        return {fall: self.go_through(fall) for fall in mine}

    def go_through(self, fall: Fall) -> Outcome:
        text = f"Deux navettes ({fall})."[:200]
        comment = self.site.write("Sylvie", "Et les bus ?")
        if FAULTS[fall.fault]:
            self.site.arm("reply", comment=comment, **FAULTS[fall.fault])
        action = self.place.request(self.place.push(comment, "Et les bus ?"), text)
        for number, point in enumerate(fall.points):
            if number:
                self.place.pass_time(LEASE_AND_FIRST_LOOK)
            self.place.let_worker_die(point)
        ended = self.place.finish(action)
        return Outcome(self.site.accepted().get(text, 0), ended["state"])


def falls() -> list[Fall]:
    """Every registered point, after what has to happen before it, on every kind of day."""
    deaths = [(*before, point) for point in sorted(POINTS) for before in BEFORE[point.partition(".")[0]]]
    return [Fall(points, fault) for points, fault in product(deaths, FAULTS)]


@contextmanager
def open_lane(nursery: Nursery, urls: EngineURLs, var: Path, folder: Path, number: int) -> Iterator[Lane]:
    with open_place(nursery, urls, var, folder / f"place-{number}", number) as place:
        clock = MovedClock(place.clock)
        with running_site(folder / f"site-{number}", clock) as server:
            lane = Lane(place, Newspaper(server, DEFAULT_SITE, clock))
            place.found_account("sandbox", lane.site.url, {"token": TOKEN})
            yield lane


@pytest.fixture(scope="module")
def outcomes(
    engine_urls: EngineURLs, var: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[Fall, Outcome]:
    """What every fall came to; the lanes share them, so that one waits while another works."""
    folder = tmp_path_factory.mktemp("kills")
    every = falls()
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


def table(outcomes: dict[Fall, Outcome]) -> str:
    """For each death and day: what the action came to, and how many comments stand on the site."""
    lines = [f"{'killed at':38}" + "".join(f"{fault:>16}" for fault in FAULTS)]
    for points in dict.fromkeys(fall.points for fall in falls()):
        cells = [outcomes[Fall(points, fault)] for fault in FAULTS]
        lines.append(
            f"{' then '.join(points):38}" + "".join(f"{f'{one.end} {one.accepted}':>16}" for one in cells)
        )
    return "\n".join(lines)


class TestWorkerKilled:
    def test_publishes_at_most_once_and_every_action_ends(self, outcomes: dict[Fall, Outcome]) -> None:
        told = table(outcomes)
        sys.stdout.write(f"\n{told}\n")
        assert set(outcomes) == set(falls()), told
        assert {(one.end, one.accepted) for one in outcomes.values()} <= {
            ("sent", 1),
            ("refused", 0),
            ("unknown", 0),
        }, told

    def test_is_unknown_only_where_nobody_could_tell(self, outcomes: dict[Fall, Outcome]) -> None:
        """Where the site took the reply, reading it back finds it; where it did not, only the dead worker knew."""
        undecided = {fall.fault for fall, one in outcomes.items() if one.end == "unknown"}
        begun = {fall.points[0] for fall, one in outcomes.items() if one.end == "unknown"}
        assert undecided == set(FAULTS)
        assert begun == {"action.intended", "action.answered"}

    def test_was_killed_at_every_point_there_is(self, outcomes: dict[Fall, Outcome]) -> None:
        assert {fall.points[-1] for fall in outcomes} == set(POINTS)
        assert len(POINTS) == 10
