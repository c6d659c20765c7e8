"""`palabre opinion`: whether a model elsewhere is asked about a client's messages in doubt, and what that costs."""

from typing import TYPE_CHECKING, Annotated

import typer

from infra.cli.failures import told
from infra.cli.output import AsJSON, show

if TYPE_CHECKING:
    from services.contracts.triage import OpinionSetting


def opinion(
    client: Annotated[str, typer.Argument(help="The client's slug or id.")],
    is_on: Annotated[bool | None, typer.Option("--on/--off", help="Ask, or ask no more.")] = None,
    calls: Annotated[int | None, typer.Option(help="The most calls of one day.")] = None,
    euros: Annotated[float | None, typer.Option(help="The most euros of one day.")] = None,
    as_json: AsJSON = False,
) -> None:
    """Show whether second opinions are asked for and what they cost, once what is given here is set."""
    with told(as_json=as_json):
        from infra.cli.bodies import body_of
        from infra.cli.calls import OperatorClient, ask
        from services.contracts.ingest import GET_CLIENT
        from services.contracts.triage import GET_OPINION_SETTING, SET_OPINION_SETTING, NewOpinionSetting
        from services.contracts.triage import OpinionSetting as Setting

        given = {"is_on": is_on, "most_calls": calls, "most_euros": euros}
        changes = {name: value for name, value in given.items() if value is not None}

        async def conversation(services: OperatorClient) -> Setting:
            path = {"client": (await services.call(GET_CLIENT, path={"client": client})).id}
            found = await services.call(GET_OPINION_SETTING, path=path)
            if not changes:
                return found
            kept = found.model_dump(include=set(given))
            new = body_of(NewOpinionSetting, **kept | changes)
            return await services.call(SET_OPINION_SETTING, path=path, body=new)

        setting = ask(conversation)
        show(setting, _sentence(client, setting), as_json=as_json)


def _sentence(client: str, setting: "OpinionSetting") -> str:
    asked = f"{setting.model} at {setting.host}" if setting.model else "no model is configured"
    return (
        f"{client}: {'on' if setting.is_on else 'off'}, {asked}; at most {setting.most_calls} calls and "
        f"{setting.most_euros:.2f} € a day. Today {setting.calls_today} calls, {setting.euros_today:.4f} €; "
        f"this month {setting.calls_this_month} calls, {setting.euros_this_month:.4f} €."
    )
