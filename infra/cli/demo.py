"""`palabre demo`: makes a client of the demo's newspaper, so that what its visitors write comes in."""

from typing import TYPE_CHECKING, TypeVar

from infra.cli.failures import UNANSWERED, Refusal, told
from infra.cli.output import AsJSON, show

if TYPE_CHECKING:
    from pydantic import BaseModel

    from infra.cli.calls import OperatorClient
    from infra.demo.settings import SandboxAccount
    from services.contracts.ingest import Client
    from services.contracts.operation import Operation

Added = TypeVar("Added", bound="BaseModel")


def demo(as_json: AsJSON = False) -> None:
    """Make the demo's newspaper a client: its account, and knowledge for drafts. Twice is harmless."""
    with told(as_json=as_json):
        import httpx

        from infra.cli.calls import ask
        from infra.demo.settings import DemoSettings, sandbox_account

        settings = DemoSettings()
        try:
            httpx.get(
                f"http://127.0.0.1:{settings.port}/healthz", trust_env=False, timeout=5
            ).raise_for_status()
        except httpx.HTTPError as error:
            raise Refusal(
                f"The demo's site does not answer on port {settings.port}: start Palabre with `make run`, and with "
                "PALABRE_DEMO=1 where the engines are yours.",
                exit_code=UNANSWERED,
            ) from error
        site = sandbox_account(settings=settings)
        client = ask(lambda services: connect(services, site))
        show(client, f"{client.name} is a client. Write under an article of {site.url}", as_json=as_json)


async def connect(services: "OperatorClient", site: "SandboxAccount") -> "Client":
    """Add what is not there yet of the client, its account and its knowledge."""
    from infra.demo import knowledge as demo
    from services.contracts.ingest import ADD_ACCOUNT, ADD_CLIENT, GET_CLIENT, NewAccount, NewClient
    from services.contracts.reply import ADD_ARTICLE, LIST_ARTICLES, NewArticle

    path = {"client": demo.CLIENT_SLUG}
    await add_once(services, ADD_CLIENT, {}, NewClient(slug=demo.CLIENT_SLUG, name=demo.CLIENT_NAME))
    account = NewAccount(
        slug=demo.ACCOUNT_SLUG,
        network="sandbox",
        name=demo.ACCOUNT_NAME,
        url=site.url,
        credentials=site.credentials,
    )
    await add_once(services, ADD_ACCOUNT, path, account)
    client = await services.call(GET_CLIENT, path=path)
    known = await services.call(LIST_ARTICLES, path={"client": client.id})
    titles = {article.title for article in known.items}
    for entry in demo.KNOWLEDGE:
        if entry.title not in titles:
            article = NewArticle(title=entry.title, body=entry.body)
            await services.call(ADD_ARTICLE, path={"client": client.id}, body=article)
    return client


async def add_once(
    services: "OperatorClient", operation: "Operation[Added]", path: dict[str, str], body: "BaseModel"
) -> None:
    try:
        await services.call(operation, path=path, body=body)
    except Refusal as refusal:
        if refusal.body.get("code") != "taken":
            raise
