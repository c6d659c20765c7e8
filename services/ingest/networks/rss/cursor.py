"""Where reading a feed stands: what the server said of its newest version, and what was handed on already."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

LONGEST_MARK = 500


@dataclass(frozen=True, slots=True)
class Cursor:
    """`seen` holds for each entry the print of what was handed on and the second that it bears."""

    url: str = ""
    etag: str | None = None
    modified: str | None = None
    seen: Mapping[str, tuple[str, int]] = field(default_factory=dict)

    @classmethod
    def read(cls, text: str | None, url: str) -> Self:
        """An unreadable cursor, and one of another address, begins anew: what comes again is known."""
        try:
            of, etag, modified, seen = json.loads(text or "")
            known = {key: (str(mark), int(at)) for key, (mark, at) in seen.items()}
        except (ValueError, TypeError, AttributeError):
            return cls(url)
        return cls(url, etag, modified, known) if of == short(url) else cls(url)

    def written(self) -> str:
        marks = [mark if mark and len(mark) <= LONGEST_MARK else None for mark in (self.etag, self.modified)]
        return json.dumps([short(self.url), *marks, dict(self.seen)], separators=(",", ":"))


def short(text: str) -> str:
    """Return what stands for an id or an address in a cursor."""
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()[:16]
