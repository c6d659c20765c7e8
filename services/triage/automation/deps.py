"""What automation's handlers ask ingest before the request's unit begins."""

from typing import Annotated

from fastapi import Depends

from services.contracts.problem import FieldError
from services.contracts.triage import NewAutomation
from services.runtime.operations import RuntimeDep
from services.runtime.problems import Invalid
from services.triage.automation.clients import list_networks


async def checked_rule(body: NewAutomation, runtime: RuntimeDep) -> NewAutomation:
    """Raises Invalid where a rule is for a network that there is not: it would wait for ever for its messages."""
    if body.network is not None and body.network not in await list_networks(runtime):
        message = "must be the code of a network"
        raise Invalid(errors=[FieldError(field="network", code="unknown_network", message=message)])
    return body


RuleDep = Annotated[NewAutomation, Depends(checked_rule)]
