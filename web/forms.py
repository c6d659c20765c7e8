"""Forms sent to a service, and what is wrong with one, field by field, in words."""

from collections.abc import Mapping
from typing import TypeVar
from uuid import UUID

from pydantic import BaseModel, ValidationError

from services.contracts.operation import Operation
from services.contracts.problem import FieldError
from services.runtime.problem_handlers import field_errors
from services.runtime.problems import NotFound, Problem
from web.rendering.languages import mark
from web.seat import Seat
from web.sentences import say, say_problem

Answer = TypeVar("Answer", bound=BaseModel)
Body = TypeVar("Body", bound=BaseModel)

_WORDS: Mapping[str, str] = {
    "missing": mark("Write something here."),
    "string_too_short": mark("Write something here."),
    "string_too_long": mark("This is too long."),
    "too_long": mark("This is too long."),
    "blank": mark("Write something here."),
    "string_pattern_mismatch": mark("This is not written as it should be."),
    "taken": mark("This is in use already."),
    "unknown": mark("This is not known here."),
}
UNTAKEN = mark("This cannot be taken as it stands.")


class Faulty(Exception):
    """A form that is not taken as it stands; `faults` are sentences by field, `status` is the answer's."""

    def __init__(self, faults: Mapping[str, str], status: int = 422) -> None:
        super().__init__(", ".join(faults))
        self.faults = faults
        self.status = status


async def post_form(
    seat: Seat,
    operation: Operation[Answer],
    values: Mapping[str, object],
    *,
    path: Mapping[str, str | UUID] | None = None,
    otherwise: str,
) -> Answer:
    """Send what a form holds as the operation takes it.

    Raises Faulty; what is wrong with no field in particular stands at `otherwise`. What does not exist is no
    fault of the form and stays NotFound.
    """
    language = seat.person.language
    if operation.body is None:
        raise TypeError(f"{operation.name} takes no form")
    body = read_form(operation.body, values, language)
    try:
        return await seat.ask(operation, path=path, body=body)
    except NotFound:
        raise
    except Problem as problem:
        faults = _say(problem.errors or [], language) or {otherwise: say_problem(problem, language)}
        raise Faulty(faults, problem.status) from problem


def read_form(kind: type[Body], values: Mapping[str, object], language: str) -> Body:
    """Return the body that an operation takes; raises Faulty."""
    try:
        return kind.model_validate(values)
    except ValidationError as error:
        raise Faulty(_say(field_errors(error.errors(include_url=False)), language)) from error


def _say(errors: list[FieldError], language: str) -> dict[str, str]:
    faults: dict[str, str] = {}
    for error in errors:
        faults.setdefault(error.field, say(_WORDS.get(error.code, UNTAKEN), language))
    return faults
