"""What would be proposed about one message beside what is proposed today, and whether people agree with each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.contracts.triage import WITHDRAWING, Automation
from services.contracts.triage.charter import Proposal
from services.contracts.triage.replay import AgreementChange, Direction
from services.triage.automation.domain.agreement import Word
from services.triage.moderation.domain import Proposing, is_more_severe

_LETTING_STAND = frozenset({"approve", "answer", "restore"})


@dataclass(frozen=True, slots=True)
class Replayed:
    """One message: what was said of it when it came in, what is said of it now, and people's latest word."""

    item_id: UUID
    version: int
    received_at: datetime
    network: str
    then: Mapping[str, float]
    now: Mapping[str, float]
    word: Word | None


@dataclass(frozen=True, slots=True)
class Compared:
    """`agrees_…` is None where nobody decided or the proposal takes no side; `direction` None where nothing changes."""

    one: Replayed
    before: Proposal
    after: Proposal
    direction: Direction | None
    agrees_before: bool | None
    agrees_after: bool | None

    @property
    def agreement(self) -> AgreementChange:
        """Whether the new proposal is nearer to the team's decision: to take no side is between right and wrong."""
        if self.one.word is None:
            return "unjudged"
        nearer = _side(self.agrees_after) - _side(self.agrees_before)
        return "same" if not nearer else "gained" if nearer > 0 else "lost"


@dataclass(frozen=True, slots=True)
class Comparing:
    """The charter that holds and the one that is tried."""

    before: Proposing
    after: Proposing

    def compare(self, one: Replayed) -> Compared:
        before, after = self.before.propose(one.then), self.after.propose(one.now)
        return Compared(
            one, before, after, direction_of(before, after), agrees(before, one.word), agrees(after, one.word)
        )


def direction_of(before: Proposal, after: Proposal) -> Direction | None:
    if is_more_severe(after, before):
        return "stricter"
    if is_more_severe(before, after):
        return "milder"
    return None if (before.label, before.reason) == (after.label, after.reason) else "reason"


def agrees(proposal: Proposal, word: Word | None) -> bool | None:
    """Whether people did what was proposed: withdrew the message, or let it stand."""
    if word is None or proposal.kind == "look_first":
        return None
    return word.kind in (_LETTING_STAND if proposal.kind == "let_stand" else WITHDRAWING)


def rules_reached(rules: Sequence[Automation], network: str, said: Mapping[str, float]) -> list[Automation]:
    """The rules that a message reaches: of those that act the first alone, as it is drawn, and each of the others."""
    reached = [
        rule
        for rule in rules
        if rule.threshold is not None
        and rule.network in {None, network}
        and said.get(rule.label, 0.0) >= rule.threshold
    ]
    acting = [rule for rule in reached if rule.state == "acting"]
    return acting[:1] + [rule for rule in reached if rule.state != "acting"]


def _side(agrees: bool | None) -> int:
    return 0 if agrees is None else 1 if agrees else -1
