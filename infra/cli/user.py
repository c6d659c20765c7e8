"""`palabre user`: the people who work in the browser."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from infra.cli.failures import told
from infra.cli.output import AsJSON, show, show_table

if TYPE_CHECKING:
    from services.contracts.web import User

app = typer.Typer(help="The people who work in the browser.", no_args_is_help=True)


@app.callback()
def group() -> None:
    """The people who work in the browser."""


@app.command()
def invite(
    email: Annotated[str, typer.Argument(help="The person's address.")],
    name: Annotated[str, typer.Option(help="The person's name.")] = "",
    role: Annotated[
        Literal["administrator", "lead", "moderator"], typer.Option(help="What they may do.")
    ] = "moderator",
    client: Annotated[
        list[str] | None, typer.Option(help="A client whom they see, by slug or id; repeatable.")
    ] = None,
    as_json: AsJSON = False,
) -> None:
    """Invite somebody and print the link with which they come in once. Nothing is mailed."""
    with told(as_json=as_json):
        from infra.cli.bodies import body_of
        from infra.cli.calls import OperatorClient, ask
        from services.contracts.ingest import GET_CLIENT
        from services.contracts.web import INVITE_USER, Invitation, NewInvitation

        async def conversation(services: OperatorClient) -> Invitation:
            clients = [(await services.call(GET_CLIENT, path={"client": one})).id for one in client or []]
            new = body_of(NewInvitation, email=email, name=name, role=role, clients=clients)
            return await services.call(INVITE_USER, body=new)

        invitation = ask(conversation)
        show(invitation, invitation.url, as_json=as_json)


@app.command("list")
def list_users(as_json: AsJSON = False) -> None:
    """List the people who work in the browser by their addresses."""
    with told(as_json=as_json):
        from infra.cli.calls import ask
        from services.contracts.web import LIST_USERS

        users = ask(lambda services: services.call(LIST_USERS))
        rows = [(one.email, one.name, one.role, _state(one), str(one.id)) for one in users.items]
        show_table(users, ("address", "name", "role", "state", "id"), rows, as_json=as_json)


def _state(user: "User") -> str:
    if user.closed_at is not None:
        return "closed"
    return "comes in" if user.has_password else "has no password"
