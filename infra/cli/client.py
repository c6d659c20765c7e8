"""`palabre client`: the organisations that the agency speaks for."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from infra.cli.failures import USED_WRONGLY, Refusal, told
from infra.cli.output import AsJSON, show, show_table

if TYPE_CHECKING:
    from services.contracts.reply import Voice

_SECTOR_HELP = (
    "Its trade: bank, telecom, city_hall, newspaper, health_insurer, ngo, food, travel, retail or other."
)

app = typer.Typer(help="The organisations that the agency speaks for.", no_args_is_help=True)


@app.callback()
def group() -> None:
    """The organisations that the agency speaks for."""


@app.command()
def add(
    slug: Annotated[str, typer.Argument(help="A short name for URLs, such as mairie-de-brest.")],
    name: Annotated[str, typer.Option(help="The name that people read.")],
    time_zone: Annotated[str, typer.Option(help="Where its days begin and end.")] = "Europe/Paris",
    sector: Annotated[str, typer.Option(help=_SECTOR_HELP)] = "other",
    as_json: AsJSON = False,
) -> None:
    """Add a client."""
    with told(as_json=as_json):
        from infra.cli.bodies import body_of
        from infra.cli.calls import ask
        from services.contracts.ingest import ADD_CLIENT, NewClient

        new = body_of(NewClient, slug=slug, name=name, time_zone=time_zone, sector=sector)
        client = ask(lambda services: services.call(ADD_CLIENT, body=new))
        show(client, f"Added the client {client.slug} ({client.id}).", as_json=as_json)


@app.command()
def change(
    slug: Annotated[str, typer.Argument(help="The client's slug or id.")],
    name: Annotated[str | None, typer.Option(help="The name that people read.")] = None,
    time_zone: Annotated[str | None, typer.Option(help="Where its days begin and end.")] = None,
    sector: Annotated[str | None, typer.Option(help=_SECTOR_HELP)] = None,
    as_json: AsJSON = False,
) -> None:
    """Show a client, once what is given here is changed; the rest stays as it was."""
    with told(as_json=as_json):
        from infra.cli.bodies import body_of
        from infra.cli.calls import OperatorClient, ask
        from services.contracts.ingest import CHANGE_CLIENT, GET_CLIENT, ChangedClient, Client

        given = {"name": name, "time_zone": time_zone, "sector": sector}
        changes = {field: value for field, value in given.items() if value is not None}

        async def conversation(services: OperatorClient) -> Client:
            path = {"client": slug}
            found = await services.call(GET_CLIENT, path=path)
            if not changes:
                return found
            kept = found.model_dump(include={"name", "time_zone", "colour", "sector"})
            return await services.call(
                CHANGE_CLIENT, path=path, body=body_of(ChangedClient, **kept | changes)
            )

        client = ask(conversation)
        said = f"{client.slug}: {client.name}, {client.sector}, {client.time_zone}"
        show(client, said, as_json=as_json)


@app.command("list")
def list_clients(as_json: AsJSON = False) -> None:
    """List the clients by their slugs."""
    with told(as_json=as_json):
        from infra.cli.calls import ask, list_all
        from services.contracts.ingest import LIST_CLIENTS, DirectoryQuery

        clients = ask(lambda services: list_all(services, LIST_CLIENTS, DirectoryQuery()))
        rows = [(one.slug, one.name, one.sector, one.time_zone, str(one.id)) for one in clients.items]
        show_table(clients, ("slug", "name", "sector", "time zone", "id"), rows, as_json=as_json)


@app.command()
def voice(
    slug: Annotated[str, typer.Argument(help="The client's slug or id.")],
    address: Annotated[Literal["tu", "vous"] | None, typer.Option(help="How people are spoken to.")] = None,
    greeting: Annotated[str | None, typer.Option(help="How an answer begins; {name} is filled in.")] = None,
    signature: Annotated[str | None, typer.Option(help="How an answer ends.")] = None,
    undo: Annotated[
        list[str] | None,
        typer.Option(help="Seconds to recall a reply: 15 for all networks, sandbox=5 for one; repeatable."),
    ] = None,
    as_json: AsJSON = False,
) -> None:
    """Show how a client speaks, once what is given here is set; the rest stays as it was."""
    with told(as_json=as_json):
        from infra.cli.bodies import body_of
        from infra.cli.calls import OperatorClient, ask
        from services.contracts.ingest import GET_CLIENT
        from services.contracts.reply import GET_VOICE, SET_VOICE, Voice

        given = {"address": address, "greeting": greeting, "signature": signature}
        changes = {name: value for name, value in given.items() if value is not None}
        windows = read_windows(undo or [])

        async def conversation(services: OperatorClient) -> Voice:
            path = {"client": (await services.call(GET_CLIENT, path={"client": slug})).id}
            found = await services.call(GET_VOICE, path=path)
            if not changes and not windows:
                return found
            values = {**found.model_dump(), **changes, "undo_seconds": found.undo_seconds | windows}
            return await services.call(SET_VOICE, path=path, body=body_of(Voice, **values))

        spoken = ask(conversation)
        show(spoken, sentence_of(spoken), as_json=as_json)


def read_windows(given: list[str]) -> dict[str, int]:
    """Seconds by network from `15` and `sandbox=5`."""
    windows = {}
    for one in given:
        network, _, seconds = one.rpartition("=")
        if not seconds.isdecimal():
            raise Refusal(
                f"{one} is no undo window: give seconds, or NETWORK=SECONDS.", exit_code=USED_WRONGLY
            )
        windows[network or "default"] = int(seconds)
    return windows


def sentence_of(voice: "Voice") -> str:
    windows = ", ".join(f"{network} {seconds} s" for network, seconds in sorted(voice.undo_seconds.items()))
    return "\n".join(
        (
            f"address    {voice.address}",
            f"greeting   {voice.greeting}",
            f"signature  {voice.signature or 'none'}",
            f"undo       {windows}",
        )
    )
