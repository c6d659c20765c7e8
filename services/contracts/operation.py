"""An operation as data, so that server and client cannot disagree about it."""

from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from pydantic import BaseModel

from services.contracts.topology import ServiceName

Answer = TypeVar("Answer", bound=BaseModel)
Method = Literal["GET", "POST", "PUT", "DELETE"]


@dataclass(frozen=True, slots=True)
class Operation(Generic[Answer]):
    """One thing that a service does over HTTP.

    `path` begins with /v1; `{client}` in it is a slug or an id, every other placeholder is an id. `query`
    and `body` are the models of what is sent; `raw_body` says that the handler reads the bytes itself.
    `idempotent` operations require the header Idempotency-Key.
    """

    owner: ServiceName
    name: str
    method: Method
    path: str
    scope: str
    answer: type[Answer]
    query: type[BaseModel] | None = None
    body: type[BaseModel] | None = None
    raw_body: bool = False
    status: int = 200
    idempotent: bool = False
