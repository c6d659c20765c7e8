"""`palabre client`: the organisations that the agency speaks for."""

from typing import Annotated

import typer

from infra.cli.failures import told
from infra.cli.output import AsJSON, show

app = typer.Typer(help="The organisations that the agency speaks for.", no_args_is_help=True)


@app.callback()
def group() -> None:
    """The organisations that the agency speaks for."""


@app.command()
def add(
    slug: Annotated[str, typer.Argument(help="A short name for URLs, such as mairie-de-brest.")],
    name: Annotated[str, typer.Option(help="The name that people read.")],
    time_zone: Annotated[str, typer.Option(help="Where its days begin and end.")] = "Europe/Paris",
    as_json: AsJSON = False,
) -> None:
    """Add a client."""
    with told(as_json=as_json):
        from infra.cli.bodies import body_of
        from infra.cli.calls import ask
        from services.contracts.ingest import ADD_CLIENT, NewClient

        new = body_of(NewClient, slug=slug, name=name, time_zone=time_zone)
        client = ask(lambda services: services.call(ADD_CLIENT, body=new))
        show(client, f"Added the client {client.slug} ({client.id}).", as_json=as_json)
