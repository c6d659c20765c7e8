"""Scoring of JSON lines, for `palabre score` and whoever pipes through it: needs no engine and no client."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from services.triage.scoring.domain import Assessment
from services.triage.scoring.reading import Entry, Fault, UnreadableError, load, read_entry
from services.triage.scoring.service import CHUNK, Scorer
from services.triage.scoring.telling import tell


@dataclass(frozen=True, slots=True)
class ScoredLine:
    """One line of output, without its line end; `is_error` when the line of input could not be scored."""

    text: str
    is_error: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    entry: Entry


def score_lines(lines: Iterable[str], scorer: Scorer) -> Iterator[ScoredLine]:
    """For each line that is not blank one line of output, in order, as soon as its batch of 200 is scored.

    A line that cannot be scored gives `{"line": n, "errors": [{"field", "code", "message"}]}`, lines counted
    from 1; the others are scored as if it were not there.
    """
    read = (_Line(number, _read(line)) for number, line in enumerate(lines, start=1) if line.strip())
    while batch := list(islice(read, CHUNK)):
        messages = [line.entry.message for line in batch if line.entry.message is not None]
        assessments = iter(scorer.assess(messages))
        for line in batch:
            yield _refuse(line) if line.entry.message is None else _write(line, next(assessments))


def _read(line: str) -> Entry:
    if _is_garbled(line):
        return Entry({}, None, (Fault("", "not_utf8", "is not UTF-8"),))
    try:
        return read_entry(load(line))
    except UnreadableError as error:
        return Entry({}, None, (Fault("", "invalid_json", f"is not JSON: {error}"),))


def _is_garbled(line: str) -> bool:
    """Whether bytes that are no UTF-8 stand in it, which came as half surrogates (PEP 383); JSON escapes its own."""
    try:
        line.encode()
    except UnicodeEncodeError:
        return True
    return False


def _write(line: _Line, assessment: Assessment) -> ScoredLine:
    return ScoredLine(_dump({**line.entry.given, **tell(assessment).model_dump(mode="json")}))


def _refuse(line: _Line) -> ScoredLine:
    errors = [
        {"field": fault.field, "code": fault.code, "message": _sentence(line.number, fault)}
        for fault in line.entry.faults
    ]
    return ScoredLine(_dump({"line": line.number, "errors": errors}), is_error=True)


def _sentence(number: int, fault: Fault) -> str:
    subject = f"Line {number}: “{fault.field}”" if fault.field else f"Line {number}"
    return f"{subject} {fault.message}."


def _dump(entry: dict[str, Any]) -> str:
    """Readable where it can be; escaped where a field that only passes through holds half of a surrogate pair."""
    text = json.dumps(entry, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(entry)
    return text
