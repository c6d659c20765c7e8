"""Saved replies: texts that a client's agency says again and again, kept for both forms of address."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from services.contracts.operation import Operation
from services.contracts.reply.voices import Address
from services.contracts.values import Listed, Model, Nothing, Paging, Text, Time

Speaks = Literal["tu", "vous", "both"]


class NewSavedReply(Model):
    """One text for each form of address, at least one of them.

    Texts may hold {name}, the author's first name, and {signature}, the voice's. `shortcut` finds the reply by a
    few letters and is unique in a client; `network` narrows where it is offered.
    """

    title: Text = Field(min_length=1, max_length=200)
    text_vous: Text | None = Field(default=None, max_length=10_000)
    text_tu: Text | None = Field(default=None, max_length=10_000)
    shortcut: str | None = Field(default=None, max_length=32, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    network: str | None = Field(default=None, min_length=1, max_length=50)


class SavedReply(Model):
    """`text` is the one for the form of address of the client's voice, or the other where that is missing.

    `address` is the voice's form, `speaks` the one that `text` was found to use (null when it uses neither), and
    `avoided` the words in it that the voice avoids.
    """

    id: UUID
    client_id: UUID
    title: str
    text: str
    text_vous: str | None
    text_tu: str | None
    shortcut: str | None
    network: str | None
    address: Address
    speaks: Speaks | None
    avoided: list[str]
    updated_at: Time
    updated_by: str


class SavedReplyQuery(Paging):
    """`search` looks for words in titles and texts, and for the beginning of a shortcut."""

    search: Text | None = Field(default=None, max_length=200)
    network: str | None = Field(default=None, max_length=50)


class OfferRequest(Paging):
    """Which saved replies could answer an item, or how the one that is named would."""

    item_id: UUID
    saved: UUID | None = None
    search: Text | None = Field(default=None, max_length=200)


class OfferedReply(Model):
    """A saved reply filled for an item: `text` to stand in an answer already begun, `whole` to be all of it,
    with the greeting and signature of the voice.
    """

    id: UUID
    title: str
    shortcut: str | None
    text: str
    whole: str
    address: Address
    speaks: Speaks | None
    avoided: list[str]


LIST_SAVED_REPLIES = Operation(
    "reply",
    "reply.list_saved_replies",
    "GET",
    "/v1/clients/{client}/saved-replies",
    "knowledge:read",
    Listed[SavedReply],
    query=SavedReplyQuery,
)
ADD_SAVED_REPLY = Operation(
    "reply",
    "reply.add_saved_reply",
    "POST",
    "/v1/clients/{client}/saved-replies",
    "knowledge:write",
    SavedReply,
    body=NewSavedReply,
    status=201,
)
GET_SAVED_REPLY = Operation(
    "reply",
    "reply.get_saved_reply",
    "GET",
    "/v1/clients/{client}/saved-replies/{saved}",
    "knowledge:read",
    SavedReply,
)
CHANGE_SAVED_REPLY = Operation(
    "reply",
    "reply.change_saved_reply",
    "PUT",
    "/v1/clients/{client}/saved-replies/{saved}",
    "knowledge:write",
    SavedReply,
    body=NewSavedReply,
)
REMOVE_SAVED_REPLY = Operation(
    "reply",
    "reply.remove_saved_reply",
    "DELETE",
    "/v1/clients/{client}/saved-replies/{saved}",
    "knowledge:write",
    Nothing,
)
# For a day after its removal; then it is gone.
RESTORE_SAVED_REPLY = Operation(
    "reply",
    "reply.restore_saved_reply",
    "POST",
    "/v1/clients/{client}/saved-replies/{saved}/restoration",
    "knowledge:write",
    SavedReply,
)
OFFER_SAVED_REPLIES = Operation(
    "reply",
    "reply.offer_saved_replies",
    "POST",
    "/v1/clients/{client}/saved-replies/offers",
    "replies:read",
    Listed[OfferedReply],
    body=OfferRequest,
)
