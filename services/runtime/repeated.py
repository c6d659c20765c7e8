"""Refuses what a request says twice: parsers keep the last of two values, and who sent both meant one of them."""

import json
from typing import Any, get_origin

from fastapi import Request
from pydantic import BaseModel

from services.contracts.operation import Operation
from services.contracts.problem import FieldError
from services.runtime.problems import Invalid


class _RepeatedError(Exception):
    """An object has the same name twice."""


async def refuse_repeated(request: Request, operation: Operation[Any]) -> None:
    """Raises Invalid that names the parameter, or the field of the body, that was given more than once.

    Lists are given by repeating their parameter. A body that its handler reads itself is left to it, as is one that
    is no JSON.
    """
    lists = _lists_of(operation.query)
    seen: set[str] = set()
    for name, _ in request.query_params.multi_items():
        if name in seen and name not in lists:
            raise _invalid(name)
        seen.add(name)
    if operation.body is not None:
        try:
            json.loads(await request.body(), object_pairs_hook=_unique)
        except _RepeatedError as error:
            raise _invalid(str(error)) from None
        except (ValueError, RecursionError):
            return


def _lists_of(query: type[BaseModel] | None) -> set[str]:
    fields = query.model_fields if query else {}
    return {
        field.alias or name
        for name, field in fields.items()
        if get_origin(field.annotation) in {list, set, frozenset, tuple}
    }


def _unique(pairs: list[tuple[str, Any]]) -> None:
    """Look at names only; nothing is built of the values."""
    seen: set[str] = set()
    for name, _ in pairs:
        if name in seen:
            raise _RepeatedError(name)
        seen.add(name)


def _invalid(field: str) -> Invalid:
    return Invalid(errors=[FieldError(field=field[:100], code="repeated", message="is given more than once")])
