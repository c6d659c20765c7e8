"""Refuses what another site made a browser send.

Browsers say where a request comes from: in Sec-Fetch-Site, and in Origin where they do not know that header. What
carries neither was sent by no browser, so nobody's cookies ride along unawares. Beyond that, every form of a
session carries a token of that session.
"""

from urllib.parse import urlsplit

from starlette.requests import Request

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
# "none" is the person themselves, who loads a page again.
_OWN_SITES = frozenset({"same-origin", "none"})


def is_from_elsewhere(request: Request, own_address: str) -> bool:
    """Whether a request that changes something was started by another origin."""
    if request.method in SAFE_METHODS:
        return False
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site not in _OWN_SITES
    origin = request.headers.get("origin")
    if origin is None:
        return False
    host = urlsplit(origin).netloc
    return host == "" or host not in {request.headers.get("host", ""), urlsplit(own_address).netloc}
