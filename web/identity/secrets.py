"""Secrets that leave the house: tokens of sessions and invitations, and the marks of browsers we know."""

import hashlib
import hmac
import secrets

from services.runtime.secrets import derive

TOKEN_BYTES = 32


def make_token() -> str:
    """Return 256 random bits as text for a cookie or a path."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_token(token: str) -> bytes:
    """Return what is stored: a stolen table opens no door. A random token needs no salt and no slow hash."""
    return hashlib.sha256(token.encode()).digest()


class Marks:
    """Keyed hashes under the installation's secret, each purpose under a key of its own."""

    def __init__(self, secret: bytes) -> None:
        self._csrf = derive(secret, "web csrf")
        self._device = derive(secret, "web device")
        self._names = derive(secret, "web sign-in names")

    def csrf_of(self, session_token: str) -> str:
        """Return the token that every form of a session carries; it tells nothing about the session's own."""
        return _sign(self._csrf, session_token)

    def is_csrf(self, given: str, session_token: str) -> bool:
        return hmac.compare_digest(given.encode(), self.csrf_of(session_token).encode())

    def mark_device(self, email: str) -> str:
        """Return a cookie's value that says: from this browser that account was once entered."""
        nonce = secrets.token_urlsafe(12)
        return f"{nonce}.{_sign(self._device, f'{nonce} {email}')}"

    def knows_device(self, mark: str, email: str) -> bool:
        nonce, _, signature = mark.partition(".")
        wanted = _sign(self._device, f"{nonce} {email}")
        return hmac.compare_digest(signature.encode(), wanted.encode())

    def name_of(self, kind: str, value: str) -> bytes:
        """Return the name under which tries are counted: no address of a person stands in that table."""
        return hmac.new(self._names, f"{kind} {value}".encode(), hashlib.sha256).digest()


def _sign(key: bytes, value: str) -> str:
    return hmac.new(key, value.encode(), hashlib.sha256).hexdigest()
