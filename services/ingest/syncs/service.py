"""Use cases of those who ask for a pull and how it went."""

from uuid import UUID

from services.contracts.ingest import Sync
from services.ingest.directory import service as directory
from services.ingest.directory.domain import SYNC_DUE
from services.ingest.syncs import repository
from services.ingest.syncs.models import SyncRow
from services.runtime.db.unit import Unit
from services.runtime.ids import new_id
from services.runtime.problems import Conflict
from services.runtime.timers import set_timer


async def start(unit: Unit, account: UUID) -> Sync:
    """Ask for a pull now; asked twice before it began, it is the same run.

    Raises NotFound for another client's account, and Conflict for one that is not pulled.
    """
    known = await directory.get_account(unit, account)
    if not known.is_pulled:
        raise Conflict("This account is not pulled: its messages are pushed to us.", code="not_pulled")
    waiting = await repository.find_waiting(unit.session, known.client_id, account)
    if waiting is not None:
        return _sync(waiting)
    now = unit.clock.now()
    row = SyncRow(
        client_id=known.client_id, id=new_id(), account_id=account, state="queued", found=0, requested_at=now
    )
    unit.session.add(row)
    # A worker that has the account now sets the timer anew when it ends, and finds the run then.
    lease = await repository.lease_of(unit.session, known.client_id, account)
    await set_timer(unit, known.client_id, SYNC_DUE, str(account), max(now, lease) if lease else now)
    return _sync(row)


async def get(unit: Unit, sync: UUID) -> Sync:
    return _sync(await repository.get(unit.session, unit.clients, sync))


def _sync(row: SyncRow) -> Sync:
    return Sync.model_validate(row.model_dump())
