"""What the team's page is given. An invitation's link is shown once: afterwards only its hash is kept."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from services.contracts.web import Role
from web.pages.desk.queue import ClientChoice


@dataclass(frozen=True)
class MemberRow:
    """`clients` are the names of those whom a moderator works for; an administrator sees every one."""

    name: str
    email: str
    role: Role
    clients: tuple[str, ...]
    since: datetime


@dataclass(frozen=True)
class InvitationForm:
    """A refused form comes back with what was written; `chosen` are slugs."""

    email: str = ""
    name: str = ""
    role: Role = "moderator"
    chosen: frozenset[str] = frozenset()
    email_error: str | None = None
    clients_error: str | None = None


@dataclass(frozen=True)
class Link:
    """What the invited person opens; it works once, until it expires."""

    address: str
    email: str
    expires_at: datetime


@dataclass(frozen=True)
class Team:
    template: ClassVar[str] = "team/page.html"
    blocks: ClassVar[tuple[str, ...]] = ("members", "form")

    members: tuple[MemberRow, ...]
    clients: tuple[ClientChoice, ...]
    form: InvitationForm
    link: Link | None = None
