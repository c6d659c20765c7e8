"""What the fakes answer to each operation, with the walls between clients that the real services keep."""

from collections.abc import Mapping
from datetime import timedelta
from hashlib import sha256
from typing import Any, TypeVar
from uuid import UUID

from services.contracts import events, ingest, reply, triage
from services.contracts.topology import SERVICES
from services.contracts.values import Listed, Nothing
from services.runtime.ids import new_id
from services.runtime.problems import Conflict, NotFound
from tests.web.fakes.agency import NOW, Agency
from tests.web.fakes.server import Call, FakeServer

Row = TypeVar("Row")
# Where a message stands while the network is asked.
ON_ITS_WAY = {"approve": "restoring", "hide": "hiding", "delete": "deleting", "restore": "restoring"}


def seen(rows: Mapping[UUID, Row], call: Call) -> list[Row]:
    """The rows of the caller's clients, and of the one asked for if one is."""
    wanted = getattr(call.query, "client", None)
    shown = [row for row in rows.values() if call.caller.may_see(client_of(row))]
    return [row for row in shown if wanted is None or client_of(row) == wanted]


def client_of(row: Any) -> UUID:
    found: UUID = getattr(row, "client_id", None) or row.id
    return found


def one(rows: Mapping[UUID, Row], call: Call, name: str) -> Row:
    row = rows.get(UUID(call.path[name]))
    if row is None or not call.caller.may_see(client_of(row)):
        raise NotFound
    return row


class Answers:
    """One method per operation."""

    def __init__(self, agency: Agency) -> None:
        self.agency = agency

    # --- ingest ---

    def list_clients(self, call: Call) -> Listed[ingest.Client]:
        return Listed(items=seen(self.agency.clients, call))

    def list_accounts(self, call: Call) -> Listed[ingest.Account]:
        return Listed(items=seen(self.agency.accounts, call))

    def get_account(self, call: Call) -> ingest.Account:
        return one(self.agency.accounts, call, "account")

    def add_account(self, call: Call) -> ingest.Account:
        client = self.agency.clients[call.client()]
        return self.agency.add_account(client, call.body.slug)

    def start_sync(self, call: Call) -> ingest.Sync:
        account = one(self.agency.accounts, call, "account")
        return ingest.Sync(
            id=new_id(),
            client_id=account.client_id,
            account_id=account.id,
            state="queued",
            found=0,
            requested_at=NOW,
        )

    def list_actions(self, call: Call) -> Listed[ingest.Action]:
        query: ingest.ActionQuery = call.query
        return Listed(
            items=[
                one
                for one in self.agency.actions
                if call.caller.may_see(one.client_id)
                and query.client in {None, one.client_id}
                and query.needs_person in {None, one.needs_person}
            ]
        )

    def settle_action(self, call: Call) -> ingest.Action:
        """As ingest: what nobody waits for any more cannot be settled otherwise."""
        found = one({action.id: action for action in self.agency.actions}, call, "action")
        if not found.needs_person:
            raise Conflict(code="not_undecided")
        settled = found.model_copy(update={"state": call.body.outcome, "needs_person": False})
        self.agency.actions[self.agency.actions.index(found)] = settled
        return settled

    def look_up_items(self, call: Call) -> Listed[ingest.Item]:
        client = call.client()
        talks = [talk for talk in self.agency.conversations.values() if talk.client_id == client]
        return Listed(
            items=[
                make_stored(self.agency.accounts[talk.account_id], item)
                for talk in talks
                for item in talk.items
                if item.id in call.body.ids
            ]
        )

    # --- triage ---

    def look_up_conversations(self, call: Call) -> Listed[triage.ConversationOfItem]:
        client = call.client()
        return Listed(
            items=[
                triage.ConversationOfItem(item_id=item.id, conversation_id=talk.id, first_inbound_at=NOW)
                for talk in self.agency.conversations.values()
                if talk.client_id == client
                for item in talk.items
                if item.id in call.body.ids
            ]
        )

    def list_queue(self, call: Call) -> Listed[triage.QueueEntry]:
        query: triage.QueueQuery = call.query
        found = [c for c in seen(self.agency.conversations, call) if c.status == query.status]
        start = int(query.cursor or 0)
        page = found[start : start + query.limit]
        following = str(start + query.limit) if start + query.limit < len(found) else None
        return Listed(items=[make_entry(conversation) for conversation in page], next=following)

    def count_queue(self, call: Call) -> triage.QueueCounts:
        found = [c for c in seen(self.agency.conversations, call) if c.status == "open"]
        by_client: dict[UUID, int] = {}
        for conversation in found:
            by_client[conversation.client_id] = by_client.get(conversation.client_id, 0) + 1
        return triage.QueueCounts(
            open=len(found),
            by_client=by_client,
            by_network={"sandbox": len(found)} if found else {},
            by_label={"question": len(found)} if found else {},
        )

    def get_conversation(self, call: Call) -> triage.Conversation:
        return one(self.agency.conversations, call, "conversation")

    def set_status(self, call: Call) -> triage.Conversation:
        found = one(self.agency.conversations, call, "conversation")
        changed = found.model_copy(update={"status": call.body.status})
        self.agency.conversations[found.id] = changed
        return changed

    def decide(self, call: Call) -> triage.Decision:
        for conversation in seen(self.agency.conversations, call):
            for index, item in enumerate(conversation.items):
                if str(item.id) == call.path["item"]:
                    decision = make_decision(conversation, item, call)
                    state = item.state if decision.state == "in_force" else ON_ITS_WAY[decision.kind]
                    decisions = [decision, *item.decisions]
                    changes = {"state": state, "is_waiting": False, "decisions": decisions}
                    conversation.items[index] = item.model_copy(update=changes)
                    return decision
        raise NotFound

    def correct_label(self, call: Call) -> Listed[triage.Correction]:
        for conversation in seen(self.agency.conversations, call):
            for index, item in enumerate(conversation.items):
                if str(item.id) == call.path["item"]:
                    held = [one for one in item.corrections if one.label != call.body.label]
                    if call.body.value is not None:
                        new = call.body.model_dump()
                        held.append(triage.Correction(**new, by=call.caller.subject, at=NOW))
                    conversation.items[index] = item.model_copy(update={"corrections": held})
                    return Listed(items=held)
        raise NotFound

    # --- reply ---

    def draft(self, call: Call) -> reply.Drafts:
        client = call.client()
        articles = [article for article in self.agency.articles.values() if article.client_id == client]
        drafts = [
            reply.Draft(
                text=f"Bonjour, {article.body}",
                title=article.title,
                sources=[reply.Source(article_id=article.id, title=article.title, url=None)],
            )
            for article in articles[:3]
        ]
        return reply.Drafts(items=drafts, text_limit=500, address="vous", undo_seconds=15)

    def add_reply(self, call: Call) -> reply.Reply:
        client, new = call.client(), call.body
        name = f"{call.caller.subject} {call.key}"
        if name not in self.agency.answered:
            item = self._find_item(client, new.item_id)
            if item is None:
                raise NotFound
            if new.answers is not None and new.answers != sha256(item.text.encode()).hexdigest():
                raise Conflict(code="item_changed")
            added = make_reply(client, new, call.caller.subject)
            self.agency.replies[added.id] = added
            self.agency.answered[name] = added
        return self.agency.answered[name]

    def _find_item(self, client: UUID, item_id: UUID) -> triage.ConversationItem | None:
        talks = [talk for talk in self.agency.conversations.values() if talk.client_id == client]
        return next((item for talk in talks for item in talk.items if item.id == item_id), None)

    def list_replies(self, call: Call) -> Listed[reply.Reply]:
        query: reply.ReplyQuery = call.query
        return Listed(
            items=[
                one
                for one in seen(self.agency.replies, call)
                if query.written_by in {None, one.written_by}
                and query.conversation in {None, one.conversation_id}
            ]
        )

    def look_up_replies(self, call: Call) -> Listed[reply.Reply]:
        client = call.client()
        found = (self.agency.replies.get(id_) for id_ in call.body.ids)
        return Listed(items=[one for one in found if one is not None and one.client_id == client])

    def recall(self, call: Call) -> reply.Reply:
        return self._end(call, "recalled")

    def send_now(self, call: Call) -> reply.Reply:
        return self._end(call, "sending")

    def _end(self, call: Call, state: str) -> reply.Reply:
        found = one(self.agency.replies, call, "reply")
        if found.state != "accepted":
            raise Conflict(code="already_sent")
        changed = found.model_copy(update={"state": state, "can_recall": False})
        self.agency.replies[found.id] = changed
        return changed

    def list_articles(self, call: Call) -> Listed[reply.Article]:
        client = call.client()
        return Listed(items=[one for one in self.agency.articles.values() if one.client_id == client])

    def get_article(self, call: Call) -> reply.Article:
        call.client()
        return one(self.agency.articles, call, "article")

    def add_article(self, call: Call) -> reply.Article:
        client = self.agency.clients[call.client()]
        return self.agency.add_article(client, call.body.title, call.body.body)

    def change_article(self, call: Call) -> reply.Article:
        found = self.get_article(call)
        changed = found.model_copy(update={"title": call.body.title, "body": call.body.body})
        self.agency.articles[found.id] = changed
        return changed

    def remove_article(self, call: Call) -> Nothing:
        del self.agency.articles[self.get_article(call).id]
        return Nothing()

    # --- everybody ---

    def list_set_aside(self, call: Call) -> events.SetAsideList:
        owner = call.operation.partition(".")[0]
        return events.SetAsideList(
            items=[e for e in self.agency.set_aside if e.source == owner and call.caller.may_see(e.client_id)]
        )

    def retry_set_aside(self, call: Call) -> Nothing:
        call.client()
        self.agency.set_aside = [e for e in self.agency.set_aside if str(e.id) != call.path["entry"]]
        return Nothing()


def make_entry(conversation: triage.Conversation) -> triage.QueueEntry:
    item = conversation.items[0]
    return triage.QueueEntry(
        id=conversation.id,
        client_id=conversation.client_id,
        account_id=conversation.account_id,
        network=conversation.network,
        status=conversation.status,
        priority=conversation.priority,
        reasons=conversation.reasons,
        item_id=item.id,
        author_name=item.author_name,
        text=item.text,
        spans=[],
        labels=["question"],
        waiting_since=NOW,
        last_item_at=NOW,
        waiting_count=1,
        item_count=len(conversation.items),
    )


def make_stored(account: ingest.Account, item: triage.ConversationItem) -> ingest.Item:
    return ingest.Item(
        id=item.id,
        client_id=account.client_id,
        account_id=account.id,
        account=account.slug,
        network=account.network,
        external_id=item.external_id,
        kind=item.kind,
        text=item.text,
        author_id=item.author_id,
        author_name=item.author_name,
        author_handle=None,
        author_url=None,
        followers=None,
        created_at=item.created_at,
        received_at=item.created_at,
        parent=None,
        post=None,
        url=item.url,
        lang=None,
        version=1,
        is_ours=item.is_ours,
        deleted_at=None,
    )


def make_decision(
    conversation: triage.Conversation, item: triage.ConversationItem, call: Call
) -> triage.Decision:
    return triage.Decision(
        id=new_id(),
        client_id=conversation.client_id,
        item_id=item.id,
        kind=call.body.kind,
        reason=call.body.reason,
        note=call.body.note,
        state="in_force" if call.body.kind == "approve" and item.state == "visible" else "pending",
        decided_by=call.caller.subject,
        decided_at=NOW,
    )


def make_reply(client: UUID, new: reply.NewReply, subject: str) -> reply.Reply:
    return reply.Reply(
        id=new_id(),
        client_id=client,
        item_id=new.item_id,
        conversation_id=new.conversation_id,
        network="sandbox",
        author_name="Inès",
        text=new.text,
        text_hash="0" * 64,
        state="accepted" if new.accept else "draft",
        sources=[],
        written_by=subject,
        approved_by=subject if new.accept else None,
        created_at=NOW,
        accepted_at=NOW,
        send_at=NOW + timedelta(seconds=15),
        item_created_at=NOW,
        can_recall=True,
        now=NOW,
    )


def furnish(server: FakeServer, agency: Agency) -> None:
    """Let the server answer every operation that web asks."""
    answers = Answers(agency)
    for operation, answerer in (
        (ingest.LIST_CLIENTS, answers.list_clients),
        (ingest.LIST_ACCOUNTS, answers.list_accounts),
        (ingest.GET_ACCOUNT, answers.get_account),
        (ingest.ADD_ACCOUNT, answers.add_account),
        (ingest.START_SYNC, answers.start_sync),
        (ingest.LIST_ACTIONS, answers.list_actions),
        (ingest.SETTLE_ACTION, answers.settle_action),
        (ingest.LOOK_UP_ITEMS, answers.look_up_items),
        (triage.LOOK_UP_CONVERSATIONS, answers.look_up_conversations),
        (triage.LIST_QUEUE, answers.list_queue),
        (triage.COUNT_QUEUE, answers.count_queue),
        (triage.GET_CONVERSATION, answers.get_conversation),
        (triage.SET_STATUS, answers.set_status),
        (triage.DECIDE, answers.decide),
        (triage.CORRECT_LABEL, answers.correct_label),
        (reply.DRAFT, answers.draft),
        (reply.ADD_REPLY, answers.add_reply),
        (reply.LIST_REPLIES, answers.list_replies),
        (reply.LOOK_UP_REPLIES, answers.look_up_replies),
        (reply.RECALL_REPLY, answers.recall),
        (reply.SEND_REPLY_NOW, answers.send_now),
        (reply.LIST_ARTICLES, answers.list_articles),
        (reply.GET_ARTICLE, answers.get_article),
        (reply.ADD_ARTICLE, answers.add_article),
        (reply.CHANGE_ARTICLE, answers.change_article),
        (reply.REMOVE_ARTICLE, answers.remove_article),
    ):
        server.serve(operation, answerer)
    for service in SERVICES:
        server.serve(events.LIST_SET_ASIDE[service], answers.list_set_aside)
        server.serve(events.RETRY_SET_ASIDE[service], answers.retry_set_aside)
