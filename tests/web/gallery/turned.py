"""Pages on which everybody whose words are shown begins them with the character that turns a line round."""

from dataclasses import fields, is_dataclass, replace
from typing import Any, get_type_hints

OVERRIDE = "\u202e"
# Codes, addresses and what only machines read: nobody outside writes them, or nobody sees them.
_OURS = {
    "slug", "client_slug", "url", "post_url", "address", "place", "network", "key", "key_id", "cursor", "next_cursor",
    "csrf", "path", "language", "time_zone", "zone", "theme", "model", "code", "kind", "label", "state", "answers",
    "interval", "secret", "metric", "unit", "role", "colour", "trouble", "reference", "token", "link", "position",
    "reason", "error", "summary", "default_seconds", "last_error",
}  # fmt: skip
# Sentences that are ours from beginning to end, and names of fields.
_SAID_BY_US = {"Notice", "Failure", "CredentialInput", "ServiceState", "Definition"}


def turn(value: Any) -> Any:
    """Return a context, or a part of one, with the character before each text that people wrote."""
    if isinstance(value, tuple):
        return tuple(turn(one) for one in value)
    if not is_dataclass(value) or isinstance(value, type) or type(value).__name__ in _SAID_BY_US:
        return value
    hints = get_type_hints(type(value))
    changes = {}
    for field in fields(value):
        known = getattr(value, field.name)
        if isinstance(known, str):
            if hints[field.name] in (str, str | None) and field.name not in _OURS and known:
                changes[field.name] = OVERRIDE + known
        elif (turned := turn(known)) != known:
            changes[field.name] = turned
    return replace(value, **changes) if changes else value
