"""What a configuration says of a message, in one shape for scorers and baselines."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Protocol

from infra.eval.rows import Place
from services.triage.scoring.domain import FOUND_FROM, Assessment, Message
from services.triage.scoring.outputs import KINDS


@dataclass(frozen=True, slots=True)
class Said:
    """`labels` are probabilities, `found` those of them that are said to hold. What is None or left out was not said
    by this configuration, which is not the same as a no.
    """

    labels: Mapping[str, float] = field(default_factory=dict)
    found: frozenset[str] = frozenset()
    urgency_level: int | None = None
    has_intents: bool = False
    intent: str | None = None
    sentiment: str | None = None
    places: tuple[Place, ...] | None = None

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"found": sorted(self.found)}

    @classmethod
    def from_json(cls, entry: Mapping[str, Any]) -> "Said":
        places = entry["places"]
        return cls(
            **{
                **entry,
                "found": frozenset(entry["found"]),
                "places": None if places is None else tuple(Place(**one) for one in places),
            }
        )


class Judge(Protocol):
    """A configuration that is ready to score."""

    @property
    def model(self) -> str: ...

    def say(self, messages: Sequence[Message]) -> list[Said]: ...


class Assessing(Protocol):
    """The scorer as it is shipped, or one that a test made."""

    @property
    def model(self) -> str: ...

    def assess(self, messages: Sequence[Message]) -> list[Assessment]: ...


@dataclass(frozen=True, slots=True)
class ShippedJudge:
    """A scorer, asked through the door that the worker and the command line use."""

    scorer: Assessing

    @property
    def model(self) -> str:
        return self.scorer.model

    def say(self, messages: Sequence[Message]) -> list[Said]:
        return [said_by(assessment) for assessment in self.scorer.assess(messages)]


def said_by(assessment: Assessment) -> Said:
    """A label holds where the workplace shows it; its kinds do where they are likelier than not."""
    labels = dict(assessment.labels)
    kinds = {kind for names in KINDS.values() for kind in names if labels.get(kind, 0.0) >= FOUND_FROM}
    return Said(
        labels=labels,
        found=frozenset({*assessment.found, *kinds}),
        urgency_level=assessment.urgency_level,
        has_intents=True,
        intent=assessment.intent,
        sentiment=assessment.sentiment,
        places=_places(assessment),
    )


def _places(assessment: Assessment) -> tuple[Place, ...]:
    return tuple(Place(one.kind, one.start, one.end) for one in assessment.findings)
