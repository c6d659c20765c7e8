"""The right side of the desk: one exchange, its author, and the answer being written."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from services.contracts.ingest import Standing
from services.contracts.reply import ReplyState
from services.contracts.triage import ConversationStatus, ItemState, Proposal, Reason
from web.pages.desk.deciding import Decided, DecisionForm, Unsettled
from web.pages.desk.picker import Picker
from web.pages.desk.queue import Pressure
from web.pages.desk.verdicts import Answer, Belonging, Datum, Other, Outdated, Verdict
from web.rendering.spans import Segment


@dataclass(frozen=True)
class Bubble:
    """One message; `depth` counts from 0 at the top of the thread. `is_focal`: the one that an answer goes to.

    `decisions` stand latest first, `explained_by` is the one by which it is hidden or gone. `reply_state` is set
    on our own words that the network has not shown yet, `settled_by` where a person said what became of them.
    `can_answer` where an answer may go to it. `other_labels` are those that nobody has said of it.
    `proposal` is what the charter proposes about a message that waits.
    """

    item_id: UUID
    author_name: str
    created_at: datetime
    segments: tuple[Segment, ...]
    depth: int = 0
    is_ours: bool = False
    is_edited: bool = False
    is_focal: bool = False
    can_answer: bool = False
    state: ItemState = "visible"
    labels: tuple[str, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    other_labels: tuple[str, ...] = ()
    answers: tuple[Answer, ...] = ()
    outdated: tuple[Outdated, ...] = ()
    tone: Belonging | None = None
    other: Other | None = None
    intent: str | None = None
    urgency_level: int = 0
    personal_data: tuple[Datum, ...] = ()
    reasons: tuple[Reason, ...] = ()
    model: str | None = None
    url: str | None = None
    standing: Standing = "visible"
    decisions: tuple[Decided, ...] = ()
    explained_by: Decided | None = None
    unsettled: Unsettled | None = None
    decision_form: DecisionForm | None = None
    proposal: Proposal | None = None
    reply_state: ReplyState | None = None
    reply_detail: str | None = None
    settled_by: str | None = None


@dataclass(frozen=True)
class AuthorCard:
    name: str
    first_seen_at: datetime
    item_count: int
    hidden_count: int
    handle: str | None = None
    url: str | None = None
    followers: int | None = None


@dataclass(frozen=True)
class DraftSource:
    article_id: UUID
    title: str
    url: str | None


@dataclass(frozen=True)
class DraftChoice:
    title: str
    text: str
    sources: tuple[DraftSource, ...]


@dataclass(frozen=True)
class Composer:
    """`chosen` is the index of the draft shown, or None for one's own words; `text` is what the field holds.

    `is_proposed` while the text is a draft that nobody has touched; `avoid` are words that the voice avoids.
    `key` makes sending the same form twice one reply. `text_limit` counts code points; None is no limit.
    `excerpt` is the beginning of the message that is answered and `answers` the hash of all of it; `changed` is what
    its author has made of it since the answer was begun. `has_moved` when the answer went to another message before.
    `beside` are the replies of colleagues to the same message that stand above: one that comes after is told.
    """

    item_id: UUID
    author_name: str
    excerpt: tuple[Segment, ...]
    answers: str
    drafts: tuple[DraftChoice, ...]
    chosen: int | None
    text: str
    text_limit: int | None
    address: Literal["tu", "vous"]
    undo_seconds: int
    is_public: bool
    key: str
    error: str | None = None
    is_proposed: bool = False
    has_moved: bool = False
    changed: str | None = None
    avoid: tuple[str, ...] = ()
    beside: tuple[UUID, ...] = ()


@dataclass(frozen=True)
class Conversation:
    """`composer` is None where nothing can be answered; `reasons` explain the rank, strongest first.

    `addressee_id` is the message that keys act on and an answer goes to, `is_addressed` when somebody has just chosen
    it. Of `corrected_id` a label has just been corrected: its explanation stays open.
    """

    conversation_id: UUID
    client_name: str
    client_slug: str
    client_colour: int
    network: str
    account_name: str
    status: ConversationStatus
    pressure: Pressure
    reasons: tuple[Reason, ...]
    bubbles: tuple[Bubble, ...]
    author: AuthorCard
    addressee_id: UUID | None = None
    is_addressed: bool = False
    corrected_id: UUID | None = None
    waiting_since: datetime | None = None
    post: str | None = None
    post_url: str | None = None
    composer: Composer | None = None
    picker: Picker | None = None
