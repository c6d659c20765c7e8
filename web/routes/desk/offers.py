"""What the picker shows: the client's saved replies, filled for the author who is answered."""

from uuid import UUID

from services.contracts.reply import OFFER_SAVED_REPLIES, OfferedReply, OfferRequest
from services.contracts.triage import ConversationItem
from web.around import or_else
from web.pages.desk.picker import Offer, Picker
from web.seat import Seat

OFFERS_SHOWN = 30


async def find_offers(seat: Seat, client_id: UUID, item: ConversationItem, search: str) -> Picker:
    """A silent service leaves the picker empty, and the answer as it is."""
    request = OfferRequest(item_id=item.id, search=search or None, limit=OFFERS_SHOWN)
    found = await or_else(seat.ask(OFFER_SAVED_REPLIES, path={"client": client_id}, body=request), None)
    if found is None:
        return Picker(search, (), is_away=True)
    return Picker(search, tuple(_offer(one) for one in found.items), found.next is not None)


def _offer(offered: OfferedReply) -> Offer:
    return Offer(
        saved_id=offered.id,
        title=offered.title,
        text=offered.text,
        whole=offered.whole,
        shortcut=offered.shortcut,
        speaks=offered.speaks,
        strays=offered.speaks not in {None, offered.address},
        avoided=tuple(offered.avoided),
    )
