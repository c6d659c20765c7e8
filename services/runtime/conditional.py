"""Answers that a reader may hold and ask for again by their tag (RFC 9110, 8.8 and 13.1.2)."""

import hashlib
import re
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

# A tag is quoted and opaque, so a comma may stand in it; `W/` before it says that it is weak.
_TAGS = re.compile(r'(?:W/)?("[\x21\x23-\x7e\x80-\xff]*")')


def answer_unless_known(
    request: Request,
    content: bytes,
    *,
    media_type: str = "application/json",
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Answer the content with a strong tag of it, or 304 without it when the reader holds it already.

    Only this reader may keep it, and asks each time whether it still holds.
    """
    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    kept = {"etag": tag, "cache-control": "private, no-cache", **(headers or {})}
    if is_known(tag, request.headers.getlist("if-none-match")):
        return Response(status_code=304, headers=kept)
    return Response(content, headers=kept, media_type=media_type)


def is_known(tag: str, given: list[str]) -> bool:
    """Whether one of the tags given is this one, by the weak comparison that If-None-Match asks for."""
    return any(line.strip() == "*" or tag in _TAGS.findall(line) for line in given)
