"""Values and rules of identity: who a person is, how long doors stay open, which passwords will do."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from services.contracts.web import Role

Theme = Literal["system", "light", "dark"]
PasswordFault = Literal["too_short", "too_long", "too_common", "is_name"]

SESSION_IDLE = timedelta(hours=12)
SESSION_LIFE = timedelta(days=30)
# A session's last use is noted at most this often, so that reading a page seldom writes.
SEEN_STEP = timedelta(minutes=1)
INVITATION_LIFE = timedelta(days=7)
FIRST_LANGUAGE = "fr"
FIRST_ZONE = "Europe/Paris"
SHORTEST_PASSWORD = 12
# Argon2 reads all of it; this only keeps somebody from sending us megabytes to hash.
LONGEST_PASSWORD = 200
# What people type when twelve characters are asked of them; longer lists belong to a breach service.
WORST_PASSWORDS = frozenset(
    {
        "motdepasse123",
        "motdepasse1234",
        "motdepassemotdepasse",
        "password1234",
        "passwordpassword",
        "administrateur",
        "administrator",
        "123456789012",
        "1234567890123",
        "12345678901234",
        "azertyuiop123",
        "azertyuiop1234",
        "azertyuiopqsdf",
        "qwertyuiop123",
        "qwertyuiop1234",
        "bonjourbonjour",
        "iloveyou1234",
        "jetaimejetaime",
        "palabrepalabre",
        "palabre12345",
    }
)


@dataclass(frozen=True, slots=True)
class Person:
    """A signed-in user in one of their sessions. `clients` is meaningless for an administrator: they see all."""

    id: UUID
    session_id: UUID
    email: str
    name: str
    role: Role
    language: str
    time_zone: str
    theme: Theme
    clients: frozenset[UUID]

    @property
    def is_administrator(self) -> bool:
        return self.role == "administrator"

    @property
    def keeps_settings(self) -> bool:
        """Whether they may change what holds for the clients that they see: accounts, keys, voice, reports."""
        return self.role in {"administrator", "lead"}

    @property
    def subject(self) -> str:
        """How the services know this person."""
        return f"user:{self.id}"


@dataclass(frozen=True, slots=True)
class Member:
    """A user as the team sees them. `has_password` is false for a colleague who never came in."""

    id: UUID
    email: str
    name: str
    role: Role
    clients: frozenset[UUID]
    created_at: datetime
    has_password: bool = True
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class OpenSession:
    """One of a person's own browsers; `agent` is what the browser says of itself."""

    id: UUID
    agent: str
    created_at: datetime
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Invited:
    """What an invitation says about the one who takes it up; `email` is empty on the first of all."""

    email: str
    name: str
    role: Role
    clients: frozenset[UUID]
    is_first: bool
    user_id: UUID | None = None

    @property
    def is_return(self) -> bool:
        """Whether somebody who is known already comes back with a new password."""
        return self.user_id is not None


@dataclass(frozen=True, slots=True)
class PendingInvitation:
    """A link that nobody has used yet; `has_expired` once it opens nothing any more."""

    id: UUID
    email: str
    name: str
    role: Role
    clients: frozenset[UUID]
    created_at: datetime
    expires_at: datetime
    has_expired: bool
    is_return: bool


@dataclass(frozen=True, slots=True)
class Newcomer:
    """What somebody writes when they take up an invitation."""

    email: str
    name: str
    password: str
    language: str = FIRST_LANGUAGE


def normalise_email(email: str) -> str:
    """Addresses are compared without case, as every mail provider in use does."""
    return email.strip().lower()


def find_password_fault(password: str, *, email: str, name: str) -> PasswordFault | None:
    """Return what is wrong with a new password; composition is free (NIST SP 800-63B, section 3.1.1.2)."""
    if len(password) < SHORTEST_PASSWORD:
        return "too_short"
    if len(password) > LONGEST_PASSWORD:
        return "too_long"
    plain = password.lower()
    if plain in WORST_PASSWORDS or len(set(plain)) <= 3:
        return "too_common"
    own = {email.lower(), email.partition("@")[0].lower(), name.lower(), name.lower().replace(" ", "")}
    return "is_name" if plain in own else None
