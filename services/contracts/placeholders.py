"""What may stand in braces in a greeting or a saved reply, and how it is filled: the same when a form shows it."""

import re
from collections.abc import Collection

NAME = "{name}"
SIGNATURE = "{signature}"
_BRACES = re.compile(r"\{[^{}]*\}|[{}]")


def unknown_placeholders(text: str, known: Collection[str]) -> list[str]:
    """Return, once each, what stands in braces and is not known, and braces that stand alone."""
    return list(dict.fromkeys(found for found in _BRACES.findall(text) if found not in known))


def fill_name(text: str, name: str) -> str:
    """Put a name in; without one its place closes up: "Bonjour {name}," becomes "Bonjour,"."""
    return text.replace(NAME, name) if name else re.sub(r"[^\S\n]*\{name\}", "", text)
