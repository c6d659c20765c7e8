"""`palabre key`: keys with which schedulers and portals call the API in a client's name."""

from typing import Annotated

import typer

from infra.cli.failures import told
from infra.cli.output import AsJSON, show

app = typer.Typer(help="API keys of a client.", no_args_is_help=True)


@app.callback()
def group() -> None:
    """API keys of a client."""


@app.command()
def create(
    client: Annotated[str, typer.Option(help="The client's slug or id.")],
    scope: Annotated[list[str], typer.Option(help="What the key may do, such as items:write; repeatable.")],
    name: Annotated[str, typer.Option(help="Who holds it, for the day on which it is revoked.")] = "",
    as_json: AsJSON = False,
) -> None:
    """Create a key and show it, this once."""
    with told(as_json=as_json):
        from infra.cli.bodies import body_of
        from infra.cli.calls import ask
        from services.contracts.ingest import ADD_KEY, NewKey

        new = body_of(NewKey, name=name, scopes=scope)
        issued = ask(lambda services: services.call(ADD_KEY, path={"client": client}, body=new))
        show(issued, issued.key, as_json=as_json)
