"""The bubbles of a conversation: what the network shows, and our own words that it does not show yet."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import UUID

from services.contracts.ingest import Account, Action
from services.contracts.reply import Reply
from services.contracts.triage import Conversation, ConversationItem, Decision, Opinion
from web.pages.desk.conversation import Bubble
from web.pages.desk.deciding import Decided, DecisionForm, Unsettled
from web.rendering.spans import spans_of, split_text
from web.routes.desk.deciding import explain, form_for
from web.routes.desk.grounds import tone_of
from web.routes.desk.verdicts import LABELS, answers_on, data_in, other_on, outdated_on, verdicts_on

# Ours and not on the network yet, or never: what became of it must be seen where it belongs.
_SHOWN_REPLIES = frozenset({"accepted", "sending", "published", "refused", "unknown"})
# A site dates what we write by its own clock, WordPress to the second.
_CLOCKS_DIFFER = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Refused:
    """A decision that was not taken: the form comes back open, with what was written."""

    item_id: UUID
    form: DecisionForm


@dataclass(frozen=True, slots=True)
class Thread:
    """What a thread is made from. `names` are those of everybody who decided or wrote for us.

    `account` is None where ingest was silent. `unsettled` are the acts of which nobody knows the end, by the id of
    the reply or decision that each serves, `opinions` second ones by the message that they are on.
    """

    conversation: Conversation
    replies: Sequence[Reply]
    names: Mapping[str, str]
    focal_id: UUID | None
    account: Account | None
    takes_answers: bool
    unsettled: Mapping[UUID, Action]
    refused: Refused | None = None
    opinions: Mapping[UUID, Opinion] = field(default_factory=dict)

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
        ours = [item for item in self.conversation.items if item.is_ours]
        for reply in self.replies:
            if reply.state in _SHOWN_REPLIES and not any(_is_same(reply, item) for item in ours):
                yield reply

    def _of_item(self, item: ConversationItem) -> Bubble:
        found, opinion = item.assessment, self.opinions.get(item.id)
        verdicts = verdicts_on(item, self.names, opinion)
        return Bubble(
            item_id=item.id,
            author_name=item.author_name,
            created_at=item.created_at,
            segments=split_text(item.text, spans_of(found)),
            is_ours=item.is_ours,
            is_edited=item.is_edited,
            is_focal=item.id == self.focal_id,
            can_answer=self.takes_answers and not item.is_ours and item.state == "visible",
            state=item.state,
            labels=tuple(one.label for one in verdicts if one.holds and one.degree != "unsure"),
            verdicts=verdicts,
            other_labels=tuple(one for one in LABELS if one not in {verdict.label for verdict in verdicts}),
            answers=answers_on(item, self.names),
            outdated=outdated_on(item, self.names),
            tone=tone_of(found),
            other=other_on(opinion),
            intent=found.intent if found else None,
            urgency_level=found.urgency_level if found else 0,
            personal_data=data_in(found),
            reasons=tuple(sorted(found.reasons, key=lambda reason: -reason.points)) if found else (),
            model=found.model if found else None,
            url=item.url,
            standing=item.standing,
            decisions=tuple(self._decided(one) for one in item.decisions),
            explained_by=self._decided(why) if (why := explain(item)) else None,
            unsettled=self._unsettled(item),
            decision_form=self._form(item),
            proposal=item.proposal,
        )

    def _of_reply(self, reply: Reply) -> Bubble:
        action = self.unsettled.get(reply.id)
        return Bubble(
            item_id=reply.id,
            author_name=self.names.get(reply.written_by, ""),
            created_at=reply.accepted_at or reply.created_at,
            segments=split_text(reply.text, ()),
            is_ours=True,
            reply_state=reply.state,
            reply_detail=None if reply.settled_by else reply.detail,
            settled_by=self.names.get(reply.settled_by, "") if reply.settled_by else None,
            url=reply.url,
            unsettled=self._unsettled_by(action, self._url_of(reply.item_id)) if action else None,
        )

    def _decided(self, decision: Decision) -> Decided:
        return Decided(
            kind=decision.kind,
            reason=decision.reason,
            note=decision.note,
            state=decision.state,
            decided_by="" if decision.grounds else self.names.get(decision.decided_by, ""),
            decided_at=decision.decided_at,
            detail=decision.detail,
            grounds=decision.grounds,
        )

    def _unsettled(self, item: ConversationItem) -> Unsettled | None:
        """Of the last decision alone: an earlier one has been overtaken."""
        action = self.unsettled.get(item.decisions[0].id) if item.decisions else None
        return self._unsettled_by(action, item.url) if action else None

    def _unsettled_by(self, action: Action, url: str | None) -> Unsettled:
        return Unsettled(action.id, action.kind, action.url or url)

    def _url_of(self, item_id: UUID) -> str | None:
        return next((item.url for item in self.conversation.items if item.id == item_id), None)

    def _form(self, item: ConversationItem) -> DecisionForm | None:
        form = form_for(item, self.account)
        if self.refused is None or self.refused.item_id != item.id:
            return form
        # Where nothing can be decided any more, what was refused is said all the same.
        offered = form or DecisionForm()
        return replace(self.refused.form, kinds=offered.kinds, is_final=offered.is_final)


def _is_same(reply: Reply, item: ConversationItem) -> bool:
    """Whether an item is our reply as the network shows it; where a person found it there, its id is not known."""
    if reply.external_id is not None:
        return reply.external_id == item.external_id
    is_later = item.created_at >= reply.created_at - _CLOCKS_DIFFER
    return reply.state == "published" and is_later and item.text.split() == reply.text.split()


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
