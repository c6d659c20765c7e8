"""Where workers die one after the other, in the midst of which act, on what kind of day; and a place to try it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module
from itertools import product
from pathlib import Path
from typing import Any

from infra.demo.settings import DEFAULT_SITE
from infra.engines.pair import EngineURLs
from services.runtime.clock import Clock
from services.runtime.points import POINTS
from tests.faults.nursery import Nursery
from tests.faults.place import Place, open_place
from tests.infra.demo.running import TOKEN, Newspaper, SiteClock, running_site

# The points are those of all that the worker is composed of.
import_module("services.ingest.worker")

LEASE_AND_FIRST_LOOK = timedelta(seconds=70)
REPLY = "publish_reply"
ASKED = "Et les bus ?"

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
class Moderation:
    """What a colleague does by hand before, and how the site and our copy show the comment after it."""

    state: str
    standing: str
    before: str = ""


# What brings something back has to find it away.
MODERATIONS = {
    "hide": Moderation("hidden", "hidden"),
    "unhide": Moderation("published", "visible", before="hide"),
    "mark_spam": Moderation("spam", "spam"),
    "delete": Moderation("binned", "binned"),
    "restore": Moderation("published", "visible", before="delete"),
}


@dataclass(frozen=True)
class Fall:
    points: tuple[str, ...]
    fault: str
    kind: str = REPLY


@dataclass(frozen=True)
class Outcome:
    """How often the site took the act, what the action came to, and how the site and our copy show the comment."""

    accepted: int
    end: str
    state: str
    standing: str


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

    def go_through_all(self, mine: list[Fall]) -> dict[Fall, Outcome]:
        return {fall: self.go_through(fall) for fall in mine}

    def go_through(self, fall: Fall) -> Outcome:
        comment = self.site.write("Sylvie", ASKED)
        text = f"Deux navettes ({fall})."[:200] if fall.kind == REPLY else None
        if fall.kind != REPLY and MODERATIONS[fall.kind].before:
            self.site.moderate(comment, MODERATIONS[fall.kind].before)
        if FAULTS[fall.fault]:
            operation = "reply" if fall.kind == REPLY else fall.kind
            self.site.arm(operation, comment=comment, **FAULTS[fall.fault])
        item = self.place.push(comment, ASKED)
        action = self.place.request(item, text, kind=fall.kind)
        for number, point in enumerate(fall.points):
            if number:
                self.place.pass_time(LEASE_AND_FIRST_LOOK)
            self.place.let_worker_die(point)
        ended = self.place.finish(action)
        return Outcome(
            accepted=self.site.accepted("reply" if text else fall.kind).get(text or comment, 0),
            end=ended["state"],
            state=self.site.api("GET", f"api/v1/comments/{comment}").json()["state"],
            standing=standing_of(self.place.item(item)),
        )


def standing_of(item: dict[str, Any]) -> str:
    return "binned" if item["is_binned"] else item["standing"]


def points_of_ingest() -> set[str]:
    """Whatever else this process has imported."""
    return {point for point in POINTS if point.partition(".")[0] in BEFORE}


def deaths(*beginnings: str) -> list[tuple[str, ...]]:
    """Every registered point that begins so, after what has to happen before it."""
    named = [(point, point.partition(".")[0]) for point in sorted(points_of_ingest())]
    return [(*before, point) for point, of in named if of in beginnings for before in BEFORE[of]]


def reply_falls() -> list[Fall]:
    """Every point, on every kind of day."""
    return [Fall(points, fault) for points, fault in product(deaths(*BEFORE), FAULTS)]


def moderation_falls() -> list[Fall]:
    """Every act at every point on one kind of day, so that each act and each point meet every kind.

    Nothing is looked for there: what may be repeated without harm is repeated.
    """
    days = list(FAULTS)
    return [
        Fall(points, days[(act + death) % len(days)], kind)
        for act, kind in enumerate(MODERATIONS)
        for death, points in enumerate(deaths("action", "lease"))
    ]


@contextmanager
def open_lane(nursery: Nursery, urls: EngineURLs, var: Path, folder: Path, number: int) -> Iterator[Lane]:
    with open_place(nursery, urls, var, folder / f"place-{number}", number) as place:
        clock = MovedClock(place.clock)
        with running_site(folder / f"site-{number}", clock) as server:
            lane = Lane(place, Newspaper(server, DEFAULT_SITE, clock))
            place.found_account("sandbox", lane.site.url, {"token": TOKEN})
            yield lane
