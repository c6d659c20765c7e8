"""What the handlers of replays ask ingest before the request's unit begins."""

from typing import Annotated

from fastapi import Depends

from services.contracts.triage import NewReplay
from services.runtime.operations import RuntimeDep
from services.triage.automation.service import check_network


async def checked_replay(body: NewReplay, runtime: RuntimeDep) -> NewReplay:
    if body.trial is not None:
        await check_network(runtime, body.trial.network, "trial.network")
    return body


NewReplayDep = Annotated[NewReplay, Depends(checked_replay)]
