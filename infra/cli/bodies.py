"""Bodies of requests from what was typed; what the contract refuses is said by the option's name."""

from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel, ValidationError

from infra.cli.failures import USED_WRONGLY, Refusal
from services.contracts.problem import say_error
from services.contracts.values import SLUG_PATTERN

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

Body = TypeVar("Body", bound=BaseModel)
_SLUG = "must be lower-case letters, digits and hyphens, at most 64, with no hyphen at either end"
_SHAPES: dict[str | int, str] = {
    "email": "must be an address such as nadia@agence.example",
    "url": "must begin with https:// or http:// and hold no space",
}


def body_of(model: type[Body], **values: object) -> Body:
    """Build the body; raises Refusal with each field that is wrong."""
    try:
        return model.model_validate(values)
    except ValidationError as error:
        wrong = "; ".join(
            f"{'.'.join(str(part) for part in one['loc'])}: {_reason(one)}" for one in error.errors()
        )
        raise Refusal(f"This cannot be sent: {wrong}.", exit_code=USED_WRONGLY) from error


def _reason(error: "ErrorDetails") -> str:
    """What a service would say, except where that is a regular expression."""
    if error["type"] == "string_pattern_mismatch":
        shape = _SLUG if error["ctx"]["pattern"] == SLUG_PATTERN else _SHAPES.get(error["loc"][-1])
        return shape or "is not written as it should be"
    return say_error(error["type"], error["msg"])
