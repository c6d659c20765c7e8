"""`palabre account`: the presences of a client on networks."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from infra.cli.failures import Refusal, told
from infra.cli.output import AsJSON, show, show_table

if TYPE_CHECKING:
    from uuid import UUID

    from services.contracts.ingest import Account
    from services.contracts.values import Listed

app = typer.Typer(help="The presences of a client on networks.", no_args_is_help=True)


@app.callback()
def group() -> None:
    """The presences of a client on networks."""


@app.command()
def add(
    slug: Annotated[str, typer.Argument(help="A short name below its client, such as site.")],
    client: Annotated[str, typer.Option(help="The client's slug or id.")],
    network: Annotated[str, typer.Option(help="The kind of place, such as sandbox or wordpress.")],
    url: Annotated[str, typer.Option(help="Where it is, for networks that need an address.")] = "",
    name: Annotated[str, typer.Option(help="The name that people read.")] = "",
    interval: Annotated[float | None, typer.Option(help="Seconds between two pulls.")] = None,
    credentials: Annotated[
        str, typer.Option(help="A file with a JSON object of credentials, or - for the standard input.")
    ] = "",
    as_json: AsJSON = False,
) -> None:
    """Add an account. Credentials come from a file, because a list of processes shows arguments to everybody."""
    with told(as_json=as_json):
        from infra.cli.bodies import body_of
        from infra.cli.calls import ask
        from services.contracts.ingest import ADD_ACCOUNT, NewAccount

        new = body_of(
            NewAccount,
            slug=slug,
            network=network,
            name=name,
            url=url,
            interval_seconds=interval,
            credentials=read_credentials(credentials),
        )
        account = ask(lambda services: services.call(ADD_ACCOUNT, path={"client": client}, body=new))
        show(account, f"Added the account {account.slug} of {client} ({account.id}).", as_json=as_json)


@app.command("list")
def list_accounts(
    client: Annotated[str, typer.Option(help="The slug or id of the only client to list.")] = "",
    as_json: AsJSON = False,
) -> None:
    """List the accounts of all clients, or of one, and whether each is read or waits for what is pushed."""
    with told(as_json=as_json):
        from infra.cli.calls import OperatorClient, ask, list_all
        from services.contracts.ingest import (
            GET_CLIENT,
            LIST_ACCOUNTS,
            LIST_CLIENTS,
            AccountQuery,
            DirectoryQuery,
        )

        async def conversation(services: OperatorClient) -> "tuple[dict[UUID, str], Listed[Account]]":
            only = (await services.call(GET_CLIENT, path={"client": client})).id if client else None
            clients = await list_all(services, LIST_CLIENTS, DirectoryQuery())
            accounts = await list_all(services, LIST_ACCOUNTS, AccountQuery(client=only))
            return {one.id: one.slug for one in clients.items}, accounts

        slugs, accounts = ask(conversation)
        rows = [
            (one.slug, slugs.get(one.client_id, ""), one.network, _state(one), one.name, str(one.id))
            for one in accounts.items
        ]
        headings = ("slug", "client", "network", "state", "name", "id")
        show_table(accounts, headings, rows, as_json=as_json)


def _state(account: "Account") -> str:
    if account.removed_at is not None:
        return "removed"
    if account.is_paused:
        return "paused"
    if account.trouble is not None:
        return f"trouble: {account.trouble}"
    return "read" if account.is_pulled else "pushed"


def read_credentials(source: str) -> object:
    if not source:
        return {}
    try:
        return json.loads(sys.stdin.read() if source == "-" else Path(source).read_text())
    except (OSError, ValueError) as error:
        raise Refusal(f"The credentials in {source} cannot be read as JSON: {error}") from error
