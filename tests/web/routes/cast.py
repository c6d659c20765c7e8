"""The cast of the pages' tests: Claire administers, Nadia works for Telvia, Théo for Montrelais only."""

from dataclasses import dataclass

import pytest

from services.contracts.ingest import Account, Client
from services.contracts.reply import Article
from services.contracts.triage import Conversation
from tests.web.browser import Browser
from tests.web.conftest import Stage


@dataclass
class Cast:
    """`claire`, `nadia` and `theo` are browsers that have come in; what is theirs is named beside them."""

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
    nadia: Browser
    theo: Browser


async def assemble(stage: Stage) -> Cast:
    agency = stage.agency
    telvia, montrelais = agency.add_client("telvia", "Telvia"), agency.add_client("montrelais", "Montrelais")
    account, elsewhere = agency.add_account(telvia, "site"), agency.add_account(montrelais, "mairie")
    claire = await stage.add_user("claire@agence.example", "Claire Duval", "administrator")
    nadia = await stage.add_user("nadia@agence.example", "Nadia Benali", "moderator", telvia.id)
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
        nadia=await stage.come_in(nadia),
        theo=await stage.come_in(theo),
    )


@pytest.fixture
async def cast(stage: Stage) -> Cast:
    return await assemble(stage)
