"""The directory: clients and their API keys; accounts have a module of their own."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from services.contracts.operation import Operation
from services.contracts.values import Listed, Model, Paging, Slug, Text, Time

# A client's trade: the same words may be a lead for a bank and nothing for a city hall.
Sector = Literal[
    "bank",
    "telecom",
    "city_hall",
    "newspaper",
    "health_insurer",
    "ngo",
    "food",
    "travel",
    "retail",
    "other",
]


class NewClient(Model):
    slug: Slug
    name: Text = Field(min_length=1, max_length=200)
    time_zone: str = Field(default="Europe/Paris", max_length=64)
    sector: Sector = "other"


class ChangedClient(Model):
    """A client as it shall be from now on; the slug stays, since schedulers and links name the client by it.

    Without a sector it keeps the one that it has: who wrote this before there were any does not take it away.
    """

    name: Text = Field(min_length=1, max_length=200)
    time_zone: str = Field(max_length=64)
    colour: int = Field(ge=0, le=7)
    sector: Sector | None = None


class Client(Model):
    id: UUID
    slug: str
    name: str
    time_zone: str
    colour: int = Field(ge=0, le=7)
    sector: Sector = "other"
    created_at: Time


class DirectoryQuery(Paging):
    """Clients and accounts are few: one page holds most agencies' whole."""

    limit: int = Field(default=200, ge=1, le=200)


class NewKey(Model):
    name: Text = Field(default="", max_length=200)
    scopes: list[str] = Field(min_length=1, max_length=10)


class Rotation(Model):
    """How long the key that is replaced still holds, so that its holder has time to change over."""

    overlap_hours: float = Field(default=24, ge=0, le=24 * 30)


class Key(Model):
    """It holds until `revoked_at`, which lies ahead while a key that was replaced runs out.

    `last_used_at` is right to ten minutes.
    """

    id: str
    client_id: UUID
    name: str
    scopes: list[str]
    created_at: Time
    revoked_at: Time | None = None
    last_used_at: Time | None = None


class IssuedKey(Model):
    """The only answer that ever holds the key itself."""

    key: str
    about: Key


class KeyExchange(Model):
    """`audience` is the service that was given the key."""

    key: str = Field(max_length=200)
    audience: str = Field(max_length=20)


class ExchangedKey(Model):
    """A token of at most 60 s for that audience; kept at most 30 s."""

    token: str


ADD_CLIENT = Operation(
    "ingest", "ingest.add_client", "POST", "/v1/clients", "clients:write", Client, body=NewClient, status=201
)
LIST_CLIENTS = Operation(
    "ingest",
    "ingest.list_clients",
    "GET",
    "/v1/clients",
    "clients:read",
    Listed[Client],
    query=DirectoryQuery,
)
GET_CLIENT = Operation("ingest", "ingest.get_client", "GET", "/v1/clients/{client}", "clients:read", Client)
CHANGE_CLIENT = Operation(
    "ingest",
    "ingest.change_client",
    "PUT",
    "/v1/clients/{client}",
    "clients:write",
    Client,
    body=ChangedClient,
)
ADD_KEY = Operation(
    "ingest",
    "ingest.add_key",
    "POST",
    "/v1/clients/{client}/keys",
    "keys:write",
    IssuedKey,
    body=NewKey,
    status=201,
)
LIST_KEYS = Operation(
    "ingest",
    "ingest.list_keys",
    "GET",
    "/v1/clients/{client}/keys",
    "keys:write",
    Listed[Key],
    query=Paging,
)
ROTATE_KEY = Operation(
    "ingest",
    "ingest.rotate_key",
    "POST",
    "/v1/clients/{client}/keys/{key}/rotation",
    "keys:write",
    IssuedKey,
    body=Rotation,
    status=201,
)
REVOKE_KEY = Operation(
    "ingest", "ingest.revoke_key", "DELETE", "/v1/clients/{client}/keys/{key}", "keys:write", Key
)
EXCHANGE_KEY = Operation(
    "ingest",
    "ingest.exchange_key",
    "POST",
    "/v1/keys/exchange",
    "keys:exchange",
    ExchangedKey,
    body=KeyExchange,
)
