"""What the team's pages are given. An invitation's link is shown once: afterwards only its hash is kept."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from services.contracts.web import Role
from web.pages.desk.queue import ClientChoice
from web.pages.form import Form


@dataclass(frozen=True)
class MemberRow:
    """`clients` are the names of those whom somebody works for; an administrator sees every one."""

    member_id: UUID
    name: str
    email: str
    role: Role
    clients: tuple[str, ...]
    since: datetime
    is_me: bool = False
    has_password: bool = True
    closed_at: datetime | None = None


@dataclass(frozen=True)
class InvitationRow:
    """A link that nobody has used yet; one for a member who is known leads them back in."""

    invitation_id: UUID
    email: str
    role: Role
    clients: tuple[str, ...]
    expires_at: datetime
    has_expired: bool
    is_return: bool


@dataclass(frozen=True)
class InvitationForm(Form):
    """`chosen` are slugs."""

    email: str = ""
    name: str = ""
    role: Role = "moderator"
    chosen: frozenset[str] = frozenset()


@dataclass(frozen=True)
class MemberForm(Form):
    """`chosen` are slugs; an account that cannot be closed says so under `closing`."""

    role: Role
    chosen: frozenset[str]


@dataclass(frozen=True)
class Link:
    """What the invited person opens; it works once, until it expires."""

    address: str
    email: str
    expires_at: datetime


@dataclass(frozen=True)
class Team:
    template: ClassVar[str] = "team/page.html"
    blocks: ClassVar[tuple[str, ...]] = ("members", "pending", "form")

    members: tuple[MemberRow, ...]
    clients: tuple[ClientChoice, ...]
    form: InvitationForm
    pending: tuple[InvitationRow, ...] = ()
    link: Link | None = None


@dataclass(frozen=True)
class MemberPage:
    """One colleague: what they may do, and whether they come in."""

    template: ClassVar[str] = "team/member.html"
    blocks: ClassVar[tuple[str, ...]] = ("rights", "door")

    member: MemberRow
    clients: tuple[ClientChoice, ...]
    form: MemberForm
    link: Link | None = None
