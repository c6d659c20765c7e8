"""Items in, as schedulers post them and as others read them."""

from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from services.contracts.ingest.directory import Sector
from services.contracts.operation import Operation
from services.contracts.problem import FieldError
from services.contracts.values import Listed, Lookup, Model, Time

ItemKind = Literal["comment", "reply", "mention", "direct", "review", "article", "post"]
# How the network shows an item now: to all, kept for a moderator there, taken from view, or put aside as spam.
Standing = Literal["visible", "held", "hidden", "spam"]
MAX_BATCH_ITEMS = 1_000
MAX_BATCH_BYTES = 5_000_000
# The largest whole number that every reader of JSON keeps exactly.
MAX_FOLLOWERS = 2**53 - 1

# Topics of the event log; keys are item ids.
ITEM_CREATED = "item.created"
ITEM_UPDATED = "item.updated"
ITEM_DELETED = "item.deleted"


class AuthorIn(Model):
    id: str = Field(min_length=1, max_length=500)
    name: str = Field(max_length=500)
    handle: str | None = Field(default=None, max_length=500)
    url: str | None = Field(default=None, max_length=2_000)
    followers: int | None = Field(default=None, ge=0, le=MAX_FOLLOWERS)


class Attachment(Model):
    url: str = Field(max_length=2_000)
    type: str = Field(max_length=100)
    name: str | None = Field(default=None, max_length=500)


class ItemIn(Model):
    """One item as a scheduler posts it; `id`, `parent` and `post` are the network's own."""

    account: str = Field(min_length=1, max_length=64)
    id: str = Field(min_length=1, max_length=500)
    kind: ItemKind
    text: str = Field(max_length=50_000)
    author: AuthorIn
    created_at: Time
    parent: str | None = Field(default=None, min_length=1, max_length=500)
    post: str | None = Field(default=None, min_length=1, max_length=500)
    url: str | None = Field(default=None, max_length=2_000)
    lang: str | None = Field(default=None, max_length=35)
    attachments: list[Attachment] | None = Field(default=None, max_length=50)
    extra: dict[str, Any] | None = None


class ItemOutcome(Model):
    """What became of one item of a batch; `item_id` is ours, `id` the network's."""

    index: int
    id: str | None = None
    status: Literal["created", "updated", "duplicate", "rejected"]
    item_id: UUID | None = None
    errors: list[FieldError] | None = None


class BatchOutcome(Model):
    created: int
    updated: int
    duplicates: int
    rejected: int
    items: list[ItemOutcome]


PUSH_ITEMS = Operation(
    "ingest",
    "ingest.push_items",
    "POST",
    "/v1/clients/{client}/items",
    "items:write",
    BatchOutcome,
    raw_body=True,
)


class Item(Model):
    """An item as stored: its newest version. `is_ours` says that the client itself wrote it.

    `standing` changes without a new version. What is deleted has no text any more, unless it `is_binned`: then
    `restore` brings it back. `sector` is the client's, as it is when somebody asks.
    """

    id: UUID
    client_id: UUID
    account_id: UUID
    account: str
    network: str
    external_id: str
    kind: ItemKind
    text: str
    author_id: str
    author_name: str
    author_handle: str | None
    author_url: str | None
    followers: int | None
    created_at: Time
    received_at: Time
    parent: str | None
    post: str | None
    url: str | None
    lang: str | None
    version: int
    is_ours: bool
    standing: Standing = "visible"
    is_binned: bool = False
    sector: Sector = "other"
    deleted_at: Time | None


LOOK_UP_ITEMS = Operation(
    "ingest",
    "ingest.look_up_items",
    "POST",
    "/v1/clients/{client}/items/lookup",
    "items:read",
    Listed[Item],
    body=Lookup,
)
