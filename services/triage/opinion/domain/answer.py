"""Reading an answer: one form is an answer, and everything else is none, whatever a message made the model say."""

import json
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from services.contracts.triage.opinion import OpinionFailure

_MOST_CONTENT = 4_000
_MOST_REASON = 300
_MOST_TOKENS = 10_000_000
_YES_OR_NO = {"yes": True, "no": False}
_WHY_ENDED: Mapping[str, OpinionFailure] = {"length": "truncated", "content_filter": "refused"}


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens that the server says it counted."""

    tokens_in: int
    tokens_out: int


@dataclass(frozen=True, slots=True)
class Reading:
    """Labels and reason, or why there are none; `usage` is None where the server does not say."""

    failure: OpinionFailure | None
    labels: Mapping[str, bool] = field(default_factory=dict)
    reason: str = ""
    usage: Usage | None = None


class _NoAnswer(Exception):
    def __init__(self, failure: OpinionFailure) -> None:
        self.failure: OpinionFailure = failure


def read_answer(body: bytes, asked_about: Sequence[str]) -> Reading:
    usage = None
    try:
        given = _parse(body)
        usage = _usage(given)
        labels, reason = _verdict(_content(given), asked_about)
    except _NoAnswer as none:
        return Reading(none.failure, usage=usage)
    return Reading(None, labels, reason, usage)


def _parse(given: bytes | str) -> Any:
    try:
        return json.loads(given, object_pairs_hook=_once)
    except (ValueError, RecursionError):
        raise _NoAnswer("malformed") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A name that stands twice could mean yes to one reader and no to another."""
    if len(dict(pairs)) != len(pairs):
        raise ValueError("a name stands twice")
    return dict(pairs)


def _usage(given: Any) -> Usage | None:
    usage = given.get("usage") if isinstance(given, dict) else None
    if not isinstance(usage, dict):
        return None
    counts = [usage.get(name) for name in ("prompt_tokens", "completion_tokens")]
    known = [count for count in counts if type(count) is int and 0 <= count <= _MOST_TOKENS]
    return Usage(*known) if len(known) == 2 else None


def _content(given: Any) -> str:
    choices = given.get("choices") if isinstance(given, dict) else None
    choice = choices[0] if isinstance(choices, list) and len(choices) == 1 else None
    message = choice.get("message") if isinstance(choice, dict) else None
    if not isinstance(message, dict) or not isinstance(choice, dict):
        raise _NoAnswer("malformed")
    if message.get("refusal"):
        raise _NoAnswer("refused")
    ended = choice.get("finish_reason")
    if ended != "stop":
        raise _NoAnswer(_WHY_ENDED.get(ended, "malformed") if isinstance(ended, str) else "malformed")
    content = message.get("content")
    if not isinstance(content, str) or len(content) > _MOST_CONTENT or message.get("tool_calls"):
        raise _NoAnswer("malformed")
    return content


def _verdict(content: str, asked_about: Sequence[str]) -> tuple[dict[str, bool], str]:
    given = _parse(content)
    if not isinstance(given, dict) or given.keys() != {"labels", "reason"}:
        raise _NoAnswer("malformed")
    labels, reason = given["labels"], given["reason"]
    if not isinstance(labels, dict) or labels.keys() != set(asked_about) or not _is_sentence(reason):
        raise _NoAnswer("malformed")
    if not all(isinstance(said, str) and said in _YES_OR_NO for said in labels.values()):
        raise _NoAnswer("malformed")
    return {label: _YES_OR_NO[said] for label, said in labels.items()}, reason.strip()


def _is_sentence(reason: Any) -> bool:
    """Text on one line: no controls, no half of a surrogate pair, nothing that turns lines round."""
    if not isinstance(reason, str) or not 0 < len(reason.strip()) <= _MOST_REASON:
        return False
    return not any(unicodedata.category(sign)[0] == "C" or sign in "\u2028\u2029" for sign in reason)
