"""Secrets at rest: AES-GCM with the key's id in front and the row's identity bound in."""

import hashlib
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_ID_BYTES = 4
NONCE_BYTES = 12


class WrongKeyError(Exception):
    """The secret was sealed under another key, or for another row."""


class Vault:
    """Seals and opens secrets under one 32-byte key.

    `identity` names the row (client and account id); a sealed secret moved to another row does not open.
    """

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(derive(key, "vault"))
        self.key_id = hashlib.sha256(b"palabre key id" + key).digest()[:KEY_ID_BYTES]

    def seal(self, secret: bytes, *, identity: bytes) -> bytes:
        nonce = os.urandom(NONCE_BYTES)
        return self.key_id + nonce + self._cipher.encrypt(nonce, secret, self.key_id + identity)

    def open(self, sealed: bytes, *, identity: bytes) -> bytes:
        """Raises WrongKeyError when the key or the row is another one."""
        key_id, nonce = sealed[:KEY_ID_BYTES], sealed[KEY_ID_BYTES : KEY_ID_BYTES + NONCE_BYTES]
        if key_id != self.key_id:
            raise WrongKeyError("This secret was sealed under another PALABRE_SECRET_KEY.")
        try:
            return self._cipher.decrypt(nonce, sealed[KEY_ID_BYTES + NONCE_BYTES :], key_id + identity)
        except InvalidTag as error:
            raise WrongKeyError("This secret belongs to another row, or was changed.") from error


def derive(key: bytes, purpose: str) -> bytes:
    """Return 32 bytes for one purpose, so that no key serves two."""
    return hmac.new(key, f"palabre {purpose}".encode(), hashlib.sha256).digest()
