"""What the fakes know: two clients with an account each, and a conversation on each of them."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

from services.contracts import ingest, reply, triage
from services.contracts.events import SetAside
from services.runtime.ids import new_id

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@dataclass
class Agency:
    """Everything in memory; tests read and write it as they like."""

    clients: dict[UUID, ingest.Client] = field(default_factory=dict)
    accounts: dict[UUID, ingest.Account] = field(default_factory=dict)
    conversations: dict[UUID, triage.Conversation] = field(default_factory=dict)
    replies: dict[UUID, reply.Reply] = field(default_factory=dict)
    articles: dict[UUID, reply.Article] = field(default_factory=dict)
    keys: dict[str, ingest.Key] = field(default_factory=dict)
    rules: dict[UUID, triage.Automation] = field(default_factory=dict)
    layers: dict[UUID, triage.ClientLayer] = field(default_factory=dict)
    opinions: list[triage.Opinion] = field(default_factory=list)
    opinion_settings: dict[UUID, triage.OpinionSetting] = field(default_factory=dict)
    opinion_model: str | None = "petit-modele"
    charters: dict[UUID, list[triage.Charter]] = field(default_factory=dict)
    replays: dict[UUID, triage.Replay] = field(default_factory=dict)
    changes: list[triage.ReplayChange] = field(default_factory=list)
    saved: dict[UUID, reply.SavedReply] = field(default_factory=dict)
    removed: dict[UUID, reply.SavedReply] = field(default_factory=dict)
    voices: dict[UUID, reply.Voice] = field(default_factory=dict)
    set_aside: list[SetAside] = field(default_factory=list)
    actions: list[ingest.Action] = field(default_factory=list)
    answered: dict[str, reply.Reply] = field(default_factory=dict)

    def add_client(self, slug: str, name: str) -> ingest.Client:
        client = ingest.Client(
            id=new_id(),
            slug=slug,
            name=name,
            time_zone="Europe/Paris",
            colour=len(self.clients),
            created_at=NOW,
        )
        self.clients[client.id] = client
        return client

    def add_account(self, client: ingest.Client, slug: str) -> ingest.Account:
        account = ingest.Account(
            id=new_id(),
            client_id=client.id,
            slug=slug,
            network="sandbox",
            name=f"Site {slug}",
            url="http://127.0.0.1:9/",
            is_pulled=True,
            interval_seconds=1,
            text_limit=500,
            can_reply=True,
            can_hide=True,
            can_unhide=True,
            can_mark_spam=True,
            can_delete=True,
            can_restore=True,
            has_credentials=True,
            created_at=NOW,
        )
        self.accounts[account.id] = account
        return account

    def add_conversation(self, account: ingest.Account, author: str, text: str) -> triage.Conversation:
        conversation = triage.Conversation(
            id=new_id(),
            client_id=account.client_id,
            account_id=account.id,
            network=account.network,
            status="open",
            post=f"Publication de {account.slug}",
            post_url=None,
            priority=80,
            reasons=[triage.Reason(code="question", points=30)],
            items=[make_item(author, text)],
            author=triage.Author(
                external_id=author,
                name=author,
                handle=None,
                url=None,
                followers=None,
                first_seen_at=NOW,
                item_count=1,
                hidden_count=0,
            ),
            waiting_since=NOW,
        )
        self.conversations[conversation.id] = conversation
        return conversation

    def add_key(self, client: ingest.Client, name: str) -> ingest.Key:
        key = ingest.Key(
            id=new_id().hex[-16:], client_id=client.id, name=name, scopes=["items:write"], created_at=NOW
        )
        self.keys[key.id] = key
        return key

    def leave_unknown(
        self, client: ingest.Client, item_id: UUID, origin: UUID, kind: ingest.ActionKind = "publish_reply"
    ) -> ingest.Action:
        """An act of which nobody knows the end, after all that could be looked for by itself."""
        action = ingest.Action(
            id=new_id(),
            client_id=client.id,
            account_id=next(one.id for one in self.accounts.values() if one.client_id == client.id),
            kind=kind,
            item_id=item_id,
            origin=origin,
            state="unknown",
            attempts=1,
            code="not_found",
            needs_person=True,
            created_at=NOW,
        )
        self.actions.append(action)
        return action

    def add_article(self, client: ingest.Client, title: str, body: str) -> reply.Article:
        article = reply.Article(
            id=new_id(),
            client_id=client.id,
            title=title,
            body=body,
            url=None,
            updated_at=NOW,
            updated_by="operator:root",
        )
        self.articles[article.id] = article
        return article


def make_item(author: str, text: str, **changes: object) -> triage.ConversationItem:
    item = triage.ConversationItem(
        id=new_id(),
        parent_id=None,
        external_id="c-1",
        kind="comment",
        text=text,
        author_id=author,
        author_name=author,
        created_at=NOW - timedelta(minutes=4),
        url=None,
        is_ours=False,
        is_edited=False,
        is_waiting=True,
        state="visible",
        assessment=triage.Assessment(
            labels={"question": 0.9, "toxic": 0.1},
            found=["question"],
            lang="fr",
            sentiment="neutral",
            personal_data=[],
            spans=[],
            priority=80,
            reasons=[triage.Reason(code="question", points=30)],
            model="test-1",
        ),
        decisions=[],
    )
    return item.model_copy(update=changes)
