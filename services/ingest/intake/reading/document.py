"""JSON read more strictly than its parsers do: no name twice, no NaN, no depth in which a reader could drown."""

import json
from typing import Any

MAX_DEPTH = 64


class UnreadableError(Exception):
    """The document is not JSON as we take it; the message is a sentence for who sent it."""


def load(document: bytes) -> Any:
    """Raises UnreadableError. Depth is not checked here, beyond what the parser itself survives."""
    try:
        return json.loads(document.decode(), object_pairs_hook=_unique, parse_constant=_refuse_constant)
    except UnicodeDecodeError:
        raise UnreadableError("The text is not UTF-8.") from None
    except RecursionError:
        raise UnreadableError(f"Objects stand deeper than {MAX_DEPTH} levels.") from None
    except ValueError:
        # Also a whole number of more digits than Python converts, which no field allows.
        raise UnreadableError("The text is not valid JSON.") from None


def refuse_depth(value: object, levels: int = MAX_DEPTH) -> None:
    """Raises UnreadableError when objects and lists stand in each other more than `levels` deep."""
    if isinstance(value, dict):
        children = list(value.values())
    elif isinstance(value, list):
        children = value
    else:
        return
    if levels == 0:
        raise UnreadableError(f"Objects stand deeper than {MAX_DEPTH} levels.")
    for child in children:
        refuse_depth(child, levels - 1)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = dict(pairs)
    if len(names) != len(pairs):
        raise UnreadableError("An object has the same name twice.")
    return names


def _refuse_constant(name: str) -> Any:
    raise UnreadableError(f"{name} is not JSON.")
