"""Bodies of requests from what was typed; what the contract refuses is said by the option's name."""

from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel, ValidationError

from infra.cli.failures import USED_WRONGLY, Refusal
from services.contracts.values import SLUG_PATTERN

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

Body = TypeVar("Body", bound=BaseModel)


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
    """Pydantic's own words, except where they are a regular expression."""
    if error.get("ctx", {}).get("pattern") == SLUG_PATTERN:
        return "must be lower-case letters, digits and hyphens, at most 64, with no hyphen at either end"
    return error["msg"].removeprefix("Value error, ")
