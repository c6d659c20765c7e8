"""Accounts, networks and keys as the fakes keep them."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from services.contracts import ingest
from services.contracts.problem import FieldError
from services.contracts.values import Listed
from services.runtime.ids import new_id
from services.runtime.problems import Conflict, Forbidden, Invalid, NotFound
from tests.web.fakes.agency import NOW, Agency
from tests.web.fakes.server import Call, FakeServer

NETWORKS = (
    ingest.Network(
        code="sandbox",
        name="Sandbox",
        is_pulled=True,
        poll_seconds=1,
        text_limit=500,
        credentials=[ingest.CredentialField(name="token", is_secret=True)],
        acts=["reply", "hide"],
        lacks=["delete"],
    ),
    ingest.Network(
        code="wordpress",
        name="WordPress",
        is_pulled=True,
        poll_seconds=15,
        credentials=[
            ingest.CredentialField(name="user", is_secret=False),
            ingest.CredentialField(name="application_password", is_secret=True),
        ],
        acts=["reply", "hide", "delete"],
    ),
    ingest.Network(code="facebook", name="facebook", is_pulled=False),
)


class SettingsAnswers:
    """One method per operation."""

    def __init__(self, agency: Agency) -> None:
        self.agency = agency

    def list_networks(self, _call: Call) -> Listed[ingest.Network]:
        return Listed(items=list(NETWORKS))

    def get_client(self, call: Call) -> ingest.Client:
        return self.agency.clients[call.client()]

    def add_client(self, call: Call) -> ingest.Client:
        if call.caller.clients is not None:
            raise Forbidden
        if call.body.slug in {client.slug for client in self.agency.clients.values()}:
            error = FieldError(field="slug", code="taken", message="is taken")
            raise Conflict(code="taken", errors=[error])
        added = self.agency.add_client(call.body.slug, call.body.name)
        self.agency.clients[added.id] = added.model_copy(update={"sector": call.body.sector})
        return self.agency.clients[added.id]

    def change_client(self, call: Call) -> ingest.Client:
        client = self.agency.clients[call.client()].model_copy(update=call.body.model_dump())
        self.agency.clients[client.id] = client
        return client

    def change_account(self, call: Call) -> ingest.Account:
        return self._change(call, **call.body.model_dump())

    def renew_credentials(self, call: Call) -> ingest.Account:
        if set(call.body.credentials) != {"token"}:
            error = FieldError(field="credentials.token", code="missing", message="is needed")
            raise Invalid(errors=[error])
        return self._change(call, has_credentials=True)

    def pause(self, call: Call) -> ingest.Account:
        return self._change(call, is_paused=True, is_pulled=False)

    def resume(self, call: Call) -> ingest.Account:
        return self._change(call, is_paused=False, is_pulled=True)

    def remove(self, call: Call) -> ingest.Account:
        return self._change(call, removed_at=NOW, is_pulled=False)

    def restore(self, call: Call) -> ingest.Account:
        return self._change(call, removed_at=None, is_pulled=True)

    def check(self, call: Call) -> ingest.AccountCheck:
        account = self._change(call)
        if not account.has_credentials:
            return ingest.AccountCheck(
                trouble="credentials",
                code="incorrect_password",
                detail="The application password is wrong or was revoked.",
            )
        return ingest.AccountCheck(name="La rédaction", text_limit=500, acts=["reply"], lacks=["delete"])

    def list_keys(self, call: Call) -> Listed[ingest.Key]:
        client = call.client()
        return Listed(items=[key for key in self.agency.keys.values() if key.client_id == client])

    def add_key(self, call: Call) -> ingest.IssuedKey:
        return self._issue(call.client(), call.body.name, call.body.scopes)

    def rotate_key(self, call: Call) -> ingest.IssuedKey:
        old = self._key(call)
        if old.revoked_at is not None:
            raise Conflict(code="key_ended")
        self._end(old, NOW + timedelta(hours=call.body.overlap_hours))
        return self._issue(old.client_id, old.name, old.scopes)

    def revoke_key(self, call: Call) -> ingest.Key:
        return self._end(self._key(call), NOW)

    def _change(self, call: Call, **values: Any) -> ingest.Account:
        account = self.agency.accounts.get(UUID(call.path["account"]))
        if account is None or not call.caller.may_see(account.client_id):
            raise NotFound
        changed = account.model_copy(update=values)
        self.agency.accounts[account.id] = changed
        return changed

    def _key(self, call: Call) -> ingest.Key:
        key = self.agency.keys.get(call.path["key"])
        if key is None or key.client_id != call.client():
            raise NotFound
        return key

    def _end(self, key: ingest.Key, moment: Any) -> ingest.Key:
        self.agency.keys[key.id] = key.model_copy(update={"revoked_at": moment})
        return self.agency.keys[key.id]

    def _issue(self, client: UUID, name: str, scopes: list[str]) -> ingest.IssuedKey:
        key_id = new_id().hex[-16:]
        key = ingest.Key(id=key_id, client_id=client, name=name, scopes=scopes, created_at=NOW)
        self.agency.keys[key_id] = key
        return ingest.IssuedKey(key=f"pal_{key_id}_secret", about=key)


def furnish_settings(server: FakeServer, agency: Agency) -> None:
    answers = SettingsAnswers(agency)
    for operation, answerer in (
        (ingest.LIST_NETWORKS, answers.list_networks),
        (ingest.ADD_CLIENT, answers.add_client),
        (ingest.GET_CLIENT, answers.get_client),
        (ingest.CHANGE_CLIENT, answers.change_client),
        (ingest.CHANGE_ACCOUNT, answers.change_account),
        (ingest.RENEW_CREDENTIALS, answers.renew_credentials),
        (ingest.PAUSE_ACCOUNT, answers.pause),
        (ingest.RESUME_ACCOUNT, answers.resume),
        (ingest.REMOVE_ACCOUNT, answers.remove),
        (ingest.RESTORE_ACCOUNT, answers.restore),
        (ingest.CHECK_ACCOUNT, answers.check),
        (ingest.LIST_KEYS, answers.list_keys),
        (ingest.ADD_KEY, answers.add_key),
        (ingest.ROTATE_KEY, answers.rotate_key),
        (ingest.REVOKE_KEY, answers.revoke_key),
    ):
        server.serve(operation, answerer)
