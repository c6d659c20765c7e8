"""From what was posted or pulled to the columns that are stored, and the hash that tells two versions apart."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec
from msgspec import UNSET

from services.contracts.ingest import MAX_FOLLOWERS
from services.ingest.directory.domain import AccountRef
from services.ingest.intake.domain import NewItem
from services.ingest.intake.reading.posted import PostedItem
from services.ingest.networks.adapter import FoundItem

HASH_BYTES = 16
_encode = msgspec.json.Encoder(order="deterministic").encode


def from_posted(posted: PostedItem, account: AccountRef) -> NewItem:
    """What is empty was not said: UNSET, null, "" and [] are all stored as null.

    Pushed without remarks of the sender's, it is the same version as pulled: an account that changes from one
    way to the other does not find all of its messages edited.
    """
    author = posted.author
    written = (
        posted.kind,
        posted.text,
        author.id,
        author.name,
        author.handle or None,
        author.url or None,
    )
    followers = None if author.followers is UNSET else author.followers
    placed = (
        _utc(posted.created_at),
        posted.parent or None,
        posted.post or None,
        posted.url or None,
        posted.lang or None,
        _json(posted.attachments),
    )
    remarks = _json(posted.extra)
    content = (*written, followers, *placed, remarks)
    is_bare = followers is None and remarks is None
    is_ours = author.id == account.own_author_id
    return NewItem(
        account.id, posted.id, *content, is_ours, _hash((*written, *placed) if is_bare else content)
    )


def from_found(found: FoundItem, account: AccountRef) -> NewItem:
    """Networks are not held to our limits: what cannot be stored is taken out, and nothing is refused.

    Only what an author can change makes a new version: a network's own remarks (moderation state, counts) do not.
    """
    author = found.author
    written = (
        found.kind,
        _clean(found.text),
        _clean(author.id),
        _clean(author.name),
        _clean_or_none(author.handle),
        _clean_or_none(author.url),
    )
    followers = min(author.followers, MAX_FOLLOWERS) if author.followers is not None else None
    placed = (
        _utc(found.created_at),
        _clean_or_none(found.parent),
        _clean_or_none(found.post),
        _clean_or_none(found.url),
        _clean_or_none(found.lang),
        _json(_cleaned(msgspec.to_builtins(found.attachments))),
    )
    remarks = _json(_cleaned(found.extra))
    is_ours = found.is_ours or author.id == account.own_author_id
    content = (*written, followers, *placed, remarks)
    return NewItem(
        account.id, _clean(found.external_id), *content, is_ours, _hash((*written, *placed)), found.standing
    )


def _hash(content: tuple[object, ...]) -> bytes:
    return hashlib.blake2b(_encode(content), digest_size=HASH_BYTES).digest()


def _json(value: object) -> str | None:
    return _encode(value).decode() if value else None


def _utc(moment: datetime) -> datetime:
    return moment if moment.tzinfo is UTC else moment.astimezone(UTC)


def _clean(text: str) -> str:
    return text.replace("\x00", "").encode(errors="replace").decode()


def _clean_or_none(text: str | None) -> str | None:
    return _clean(text) if text else None


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return _clean(value)
    if isinstance(value, Mapping):
        return {_clean(str(name)): _cleaned(child) for name, child in value.items()}
    if isinstance(value, list | tuple):
        return [_cleaned(child) for child in value]
    return value
