"""What a charter proposes about a message: a pure function of what was found in it and of the charter's clauses."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from services.contracts.triage.charter import (
    CharterDraft,
    Clause,
    ClauseChange,
    Proposal,
    ProposalKind,
    RefusedLabel,
)
from services.contracts.triage.moderation import RefusalReason

_FAMILIES: Mapping[str, tuple[str, ...]] = {
    "toxic": ("insult", "hate", "threat", "harassment", "obscene", "defamation"),
    "spam": ("advertising", "scam", "phishing", "bot"),
}
_SEVERITY: Mapping[ProposalKind, int] = {"let_stand": 0, "look_first": 1, "hide": 2, "delete": 3}


def _clause(label: RefusedLabel, proposal: ProposalKind, threshold: float, reason: RefusalReason) -> Clause:
    return Clause(label=label, proposal=proposal, threshold=threshold, reason=reason)


DEFAULT = CharterDraft(
    clauses=[
        _clause("toxic", "look_first", 0.5, "other"),
        _clause("insult", "hide", 0.7, "insult"),
        _clause("hate", "hide", 0.7, "hate"),
        _clause("threat", "look_first", 0.5, "threat"),
        _clause("harassment", "look_first", 0.5, "harassment"),
        _clause("obscene", "look_first", 0.7, "obscene"),
        _clause("defamation", "look_first", 0.5, "defamation"),
        _clause("spam", "hide", 0.85, "spam"),
        _clause("advertising", "hide", 0.85, "spam"),
        _clause("scam", "hide", 0.7, "spam"),
        _clause("phishing", "hide", 0.7, "spam"),
        _clause("bot", "look_first", 0.7, "spam"),
        _clause("personal_data", "look_first", 0.5, "personal_data"),
        _clause("rumour", "look_first", 0.7, "other"),
        _clause("manipulation", "look_first", 0.7, "other"),
    ]
)
"""What holds for a client whose team has written nothing: threats and what needs context are looked at first."""


@dataclass(frozen=True, slots=True)
class Proposing:
    """One version of a charter, ready to propose; `version` is None for a draft."""

    clauses: Sequence[Clause]
    version: int | None = None

    def propose(self, said: Mapping[str, float]) -> Proposal:
        """The most severe clause that is reached, the likeliest among equals.

        A family speaks only where none of its kinds is reached: the kind, also a tolerated one, has the word.
        """
        reached = [clause for clause in self.clauses if said.get(clause.label, 0.0) >= clause.threshold]
        found = {clause.label for clause in reached}
        named = [clause for clause in reached if found.isdisjoint(_FAMILIES.get(clause.label, ()))]
        telling = [clause for clause in named if clause.proposal != "let_stand"]
        if not telling:
            return Proposal(kind="let_stand", charter_version=self.version)
        chosen = max(telling, key=lambda clause: (_SEVERITY[clause.proposal], said[clause.label]))
        return Proposal(
            kind=chosen.proposal,
            label=chosen.label,
            reason=chosen.reason,
            probability=said[chosen.label],
            threshold=chosen.threshold,
            charter_version=self.version,
        )


@dataclass(frozen=True, slots=True)
class Held:
    """Which charter held when: `first`, and then each version from its moment on, the oldest first."""

    first: Proposing
    then: Sequence[tuple[datetime, Proposing]] = ()

    def at(self, moment: datetime) -> Proposing:
        place = bisect_right(self.then, moment, key=lambda one: one[0])
        return self.then[place - 1][1] if place else self.first


def corrected(labels: Mapping[str, float], words: Mapping[str, bool]) -> dict[str, float]:
    """What is said of a message once people have corrected labels: who denies a family denies its kinds."""
    said = {**labels, **{label: float(value) for label, value in words.items()}}
    for family, kinds in _FAMILIES.items():
        if words.get(family) is False:
            said |= {kind: 0.0 for kind in kinds if kind not in words}
    return said


def is_more_severe(one: Proposal, other: Proposal) -> bool:
    return _SEVERITY[one.kind] > _SEVERITY[other.kind]


def differences(before: Iterable[Clause], after: Iterable[Clause]) -> list[ClauseChange]:
    """What changed from one version to the next, label by label."""
    old, new = {one.label: one for one in before}, {one.label: one for one in after}
    return [
        ClauseChange(label=label, before=old.get(label), after=new.get(label))
        for label in {**old, **new}
        if old.get(label) != new.get(label)
    ]
