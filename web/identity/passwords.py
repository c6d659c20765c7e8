"""Argon2id, away from the event loop and a few at a time: each takes 64 MiB and some 50 ms."""

import asyncio

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

AT_ONCE = 2
# The hash of no password that anybody has: compared against where there is no such account, so that both answers
# take as long. Its parameters are those of the hasher below; a test holds them together.
NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$atQXxBKSXtz1/q+p0TbsbA$a2margQkKlUWdq2/Ice2zT781uqLc9C9f7PQhFazttY"


class Passwords:
    """The parameters are argon2-cffi's, which are those of RFC 9106 for little memory."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._gate = asyncio.Semaphore(AT_ONCE)

    async def hash(self, password: str) -> str:
        async with self._gate:
            return await asyncio.to_thread(self._hasher.hash, password)

    async def matches(self, stored: str | None, password: str) -> bool:
        """Whether the password is the stored one; never for None, after the same time."""
        async with self._gate:
            is_right = await asyncio.to_thread(self._verify, stored or NOBODY, password)
        return is_right and stored is not None

    def _verify(self, stored: str, password: str) -> bool:
        try:
            return self._hasher.verify(stored, password)
        except (VerificationError, InvalidHashError):
            return False
