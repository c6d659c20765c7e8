"""Saved replies and voices as the fakes keep them."""

from uuid import UUID

from services.contracts import reply
from services.contracts.ingest import Client
from services.contracts.problem import FieldError
from services.contracts.values import Listed, Nothing
from services.runtime.ids import new_id
from services.runtime.problems import Invalid, NotFound
from tests.web.fakes.agency import NOW, Agency
from tests.web.fakes.server import Call, FakeServer


def add_saved(agency: Agency, client: Client, title: str, text: str, **changes: object) -> reply.SavedReply:
    """Keep a saved reply as somebody's work of before."""
    saved = reply.SavedReply(
        id=new_id(),
        client_id=client.id,
        title=title,
        text=text,
        text_vous=text,
        text_tu=None,
        shortcut=None,
        network=None,
        address="vous",
        speaks=None,
        avoided=[],
        updated_at=NOW,
        updated_by="operator:root",
    ).model_copy(update=changes)
    agency.saved[saved.id] = saved
    return saved


class SavedAnswers:
    """One method per operation."""

    def __init__(self, agency: Agency) -> None:
        self.agency = agency

    def list_saved(self, call: Call) -> Listed[reply.SavedReply]:
        return Listed(items=self._of(call, call.query.search))

    def get(self, call: Call) -> reply.SavedReply:
        return self._named(call, UUID(call.path["saved"]))

    def add(self, call: Call) -> reply.SavedReply:
        self._check(call)
        client = self.agency.clients[call.client()]
        return add_saved(self.agency, client, call.body.title, call.body.text_vous or call.body.text_tu)

    def change(self, call: Call) -> reply.SavedReply:
        found = self.get(call)
        self._check(call)
        changed = found.model_copy(update=call.body.model_dump())
        self.agency.saved[found.id] = changed
        return changed

    def remove(self, call: Call) -> Nothing:
        found = self.get(call)
        self.agency.removed[found.id] = self.agency.saved.pop(found.id)
        return Nothing()

    def restore(self, call: Call) -> reply.SavedReply:
        found = self.agency.removed.get(UUID(call.path["saved"]))
        if found is None or found.client_id != call.client():
            raise NotFound
        self.agency.saved[found.id] = self.agency.removed.pop(found.id)
        return found

    def offer(self, call: Call) -> Listed[reply.OfferedReply]:
        found = [self._named(call, call.body.saved)] if call.body.saved else self._of(call, call.body.search)
        return Listed(
            items=[
                reply.OfferedReply(
                    id=one.id,
                    title=one.title,
                    shortcut=one.shortcut,
                    text=one.text,
                    whole=f"Bonjour,\n\n{one.text}",
                    address="vous",
                    speaks=one.speaks,
                    avoided=one.avoided,
                )
                for one in found
            ]
        )

    def get_voice(self, call: Call) -> reply.Voice:
        return self.agency.voices.get(call.client(), reply.Voice())

    def set_voice(self, call: Call) -> reply.Voice:
        self.agency.voices[call.client()] = call.body
        return self.get_voice(call)

    def _of(self, call: Call, search: str | None) -> list[reply.SavedReply]:
        client = call.client()
        found = [one for one in self.agency.saved.values() if one.client_id == client]
        return [one for one in found if (search or "").lower() in one.title.lower()]

    def _named(self, call: Call, saved: UUID) -> reply.SavedReply:
        found = self.agency.saved.get(saved)
        if found is None or found.client_id != call.client():
            raise NotFound
        return found

    def _check(self, call: Call) -> None:
        if call.body.shortcut and call.body.shortcut in {one.shortcut for one in self.agency.saved.values()}:
            raise Invalid(errors=[FieldError(field="shortcut", code="taken", message="taken")])


def furnish_saved(server: FakeServer, agency: Agency) -> None:
    answers = SavedAnswers(agency)
    server.serve(reply.LIST_SAVED_REPLIES, answers.list_saved)
    server.serve(reply.GET_SAVED_REPLY, answers.get)
    server.serve(reply.ADD_SAVED_REPLY, answers.add)
    server.serve(reply.CHANGE_SAVED_REPLY, answers.change)
    server.serve(reply.REMOVE_SAVED_REPLY, answers.remove)
    server.serve(reply.RESTORE_SAVED_REPLY, answers.restore)
    server.serve(reply.OFFER_SAVED_REPLIES, answers.offer)
    server.serve(reply.GET_VOICE, answers.get_voice)
    server.serve(reply.SET_VOICE, answers.set_voice)
