"""What would be proposed about one message beside what was or is, and whether people agree with each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from services.contracts.triage import WITHDRAWING, Automation, AutomationAction, RuleTrial
from services.contracts.triage.charter import Proposal, ProposalKind
from services.contracts.triage.replay import AgreementChange, Direction
from services.triage.automation.domain.agreement import Word, decision_for
from services.triage.moderation.domain import Held, Proposing, is_more_severe

_LETTING_STAND = frozenset({"approve", "answer", "restore"})
_PROPOSED: Mapping[AutomationAction, ProposalKind] = {
    "hide": "hide",
    "mark_spam": "hide",
    "delete": "delete",
    "approve": "let_stand",
}


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


class Comparing(Protocol):
    def compare(self, one: Replayed) -> Compared: ...


@dataclass(frozen=True, slots=True)
class Charters:
    """The charter that held, or holds, and the one that is tried."""

    before: Held
    after: Proposing

    def compare(self, one: Replayed) -> Compared:
        before, after = self.before.at(one.received_at).propose(one.then), self.after.propose(one.now)
        return Compared(
            one, before, after, direction_of(before, after), agrees(before, one.word), agrees(after, one.word)
        )


@dataclass(frozen=True, slots=True)
class Trying:
    """People alone, and a rule that would act beside them from a threshold on; nowhere where it is None."""

    trial: RuleTrial
    threshold: float | None

    def compare(self, one: Replayed) -> Compared:
        before, after = Proposal(kind="let_stand"), self._act_on(one)
        if after is None:
            return Compared(one, before, before, None, None, None)
        confirmed = None if one.word is None else one.word.confirms(self.trial.label, self.trial.action)
        return Compared(one, before, after, direction_of(before, after), None, confirmed)

    def _act_on(self, one: Replayed) -> Proposal | None:
        said = one.now.get(self.trial.label)
        if said is None or self.threshold is None or said < self.threshold:
            return None
        if self.trial.network not in {None, one.network}:
            return None
        decided = decision_for(self.trial.label, self.trial.action)
        return Proposal(
            kind=_PROPOSED[self.trial.action],
            label=self.trial.label,
            reason=decided.reason,
            probability=said,
            threshold=self.threshold,
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
