"""What happens outside reporting, kept as things by id and the logs that name them: rows to recount from."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from services.contracts import ingest, reply, triage
from services.contracts.events import Event
from services.contracts.topology import ServiceName
from services.runtime.ids import new_id

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass
class World:
    """What ingest, triage and reply know. `places` and `questions` are triage's, by item."""

    zones: dict[UUID, str] = field(default_factory=dict)
    things: dict[UUID, Any] = field(default_factory=dict)
    places: dict[UUID, UUID] = field(default_factory=dict)
    questions: dict[UUID, bool | None] = field(default_factory=dict)
    logs: dict[tuple[ServiceName, UUID], list[Event]] = field(default_factory=dict)

    def receive(
        self,
        client: UUID,
        at: datetime,
        *,
        written_at: datetime | None = None,
        conversation: UUID | None = None,
        is_question: bool = False,
        is_known_to_triage: bool = True,
        **changes: Any,
    ) -> ingest.Item:
        """Somebody writes, or the client itself does; it arrives at that moment, and triage reads it."""
        item = make_item(client, written_at or at, at, **changes)
        self.things[item.id] = item
        self.announce("ingest", client, ingest.ITEM_CREATED, item.id)
        if is_known_to_triage:
            self.assess(item, conversation or new_id(), is_question=is_question)
        return item

    def assess(self, item: ingest.Item, conversation: UUID, *, is_question: bool) -> None:
        """Triage takes an item in, or takes in a new version of it."""
        self.places[item.id] = conversation
        self.questions[item.id] = None if item.is_ours else is_question
        if not item.is_ours:
            self.announce("triage", item.client_id, triage.ITEM_ASSESSED, item.id)
        self.announce("triage", item.client_id, triage.CONVERSATION_CHANGED, conversation)

    def merge(self, client: UUID, left: UUID, into: UUID) -> None:
        """The message that both conversations hang on arrives, and one becomes a part of the other."""
        for item, conversation in self.places.items():
            if conversation == left:
                self.places[item] = into
        self.announce("triage", client, triage.CONVERSATION_CHANGED, left, into)

    def erase(self, item: ingest.Item) -> None:
        """Its author deletes a message: the text is gone everywhere, and what was found in it too."""
        gone = item.model_copy(update={"text": "", "deleted_at": item.received_at})
        self.things[item.id] = gone
        self.announce("ingest", item.client_id, ingest.ITEM_DELETED, item.id)
        if item.id in self.places:
            self.questions[item.id] = None
            self.announce("triage", item.client_id, triage.CONVERSATION_CHANGED, self.places[item.id])

    def decide(
        self,
        item: ingest.Item,
        kind: triage.DecisionKind,
        at: datetime,
        *,
        reason: triage.DecisionReason = "insult",
        state: triage.DecisionState = "in_force",
    ) -> UUID:
        """Somebody decides; in force at once unless another state is given."""
        decision = triage.Decision(
            id=new_id(),
            client_id=item.client_id,
            item_id=item.id,
            kind=kind,
            reason=reason,
            note="Elle a tout dit.",
            state=state,
            decided_by="user:nadia",
            decided_at=at,
            settled_at=at if state == "in_force" else None,
        )
        self.things[decision.id] = decision
        self.announce("triage", item.client_id, triage.DECISION_MADE, decision.id)
        return decision.id

    def settle(self, decision: UUID, state: triage.DecisionState, at: datetime) -> None:
        """The network answers."""
        settled = self.things[decision].model_copy(update={"state": state, "settled_at": at})
        self.things[decision] = settled
        self.announce("triage", settled.client_id, triage.DECISION_SETTLED, decision)

    def publish(self, item: ingest.Item, at: datetime) -> reply.Reply:
        """A reply to an item stands on the network; what it says of its conversation may be out of date."""
        published = make_reply(item, at)
        self.things[published.id] = published
        self.announce("reply", item.client_id, reply.REPLY_PUBLISHED, published.id)
        return published

    def announce(self, source: ServiceName, client: UUID, topic: str, *keys: UUID) -> None:
        log = self.logs.setdefault((source, client), [])
        log.append(
            Event(
                seq=len(log) + 1,
                topic=topic,
                keys=list(keys),
                at=LONG_AGO,
                actor="user:nadia",
                correlation="",
            )
        )

    def repeat(self, source: ServiceName, client: UUID, index: int) -> None:
        """The log tells again of what it has told."""
        told = self.logs[source, client][index]
        self.announce(source, client, told.topic, *told.keys)

    def of(self, client: UUID, kind: type[Any]) -> Sequence[Any]:
        return [one for one in self.things.values() if isinstance(one, kind) and one.client_id == client]


def make_item(client: UUID, written_at: datetime, received_at: datetime, **changes: Any) -> ingest.Item:
    values: dict[str, Any] = {
        "id": new_id(),
        "client_id": client,
        "account_id": new_id(),
        "account": "site",
        "network": "sandbox",
        "external_id": "c1",
        "kind": "comment",
        "text": "À quelle heure ouvrez-vous ?",
        "author_id": "a1",
        "author_name": "Léa Martin",
        "author_handle": None,
        "author_url": None,
        "followers": None,
        "created_at": written_at,
        "received_at": received_at,
        "parent": None,
        "post": None,
        "url": None,
        "lang": "fr",
        "version": 1,
        "is_ours": False,
        "deleted_at": None,
    }
    return ingest.Item(**{**values, **changes})


def make_reply(item: ingest.Item, at: datetime) -> reply.Reply:
    return reply.Reply(
        id=new_id(),
        client_id=item.client_id,
        item_id=item.id,
        conversation_id=new_id(),
        network=item.network,
        author_name="Léa Martin",
        text="À 9 h du matin.",
        text_hash="0" * 64,
        state="published",
        sources=[],
        written_by="user:nadia",
        approved_by="user:nadia",
        created_at=at,
        published_at=at,
        item_created_at=item.created_at,
        can_recall=False,
        now=at,
    )
