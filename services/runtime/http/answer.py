"""What came back, whole and within bounds, also when it was packed to be small on the way and huge here."""

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import httpx

from services.runtime.http.errors import AnswerUnusable

# zlib's code for "a header of gzip or zlib, whichever it is".
GZIP_OR_ZLIB = 47


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str

    def json(self) -> Any:
        """Raises ValueError when the body is not JSON."""
        return json.loads(self.body)

    @property
    def retry_after(self) -> timedelta | None:
        """`Retry-After` in either form; a date counts from the answer's own clock, not from ours."""
        value = self.headers.get("retry-after", "").strip()
        if value.isdecimal():
            return timedelta(seconds=min(int(value), 86_400))
        until, now = _http_date(value), _http_date(self.headers.get("date", ""))
        return max(until - now, timedelta()) if until and now else None


def unpacked(body: bytes, headers: httpx.Headers, max_bytes: int) -> bytes:
    coding = headers.get("content-encoding", "identity").strip().lower()
    if coding == "identity" or not body:
        return body
    if coding not in {"gzip", "deflate"}:
        raise AnswerUnusable(f"the answer is coded as {coding[:40]!r}")
    try:
        plain = zlib.decompressobj(GZIP_OR_ZLIB).decompress(body, max_bytes + 1)
    except zlib.error:
        raise AnswerUnusable("the answer cannot be unpacked") from None
    if len(plain) > max_bytes:
        raise AnswerUnusable(f"the answer unpacks to more than {max_bytes} bytes")
    return plain


def _http_date(value: str) -> datetime | None:
    try:
        return parsedate_to_datetime(value)
    except ValueError:
        return None
