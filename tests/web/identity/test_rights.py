"""What each role may ask of the services, whatever the page that asks."""

import pytest

from services.contracts.events import LIST_SET_ASIDE, RETRY_SET_ASIDE
from services.contracts.ingest import ADD_ACCOUNT, ADD_CLIENT, ADD_KEY, LIST_ACCOUNTS, AccountQuery
from services.contracts.reply import ADD_ARTICLE
from services.contracts.topology import MAY_ASK
from services.contracts.web import Role
from services.runtime.ids import new_id
from services.runtime.problems import Forbidden
from tests.web.conftest import Stage
from web.identity.domain import Person
from web.identity.rights import SCOPES, may_ask
from web.seat import Seat


async def sit(stage: Stage, role: Role) -> Seat:
    """A seat as a route gets it, for somebody of that role with one client."""
    client = stage.agency.add_client(f"client-{role}", role)
    person = Person(
        id=new_id(),
        session_id=new_id(),
        email=f"{role}@agence.example",
        name=role,
        role=role,
        language="fr",
        time_zone="Europe/Paris",
        theme="system",
        clients=frozenset({client.id}),
    )
    return Seat(stage.workplace, person, "", 0, {client.id: client})


class TestScopes:
    @pytest.mark.parametrize("scope", [ADD_ACCOUNT.scope, ADD_KEY.scope, ADD_CLIENT.scope])
    def test_settings_belong_to_leads_and_administrators(self, scope: str) -> None:
        allowed = {role for role in SCOPES if may_ask(role, scope)}
        assert allowed == {"lead", "administrator"}

    def test_articles_belong_to_everybody_who_answers(self) -> None:
        assert {role for role in SCOPES if may_ask(role, ADD_ARTICLE.scope)} == set(SCOPES)

    @pytest.mark.parametrize("scope", [LIST_SET_ASIDE["triage"].scope, RETRY_SET_ASIDE["triage"].scope])
    def test_the_system_belongs_to_administrators(self, scope: str) -> None:
        assert {role for role in SCOPES if may_ask(role, scope)} == {"administrator"}

    def test_no_role_claims_what_web_may_not_ask(self) -> None:
        assert set().union(*SCOPES.values()) <= MAY_ASK["web"]


class TestSeat:
    async def test_a_moderators_crafted_call_is_refused_before_it_leaves(self, stage: Stage) -> None:
        seat = await sit(stage, "moderator")
        (client,) = seat.clients
        with pytest.raises(Forbidden):
            await seat.ask(ADD_KEY, path={"client": client})
        assert stage.switchboard.calls == []

    async def test_what_the_role_may_ask_goes_out_with_that_scope_alone(self, stage: Stage) -> None:
        seat = await sit(stage, "moderator")
        await seat.ask(LIST_ACCOUNTS, query=AccountQuery())
        (call,) = stage.switchboard.calls
        assert call.caller.scopes == {"accounts:read"}
