"""The program `palabre`: its commands by name."""

import typer

from infra.cli import account, client, demo, doctor, house, import_, key, opinion, score, user

app = typer.Typer(
    name="palabre",
    help="Run Palabre and look after it. Settings come from the environment: PALABRE_VAR, PALABRE_PORT_BASE, …",
    epilog="Exit codes: 0 done, 1 refused, 2 used wrongly, 3 a service or an engine does not answer.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command()(house.run)
app.command()(house.migrate)
app.command()(doctor.doctor)
app.command()(score.score)
app.command("import")(import_.import_)
app.command()(demo.demo)
app.command()(opinion.opinion)
app.add_typer(client.app, name="client")
app.add_typer(account.app, name="account")
app.add_typer(key.app, name="key")
app.add_typer(user.app, name="user")


def main() -> None:
    app()
