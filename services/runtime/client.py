"""The typed client of the services: a call is an operation, an actor and values."""

import ssl
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self, TypeVar
from urllib.parse import quote
from uuid import UUID

import httpx
from pydantic import BaseModel, ValidationError

from services.contracts.operation import Operation
from services.contracts.problem import ProblemBody
from services.contracts.topology import PORT_OFFSETS, ServiceName
from services.contracts.values import MOST_LOOKED_UP, Listed, Lookup
from services.runtime.callers import Actor
from services.runtime.problems import Problem, Unavailable, problem_of
from services.runtime.settings import ServiceSettings
from services.runtime.telemetry import CORRELATION_HEADER, correlation
from services.runtime.tokens import Signer

Answer = TypeVar("Answer", bound=BaseModel)
Found = TypeVar("Found", bound=BaseModel)
TIMEOUT = httpx.Timeout(15, connect=2)


@dataclass(frozen=True, slots=True)
class Document:
    """An answer in another form than JSON, with its headers in lower case."""

    content: bytes
    headers: Mapping[str, str]


class ServiceClient:
    """Calls operations of other services as the process whose signer it holds."""

    def __init__(
        self, settings: ServiceSettings, signer: Signer, *, transport: httpx.AsyncBaseTransport | None = None
    ) -> None:
        self._settings = settings
        self._signer = signer
        self._http = httpx.AsyncClient(
            timeout=TIMEOUT, transport=transport, trust_env=False, verify=trust(settings)
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._http.aclose()

    async def call(
        self,
        operation: Operation[Answer],
        actor: Actor,
        *,
        path: Mapping[str, str | UUID] | None = None,
        query: BaseModel | None = None,
        body: BaseModel | None = None,
        key: str | None = None,
    ) -> Answer:
        """Return the answer, or raise the Problem that the service answered.

        Raises Unavailable when it cannot be reached; whether it then did the thing is not known, so what must
        happen once carries `key` (Idempotency-Key).
        """
        answer = await self._send(operation, actor, path or {}, query, body, key)
        return _parse(operation, answer)

    async def look_up(
        self, operation: Operation[Listed[Found]], actor: Actor, client: UUID, ids: Iterable[UUID]
    ) -> list[Found]:
        """Return what there is of these ids of a client, each asked for once; raises as `call` does."""
        unique = list(dict.fromkeys(ids))
        found: list[Found] = []
        for start in range(0, len(unique), MOST_LOOKED_UP):
            body = Lookup(ids=unique[start : start + MOST_LOOKED_UP])
            found += (await self.call(operation, actor, path={"client": client}, body=body)).items
        return found

    async def fetch(
        self, operation: Operation[Any], actor: Actor, *, path: Mapping[str, str | UUID], accept: str
    ) -> Document:
        """Return an operation's answer as it stands, in the form that `accept` names; raises as `call` does."""
        answer = await self._send(operation, actor, path, accept=accept)
        return Document(answer.content, dict(answer.headers))

    async def _send(
        self,
        operation: Operation[Any],
        actor: Actor,
        path: Mapping[str, str | UUID],
        query: BaseModel | None = None,
        body: BaseModel | None = None,
        key: str | None = None,
        *,
        accept: str = "application/json",
    ) -> httpx.Response:
        """Return an answer of success, and raise the Problem that any other is."""
        token = self._signer.sign(actor, audience=operation.owner, scopes=frozenset({operation.scope}))
        headers = {"authorization": f"Bearer {token}", "accept": accept, CORRELATION_HEADER: correlation()}
        if key is not None:
            headers["idempotency-key"] = key
        if body is not None:
            headers["content-type"] = "application/json"
        try:
            answer = await self._http.request(
                operation.method,
                self._settings.url_of(operation.owner) + fill(operation.path, path),
                params=_params(query),
                content=body.model_dump_json(by_alias=True) if body is not None else None,
                headers=headers,
            )
        except httpx.HTTPError as error:
            raise Unavailable(
                f"{operation.owner} does not answer.", code=_UNREACHABLE[operation.owner]
            ) from error
        if answer.is_success:
            return answer
        raise _problem(operation, answer)


_UNREACHABLE: dict[ServiceName, str] = {
    name: f"{name}_unreachable" for name in ("web", "ingest", "triage", "reply", "reporting")
}


def trust(settings: ServiceSettings) -> ssl.SSLContext:
    """Whom to believe over TLS. On one machine there is none, and the list of authorities costs 16 MB a process."""
    if any(settings.url_of(service).startswith("https:") for service in PORT_OFFSETS):
        return httpx.create_ssl_context(trust_env=False)
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def fill(path: str, values: Mapping[str, str | UUID]) -> str:
    """Fill a path's placeholders; raises KeyError for one without a value."""
    return path.format_map({name: quote(str(value), safe="") for name, value in values.items()})


def _params(query: BaseModel | None) -> dict[str, Any] | None:
    return query.model_dump(mode="json", exclude_none=True, by_alias=True) if query is not None else None


def _parse(operation: Operation[Answer], answer: httpx.Response) -> Answer:
    try:
        return operation.answer.model_validate_json(answer.content)
    except ValidationError as error:
        raise Problem(f"{operation.name} gave an answer of another shape") from error


def _problem(operation: Operation[Any], answer: httpx.Response) -> Problem:
    try:
        return problem_of(ProblemBody.model_validate_json(answer.content))
    except ValidationError:
        body = ProblemBody(status=answer.status_code, code="unavailable", title="", detail=operation.name)
        return problem_of(body)
