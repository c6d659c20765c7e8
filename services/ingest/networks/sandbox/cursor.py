"""Where a pull stands. The site's times are whole seconds, so several changes share one and some come late.

Each listing therefore begins a little before the newest change that was known when the listing before it began,
and what was seen in that overlap is remembered by its fingerprint, so that it is not handed on again.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Self

from services.ingest.networks.sandbox.wire import Comment

# A change may become visible some seconds after the second that it bears, while another is being written.
OVERLAP_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Cursor:
    """`newest` is the newest change known. Inside a listing, `page` is the place and `begun` its first second.

    All seconds are the site's. What comes late during a long listing may stand before its place already, so the
    next one goes back behind `begun`.
    """

    since: int = 0
    newest: int = 0
    begun: int = 0
    page: str | None = None
    seen: Mapping[str, tuple[int, str]] = field(default_factory=dict)

    @classmethod
    def read(cls, text: str | None) -> Self:
        """An unreadable cursor begins anew: everything comes again, which is harmless."""
        try:
            since, newest, begun, page, seen = json.loads(text or "")
            return cls(since, newest, begun, page, {key: (at, mark) for key, (at, mark) in seen.items()})
        except (ValueError, TypeError, AttributeError):
            return cls()

    def written(self) -> str:
        values = [self.since, self.newest, self.begun, self.page, self.seen]
        return json.dumps(values, sort_keys=True, separators=(",", ":"))

    def is_new(self, comment: Comment) -> bool:
        return self.seen.get(comment.id) != _fingerprint(comment)

    def after(self, comments: list[Comment], *, next_page: str | None, as_of: int) -> Self:
        """The cursor behind a page that the site wrote at its second `as_of`."""
        begun = self.begun if self.page else as_of
        newest = max([self.newest, *(comment.changed_at for comment in comments)])
        floor = max(min(newest, begun) - OVERLAP_SECONDS, 0)
        seen = {**self.seen, **{comment.id: _fingerprint(comment) for comment in comments}}
        # What this listing has yet to show again stays remembered until it has.
        forgotten = min(floor, comments[-1].changed_at) if next_page and comments else floor
        return replace(
            self,
            since=self.since if next_page else floor,
            newest=newest,
            begun=begun if next_page else 0,
            page=next_page,
            seen={key: mark for key, mark in seen.items() if mark[0] >= forgotten},
        )


def _fingerprint(comment: Comment) -> tuple[int, str]:
    content = json.dumps([comment.text, comment.state, comment.author and comment.author.name])
    return comment.changed_at, hashlib.sha256(content.encode()).hexdigest()[:12]
