"""Where a pull stands. The site's times are whole seconds, so several changes share one and some come late.

Each listing therefore begins a little before the newest change that is known, and what was seen in that overlap
is remembered by its fingerprint, so that it is not handed on again.
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
    """`newest` is the newest change known, `page` the place inside a listing that began at `since`."""

    since: int = 0
    newest: int = 0
    page: str | None = None
    seen: Mapping[str, tuple[int, str]] = field(default_factory=dict)

    @classmethod
    def read(cls, text: str | None) -> Self:
        """An unreadable cursor begins anew: everything comes again, which is harmless."""
        try:
            since, newest, page, seen = json.loads(text or "")
            return cls(since, newest, page, {key: (at, mark) for key, (at, mark) in seen.items()})
        except (ValueError, TypeError, AttributeError):
            return cls()

    def written(self) -> str:
        return json.dumps(
            [self.since, self.newest, self.page, self.seen], sort_keys=True, separators=(",", ":")
        )

    def is_new(self, comment: Comment) -> bool:
        return self.seen.get(comment.id) != _fingerprint(comment)

    def after(self, comments: list[Comment], next_page: str | None) -> Self:
        newest = max([self.newest, *(comment.changed_at for comment in comments)])
        floor = max(newest - OVERLAP_SECONDS, 0)
        seen = {**self.seen, **{comment.id: _fingerprint(comment) for comment in comments}}
        return replace(
            self,
            since=self.since if next_page else floor,
            newest=newest,
            page=next_page,
            seen={key: mark for key, mark in seen.items() if mark[0] >= floor},
        )


def _fingerprint(comment: Comment) -> tuple[int, str]:
    content = json.dumps([comment.text, comment.state, comment.author and comment.author.name])
    return comment.changed_at, hashlib.sha256(content.encode()).hexdigest()[:12]
