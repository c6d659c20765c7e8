"""An assessment as it goes over the wire: the queue keeps it so, and whoever asks from outside is told from it."""

from services.contracts import triage as wire
from services.contracts.triage.scoring import Explanation, Ground, Place
from services.triage.scoring import domain


def on_the_wire(found: domain.Assessment) -> wire.Assessment:
    return wire.Assessment(
        labels=dict(found.labels),
        found=list(found.found),
        lang=found.lang,
        sentiment=found.sentiment,
        personal_data=list(found.personal_data),
        spans=[wire.Span(label=span.label, start=span.start, end=span.end) for span in found.spans],
        priority=found.priority,
        reasons=[
            wire.Reason(code=reason.code, points=reason.points, params=dict(reason.params))
            for reason in found.reasons
        ],
        model=found.model,
        urgency_level=found.urgency_level,
        intent=found.intent,
        unsure=list(found.unsure),
        personal_data_spans=[
            wire.PersonalDataSpan(kind=one.kind, start=one.start, end=one.end, valid=one.valid)
            for one in found.findings
        ],
        general=dict(found.general),
        general_said=dict(found.general_said),
        explanation=[
            Explanation(
                label=one.label, answer=one.answer, grounds=[_ground(ground) for ground in one.grounds]
            )
            for one in found.explanation
        ],
    )


def _ground(ground: domain.Ground) -> Ground:
    places = [Place(start=start, end=end) for start, end in ground.places]
    return Ground(code=ground.code, weight=ground.weight, places=places, words=list(ground.words))
