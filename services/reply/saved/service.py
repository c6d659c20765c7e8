"""Use cases of saved replies: kept for a client, and offered for an item."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from services.contracts.placeholders import unknown_placeholders
from services.contracts.problem import FieldError
from services.contracts.reply import (
    NewSavedReply,
    OfferedReply,
    OfferRequest,
    SavedReply,
    SavedReplyQuery,
    Voice,
)
from services.contracts.values import Listed, Paging
from services.reply.desk import Desk
from services.reply.replies import service as replies
from services.reply.saved import models, repository
from services.reply.saved.domain import KEPT_REMOVED, KNOWN, Frame, fill_part, fill_whole, text_for
from services.reply.saved.repository import Place
from services.reply.voices import service as voices
from services.reply.voices.domain.names import first_name, greet
from services.reply.voices.domain.speech import avoided_in, speaks
from services.runtime.db.unit import Unit
from services.runtime.ids import new_id
from services.runtime.paging import cursor_at, cut, read_number, read_part, read_place
from services.runtime.problems import Invalid, NotFound

MOST_WORDS = 10
_Row = tuple[models.SavedReply, Place]


async def list_saved(unit: Unit, client: UUID, query: SavedReplyQuery) -> Listed[SavedReply]:
    """Return a client's saved replies by title, or those with all the words that are looked for."""
    shown, following = await _page(unit, client, query, query.search, query.network)
    voice = await voices.get_voice(unit, client)
    return Listed(items=[_render(row, voice) for row, _ in shown], next=following)


async def get(unit: Unit, client: UUID, saved_id: UUID) -> SavedReply:
    return _render(await repository.get(unit, client, saved_id), await voices.get_voice(unit, client))


async def add(unit: Unit, client: UUID, new: NewSavedReply) -> SavedReply:
    """Raises Invalid for a blank title, no text, an unknown placeholder or a shortcut in use."""
    await _check(unit, client, new, None)
    saved = models.SavedReply(client_id=client, id=new_id(), **_values(unit, new))
    await repository.add(unit, saved)
    return _render(saved, await voices.get_voice(unit, client))


async def change(unit: Unit, client: UUID, saved_id: UUID, new: NewSavedReply) -> SavedReply:
    """Raises NotFound, and Invalid as `add` does."""
    await repository.get(unit, client, saved_id)
    await _check(unit, client, new, saved_id)
    saved = await repository.change(unit, client, saved_id, _values(unit, new))
    return _render(saved, await voices.get_voice(unit, client))


async def remove(unit: Unit, client: UUID, saved_id: UUID) -> None:
    """Take a saved reply away; for a day it can be restored. Raises NotFound."""
    await repository.forget_removed(unit, client, unit.clock.now() - KEPT_REMOVED)
    await repository.remove(unit, client, saved_id)


async def restore(unit: Unit, client: UUID, saved_id: UUID) -> SavedReply:
    """Take a removal back; its shortcut is left out when another has it by now. Raises NotFound."""
    removed = await repository.find_removed(unit, client, saved_id)
    if removed is None:
        raise NotFound
    shortcut = removed.shortcut
    if shortcut and await repository.is_taken(unit, client, shortcut, by_another_than=saved_id):
        shortcut = None
    saved = await repository.restore(unit, client, saved_id, shortcut=shortcut)
    return _render(saved, await voices.get_voice(unit, client))


async def offer(desk: Desk, client: UUID, request: OfferRequest) -> Listed[OfferedReply]:
    """Return the saved replies for an item's network, filled for its author.

    Raises NotFound when this client has no such item, or no saved reply such as is named.
    """
    target = await replies.find_target(desk, client, request.item_id)
    if target is None:
        raise NotFound
    async with desk.unit(client) as unit:
        voice = await voices.get_voice(unit, client)
        found, following = await _offers(unit, client, request, target.network)
    name = first_name(target.author_name, target.author_handle)
    frame = Frame(name, greet(voice.greeting, name), voice.signature.strip())
    return Listed(items=[_offered(row, voice, frame) for row in found], next=following)


async def _offers(
    unit: Unit, client: UUID, request: OfferRequest, network: str
) -> tuple[list[models.SavedReply], str | None]:
    if request.saved is not None:
        return [await repository.get(unit, client, request.saved)], None
    shown, following = await _page(unit, client, request, request.search, network)
    return [row for row, _ in shown], following


async def _page(
    unit: Unit, client: UUID, paging: Paging, search: str | None, network: str | None
) -> tuple[Sequence[_Row], str | None]:
    rows = await repository.list_page(
        unit,
        client,
        words=(search or "").split()[:MOST_WORDS],
        network=network,
        after=_place(paging.cursor),
        limit=paging.limit + 1,
    )
    shown, has_more = cut(rows, paging.limit)
    if not has_more:
        return shown, None
    last = shown[-1][1]
    return shown, cursor_at(last.rank, last.title, last.saved_id)


def _place(cursor: str | None) -> Place | None:
    if cursor is None:
        return None
    rank, title, saved_id = read_place(cursor, 3)
    return Place(read_number(rank, bits=32), title, read_part(saved_id, UUID))


async def _check(unit: Unit, client: UUID, new: NewSavedReply, saved_id: UUID | None) -> None:
    errors = [
        FieldError(field=field, code="placeholder", message=f"{found} is not known")
        for field, text in (("text_vous", new.text_vous), ("text_tu", new.text_tu))
        for found in unknown_placeholders(text or "", KNOWN)
    ]
    if not new.title.strip():
        errors.append(FieldError(field="title", code="blank", message="must say something"))
    if not (new.text_vous or "").strip() and not (new.text_tu or "").strip():
        errors.append(FieldError(field="text_vous", code="blank", message="one of the texts is needed"))
    if new.shortcut and await repository.is_taken(unit, client, new.shortcut, by_another_than=saved_id):
        errors.append(FieldError(field="shortcut", code="taken", message="another saved reply has it"))
    if errors:
        raise Invalid(errors=errors)


def _values(unit: Unit, new: NewSavedReply) -> dict[str, Any]:
    return {
        "title": new.title.strip(),
        "text_vous": (new.text_vous or "").strip() or None,
        "text_tu": (new.text_tu or "").strip() or None,
        "shortcut": new.shortcut,
        "network": new.network,
        "updated_at": unit.clock.now(),
        "updated_by": unit.actor,
    }


def _render(saved: models.SavedReply, voice: Voice) -> SavedReply:
    text = text_for(voice.address, saved.text_vous, saved.text_tu)
    return SavedReply(
        **saved.model_dump(exclude={"removed_at"}),
        text=text,
        address=voice.address,
        speaks=speaks(text),
        avoided=avoided_in(text, voice.avoid),
    )


def _offered(saved: models.SavedReply, voice: Voice, frame: Frame) -> OfferedReply:
    text = text_for(voice.address, saved.text_vous, saved.text_tu)
    return OfferedReply(
        id=saved.id,
        title=saved.title,
        shortcut=saved.shortcut,
        text=fill_part(text, frame),
        whole=fill_whole(text, frame),
        address=voice.address,
        speaks=speaks(text),
        avoided=avoided_in(text, voice.avoid),
    )
