"""How often strangers may try API keys, without keeping out a single one who holds a key of ours.

Every look-up of a key costs a question to the database or to ingest. A key made here ends in a mark under the
installation's secret, so a made-up one is known without asking. What bears no mark may be a key from before the
secret was changed: it is looked up, as long as its address has not tried too many that nobody knows.
"""

import base64
import hashlib
import hmac
from ipaddress import ip_address, ip_network

from starlette.requests import Request

from services.runtime.limits import RateLimit
from services.runtime.secrets import derive

MARK_BYTES = 5
MARK_LENGTH = 8
# Failures that cost nothing, and how fast they are forgotten: one in three seconds.
FREE_FAILURES = 20
FORGOTTEN_A_SECOND = 1 / 3


class KeyDoor:
    """Holds for one process; a key that bears our mark and holds is never refused here."""

    def __init__(self, secret: bytes) -> None:
        self._secret = derive(secret, "api keys")
        self._failures = RateLimit(FORGOTTEN_A_SECOND, FREE_FAILURES)

    def mark(self, text: str) -> str:
        """Return what a new key ends in."""
        signed = hmac.digest(self._secret, text.encode(), "sha256")[:MARK_BYTES]
        return base64.b32encode(signed).decode().lower()

    def admit(self, request: Request, key: str) -> None:
        """Raises TooMany for a key that need not be looked up before a while has passed."""
        self._failures.check(self._name(request, key))

    def refuse(self, request: Request, key: str) -> None:
        """Count a key that nobody knew; raises TooMany when it was one too many."""
        self._failures.take(self._name(request, key))

    def _name(self, request: Request, key: str) -> str:
        """A key of ours that was revoked counts for itself: it keeps nobody else out who comes from there."""
        body, mark = key[:-MARK_LENGTH], key[-MARK_LENGTH:]
        if hmac.compare_digest(mark.encode(), self.mark(body).encode()):
            return hashlib.sha256(key.encode()).hexdigest()
        return address_of(request)


def address_of(request: Request) -> str:
    """Return what one stranger holds: an IPv4 address, or a whole /64 of IPv6."""
    host = request.client.host if request.client else ""
    try:
        found = ip_address(host)
    except ValueError:
        return host
    return str(found) if found.version == 4 else str(ip_network(f"{found}/64", strict=False))
