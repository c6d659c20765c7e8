"""HTTP of metrics: parse, one use case, answer."""

from typing import Annotated

from fastapi import Query, Request
from starlette.responses import Response

from services.contracts.reporting import READ_METRICS, MetricsQuery
from services.reporting.deps import CardDep
from services.reporting.metrics import service
from services.runtime.conditional import answer_unless_known
from services.runtime.operations import Routes, UnitDep

routes = Routes()


@routes.serve(READ_METRICS)
async def read_metrics(
    request: Request, query: Annotated[MetricsQuery, Query()], card: CardDep, unit: UnitDep
) -> Response:
    found = await service.read_metrics(unit, card, query)
    return answer_unless_known(request, found.model_dump_json(by_alias=True).encode())
