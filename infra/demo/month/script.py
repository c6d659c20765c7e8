"""The form of the files in `content/`: who speaks, what they say and what the agency did about it.

Every model refuses what it does not know, so that a slip of the pen is found when the file is read.
"""

import re
import zlib
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, Field, model_validator

from services.contracts.ingest import Sector
from services.contracts.reply import Voice
from services.contracts.triage import DecisionKind, DecisionReason
from services.contracts.values import Model, Slug, Text
from services.contracts.web import Role

# What the site takes of one comment, in code points, and of the name above it.
TEXT_LIMIT = 2_000
NAME_LIMIT = 60
# `ago` reaches back this far. Days are counted from the date that it was then, so that what happened on day -1
# always comes before what happened hours ago, whatever the hour now.
LONGEST_AGO = timedelta(hours=6)
_CLOCK = re.compile(r"(\d\d):(\d\d)")


def minutes_of(clock: str) -> int:
    """Minutes of "HH:MM". Raises ValueError where no clock shows that."""
    match = _CLOCK.fullmatch(clock)
    if match is None or int(match[1]) > 23 or int(match[2]) > 59:
        raise ValueError(f"{clock} is no time: write HH:MM, from 00:00 to 23:59")
    return int(match[1]) * 60 + int(match[2])


def today(now: datetime, zone: ZoneInfo) -> date:
    """The date from which days are counted back."""
    return (now.astimezone(UTC) - LONGEST_AGO).astimezone(zone).date()


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        raise ValueError(f"{name} is no time zone") from None
    return name


class Moment(Model):
    """When something happens: `day` (0 is today, -1 the day before) at `time` in the client's zone, or `ago`."""

    day: int | None = Field(default=None, ge=-60, le=-1)
    time: str | None = None
    ago: str | None = None

    @model_validator(mode="after")
    def _is_one_moment(self) -> Self:
        if self.ago is not None:
            if self.day is not None or self.time is not None:
                raise ValueError("give either day and time, or ago")
            if not 1 <= minutes_of(self.ago) <= LONGEST_AGO.total_seconds() / 60:
                raise ValueError(
                    f"ago {self.ago} must lie between 00:01 and 06:00; use day and time before that"
                )
        elif self.day is None or self.time is None:
            raise ValueError("give day and time, or ago")
        elif minutes_of(self.time) // 60 == 2:
            raise ValueError(f"{self.time}: a change of clocks leaves this hour out or repeats it")
        return self

    @property
    def place(self) -> tuple[int, int]:
        """What orders moments of one client without knowing what time it is now."""
        return (0, -minutes_of(self.ago)) if self.ago else (self.day or 0, minutes_of(self.time or ""))

    def at(self, now: datetime, zone: ZoneInfo, salt: str) -> datetime:
        """The moment in UTC; `salt` chooses the second, since nobody writes on the full minute."""
        second = timedelta(seconds=zlib.crc32(salt.encode()) % 60)
        if self.ago:
            return now.astimezone(UTC) - timedelta(minutes=minutes_of(self.ago)) + second
        day, minutes = self.place
        on = today(now, zone) + timedelta(days=day)
        local = datetime.combine(on, time(minutes // 60, minutes % 60), zone)
        return local.astimezone(UTC) + second


class Author(Model):
    id: Slug
    name: str = Field(min_length=1, max_length=NAME_LIMIT)


class Account(Model):
    """`site` and `site_name` are the sandbox's site behind the account; `speaks_as` is who answers there.

    What is written there is pulled, or pushed by a scheduler of the client's where `is_pushed`.
    """

    slug: Slug
    network: Literal["sandbox"] = "sandbox"
    name: str = Field(min_length=1, max_length=200)
    site: Slug
    site_name: str = Field(min_length=1, max_length=100)
    speaks_as: str = Field(min_length=1, max_length=NAME_LIMIT)
    is_pushed: bool = False


class Client(Model):
    slug: Slug
    name: str = Field(min_length=1, max_length=200)
    time_zone: Annotated[str, AfterValidator(_known_zone)] = "Europe/Paris"
    sector: Sector = "other"
    voice: Voice

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)


class Article(Model):
    """One entry of the client's knowledge."""

    title: str = Field(min_length=1, max_length=200)
    body: str = Field(min_length=1, max_length=20_000)
    url: str | None = Field(default=None, max_length=2_000)


class SavedReply(Model):
    """In the client's form of address; greeting and signature come from the voice."""

    title: str = Field(min_length=1, max_length=200)
    text: str = Field(min_length=1, max_length=TEXT_LIMIT)
    shortcut: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=32)


class Publication(Moment):
    """Paragraphs of `body` are parted by an empty line. `id` is its slug on the site."""

    id: Slug
    account: Slug
    kicker: str
    title: str
    standfirst: str
    body: str
    byline: str


class Edit(Moment):
    text: Text = Field(min_length=1, max_length=TEXT_LIMIT)


class Message(Moment):
    """What the public writes, below a publication or below another message."""

    id: Slug
    publication: Slug
    parent: Slug | None = None
    author: Author
    text: Text = Field(min_length=1, max_length=TEXT_LIMIT)
    edited: Edit | None = None
    deleted: Moment | None = None


class _Deed(Moment):
    message: Slug
    by: Slug


class SendReply(_Deed):
    """A reply that is accepted at this moment and leaves when its undo window has run."""

    kind: Literal["reply"]
    text: Text = Field(min_length=1, max_length=TEXT_LIMIT)
    recalled_first: bool = False


class DraftReply(_Deed):
    """A reply that somebody has begun and that still lies there."""

    kind: Literal["draft"]
    text: Text = Field(min_length=1, max_length=TEXT_LIMIT)


class Decide(_Deed):
    kind: DecisionKind
    reason: DecisionReason
    note: str = Field(default="", max_length=2_000)


class Close(_Deed):
    """The conversation of the message is closed without a word."""

    kind: Literal["close"]


Deed = Annotated[SendReply | DraftReply | Decide | Close, Field(discriminator="kind")]


class Script(Model):
    """One file: a client, its public, and what was done for it."""

    client: Client
    accounts: list[Account] = Field(min_length=1)
    knowledge: list[Article]
    saved_replies: list[SavedReply]
    publications: list[Publication]
    messages: list[Message]
    deeds: list[Deed]

    def account_of(self, message: Message) -> Account:
        """Return the account under whose publication it stands."""
        publication = next(one for one in self.publications if one.id == message.publication)
        return next(one for one in self.accounts if one.slug == publication.account)


class Person(Model):
    """Somebody of the agency; `clients` are slugs, and none for an administrator, who sees all."""

    key: Slug
    name: str = Field(min_length=1, max_length=200)
    email: str = Field(pattern=r"^[^@\s]+@[^@\s]+$")
    role: Role
    clients: list[Slug] = Field(default_factory=list)

    def sees(self, client: str) -> bool:
        return self.role == "administrator" or client in self.clients


class Agency(Model):
    name: str = Field(min_length=1, max_length=200)
    people: list[Person] = Field(min_length=1)
