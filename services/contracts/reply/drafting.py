"""Proposed answers to one item."""

from uuid import UUID

from pydantic import Field

from services.contracts.operation import Operation
from services.contracts.reply.voices import Address
from services.contracts.values import Model


class DraftRequest(Model):
    item_id: UUID


class Source(Model):
    """An article that a draft quotes."""

    article_id: UUID
    title: str
    url: str | None


class Draft(Model):
    """A proposed answer, already within the limit of the network."""

    text: str
    title: str
    sources: list[Source]


class Drafts(Model):
    """Up to three proposals, best first; none when the client's knowledge says nothing of it."""

    items: list[Draft]
    text_limit: int | None
    address: Address
    undo_seconds: int
    avoid: list[str] = Field(default_factory=list)


DRAFT = Operation(
    "reply",
    "reply.draft",
    "POST",
    "/v1/clients/{client}/drafts",
    "replies:read",
    Drafts,
    body=DraftRequest,
)
