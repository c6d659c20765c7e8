"""Rules of decisions: which may be made, and what the network's answer makes of them."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from services.triage.queue.domain.marks import Mark

Kind = Literal["approve", "hide"]
State = Literal["pending", "in_force", "failed", "unknown"]

_STATES: dict[str, State] = {
    "sent": "in_force",
    "refused": "failed",
    "cancelled": "failed",
    "unknown": "unknown",
}
_MARKS: dict[State, Mark] = {"in_force": "hidden", "failed": "visible", "unknown": "visible"}


@dataclass(frozen=True, slots=True)
class Made:
    """A decision as far as the next one depends on it."""

    id: UUID
    kind: str
    reason: str
    note: str
    state: str

    def says(self, kind: str, reason: str, note: str) -> bool:
        """Whether it is the same decision, and still holds or is on its way."""
        is_alive = self.state in {"pending", "in_force"}
        return is_alive and (self.kind, self.reason, self.note) == (kind, reason, note)


@dataclass(frozen=True, slots=True)
class Settlement:
    """What became of a decision on its network; `detail` says why not, in the network's words."""

    decision_id: UUID
    state: State
    detail: str | None

    @property
    def mark(self) -> Mark:
        """How the item stands then. Where nobody knows, it is shown again, so that a person looks."""
        return _MARKS[self.state]


def state_of(action_state: str) -> State | None:
    """The state of a decision whose action stands so; None while the action is on its way."""
    return _STATES.get(action_state)


def may_settle(state: str, new: State) -> bool:
    """What the network has said for good stays; an unknown outcome may still become known."""
    return state in {"pending", "unknown"} and state != new
