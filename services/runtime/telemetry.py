"""Logs as data without what people wrote, correlation ids, and metrics for Prometheus."""

import logging
import re
import sys
import traceback
from collections.abc import MutableMapping
from typing import Any
from uuid import uuid4

import structlog
from prometheus_client import REGISTRY, Counter, Histogram
from structlog.contextvars import bind_contextvars, get_contextvars
from structlog.typing import ExcInfo

CORRELATION_HEADER = "x-correlation-id"
_CORRELATION = re.compile(r"^[A-Za-z0-9._-]{8,64}$")
# Keys under which a message's words could slip into a log line.
_WITHHELD = frozenset(
    {"text", "body", "author", "author_name", "title", "content", "credentials", "password", "key"}
)

REQUESTS = Counter("palabre_requests_total", "HTTP requests answered", ["route", "method", "status"])
REQUEST_SECONDS = Histogram("palabre_request_seconds", "Time to answer", ["route"])
EVENTS_FOLLOWED = Counter("palabre_events_followed_total", "Events taken in by followers", ["source"])
BELLS_LOST = Counter("palabre_bells_lost_total", "Bells that Redis could not take")

__all__ = ["BELLS_LOST", "EVENTS_FOLLOWED", "REGISTRY", "REQUESTS", "REQUEST_SECONDS"]


def configure_logging(process: str, level: str) -> None:
    """Write JSON lines to standard error, each with the process and the correlation id in force."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _withhold_words,
            structlog.processors.ExceptionRenderer(_render),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    bind_contextvars(process=process)
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(name)s %(levelname)s %(message)s")


def reason_of(error: BaseException) -> str:
    """Name an error and what it says in its first line: drivers and parsers quote rows and inputs below that."""
    first, *_ = str(error).splitlines() or [""]
    return f"{type(error).__name__}: {first}"[:500]


def _render(exc_info: ExcInfo) -> str:
    """Render a traceback with its causes, and of every message only the first line."""
    parts: list[str] = []
    error: BaseException | None = exc_info[1]
    while error is not None:
        parts.append("".join(traceback.format_tb(error.__traceback__)) + reason_of(error))
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return "\nwhich came from:\n".join(parts)


def _withhold_words(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for name in _WITHHELD & event.keys():
        event[name] = "(withheld)"
    return event


def correlation_from(header: str | None) -> str:
    """Return the sender's correlation id when it has the form of one, else a new one."""
    return header if header and _CORRELATION.match(header) else uuid4().hex


def bind_correlation(correlation: str) -> None:
    bind_contextvars(correlation=correlation)


def correlation() -> str:
    """Return the correlation id in force, or a new one that is then in force."""
    found = get_contextvars().get("correlation")
    if not isinstance(found, str):
        found = uuid4().hex
        bind_correlation(found)
    return found
