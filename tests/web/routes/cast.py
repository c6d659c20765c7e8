"""The cast of the pages' tests: Claire administers; Nadia works for Telvia and Lucie leads there.

Théo works for Montrelais only, and Marc leads there: to Telvia they are outsiders.
"""

from dataclasses import dataclass

import pytest

from services.contracts.ingest import Account, Client
from services.contracts.reply import Article
from services.contracts.triage import Conversation
from services.contracts.web import Role
from tests.web.browser import Browser
from tests.web.conftest import Stage, add_user


@dataclass
class Cast:
    """People are browsers that have come in; what is Montrelais' is called foreign, or elsewhere."""

    stage: Stage
    telvia: Client
    montrelais: Client
    account: Account
    elsewhere: Account
    conversation: Conversation
    foreign: Conversation
    article: Article
    foreign_article: Article
    claire: Browser
    lucie: Browser
    nadia: Browser
    marc: Browser
    theo: Browser


async def assemble(stage: Stage) -> Cast:
    agency = stage.agency
    telvia, montrelais = agency.add_client("telvia", "Telvia"), agency.add_client("montrelais", "Montrelais")
    account, elsewhere = agency.add_account(telvia, "site"), agency.add_account(montrelais, "mairie")
    people: tuple[tuple[str, str, Role, Client | None], ...] = (
        ("claire", "Claire Duval", "administrator", None),
        ("lucie", "Lucie Arnaud", "lead", telvia),
        ("nadia", "Nadia Benali", "moderator", telvia),
        ("marc", "Marc Petit", "lead", montrelais),
        ("theo", "Théo Lenoir", "moderator", montrelais),
    )
    # One transaction for all of them: one for each took a third of the time of the shortest tests.
    async with stage.unit(telvia.id, montrelais.id) as unit:
        users = [
            await add_user(unit, f"{first}@agence.example", name, role, *([client.id] if client else []))
            for first, name, role, client in people
        ]
        claire, lucie, nadia, marc, theo = [await stage.come_in_by(unit, user) for user in users]
    return Cast(
        stage=stage,
        telvia=telvia,
        montrelais=montrelais,
        account=account,
        elsewhere=elsewhere,
        conversation=agency.add_conversation(account, "Inès", "La fibre est coupée, que faire ?"),
        foreign=agency.add_conversation(elsewhere, "Robert", "Le stade ouvre quand ?"),
        article=agency.add_article(telvia, "Coupure", "redémarrez la box."),
        foreign_article=agency.add_article(montrelais, "Stade", "il ouvre à neuf heures."),
        claire=claire,
        lucie=lucie,
        nadia=nadia,
        marc=marc,
        theo=theo,
    )


@pytest.fixture
async def cast(stage: Stage) -> Cast:
    return await assemble(stage)
