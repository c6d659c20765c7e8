"""Where a pull stands. WordPress keeps no date of changes, so what was read is remembered by its mark.

Comments are listed by their number, newest first: numbers only rise, whereas dates have whole seconds, a time
zone, and an hour that comes twice a year. Each pull reads the newest page. Where the comments below it are news
as well, reading goes on downwards at once (*catching up*); otherwise one page of the older ones is read again,
in turn, so that edits and deletions are noticed there too.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import accumulate, pairwise
from typing import Self

from services.ingest.networks.wordpress.marks import MARK_LENGTH

PAGE_SIZE = 100
# Comments move up between two pages when newer ones are deleted; pages share these, so that none slips through.
OVERLAP = 10
STEP = PAGE_SIZE - OVERLAP
# As many are watched for edits and deletions: at one page in 15 s each is seen again within 14 minutes.
WATCHED = 5_000


@dataclass(frozen=True, slots=True)
class Cursor:
    """`marks` are those of the watched comments by number; all comments up to `newest` have been read.

    `place` is the offset of the page that is read next beside the newest one. While catching up, `goal` is the
    number down to which to read and `lowest` the last one read; `user` and `me` are whom we read as.
    """

    user: str = ""
    me: int = 0
    newest: int = 0
    place: int = STEP
    goal: int | None = None
    lowest: int = 0
    marks: Mapping[int, str] = field(default_factory=dict)

    @classmethod
    def read(cls, text: str | None) -> Self:
        """An unreadable cursor begins anew: everything comes again, which is harmless."""
        try:
            user, me, newest, place, goal, lowest, steps, marks = json.loads(text or "")
            return cls(str(user), int(me), newest, int(place), goal, lowest, _unpacked(steps, marks))
        except (ValueError, TypeError):
            return cls()

    def written(self) -> str:
        """Numbers as steps from one to the next and marks as one string: 8 bytes for each comment."""
        numbers = sorted(self.marks)
        steps = [later - earlier for earlier, later in pairwise([0, *numbers])]
        marks = "".join(self.marks[number] for number in numbers)
        values = [self.user, self.me, self.newest, self.place, self.goal, self.lowest, steps, marks]
        return json.dumps(values, separators=(",", ":"))

    def remembering(self, marks: Mapping[int, str], forgotten: Iterable[int] = ()) -> Self:
        """The same place with these marks instead of earlier ones; only the newest comments stay watched."""
        merged = {**self.marks, **marks}
        for number in forgotten:
            merged.pop(number, None)
        kept = sorted(merged, reverse=True)[:WATCHED]
        return replace(self, marks={number: merged[number] for number in kept})


def _unpacked(steps: list[int], marks: str) -> dict[int, str]:
    cut = [marks[at : at + MARK_LENGTH] for at in range(0, len(marks), MARK_LENGTH)]
    return dict(zip(accumulate(steps), cut, strict=True))
