"""Calls to the services in the operator's name, with a key that only a reader of PALABRE_VAR has."""

import asyncio
import contextlib
import getpass
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from typing import TypeVar
from uuid import UUID

from pydantic import BaseModel

from infra.cli.failures import UNANSWERED, Refusal
from infra.run.operator import OperatorSettings
from services.contracts.ingest import DirectoryQuery
from services.contracts.operation import Operation
from services.contracts.values import Listed
from services.runtime.callers import Actor
from services.runtime.client import ServiceClient
from services.runtime.keyring import load_keyring
from services.runtime.problems import NotFound, Problem, Unavailable
from services.runtime.settings import SettingsError
from services.runtime.tokens import Signer

Answer = TypeVar("Answer", bound=BaseModel)
Result = TypeVar("Result")
Row = TypeVar("Row", bound=BaseModel)


class OperatorClient:
    """A ServiceClient whose errors are sentences for a shell."""

    def __init__(self, client: ServiceClient, actor: Actor) -> None:
        self._client = client
        self._actor = actor

    async def call(
        self,
        operation: Operation[Answer],
        *,
        path: Mapping[str, str | UUID] | None = None,
        query: BaseModel | None = None,
        body: BaseModel | None = None,
    ) -> Answer:
        """Return the answer; raises Refusal with what the service said, or that it does not answer."""
        try:
            return await self._client.call(operation, self._actor, path=path, query=query, body=body)
        except Unavailable as error:
            raise Refusal(
                f"{error.detail or operation.owner} Is Palabre running? `make run` starts it, and `palabre doctor` "
                "says what is wrong.",
                exit_code=UNANSWERED,
                body=error.body().model_dump(mode="json", exclude_none=True),
            ) from error
        except NotFound as error:
            sentence = missing(path or {}) or sentence_of(error)
            body = error.body().model_copy(update={"detail": sentence})
            raise Refusal(sentence, body=body.model_dump(mode="json", exclude_none=True)) from error
        except Problem as error:
            raise Refusal(
                sentence_of(error), body=error.body().model_dump(mode="json", exclude_none=True)
            ) from error


def missing(path: Mapping[str, str | UUID]) -> str:
    """Name what an operation's path asked for, `{client}` before what is looked for in it; nothing for no path."""
    sought = " with the ".join(f"{kind} {name}" for kind, name in path.items())
    return f"There is no {sought}." if sought else ""


def sentence_of(problem: Problem) -> str:
    words = problem.detail or problem.title
    fields = "; ".join(f"{error.field}: {error.message}" for error in problem.errors or [])
    return f"{words.rstrip('.')}: {fields}." if fields else f"{words.rstrip('.')}."


@contextlib.asynccontextmanager
async def operator_client() -> AsyncIterator[OperatorClient]:
    settings = OperatorSettings()
    try:
        keyring = load_keyring(settings.keys_folder, "operator")
    except SettingsError as error:
        raise Refusal(
            f"The operator's key in {settings.keys_folder.resolve()} cannot be read: start Palabre once with "
            "`make run`, be the user who runs it, and name its folder with PALABRE_VAR."
        ) from error
    async with ServiceClient(settings, Signer(keyring)) as client:
        yield OperatorClient(client, Actor(f"operator:{getpass.getuser()}", None))


def ask(conversation: Callable[[OperatorClient], Awaitable[Result]]) -> Result:
    """Run one conversation with the services to its end."""

    async def talk() -> Result:
        async with operator_client() as client:
            return await conversation(client)

    return asyncio.run(talk())


async def list_all(
    services: OperatorClient, operation: Operation[Listed[Row]], query: DirectoryQuery
) -> Listed[Row]:
    """Return every page of a list of the directory as one."""
    page = await services.call(operation, query=query)
    items = page.items
    while page.next is not None:
        page = await services.call(operation, query=query.model_copy(update={"cursor": page.next}))
        items = items + page.items
    return page.model_copy(update={"items": items})
