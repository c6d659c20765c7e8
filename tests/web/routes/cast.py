"""The cast of the pages' tests: Claire administers; Nadia works for Telvia and Lucie leads there.

Théo works for Montrelais only, and Marc leads there: to Telvia they are outsiders.
"""

from dataclasses import dataclass

import pytest

from services.contracts.ingest import Account, Client
from services.contracts.reply import Article
from services.contracts.triage import Conversation
from tests.web.browser import Browser
from tests.web.conftest import Stage


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
    claire = await stage.add_user("claire@agence.example", "Claire Duval", "administrator")
    lucie = await stage.add_user("lucie@agence.example", "Lucie Arnaud", "lead", telvia.id)
    nadia = await stage.add_user("nadia@agence.example", "Nadia Benali", "moderator", telvia.id)
    marc = await stage.add_user("marc@agence.example", "Marc Petit", "lead", montrelais.id)
    theo = await stage.add_user("theo@agence.example", "Théo Lenoir", "moderator", montrelais.id)
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
        claire=await stage.come_in(claire),
        lucie=await stage.come_in(lucie),
        nadia=await stage.come_in(nadia),
        marc=await stage.come_in(marc),
        theo=await stage.come_in(theo),
    )


@pytest.fixture
async def cast(stage: Stage) -> Cast:
    return await assemble(stage)
