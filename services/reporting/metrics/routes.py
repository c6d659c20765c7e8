"""HTTP of metrics: parse, one use case, answer."""

from typing import Annotated

from fastapi import Query

from services.contracts.reporting import LIST_COUNTS, Counts, CountsQuery
from services.reporting.metrics import service
from services.runtime.operations import Routes, UnitDep

routes = Routes()


@routes.serve(LIST_COUNTS)
async def list_counts(query: Annotated[CountsQuery, Query()], unit: UnitDep) -> Counts:
    return await service.list_counts(unit, query)
