"""What reply's handlers may ask for beside what the runtime offers."""

from typing import Annotated

from fastapi import Depends

from services.reply.desk import Desk
from services.runtime.operations import CallerDep, RuntimeDep


async def desk_of(runtime: RuntimeDep, caller: CallerDep) -> Desk:
    return Desk(runtime, caller)


DeskDep = Annotated[Desk, Depends(desk_of)]
