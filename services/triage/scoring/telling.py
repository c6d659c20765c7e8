"""An assessment in the words of whoever asked for it outside of the workplace: `palabre score` and the API alike."""

from services.contracts import triage as wire
from services.triage.scoring.domain import Assessment
from services.triage.scoring.wording import say


def tell(found: Assessment) -> wire.Scored:
    """Everything that was found, reasons as French sentences."""
    reasons = [say(reason) for reason in found.reasons]
    return wire.Scored(
        labels=dict(found.labels),
        found=list(found.found),
        lang=found.lang,
        sentiment=found.sentiment,
        personal_data=list(found.personal_data),
        spans=[wire.Span(label=span.label, start=span.start, end=span.end) for span in found.spans],
        priority=found.priority,
        reasons=reasons,
        explanation=" ".join(reasons),
        model=found.model,
        urgency_level=found.urgency_level,
        intent=found.intent,
        unsure=list(found.unsure),
        personal_data_spans=[
            wire.PersonalDataSpan(kind=one.kind, start=one.start, end=one.end, valid=one.valid)
            for one in found.findings
        ],
    )
