"""The one shape of every HTTP error: application/problem+json (RFC 9457) with a stable code."""

import re

from pydantic import BaseModel, ConfigDict


class FieldError(BaseModel):
    """What is wrong with one field; `field` is a dotted path into the request."""

    field: str
    code: str
    message: str


class ProblemBody(BaseModel):
    """`code` is stable, for programs; `title` and `detail` for people; `retry`: whether to try again."""

    model_config = ConfigDict(extra="ignore")

    type: str = "about:blank"
    status: int
    code: str
    title: str
    detail: str = ""
    retry: bool = False
    errors: list[FieldError] | None = None


# What pydantic says otherwise names the kind of value first: "String should have at most 500 characters".
_PREDICATES = {"missing": "is missing", "extra_forbidden": "is not known"}
_SHOULD = re.compile(r"^[A-Z][a-z]+ should ")


def say_error(code: str, message: str) -> str:
    """Return what pydantic says of a value as a predicate, to stand behind the field's name as our own words do."""
    return _PREDICATES.get(code) or _SHOULD.sub("must ", message.removeprefix("Value error, "))
