"""What stands above a message, as far as it tells what the message means: the publication and the thread."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from services.contracts.ingest import Item
from services.triage.queue.domain.threads import Address
from services.triage.scoring.domain import Message

# Who answers has read the last few messages; what stands further up seldom matters, and each step is a query.
STEPS = 3
LONGEST = 2_000  # of each text


@dataclass(frozen=True, slots=True)
class Above:
    """A message that others answer: its beginning, and the network's id of what it answers itself."""

    text: str
    parent: str | None


def next_above(wanted: Iterable[Address], found: Mapping[Address, Above]) -> set[Address]:
    """Return what the wanted ones answer themselves and nobody has looked for."""
    parents = ((account, found[account, one].parent) for account, one in wanted if (account, one) in found)
    return {(account, parent) for account, parent in parents if parent is not None} - found.keys()


def texts_above(
    account: UUID, parent: str | None, post: str | None, found: Mapping[Address, Above]
) -> list[str]:
    """Return the post and then the thread's last messages, the oldest first; what is not here is passed over."""
    thread: list[str] = []
    place = parent
    while place is not None and place != post and len(thread) < STEPS and (account, place) in found:
        thread.append(found[account, place].text)
        place = found[account, place].parent
    top = found.get((account, post)) if post is not None else None
    return [text for text in (top.text if top else "", *reversed(thread)) if text]


def message_of(item: Item, above: Mapping[Address, Above]) -> Message:
    """An item as the scorer reads it: with its client's trade, the post above it and what was said before it."""
    return Message(
        text=item.text,
        context="\n".join(texts_above(item.account_id, item.parent, item.post, above)),
        network=item.network,
        lang=item.lang,
        sector=item.sector,
        kind=item.kind,
        followers=item.followers,
    )
