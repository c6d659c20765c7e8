"""The one shape of every HTTP error: application/problem+json (RFC 9457) with a stable code."""

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
