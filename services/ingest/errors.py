"""What ingest refuses in words of its own; the tree of errors is the runtime's."""

from services.contracts.problem import FieldError
from services.runtime.problems import Conflict, Invalid


def taken(field: str) -> Conflict:
    """Somebody else has this value already."""
    error = FieldError(field=field, code="taken", message="is in use already")
    return Conflict("Something with this name exists already.", code="taken", errors=[error])


def unusable(field: str, code: str, message: str) -> Invalid:
    """One field's value has the right shape and still cannot be used."""
    return Invalid(errors=[FieldError(field=field, code=code, message=message)])
