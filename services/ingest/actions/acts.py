"""What each kind of action asks of a network, and what it makes of our own copy of the item once it is done."""

from collections.abc import Mapping

from services.contracts.ingest import Standing
from services.ingest.actions.models import ActionRow
from services.ingest.directory import service as directory
from services.ingest.intake import service as intake
from services.ingest.networks.capabilities import Act
from services.ingest.networks.registry import network_named
from services.runtime.db.unit import Unit

ACTS: Mapping[str, Act] = {
    "publish_reply": Act.REPLY,
    "hide": Act.HIDE,
    "unhide": Act.UNHIDE,
    "mark_spam": Act.MARK_SPAM,
    "delete": Act.DELETE,
    "restore": Act.RESTORE,
}
_STANDINGS: Mapping[str, Standing] = {"hide": "hidden", "unhide": "visible", "mark_spam": "spam"}


async def take_effect(unit: Unit, row: ActionRow) -> None:
    """Change our own copy in the unit in which an action is settled as sent, so that nobody waits for a pull."""
    match row.kind:
        case "delete":
            account = await directory.get_account(unit, row.account_id)
            has_bin = network_named(account.network).capabilities.offers(Act.RESTORE)
            await intake.set_deleted(unit, row.client_id, row.item_id, is_binned=has_bin)
        case "restore":
            await intake.set_restored(unit, row.client_id, row.item_id)
        case kind if kind in _STANDINGS:
            await intake.set_standing(unit, row.client_id, row.item_id, _STANDINGS[kind])
