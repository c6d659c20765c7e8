"""Scoring of JSON lines, for `palabre score` and whoever pipes through it: needs no engine and no client."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from services.triage.scoring.domain import Assessment, Message
from services.triage.scoring.service import CHUNK, Scorer
from services.triage.scoring.wording import say

LONGEST_TEXT = 50_000  # as the intake API has it
_OPTIONAL = ("network", "lang", "sector", "kind")


@dataclass(frozen=True, slots=True)
class ScoredLine:
    """One line of output, without its line end; `is_error` when the line of input could not be scored."""

    text: str
    is_error: bool = False


@dataclass(frozen=True, slots=True)
class _Fault:
    field: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    entry: dict[str, Any]
    message: Message | None
    faults: tuple[_Fault, ...] = ()


def score_lines(lines: Iterable[str], scorer: Scorer) -> Iterator[ScoredLine]:
    """For each line that is not blank one line of output, in order, as soon as its batch of 200 is scored.

    A line that cannot be scored gives `{"line": n, "errors": [{"field", "code", "message"}]}`, lines counted
    from 1; the others are scored as if it were not there.
    """
    read = (_read(number, line) for number, line in enumerate(lines, start=1) if line.strip())
    while batch := list(islice(read, CHUNK)):
        assessments = iter(scorer.assess([line.message for line in batch if line.message is not None]))
        for line in batch:
            yield _write(line, next(assessments)) if line.message is not None else _refuse(line)


def _read(number: int, line: str) -> _Line:
    try:
        entry = json.loads(line, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        return _Line(number, {}, None, (_Fault("", "invalid_json", f"Line {number} is not JSON: {error}"),))
    if not isinstance(entry, dict):
        fault = _Fault("", "not_an_object", f"Line {number} is not a JSON object.")
        return _Line(number, {}, None, (fault,))
    faults = tuple(_faults(number, entry))
    return _Line(number, entry, None if faults else _message(entry), faults)


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not allowed")


def _faults(number: int, entry: dict[str, Any]) -> Iterator[_Fault]:
    if "text" not in entry:
        yield _Fault("text", "missing", f"Line {number} has no field “text”.")
    for field in ("text", *_OPTIONAL):
        value = entry.get(field, "")
        if not isinstance(value, str) and (value is not None or field == "text"):
            yield _Fault(field, "not_a_string", f"Line {number}: “{field}” is not a string.")
        elif isinstance(value, str):
            yield from _text_faults(number, field, [value])
    context = _context(entry)
    if context is None:
        yield _Fault(
            "context", "not_a_string", f"Line {number}: “context” is neither a string nor a list of strings."
        )
    else:
        yield from _text_faults(number, "context", context)


def _text_faults(number: int, field: str, texts: Sequence[str]) -> Iterator[_Fault]:
    if any("\0" in text for text in texts):
        yield _Fault(field, "nul", f"Line {number}: “{field}” holds a NUL character.")
    if any("\ud800" <= sign <= "\udfff" for text in texts if not text.isascii() for sign in text):
        yield _Fault(field, "lone_surrogate", f"Line {number}: “{field}” holds half of a surrogate pair.")
    if sum(map(len, texts)) > LONGEST_TEXT and field == "text":
        yield _Fault(field, "too_long", f"Line {number}: “{field}” is longer than {LONGEST_TEXT} characters.")


def _context(entry: dict[str, Any]) -> list[str] | None:
    """The texts above, oldest first; None when they are of another type."""
    value = entry.get("context")
    texts = [] if value is None else [value] if isinstance(value, str) else value
    return texts if isinstance(texts, list) and all(isinstance(text, str) for text in texts) else None


def _message(entry: dict[str, Any]) -> Message:
    optional = {field: entry[field] for field in _OPTIONAL if entry.get(field)}
    return Message(text=entry["text"], context="\n".join(_context(entry) or []), **optional)


def _write(line: _Line, assessment: Assessment) -> ScoredLine:
    found = {
        "labels": dict(assessment.labels),
        "lang": assessment.lang,
        "sentiment": assessment.sentiment,
        "personal_data": list(assessment.personal_data),
        "priority": assessment.priority,
        "reasons": [say(reason) for reason in assessment.reasons],
        "spans": [{"label": span.label, "start": span.start, "end": span.end} for span in assessment.spans],
        "model": assessment.model,
    }
    return ScoredLine(_dump({**line.entry, **found}))


def _refuse(line: _Line) -> ScoredLine:
    errors = [{"field": each.field, "code": each.code, "message": each.message} for each in line.faults]
    return ScoredLine(_dump({"line": line.number, "errors": errors}), is_error=True)


def _dump(entry: dict[str, Any]) -> str:
    """Readable where it can be; escaped where a field that only passes through holds half of a surrogate pair."""
    text = json.dumps(entry, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(entry)
    return text
