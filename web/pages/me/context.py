"""What the page about oneself is given. Passwords never come back to a form."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from web.pages.form import Form
from web.rendering.zones import Zones


@dataclass(frozen=True)
class SessionRow:
    """`agent` is what the browser says of itself."""

    session_id: UUID
    agent: str
    began_at: datetime
    used_at: datetime
    is_this: bool


@dataclass(frozen=True)
class PasswordForm(Form):
    """It holds nothing of what was typed: only what is wrong with `current` and `new`."""


@dataclass(frozen=True)
class Me:
    """A time zone that is kept and not offered is rare."""

    template: ClassVar[str] = "me/page.html"
    blocks: ClassVar[tuple[str, ...]] = ("password", "sessions")

    time_zone: str
    zones: tuple[Zones, ...]
    sessions: tuple[SessionRow, ...]
    shortest_password: int
    password: PasswordForm = PasswordForm()
    is_zone_rare: bool = False
