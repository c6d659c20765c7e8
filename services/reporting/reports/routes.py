"""HTTP of reports: parse, one use case, answer; a report is JSON or, for who reads it in a browser, a page."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import Depends, Query, Request
from starlette.responses import Response

from services.contracts.problem import FieldError
from services.contracts.reporting import FREEZE_REPORT, GET_REPORT, LIST_REPORTS, NewReport, Report
from services.contracts.values import Paging
from services.reporting.deps import CardDep, OptionalKeyDep
from services.reporting.reports import service
from services.reporting.reports.page import render
from services.runtime.conditional import answer_unless_known
from services.runtime.idempotency import Answer, Claim, once
from services.runtime.operations import CallerDep, ClientDep, Routes, UnitDep
from services.runtime.problems import Invalid

routes = Routes()
Form = Literal["json", "html"]


async def chosen_form(request: Request) -> Form:
    """Return the form that `format` names, else the one that Accept prefers; JSON where it does not matter.

    Raises Invalid for a form that there is not.
    """
    named = request.query_params.get("format")
    if named is None:
        return "html" if prefers_page(request.headers.get("accept", "")) else "json"
    if named == "html":
        return "html"
    if named == "json":
        return "json"
    raise Invalid(errors=[FieldError(field="format", code="literal_error", message="must be json or html")])


FormDep = Annotated[Form, Depends(chosen_form)]


@routes.serve(FREEZE_REPORT)
async def freeze(
    body: NewReport, card: CardDep, caller: CallerDep, key: OptionalKeyDep, unit: UnitDep
) -> Response:
    async def work() -> Answer:
        report = await service.freeze(unit, card, body)
        return Answer(FREEZE_REPORT.status, report.model_dump_json(by_alias=True).encode())

    if key is None:
        return (await work()).response(is_replay=False)
    claim = Claim(card.id, caller.subject, FREEZE_REPORT.name, key, body.model_dump_json().encode())
    return await once(unit, claim, work)


@routes.serve(LIST_REPORTS)
async def list_reports(
    request: Request, query: Annotated[Paging, Query()], client: ClientDep, unit: UnitDep
) -> Response:
    found = await service.list_page(unit, client, query)
    return answer_unless_known(request, found.model_dump_json(by_alias=True).encode())


@routes.serve(GET_REPORT)
async def get_report(
    request: Request, report: UUID, form: FormDep, client: ClientDep, unit: UnitDep
) -> Response:
    body = await service.get_body(unit, client, report)
    if form == "json":
        return answer_unless_known(request, body.encode(), headers={"vary": "accept"})
    page = render(Report.model_validate_json(body))
    headers = {"vary": "accept", **page.headers}
    return answer_unless_known(request, page.content, media_type="text/html; charset=utf-8", headers=headers)


def prefers_page(accept: str) -> bool:
    """Whether Accept weighs a page above JSON (RFC 9110, 12.5.1), or as much and names the page alone."""
    weights: dict[str, float] = {}
    for part in accept.lower().split(","):
        kind, *parameters = (piece.strip() for piece in part.split(";"))
        weights[kind] = next((_weight(one[2:]) for one in parameters if one.startswith("q=")), 1.0)
    page = weights.get("text/html", weights.get("text/*", 0.0))
    named = weights.get("application/json", weights.get("application/*"))
    return page > named if named is not None else 0 < page >= weights.get("*/*", 0.0)


def _weight(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
