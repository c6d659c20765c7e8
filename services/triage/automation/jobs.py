"""Automation's timers: acting on one message, auditing one rule, and weighing it."""

from uuid import UUID

from services.runtime.context import Runtime
from services.runtime.timers import drop_timer
from services.triage.automation import points, service
from services.triage.automation.clients import get_account


async def act_alone(runtime: Runtime, client: UUID, key: str) -> None:
    """Act on one message. Twice is harmless: the decision, the act that names it and the timer's end are one commit.

    Ingest is asked first what the account can do, while no transaction is open; while it is away the timer is
    tried again, and until then people may be quicker.
    """
    rule, item = (UUID(part) for part in key.split(":"))
    async with runtime.database.unit([client], actor="system:timer") as unit:
        account = await service.find_act(unit, client, rule, item)
        if account is None:
            await drop_timer(unit, client, service.ACTING, key)
            return
    points.DUE.reach()
    able = await get_account(runtime, client, account)
    async with runtime.database.unit([client], actor="system:rule") as unit:
        await service.act(unit, client, rule, item, able)
        points.DECIDED.reach()
    points.ACTED.reach()


async def audit_rule(runtime: Runtime, client: UUID, key: str) -> None:
    """Count what came of one rule, and stop it where that must be. Twice is harmless."""
    async with runtime.database.unit([client], actor="system:timer") as unit:
        await service.audit(unit, client, UUID(key))


async def weigh_rule(runtime: Runtime, client: UUID, key: str) -> None:
    """Compute one rule anew. Twice is harmless: its figures follow from what was decided."""
    async with runtime.database.unit([client], actor="system:timer") as unit:
        await service.weigh(unit, client, UUID(key))
