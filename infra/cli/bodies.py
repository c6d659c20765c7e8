"""Bodies of requests from what was typed; what the contract refuses is said by the option's name."""

from typing import TypeVar

from pydantic import BaseModel, ValidationError

from infra.cli.failures import USED_WRONGLY, Refusal

Body = TypeVar("Body", bound=BaseModel)


def body_of(model: type[Body], **values: object) -> Body:
    """Build the body; raises Refusal with each field that is wrong."""
    try:
        return model.model_validate(values)
    except ValidationError as error:
        wrong = "; ".join(
            f"{'.'.join(str(part) for part in one['loc'])}: {one['msg'].removeprefix('Value error, ')}"
            for one in error.errors()
        )
        raise Refusal(f"This cannot be sent: {wrong}.", exit_code=USED_WRONGLY) from error
