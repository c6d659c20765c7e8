"""`palabre key`: keys with which schedulers and portals call the API in a client's name."""

from collections.abc import Collection
from datetime import UTC, datetime
from typing import Annotated

import typer

from infra.cli.failures import USED_WRONGLY, Refusal, told
from infra.cli.output import AsJSON, show

Client = Annotated[str, typer.Option(help="The client's slug or id.")]
app = typer.Typer(help="API keys of a client.", no_args_is_help=True)


@app.callback()
def group() -> None:
    """API keys of a client."""


@app.command()
def create(
    client: Client,
    scope: Annotated[list[str], typer.Option(help="What the key may do, such as items:write; repeatable.")],
    name: Annotated[str, typer.Option(help="Who holds it, for the day on which it is revoked.")] = "",
    as_json: AsJSON = False,
) -> None:
    """Create a key and show it, this once."""
    with told(as_json=as_json):
        from infra.cli.bodies import body_of
        from infra.cli.calls import ask
        from services.contracts.ingest import ADD_KEY, NewKey
        from services.contracts.topology import KEY_SCOPES

        refuse_unknown(scope, KEY_SCOPES)
        new = body_of(NewKey, name=name, scopes=scope)
        issued = ask(lambda services: services.call(ADD_KEY, path={"client": client}, body=new))
        show(issued, issued.key, as_json=as_json)


@app.command("list")
def list_keys(client: Client, as_json: AsJSON = False) -> None:
    """List a client's keys: what each may do, and whether it is revoked. The keys themselves are kept nowhere."""
    with told(as_json=as_json):
        from infra.cli.calls import ask
        from services.contracts.ingest import LIST_KEYS
        from services.contracts.values import Paging

        page = Paging(limit=200)
        keys = ask(lambda services: services.call(LIST_KEYS, path={"client": client}, query=page))
        lines = [
            f"{key.id}  {_state(key.revoked_at)}  {' '.join(key.scopes)}  {key.name}".rstrip()
            for key in keys.items
        ]
        show(keys, "\n".join(lines) or f"{client} has no key.", as_json=as_json)


@app.command()
def revoke(
    key: Annotated[str, typer.Argument(help="The part of the key between pal_ and the next underscore.")],
    client: Client,
    as_json: AsJSON = False,
) -> None:
    """Revoke a key: at once for the intake, within half a minute everywhere. Twice is harmless."""
    with told(as_json=as_json):
        from infra.cli.calls import ask
        from services.contracts.ingest import REVOKE_KEY

        path = {"client": client, "key": key}
        revoked = ask(lambda services: services.call(REVOKE_KEY, path=path))
        show(revoked, f"Revoked the key {revoked.id}.", as_json=as_json)


def refuse_unknown(scopes: Collection[str], known: Collection[str]) -> None:
    """Raises Refusal with each scope that there is not, and all that there are."""
    unknown = ", ".join(sorted(set(scopes) - set(known)))
    if unknown:
        there_are = ", ".join(sorted(known))
        raise Refusal(f"No key may be given {unknown}. The scopes are {there_are}.", exit_code=USED_WRONGLY)


def _state(ends_at: datetime | None) -> str:
    if ends_at is None:
        return "in force"
    return "revoked" if ends_at <= datetime.now(UTC) else f"in force until {ends_at:%Y-%m-%d %H:%M} UTC"
