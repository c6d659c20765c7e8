"""What is wrong with a form, field by field, in words."""

from collections.abc import Mapping
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from services.contracts.problem import FieldError
from services.runtime.problem_handlers import field_errors
from services.runtime.problems import Problem
from web.rendering.languages import mark
from web.sentences import say

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
_OTHER = mark("This cannot be taken as it stands.")


class Faulty(Exception):
    """A form that its contract does not take; `faults` are sentences by field."""

    def __init__(self, faults: dict[str, str]) -> None:
        super().__init__(", ".join(faults))
        self.faults = faults


def read_form(kind: type[Body], values: Mapping[str, object], language: str) -> Body:
    """Return the body that an operation takes; raises Faulty."""
    try:
        return kind.model_validate(values)
    except ValidationError as error:
        raise Faulty(_say(field_errors(error.errors(include_url=False)), language)) from error


def faults_of(problem: Problem, language: str) -> dict[str, str]:
    """Return what a service found wrong with which field; empty for a problem of another kind."""
    return _say(problem.errors or [], language)


def _say(errors: list[FieldError], language: str) -> dict[str, str]:
    faults: dict[str, str] = {}
    for error in errors:
        faults.setdefault(error.field, say(_WORDS.get(error.code, _OTHER), language))
    return faults
