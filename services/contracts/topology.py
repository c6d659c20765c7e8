"""Who there is, who follows whom, and what each may ask: facts that every process must agree on."""

from collections.abc import Mapping
from typing import Literal

ServiceName = Literal["web", "ingest", "triage", "reply", "reporting"]
Issuer = Literal["web", "ingest", "triage", "reply", "reporting", "operator"]

SERVICES: tuple[ServiceName, ...] = ("ingest", "triage", "reply", "reporting")
ISSUERS: tuple[Issuer, ...] = ("web", "ingest", "triage", "reply", "reporting", "operator")

# Offsets from PALABRE_PORT_BASE.
PORT_OFFSETS: Mapping[ServiceName, int] = {"web": 0, "ingest": 1, "triage": 2, "reply": 3, "reporting": 4}

# source -> its followers: whose bell rings after a commit in the source.
FOLLOWERS: Mapping[ServiceName, tuple[ServiceName, ...]] = {
    "ingest": ("triage", "reply", "reporting"),
    "triage": ("reporting",),
    "reply": ("triage", "reporting"),
    "reporting": (),
    "web": (),
}

_FOLLOWING = frozenset({"events:read"})
_ALL_STAFF = frozenset(
    {
        "accounts:read",
        "accounts:write",
        "actions:read",
        "actions:write",
        "automation:write",
        "charter:write",
        "clients:read",
        "clients:write",
        "conversations:write",
        "decisions:write",
        "items:read",
        "keys:write",
        "knowledge:read",
        "knowledge:write",
        "opinions:write",
        "queue:read",
        "replies:read",
        "replies:write",
        "reports:read",
        "scores:read",
        "syncs:read",
        "syncs:write",
        "system:read",
        "system:write",
    }
)

# What a receiver accepts from each issuer, whatever a token claims.
MAY_ASK: Mapping[Issuer, frozenset[str]] = {
    "web": _ALL_STAFF,
    "operator": _ALL_STAFF | {"items:write", "users:write"},
    # Ingest signs for the API keys that it exchanged, beside following nobody.
    "ingest": frozenset(
        {"items:write", "reports:read", "scores:read", "syncs:write", "syncs:read", "queue:read"}
    ),
    "triage": _FOLLOWING
    | {"items:read", "accounts:read", "actions:write", "actions:read", "keys:exchange", "replies:read"},
    "reply": _FOLLOWING | {"items:read", "actions:write", "actions:read", "accounts:read", "keys:exchange"},
    "reporting": _FOLLOWING | {"items:read", "clients:read", "queue:read", "replies:read", "keys:exchange"},
}

# What an API key of a client may be given.
KEY_SCOPES: frozenset[str] = frozenset(
    {"items:write", "syncs:write", "syncs:read", "reports:read", "queue:read", "scores:read"}
)
