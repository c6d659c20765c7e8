"""What each role may ask of the services: web's own tokens may carry more than any one person's.

A scope that is new here belongs to leads and administrators until somebody decides that moderators need it.
"""

from collections.abc import Mapping

from services.contracts.topology import MAY_ASK
from services.contracts.web import Role

_ALL = MAY_ASK["web"]
# What daily work needs. Articles are among it: who answers is the one who notices what the knowledge lacks.
_MODERATOR = frozenset(
    {
        "accounts:read",
        "actions:read",
        "actions:write",
        "clients:read",
        "conversations:write",
        "decisions:write",
        "items:read",
        "knowledge:read",
        "knowledge:write",
        "queue:read",
        "replies:read",
        "replies:write",
        "reports:read",
        "syncs:read",
    }
)
# What is set aside, and what nobody knows the end of, is the whole installation's.
_TEAM_WIDE = frozenset({"system:read", "system:write"})

SCOPES: Mapping[Role, frozenset[str]] = {
    "administrator": _ALL,
    "lead": _ALL - _TEAM_WIDE,
    "moderator": _MODERATOR,
}


def may_ask(role: Role, scope: str) -> bool:
    return scope in SCOPES[role]
