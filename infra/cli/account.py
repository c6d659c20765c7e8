"""`palabre account`: the presences of a client on networks."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from infra.cli.failures import Refusal, told
from infra.cli.output import AsJSON, show

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


def read_credentials(source: str) -> object:
    if not source:
        return {}
    try:
        return json.loads(sys.stdin.read() if source == "-" else Path(source).read_text())
    except (OSError, ValueError) as error:
        raise Refusal(f"The credentials in {source} cannot be read as JSON: {error}") from error
