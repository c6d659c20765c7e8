"""The bubbles of a conversation: what the network shows, and our own words that it does not show yet."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from services.contracts.reply import Reply
from services.contracts.triage import Conversation, ConversationItem, Decision
from web.pages.desk.conversation import Bubble, Decided, DecisionForm
from web.rendering.spans import split_text

# Ours and not on the network yet, or never: what became of it must be seen where it belongs.
_SHOWN_REPLIES = frozenset({"accepted", "sending", "published", "refused", "unknown"})


@dataclass(frozen=True, slots=True)
class Refused:
    """A decision that was not taken: the form comes back open, with what was written."""

    item_id: UUID
    form: DecisionForm


@dataclass(frozen=True, slots=True)
class Thread:
    """What a thread is made from. `names` are those of everybody who decided or wrote for us."""

    conversation: Conversation
    replies: Sequence[Reply]
    names: Mapping[str, str]
    focal_id: UUID | None
    can_hide: bool
    refused: Refused | None = None

    def bubbles(self) -> tuple[Bubble, ...]:
        """Return the bubbles in reading order: each message under the one that it answers, oldest first."""
        children: dict[UUID | None, list[tuple[datetime, Bubble]]] = defaultdict(list)
        known = {item.id for item in self.conversation.items}
        for item in self.conversation.items:
            parent = item.parent_id if item.parent_id in known else None
            children[parent].append((item.created_at, self._of_item(item)))
        for reply in self._replies_to_show():
            parent = reply.item_id if reply.item_id in known else None
            children[parent].append((reply.accepted_at or reply.created_at, self._of_reply(reply)))
        return tuple(_in_reading_order(children))

    def _replies_to_show(self) -> Iterator[Reply]:
        on_network = {item.external_id for item in self.conversation.items if item.is_ours}
        for reply in self.replies:
            if reply.state in _SHOWN_REPLIES and reply.external_id not in on_network:
                yield reply

    def _of_item(self, item: ConversationItem) -> Bubble:
        found = item.assessment
        return Bubble(
            item_id=item.id,
            author_name=item.author_name,
            created_at=item.created_at,
            segments=split_text(item.text, found.spans if found else ()),
            is_ours=item.is_ours,
            is_edited=item.is_edited,
            is_waiting=item.is_waiting,
            is_focal=item.id == self.focal_id,
            state=item.state,
            labels=tuple(found.found) if found else (),
            personal_data=tuple(found.personal_data) if found else (),
            reasons=tuple(sorted(found.reasons, key=lambda reason: -reason.points)) if found else (),
            model=found.model if found else None,
            url=item.url,
            decision=self._decided(item.decisions),
            decision_form=self._form(item),
        )

    def _of_reply(self, reply: Reply) -> Bubble:
        return Bubble(
            item_id=reply.id,
            author_name=self.names.get(reply.written_by, ""),
            created_at=reply.accepted_at or reply.created_at,
            segments=split_text(reply.text, ()),
            is_ours=True,
            reply_state=reply.state,
            reply_detail=reply.detail,
            url=reply.url,
        )

    def _decided(self, decisions: Sequence[Decision]) -> Decided | None:
        if not decisions:
            return None
        last = max(decisions, key=lambda decision: decision.decided_at)
        return Decided(
            kind=last.kind,
            reason=last.reason,
            note=last.note,
            state=last.state,
            decided_by=self.names.get(last.decided_by, ""),
            decided_at=last.decided_at,
            detail=last.detail,
        )

    def _form(self, item: ConversationItem) -> DecisionForm | None:
        if self.refused is not None and self.refused.item_id == item.id:
            return self.refused.form
        if item.is_ours or item.state != "visible":
            return None
        return DecisionForm(can_hide=self.can_hide)


def _in_reading_order(children: Mapping[UUID | None, list[tuple[datetime, Bubble]]]) -> Iterator[Bubble]:
    """Depth first without recursion: a hostile thread may be as deep as it is long."""

    def of(parent: UUID | None) -> list[Bubble]:
        found = children.get(parent, [])
        return [bubble for _, bubble in sorted(found, key=lambda pair: pair[0], reverse=True)]

    waiting = of(None)
    seen: set[UUID] = set()
    while waiting:
        bubble = waiting.pop()
        if bubble.item_id in seen:
            continue
        seen.add(bubble.item_id)
        yield bubble
        waiting += [replace(child, depth=bubble.depth + 1) for child in of(bubble.item_id)]
