"""An assessment in the words of whoever asked for it outside of the workplace: `palabre score` and the API alike."""

from services.contracts import triage as wire
from services.contracts.triage.scoring import Found
from services.triage.scoring.domain import Assessment
from services.triage.scoring.domain.telling import on_the_wire
from services.triage.scoring.wording import explain, say

_SAME = tuple(Found.model_fields)


def tell(assessment: Assessment) -> wire.Scored:
    """Everything that was found, reasons and explanation as French sentences."""
    found = on_the_wire(assessment)
    return wire.Scored(
        **{name: getattr(found, name) for name in _SAME},
        reasons=[say(reason) for reason in assessment.reasons],
        explanation=explain(assessment),
        why=found.explanation,
    )
