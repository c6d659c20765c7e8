"""Texts to be scored as they are given in JSON, for the command line and the API alike: what each asks, or what is
wrong with it.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from services.triage.scoring.domain import Message

LONGEST_TEXT = 50_000  # as the intake API has it
_OPTIONAL = ("network", "lang", "sector", "kind")
KNOWN = frozenset({"text", "context", *_OPTIONAL})


class UnreadableError(Exception):
    """The document is not JSON as we take it; the message goes on behind "is not JSON: "."""


class Repeated(dict[str, Any]):
    """An object in which these names stand more than once, of which a parser would keep the last."""

    def __init__(self, pairs: Sequence[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        self.names = sorted(name for name, count in Counter(name for name, _ in pairs).items() if count > 1)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one field; `message` is a predicate, such as "is not a string"."""

    field: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One text as it was given, and the message in it unless there are faults."""

    given: Mapping[str, Any]
    message: Message | None
    faults: tuple[Fault, ...] = ()


def load(document: str | bytes) -> Any:
    """Read JSON; an object with a name twice becomes a Repeated. Raises UnreadableError."""
    try:
        return json.loads(document, object_pairs_hook=_object, parse_constant=_refuse_constant)
    except UnicodeDecodeError:
        raise UnreadableError("it is not UTF-8") from None
    except (ValueError, RecursionError) as error:
        raise UnreadableError(str(error)) from error


def read_entry(value: object, others: str = "pass") -> Entry:
    """Read one object with `text`. Fields that scoring does not know `pass` with it or are to `fail`."""
    if not isinstance(value, dict):
        return Entry({}, None, (Fault("", "not_an_object", "is not a JSON object"),))
    faults = (*_faults(value), *(_unknown(value) if others == "fail" else ()))
    return Entry(value, None if faults else _message(value), faults)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = dict(pairs)
    return names if len(names) == len(pairs) else Repeated(pairs)


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not allowed")


def _unknown(entry: Mapping[str, Any]) -> list[Fault]:
    return [Fault(name[:100], "unknown_field", "is not known") for name in entry if name not in KNOWN]


def _faults(entry: dict[str, Any]) -> Iterator[Fault]:
    if isinstance(entry, Repeated):
        yield from (Fault(name[:100], "repeated", "is given more than once") for name in entry.names)
    if "text" not in entry:
        yield Fault("text", "missing", "is missing")
    for field in ("text", *_OPTIONAL):
        value = entry.get(field, "")
        if not isinstance(value, str) and (value is not None or field == "text"):
            yield Fault(field, "not_a_string", "is not a string")
        elif isinstance(value, str):
            yield from _text_faults(field, [value])
    context = _context(entry)
    if context is None:
        yield Fault("context", "not_a_string", "is neither a string nor a list of strings")
    else:
        yield from _text_faults("context", context)


def _text_faults(field: str, texts: Sequence[str]) -> Iterator[Fault]:
    if any("\0" in text for text in texts):
        yield Fault(field, "nul", "holds a NUL character")
    if any("\ud800" <= sign <= "\udfff" for text in texts if not text.isascii() for sign in text):
        yield Fault(field, "lone_surrogate", "holds half of a surrogate pair")
    if sum(map(len, texts)) > LONGEST_TEXT:
        yield Fault(field, "too_long", f"is longer than {LONGEST_TEXT} characters")


def _context(entry: Mapping[str, Any]) -> list[str] | None:
    """The texts above, oldest first; None when they are of another type."""
    value = entry.get("context")
    texts = [] if value is None else [value] if isinstance(value, str) else value
    return texts if isinstance(texts, list) and all(isinstance(text, str) for text in texts) else None


def _message(entry: Mapping[str, Any]) -> Message:
    optional = {field: entry[field] for field in _OPTIONAL if entry.get(field)}
    return Message(text=entry["text"], context="\n".join(_context(entry) or []), **optional)
