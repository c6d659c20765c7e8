"""Which networks a rule may be for; asked of ingest before a request's unit begins."""

from services.contracts.problem import FieldError
from services.runtime.context import Runtime
from services.runtime.problems import Invalid
from services.triage.automation.clients import list_networks


async def check_network(runtime: Runtime, network: str | None, field: str) -> None:
    """Raises Invalid where a rule is for a network that there is not: it would wait for ever for its messages."""
    if network is not None and network not in await list_networks(runtime):
        message = "must be the code of a network"
        raise Invalid(errors=[FieldError(field=field, code="unknown_network", message=message)])
