"""Outgoing HTTP to places that people name: guarded, bounded, honest about what may have happened.

A client's account, a feed or a call-back names a URL, so what answers there is hostile until shown otherwise.
"""

from services.runtime.http.addresses import Address, AllowedPlaces, is_public
from services.runtime.http.answer import Answer
from services.runtime.http.client import Limits, OutgoingHTTP
from services.runtime.http.errors import (
    AddressRefused,
    AnswerTimedOut,
    AnswerUnusable,
    BadRequest,
    ConnectFailed,
    ConnectionBroken,
    NameNotResolved,
    NoAnswer,
    NotSent,
    OutgoingError,
)
from services.runtime.http.guard import Resolver, resolve_by_system

__all__ = [
    "Address",
    "AddressRefused",
    "AllowedPlaces",
    "Answer",
    "AnswerTimedOut",
    "AnswerUnusable",
    "BadRequest",
    "ConnectFailed",
    "ConnectionBroken",
    "Limits",
    "NameNotResolved",
    "NoAnswer",
    "NotSent",
    "OutgoingError",
    "OutgoingHTTP",
    "Resolver",
    "is_public",
    "resolve_by_system",
]
