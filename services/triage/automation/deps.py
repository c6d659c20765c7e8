"""What automation's handlers ask ingest before the request's unit begins."""

from typing import Annotated

from fastapi import Depends

from services.contracts.triage import NewAutomation
from services.runtime.operations import RuntimeDep
from services.triage.automation.service import check_network


async def checked_rule(body: NewAutomation, runtime: RuntimeDep) -> NewAutomation:
    await check_network(runtime, body.network, "network")
    return body


RuleDep = Annotated[NewAutomation, Depends(checked_rule)]
