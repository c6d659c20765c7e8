"""Rules of decisions: which may be made, what the network is asked for, and what its answer makes of them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from services.contracts.ingest import Account, Action, ActionKind
from services.contracts.triage import DecisionKind, DecisionReason, DecisionState, ItemState
from services.triage.queue.domain.marks import Mark, MarkedItem

_STATES: Mapping[str, DecisionState] = {
    "sent": "in_force",
    "refused": "failed",
    "cancelled": "failed",
    "unknown": "unknown",
}
# While the network is asked.
ON_ITS_WAY: Mapping[DecisionKind, Mark] = {
    "approve": "restoring",
    "hide": "hiding",
    "delete": "deleting",
    "restore": "restoring",
}
# Where an item stands, or is going, when the same decision again is the same decision.
_HOLDS: Mapping[DecisionKind, Collection[ItemState]] = {
    "approve": {"visible", "restoring"},
    "hide": {"hiding", "hidden"},
    "delete": {"deleting", "deleted"},
    "restore": {"restoring", "visible", "held"},
}
_CAPABILITIES: Mapping[ActionKind, str] = {
    "hide": "can_hide",
    "unhide": "can_unhide",
    "mark_spam": "can_mark_spam",
    "delete": "can_delete",
    "restore": "can_restore",
}


@dataclass(frozen=True, slots=True)
class Made:
    """A decision as far as the next one depends on it."""

    id: UUID
    kind: DecisionKind
    reason: str
    note: str
    state: str

    def is_repeated_by(self, kind: str, reason: str, note: str, item: MarkedItem) -> bool:
        """Whether it says the same, still holds or is on its way, and the network has not undone it since."""
        if self.state not in {"pending", "in_force"} or (self.kind, self.reason, self.note) != (
            kind,
            reason,
            note,
        ):
            return False
        is_undone = kind == "approve" and self.state == "in_force" and not item.is_approved
        return item.state in _HOLDS[self.kind] and not is_undone


@dataclass(frozen=True, slots=True)
class Settlement:
    """What became of a decision on its network; `detail` says why not, in the network's words."""

    decision_id: UUID
    state: DecisionState
    detail: str | None
    act: ActionKind | None = None

    def mark(self, kind: str) -> Mark:
        """How the item of such a decision stands then. Where nobody knows, as before, so that a person looks."""
        if self.state != "in_force":
            return "back"
        if kind == "approve":
            return "let_out"
        if kind == "hide":
            return "spam" if self.act == "mark_spam" else "hidden"
        return "deleted" if kind == "delete" else "shown"


def acts_for(kind: DecisionKind, reason: DecisionReason, item: MarkedItem) -> tuple[ActionKind, ...]:
    """The acts that would do, the best first: the network is asked for one. None where it need not be asked."""
    if kind == "approve":
        return ("unhide",) if item.standing == "held" else ()
    if kind == "hide":
        return ("mark_spam", "hide") if reason == "spam" else ("hide",)
    if kind == "delete":
        return ("delete",)
    if item.is_deleted:
        return ("restore",)
    return ("restore", "unhide") if item.standing == "spam" else ("unhide",)


def choose_act(acts: Sequence[str], account: Account) -> ActionKind | None:
    """The first of the acts that an account can do, or None."""
    able = [act for act, capability in _CAPABILITIES.items() if getattr(account, capability)]
    return next((act for wanted in acts for act in able if act == wanted), None)


def settlement_of(action: Action) -> Settlement | None:
    """What an action says of the decision that it serves; None while it is on its way, and for those of replies."""
    state = _STATES.get(action.state)
    if action.kind == "publish_reply" or state is None:
        return None
    detail = None if state == "in_force" else action.detail or action.code
    return Settlement(action.origin, state, detail, action.kind)


def may_settle(state: str, new: DecisionState) -> bool:
    """What the network has said for good stays; an unknown outcome may still become known."""
    return state in {"pending", "unknown"} and state != new
